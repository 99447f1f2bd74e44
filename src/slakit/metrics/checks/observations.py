"""Observations: a state through time, from checks at instants (docs/numbers.md M7)."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby, pairwise
from typing import NamedTuple

from attrs import frozen

from slakit.calendars.base import Calendar
from slakit.metrics.checks.debounce import BAD, GOOD, UNKNOWN, in_runs
from slakit.metrics.checks.missing_checks import Missed, missed
from slakit.metrics.excluded_time import ExcludedTime
from slakit.metrics.measure import in_unit
from slakit.metrics.period_context import PeriodContext
from slakit.timeline.spans import Spans, union

Pair = tuple[int, int]
Stretch = tuple[int, int, int, bool]  # first, last, the state that counts, whether it was observed


@frozen
class ObservationRules:
    """Rules to read checks: what an unknown one counts as, how often one comes, how long it holds, how many failures in a row count."""

    unknown: str = "drop"
    every: int | None = None
    gap: int | None = None
    in_a_row: int = 1
    confirmed: bool = False
    initial: int = UNKNOWN

    def instead(self, worth: int) -> int:
        """Return the state that a check counts as, by itself."""
        return {"good": GOOD, "bad": BAD}.get(self.unknown, worth) if worth == UNKNOWN else worth

    def without_news(self, state: int) -> int:
        """Return the state that counts while no check comes after a state."""
        return state if self.unknown == "hold" else self.instead(UNKNOWN)

    @property
    def opening(self) -> int:
        """The state that counts before the first check."""
        return self.without_news(UNKNOWN) if self.initial == UNKNOWN else self.initial


class Look(NamedTuple):
    """All checks of one instant: the state that they observed together, and the one that counts from there.

    One that never came is a look too; `missed` says for how many of them it stands.
    """

    at: int
    observed: int
    state: int
    missed: int = 0


def together(states: set[int]) -> int:
    """The worst of some states; an unknown one counts only if all are.

    >>> together({1, -1}), together({1, 0, -1})
    (1, 0)
    """
    return min(states - {UNKNOWN}, default=UNKNOWN)


def looks(
    pairs: Sequence[Pair], rules: ObservationRules, excluded: ExcludedTime, gone: Sequence[Missed] = ()
) -> tuple[list[Look], int | None]:
    """Return the looks in order, and the instant from which they are undecided, as more failures may make the last ones a run.

    The checks in `gone` were missed, and count as unknown ones do. An excluded check breaks a run.
    """
    came = [(at, {worth for _, worth in group}, 0) for at, group in groupby(pairs, key=lambda pair: pair[0])]
    result, last = [], rules.initial
    never = [(part.at, {UNKNOWN}, part.count) for part in gone]
    for at, observed, missing in sorted([*came, *never], key=lambda one: one[0]) if never else came:
        state = together({rules.instead(worth) for worth in observed})
        if missing and rules.initial != UNKNOWN and not (came and came[0][0] < at):
            state = rules.initial  # no check came yet
        elif state != UNKNOWN:
            last = state
        elif rules.unknown == "hold":
            state = last
        result.append(Look(at, together(observed), state, missing))
    if rules.in_a_row == 1:
        return result, None
    states = [GOOD if look.state == BAD and excluded.excuses(look.at) else look.state for look in result]
    states, undecided = in_runs(states, rules.in_a_row, rules.confirmed, [look.missed or 1 for look in result])
    settled = [look._replace(state=state) for look, state in zip(result, states, strict=True)]
    return settled, result[undecided].at if undecided < len(result) else None


def missing(
    pairs: Sequence[Pair], rules: ObservationRules, held: int, hours: Calendar, context: PeriodContext, excluded: ExcludedTime
) -> list[Missed]:
    """The checks that were missed in some hours: one by one where a run may begin, the others together if they are excluded alike."""
    if not rules.every:
        return []
    instants = [at for at, _ in groupby(at for at, _ in pairs)]
    first, seen = context.span.first, context.observed.last
    start = min([first, *instants[:1]])
    due = hours.clock.spans(start, seen)
    alike = [due & excluded.dropped, *(spans for _, spans in excluded.split(due - excluded.dropped))]
    cells = [cell for spans in alike for cell in (spans.cut(start, first), spans.cut(first, seen)) if cell]
    parts = missed(instants, rules.every, first, seen, held)
    return [one for part in parts for cell in cells for inner in part.inside(cell) for one in inner.one_by_one(rules.in_a_row - 1)]


def stretches(seen: Sequence[Look], before: Mapping[int, int], rules: ObservationRules, first: int, last: int) -> Iterator[Stretch]:
    """The state that counts through [first, last); `before` is what held right before an instant, where a check says so.

    Each look holds until the next, over the largest gap at most. Where the next says that what held before it is unknown, it is unknown
    from the look on; where the next names another state, the look stands (docs/numbers.md M11).
    """
    if not seen:
        yield first, last, rules.opening, False
        return
    named = before.get(seen[0].at)
    opening = rules.opening if named is None else rules.without_news(UNKNOWN) if named == UNKNOWN else named
    yield first, seen[0].at, opening, named in (GOOD, BAD)
    for index, look in enumerate(seen):
        until = seen[index + 1].at if index + 1 < len(seen) else last
        held = until if rules.gap is None else min(until, look.at + rules.gap)
        if before.get(until) == UNKNOWN:
            held = look.at
        yield look.at, held, look.state, look.observed != UNKNOWN
        yield held, until, rules.without_news(look.state), False


def contradictions(seen: Sequence[Look], before: Mapping[int, int], first: int) -> list[int]:
    """The instants, from `first` on, of changes that name another state before them than the last change did (docs/numbers.md M11)."""
    pairs = ((look, following.at) for look, following in pairwise(seen) if following.at >= first)
    return [at for look, at in pairs if UNKNOWN not in (look.observed, before.get(at, UNKNOWN)) and before[at] != look.observed]


@frozen
class Observations:
    """The time in each state, and the time that was observed."""

    good: Spans
    bad: Spans
    observed: Spans

    @classmethod
    def of(cls, seen: Sequence[Look], before: Mapping[int, int], rules: ObservationRules, first: int, last: int) -> "Observations":
        """The observations in [first, last), as `stretches` has them."""
        parts = list(stretches(seen, before, rules, first, last))

        def spans(wanted: Iterator[Stretch]) -> Spans:
            return Spans.of_edges(union((max(start, first), min(end, last)) for start, end, _, _ in wanted))

        return cls(
            spans(part for part in parts if part[2] == GOOD),
            spans(part for part in parts if part[2] == BAD),
            spans(part for part in parts if part[3]),
        )

    @property
    def total(self) -> int:
        """The time that was observed as good or bad."""
        return self.good.total + self.bad.total

    def within(self, counted: Spans) -> "Observations":
        """Return the observations in the time that counts."""
        return Observations(self.good & counted, self.bad & counted, self.observed & counted)


def shown_observed(share: Fraction) -> str:
    """The share that was observed, in words."""
    return f"{in_unit(share, '').to('%').show()} observed"
