#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compare or write the fixture of working days against an independent package.

    python3 -m venv .venv && .venv/bin/pip install chinesecalendar==1.11.0
    .venv/bin/python Scripts/check-calendar.py          # exit code 1 when the committed fixture differs
    .venv/bin/python Scripts/check-calendar.py --write  # writes it anew

The Swift tests compare WorkCalendar.standard with the fixture day by day.
"""

import calendar
import datetime
import pathlib
import sys

import chinese_calendar

YEARS = range(2021, 2027)
FIXTURE = pathlib.Path(__file__).resolve().parent.parent / "Tests/StandardsTests/WorkdayFixture.swift"


def month_line(year, month):
    days = range(1, calendar.monthrange(year, month)[1] + 1)
    marks = "".join("1" if chinese_calendar.is_workday(datetime.date(year, month, day)) else "0" for day in days)
    return f"        {year}-{month:02} {marks}"


def fixture():
    lines = [
        "// SPDX-License-Identifier: Apache-2.0",
        "// Written by Scripts/check-calendar.py from chinesecalendar 1.11.0 (MIT). Do not edit.",
        "",
        "/// Each day of each month: 1 is worked, 0 is not.",
        'let workdayFixture = """',
        *[month_line(year, month)[4:] for year in YEARS for month in range(1, 13)],
        '    """',
        "",
    ]
    return "\n".join(lines)


if "--write" in sys.argv:
    FIXTURE.write_text(fixture(), encoding="utf-8")
elif FIXTURE.read_text(encoding="utf-8") != fixture():
    sys.exit(f"{FIXTURE.name} differs from chinesecalendar")
else:
    print("The fixture agrees with chinesecalendar.")
