# SPDX-License-Identifier: Apache-2.0
"""What all fault tests share: the tortured process, the common check, and how a result is told."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def find_torture() -> str:
    """The built tester; YUMIAO_TORTURE names another one."""
    named = os.environ.get("YUMIAO_TORTURE")
    built = [ROOT / ".build" / kind / "store-torture" for kind in ("debug", "release")]
    for path in [named] if named else built:
        if Path(path).exists():
            return str(path)
    sys.exit("store-torture is not built: swift build --product store-torture")


TORTURE = find_torture()


@dataclass
class Result:
    """One line of the table. A test that could not lose data proves nothing: the control must lose."""

    fault: str
    rounds: int = 0
    acknowledged: int = 0
    lost: int = 0
    control: str = ""
    control_lost: int = 0
    skipped: str = ""
    broken: list = field(default_factory=list)
    note: str = ""
    seconds: float = 0.0

    def take(self, report: dict) -> None:
        self.rounds += 1
        self.acknowledged += report["acknowledged"]
        self.lost += report["lost"] + report["lostFiles"]
        self.broken += report["broken"]

    @property
    def passed(self) -> bool:
        return not self.skipped and self.rounds > 0 and self.lost == 0 and not self.broken and self.control_lost > 0


class Place:
    """A folder for one database, its files and its acknowledgement log."""

    def __init__(self, folder: str | None = None, address: str | None = None):
        self.own = tempfile.mkdtemp(prefix="yumiao-fault-")
        self.data = folder or self.own
        self.address = address or self.data + "/t.sqlite"
        self.acks = self.own + "/acks"

    def words(self, verb: str, **options) -> list[str]:
        words = [TORTURE, verb, "--address", self.address, "--data", self.data, "--acks", self.acks]
        for name, value in options.items():
            if value not in (None, ""):
                words += ["--" + name, str(value)]
        return words

    def start(self, verb: str, prefix: list[str] | None = None, **options) -> subprocess.Popen:
        return subprocess.Popen(
            (prefix or []) + self.words(verb, **options), stdout=subprocess.PIPE, stderr=self.errors(), text=True)

    def run(self, verb: str, prefix: list[str] | None = None, **options) -> str:
        done = subprocess.run(
            (prefix or []) + self.words(verb, **options), stdout=subprocess.PIPE, stderr=self.errors(), text=True,
            timeout=600)
        return done.stdout

    def errors(self):
        return open(self.own + "/errors", "a")

    def check(self, sabotage: str | None = None) -> dict:
        lines = self.run("check", sabotage=sabotage).splitlines()
        if lines and lines[-1].startswith("{"):
            return json.loads(lines[-1])
        count = sum(1 for _ in open(self.acks)) if os.path.exists(self.acks) else 0
        return {"acknowledged": count, "lost": count, "lostFiles": 0, "broken": ["no report: " + " ".join(lines[-2:])]}

    def remove(self) -> None:
        shutil.rmtree(self.own, ignore_errors=True)


def wait_for(process: subprocess.Popen, word: str, seconds: float = 30) -> str:
    """Reads the process's lines until one begins with the word."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        line = process.stdout.readline()
        if line.startswith(word):
            return line
        if not line or line.startswith("ended"):
            break
    raise RuntimeError(f"the process did not say {word}: {line}")


def kill(process: subprocess.Popen) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


def have(program: str) -> bool:
    return shutil.which(program) is not None


def seeded(name: str) -> random.Random:
    """Random moments that come back with the same seed: YUMIAO_SEED=… repeats a run."""
    return random.Random(f"{os.environ.get('YUMIAO_SEED', '1')}/{name}")


def until_lost(attempt, tries: int) -> int:
    """Runs a control until it loses something: chance may spare it once, not every time."""
    lost = 0
    for _ in range(tries):
        lost += attempt()
        if lost > 0:
            break
    return lost
