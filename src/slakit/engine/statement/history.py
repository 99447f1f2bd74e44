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
from slakit.penalties.penalty import Penalty
from slakit.penalties.prior_line import PriorLine
from slakit.statements.closed_line import ClosedLine, told as said
from slakit.statements.line import Line
from slakit.statements.parse import lines_of, plain_of
from slakit.timeline.instants import moment
from slakit.values.quantity import Quantity
from slakit.windows.period import Period

MONEY = ("credit", "payable", "bonus", "entitled", "returned", "banked")
Key = tuple[str, object, int, int]


@define
class History:
    """What earlier statements say, by objective, group and period.

    A period whose records are fed as well is measured again, and must come to the same.
    """

    told: dict[Key, ClosedLine] = field(factory=dict)

    @classmethod
    def of(cls, given: Any, plan: Plan) -> History:
        """The lines of a statement, of its plain data or JSON, or of a list of them.

        Raises UsageError for what is no statement of the agreement, and for statements that contradict each other.
        """
        history = cls()
        problems: list[str] = []
        for statement in _listed(given):
            written = plain_of(statement)
            if written.get("agreement") != plan.agreement.name:
                problems.append(f"a statement of {written.get('agreement')!r} is no history of {plan.agreement.name!r}; leave it out")
                continue
            for line in lines_of(written):
                problems += _strange(line, plan)
                problems += history._add(line)
        if problems:
            raise UsageError(*(f"history: {problem}" for problem in dict.fromkeys(problems)))
        return history

    def _add(self, line: ClosedLine) -> list[str]:
        """Keep a line; of two the one that is settled, and of two settled ones either, as long as they agree."""
        known = self.told.get(line.key)
        if known is None or (line.over, line.final) > (known.over, known.final):
            self.told[line.key] = line
        elif (line.over, line.final) == (known.over, known.final) and line.over and _said(line) != _said(known):
            return [f"{line.title} is told twice, {known.found} and {line.found}; keep the statement that counts"]
        return []

    def find(self, name: str, group: Group, period: Period) -> ClosedLine | None:
        return self.told.get((name, group_name(group), period.span.first, period.span.last))

    def groups(self, track: PlannedObjective, board: TallyStore) -> list[Group]:
        """The groups of an objective: those that its records name, and those that are told of."""
        fields = board.plan.readings[track.indexes[0]].reading.by if track.indexes else ()
        found = dict.fromkeys(board.groups(track.indexes))
        for line in self.told.values():
            if line.name == track.objective.name and line.group is not None and fields:
                found[line.group if isinstance(line.group, tuple) else (line.group,)] = None
        if len(found) > 1:
            found.pop((), None)
        return sorted(found, key=lambda group: [(type(value).__name__, str(value)) for value in group])

    def plain(self) -> list[object]:
        """What a digest covers."""
        return [[*map(str, key), *_said(self.told[key])] for key in sorted(self.told, key=repr)]


def _in_kind(line: Line | ClosedLine) -> tuple[Quantity, ...]:
    """What a line came to in kind, claimed or not, and what of it has become money."""
    if not line.entitled_units:
        return line.units
    return Penalty(None, units=[*line.entitled_units, *line.converted]).units if line.converted else line.entitled_units


def earlier_of(line: ClosedLine | Line) -> PriorLine:
    """What the rules of later periods see of a line; before it is settled, as if nothing were cut."""
    written = isinstance(line, ClosedLine)
    return PriorLine(
        name=line.name,
        group=line.group,
        label=line.label if isinstance(line, ClosedLine) else line.period.label,
        span=line.span if isinstance(line, ClosedLine) else line.period.span,
        outcome=line.outcome,
        judged=line.judged if isinstance(line, ClosedLine) else line.verdict.judged,
        credit=line.credit,
        payable=line.payable,
        bonus=line.bonus,
        units=_in_kind(line),
        rights=line.rights,
        entitled=line.payable if line.entitled is None and not written else line.entitled,
        returned=line.returned,
        banked=line.banked,
    )


def key_of(earlier: PriorLine) -> Key:
    """What makes a line the one that it is: objective, group and period."""
    return earlier.name, earlier.group, earlier.span.first, earlier.span.last


