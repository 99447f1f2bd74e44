"""Course: the lines of every objective, period by period in time order, each with what came before it (docs/numbers.md P7)."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from attrs import define, field

from slakit.engine.plan.plan import PlannedObjective
from slakit.engine.statement.history import History, Key, earlier_of, holds, key_of
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
    """What has been seen of an objective and group so far: misses in a row, the last measure that had a value, and every earlier line."""

    streak: int = 0
    last: Measure | None = None
    earlier: list[PriorLine] = field(factory=list)

    def note(self, earlier: PriorLine, measure: Measure) -> None:
        self.streak = self.streak + 1 if earlier.outcome is Outcome.MISSED else 0
        self.last = measure if measure.value is not None else self.last
        self.earlier.append(earlier)


@define
class LineSequence:
    """The lines of all objectives of a board as of an instant, in rounds: each sees earlier lines as they were settled in the one before.

    `wanted` are the periods that a statement is asked for, by track; `needed` those that a settlement needs, too. After a round `seen`
    holds what rules saw of earlier lines, `told` what only the history tells of them, and `both` what it tells of lines that were
    measured as well.
    """

    board: TallyStore
    history: History
    wanted: Mapping[PlannedObjective, Collection[int]]
    needed: Mapping[PlannedObjective, Collection[int]]
    as_of: int
    settled: dict[Key, PriorLine] = field(factory=dict)
    seen: dict[Key, PriorLine] = field(factory=dict)
    told: list[PriorLine] = field(factory=list)
    both: list[tuple[ClosedLine, Line]] = field(factory=list)
    _measures: dict[tuple[PlannedObjective, Group, int], Measure] = field(factory=dict)

    def lines(self) -> Iterator[Line]:
        """Every line that is needed, objective by objective and group by group, each in time order."""
        self.told, self.both, self.seen = [], [], {}
        for name in self.board.plan.names:
            tracks = [track for track in self.board.plan.objectives if track.objective.name == name]
            looks_back = any(map(looking_back, tracks))
            until = max((track.schedule.periods[place].span.last for track in tracks for place in self.needed[track]), default=0)
            pasts: dict[Group, PastLines] = {}
            for track in tracks:
                apart = self._apart(track, tracks)
                for group in self.history.groups(track, self.board):
                    yield from self._course(track, group, pasts.setdefault(group, PastLines()), until, looks_back, apart)

    def _apart(self, track: PlannedObjective, tracks: Sequence[PlannedObjective]) -> frozenset[int]:
        """The slices of the periods that a statement is asked for."""
        alike = [one for one in tracks if one.schedule.edges == track.schedule.edges] if self.history.told else []
        return frozenset(cell for one in alike for place in self.wanted[one] for cell in range(*one.schedule.slice_ranges[place]))

    def _course(
        self, track: PlannedObjective, group: Group, past: PastLines, until: int, looks_back: bool, apart: frozenset[int]
    ) -> Iterator[Line]:
        """The lines of one group, under one form of its objective."""
        board, schedule = self.board, track.schedule
        for place in schedule.judged:
            period = schedule.periods[place]
            if period.span.last > until:
                break
            if period.span.first >= self.as_of:
                continue
            told = self.history.find(track.objective.name, group, period)
            fed = told is None or place in self.wanted[track] or holds(board, track, group, place, apart)
            if told is not None and not fed:
                self._take(told, past, needed=looks_back or place in self.needed[track])
            elif looks_back or told is not None or place in self.needed[track]:
                line = self._line(track, group, place, past)
                if told is not None and told.final:
                    self.both.append((told, line))
                if place in self.needed[track]:
                    yield line
                if looks_back:
                    past.note(self._earlier(line), line.measure)

    def _take(self, told: ClosedLine, past: PastLines, needed: bool) -> None:
        """Take a period from the history."""
        if told.over:
            earlier = earlier_of(told)
            self.told.append(earlier)
            past.note(earlier, told.measure)
        elif needed:
            wanted = "add the statement of that period once it was over, or feed its records"
            raise UsageError(f"history: {told.title} was not over when its statement was made; {wanted}")

    def _line(self, track: PlannedObjective, group: Group, place: int, past: PastLines) -> Line:
        board, objective, period = self.board, track.objective, track.schedule.periods[place]
        where = (track, group, place)
        if where not in self._measures:
            self._measures[where] = measure_of(board, track, group, place, self.as_of)
        with blamed(f"the target of {title(track, group, place)}"):
            verdict = objective.judge(self._measures[where], self.as_of >= period.span.last, past.last)
        streak = past.streak + 1 if verdict.outcome is Outcome.MISSED else 0
        history = tuple(past.earlier) if looking_back(track) else ()
        told = [one for one in track.schedule.judged if one != place and self._tells(track, group, one)] if self.history.told else []
        return line_of(board, track, group, place, verdict, streak, history, self.as_of, told)

    def _tells(self, track: PlannedObjective, group: Group, place: int) -> bool:
        """Whether the history tells of a period."""
        return self.history.find(track.objective.name, group, track.schedule.periods[place]) is not None

    def _earlier(self, line: Line) -> PriorLine:
        """What the rules of later periods see of a line: as it was settled in the round before, or as if nothing were cut."""
        earlier = earlier_of(line)
        key = key_of(earlier)
        self.seen[key] = self.settled.get(key, earlier)
        return self.seen[key]


def looking_back(track: PlannedObjective) -> bool:
    """Whether a line of an objective depends on earlier ones."""
    objective = track.objective
    return objective.silence == "carry" or (objective.penalty is not None and objective.penalty.needs_past)
