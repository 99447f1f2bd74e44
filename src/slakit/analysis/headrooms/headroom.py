"""headroom: how much more may fail until a target is missed, and until more is paid, exactly (docs/analysis.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cache
from typing import Any

from attrs import frozen

from slakit.agreements.agreement import Agreement
from slakit.agreements.version import judging
from slakit.analysis.headrooms.cost_of_failures import cost_of
from slakit.analysis.headrooms.until_paid import last_that_holds, until_paid
from slakit.analysis.of_objective import of_objective
from slakit.calendars.trace import duration_text
from slakit.engine.evaluate import evaluate
from slakit.metrics.amounts.count_total import Counted
from slakit.metrics.availability.outage_time import OutageTime
from slakit.metrics.measure import TIME
from slakit.statements.line import Line
from slakit.statements.notebook import html_table
from slakit.statements.table import markdown_table, text_table
from slakit.targets.verdict import Outcome
from slakit.values.source_repr import in_brackets

HEAD = ("objective", "period", "measured", "until missed", "until more is paid")


@frozen(kw_only=True, repr=False)
class Room:
    """The room that a line has: so many more failures, or so many more microseconds, may come, and one more is too many.

    `until_missed` is the number at which the target is still met, None where it is missed, cannot be missed, or `why` says that it is not
    known. `until_paid` is the number at which no more is paid than now, None where no more is ever paid, or `why` or `why_paid` says that
    it is not known.
    """

    line: Line
    unit: str
    word: str
    until_missed: int | None
    until_paid: int | None
    why: str = ""
    why_paid: str = ""

    def __repr__(self) -> str:
        return in_brackets(self, self.line.named, f"{self.line.period.label}:", self.why or f"{self.text(self.until_missed)} until missed")

    def text(self, number: int | None) -> str:
        """A number of failures, or a length of time, in words."""
        if number is None:
            return "no limit" if not self.why else ""
        return duration_text(timedelta(microseconds=number)) if self.unit == TIME else f"{number:,}"

    @property
    def cells(self) -> list[str]:
        """The room as texts."""
        missed = self.why or ("missed" if self.line.outcome is Outcome.MISSED else f"{self.text(self.until_missed)} {self.word}")
        paid = self.why_paid if self.why or self.until_paid is None else f"{self.text(self.until_paid)} {self.word}"
        return [self.line.named, self.line.period.label, self.line.shown, missed, paid]

    def to_dict(self) -> dict[str, Any]:
        """Plain data; lengths of time are whole microseconds."""
        counts = {"unit": self.unit, "of": self.word, "until_missed": self.until_missed, "until_paid": self.until_paid}
        named = {"objective": self.line.named, "period": self.line.period.label, "outcome": str(self.line.outcome)}
        return named | counts | {"why": self.why, "why_paid": self.why_paid}


@frozen(repr=False)
class Headroom:
    """The room of every line of a statement."""

    rooms: tuple[Room, ...]

    def __repr__(self) -> str:
        return in_brackets(self, f"{len(self.rooms):,} lines")

    def __getitem__(self, objective: str) -> Room:
        """The room of the latest line of an objective."""
        return of_objective(objective, ((room.line.name, room) for room in self.rooms))[-1]

    def to_text(self) -> str:
        """The table for the terminal."""
        return text_table(HEAD, [room.cells for room in self.rooms])

    __str__ = to_text

    def _repr_html_(self) -> str:
        return html_table("headroom", HEAD, [room.cells for room in self.rooms])

    def to_markdown(self) -> str:
        """The table as Markdown."""
        return markdown_table(HEAD, [room.cells for room in self.rooms])

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {"lines": [room.to_dict() for room in self.rooms]}


def headroom(agreement: Agreement, records: Mapping[str, Any], *, period: Any = None, as_of: Any = None) -> Headroom:
    """Say how much more may fail in each line until its target is missed, and until more is paid.

    >>> outages = {"outages": [{"start": "2026-04-10T10:00Z", "end": "2026-04-10T10:10Z"}]}
    >>> print(analyses.headroom(agreement, outages, period="2026-04"))
    objective  period   measured  until missed          until more is paid
    ---------  -------  --------  --------------------  --------------------
    Uptime     2026-04  99.977 %  33 min 12 s downtime  33 min 12 s downtime

    Of a share of time the whole period counts, also where it is not over: time that has not passed is up, or down as the room is used. Of
    a share of records each further failure is one record more, and none that is good comes; clocks that still run are left out. Of a
    count or a length each is one more, or that much longer. A figure of other values, such as a percentile, has no such number.
    """
    kept = {stream: list(rows) if isinstance(rows, Iterator) else rows for stream, rows in records.items()}
    statement = evaluate(agreement, kept, period=period, as_of=as_of)

    @cache
    def every_line() -> Sequence[Line]:
        return statement.lines if period is None else evaluate(agreement, kept, as_of=statement.as_of).lines

    return Headroom(tuple(_room(agreement, line, every_line) for line in statement.lines))


def _room(agreement: Agreement, line: Line, earlier: Callable[[], Sequence[Line]]) -> Room:
    objective = judging(agreement, line.name, line.period.span.first)
    cost = cost_of(line, objective is not None and isinstance(objective.metric, Counted | OutageTime))
    if isinstance(cost, str):
        return Room(line=line, unit="", word="", until_missed=None, until_paid=None, why=cost)
    missed = line.outcome is Outcome.MISSED
    until = None if missed else last_that_holds(lambda number: line.target.holds(cost.figure(number)), cost.most)
    paid, why_paid = until_paid(agreement, None if objective is None else objective.penalty, line, cost, earlier)
    return Room(line=line, unit=cost.unit, word=cost.word, until_missed=until, until_paid=paid, why_paid=why_paid)
