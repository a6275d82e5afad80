#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The province workload: one province's enterprises against its whole policy library.

Sizes follow the largest figures that a province has published: 2,653,000 enterprises and 14,483
policies (38.4 billion pairs). The data is synthetic, seeded and skewed as real registers are:
log-normal revenue and staff, sorted by county, 20 to 50 percent of most facts missing.

    province.py generate DIR [--enterprises N] [--policies P] [--seed S]
    province.py duckdb   DIR [--sample K] [--threads T] [--degree]
    province.py check    DIR COUNTS.csv

generate  writes DIR/columns.json with one raw little-endian file a column, and DIR/policies.json.
duckdb    times the peer on the same data: one SQL count a policy (the fastest plan found for it);
          --degree also asks how many of its other conditions each enterprise in a policy's own region
          meets (a histogram a policy). Writes DIR/duckdb.csv.
check     compares COUNTS.csv (columns policy,eligible,unknown) with the peer's counts, row by row.

Column kinds: code (int32, never missing), number (int64, its minimum = unknown), flag (int8, -1 = unknown).
Amounts are in yuan, shares and rates in basis points, so every comparison is exact.
A policy is {"id", "all": [condition...]}; a condition is one of
    {"in": [column, [codes]]}      {"is": flag}
    {"ge"|"le": [column, number]}  {"ratio_ge": [numerator, denominator, basis points]}
    {"any": [condition...]}        {"all": [condition...]}
