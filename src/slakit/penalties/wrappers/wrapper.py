"""Around: a rule around another rule, which answers what it is asked as the inner one does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from attrs import field, frozen

from slakit.errors import ContractError
from slakit.metrics.base import Metric
from slakit.metrics.reading import Reading
from slakit.penalties.base import PenaltyRule, inner
from slakit.penalties.wrappers.combinators import Several
from slakit.targets.target import Target
from slakit.values.money import Money
from slakit.values.quantity import Quantity
from slakit.values.source_repr import written


def _rule(instance: PenaltyRule, attribute: object, value: Any) -> None:
    if not isinstance(value, PenaltyRule):
        raise ContractError(f"rule={value!r} is not a penalty rule; write Flat('5 %'), or put @penalty on the function")
    if not type(instance).last:
        inner(value)


@frozen(repr=False)
class Wrapper(PenaltyRule):
    """A rule around another; `word` is the method that makes it."""

    word: ClassVar[str] = ""

    rule: PenaltyRule = field(validator=_rule)

    @property
    def amounts(self) -> tuple[Money, ...]:
        return self.rule.amounts

    @property
    def needs_fee(self) -> bool:
        return self.rule.needs_fee

    @property
    def pays_money(self) -> bool:
        return self.rule.pays_money

    @property
    def readings(self) -> tuple[Reading, ...]:
        return self.rule.readings

    @property
    def needs_past(self) -> bool:
        return self.rule.needs_past

    @property
    def absolute(self) -> bool:
        return self.rule.absolute

    @property
    def edges(self) -> tuple[Quantity, ...]:
        return self.rule.edges

    def check(self, target: Target, metric: Metric) -> None:
        self.rule.check(target, metric)

    @property
    def layers(self) -> Iterator[PenaltyRule]:
        """Every rule that it stands around, the outermost first."""
        yield self.rule
        if isinstance(self.rule, Wrapper):
            yield from self.rule.layers

    def __repr__(self) -> str:
        inner = f"({self.rule!r})" if isinstance(self.rule, Several) else repr(self.rule)
        told = written(self).removeprefix(f"{type(self).__name__}({self.rule!r}").removeprefix(", ")
        return f"{inner}.{self.word}({told}"
