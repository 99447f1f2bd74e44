"""Opening hours as text: '08:00-20:00' on 'mon-fri', read and written (docs/numbers.md C2).

A day's hours are pairs of microseconds since its midnight; an end after midnight is more than a day. The readers return problems, so
that a calendar can report all of its own at once.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import groupby

from slakit.errors import ContractError, close_match
from slakit.timeline.instants import DAY, HOUR, MINUTE, SECOND
from slakit.timeline.spans import union

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FULL = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
EXAMPLE = "09:00-17:30"
MEANT = {  # what stands for several days in the words of the field
    "mon-fri": ("weekday", "weekdays", "workdays", "working days", "business days", "monday to friday", "mon to fri"),
    "sat,sun": ("weekend", "weekends"),
    "daily": ("every day", "all days", "all week", "monday to sunday", "mon to sun"),
}

Pair = tuple[int, int]
Day = tuple[Pair, ...]
Texts = tuple[str, ...]

_TIME = r"(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?"
_INTERVAL = re.compile(rf"\s*{_TIME}\s*-\s*{_TIME}\s*")
_AT = re.compile(_TIME)
_LOOSE = re.compile(r"(\d{1,2})(?:[:.h](\d\d))?\s*(am|pm)?")


def read_week(hours: object, problems: list[str]) -> list[Day]:
    """The seven days of `{"mon-fri": "08:00-20:00", ...}`, or of its normal form in pairs."""
    week: list[Day] = [()] * 7
    given: dict[int, str] = {}
    items: Iterable[object] = hours.items() if isinstance(hours, Mapping) else hours if isinstance(hours, tuple | list) else ()
    if not isinstance(hours, Mapping | tuple | list):
        problems.append(f"{hours!r} is not hours by day of the week; write {{'mon-fri': '09:00-17:30'}}")
    for item in items:
        if not (isinstance(item, tuple | list) and len(item) == 2):
            problems.append(f"{item!r} is not a day with its hours; write {{'mon-fri': '09:00-17:30'}}")
            continue
        key, value = item
        read = read_hours(value, f"{key}: ", problems)
        for day in _read_days(key, problems):
            if day in given:
                problems.append(f"{WEEK[day]!r} is given twice, in {given[day]!r} and in {key!r}; write it once, with a list of its hours")
            given[day] = key
            week[day] = read
    return week


def read_hours(value: object, where: str, problems: list[str]) -> Day:
    """The hours of a day: one text or several; none, or 'closed', is closed all day. Overlaps merge."""
    if value == "closed":
        return ()
    if not isinstance(value, str | tuple | list):
        problems.append(f"{where}{value!r} is not opening hours; write {EXAMPLE!r}, a list of such, or 'closed'")
        return ()
    pairs = [_read_interval(text, where, problems) for text in ([value] if isinstance(value, str) else value)]
    edges = union(pair for pair in pairs if pair)
    return tuple(zip(edges[::2], edges[1::2], strict=True))


def write_week(week: list[Day]) -> tuple[tuple[str, Texts], ...]:
    """The normal form: days of equal hours together, closed days left out; `(("mon-fri", ("08:00-20:00",)),)`."""
    alike: dict[Day, list[int]] = {}
    for day, hours in enumerate(week):
        if hours:
            alike.setdefault(hours, []).append(day)
    return tuple((_write_days(days), write_hours(hours)) for hours, days in alike.items())


def write_hours(hours: Day) -> Texts:
    """The texts of a day's hours; a stretch longer than 24 hours, made by merging, takes two."""
    parts = [part for start, end in hours for part in ([(start, end)] if end - start <= DAY else [(start, start + DAY), (end - DAY, end)])]
    return tuple(f"{write_time(start)}-{write_time(end if end <= DAY else end - DAY)}" for start, end in parts)


def read_time(text: object) -> int | None:
    """Microseconds since midnight of '16:00', or of '26:00' on a shift past midnight; None for what is no time, 24:00 included."""
    match = _AT.fullmatch(text) if isinstance(text, str) else None
    at = _time(*match.groups(), last=2 * DAY - 1) if match else None
    return at if at != DAY else None