Logic is three-valued (Kleene): a comparison with an unknown fact is unknown; a ratio is unknown when
either side is, or when the denominator is not positive; otherwise it asks numerator * 10000 >= basis points * denominator. A pair is eligible when "all" is true, unknown when it is
neither true nor false.
"""
import argparse, csv, json, os, random, sys, time
import numpy as np

NUMBERS = {  # column: share of enterprises that lack it
    "revenue": .10, "employees": .02, "assets": .20, "growth": .25, "rd_expense": .35, "liabilities_ratio": .30,
    "years": 0., "patents_class_1": .20, "patents_class_2": .20, "main_business_share": .40, "equity_raised": .30,
    "tax_paid": .10, "exports": .25, "energy": .50, "investment": .50, "credit_score": .15, "paid_in_capital": .10,
}
FLAGS = 24
UNKNOWN = np.iinfo(np.int64).min


def generate(out, n, p, seed):
    rng = np.random.default_rng(seed)
    os.makedirs(out, exist_ok=True)
    cities, counties, sections, classes = 11, 90, 20, 480
    county_city = np.sort(rng.integers(0, cities, counties))
    county = np.sort(rng.integers(0, counties, n))
    industry = rng.integers(0, classes, n)
    codes = {"county": county, "city": county_city[county], "industry": industry, "section": industry // (classes // sections)}
    revenue = np.exp(rng.normal(5.5, 2.0, n)) * 10_000
    numbers = {
        "revenue": revenue, "employees": np.floor(np.exp(rng.normal(2.5, 1.3, n))) + 1,
        "assets": revenue * np.exp(rng.normal(.1, .5, n)), "growth": rng.normal(800, 2000, n),
        "rd_expense": revenue * np.clip(rng.gamma(1.2, 1.8, n), 0, 60) / 100,
        "liabilities_ratio": np.clip(rng.normal(5500, 2000, n), 0, 15000), "years": np.floor(rng.gamma(2, 4, n)),
        "patents_class_1": rng.poisson(.6, n), "patents_class_2": rng.poisson(2.5, n),
        "main_business_share": np.clip(rng.normal(7000, 2500, n), 0, 10000),
        "equity_raised": np.where(rng.random(n) < .02, np.exp(rng.normal(6, 1, n)) * 10_000, 0), "tax_paid": revenue * .03,
        "exports": np.where(rng.random(n) < .2, revenue * rng.random(n) * .5, 0), "energy": np.exp(rng.normal(3, 1.5, n)),
        "investment": np.where(rng.random(n) < .15, revenue * rng.random(n), 0),
        "credit_score": rng.integers(300, 850, n), "paid_in_capital": revenue * np.exp(rng.normal(-1, 1, n)),
    }
    columns = []
    for name, values in codes.items():
        values.astype("<i4").tofile(f"{out}/{name}.i32")
        columns.append({"name": name, "kind": "code", "file": f"{name}.i32"})
    cuts = {}
    for name, values in numbers.items():
        values = np.rint(values).astype("<i8")
        cuts[name] = sorted({round_like_a_person(q) for q in np.quantile(values[:: max(1, n // 200000)], [.2, .4, .5, .6, .7, .75, .8, .85, .9, .93, .95, .97, .98, .99])})
        values[rng.random(n) < NUMBERS[name]] = UNKNOWN
        values.tofile(f"{out}/{name}.i64")
        columns.append({"name": name, "kind": "number", "file": f"{name}.i64"})
    for i in range(FLAGS):
        values = (rng.random(n) < rng.choice([.01, .05, .1, .3])).astype("i1")
        values[rng.random(n) < rng.choice([0, .1, .3])] = -1
        values.tofile(f"{out}/flag{i}.i8")
        columns.append({"name": f"flag{i}", "kind": "flag", "file": f"flag{i}.i8"})
    json.dump({"rows": n, "columns": columns}, open(f"{out}/columns.json", "w"), indent=1)
    json.dump(policies(random.Random(seed), p, cuts, cities, counties, sections, classes), open(f"{out}/policies.json", "w"))
    print(f"{n} enterprises, {len(columns)} columns, {p} policies in {out}")


def round_like_a_person(x):
    """Thresholds in policies are round: two significant digits."""
    return int(float(f"{float(x):.2g}"))


def policies(rng, p, cuts, cities, counties, sections, classes):
    names = list(cuts)

    def threshold(name):
        if name in ("liabilities_ratio", "energy", "years") and rng.random() < .5:
            return {"le": [name, rng.choice(cuts[name])]}
        return {"ge": [name, rng.choice(cuts[name])]}

    def ratio():
        return {"ratio_ge": rng.choice([["rd_expense", "revenue", 300], ["rd_expense", "revenue", 500], ["rd_expense", "revenue", 200],
                                        ["exports", "revenue", 1000], ["tax_paid", "revenue", 200], ["investment", "assets", 1000]])}

    found = []
    for i in range(p):
        all_of, level = [], rng.random()
        if .14 <= level < .5:
            all_of.append({"in": ["city", [rng.randrange(cities)]]})
        elif level >= .5:
            all_of.append({"in": ["county", [rng.randrange(counties)]]})
        if rng.random() < .5:
            all_of.append({"in": ["section", sorted({rng.randrange(sections) for _ in range(rng.randint(1, 6))})]})
        if rng.random() < .2:
            all_of.append({"in": ["industry", sorted({rng.randrange(classes) for _ in range(rng.randint(3, 30))})]})
        all_of += [threshold(c) for c in rng.sample(names, rng.randint(1, 4))]
        if rng.random() < .3:
            all_of.append(ratio())
        all_of += [{"is": f"flag{f}"} for f in rng.sample(range(FLAGS), rng.randint(0, 2))]
        if rng.random() < .35:
            any_of = [threshold(c) for c in rng.sample(names, rng.randint(2, 3))]
            if rng.random() < .3:
                any_of[0] = {"all": [any_of[0], ratio()]}
            all_of.append({"any": any_of})
        found.append({"id": i, "all": all_of})
    return found


def sql(condition):
    (kind, x), = condition.items()
    if kind == "in": return f"{x[0]} in ({','.join(map(str, x[1]))})"
    if kind == "is": return f"{x} = 1"
    if kind in ("ge", "le"): return f"{x[0]} {'>=' if kind == 'ge' else '<='} {x[1]}"
    if kind == "ratio_ge": return f"{x[0]} * 10000 >= {x[2]} * (case when {x[1]} > 0 then {x[1]} end)"
    return "(" + (" or " if kind == "any" else " and ").join(map(sql, x)) + ")"


def duckdb_peer(out, sample, threads, degree):
    import duckdb, pyarrow as pa
    head = json.load(open(f"{out}/columns.json"))
    table = {}
    for c in head["columns"]:
        v = np.fromfile(f"{out}/{c['file']}", {"code": "<i4", "number": "<i8", "flag": "i1"}[c["kind"]])
        table[c["name"]] = pa.array(v, mask=v == UNKNOWN if c["kind"] == "number" else v < 0 if c["kind"] == "flag" else None)
    arrow = pa.table(table)
    con = duckdb.connect(config={"threads": threads})
    con.execute("create table e as select * from arrow")
    rules = json.load(open(f"{out}/policies.json"))
    chosen = random.Random(7).sample(rules, sample) if sample else rules
    rows, start = [], time.perf_counter()
    for r in chosen:
        rows.append((r["id"], con.execute(f"select count(*) from e where {' and '.join(map(sql, r['all']))}").fetchone()[0]))
    took = time.perf_counter() - start
    print(f"duckdb {duckdb.__version__}, {threads} threads, eligible counts: {took / len(chosen) * 1e3:.3f} ms a policy, "
          f"{took / len(chosen) * len(rules):.1f} s for all {len(rules)}")
    unknown = [con.execute(f"select count(*) from e where ({' and '.join(map(sql, r['all']))}) is null").fetchone()[0] for r in chosen]
    if degree:
        start = time.perf_counter()
        for r in chosen:
            scope = [c for c in r["all"] if "in" in c and c["in"][0] in ("city", "county")]
            met = "+".join(f"coalesce(({sql(c)})::int, 0)" for c in r["all"] if c not in scope)
            where = " and ".join(map(sql, scope)) or "true"
            con.execute(f"select d, count(*) from (select {met} d from e where {where}) group by d").fetchall()
        took = time.perf_counter() - start
        print(f"duckdb, histogram of conditions met: {took / len(chosen) * 1e3:.3f} ms a policy, {took / len(chosen) * len(rules):.1f} s for all")
    with open(f"{out}/duckdb.csv", "w", newline="") as f:
        w = csv.writer(f); w.writerow(["policy", "eligible", "unknown"]); w.writerows((i, e, u) for (i, e), u in zip(rows, unknown))


def check(out, counts):
    mine = {int(r["policy"]): (int(r["eligible"]), int(r["unknown"])) for r in csv.DictReader(open(counts))}
    wrong = [(r["policy"], mine.get(int(r["policy"])), r["eligible"], r["unknown"]) for r in csv.DictReader(open(f"{out}/duckdb.csv"))
             if mine.get(int(r["policy"])) != (int(r["eligible"]), int(r["unknown"]))]
    for w in wrong[:10]:
        print("policy %s: counted %s, the peer counts eligible %s, unknown %s" % w)
    print(f"{len(wrong)} policies differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    s = a.add_subparsers(dest="verb", required=True)
    g = s.add_parser("generate"); g.add_argument("dir"); g.add_argument("--enterprises", type=int, default=2_653_000)
    g.add_argument("--policies", type=int, default=14_483); g.add_argument("--seed", type=int, default=20261121)
    d = s.add_parser("duckdb"); d.add_argument("dir"); d.add_argument("--sample", type=int, default=0); d.add_argument("--threads", type=int, default=os.cpu_count()); d.add_argument("--degree", action="store_true")
    c = s.add_parser("check"); c.add_argument("dir"); c.add_argument("counts")
    o = a.parse_args()
    if o.verb == "generate": generate(o.dir, o.enterprises, o.policies, o.seed)
    elif o.verb == "duckdb": duckdb_peer(o.dir, o.sample, o.threads, o.degree)
    else: sys.exit(check(o.dir, o.counts))
