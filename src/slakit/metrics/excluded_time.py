"""ExcludedTime: what an agreement excludes of the time of a period, ready to be looked up (docs/numbers.md M6)."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import reduce
from operator import sub

from attrs import frozen

from slakit.metrics.measure import TIME, in_unit
from slakit.metrics.period_context import Excluded, PeriodContext
from slakit.timeline.spans import Spans
from slakit.timeline.weighted_spans import WeightedSpans


@frozen
class ExcludedTime:
    """Excluded time, and forgiven time by share, the largest first; all disjoint: of overlaps, dropping goes first, then the larger."""

    dropped: Spans
    forgiven: tuple[tuple[Fraction, Spans], ...]

    @classmethod
    def of(cls, excluded: Sequence[Excluded]) -> "ExcludedTime":
        dropped = Spans.joined([part.spans for part in excluded if part.worth is None])
        forgiven = WeightedSpans.largest((part.worth, part.spans) for part in excluded if part.worth is not None)
        return cls(dropped, forgiven.outside(dropped).parts)

    def worth(self, at: int) -> Fraction:
        """Return the worth of something bad at an instant: 0 unless it is forgiven."""
        return next((worth for worth, spans in self.forgiven if at in spans), Fraction(0))

    def excuses(self, at: int) -> bool:
        """True if nothing bad at an instant counts."""
        return at in self.dropped or self.worth(at) == 1

    @property
    def excused(self) -> Spans:
        """The time in which nothing bad counts."""
        return Spans.joined([self.dropped, *(spans for worth, spans in self.forgiven if worth == 1)])

    def split(self, bad: Spans) -> Iterator[tuple[Fraction, Spans]]:
        """Bad time by what it is worth, unforgiven time last."""
        for worth, spans in self.forgiven:
            yield worth, bad & spans
            bad -= spans
        yield Fraction(0), bad

    def credited(self, bad: Spans) -> Fraction:
        """Return the amount of bad time that is forgiven, in microseconds."""
        return sum((worth * spans.total for worth, spans in self.split(bad)), Fraction(0))

    def unforgiven(self, bad: Spans) -> Spans:
        """Bad time that is not wholly forgiven."""
        return reduce(sub, (spans for worth, spans in self.forgiven if worth == 1), bad)


def failures(bad: Spans, whole: Spans) -> int:
    """Count the failures in bad time; `whole` is that time before exclusions, which never make two failures of one."""
    begun = whole.starts
    return len(bad) if bad.starts == begun else len({bisect_right(begun, at) for at in bad.starts})


def cited(part: Excluded) -> str:
    """Return the stream of an exclusion with its clause: "maintenance (clause 4.2)"."""
    stream = part.by or "an exclusion"
    return f"{stream} (clause {part.clause})" if part.clause else stream


def excluded_spans(context: PeriodContext) -> list[str]:
    """Return notes on the time that was excluded from the period so far."""
    notes = []
    for part in context.excluded:
        if spans := part.spans.cut(context.span.first, context.observed.last):
            eased = "" if part.worth in (None, 1) else f" at {in_unit(part.worth or 0, '').to('%').show()}"
            by = f" by {cited(part)}" if part.by or part.clause else ""
            notes.append(f"{in_unit(spans.total, TIME).to('min').show()} {'left out' if part.worth is None else 'forgiven'}{eased}{by}")
    return notes


def left_out(context: PeriodContext) -> list[str]:
    """Return notes on the time that was excluded from the period so far, and on the time that was not, with the reason."""
    return [*excluded_spans(context), *(note for part in context.excluded for note in part.notes)]
