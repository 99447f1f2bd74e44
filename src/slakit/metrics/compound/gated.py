"""Gated: a figure that counts in full only when another metric passes."""

from __future__ import annotations

from fractions import Fraction

from attrs import converters, field, frozen

from slakit.errors import ContractError
from slakit.metrics.base import Metric
from slakit.metrics.compound.compound_base import Compound, a_metric, explained, silent
from slakit.metrics.measure import Exact, Measure
from slakit.metrics.period_context import PeriodContext, Tallies
from slakit.values.fields import contract_quantity
from slakit.values.key_rules import OneOf, check_keys
from slakit.values.quantity import Quantity
from slakit.values.units import unit


def _no_bound(gate: Metric) -> str:
    example = _example(gate)
    return f"the gate {gate!r} has no bound; write at_least={example} or at_most={example}"


@frozen(repr=False)
class Gated(Compound):
    """A metric that is at most `cap`, zero by default, unless the `gate` meets its bound: exactly at the bound is met.

    >>> Gated(Share("posts", good={"tone": "approved"}), Uptime("outages"), at_least="99 %")
    Gated(Share('posts', good={'tone': 'approved'}), Uptime('outages'), at_least='99 %')

    value = metric where at_least <= gate <= at_most, otherwise min(metric, cap): the knock-out criterion of scorecards. Without data of
    either there is no data. A length of time has no gate, since to lower it would be a reward.
    """

    metric: Metric = field(validator=a_metric)
    gate: Metric = field(validator=a_metric)
    at_least: Quantity | None = field(default=None, converter=converters.optional(contract_quantity), kw_only=True)
    at_most: Quantity | None = field(default=None, converter=converters.optional(contract_quantity), kw_only=True)
    cap: Quantity = field(default=Quantity(0, ""), converter=contract_quantity, kw_only=True)

    key_rules = (OneOf(("at_least", "at_most"), lambda gated: _no_bound(gated.gate)),)

    def __attrs_post_init__(self) -> None:
        self.check_groups()
        check_keys(self)
        if self.at_least and self.at_most and self.at_least.base > self.at_most.base:
            raise ContractError(f"at_least={str(self.at_least)!r} lies above at_most={str(self.at_most)!r}; write the lower one first")
        if unit(self.metric.unit).dimension == "[time]":
            raise ContractError(f"{self.metric!r} is a length of time, which a gate would reward by lowering it; write a share or a score")
        for name, metric in (("at_least", self.gate), ("at_most", self.gate), ("cap", self.metric)):
            bound = getattr(self, name)
            if bound is not None and (bound.base or name != "cap"):
                _check(name, bound, metric)

    @property
    def unit(self) -> str:
        return self.metric.unit

    @property
    def is_share(self) -> bool:  # type: ignore[override]  # it depends on the parts
        return self.metric.is_share and 0 <= self.cap.base <= 1

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        behind, gate = self.measures(tallies, context)
        cap = self.cap.base / unit(self.unit).factor
        open_, shut = self._decided(gate)
        blind = silent(behind) or silent(gate)
        without = behind if behind.value is None else gate if gate.value is None and not shut else None
        passes = gate.value is not None and not shut and self._passes(gate.value)
        return self.made_of(
            [behind, gate],
            value=None if without else behind.value if passes else _least(behind.value, cap),
            low=None if blind or behind.low is None else behind.low if open_ else _least(behind.low, cap),
            high=None if blind else _least(behind.high, cap) if shut else behind.high,
            workings=f"{explained(behind)}{'' if passes else f', at most {self.cap}'}; the gate is {explained(gate)}",
            reason=without.reason if without else "",
        )

    def _decided(self, gate: Measure) -> tuple[bool, bool]:
        """Return whether the gate is open, and whether it is shut, whatever may come (docs/numbers.md M5)."""
        low, high = gate.low, gate.high
        open_ = (self.at_least is None or (low is not None and self._passes(low))) and (
            self.at_most is None or (high is not None and self._passes(high))
        )
        shut = (self.at_least is not None and high is not None and self._base(high) < self.at_least.base) or (
            self.at_most is not None and low is not None and self._base(low) > self.at_most.base
        )
        return open_, shut

    def _passes(self, figure: Exact) -> bool:
        base = self._base(figure)
        return (self.at_least is None or base >= self.at_least.base) and (self.at_most is None or base <= self.at_most.base)

    def _base(self, figure: Exact) -> Fraction:
        return figure * unit(self.gate.unit).factor


def _check(name: str, amount: Quantity, metric: Metric) -> None:
    """Raise ContractError unless an amount is in the unit of a metric and, where that is a share, from 0 to 100 %."""
    dimension = unit(metric.unit).dimension
    if amount.dimension != dimension and (amount.unit.text or dimension != "[item]"):  # a bare number is a ratio or a count
        raise ContractError(f"{name}={str(amount)!r} is not in the unit of {metric!r}; write {name}={_example(metric)}")
    if metric.is_share and not 0 <= amount.base <= 1:
        meant = f"'{amount} %'" if not amount.unit.text and 1 < amount.base <= 100 else "'99 %'"
        raise ContractError(f"{name}={str(amount)!r} lies outside 0 % to 100 %, where the share {metric!r} is; write {name}={meant}")


def _example(metric: Metric) -> str:
    """A bound in the unit of a metric."""
    dimension = unit(metric.unit).dimension
    return {"": "'99 %'" if metric.is_share else "0.99", "[item]": "3", "[time]": "'2 hours'"}.get(dimension, f"'5 {metric.unit}'")


def _least(figure: Exact | None, cap: Exact) -> Exact:
    """The smaller of a figure and the cap; a figure without a bound is larger."""
    return cap if figure is None else min(figure, cap)
