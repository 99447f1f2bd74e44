"""LineSequence: the lines of every objective, period by period in time order, each with what came before it (docs/numbers.md P7)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial

from attrs import define, evolve, field

from slakit.agreements.objective import Objective
from slakit.engine.plan.plan import PlannedObjective
from slakit.engine.statement.foreseen import End, Foreseen
from slakit.engine.statement.history import History, Key, holds
from slakit.engine.statement.lines import line_of
from slakit.engine.statement.measures import measure_of, title
from slakit.engine.statement.rising_target import RisingTarget
from slakit.engine.tally.tally_store import Group, TallyStore, group_name
from slakit.engine.user_errors import blamed
from slakit.errors import UsageError
from slakit.metrics.measure import Measure
from slakit.penalties.prior_line import PriorLine
from slakit.statements.closed_line import ClosedLine
from slakit.statements.line import Line
from slakit.targets.target import Target
from slakit.targets.verdict import Outcome
from slakit.windows.period import Period


@define
class PastLines:
    """The past of an objective and group: misses in a row, the last measure with a value, every earlier line, and its rising target."""

    streak: int = 0
    last: Measure | None = None
    earlier: list[PriorLine] = field(factory=list)
    rising: RisingTarget | None = None

    def target(self, objective: Objective, period: Period, timezone: str) -> Target:
        """The target of a period, raised by the earlier ones; that of another form of the objective begins anew."""
        if objective.ratchet is None:
            self.rising = None
            return objective.target
        if self.rising is None or not self.rising.is_of(objective):
            self.rising = RisingTarget(objective.target, objective.ratchet, objective.target)
        return self.rising.at(period.span.first, timezone)

    def add(self, line: PriorLine, measure: Measure) -> None:
        if self.rising is not None and line.judged is not None:
            self.rising.results.append(line.judged)
        self.streak = self.streak + 1 if line.outcome is Outcome.MISSED else 0
        self.last = measure if measure.value is not None else self.last
        self.earlier.append(line)


@define
class LineSequence:
    """The lines of all objectives as of an instant, in rounds: each round sees earlier lines as they were settled in the one before.

    `wanted` are the periods that a statement is asked for, by planned; `needed` those that a settlement needs, too. After a round `seen`
    holds what rules saw of earlier lines, `closed` the lines that were taken from the history, and `both` its lines for periods that were
    measured as well. With `foreseen` measures are those that it says. `outcomes` are those up to each line, where a
    rule or a duty looks back.
    """

    store: TallyStore
    history: History
    wanted: Mapping[PlannedObjective, Collection[int]]
    needed: Mapping[PlannedObjective, Collection[int]]
    as_of: int
    foreseen: Foreseen | None = None
    settled: dict[Key, PriorLine] = field(factory=dict)
    seen: dict[Key, PriorLine] = field(factory=dict)
    closed: list[PriorLine] = field(factory=list)
    both: list[tuple[ClosedLine, Line]] = field(factory=list)
    outcomes: dict[Key, tuple[Outcome, ...]] = field(factory=dict)
    _measures: dict[tuple[PlannedObjective, Group, int], Measure] = field(factory=dict)

    def lines(self) -> Iterator[Line]:
        """Every line that is needed, objective by objective and group by group, each in time order."""
        self.closed, self.both, self.seen = [], [], {}
        counting = self.store.plan.counting
        for name in self.store.plan.names:
            objectives = [planned for planned in self.store.plan.objectives if planned.objective.name == name]
            looks_back = any(map(looking_back, objectives)) or name in counting
            ends = (planned.schedule.periods[index].span.last for planned in objectives for index in self.needed[planned])
            until = max(ends, default=0)
            pasts: dict[Group, PastLines] = {}
            for planned in objectives:
                asked = self._asked(planned, objectives)
                for group in self.history.groups(planned, self.store):
                    yield from self._of_group(planned, group, pasts.setdefault(group, PastLines()), until, looks_back, asked)

    def _asked(self, planned: PlannedObjective, objectives: Sequence[PlannedObjective]) -> frozenset[int]:
        alike = [one for one in objectives if one.schedule.edges == planned.schedule.edges] if self.history.closed_lines else []
        ranges = [one.schedule.slice_ranges[period_index] for one in alike for period_index in self.wanted[one]]
        return frozenset(cell for slices in ranges for cell in range(*slices))

    def _of_group(
        self, planned: PlannedObjective, group: Group, past: PastLines, until: int, looks_back: bool, asked: frozenset[int]
    ) -> Iterator[Line]:
        store, schedule = self.store, planned.schedule
        for period_index in schedule.judged:
            period = schedule.periods[period_index]
            if period.span.last > until:
                break
            if period.span.first >= self.as_of:
                continue
            target = past.target(planned.objective, period, store.plan.agreement.timezone)
            closed = self.history.find(planned.objective.name, group, period)
            fed = closed is None or period_index in self.wanted[planned]
            fed = fed or (not self.history.stands and holds(store, planned, group, period_index, asked))
            if closed is not None and not fed:
                self._take(closed, past, needed=looks_back or period_index in self.needed[planned])
            elif looks_back or closed is not None or period_index in self.needed[planned]:
                line = self._line(planned, group, period_index, past, target)
                if closed is not None and closed.verdict.final:
                    self.both.append((closed, line))
                if period_index in self.needed[planned]:
                    yield line
                if looks_back:  # as it was settled in the round before, or as if nothing were cut
                    self.outcomes[line.key] = (*(one.outcome for one in past.earlier), line.outcome)
                    self.seen[line.key] = self.settled.get(line.key, line.prior)
                    past.add(self.seen[line.key], line.measure)

    def _take(self, closed: ClosedLine, past: PastLines, needed: bool) -> None:
        if closed.over:
            self.closed.append(closed.prior)
            past.add(closed.prior, closed.measure)
        elif needed:
            wanted = "add the statement of that period once it was over, or feed its records"
            raise UsageError(f"history: {closed.title} was not over when its statement was made; {wanted}")

    def _line(self, planned: PlannedObjective, group: Group, period_index: int, past: PastLines, target: Target) -> Line:
        store, objective, period = self.store, planned.objective, planned.schedule.periods[period_index]
        where = (planned, group, period_index)
        key: Key = (objective.name, group_name(group), period.span.first, period.span.last)

        begun = self.foreseen if self.foreseen is not None and period.span.first < self.foreseen.at else None
        at, end = (self.as_of, None) if begun is None else (begun.at, begun.ends.get(key))
        if where not in self._measures:
            measure = measure_of(store, planned, group, period_index, at)
            self._measures[where] = measure if end is None else end.of(measure)
        measure, over = self._measures[where], self.as_of >= period.span.last
        state = None if self.foreseen is not None or _rests_on_more(planned) else (measure, over, past.streak)
        judged = partial(self._judged, planned, group, period_index, past, target, measure, at, end)
        return store.changes.unless(("line", *where), state, judged)

    def _judged(
        self,
        planned: PlannedObjective,
        group: Group,
        period_index: int,
        past: PastLines,
        target: Target,
        measure: Measure,
        at: int,
        end: End | None,
    ) -> Line:
        store, objective, period = self.store, planned.objective, planned.schedule.periods[period_index]
        with blamed(f"the target of {title(planned, group, period_index)}"):
            verdict = objective.judge(measure, self.as_of >= period.span.last, past.last, target)
        if past.rising is not None and past.rising.raised:
            verdict = evolve(verdict, reason="; ".join(filter(None, [verdict.reason, past.rising.raised])))
        streak = past.streak + 1 if verdict.outcome is Outcome.MISSED else 0
        history = tuple(past.earlier) if looking_back(planned) else ()
        find, periods, others = self.history.find, planned.schedule.periods, planned.schedule.judged if self.history.closed_lines else ()
        closed = [one for one in others if one != period_index and find(objective.name, group, periods[one]) is not None]
        return line_of(store, planned, group, period_index, target, verdict, streak, history, self.as_of, at, end, closed)


def _rests_on_more(planned: PlannedObjective) -> bool:
    """True if a line rests on more than its own measure: on earlier lines, other records, or measures of some of the records."""
    penalty = planned.objective.penalty
    return looking_back(planned) or (penalty is not None and bool(penalty.readings or penalty.selections))


def looking_back(planned: PlannedObjective) -> bool:
    """True if a line of an objective depends on earlier ones."""
    objective = planned.objective
    return objective.silence == "carry" or objective.ratchet is not None or (objective.penalty is not None and objective.penalty.needs_past)
