#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Puts the engine's figures beside its peers' on the same data.

    compare.py FOLDER OUT [--sample N] [--least-ratio R] [--small N]

Times DuckDB (province.py duckdb), compares every count and every histogram of a sample of policies, times numpy,
CEL and JSON logic on a small sample, prints a table and writes OUT/province.json. Ends with 1 when a count
differs or the ratio to DuckDB is below R.
"""
import argparse, csv, importlib.metadata, json, os, random, re, subprocess, sys, time
import numpy as np

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, here)
import province  # noqa: E402


def duckdb(folder, sample):
    """Seconds for all policies: counts, histograms. Writes FOLDER/duckdb.csv."""
    command = [sys.executable, f"{here}/province.py", "duckdb", folder, "--degree"]
    text = subprocess.run(command + (["--sample", str(sample)] if sample else []), check=True,
                          capture_output=True, text=True).stdout
    print(text, end="")
    return [float(s) for s in re.findall(r"([\d.]+) s for all", text)]


def counts_differ(folder, out):
    mine = {r["policy"]: (r["eligible"], r["unknown"]) for r in csv.DictReader(open(f"{out}/counts.csv"))}
    theirs = list(csv.DictReader(open(f"{folder}/duckdb.csv")))
    return len(theirs), sum(mine.get(r["policy"]) != (r["eligible"], r["unknown"]) for r in theirs)


class Columns:
    """The columns as numpy arrays, and conditions over them as (true, unknown)."""

    def __init__(self, folder):
        head = json.load(open(f"{folder}/columns.json"))
        kinds = {"code": "<i4", "number": "<i8", "flag": "i1"}
        self.values = {c["name"]: np.fromfile(f"{folder}/{c['file']}", kinds[c["kind"]]) for c in head["columns"]}
        self.kind = {c["name"]: c["kind"] for c in head["columns"]}
        self.rows = head["rows"]

    def missing(self, name):
        v = self.values[name]
        return v == province.UNKNOWN if self.kind[name] == "number" else v < 0

    def ask(self, condition):
        (kind, x), = condition.items()
        if kind == "in":
            return np.isin(self.values[x[0]], x[1]), np.zeros(self.rows, bool)
        if kind == "is":
            return self.values[x] == 1, self.missing(x)
        if kind in ("ge", "le"):
            m, v = self.missing(x[0]), self.values[x[0]]
            return (v >= x[1] if kind == "ge" else v <= x[1]) & ~m, m
        if kind == "ratio_ge":
            m = self.missing(x[0]) | self.missing(x[1]) | (self.values[x[1]] <= 0)
            a, b = np.where(m, 0, self.values[x[0]]), np.where(m, 0, self.values[x[1]])
            return (a * 10000 >= x[2] * b) & ~m, m
        parts = [self.ask(c) for c in x]
        true = np.stack([t for t, _ in parts])
        possible = np.stack([t | u for t, u in parts])
        join = np.logical_or.reduce if kind == "any" else np.logical_and.reduce
        return join(true), join(possible) & ~join(true)

    def histogram(self, policy):
        scope = [c for c in policy["all"] if "in" in c and c["in"][0] in ("city", "county")]
        rest = [c for c in policy["all"] if c not in scope]
        own = np.logical_and.reduce([self.ask(c)[0] for c in scope]) if scope else np.ones(self.rows, bool)
        met = sum((self.ask(c)[0].astype(int) for c in rest), np.zeros(self.rows, int))
        return np.bincount(met[own], minlength=len(rest) + 1)


def histograms_differ(folder, out, sample, columns):
    mine = {}
    for r in csv.DictReader(open(f"{out}/degrees.csv")):
        mine.setdefault(int(r["policy"]), {})[int(r["degree"])] = int(r["count"])
    policies = json.load(open(f"{folder}/policies.json"))
    chosen = random.Random(11).sample(policies, min(sample, len(policies)))
    wrong = [p["id"] for p in chosen
             if {d: int(n) for d, n in enumerate(columns.histogram(p)) if n} != mine.get(p["id"], {})]
    return len(chosen), len(wrong)


def numpy_seconds(folder, columns, sample=20):
    """Eligible and unknown of all pairs, from the time of a sample of policies over all enterprises."""
    policies = json.load(open(f"{folder}/policies.json"))
    chosen = random.Random(5).sample(policies, min(sample, len(policies)))
    start = time.perf_counter()
    for p in chosen:
        t, u = columns.ask({"all": p["all"]})
        t.sum(), u.sum()
    return (time.perf_counter() - start) / len(chosen) * len(policies)


def cel_text(c):
    (kind, x), = c.items()
    if kind == "in": return f"{x[0]} in {x[1]}"
    if kind == "is": return f"{x} == 1"
    if kind in ("ge", "le"): return f"{x[0]} {'>=' if kind == 'ge' else '<='} {x[1]}"
    if kind == "ratio_ge": return f"({x[1]} > 0 && {x[0]} * 10000 >= {x[2]} * {x[1]})"
    return "(" + (" || " if kind == "any" else " && ").join(map(cel_text, x)) + ")"


def json_logic(c):
    (kind, x), = c.items()
    var = lambda n: {"var": n}
    if kind == "in": return {"in": [var(x[0]), x[1]]}
    if kind == "is": return {"==": [var(x), 1]}
    if kind in ("ge", "le"): return {">=" if kind == "ge" else "<=": [var(x[0]), x[1]]}
    if kind == "ratio_ge":
        return {"and": [{">": [var(x[1]), 0]}, {">=": [{"*": [var(x[0]), 10000]}, {"*": [x[2], var(x[1])]}]}]}
    return {"or" if kind == "any" else "and": [json_logic(part) for part in x]}


def rule_engines(folder, columns, rules=40, rows=40):
    """Pairs a second of rule engines on known facts only: they have no third value."""
    policies = random.Random(3).sample(json.load(open(f"{folder}/policies.json")), rules)
    places = random.Random(4).sample(range(columns.rows), rows)
    facts = [{n: max(0, int(v[i])) for n, v in columns.values.items()} for i in places]
    found = {}
    try:
        import celpy
        env = celpy.Environment()
        programs = [env.program(env.compile(cel_text({"all": p["all"]}))) for p in policies]
        rowsof = [{n: celpy.celtypes.IntType(v) for n, v in f.items()} for f in facts[:10]]
        start = time.perf_counter()
        for program in programs:
            for row in rowsof: program.evaluate(row)
        found["cel-python " + importlib.metadata.version("cel-python")] = \
            len(programs) * len(rowsof) / (time.perf_counter() - start)
    except ImportError:
        print("cel-python is not installed")
    try:
        from json_logic import jsonLogic
        logic = [json_logic({"all": p["all"]}) for p in policies]
        start = time.perf_counter()
        for rule in logic:
            for row in facts: jsonLogic(rule, row)
        found["panzi-json-logic " + importlib.metadata.version("panzi-json-logic")] = \
            len(logic) * len(facts) / (time.perf_counter() - start)
    except ImportError:
        print("panzi-json-logic is not installed")
    return found


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("folder"); a.add_argument("out")
    a.add_argument("--sample", type=int, default=0, help="policies that DuckDB is asked; 0: all")
    a.add_argument("--histograms", type=int, default=60, help="policies whose histogram numpy checks")
    a.add_argument("--least-ratio", type=float, default=60)
    o = a.parse_args()
    figures = json.load(open(f"{o.out}/matching.json"))
    peer, peer_degree = duckdb(o.folder, o.sample)
    checked, wrong = counts_differ(o.folder, o.out)
    columns = Columns(o.folder)
    histograms, wrong_histograms = histograms_differ(o.folder, o.out, o.histograms, columns)
    ratio, ratio_degree = peer / figures["seconds"], peer_degree / figures["seconds_degree"]
    slow = numpy_seconds(o.folder, columns)
    pairs = figures["enterprises"] * figures["policies"]
    print(f"\n{'':36}{'seconds':>12}{'pairs a second':>18}")
    line = lambda name, s: print(f"{name:36}{s:12.3f}{pairs / s:18.3g}")
    line("yumiao, eligible and unknown", figures["seconds"])
    line("yumiao, one thread", figures["seconds_one_thread"])
    line("yumiao, degrees", figures["seconds_degree"])
    version = importlib.metadata.version
    line(f"DuckDB {version('duckdb')}, eligible", peer)
    line(f"DuckDB {version('duckdb')}, degrees", peer_degree)
    line(f"numpy {np.__version__}, eligible and unknown", slow)
    for name, speed in rule_engines(o.folder, columns).items():
        line(name + ", eligible", pairs / speed)
    print(f"\nratio to DuckDB: {ratio:.0f}, with degrees {ratio_degree:.0f}")
    print(f"counts: {checked} policies compared, {wrong} differ; "
          f"histograms: {histograms} compared, {wrong_histograms} differ")
    equal = wrong == 0 and wrong_histograms == 0
    figures |= {"ratio_duckdb": ratio, "ratio_duckdb_degree": ratio_degree, "counts_equal": equal,
                "seconds_duckdb": peer, "seconds_duckdb_degree": peer_degree, "seconds_numpy": slow,
                "policies_compared": checked}
    json.dump(figures, open(f"{o.out}/province.json", "w"), indent=1)
    if not equal:
        sys.exit("counts differ from the peer's")
    if ratio < o.least_ratio:
        sys.exit(f"only {ratio:.0f} times DuckDB; at least {o.least_ratio:.0f} wanted")


if __name__ == "__main__":
    main()
