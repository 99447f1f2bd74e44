"""Bound: one comparison with a quantity, exact (docs/numbers.md V2)."""

from __future__ import annotations

from fractions import Fraction

from attrs import field, frozen

from slakit.errors import ContractError
from slakit.metrics.condition import OPERATORS
from slakit.targets.target import Target
from slakit.targets.verdict import Outcome
from slakit.values.fields import above_zero, contract_quantity, one_of, optional_quantity, passing
from slakit.values.quantity import Quantity
from slakit.values.rounding import MODES, round_to

PHRASES = {">=": "at least", "<=": "at most", ">": "more than", "<": "less than", "==": "exactly"}
WAYS = ("up", "down")  # of rounding, which a phrase has before its step: "rounded down to 0.1 %"

a_comparison = passing(lambda value: value in PHRASES, "a comparison", f"'>=' for 'at least', or one of {', '.join(PHRASES)}")


@frozen(repr=False)
class Bound(Target):
    """One comparison; with `rounding`, the figure is first rounded to that step in that mode."""

    operator: str = field(validator=a_comparison)
    limit: Quantity = field(converter=contract_quantity)
    rounding: Quantity | None = field(default=None, converter=optional_quantity, validator=above_zero("0.1 %"), kw_only=True)
    mode: str = field(default="half-up", validator=one_of(*MODES), kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.rounding is not None and self.rounding.dimension != self.limit.dimension:
            raise ContractError(f"rounding={str(self.rounding)!r} is not in the unit of {str(self.limit)!r}; write rounding='0.1 %'")

    @property
    def bounds(self) -> tuple[Bound, ...]:
        return (self,)

    def holds(self, value: Fraction) -> bool:
        return OPERATORS[self.operator](self.round(value), self.limit.base)

    def shortfall(self, value: Fraction) -> Fraction:
        return Fraction(0) if self.holds(value) else abs(self.limit.base - self.round(value))

    def decided(self, low: Fraction | None, high: Fraction | None) -> Outcome | None:
        worst, best = (low, high) if self.operator in (">=", ">") else (high, low)
        if self.operator == "==":
            if low == high and low is not None:
                return Outcome.MET if self.holds(low) else Outcome.MISSED
            limit = self.limit.base
            outside = (low is not None and self.round(low) > limit) or (high is not None and self.round(high) < limit)
            return Outcome.MISSED if outside else None
        if worst is not None and self.holds(worst):
            return Outcome.MET
        return Outcome.MISSED if best is not None and not self.holds(best) else None

    def round(self, value: Fraction) -> Fraction:
        """The figure rounded to this bound's step."""
        return value if self.rounding is None else round_to(value, self.rounding.base, self.mode)

    def text(self) -> str:
        if self.rounding is None:
            return f"{PHRASES[self.operator]} {self.limit}"
        way, mode = (f" {self.mode}", "") if self.mode in WAYS else ("", "" if self.mode == "half-up" else f" {self.mode}")
        return f"{PHRASES[self.operator]} {self.limit} rounded{way} to {self.rounding}{mode}"

    def __repr__(self) -> str:
        mode = "" if self.mode == "half-up" else f", mode={self.mode!r}"
        rounded = "" if self.rounding is None else f", rounding={str(self.rounding)!r}{mode}"
        return f"{PHRASES[self.operator].replace(' ', '_')}({str(self.limit)!r}{rounded})"
