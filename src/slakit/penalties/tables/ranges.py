"""Ranges: tiers as contracts print them, "below 99.9 % and at least 99 %", with their gaps and overlaps found."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from attrs import field, frozen, validators

from slakit.errors import ContractError
from slakit.metrics.base import Metric
from slakit.penalties.bases.credit_base import CreditBase, base_of
from slakit.penalties.case import Case
from slakit.penalties.tables.monotonic import less_for_worse
from slakit.penalties.tables.payout_table import Payout, PayoutTable, Row, paying_less, payout
from slakit.penalties.tables.range import EXAMPLE, Range, range_of
from slakit.penalties.target_checks import one_notation
from slakit.targets.target import Target
from slakit.values.fields import above_zero, named_pairs, one_of, optional_quantity
from slakit.values.quantity import Quantity


def _tiers(value: object) -> tuple[Row, ...]:
    pairs = named_pairs(value, "a table of ranges", EXAMPLE)
    if not all(isinstance(text, str) for text, _ in pairs):
        raise ContractError(f"{value!r} is not a table of ranges; {EXAMPLE}")
    return tuple((text, payout(pays)) for text, pays in sorted(pairs, key=_lowest_last))


def _lowest_last(pair: tuple[str, object]) -> tuple[bool, Fraction, bool]:
    """Order ranges by their lower ends, the highest first, in whatever order a document has them."""
    low = range_of(pair[0])
    return low.low is None, -low.low.base if low.low else Fraction(0), low.low_in


@frozen(repr=False)
class Ranges(PayoutTable):
    """A credit for each range of the measure, met or missed, as the contract prints its table.

    >>> Ranges({"below 99.9 % and at least 99 %": "5 %", "below 99 %": "10 %"})
    Ranges({'below 99.9 % and at least 99 %': '5 %', 'below 99 %': '10 %'})

    Ranges that overlap, that leave something between them, or that pay less for worse are refused (docs/numbers.md P1). A gap that the
    contract really has is declared: it pays what the range of the higher figures does (`gap_pays="upper"`), or that of the lower
    ("lower"), or nothing ("none"). `step="0.1 %"`: the figures are read to that step, so that "at most 98.9 %" and "at least 99 %" touch;
    the target rounds to it. `less_for_worse=True` declares a table that pays less for worse, as a gap that pays nothing may
    (docs/numbers.md P9). A period that had to report and did not pays the worst range.
    """

    tiers: tuple[Row, ...] = field(converter=_tiers)
    of: CreditBase | None = field(default=None, converter=base_of, kw_only=True)
    gap_pays: str | None = field(default=None, validator=validators.optional(one_of("upper", "lower", "none")), kw_only=True)
    step: Quantity | None = field(default=None, converter=optional_quantity, validator=above_zero("0.1 %"), kw_only=True)
    less_for_worse: bool = field(default=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        one_notation(self.edges)
        if len({end.dimension for end in self.edges}) > 1:
            raise ContractError(f"the ranges {', '.join(repr(text) for text, _ in self.tiers)} are not of one kind; write all in one unit")
        problems = [problem for pair in pairwise(self._ordered) for problem in self._between(*pair)]
        upward = [(text, pays) for text, _, pays in self._ordered]
        if not (self.less_for_worse or problems or not list(less_for_worse(upward)) or not list(less_for_worse(upward[::-1]))):
            problems.append("the table pays more, then less; write less_for_worse=True if the contract says so")
        if problems:
            raise ContractError(*problems)

    @property
    def rows(self) -> tuple[Row, ...]:
        return self.tiers

    @property
    def edges(self) -> tuple[Quantity, ...]:
        ranges = [range_of(text) for text, _ in self.tiers]
        return tuple(dict.fromkeys(end for one in ranges for end in (one.low, one.high) if end is not None))

    @property
    def _ordered(self) -> list[tuple[str, Range, Payout]]:
        """The ranges, the lowest figures first."""
        ranges = [(text, range_of(text), pays) for text, pays in self.tiers]
        return sorted(ranges, key=lambda one: (one[1].low is not None, one[1].low.base if one[1].low else 0, not one[1].low_in))

    def _between(self, one: tuple[str, Range, object], other: tuple[str, Range, object]) -> Iterator[str]:
        """Yield the problems between two ranges that follow each other."""
        high, low = one[1].high, other[1].low
        if high is None or low is None or high > low:
            yield f"{one[0]!r} and {other[0]!r} overlap; write each figure in one range"
        elif high == low and one[1].high_in and other[1].low_in:
            yield f"{high} falls in two tiers, {one[0]!r} and {other[0]!r}; write 'below' or 'above' in one of them"
        elif self.gap_pays is None and (high < low or not (one[1].high_in or other[1].low_in)) and not self._touch(one[1], other[1]):
            gap = f"{high} falls" if high == low else f"what lies between {high} and {low} falls"
            yield f"{gap} in no tier; write 'at most' or 'at least' in one of them, or gap_pays='upper', 'lower' or 'none' if it is so"

    def _touch(self, one: Range, other: Range) -> bool:
        """True if figures read to the step leave nothing between two ranges."""
        if self.step is None or one.high is None or other.low is None:
            return False
        return one.high_in and other.low_in and other.low.base - one.high.base == self.step.base

    def check(self, target: Target, metric: Metric) -> None:
        super().check(target, metric)
        operators = {bound.operator for bound in target.bounds}
        if self.edges[0].dimension != target.dimension(metric):
            raise ContractError(f"the ranges are not in the unit of the target {str(target)!r}; write both in one")
        if len({operator[0] for operator in operators}) > 1 or "==" in operators:
            raise ContractError(f"{str(target)!r} has two sides; write Tiered(below={{...}}) + Tiered(above={{...}})")
        if self.step is not None and self.step not in [bound.rounding for bound in target.bounds[:1]]:
            remedy = f"write at_least({str(target.limit)!r}, rounding={str(self.step)!r})"
            raise ContractError(f"step={str(self.step)!r} needs figures read to it; {remedy}")
        worst_first = self._ordered[::-1] if target.lower_is_better else self._ordered
        text, worst, _ = worst_first[0]
        end, inside = (worst.high, worst.high_in) if target.lower_is_better else (worst.low, worst.low_in)
        nothing_worse = end is None or (not target.lower_is_better and inside and end.base <= 0)
        if not (self.less_for_worse or self.gap_pays == "none" or nothing_worse):
            remedy = "write its last end open, or gap_pays='none' if the contract has it"
            raise ContractError(f"what is worse than {text!r} falls in no tier; {remedy}")
        for problem in paying_less((text, pays) for text, _, pays in worst_first) if not self.less_for_worse else ():
            raise ContractError(problem)

    def row(self, case: Case) -> Row | None:
        judged = case.verdict.judged
        if judged is None:
            text, _, pays = self._ordered[0 if case.falling else -1]
            return (f"no figure, {text}", pays) if case.missed else None
        for text, one, pays in self._ordered:
            if one.has(judged.base):
                return text, pays
        below = [(text, pays) for text, one, pays in self._ordered if one.is_below(judged.base)]
        above = [(text, pays) for text, one, pays in self._ordered if one.is_above(judged.base)]
        if self.gap_pays not in ("upper", "lower") or not below or not above:
            return None
        text, pays = above[0] if self.gap_pays == "upper" else below[-1]
        return f"in the gap, which is {text}", pays
