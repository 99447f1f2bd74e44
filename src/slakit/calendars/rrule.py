"""Recurrence rules as text, read strictly: dateutil takes much that RFC 5545 forbids and much that never happens.

Each reader adds to a list of problems, so that all are told at once.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo

from slakit.errors import close_match

FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
RANGES = {  # lowest, highest, whether it may count from the end
    "INTERVAL": (1, 10_000, False),
    "COUNT": (1, 100_000, False),
    "BYMONTH": (1, 12, False),
    "BYWEEKNO": (1, 53, True),
    "BYYEARDAY": (1, 366, True),
    "BYMONTHDAY": (1, 31, True),
    "BYEASTER": (0, 200, True),
    "BYHOUR": (0, 23, False),
    "BYMINUTE": (0, 59, False),
    "BYSECOND": (0, 59, False),
    "BYSETPOS": (1, 366, True),
}
ORDER = ("FREQ", "INTERVAL", *list(RANGES)[2:7], "BYDAY", *list(RANGES)[7:], "WKST", "COUNT", "UNTIL")
DAY_PARTS = ("BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYEASTER", "BYDAY")
MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
FORBIDDEN = {  # by RFC 5545, 3.3.10
    "BYWEEKNO": FREQUENCIES[1:],
    "BYYEARDAY": ("MONTHLY", "WEEKLY", "DAILY"),
    "BYMONTHDAY": ("WEEKLY",),
}

MOST = 1_440  # occurrences a day that a rule may have, one a minute: more are no calendar, and would take without end to read
CLOCK = (("BYHOUR", "HOURLY", 24), ("BYMINUTE", "MINUTELY", 60), ("BYSECOND", "SECONDLY", 60))

_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"\d{8}(T\d{6}Z?)?")

Parts = dict[str, tuple[str, ...]]


def read_rule(text: object, problems: list[str]) -> Parts:
    """The parts of 'FREQ=MONTHLY;BYMONTHDAY=5' in their normal order; problems are added to the list."""
    written = str(text).strip().removeprefix("RRULE:")
    if not isinstance(text, str) or not written:
        problems.append(f"{text!r} is not a rule; write 'FREQ=MONTHLY;BYMONTHDAY=5'")
        return {}
    if "DTSTART" in written.upper() or "\n" in written:
        problems.append(f"{text!r} is not a single rule; write its RRULE alone and give start='2026-01-05'")
        return {}
    before = len(problems)
    parts: Parts = {}
    for item in written.upper().rstrip(";").split(";"):
        key, _, value = (piece.strip() for piece in item.partition("="))
        key = "BYDAY" if key == "BYWEEKDAY" else key
        if key not in ORDER:
            problems.append(f"{key!r} is not a part of a rule{close_match(key, ORDER)}")
        elif key in parts:
            problems.append(f"{key!r} is given twice in {text!r}; write it once, with commas")
        else:
            parts[key] = tuple(_values(key, value, problems))
    if parts.get("INTERVAL") == ("1",):
        del parts["INTERVAL"]
    if len(problems) == before:
        _fits(parts, problems)
    return {key: parts[key] for key in ORDER if key in parts}


def write_rule(parts: Parts) -> str:
    return ";".join(f"{key}={','.join(values)}" for key, values in parts.items())


def _values(key: str, value: str, problems: list[str]) -> Iterable[str]:
    """The values of a part in their normal form."""
    values = [piece.strip() for piece in value.split(",")]
    if key == "FREQ":
        right, wanted = len(values) == 1 and value in FREQUENCIES, f"one of {', '.join(FREQUENCIES)}; write 'FREQ=MONTHLY'"
    elif key == "WKST":
        right, wanted = value in DAYS, "a day of the week; write 'WKST=MO'"
    elif key == "UNTIL":
        right, wanted = _is_until(value), "a date; write 'UNTIL=20261231' or 'UNTIL=20261231T235959Z'"
    elif key == "BYDAY":
        days = [_DAY.fullmatch(piece) for piece in values]
        right = all(day and day[1] not in ("0", "+0", "-0") for day in days)
        wanted = "days of the week; write 'BYDAY=MO,WE' or 'BYDAY=-1FR'"
        if right:
            values = sorted({(piece.removeprefix("+")) for piece in values}, key=lambda piece: (DAYS.index(piece[-2:]), piece))
    else:
        low, high, backward = RANGES[key]
        whole = [int(piece) if re.fullmatch(r"[+-]?\d{1,6}", piece) else None for piece in values]
        right = all(number is not None and low <= (abs(number) if backward else number) <= high for number in whole)
        right = right and (len(values) == 1 or key not in ("INTERVAL", "COUNT"))
        wanted = f"{'a number' if key in ('INTERVAL', 'COUNT') else 'numbers'} from {low} to {high}{' or counted back' if backward else ''}"
        wanted += f"; write '{key}={max(low, 1)}'"
        if right:
            values = [str(number) for number in sorted({number for number in whole if number is not None})]
    if not right:
        problems.append(f"'{key}={value}' is not {wanted}")
    return values


def _is_until(value: str) -> bool:
    try:
        return bool(_UNTIL.fullmatch(value) and datetime.fromisoformat(value))
    except ValueError:
        return False


def _fits(parts: Parts, problems: list[str]) -> None:
    if "FREQ" not in parts:
        problems.append(f"{write_rule(parts)!r} has no frequency; write 'FREQ=MONTHLY;{write_rule(parts)}'")
        return
    frequency = parts["FREQ"][0]
    for key, frequencies in FORBIDDEN.items():
        if key in parts and frequency in frequencies:
            better = next(name for name in FREQUENCIES if name not in frequencies)
            problems.append(f"'{key}' is not a part of a {frequency} rule; write 'FREQ={'MONTHLY' if key == 'BYMONTHDAY' else better}'")
    if any(len(day) > 2 for day in parts.get("BYDAY", ())) and (frequency not in FREQUENCIES[:2] or "BYWEEKNO" in parts):
        problems.append(f"'BYDAY={','.join(parts['BYDAY'])}' counts days of a month or year; write 'FREQ=MONTHLY', without BYWEEKNO")
    if "BYWEEKNO" in parts and "BYDAY" not in parts:
        problems.append(f"'BYWEEKNO={','.join(parts['BYWEEKNO'])}' has no day of the week; write ';BYDAY=MO' too")
    if "BYSETPOS" in parts and not any(key.startswith("BY") and key != "BYSETPOS" for key in parts):
        problems.append("'BYSETPOS' has nothing to choose from; write ';BYDAY=MO,TU,WE,TH,FR' too")
    if "COUNT" in parts and "UNTIL" in parts:
        problems.append("'COUNT' and 'UNTIL' end the rule twice; write one of them")
    if (most := most_a_day(parts)) > MOST:
        problem = f"{write_rule(parts)!r} may happen {most:,} times a day, and no more than {MOST:,} are read"
        problems.append(f"{problem}; write a slower rule, such as 'FREQ=HOURLY', with lasting=")
    months, days = [int(month) for month in parts.get("BYMONTH", ())], [abs(int(day)) for day in parts.get("BYMONTHDAY", ())]
    if months and days and min(days) > max(MONTH_DAYS[month - 1] for month in months):
        problems.append(f"{write_rule(parts)!r} never happens, no such month has that day; write 'BYMONTHDAY=-1' for the last")


def most_a_day(parts: Parts) -> int:
    """Return how often, at most, a rule may happen on one day, or has to be checked for it."""
    frequency, interval = FREQUENCIES.index(parts["FREQ"][0]), int(parts.get("INTERVAL", ("1",))[0])
    listed, looked_at = 1, 1
    for part, name, count in CLOCK:
        runs = frequency >= FREQUENCIES.index(name)  # a rule of this frequency or of a finer one goes through all of them
        listed *= len(parts.get(part, ())) or (count if runs else 1)
        looked_at *= count if runs else 1
    steps = -(-looked_at // interval) if frequency > FREQUENCIES.index("DAILY") else 1
    return max(steps, listed if interval == 1 or frequency <= FREQUENCIES.index("DAILY") else 1)


def needs_start(parts: Parts) -> bool:
    """True if the rule means nothing without the date it started on."""
    return "INTERVAL" in parts or "COUNT" in parts or _day_from_start(parts)


def _day_from_start(parts: Parts) -> bool:
    return parts["FREQ"][0] in FREQUENCIES[:3] and not any(key in parts for key in DAY_PARTS)


def explicit(parts: Parts, start: datetime) -> Parts:
    """Return the rule with all parts that it takes from its start written out, so that it can be read from any date."""
    full = dict(parts)
    frequency = parts["FREQ"][0]
    if _day_from_start(parts):
        if frequency == "WEEKLY":
            full["BYDAY"] = (DAYS[start.weekday()],)
        else:
            full["BYMONTHDAY"] = (str(start.day),)
            if frequency == "YEARLY":
                full.setdefault("BYMONTH", (str(start.month),))
    times = (("BYHOUR", start.hour), ("BYMINUTE", start.minute), ("BYSECOND", start.second))
    for key, value in times[max(FREQUENCIES.index(frequency) - FREQUENCIES.index("DAILY"), 0) :]:
        full.setdefault(key, (str(value),))
    return full


def until(parts: Parts, tz: tzinfo) -> datetime | None:
    """The last wall time that a rule allows; a bare date is the whole of that day."""
    if "UNTIL" not in parts:
        return None
    text = parts["UNTIL"][0]
    last = datetime.fromisoformat(text)
    if len(text) == 8:
        return last + timedelta(days=1, microseconds=-1)
    return last.astimezone(tz).replace(tzinfo=None) if last.tzinfo == UTC else last
