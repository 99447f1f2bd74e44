"""Other due times: a rule of due days an hour earlier and later, on another day, in another zone (docs/testing.md)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta, tzinfo

from slakit.calendars.recurring import Recurring
from slakit.calendars.rrule import DAYS, RANGES, Parts, read_rule, write_rule
from slakit.errors import ContractError
from slakit.timeline.zone import zone, zone_name

HALF_HOUR = 30
MOST = 24 * 60  # minutes after midnight
NEAR = ("BYHOUR", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYEASTER", "BYSETPOS", "INTERVAL", "COUNT")  # one more, and one less
NEXT = ("BYMONTH",)  # one more is enough


def other_recurring(value: Recurring) -> Iterator[Recurring]:
    """Every rule that could stand in the place of one: an hour or half an hour off, on another day or in another month, in another zone.

    >>> from slakit.testing.mutation.other_due_times import other_recurring
    >>> [one.rule for one in other_recurring(Recurring("FREQ=MONTHLY;BYMONTHDAY=5;BYHOUR=6", tz="UTC"))][:3]
    ['FREQ=MONTHLY;BYMONTHDAY=5;BYHOUR=7', 'FREQ=MONTHLY;BYMONTHDAY=5;BYHOUR=5', 'FREQ=MONTHLY;BYMONTHDAY=6;BYHOUR=6']
    """
    for rule in dict.fromkeys(_other_rules(read_rule(value.rule, []))):
        with suppress(ContractError):  # a rule that never happens
            yield Recurring(rule, value.tz, value.lasting, value.start)
    if value.start is not None:
        begins = datetime.fromisoformat(value.start) + timedelta(days=1)
        with suppress(ContractError):
            yield Recurring(value.rule, value.tz, value.lasting, begins.isoformat().removesuffix("T00:00:00"))
    yield Recurring(value.rule, other_zone(value.tz), value.lasting, value.start)


def other_zone(tz: str | tzinfo) -> str:
    """Another zone: UTC, and for UTC one that is far from it."""
    return "America/New_York" if zone_name(zone(tz)) == "UTC" else "UTC"


def other_times(text: str) -> Iterator[str]:
    """A time of day an hour later, and an hour earlier.

    >>> from slakit.testing.mutation.other_due_times import other_times
    >>> [*other_times("17:00")], [*other_times("00:30")]
    (['18:00', '16:00'], ['01:30'])
    """
    hour, minute = map(int, text.split(":"))
    for other in (hour * 60 + minute + 60, hour * 60 + minute - 60):
        if 0 <= other <= max(MOST, hour * 60 + minute):
            yield f"{other // 60:02}:{other % 60:02}"


def other_dates(text: str) -> Iterator[str]:
    """The day after a date, and the day before."""
    with suppress(OverflowError):
        day = date.fromisoformat(text)
        yield from ((day + timedelta(days=step)).isoformat() for step in (1, -1))


def _other_rules(parts: Parts) -> Iterator[str]:
    """The texts of rules of which one part is another."""
    for key in [key for key in (*NEAR, *NEXT) if key in parts]:
        low, high, backward = RANGES[key]
        for index, text in enumerate(parts[key]):
            for other in (int(text) + 1, int(text) - 1)[: 1 if key in NEXT else 2]:
                wrapped = other - high if key in NEXT and other > high else other
                if low <= (abs(wrapped) if backward else wrapped) <= high and (wrapped or key in ("BYHOUR", "BYEASTER")):
                    yield _with(parts, key, (*parts[key][:index], str(wrapped), *parts[key][index + 1 :]))
    if "BYHOUR" in parts or "BYMINUTE" in parts:
        minutes = parts.get("BYMINUTE", ("0",))
        for index, text in enumerate(minutes):
            yield _with(parts, "BYMINUTE", (*minutes[:index], str((int(text) + HALF_HOUR) % 60), *minutes[index + 1 :]))
    yield from (_with(parts, "BYDAY", days) for days in _other_days(parts.get("BYDAY", ())))


def _other_days(days: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The day after, and of several also without the first, and without the last."""
    if len(days) > 1:
        yield from (days[1:], days[:-1])
    if days:
        last = days[-1]
        following = last[:-2] + DAYS[(DAYS.index(last[-2:]) + 1) % 7]
        yield (*days[:-1], last, following) if len(days) > 1 else (following,)


def _with(parts: Parts, key: str, values: tuple[str, ...]) -> str:
    """The text of a rule with other values of one part."""
    return write_rule({**parts, key: values})
