"""Lanes: which calendar counts the time of each record: one for all, or for each that of the desks it was with (docs/numbers.md C10)."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from attrs import field, frozen

from slakit.calendars.base import Calendar
from slakit.calendars.due_columns import due_array
from slakit.calendars.due_rules import DueRule
from slakit.engine.read.batch import Batch
from slakit.engine.read.selection import Selection
from slakit.engine.read.vectors import Mask, Vector
from slakit.errors import UnitError, UsageError
from slakit.metrics.record import own
from slakit.metrics.value_kinds.timer_value import ByField, History
from slakit.timeline.instants import NaiveTime, instant

EXAMPLE = "[['2026-01-05T09:00Z', 'first line'], ['2026-01-05T11:00Z', 'second line']]"
NO_MOVES = f"not a list of moves; write {EXAMPLE}"
TWO_DESKS = f"two desks at one instant; write {EXAMPLE}"
NO_ZONE = f"a move has no zone; write {EXAMPLE}"
ENDED = -(1 << 62)  # stands for a due time that a calendar does not come to
MOVED = -2  # in place of the number of a calendar: the record has several


class Lane(ABC):
    """The calendars of some records."""

    @abstractmethod
    def calendars(self, selection: Selection) -> Sequence[Calendar]:
        """The calendar of each record of a selection."""

    @abstractmethod
    def names(self, selection: Selection) -> Sequence[Any]:
        """The name of the calendar of each: the value of a field, or a history of such values."""

    def elapsed(self, selection: Selection, starts: Vector, ends: Vector) -> Vector:
        """The open time of each record from one instant to another."""
        batch = selection.batch
        rows = zip(self.calendars(selection), batch.listed(starts), batch.listed(ends), strict=True)
        return batch.vector([calendar.clock.elapsed(start, end) for calendar, start, end in rows])

    def due_all(self, rule: DueRule, selection: Selection, starts: Vector, chosen: Mask) -> Vector:
        """The moment that a rule names for each record that is chosen out of a selection; ENDED where the calendar ends before."""
        batch = selection.batch
        rows = zip(self.calendars(selection), batch.listed(starts), batch.listed(chosen), strict=True)
        due_times = [rule.due_all(calendar, [start])[0] for calendar, start, wanted in rows if wanted]
        return batch.vector([ENDED if due is None else due for due in due_times])


@frozen
class OneCalendar(Lane):
    """One calendar for all, with the value of the field that names it."""

    calendar: Calendar
    name: Any = None

    def calendars(self, selection: Selection) -> Sequence[Calendar]:
        return [self.calendar] * selection.size

    def names(self, selection: Selection) -> Sequence[Any]:
        return [self.name] * selection.size

    def elapsed(self, selection: Selection, starts: Vector, ends: Vector) -> Vector:
        return selection.batch.elapsed(self.calendar, starts, ends)

    def due_all(self, rule: DueRule, selection: Selection, starts: Vector, chosen: Mask) -> Vector:
        batch = selection.batch
        if batch.columnar:
            return due_array(rule, self.calendar, batch.take(starts, chosen), ENDED)
        due_times = rule.due_all(self.calendar, batch.listed(batch.take(starts, chosen)))
        return batch.vector([ENDED if due is None else due for due in due_times])


@frozen
class CalendarOfEach(Lane):
    """For each record of a batch the calendars of its history, in force one after the other."""

    histories: list[History]
    calendar_of: Callable[[History], Calendar]
    _made: dict[History, Calendar] = field(factory=dict)

    def calendars(self, selection: Selection) -> Sequence[Calendar]:
        histories = selection.pick(self.histories)
        for history in histories:
            if history not in self._made:
                self._made[history] = self.calendar_of(history)
        return [self._made[history] for history in histories]

    def names(self, selection: Selection) -> Sequence[Any]:
        return selection.pick(self.histories)


def histories_of(
    batch: Batch, clock: ByField, choose: Callable[[object], int | None], horizon: int | None
) -> tuple[list[History], list[int], dict[str, list[int]]]:
    """Return the history of each record as pairs of an instant and a value of the table, the number of its calendar, and unreadable rows.

    A move is [from when, desk]; a file may hold them as JSON, or as "from/desk; from/desk". What lies after the horizon has not happened.
    The number is MOVED for several, and -1 for a value that has no calendar. A record without moves is with the desk of the field.
    """
    present = batch.chosen(clock.field, choose)
    shown = [True] * batch.size if present.present is None else batch.listed(present.present)
    usual = [number if there else -1 for number, there in zip(batch.listed(present.values), shown, strict=True)]
    histories: list[History] = []
    numbers: list[int] = []
    faults: dict[str, list[int]] = {}
    for row, value in enumerate(map(own, batch.values(str(clock.moves)))):
        history: list[tuple[int, int]] = []
        try:
            history = [] if value is None or value != value else _moves(value, choose, horizon)
        except (UnitError, UsageError, TypeError, ValueError, ArithmeticError) as error:  # a signalling NaN compares with nothing
            fault = TWO_DESKS if str(error) == TWO_DESKS else NO_ZONE if isinstance(error, NaiveTime) else NO_MOVES
            faults.setdefault(f"{clock.moves}: {fault}", []).append(row)
        desks = [number for _, number in history]
        numbers.append(usual[row] if not desks else -1 if -1 in desks else desks[0] if len(desks) == 1 else MOVED)
        histories.append(tuple((at, clock.table[number][0]) for at, number in history) if numbers[-1] == MOVED else ())
    return histories, numbers, faults


def _moves(value: Any, choose: Callable[[object], int | None], horizon: int | None) -> list[tuple[int, int]]:
    """Return the moves in time order, with the number of each calendar; -1 for a desk that has none, a move to the same desk is none."""
    if isinstance(value, str):
        plain = value.strip()
        value = (
            json.loads(plain, parse_float=Decimal)
            if plain.startswith("[")
            else [part.split("/", 1) for part in plain.split(";") if part.strip()]
        )
    if isinstance(value, Mapping) or not isinstance(value, Iterable):
        raise TypeError(NO_MOVES)
    pairs = sorted({_move(part, choose) for part in value})
    if len({at for at, _ in pairs}) < len(pairs):
        raise ValueError(TWO_DESKS)
    kept: list[tuple[int, int]] = []
    for at, number in pairs:
        begun = horizon is None or at <= horizon or not kept  # the first desk was there before it was written down
        if begun and (not kept or kept[-1][1] != number):
            kept.append((at, number))
    return kept


def _move(part: Any, choose: Callable[[object], int | None]) -> tuple[int, int]:
    at, desk = (part.get("at"), part.get("to")) if isinstance(part, Mapping) else part
    number = choose(own(desk.strip() if isinstance(desk, str) else desk))
    return instant(at.strip() if isinstance(at, str) else own(at)), -1 if number is None else number
