"""LineSequence: the lines of every objective, period by period in time order, each with what came before it (docs/numbers.md P7)."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from attrs import define, field

from slakit.engine.plan.plan import PlannedObjective
from slakit.engine.statement.history import History, Key, holds
from slakit.engine.statement.lines import line_of, measure_of, title
from slakit.engine.tally.tally_store import Group, TallyStore
from slakit.engine.user_errors import blamed
from slakit.errors import UsageError
from slakit.metrics.measure import Measure
from slakit.penalties.prior_line import PriorLine
from slakit.statements.closed_line import ClosedLine
from slakit.statements.line import Line
from slakit.targets.verdict import Outcome


@define
class PastLines:
    """The past of an objective and group: misses in a row, the last measure that had a value, and every earlier line."""

    streak: int = 0
    last: Measure | None = None
    earlier: list[PriorLine] = field(factory=list)

    def add(self, line: PriorLine, measure: Measure) -> None:
        self.streak = self.streak + 1 if line.outcome is Outcome.MISSED else 0
        self.last = measure if measure.value is not None else self.last
        self.earlier.append(line)


@define
class LineSequence:
    """The lines of all objectives as of an instant, in rounds: each round sees earlier lines as they were settled in the one before.

    `wanted` are the periods that a statement is asked for, by track; `needed` those that a settlement needs, too. After a round `seen`
    holds what rules saw of earlier lines, `closed` the lines that were taken from the history, and `both` its lines for periods that were
    measured as well.
    """

    board: TallyStore
    history: History
    wanted: Mapping[PlannedObjective, Collection[int]]
    needed: Mapping[PlannedObjective, Collection[int]]
    as_of: int
    settled: dict[Key, PriorLine] = field(factory=dict)
    seen: dict[Key, PriorLine] = field(factory=dict)
    closed: list[PriorLine] = field(factory=list)
    both: list[tuple[ClosedLine, Line]] = field(factory=list)
    _measures: dict[tuple[PlannedObjective, Group, int], Measure] = field(factory=dict)

    def lines(self) -> Iterator[Line]:
        """Every line that is needed, objective by objective and group by group, each in time order."""
        self.closed, self.both, self.seen = [], [], {}
        for name in self.board.plan.names:
            tracks = [track for track in self.board.plan.objectives if track.objective.name == name]
            looks_back = any(map(looking_back, tracks))
            until = max((track.schedule.periods[index].span.last for track in tracks for index in self.needed[track]), default=0)
            pasts: dict[Group, PastLines] = {}
            for track in tracks:
                asked = self._asked(track, tracks)
                for group in self.history.groups(track, self.board):
                    yield from self._of_group(track, group, pasts.setdefault(group, PastLines()), until, looks_back, asked)

    def _asked(self, track: PlannedObjective, tracks: Sequence[PlannedObjective]) -> frozenset[int]:
        alike = [one for one in tracks if one.schedule.edges == track.schedule.edges] if self.history.closed_lines else []
        return frozenset(cell for one in alike for index in self.wanted[one] for cell in range(*one.schedule.slice_ranges[index]))

    def _of_group(
        self, track: PlannedObjective, group: Group, past: PastLines, until: int, looks_back: bool, asked: frozenset[int]
    ) -> Iterator[Line]:
        board, schedule = self.board, track.schedule
        for index in schedule.judged:
            period = schedule.periods[index]
            if period.span.last > until:
                break
            if period.span.first >= self.as_of:
                continue
            closed = self.history.find(track.objective.name, group, period)
            fed = closed is None or index in self.wanted[track] or holds(board, track, group, index, asked)
            if closed is not None and not fed:
                self._take(closed, past, needed=looks_back or index in self.needed[track])
            elif looks_back or closed is not None or index in self.needed[track]:
                line = self._line(track, group, index, past)
                if closed is not None and closed.verdict.final:
                    self.both.append((closed, line))
                if index in self.needed[track]:
                    yield line
                if looks_back:  # as it was settled in the round before, or as if nothing were cut
                    self.seen[line.key] = self.settled.get(line.key, line.prior)
                    past.add(self.seen[line.key], line.measure)

    def _take(self, closed: ClosedLine, past: PastLines, needed: bool) -> None:
        if closed.over:
            self.closed.append(closed.prior)
            past.add(closed.prior, closed.measure)
        elif needed:
            wanted = "add the statement of that period once it was over, or feed its records"
            raise UsageError(f"history: {closed.title} was not over when its statement was made; {wanted}")

    def _line(self, track: PlannedObjective, group: Group, index: int, past: PastLines) -> Line:
        board, objective, period = self.board, track.objective, track.schedule.periods[index]
        where = (track, group, index)
        if where not in self._measures:
            self._measures[where] = measure_of(board, track, group, index, self.as_of)
        with blamed(f"the target of {title(track, group, index)}"):
            verdict = objective.judge(self._measures[where], self.as_of >= period.span.last, past.last)
        streak = past.streak + 1 if verdict.outcome is Outcome.MISSED else 0
        history = tuple(past.earlier) if looking_back(track) else ()
        find, periods, others = self.history.find, track.schedule.periods, track.schedule.judged if self.history.closed_lines else ()
        closed = [one for one in others if one != index and find(objective.name, group, periods[one]) is not None]
        return line_of(board, track, group, index, verdict, streak, history, self.as_of, closed)


def looking_back(track: PlannedObjective) -> bool:
    """True if a line of an objective depends on earlier ones."""
    objective = track.objective
    return objective.silence == "carry" or (objective.penalty is not None and objective.penalty.needs_past)
