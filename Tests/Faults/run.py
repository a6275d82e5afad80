# SPDX-License-Identifier: Apache-2.0
"""Runs the fault tests, prints the table and writes Benchmarks/out/faults.json. Exit 1 when a promise was broken, when a
control lost nothing, or when nothing ran."""

import json
import sys
import time
from dataclasses import asdict

import killing
import postgres
import power
import syscalls
from common import ROOT

# What is run, with how many rounds: in CI, and by `make faults`.
PLAN = [
    ("kill", killing.kill_sqlite, 3, 200),
    ("kill-postgres", killing.kill_postgres, 2, 30),
    ("crash", syscalls.crash, 16, 100_000),
    ("error", syscalls.failing, 6, 1_000),
    ("power", power.power_cut, 1, 40),
    ("full", power.disk_full, 1, 10),
    ("failover", postgres.failover, 1, 50),
    ("jobs", killing.fencing, 1, 20),
    ("damage", power.damage, 60, 10_000),
]


def main() -> int:
    is_short = "--short" in sys.argv
    wanted = [word for word in sys.argv[1:] if not word.startswith("--")]
    results = []
    for name, test, few, many in PLAN:
        if wanted and name not in wanted:
            continue
        begun = time.monotonic()
        result = test(few if is_short else many)
        result.seconds = round(time.monotonic() - begun, 1)
        results.append(result)
        print(line(result), flush=True)
        for what in sorted(set(result.broken))[:5]:
            print("    BROKEN:", what)
    out = ROOT / "Benchmarks/out"
    out.mkdir(parents=True, exist_ok=True)
    (out / "faults.json").write_text(json.dumps(
        {"short": is_short, "results": [asdict(result) | {"passed": result.passed} for result in results]},
        ensure_ascii=False, indent=1) + "\n")
    passed = sum(result.passed for result in results)
    skipped = sum(bool(result.skipped) for result in results)
    failed = len(results) - passed - skipped
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 0 if passed > 0 and failed == 0 else 1


def line(result) -> str:
    if result.skipped:
        return f"{result.fault:<50} SKIPPED: {result.skipped}"
    return (f"{result.fault:<50} {result.rounds:>6} {result.acknowledged:>12} {result.lost:>6} "
            f"{result.control_lost:>10}  {'ok' if result.passed else 'FAILED':<7}{result.seconds:>7} s  "
            f"(control: {result.control}) {result.note}")


if __name__ == "__main__":
    print(f"{'fault':<50} {'rounds':>6} {'acknowledged':>12} {'lost':>6} {'ctrl lost':>10}")
    sys.exit(main())
