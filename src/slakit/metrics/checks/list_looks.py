"""ListLooks: looks on plain lists."""

from collections.abc import Iterator, Sequence
from itertools import compress, groupby
from operator import lt

from attrs import frozen

from slakit.metrics.checks.debounce import BAD, GOOD, UNKNOWN, in_runs
from slakit.metrics.checks.looks import Look, Looks, opening
from slakit.metrics.checks.missing_checks import Missed
from slakit.metrics.checks.observations import ObservationRules, Observations
from slakit.metrics.excluded_time import ExcludedTime
from slakit.metrics.tallies.series import Series
from slakit.timeline.packed import joined_edges
from slakit.timeline.spans import Spans


@frozen
class ListLooks(Looks):
    """Looks on plain lists."""

    @classmethod
    def of(cls, series: Series, rules: ObservationRules, excluded: ExcludedTime, gone: Sequence[Missed] = ()) -> "ListLooks":
        """The looks at a series, and those that were missed, which count as unknown ones do. An excluded check breaks a run."""
        at, observed = worst_of_each(series)
        state = worst_of_each(Series(series.instants, list(map(rules.instead, series.worths))))[1] if rules.replaces else observed
        missed = [0] * len(at)
        if gone:
            before = len(at) and at[0]
            never = [(one.at, UNKNOWN, rules.never_came(not at or one.at <= before), one.count) for one in gone]
            rows = sorted([*zip(at, observed, state, missed, strict=True), *never], key=lambda row: row[0])
            at, observed, state, missed = map(list, zip(*rows, strict=True))
        if rules.unknown == "hold":
            state = list(_held(state, rules.initial))
        if rules.in_a_row == 1:
            return cls(at, observed, state, missed)
        state = [GOOD if one == BAD and excluded.excuses(instant) else one for instant, one in zip(at, state, strict=True)]
        state, undecided = in_runs(state, rules.in_a_row, rules.confirmed, [count or 1 for count in missed])
        return cls(at, observed, state, missed, at[undecided] if undecided < len(at) else None)

    @property
    def rows(self) -> list[Look]:
        return list(map(Look, self.at, self.observed, self.state, self.missed))

    def state_of(self, series: Series) -> list[int]:
        states = dict(zip(self.at, self.state, strict=True))
        return [states[at] for at in series.instants]

    def observations(self, before: Series | None, rules: ObservationRules, first: int, last: int) -> Observations:
        named = dict(zip(*before, strict=True)) if before else {}
        until = [*self.at[1:], last]
        held = until if rules.gap is None else list(map(min, until, [at + rules.gap for at in self.at]))
        if UNKNOWN in named.values():
            held = [at if named.get(end) == UNKNOWN else stop for at, end, stop in zip(self.at, until, held, strict=True)]
        begun = self.at[0] if self.at else last
        named_first = named.get(begun) if self.at else None
        rest = [] if held is until else list(map(rules.without_news, self.state))

        def spans(chosen: list[bool], silent: list[bool], begins: bool) -> Spans:
            starts = [*([first] if begins else ()), *compress(self.at, chosen), *compress(held, silent)]
            ends = [*([begun] if begins else ()), *compress(held, chosen), *compress(until, silent)]
            cut = [(max(start, first), min(end, last)) for start, end in zip(starts, ends, strict=True)]
            kept = [pair for pair in cut if pair[0] < pair[1]]
            return Spans.of_edges(joined_edges([start for start, _ in kept], [end for _, end in kept]))

        def of(state: int) -> Spans:
            return spans([one == state for one in self.state], [one == state for one in rest], opening(named_first, rules) == state)

        return Observations(of(GOOD), of(BAD), spans([one != UNKNOWN for one in self.observed], [], named_first in (GOOD, BAD)))

    def contradictions(self, before: Series, first: int) -> list[int]:
        named = dict(zip(*before, strict=True))
        following = zip(self.observed, self.at[1:], strict=False)
        return [at for observed, at in following if at >= first and _contradict(observed, named.get(at, UNKNOWN))]


def together(states: set[int]) -> int:
    """The worst of some states; an unknown one counts only if all are.

    >>> together({1, -1}), together({1, 0, -1})
    (1, 0)
    """
    return min(states - {UNKNOWN}, default=UNKNOWN)


def worst_of_each(series: Series) -> Series:
    """The worst worth of each instant; an unknown one counts only if all are."""
    if all(map(lt, series.instants, series.instants[1:])):
        return series
    groups = [(at, together({worth for _, worth in group})) for at, group in groupby(series.pairs, key=lambda pair: pair[0])]
    return Series([at for at, _ in groups], [worth for _, worth in groups])


def _held(states: Sequence[int], last: int) -> Iterator[int]:
    """Each state, or where it is unknown the one before it."""
    for state in states:
        last = last if state == UNKNOWN else state
        yield last


def _contradict(observed: int, named: int) -> bool:
    return UNKNOWN not in (observed, named) and observed != named
