"""Impossible days: a time whose day is not in the calendar, such as 2026-06-31, with the days that are meant perhaps."""

import re
from calendar import month_name, monthrange
from datetime import date, timedelta

DAY = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)(?!\d)(.*)", re.ASCII | re.DOTALL)
MOST = 31  # days of a month; a higher number is no day at all


def impossible_day(text: str) -> str:
    """Say of a text in ISO why there is no such day and what to write; "" where its day is one, or nothing like one.

    >>> impossible_day("2026-06-31 02:00")
    "June 2026 has 30 days; write '2026-06-30 02:00' or '2026-07-01 02:00'"
    """
    match = DAY.match(text)
    if match is None:
        return ""
    year, month, day, rest = int(match[1]), int(match[2]), int(match[3]), match[4].rstrip()
    if not 1 <= year < 9999 or month == 0:
        return ""
    if month > 12:
        swapped = f"; write '{year:04}-{day:02}-{month:02}{rest}'" if 1 <= day <= 12 and month <= monthrange(year, day)[1] else ""
        return f"a year has 12 months{swapped}"
    last = monthrange(year, month)[1]
    if not last < day <= MOST:
        return ""
    end = date(year, month, last)
    return f"{month_name[month]} {year} has {last} days; write '{end}{rest}' or '{end + timedelta(days=1)}{rest}'"


def date_fault(written: object, remedy: str) -> str:
    """The fault of what is no date: why its day is none, if it is like one, and what to write.

    >>> date_fault("2026-02-30", "'2026-12-24'")
    "'2026-02-30' is not a date: February 2026 has 28 days; write '2026-02-28' or '2026-03-01'"
    """
    text = str(written)
    why = impossible_day(text)
    return f"{text!r} is not a date{f': {why}' if why else ''}{'' if 'write' in why else f'; write {remedy}'}"
