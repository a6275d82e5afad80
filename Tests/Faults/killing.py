# SPDX-License-Identifier: Apache-2.0
"""R1: kill -9 under load, at random moments. R10: two workers, one of them asleep past its lease."""

import signal
import time

from common import Place, Result, kill, seeded, until_lost, wait_for
from postgres import Cluster, why_not


def kill_rounds(place: Place, rounds: int, sabotage: str, name: str, result: Result | None) -> int:
    """Starts, kills and checks the same data again and again. Gives how much was lost."""
    moments = seeded(name + sabotage)
    lost = 0
    for _ in range(rounds):
        process = place.start("load", sabotage=sabotage)
        wait_for(process, "ready")
        time.sleep(moments.uniform(0.05, 0.6))
        kill(process)
        report = place.check(sabotage)
        lost += report["lost"]
        if result is not None:
            # The log grows from round to round and is checked whole each time.
            result.rounds += 1
            result.acknowledged = report["acknowledged"]
            result.lost = max(result.lost, report["lost"] + report["lostFiles"])
            result.broken += report["broken"]
    return lost


def kill_sqlite(rounds: int) -> Result:
    result = Result("R1 kill -9 under load, SQLite", control="acknowledge before commit")
    place = Place()
    kill_rounds(place, rounds, "", "sqlite", result)
    place.remove()
    control = Place()
    result.control_lost = until_lost(
        lambda: kill_rounds(control, 1, "acknowledgeBeforeCommit", "sqlite", None), max(10, rounds // 5))
    control.remove()
    return result


def kill_postgres(rounds: int) -> Result:
    result = Result("R1 kill -9 of PostgreSQL's server under load", control="acknowledge before commit")
    if why_not():
        result.skipped = why_not()
        return result
    report = kill_server(rounds, "")
    result.rounds = rounds
    result.acknowledged = report["acknowledged"]
    result.lost = report["lost"] + report["lostFiles"]
    result.broken = report["broken"]
    result.control_lost = until_lost(lambda: kill_server(1, "acknowledgeBeforeCommit")["lost"], 5)
    return result


def kill_server(rounds: int, sabotage: str) -> dict:
    """Kills the database under a service that lives on, and must be at work again each time."""
    cluster = Cluster("kill")
    cluster.start()
    place = Place(address=cluster.address())
    moments = seeded("postgres" + sabotage)
    process = place.start("load", sabotage=sabotage, outage=20_000)
    wait_for(process, "ready")
    for _ in range(rounds):
        time.sleep(moments.uniform(0.1, 0.6))
        cluster.kill()
        cluster.start()
    time.sleep(0.5)
    kill(process)
    report = place.check(sabotage)
    cluster.remove()
    place.remove()
    return report


def fencing(rounds: int) -> Result:
    result = Result("R10 worker stopped past its lease, two servers", control="no fencing token")
    for _ in range(rounds):
        report = nap("")
        result.rounds += 1
        result.acknowledged += report["jobs"]
        result.lost += doubled(report) + JOBS - report["jobs"]
        result.broken += report["broken"]
    result.control_lost = until_lost(lambda: doubled(nap("noFencing")), 5)
    result.note = "jobs done; lost = missing + doubled"
    return result


JOBS = 40


def doubled(report: dict) -> int:
    return report["marks"] - report["jobs"]


def nap(sabotage: str) -> dict:
    """Two workers share the jobs; one sleeps with four in its hands until the other has done them, and wakes up."""
    place = Place()
    words = {"lease": 300, "pause": 100, "sabotage": sabotage}
    sleeper = place.start("work", jobs=JOBS, name="sleeper", **words)
    wait_for(sleeper, "ready")
    other = place.start("work", name="other", **words)
    wait_for(other, "ready")
    time.sleep(0.15)
    sleeper.send_signal(signal.SIGSTOP)
    time.sleep(2.2)
    sleeper.send_signal(signal.SIGCONT)
    for process in (sleeper, other):
        process.wait(timeout=120)
        process.stdout.close()
    report = place.check()
    place.remove()
    return report
