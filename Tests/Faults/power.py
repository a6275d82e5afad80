# SPDX-License-Identifier: Apache-2.0
"""R4: power cuts, on a file system that forgets what was not synced. R5: a full disk. R12: damaged archives."""

import os
import re
import subprocess
import sys
import time

from common import ROOT, Place, Result, kill, seeded, until_lost, wait_for


class Lossy:
    """The forgetful file system, mounted."""

    def __init__(self):
        place = Place()
        self.own = place.own
        self.root, self.mount, self.flag = (self.own + "/" + name for name in ("root", "mount", "CUT"))
        os.mkdir(self.root)
        os.mkdir(self.mount)
        python = str(ROOT / ".venv/bin/python") if (ROOT / ".venv/bin/python").exists() else sys.executable
        self.process = subprocess.Popen(
            [python, str(ROOT / "Tests/Faults/lossy.py"), self.root, self.mount, self.flag],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 5
        while not os.path.ismount(self.mount):
            if time.monotonic() > end or self.process.poll() is not None:
                raise RuntimeError("FUSE does not mount here (needs /dev/fuse, libfuse2, fusepy 3.0.1)")
            time.sleep(0.02)

    def cut(self) -> None:
        open(self.flag, "w").close()
        while os.path.exists(self.flag):
            time.sleep(0.01)
        try:
            open("/proc/sys/vm/drop_caches", "w").write("3")
        except OSError:
            pass

    def remove(self) -> None:
        subprocess.run(["umount", "-l", self.mount], check=False)
        self.process.terminate()
        self.process.wait()
        subprocess.run(["rm", "-rf", self.own], check=False)


def cut_round(sabotage: str) -> dict:
    disk = Lossy()
    place = Place(folder=disk.mount)
    try:
        process = place.start("load", sabotage=sabotage, clients=8)
        wait_for(process, "ready")
        time.sleep(1.2)
        kill(process)
        disk.cut()
        return place.check(sabotage)
    finally:
        disk.remove()
        place.remove()


def power_cut(rounds: int) -> Result:
    result = Result("R4 power cut, SQLite and files", control="synchronous NORMAL; OFF")
    try:
        Lossy().remove()
    except (RuntimeError, FileNotFoundError) as fault:
        result.skipped = str(fault)
        return result
    for _ in range(rounds):
        result.take(cut_round(""))
    normal = until_lost(lambda: cut_round("synchronousNormal")["lost"], 3)
    off = until_lost(lambda: cut_round("synchronousOff")["lost"], 3)
    result.control_lost = min(normal, off)
    result.note = f"NORMAL lost {normal}, OFF lost {off}"
    return result


def full_round(sabotage: str) -> tuple[dict, str, float]:
    """Fills a small disk under load, then gives it space; the service must recover by itself."""
    place = Place()
    mount = place.own + "/disk"
    os.mkdir(mount)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", mount], check=True)
    inner = Place(folder=mount)
    try:
        process = inner.start("load", sabotage=sabotage, files=0, clients=4, size=2_000, report=100, ballast=262_144)
        wait_for(process, "ready")
        full = wait_while(process, lambda last: "diskFull" not in last, 20)
        size = os.path.getsize(inner.acks)
        time.sleep(0.6)
        subprocess.run(["mount", "-o", "remount,size=64m", mount], check=True)
        begun = time.monotonic()
        while os.path.getsize(inner.acks) == size and time.monotonic() - begun < 10:
            time.sleep(0.02)
        pause = time.monotonic() - begun
        kill(process)
        return inner.check(sabotage), full, pause
    finally:
        subprocess.run(["umount", "-l", mount], check=False)
        inner.remove()
        place.remove()


def wait_while(process, is_going, seconds: float) -> str:
    end = time.monotonic() + seconds
    last = ""
    while time.monotonic() < end:
        last = process.stdout.readline()
        if not last or not is_going(last):
            break
    return last


def disk_full(rounds: int) -> Result:
    result = Result("R5 disk full under load, then space again", control="acknowledge before commit")
    if os.getuid() != 0:
        result.skipped = "mounting a tmpfs needs root"
        return result
    pauses = []
    for _ in range(rounds):
        report, full, pause = full_round("")
        result.take(report)
        pauses.append(pause)
        if "diskFull" not in full:
            result.broken.append("the disk was never full: " + full)
        if "failedReads=0" not in full:
            result.broken.append("reads failed while the disk was full: " + full)
        if pause >= 5:
            result.broken.append(f"no write within {pause:.1f} s of space")
    result.control_lost = until_lost(lambda: full_round("acknowledgeBeforeCommit")[0]["lost"], 5)
    result.note = f"writes again {max(pauses):.2f} s after space, reads never failed"
    return result


def damage(rounds: int) -> Result:
    result = Result("R12 damaged archive, bytes at random places", control="plain tar accepts")
    place = Place()
    place.run("script")
    archive = next(place.data + "/" + name for name in os.listdir(place.data) if name.endswith(".tar"))
    said = place.run("damage", archive=archive, rounds=rounds, seed=os.environ.get("YUMIAO_SEED", "1"))
    found = re.search(r"rounds=(\d+) missed=(\d+)", said)
    if found:
        result.rounds = result.acknowledged = int(found[1])
        result.lost = int(found[2])
    else:
        result.broken.append("no answer: " + said)
    dice = seeded("damage")
    sound = open(archive, "rb").read()
    for _ in range(20):
        bytes_ = bytearray(sound)
        bytes_[dice.randrange(len(sound))] ^= 1
        open(archive, "wb").write(bytes_)
        done = subprocess.run(["tar", "-xOf", archive], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        result.control_lost += done.returncode == 0
    result.note = "acknowledged = damages tried, lost = damages not found"
    place.remove()
    return result
