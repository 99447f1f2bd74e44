"""headroom: how much more may fail until a target is missed, and until more is paid, exactly (docs/analysis.md)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from fractions import Fraction
from math import ceil, floor
from typing import Any

from attrs import frozen

from slakit.agreements.agreement import Agreement
from slakit.analysis.payoffs.compute import payoff
from slakit.calendars.trace import duration_text
from slakit.engine.evaluate import evaluate
from slakit.errors import SlakitError
from slakit.metrics.amounts.count_total import Counted
from slakit.metrics.availability.outage_time import OutageTime
from slakit.metrics.loss import Loss
from slakit.metrics.measure import ITEMS, TIME
from slakit.statements.line import Line
from slakit.statements.table import markdown_table, text_table
from slakit.targets.verdict import Outcome
from slakit.values.money import Money
from slakit.values.source_repr import in_brackets
from slakit.values.units import unit

HEAD = ("objective", "period", "measured", "until missed", "until more is paid")
MOST = 2**62  # more than any number of records, or of microseconds of a term


@frozen(kw_only=True, repr=False)
class Room:
    """The room that a line has: so many more failures, or so many more microseconds, may come, and one more is too many.

    `until_missed` is the number at which the target is still met, None where it is missed, cannot be missed, or `why` says that it is not
    known. `until_paid` is the number at which no more is paid than now, None likewise.
    """

    line: Line
    unit: str
    word: str
    until_missed: int | None
    until_paid: int | None
    why: str = ""

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
        paid = "" if self.why or self.until_paid is None else f"{self.text(self.until_paid)} {self.word}"
        return [self.line.named, self.line.period.label, self.line.shown, missed, paid]

    def to_dict(self) -> dict[str, Any]:
        """Plain data; lengths of time are whole microseconds."""
        counts = {"unit": self.unit, "of": self.word, "until_missed": self.until_missed, "until_paid": self.until_paid, "why": self.why}
        return {"objective": self.line.named, "period": self.line.period.label, "outcome": str(self.line.outcome)} | counts


@frozen(repr=False)
class Headroom:
    """The room of every line of a statement."""

    rooms: tuple[Room, ...]

    def __repr__(self) -> str:
        return in_brackets(self, f"{len(self.rooms):,} lines")

    def __getitem__(self, objective: str) -> Room:
        """The room of the latest line of an objective."""
        return [room for room in self.rooms if room.line.name == objective][-1]

    def to_text(self) -> str:
        """The table for the terminal."""
        return text_table(HEAD, [room.cells for room in self.rooms])

    __str__ = to_text

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
    statement = evaluate(agreement, records, period=period, as_of=as_of)
    return Headroom(tuple(_room(agreement, line) for line in statement.lines))


def whole_at_end(line: Line) -> Fraction | None:
    """The whole of a line at the end of its period; of records, of which nobody knows how many come, those so far.

    None for time where the metric does not say it.
    """
    measure = line.measure
    if measure.loss is not None and measure.loss.end is not None:
        return Fraction(measure.loss.end)
    sure = measure.whole is not None and (measure.lost_in != TIME or line.verdict.final)
    return Fraction(measure.whole or 0) if sure else None


@frozen
class _Cost:
    """The `figure`, in base units, after so many more failures; their unit and word, and the `most` that there can be."""

    figure: Callable[[int], Fraction]
    unit: str
    word: str
    most: int = MOST


def _cost(line: Line, counts: bool) -> _Cost | str:
    """The cost of more failures, or why it is not known; `counts` says that its metric adds up records or time."""
    measure, loss = line.measure, line.measure.loss or Loss()
    if measure.value is None:
        return "no data"
    if loss.unknown:
        return loss.unknown
    one = " in one more outage" if loss.alone else ""
    if measure.lost and measure.part is not None and measure.whole:
        part, whole = Fraction(measure.part), Fraction(measure.whole)
        if measure.lost_in == ITEMS and loss.end is None:
            return _Cost(lambda number: part / (whole + number), ITEMS, measure.lost.replace("records that fail", "more that fail"))
        end = whole_at_end(line)
        if end is None:
            return "the time that the period has in the end is not known"
        left = end - (whole - part)
        return _Cost(lambda number: max(left - loss.cost(number), Fraction(0)) / end, measure.lost_in, measure.lost + one, floor(left))
    if counts and measure.unit in (ITEMS, TIME):
        factor, value = unit(measure.unit).factor, measure.value
        return _Cost(lambda number: (value + loss.cost(number)) * Fraction(factor), measure.unit, f"more{one}")
    return "no number of failures is behind it"


def _room(agreement: Agreement, line: Line) -> Room:
    forms = {objective.name: objective.metric for objective in agreement.objectives}
    cost = _cost(line, isinstance(forms.get(line.name), Counted | OutageTime))
    if isinstance(cost, str):
        return Room(line=line, unit="", word="", until_missed=None, until_paid=None, why=cost)
    missed = line.outcome is Outcome.MISSED
    until = None if missed else _last(lambda number: line.target.holds(cost.figure(number)), cost.most)
    until_paid = _until_paid(agreement, line, cost.figure, cost.most)
    return Room(line=line, unit=cost.unit, word=cost.word, until_missed=until, until_paid=until_paid)


def _until_paid(agreement: Agreement, line: Line, figure: Callable[[int], Fraction], most: int) -> int | None:
    """The last number at which no more is paid than now, for a rule that pays by the measure alone."""
    try:
        paid = payoff(agreement, line.name, period=line.period.label)
    except SlakitError:
        return None

    def credit(number: int) -> Money | None:
        at = paid.credit(paid.quantity(figure(number)))
        return None if at is None else at.rounded()

    now = credit(0)
    return None if now is None else _last(lambda number: (at := credit(number)) is not None and at <= now, most)


def _last(holds: Callable[[int], bool], most: int) -> int | None:
    """The greatest number that holds, of those from 0 on of which all up to one hold; None where all do, or not even zero."""
    if not holds(0):
        return None
    high = 1
    while high < most and holds(high):
        high *= 2
    high = min(high, ceil(most))
    if holds(high):
        return None
    low = high // 2 if holds(high // 2) else 0
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low
