# SPDX-License-Identifier: Apache-2.0
"""R2: death at every n-th write or sync. R3: an error at every n-th write or sync. Both through strace."""

import collections
import concurrent.futures
import os
import re

from common import Place, Result, have, seeded, until_lost

KINDS = ["pwrite64", "write", "fdatasync", "fsync", "ftruncate", "unlink", "rename"]


def why_not() -> str:
    return "" if have("strace") else "strace is not installed (Debian: strace)"


def points() -> list[tuple[str, int]]:
    """Every system call of the script that changes the disk: its kind and its number within its thread."""
    place = Place()
    log = place.own + "/calls"
    place.run("script", prefix=["strace", "-f", "-qq", "-o", log, "-e", "trace=" + ",".join(KINDS)])
    counts: dict[tuple[str, str], int] = collections.Counter()
    with open(log) as file:
        for line in file:
            found = re.match(r"(\d+)\s+(\w+)\(", line)
            if found:
                counts[found[1], found[2]] += 1
    place.remove()
    most: dict[str, int] = {}
    for (_, kind), count in counts.items():
        most[kind] = max(most.get(kind, 0), count)
    return [(kind, number) for kind in KINDS for number in range(1, most.get(kind, 0) + 1)]


def chosen(all_points: list, limit: int, name: str) -> list:
    """A sample that keeps some of each kind; all of them when the limit allows it."""
    if len(all_points) <= limit:
        return all_points
    dice = seeded(name)
    rare = [point for point in all_points if point[0] not in ("pwrite64", "write")]
    common = [point for point in all_points if point[0] in ("pwrite64", "write")]
    rare = dice.sample(rare, min(len(rare), limit // 2))
    return rare + dice.sample(common, min(len(common), limit - len(rare)))


def die_at(point: tuple[str, int], sabotage: str) -> dict:
    kind, number = point
    place = Place()
    try:
        place.run("script", sabotage=sabotage, prefix=[
            "strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={kind}", "-e",
            f"inject={kind}:signal=SIGKILL:when={number}"])
        report = place.check(sabotage)
        # An archive that has its own name is whole, whenever the process died.
        for name in os.listdir(place.data):
            if name.endswith(".tar") and "missed=0" not in place.run(
                    "damage", archive=place.data + "/" + name, rounds=1):
                report["broken"].append("half an archive under its own name")
        return report
    finally:
        place.remove()


def crash(limit: int) -> Result:
    result = Result("R2 death at the n-th write or sync, SQLite", control="acknowledge before commit")
    if why_not():
        result.skipped = why_not()
        return result
    every = points()
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for report in pool.map(lambda point: die_at(point, ""), chosen(every, limit, "crash")):
            result.take(report)
    # The control dies in the middle of commits, where early acknowledgements are wrong.
    writes = [point for point in every if point[0] == "pwrite64"][len(every) // 3:]
    sample = iter(seeded("crash control").sample(writes, min(len(writes), 60)))
    result.control_lost = until_lost(lambda: die_at(next(sample), "acknowledgeBeforeCommit")["lost"], 60)
    result.note = f"{result.rounds} of {len(every)} crash points"
    return result


def fail_at(kind: str, error: str, number: int, sabotage: str) -> tuple[dict, int]:
    """All calls of a kind fail from the n-th on. Gives the report, and what was acknowledged while they failed."""
    place = Place()
    try:
        place.run("script", backup=0)
        said = place.run("script", backup=0, sabotage=sabotage, prefix=[
            "strace", "-f", "-qq", "-o", place.own + "/calls", "-e", f"trace={kind}", "-e",
            f"inject={kind}:error={error}:when={number}+"])
        false = said.count("acknowledged after a fault")
        if sabotage:
            # Without syncs nothing fails and all is acknowledged: more than could be made durable.
            false = max(0, said.count("acknowledged") - max(0, number - 1))
        return place.check(sabotage), false
    finally:
        place.remove()


def failing(limit: int) -> Result:
    result = Result("R3 disk error from the n-th write or sync on", control="synchronous off")
    if why_not():
        result.skipped = why_not()
        return result
    cases = [("fdatasync", "EIO", number) for number in range(1, 13)]
    cases += [("pwrite64", "ENOSPC", number) for number in range(1, 60, 5)]
    if limit < len(cases):
        cases = seeded("failing").sample(cases, limit)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for report, false in pool.map(lambda case: fail_at(*case, ""), cases):
            result.take(report)
            result.lost += false
        result.control_lost = fail_at("fdatasync", "EIO", 1, "synchronousOff")[1]
    result.note = "lost counts acknowledgements after the disk began to fail, too"
    return result
