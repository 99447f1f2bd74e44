"""ArrayLooks: looks on arrays of NumPy, equal to what `ListLooks` makes of the same checks."""

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from slakit.metrics.checks.debounce import BAD, GOOD, UNKNOWN
from slakit.metrics.checks.looks import Look, Looks, opening
from slakit.metrics.checks.missing_checks import Missed
from slakit.metrics.checks.observations import ObservationRules, Observations
from slakit.metrics.excluded_time import ExcludedTime
from slakit.metrics.tallies.series import Series
from slakit.timeline.packed import inside, joined_edges
from slakit.timeline.spans import Spans

Array = Any  # of 64-bit integers, or of truth values
LESS = 2  # stands for an unknown state where the worst is looked for


@frozen
class ArrayLooks(Looks):
    """Looks on arrays of NumPy."""

    @classmethod
    def of(cls, series: Series, rules: ObservationRules, excluded: ExcludedTime, gone: Sequence[Missed] = ()) -> "ArrayLooks":
        """The looks at a series, and those that were missed, as `ListLooks` has them."""
        import numpy as np

        at, observed = worst_of_each(series)
        state, missed = observed, np.zeros(len(at), np.int64)
        if rules.replaces:
            own = np.where(series.worths == UNKNOWN, rules.instead(UNKNOWN), series.worths)
            state = worst_of_each(Series(series.instants, own)).worths
        if gone:
            never, counts = np.array([(one.at, one.count) for one in gone], np.int64).T
            early = never <= at[0] if len(at) else np.ones(len(never), bool)
            states = np.where(early, rules.never_came(True), rules.never_came(False))
            sides = ((at, never), (observed, np.full(len(never), UNKNOWN)), (state, states), (missed, counts))
            order = np.argsort(np.concatenate(sides[0]), kind="stable")
            at, observed, state, missed = (np.concatenate(side)[order] for side in sides)
        if rules.unknown == "hold":
            latest = np.maximum.accumulate(np.where(state == UNKNOWN, -1, np.arange(len(state))))
            state = np.where(latest < 0, rules.initial, state[latest])
        if rules.in_a_row == 1:
            return cls(at, observed, state, missed)
        state = np.where((state == BAD) & inside(excluded.excused, at), GOOD, state)
        state, undecided = _in_runs(state, rules.in_a_row, rules.confirmed, np.maximum(missed, 1))
        return cls(at, observed, state, missed, int(at[undecided]) if undecided < len(at) else None)

    @property
    def rows(self) -> list[Look]:
        return list(map(Look, *(side.tolist() for side in (self.at, self.observed, self.state, self.missed))))

    def state_of(self, series: Series) -> Array:
        import numpy as np

        return self.state[np.searchsorted(self.at, series.instants)]

    def observations(self, before: Series | None, rules: ObservationRules, first: int, last: int) -> Observations:
        import numpy as np

        until = np.append(self.at[1:], last)
        held = until if rules.gap is None else np.minimum(until, self.at + rules.gap)
        named_first = None
        if before and len(before.instants):
            instants, states = (np.asarray(side, np.int64) for side in before)
            held = np.where(np.isin(until, instants[states == UNKNOWN]), self.at, held)
            named_first = next(iter(states[instants == self.at[0]].tolist()), None)
        silent = held < until
        rest = self.state if rules.unknown == "hold" else np.full(len(self.at), rules.instead(UNKNOWN))

        def spans(chosen: Array, later: Array, begins: bool) -> Spans:
            starts = np.concatenate((np.array([first] * begins, np.int64), self.at[chosen], held[later]))
            ends = np.concatenate((self.at[:1][: int(begins)], held[chosen], until[later]))
            starts, ends = np.maximum(starts, first), np.minimum(ends, last)
            kept = starts < ends
            return Spans.of_edges(joined_edges(starts[kept], ends[kept]))

        def of(state: int) -> Spans:
            return spans(self.state == state, silent & (rest == state), opening(named_first, rules) == state)

        seen, none = self.observed != UNKNOWN, np.zeros(len(self.at), bool)
        return Observations(of(GOOD), of(BAD), spans(seen, none, named_first in (GOOD, BAD)))

    def contradictions(self, before: Series, first: int) -> list[int]:
        import numpy as np

        if not len(before.instants):
            return []
        instants, states = (np.asarray(side, np.int64) for side in before)
        at, observed = self.at[1:], self.observed[:-1]
        near = np.minimum(np.searchsorted(instants, at), len(instants) - 1)
        named = np.where(instants[near] == at, states[near], UNKNOWN)
        torn = (at >= first) & (observed != UNKNOWN) & (named != UNKNOWN) & (named != observed)
        return list(at[torn].tolist())


def worst_of_each(series: Series) -> Series:
    """The worst worth of each instant; an unknown one counts only if all are."""
    import numpy as np

    at, worths = series
    new = at[1:] != at[:-1]
    if not len(at) or new.all():
        return series
    first = np.flatnonzero(np.concatenate(([True], new)))
    worst = np.minimum.reduceat(np.where(worths == UNKNOWN, LESS, worths), first)
    return Series(at[first], np.where(worst == LESS, UNKNOWN, worst))


def _in_runs(states: Array, least: int, confirmed: bool, counts: Array) -> tuple[Array, int]:
    """As `in_runs`, of which an array has at least one state."""
    import numpy as np

    stated = np.flatnonzero(states != UNKNOWN)
    bad = states[stated] == BAD
    failed = stated[bad]
    if not len(failed):
        return states, len(states)
    begins = np.flatnonzero(np.concatenate(([True], ~bad[:-1]))[bad])  # of which a run begins, among the failed
    sizes = np.diff(np.append(begins, len(failed)))
    so_far = np.cumsum(counts[failed])
    earlier = np.concatenate(([0], so_far))[begins]
    totals = np.append(earlier[1:], so_far[-1]) - earlier
    forgiven = so_far - np.repeat(earlier, sizes) < least
    if not confirmed:
        forgiven &= np.repeat(totals < least, sizes)
    result = states.copy()
    result[failed[forgiven]] = GOOD
    undecided = bool(bad[-1]) and totals[-1] < least and not confirmed
    return result, int(failed[begins[-1]]) if undecided else len(states)
