"""Observations: a state through time, from checks at instants (docs/numbers.md M7)."""

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from slakit.calendars.base import Calendar
from slakit.metrics.checks.debounce import BAD, GOOD, UNKNOWN
from slakit.metrics.checks.missing_checks import Missed, missed
from slakit.metrics.excluded_time import ExcludedTime
from slakit.metrics.measure import in_unit
from slakit.metrics.period_context import PeriodContext
from slakit.timeline.spans import Spans


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
    def replaces(self) -> bool:
        """True if an unknown check counts as good or as bad."""
        return self.unknown in ("good", "bad")

    def never_came(self, early: bool) -> int:
        """Return the state that a missed check counts as, if need be an `early` one, before which none came."""
        return self.initial if early and self.initial != UNKNOWN else self.instead(UNKNOWN)

    @property
    def opening(self) -> int:
        """The state that counts before the first check."""
        return self.without_news(UNKNOWN) if self.initial == UNKNOWN else self.initial


def missing(
    instants: Sequence[int], rules: ObservationRules, held: int, hours: Calendar, context: PeriodContext, excluded: ExcludedTime
) -> list[Missed]:
    """The checks that were missed in some hours, by when others came: one by one where a run may begin, else together if excluded alike."""
    if not rules.every:
        return []
    first, seen = context.span.first, context.observed.last
    start = min([first, *map(int, instants[:1])])
    due = hours.clock.spans(start, seen)
    alike = [due & excluded.dropped, *(spans for _, spans in excluded.split(due - excluded.dropped))]
    cells = [cell for spans in alike for cell in (spans.cut(start, first), spans.cut(first, seen)) if cell]
    parts = missed(instants, rules.every, first, seen, held)
    return [one for part in parts for cell in cells for inner in part.inside(cell) for one in inner.one_by_one(rules.in_a_row - 1)]


@frozen
class Observations:
    """The time in each state, and the time that was observed."""

    good: Spans
    bad: Spans
    observed: Spans

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
