"""Shared calendars: one date or the zone of a calendar changed, wherever in the contract the calendar stands (docs/testing.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from slakit.agreements.agreement import Agreement
from slakit.analysis.diffs.calendar_change import in_zone, leaves
from slakit.calendars.base import Calendar
from slakit.calendars.combined import AllOf, AnyOf, Without
from slakit.calendars.dates import Dates
from slakit.calendars.recurring import Recurring
from slakit.calendars.weekly import Weekly
from slakit.errors import SlakitError
from slakit.testing.mutation.other_due_times import other_zone
from slakit.testing.mutation.parts import Part, parts_of, replaced

Days = Sequence[tuple[date, date]]  # stretches of time, each from a day to a day
MANY = 36  # of more dates only those that the scenarios are about are changed


def shared_changes(agreement: Agreement, days: Callable[[], Days] | None = None) -> Iterator[tuple[Part, Agreement]]:
    """The contracts without one date of a calendar, or with a calendar in another zone, each with the first part that has it.

    Of a list of more than three dozen dates those are tried that lie in `days`, or all where none are given.
    """
    parts = [part for part in parts_of(agreement) if isinstance(part.value, Calendar) and part.field != "due"]
    dated = dict.fromkeys(leaf for part in parts for leaf in leaves(part.value) if isinstance(leaf, Dates | Weekly))
    for leaf in dated:
        yield from _everywhere(agreement, parts, [_swap(leaf, other) for other in _less_a_day(leaf, days)])
    for whole in dict.fromkeys(part.value for part in parts):
        tz = next((leaf.tz for leaf in leaves(whole) if isinstance(leaf, Weekly | Dates | Recurring)), None)
        if tz is not None:
            yield from _everywhere(agreement, parts, [_swap(whole, in_zone(whole, other_zone(tz)))])


Swap = Callable[[Calendar], "Calendar | None"]


def _everywhere(agreement: Agreement, parts: Sequence[Part], swaps: Sequence[Swap]) -> Iterator[tuple[Part, Agreement]]:
    """The contract after each of some changes, made in every part that it touches; one that makes no contract is left out."""
    for swap in swaps:
        first, changed = None, agreement
        try:
            for part in parts:
                other = swap(part.value)
                if other is not None and other != part.value:
                    first = first or part
                    changed = replaced(changed, part.steps, part.replacement(other))
        except (SlakitError, TypeError, ValueError):
            continue
        if first is not None:
            yield first, changed


def _swap(leaf: Calendar, other: Calendar | None) -> Swap:
    """A function that puts a calendar, or nothing, in the place of another within a calendar; None where nothing is left of it."""

    def swapped(value: Calendar) -> Calendar | None:
        if value == leaf:
            return other
        if isinstance(value, Without):
            kept, taken = swapped(value.kept), tuple(one for one in map(swapped, value.taken) if one is not None)
            return kept if kept is None or not taken else Without(kept, taken)
        if isinstance(value, AnyOf | AllOf):
            parts = tuple(one for one in map(swapped, value.parts) if one is not None)
            return type(value)(parts) if len(parts) > 1 else next(iter(parts), None)
        return value

    return swapped


def _less_a_day(leaf: Calendar, days: Callable[[], Days] | None) -> Iterator[Calendar | None]:
    """The calendar without each of its dates, None where it has no other; of a range of dates without its first, and its last."""
    dates = leaf.dates if isinstance(leaf, Dates) else tuple(day for day, _ in leaf.dated) if isinstance(leaf, Weekly) else ()
    held = None if len(dates) <= MANY or days is None else days()
    for index, text in enumerate(dates):
        if held is not None and not _is_in(text, held):
            continue
        if isinstance(leaf, Weekly):
            yield Weekly(leaf.hours, leaf.tz, (*leaf.dated[:index], *leaf.dated[index + 1 :]))
            continue
        for rest in _shorter(text):
            others = [*dates[:index], *rest, *dates[index + 1 :]]
            yield Dates(others, leaf.tz) if others else None  # type: ignore[attr-defined]  # of dates


def _shorter(text: str) -> Iterator[list[str]]:
    """A range of dates without its first day, and without its last; of a single date nothing."""
    first, dots, last = text.partition("..")
    if not dots:
        yield []
        return
    if first:
        yield [f"{_day_after(first, 1)}..{last}"]
    if last:
        yield [f"{first}..{_day_after(last, -1)}"]


def _day_after(text: str, days: int) -> str:
    return date.fromordinal(date.fromisoformat(text).toordinal() + days).isoformat()


def _is_in(text: str, days: Days) -> bool:
    """True if a date, or one of a range, lies in one of some stretches."""
    first, dots, last = text.partition("..")
    ends = first or date.min.isoformat(), (last or date.max.isoformat()) if dots else first
    return any(ends[0] <= end.isoformat() and start.isoformat() <= ends[1] for start, end in days)
