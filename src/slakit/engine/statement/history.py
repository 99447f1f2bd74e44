"""History: the lines of earlier statements, which stand for periods whose records are not fed again (docs/numbers.md P7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attrs import define, field

from slakit.engine.plan.plan import Plan, PlannedObjective
from slakit.engine.tally.tally_store import Group, TallyStore, group_name
from slakit.errors import UsageError, close_match
from slakit.metrics.tallies.samples import Samples
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.tallies.timeline import Timeline
from slakit.penalties.amounts import Use, names_of
from slakit.statements.closed_line import ClosedLine
from slakit.statements.line import Line
from slakit.statements.parse import lines_of, plain_of
from slakit.timeline.instants import moment
from slakit.windows.period import Period

Key = tuple[str, object, int, int]


@define
class History:
    """The lines of earlier statements by objective, group and period; a period that is fed as well is measured again, to the same."""

    closed_lines: dict[Key, ClosedLine] = field(factory=dict)

    @classmethod
    def of(cls, given: Any, plan: Plan) -> History:
        """The lines of a statement, of its plain data or JSON, or of a list of them.

        Raises UsageError for what is no statement of the agreement, and for statements that contradict each other.
        """
        history = cls()
        problems: list[str] = []
        for statement in given if isinstance(given, list | tuple) else [] if given is None else [given]:
            data = plain_of(statement)
            if data.get("agreement") != plan.agreement.name:
                problems.append(f"a statement of {data.get('agreement')!r} is no history of {plan.agreement.name!r}; leave it out")
                continue
            for line in lines_of(data):
                problems += _misfits(line, plan)
                problems += history._add(line)
        if problems:
            raise UsageError(*(f"history: {problem}" for problem in dict.fromkeys(problems)))
        return history

    def _add(self, line: ClosedLine) -> list[str]:
        """Keep a line; of two the settled one, and of two settled ones either, if they agree."""
        other = self.closed_lines.get(line.key)
        if other is None or (line.over, line.verdict.final) > (other.over, other.verdict.final):
            self.closed_lines[line.key] = line
        elif (line.over, line.verdict.final) == (other.over, other.verdict.final) and line.over and _digested(line) != _digested(other):
            return [f"{line.title} is in two statements, {other.result} and {line.result}; keep the statement that counts"]
        return []

    def find(self, name: str, group: Group, period: Period) -> ClosedLine | None:
        return self.closed_lines.get((name, group_name(group), period.span.first, period.span.last))

    def groups(self, planned: PlannedObjective, store: TallyStore) -> list[Group]:
        """The groups of an objective: those that its records name, and those of closed lines."""
        fields = store.plan.readings[planned.indexes[0]].reading.by if planned.indexes else ()
        groups = dict.fromkeys(store.groups(planned.indexes))
        for line in self.closed_lines.values():
            if line.name == planned.objective.name and line.group is not None and fields:
                groups[line.group if isinstance(line.group, tuple) else (line.group,)] = None
        if len(groups) > 1:
            groups.pop((), None)
        return sorted(groups, key=lambda group: [(type(value).__name__, str(value)) for value in group])

    def plain(self) -> list[object]:
        """The part of it that a digest covers."""
        return [[*map(str, key), *_digested(self.closed_lines[key])] for key in sorted(self.closed_lines, key=repr)]


def contradictions(pairs: Iterable[tuple[ClosedLine, Line]], settled: Iterable[Line]) -> list[str]:
    """The lines of the history that are not what the records of their periods come to, before or after settlement."""
    problems = []
    after = {line.key: line for line in settled}
    for closed, line in pairs:
        if (closed.outcome, closed.measure.value, closed.measure.unit) != (line.outcome, line.measure.value, line.measure.unit):
            problems.append(f"{closed.title} was {closed.result}, and the records fed give {line.result}")
        elif not closed.converted and closed.credit != line.credit and not (closed.unsettled or line.unsettled):  # before the settlement
            was, now = ("nothing" if amount is None else amount.show() for amount in (closed.credit, line.credit))
            problems.append(f"{closed.title} came to {was}, and the records fed give {now}")
        elif (paid := after.get(closed.key)) is not None and not (closed.unsettled or paid.unsettled):
            changed = [amounts for amounts in _amounts(closed, paid) if amounts[1] != amounts[2]]
            for word, old, new in changed[:1]:
                problems.append(f"{closed.title}: {word} was {_shown(old)}, and the records fed give {_shown(new)}")
    wanted = "leave the period out of history=, or feed none of its records, and name the one you want in period="
    return [f"history: {problem}; {wanted}" for problem in problems]


def _amounts(closed: ClosedLine, line: Line) -> Iterator[tuple[str, object, object]]:
    """The amounts of a settled line, as it was closed and as it is now; without `payable` where claims may still change it."""
    was, now = closed.prior, line.prior
    yield "settled amount", was.settled, now.settled
    yield "amount in kind", was.units, now.units
    if not (closed.claim or line.claim):
        yield "payable", was.payable, now.payable
    for name in names_of(Use.STEP, money=True):
        if name != "payable":
            yield name, getattr(was, name) or None, getattr(now, name) or None


def _shown(amount: Any) -> str:
    return (", ".join(map(str, amount)) if isinstance(amount, tuple) else amount and amount.show()) or "nothing"


def holds(store: TallyStore, planned: PlannedObjective, group: Group, period_index: int, asked: frozenset[int]) -> bool:
    """True if records of a period are fed outside of `asked`, the slices of the periods that a statement is asked for.

    A span that goes on into the next period, and the last sample before a period, also belong to the records of the later one.
    """
    run = [cell for cell in range(*planned.schedule.slice_ranges[period_index]) if cell not in asked]
    for reading_index in planned.indexes:
        lead = store.plan.readings[reading_index].reading.value.lead
        cells = store.tallies[reading_index].get(group, {})
        if lead != "all" and any(cell in cells and not _runs_on(cells, cell, planned.schedule.edges, lead) for cell in run):
            return True
    return False


def _runs_on(cells: dict[int, Tally], cell: int, edges: Sequence[int], lead: str) -> bool:
    """True if a tally holds only spans or samples that go on in the next slice."""
    tally = cells[cell]
    if isinstance(tally, Timeline):
        return all(len(spans) < 2 and spans.last == edges[cell] for spans in tally.lanes.values() if spans)
    if isinstance(tally, Samples) and lead == "last":
        return len(tally.latest()) == len(tally) and not any(other < cell for other in cells)
    return False


def _digested(line: ClosedLine) -> list[str]:
    amounts = [getattr(line, name) for name in names_of(Use.DIGESTED)]
    opened = [one for amount in amounts for one in (amount if isinstance(amount, tuple) else (amount,))]
    return [str(line.outcome), str(line.measure.value), line.measure.unit, *map(str, opened)]


def _misfits(line: ClosedLine, plan: Plan) -> list[str]:
    """The problems of a line that does not fit the agreement: its objective, its currency, or its period."""
    objectives = [planned for planned in plan.objectives if planned.objective.name == line.name]
    if not objectives:
        return [f"{line.name!r} is not an objective of {plan.agreement.name!r}{close_match(line.name, plan.names)}"]
    money = filter(None, (getattr(line, name) for name in names_of(money=True)))
    wrong = sorted({amount.currency for amount in money if amount.currency != plan.agreement.pays_in})
    if wrong:
        pays = plan.agreement.pays_in or "no money"
        return [f"{line.title} is in {wrong[0]}, and {plan.agreement.name!r} pays in {pays}; use a statement of this agreement"]
    periods = [planned.schedule.periods[period_index] for planned in objectives for period_index in planned.schedule.judged]
    if any(period.span == line.period.span for period in periods):
        return []
    start, end = (moment(at, plan.agreement.zone).isoformat() for at in (line.period.span.first, line.period.span.last))
    similar = close_match(line.period.label, (period.label for period in periods))
    return [f"{line.title} runs from {start} to {end}, and is no period of {line.name!r}{similar}"]
