"""The windows of contracts, from a call or from a phrase."""

import re
from datetime import date, tzinfo

from slakit.errors import ContractError, close_match
from slakit.windows.base import Window
from slakit.windows.calendar_steps import NAMES, UNITS, Steps, plain_anchor, unit_word, whole_count
from slakit.windows.rolling import Rolling, WholeTerm, length

__all__ = ["Window", "daily", "every", "monthly", "quarterly", "rolling", "weekly", "whole_term", "window", "yearly"]

Zone = str | tzinfo | None
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVERY = re.compile(r"every(?: (\d+))? ([a-z]+)(?: from (.+))?")
FROM = re.compile(rf"({'|'.join(NAMES.values())}) from (.+)")
CALENDAR = re.compile(rf"(?:(?:each|every|per) )?calendar ({'|'.join(unit for unit in NAMES if unit != 'hour')})")
ROLLING = re.compile(r"rolling (\d+ ?[a-z]+)(?: (every .+))?")


def every(
    count: int, unit: str, anchor: "str | date | None" = None, month_end: str = "clamp", tz: Zone = None, partial: str = "prorate"
) -> Window:
    """Periods of `count` hours, days, weeks, months, quarters or years, the k-th boundary at `anchor + k x step` on the wall clock.

    >>> every(2, "week", anchor="2026-01-05")
    every(2, 'week', anchor='2026-01-05')

    `month_end` says what becomes of a day that a month does not have: "clamp" to its last day, "overflow" into the next month, or
    "last", where every boundary is its month's last day. An hour that the wall clock repeats is two periods, one that it skips is none.
    Raises ContractError for a step of several units without an anchor.
    """
    word, count = unit_word(unit), whole_count(count)
    if anchor is None:
        if count != 1:
            raise ContractError(f"every({count!r}, {unit!r}) does not say from when; write every({count!r}, {unit!r}, anchor='2026-01-05')")
        anchor = plain_anchor(word)
    return Steps(count, word, anchor, month_end, tz=tz, partial=partial)


def daily(tz: Zone = None, partial: str = "prorate") -> Window:
    """Periods of a day, from midnight to midnight."""
    return every(1, "day", tz=tz, partial=partial)


def weekly(start: str = "mon", tz: Zone = None, partial: str = "prorate") -> Window:
    """Periods of a week that begin on a weekday."""
    day = str(start).strip().lower()[:3]
    if day not in WEEKDAYS:
        raise ContractError(f"{start!r} is not a weekday{close_match(start, WEEKDAYS)}")
    return every(1, "week", date(2000, 1, 3 + WEEKDAYS.index(day)) if day != "sun" else date(2000, 1, 2), tz=tz, partial=partial)


def monthly(anchor: "int | str | date" = 1, month_end: str = "clamp", tz: Zone = None, partial: str = "prorate") -> Window:
    """Periods of a month that begin on a day of the month, or on the day and time of an anchor."""
    return every(1, "month", _anchor(anchor), month_end, tz, partial)


def quarterly(anchor: "int | str | date" = 1, month_end: str = "clamp", tz: Zone = None, partial: str = "prorate") -> Window:
    """Periods of three months, from a day of January, April, July and October or from an anchor."""
    return every(1, "quarter", _anchor(anchor), month_end, tz, partial)


def yearly(anchor: "int | str | date" = 1, month_end: str = "clamp", tz: Zone = None, partial: str = "prorate") -> Window:
    """Periods of a year, from a day of January or from an anchor such as "2026-04-06"."""
    return every(1, "year", _anchor(anchor), month_end, tz, partial)


def _anchor(value: "int | str | date") -> "str | date":
    if not isinstance(value, int):
        return value
    if not 1 <= value <= 31:
        raise ContractError(f"{value!r} is not a day of the month; write a day from 1 to 31, or a date such as '2026-04-06'")
    return date(2000, 1, value)


DAILY = daily()


def rolling(text: str, step: "Window | str" = DAILY, tz: Zone = None, partial: str = "prorate") -> Window:
    """Periods that end at each step and look back a length (docs/numbers.md W3).

    >>> rolling("30 days", step=weekly())
    rolling('30 days', step=weekly())

    "30 days" and "3 months" are counted on the wall clock of the zone, "24 hours" in real time.
    """
    count, unit = length(text)
    return Rolling(count, unit, window(step), tz=tz, partial=partial)


def whole_term(tz: Zone = None, partial: str = "prorate") -> Window:
    """One period: the whole term."""
    return WholeTerm(tz=tz, partial=partial)


UNIT_OF = {name: unit for unit, name in NAMES.items()}
NAMED = {name: every(1, unit) for unit, name in NAMES.items()} | {"whole term": whole_term()}


def window(text: "Window | str") -> Window:
    """A window from its phrase; a window passes through.

    >>> window("every 2 weeks from 2026-01-05")
    every(2, 'week', anchor='2026-01-05')
    >>> window("yearly from 2026-04-01")
    every(1, 'year', anchor='2026-04-01')
    >>> window("rolling 30 days every week")
    rolling('30 days', step=weekly())

    "calendar month" is "monthly". Raises ContractError for anything else.
    """
    if isinstance(text, Window):
        return text
    phrase = " ".join(text.lower().split()) if isinstance(text, str) else ""
    if phrase in NAMED:
        return NAMED[phrase]
    if match := ROLLING.fullmatch(phrase):
        return rolling(match[1], match[2] or DAILY)
    if match := CALENDAR.fullmatch(phrase):
        return NAMED[NAMES[match[1]]]
    if match := FROM.fullmatch(phrase):
        return every(1, UNIT_OF[match[1]], match[2])
    if match := EVERY.fullmatch(phrase):
        return _every(text, match)
    if re.fullmatch(r"rolling [1-9][0-9]*", phrase):
        raise ContractError(f"{text!r} is not a window, it has no unit; write '{phrase} days'")
    if phrase.startswith(("every", "rolling")):
        raise ContractError(f"{text!r} is not a window; write 'every 2 weeks from 2026-01-05' or 'rolling 30 days'")
    raise ContractError(f"{text!r} is not a window{close_match(text, NAMED)}")


def _every(text: object, match: "re.Match[str]") -> Window:
    count = int(match[1] or 1)
    if match[2].removesuffix("s") not in UNITS:
        raise ContractError(f"{text!r} is not a window{close_match(match[2], UNITS)}")
    if not count:
        raise ContractError(f"{text!r} is not a window; write 'every 2 weeks from 2026-01-05'")
    if match[3] is None and count != 1:
        raise ContractError(f"{text!r} does not say from when; write '{text} from 2026-01-05'")
    return every(count, match[2], match[3])
