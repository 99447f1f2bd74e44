"""Calendar changes: the smallest part in which two calendars differ, so that one date is named and not the whole list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from slakit.agreements.paths import Path
from slakit.calendars.base import Calendar
from slakit.calendars.combined import AllOf, AnyOf, Without
from slakit.calendars.dates import Dates
from slakit.calendars.recurring import Recurring
from slakit.calendars.weekly import Weekly
from slakit.calendars.zoned import Zoned
from slakit.timeline.zone import zone_name

OF_RULE = ("rule", "tz", "lasting", "start")


class CalendarChange(NamedTuple):
    """The word of a part of a calendar, its path in it, and how both have it; None where one has none."""

    word: str
    path: Path
    before: str | None
    after: str | None


def calendar_change(old: Calendar, new: Calendar) -> CalendarChange | None:
    """The one part in which two calendars differ: zone, dates, hours or rule; None where they differ in more.

    >>> from slakit.analysis.diffs.calendar_change import calendar_change
    >>> calendar_change(Dates(["2026-05-01", "2026-12-25"], tz="UTC"), Dates(["2026-12-25"], tz="UTC"))
    CalendarChange(word='dates', path=('dates',), before='2026-05-01', after=None)
    """
    return _of_zone(old, new) or _within(old, new, ())


def leaves(calendar: Calendar) -> Iterator[Calendar]:
    """The calendars that a calendar is combined of, or itself."""
    if isinstance(calendar, AnyOf | AllOf | Without):
        for part in calendar.parts:
            yield from leaves(part)
    else:
        yield calendar


def in_zone(calendar: Calendar, tz: Any) -> Calendar:
    """The same calendar in another zone, as far as it names one; what is no hours, dates or rule stays as it is."""
    if isinstance(calendar, Without):
        return Without(in_zone(calendar.kept, tz), tuple(in_zone(part, tz) for part in calendar.taken))
    if isinstance(calendar, AnyOf | AllOf):
        return type(calendar)(tuple(in_zone(part, tz) for part in calendar.parts))
    if isinstance(calendar, Weekly):
        return Weekly(calendar.hours, tz, calendar.dated)
    if isinstance(calendar, Dates):
        return Dates(calendar.dates, tz)
    if isinstance(calendar, Recurring):
        return Recurring(calendar.rule, tz, calendar.lasting, calendar.start)
    return calendar


def _of_zone(old: Calendar, new: Calendar) -> CalendarChange | None:
    """The zone, where the calendars are the same but for it."""
    zones = [{zone_name(leaf.zone): leaf for leaf in leaves(one) if isinstance(leaf, Zoned) and leaf.has_zone} for one in (old, new)]
    if len(zones[0]) != 1 or len(zones[1]) != 1 or [*zones[0]] == [*zones[1]]:
        return None
    (tz,) = (leaf.tz for leaf in zones[1].values())
    return CalendarChange("tz", ("tz",), *zones[0], *zones[1]) if in_zone(old, tz) == new else None


def _within(old: Calendar, new: Calendar, path: Path) -> CalendarChange | None:
    if isinstance(old, Without) and isinstance(new, Without):
        if old.taken == new.taken:
            return _within(old.kept, new.kept, (*path, "kept"))
        return _one(old.taken, new.taken, (*path, "taken")) if old.kept == new.kept else None
    if (isinstance(old, AnyOf) and isinstance(new, AnyOf)) or (isinstance(old, AllOf) and isinstance(new, AllOf)):
        return _one(old.parts, new.parts, (*path, "parts"))
    if isinstance(old, Dates) and isinstance(new, Dates) and old.tz == new.tz:
        return _texts("dates", old.dates, new.dates, path)
    if isinstance(old, Weekly) and isinstance(new, Weekly) and old.tz == new.tz and (old.hours == new.hours or old.dated == new.dated):
        name = "dated" if old.hours == new.hours else "hours"
        before, after = (tuple(f"{day} {', '.join(hours) or 'closed'}" for day, hours in getattr(one, name)) for one in (old, new))
        return _texts(name, before, after, path)
    if isinstance(old, Recurring) and isinstance(new, Recurring):
        others = [name for name in OF_RULE if getattr(old, name) != getattr(new, name)]
        if len(others) == 1:
            held = [getattr(one, others[0]) for one in (old, new)]
            return CalendarChange(others[0], (*path, others[0]), *(None if one is None else str(one) for one in held))
    return None


def _one(old: tuple[Calendar, ...], new: tuple[Calendar, ...], path: Path) -> CalendarChange | None:
    """The change of the one part in which two lists of calendars differ."""
    others = [index for index, (one, two) in enumerate(zip(old, new, strict=False)) if one != two]
    return _within(old[others[0]], new[others[0]], (*path, others[0])) if len(old) == len(new) and len(others) == 1 else None


def _texts(name: str, old: tuple[str, ...], new: tuple[str, ...], path: Path) -> CalendarChange | None:
    """The texts that only one of the two has."""
    before, after = (", ".join(text for text in one if text not in other) for one, other in ((old, new), (new, old)))
    return CalendarChange(name, (*path, name), before or None, after or None) if before or after else None