def time_of_day(value: object) -> str:
    """Convert a time of day to its normal form: '16:00'; raises ContractError for anything else."""
    at = read_time(value)
    if at is None:
        raise ContractError(f"{value!r} is not a time of day; write '16:00'")
    return write_time(at)


def write_time(at: int) -> str:
    minutes, rest = divmod(at, MINUTE)
    seconds, micro = divmod(rest, SECOND)
    text = f"{minutes // 60:02}:{minutes % 60:02}" + (f":{seconds:02}" if rest else "")
    return f"{text}.{micro:06}" if micro else text


def _read_interval(text: object, where: str, problems: list[str]) -> Pair | None:
    match = _INTERVAL.fullmatch(text) if isinstance(text, str) else None
    start, end = (_time(*match.groups()[:4]), _time(*match.groups()[4:])) if match else (None, None)
    if start is None or end is None or start == DAY:
        problems.append(f"{where}{text!r} is not opening hours; write {_repaired(text)!r}")
        return None
    return start, end if end > start else end + DAY


def _time(hour: str, minute: str, second: str | None, fraction: str | None, *, last: int = DAY) -> int | None:
    """Microseconds since midnight, or None for a time that no clock shows; 24:00 is the end of the day."""
    if int(minute) > 59 or int(second or 0) > 59:
        return None
    at = int(hour) * HOUR + int(minute) * MINUTE + int(second or 0) * SECOND + int((fraction or "").ljust(6, "0"))
    return at if at <= last else None


def _repaired(text: object) -> str:
    """Return hours such as '8-20', '9.00–17.00' or '8am to 6pm' in the form that is wanted; an example if they cannot be read.

    Without minutes or halves of the day, '9-5' ends in the afternoon: it is how one speaks of a day, and never of a night.
    """
    ends = re.split(r"\s*(?:[-–—]|\bto\b)\s*", str(text).strip().lower())
    times = [match for end in ends if (match := _LOOSE.fullmatch(end))]
    if len(times) != 2 or len(ends) != 2:
        return EXAMPLE
    hours = [int(match[1]) % 12 + 12 * (match[3] == "pm") if match[3] else int(match[1]) for match in times]
    spoken = all(not match[3] and len(match[1]) == 1 for match in times)
    if spoken and hours[1] <= hours[0]:
        hours[1] += 12
    better = "-".join(f"{hour:02}:{match[2] or '00'}" for hour, match in zip(hours, times, strict=True))
    return better if better != text and _read_interval(better, "", []) else EXAMPLE


def _read_days(key: object, problems: list[str]) -> list[int]:
    """The numbers of 'mon', 'mon-fri', 'fri-mon', 'mon,wed-fri' or 'daily'."""
    if key == "daily":
        return list(range(7))
    days: list[int] = []
    for part in str(key).split(","):
        ends = [_day(name) for name in part.split("-")]
        if len(ends) > 2 or None in ends:
            wrong = next((name.strip() for name in part.split("-") if _day(name) is None), part)
            near = close_match(wrong.lower(), (*WEEK, *FULL))
            near = next((f"; did you mean {days!r}?" for days, terms in MEANT.items() if wrong.lower() in terms), near)
            advice = near if near.endswith("?") else "; write 'mon-fri' or 'mon,wed'"
            problems.append(f"{wrong!r} is not a day of the week{advice}")
            return []
        first, last = ends[0] or 0, ends[-1] or 0
        days += [(first + i) % 7 for i in range((last - first) % 7 + 1)]
    return days


def _day(name: str) -> int | None:
    name = name.strip().lower()
    return next((names.index(name) for names in (WEEK, FULL) if name in names), None)


def _write_days(days: list[int]) -> str:
    runs = [[day for _, day in run] for _, run in groupby(enumerate(days), lambda pair: pair[1] - pair[0])]
    return ",".join(WEEK[run[0]] if len(run) == 1 else f"{WEEK[run[0]]}-{WEEK[run[-1]]}" for run in runs)
