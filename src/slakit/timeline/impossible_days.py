"""Impossible days: a time whose day or hour is not in the calendar, such as 2026-06-31, with the days that are meant perhaps."""

import re
from calendar import month_name, monthrange
from datetime import date, timedelta

DAY = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)(?!\d)(.*)", re.ASCII | re.DOTALL)
HOUR = re.compile(r"[ T](\d\d)(?::?(\d\d))?(?::?(\d\d))?(?!\d)", re.ASCII)
MIDNIGHT = re.compile(r"[ T]24:00(:00)?(?![\d:])", re.ASCII)
PERIOD = re.compile(r"(\d{4})-(?:(\d\d)|Q(\d)|W(\d\d))", re.ASCII)
PARTS = (("hours of a day", 23), ("minutes of an hour", 59), ("seconds of a minute", 59))


def impossible_day(text: str) -> str:
    """Say of a text in ISO why there is no such day or hour and what to write; "" where there is one, or nothing like one.

    >>> impossible_day("2026-06-31 02:00")
    "June 2026 has 30 days; write '2026-06-30 02:00' or '2026-07-01 02:00'"
    """
    match = DAY.match(text)
    if match is None:
        return ""
    year, month, day, rest = int(match[1]), int(match[2]), int(match[3]), match[4].rstrip()
    if not 1 <= year < 9999:
        return ""
    if month == 0:
        return "the months are 1 to 12"
    if month > 12:
        swapped = f"; write '{year:04}-{day:02}-{month:02}{rest}'" if 1 <= day <= 12 and month <= monthrange(year, day)[1] else ""
        return f"a year has 12 months{swapped}"
    if day == 0:
        return f"a month begins with day 1; write '{year:04}-{month:02}-01{rest}'"
    last = monthrange(year, month)[1]
    if day > last:
        end = date(year, month, last)
        return f"{month_name[month]} {year} has {last} days; write '{end}{rest}' or '{end + timedelta(days=1)}{rest}'"
    return _impossible_hour(date(year, month, day), rest)


def _impossible_hour(day: date, rest: str) -> str:
    """The same of what follows a day that there is."""
    if midnight := MIDNIGHT.match(rest):
        after = f"{day + timedelta(days=1)}{rest[0]}00:00{midnight[1] or ''}{rest[midnight.end() :]}"
        return f"a day ends at the first instant of the next; write '{after}'"
    hour = HOUR.match(rest)
    for (name, most), number in zip(PARTS, hour.groups() if hour else (), strict=False):
        if number is not None and int(number) > most:
            return f"the {name} are 0 to {most}"
    return ""


def impossible_period(label: str) -> str:
    """Say of the label of a period why the calendar has no such one; "" where it has, or where it is no label.

    >>> impossible_period("2026-Q5")
    'a year has 4 quarters'
    """
    match = PERIOD.fullmatch(label)
    if match is None:
        return first_reason(impossible_day(label))
    year, month, quarter, week = (None if text is None else int(text) for text in match.groups())
    if month is not None and not 1 <= month <= 12:
        return "a year has 12 months"
    if quarter is not None and not 1 <= quarter <= 4:
        return "a year has 4 quarters"
    weeks = date(year, 12, 28).isocalendar().week if year else 53
    return f"{year} has {weeks} weeks" if week is not None and not 1 <= week <= weeks else ""


def first_reason(why: str) -> str:
    """The reason of `impossible_day` without what to write."""
    return why.partition("; write ")[0]


def date_remedy(written: object, remedy: str) -> str:
    """The end of the fault of what is no date or time: why there is none, if it is like one, and what to write.

    >>> date_remedy("2026-02-30", "'2026-12-24'"), date_remedy("soon", "'2026-12-24'")
    (": February 2026 has 28 days; write '2026-02-28' or '2026-03-01'", "; write '2026-12-24'")
    """
    why = impossible_day(str(written))
    return f"{f': {why}' if why else ''}{'' if '; write ' in why else f'; write {remedy}'}"


def date_fault(written: object, remedy: str) -> str:
    """The fault of what is no date: why its day is none, if it is like one, and what to write.

    >>> date_fault("2026-02-30", "'2026-12-24'")
    "'2026-02-30' is not a date: February 2026 has 28 days; write '2026-02-28' or '2026-03-01'"
    """
    shown = written if isinstance(written, dict | list | tuple) else str(written)
    return f"{shown!r} is not a date{date_remedy(written, remedy)}"