def contradictions(pairs: Iterable[tuple[ClosedLine, Line]], settled: Iterable[Line]) -> list[str]:
    """Where what was told of a period is not what its records come to, before and after its settlement."""
    problems = []
    after = {key_of(earlier_of(line)): line for line in settled}
    for told, line in pairs:
        if (told.outcome, told.measure.value, told.measure.unit) != (line.outcome, line.measure.value, line.measure.unit):
            problems.append(f"{told.title} was {told.found}, and the records fed give {said(line.outcome, line.verdict.judged)}")
        elif told.credit != line.credit and not (told.unsettled or line.unsettled):
            was, now = ("nothing" if amount is None else amount.show() for amount in (told.credit, line.credit))
            problems.append(f"{told.title} came to {was}, and the records fed give {now}")
        elif (paid := after.get(told.key)) is not None and not (told.unsettled or paid.unsettled):
            problems += [
                f"{told.title}: {word} was {_shown(was)}, and the records fed give {_shown(now)}"
                for word, was, now in _amounts(told, paid)
                if was != now
            ][:1]
    wanted = "leave the period out of history=, or feed none of its records, and name the one you want in period="
    return [f"history: {problem}; {wanted}" for problem in problems]


def _amounts(told: ClosedLine, line: Line) -> Iterator[tuple[str, object, object]]:
    """What a settled line came to, as it was told and as it is now; what is left after claims changes as they are made."""
    was, now = earlier_of(told), earlier_of(line)
    yield "settled amount", was.settled, now.settled
    yield "amount in kind", was.units, now.units
    if not (told.claim or line.claim):
        yield "payable", was.payable, now.payable
    for name in ("bonus", "returned", "banked"):
        yield name, getattr(was, name) or None, getattr(now, name) or None


def _shown(amount: Any) -> str:
    return (", ".join(map(str, amount)) if isinstance(amount, tuple) else amount and amount.show()) or "nothing"


def holds(board: TallyStore, track: PlannedObjective, group: Group, place: int, apart: frozenset[int]) -> bool:
    """Whether records of a period are fed, `apart` being the slices of the periods that a statement is asked for.

    What runs on from a period into the next, and the last sample before one, belong to the records of the later period too.
    """
    run = [cell for cell in range(*track.schedule.slice_ranges[place]) if cell not in apart]
    for part in track.indexes:
        lead = board.plan.readings[part].reading.value.lead
        cells = board.tallies[part].get(group, {})
        if lead != "all" and any(cell in cells and not _runs_on(cells, cell, track.schedule.edges, lead) for cell in run):
            return True
    return False


def _runs_on(cells: dict[int, Tally], cell: int, edges: Sequence[int], lead: str) -> bool:
    """Whether a tally holds nothing but what goes on into the next slice."""
    tally = cells[cell]
    if isinstance(tally, Timeline):
        return all(spans.edges[2:] == () and spans.edges[-1] == edges[cell] for spans in tally.lanes.values() if spans)
    if isinstance(tally, Samples) and lead == "last":
        return len(tally.latest()) == len(tally) and not any(other < cell for other in cells)
    return False


def _said(line: ClosedLine) -> list[str]:
    amounts = (line.credit, line.payable, line.entitled, line.bonus, *line.units, *line.entitled_units, *line.rights)
    return [str(line.outcome), str(line.measure.value), line.measure.unit, *map(str, amounts)]


def _listed(given: Any) -> list[Any]:
    if given is None:
        return []
    return list(given) if isinstance(given, list | tuple) else [given]


def _strange(line: ClosedLine, plan: Plan) -> list[str]:
    """What of a line does not fit the agreement: its objective, its currency, or its period."""
    tracks = [track for track in plan.objectives if track.objective.name == line.name]
    if not tracks:
        return [f"{line.name!r} is not an objective of {plan.agreement.name!r}{close_match(line.name, plan.names)}"]
    wrong = sorted({amount.currency for name in MONEY if (amount := getattr(line, name)) and amount.currency != plan.agreement.pays_in})
    if wrong:
        pays = plan.agreement.pays_in or "no money"
        return [f"{line.title} is told in {wrong[0]}, and {plan.agreement.name!r} pays in {pays}; use a statement of this agreement"]
    known = [track.schedule.periods[place] for track in tracks for place in track.schedule.judged]
    if any(period.span == line.span for period in known):
        return []
    zone = plan.agreement.zone
    told = f"{line.title} runs from {moment(line.span.first, zone).isoformat()} to {moment(line.span.last, zone).isoformat()}"
    return [f"{told}, and is no period of {line.name!r}{close_match(line.label, (period.label for period in known))}"]
