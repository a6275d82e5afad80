#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Requests a second and waiting times of the running site, with large registers in the store.

    web.py YUMIAO OUT [--sizes 100000,2653000] [--seconds 10]

Makes an example city of each size (2,000 enterprises with facts, the rest of the register without), starts the
server, signs in as an official of the city, and asks for pages with wrk. Beside each page stand the statements that
it needs, run by hand on the same database from Python: what the database alone would take. Writes OUT/web.json.
"""
import argparse, html, http.cookiejar, json, os, re, signal, sqlite3, statistics, subprocess, sys, tempfile, time
import urllib.parse, urllib.request

CONNECTIONS = 16


class Site:
    def __init__(self, binary, data, port=8391):
        self.base = f"http://127.0.0.1:{port}"
        start = time.perf_counter()
        self.process = subprocess.Popen([binary, "serve", "--data", data, "--port", str(port)],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while True:
            try:
                urllib.request.urlopen(self.base + "/readyz", timeout=1).read()
                break
            except OSError:
                if self.process.poll() is not None:
                    sys.exit("the server did not start")
                time.sleep(0.005)
        self.start_seconds = time.perf_counter() - start
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path):
        return self.opener.open(self.base + path, timeout=30).read().decode()

    def sign_in(self, label):
        """Signs in as the person of the example city whose button holds the label."""
        page = self.get("/sign-in")
        for form in re.findall(r'(?s)<form action="[^"]*/sign-in/example[^"]*".*?</form>', page):
            if label in html.unescape(form):
                fields = {k: html.unescape(v) for k, v in re.findall(
                    r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form)}
                self.opener.open(self.base + "/sign-in/example", urllib.parse.urlencode(fields).encode(), timeout=30).read()
                return
        sys.exit(f"no example sign-in {label}")

    def memory_megabytes(self):
        for line in open(f"/proc/{self.process.pid}/status"):
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024

    def load(self, path, seconds):
        cookie = "; ".join(f"{c.name}={c.value}" for c in self.jar)
        text = subprocess.run(
            ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-H", f"Cookie: {cookie}", self.base + path],
            check=True, capture_output=True, text=True).stdout
        if re.search(r"Non-2xx", text):
            sys.exit(f"{path} answers with errors under load:\n{text}")
        figure = lambda name: milliseconds(re.search(name + r"%\s+([\d.]+)(\w+)", text))
        return {"requests_a_second": float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1]),
                "p50_ms": figure("50"), "p99_ms": figure("99")}

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


def milliseconds(match):
    return float(match[1]) * {"us": 1e-3, "ms": 1, "s": 1e3}[match[2]]


def by_hand(database, statements, runs=200):
    """The middle and the 99 % time in milliseconds of some statements, one after the other."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        for statement, values in statements:
            connection.execute(statement, values).fetchall()
        times.append((time.perf_counter() - start) * 1e3)
    times.sort()
    return {"p50_ms": statistics.median(times), "p99_ms": times[int(len(times) * 0.99)]}


def pages(database, site):
    """Name, path and the statements of each page."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    id, number = connection.execute(
        "SELECT enterprise, max(number) FROM enterprise_fact JOIN enterprise ON enterprise.id = enterprise_fact.enterprise"
        " GROUP BY enterprise ORDER BY number LIMIT 1").fetchone()
    listing = ("SELECT * FROM enterprise WHERE region BETWEEN 321300 AND 321399 ORDER BY region, number LIMIT 51", ())
    found = ("SELECT e.* FROM enterprise_search s JOIN enterprise e ON e.number = s.rowid WHERE s.terms MATCH ?"
             " ORDER BY s.rowid DESC LIMIT 50", ('"精 密"',))
    file = [("SELECT * FROM enterprise WHERE id = ?", (id,)),
            ("SELECT * FROM enterprise_fact WHERE enterprise = ? ORDER BY word, year", (id,)),
            ("SELECT * FROM enterprise_moment WHERE enterprise = ? ORDER BY id DESC LIMIT 20", (id,))]
    return [("home", "/", []), ("report", "/check/report", []), ("list", "/enterprises", [listing]),
            ("search", "/enterprises?q=" + urllib.parse.quote("精密"), [found]),
            ("file", f"/enterprises/{id}", file)]


def measure(binary, folder, size, seconds):
    data = f"{folder}/{size}"
    start = time.perf_counter()
    subprocess.run([binary, "example", "create", "--data", data, "--enterprises", str(size), "--if-missing"],
                   check=True, stdout=subprocess.DEVNULL)
    made = time.perf_counter() - start
    database = data + "/yumiao.sqlite"
    site = Site(binary, data)
    try:
        time.sleep(1)
        figures = {"enterprises": size, "make_s": made, "start_s": site.start_seconds,
                   "idle_megabytes": site.memory_megabytes(),
                   "database_megabytes": os.path.getsize(database) / 1e6, "pages": {}}
        site.sign_in("市工信局经办人")
        print(f"\n{size:,} enterprises: made in {made:.0f} s, start {site.start_seconds:.2f} s, "
              f"idle {figures['idle_megabytes']:.0f} MB, database {figures['database_megabytes']:.0f} MB")
        print(f"{'':10}{'requests/s':>12}{'p50 ms':>10}{'p99 ms':>10}{'by hand p50':>14}{'p99':>8}")
        for name, path, statements in pages(database, site):
            answer = site.get(path)
            if "⟦" in answer:
                sys.exit(f"{path} lacks a word")
            row = site.load(path, seconds)
            row["by_hand"] = by_hand(database, statements) if statements else None
            figures["pages"][name] = row
            hand = row["by_hand"] or {"p50_ms": float("nan"), "p99_ms": float("nan")}
            print(f"{name:10}{row['requests_a_second']:12.0f}{row['p50_ms']:10.2f}{row['p99_ms']:10.2f}"
                  f"{hand['p50_ms']:14.2f}{hand['p99_ms']:8.2f}")
        figures["loaded_megabytes"] = site.memory_megabytes()
        return figures
    finally:
        site.stop()


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("binary"); a.add_argument("out")
    a.add_argument("--sizes", default="100000,2653000"); a.add_argument("--seconds", type=int, default=10)
    a.add_argument("--data", help="keep the databases here")
    o = a.parse_args()
    os.makedirs(o.out, exist_ok=True)
    folder = o.data or tempfile.mkdtemp(prefix="yumiao-web-")
    try:
        figures = [measure(o.binary, folder, int(size), o.seconds) for size in o.sizes.split(",")]
    finally:
        if not o.data:
            subprocess.run(["rm", "-rf", folder])
    json.dump(figures, open(f"{o.out}/web.json", "w"), indent=1)


if __name__ == "__main__":
    main()
