# SPDX-License-Identifier: Apache-2.0
"""Private PostgreSQL clusters in temporary folders, and R7: failover to a standby."""

import glob
import os
import shutil
import signal
import subprocess
import tempfile
import time

from common import Place, Result, kill, until_lost, wait_for

TOOLS = sorted(glob.glob("/usr/lib/postgresql/*/bin"))


def why_not() -> str:
    return "" if TOOLS else "PostgreSQL is not installed (Debian: postgresql)"


def roomy_memory() -> str | None:
    """Memory instead of a disk, where there is enough: what a killed process wrote is in the kernel's hands either way,
    and a disk that others use takes seconds for each start."""
    try:
        return "/dev/shm" if shutil.disk_usage("/dev/shm").free > 2 << 30 else None
    except OSError:
        return None


def is_alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


class Cluster:
    """A cluster on a Unix socket of its own, run by an unprivileged user, with fsync on."""

    def __init__(self, name: str, base: "Cluster | None" = None):
        self.name = name
        self.folder = tempfile.mkdtemp(prefix=f"yumiao-{name}-", dir=roomy_memory())
        self.data = self.folder + "/data"
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")
        if base is None:
            self.tool("initdb", "-D", self.data, "-U", "yumiao", "--auth=trust", "--encoding=UTF8",
                      "--locale=C.UTF-8", "--data-checksums", "--no-sync")
        else:
            self.tool("pg_basebackup", "-D", self.data, "-h", base.folder, "-U", "yumiao", "-R", "-X", "stream",
                      "-C", "-S", name, "-c", "fast", "--no-sync",
                      "-d", f"host={base.folder} user=yumiao application_name={name}")
        with open(self.data + "/postgresql.conf", "a") as file:
            file.write(f"\nlisten_addresses = ''\nunix_socket_directories = '{self.folder}'\nmax_connections = 200\n")

    def tool(self, name: str, *words: str) -> None:
        prefix = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        subprocess.run(prefix + [f"{TOOLS[-1]}/{name}", *words], check=True, cwd="/", stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def start(self) -> None:
        self.tool("pg_ctl", "-D", self.data, "-w", "-t", "60", "-l", self.folder + "/log", "start")

    def promote(self) -> None:
        self.tool("pg_ctl", "-D", self.data, "-w", "promote")

    def kill(self) -> None:
        """kill -9 of the server and of all its children, as if the machine had lost power but for the page cache."""
        pid = int(open(self.data + "/postmaster.pid").readline())
        os.kill(pid, signal.SIGSTOP)  # So that it makes no child that the list does not hold.
        children = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout.split()
        for victim in [pid, *map(int, children)]:
            try:
                os.kill(victim, signal.SIGKILL)
            except ProcessLookupError:
                pass
        for victim in [pid, *map(int, children)]:
            while is_alive(victim):
                time.sleep(0.01)
        # Its number may stay taken until init buries it, and the next start would believe that it still runs.
        for lock in (self.data + "/postmaster.pid", self.folder + "/.s.PGSQL.5432.lock"):
            os.unlink(lock)

    def sql(self, text: str) -> str:
        return subprocess.run(
            ["psql", "-X", "-A", "-t", "-h", self.folder, "-U", "yumiao", "-d", "postgres", "-c", text],
            check=True, capture_output=True, text=True).stdout.strip()

    def address(self, *others: "Cluster") -> str:
        hosts = ",".join(cluster.folder for cluster in (self, *others))
        return f"host={hosts} user=yumiao dbname=postgres"

    def remove(self) -> None:
        if os.path.exists(self.data + "/postmaster.pid"):
            try:
                self.kill()
            except (ValueError, FileNotFoundError):
                pass
        shutil.rmtree(self.folder, ignore_errors=True)


def failover_round(is_synchronous: bool) -> tuple[dict, float]:
    """Load on a primary; its standby falls behind; the primary dies; the standby is promoted; the load goes on."""
    primary = Cluster("primary")
    primary.start()
    standby = Cluster("standby", primary)
    standby.start()
    if is_synchronous:
        primary.sql("ALTER SYSTEM SET synchronous_standby_names = 'standby'")
        primary.sql("SELECT pg_reload_conf()")
    place = Place(address=primary.address(standby))
    try:
        process = place.start("load", outage=20_000, files=0)
        wait_for(process, "ready")
        time.sleep(0.6)
        # The network between the two stands still for a moment: an asynchronous standby is now behind.
        sender = int(primary.sql("SELECT pid FROM pg_stat_replication"))
        os.kill(sender, signal.SIGSTOP)
        time.sleep(0.4)
        primary.kill()
        begun = time.monotonic()
        standby.promote()
        if is_synchronous:
            # Nobody stands behind the new primary yet.
            standby.sql("ALTER SYSTEM SET synchronous_standby_names = ''")
            standby.sql("SELECT pg_reload_conf()")
        size = os.path.getsize(place.acks)
        while os.path.getsize(place.acks) == size and time.monotonic() - begun < 20:
            time.sleep(0.01)
        pause = time.monotonic() - begun
        time.sleep(0.5)
        kill(process)
        report = place.check()
        if pause >= 20:
            report["broken"].append("the service did not write again after the promotion")
        return report, pause
    finally:
        primary.remove()
        standby.remove()
        place.remove()


def failover(rounds: int) -> Result:
    result = Result("R7 PostgreSQL primary killed, standby promoted", control="asynchronous standby")
    if why_not():
        result.skipped = why_not()
        return result
    pauses = []
    for _ in range(rounds):
        report, pause = failover_round(True)
        pauses.append(pause)
        result.take(report)
    result.note = f"writes again after {max(pauses):.2f} s at most"
    result.control_lost = until_lost(lambda: failover_round(False)[0]["lost"], 5)
    return result
