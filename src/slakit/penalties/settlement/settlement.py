"""Settlement: how what the lines of a billing period come to becomes what is payable, in named steps (docs/numbers.md, rules P)."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

from attrs import Attribute, converters, field, frozen, validators

from slakit.errors import ContractError
from slakit.metrics.reading import Reading
from slakit.penalties.bases.credit import Credit, credit
from slakit.penalties.bases.credit_base import CreditBase
from slakit.penalties.settlement.cap import Cap
from slakit.penalties.settlement.claims import Claims
from slakit.penalties.settlement.convert import Convert, PointsTable
from slakit.penalties.settlement.minimums import MinimumDeduction, MinimumPayout
from slakit.penalties.settlement.offsets import EarnBack
from slakit.penalties.settlement.step import Step
from slakit.penalties.wrappers.caps import below
from slakit.values.fields import choice_of, instance_of, list_of
from slakit.values.key_rules import NotBoth, check_keys
from slakit.values.money import Money
from slakit.values.quantity import Quantity
from slakit.values.source_repr import written
from slakit.windows.base import Window
from slakit.windows.calendar_steps import MONTHS, Steps
from slakit.windows.rolling import Rolling, WholeTerm

NATURES = ("", "price adjustment", "liquidated damages", "regulated compensation")


a_rule_for_claims = instance_of(Claims, "a rule for claims", "Claims('30 days')")


def _steps(value: object) -> tuple[Step, ...]:
    steps = (value,) if isinstance(value, Step) else value
    return list_of(steps, Step, "steps", "steps.Cap('15 %'), steps.MinimumPayout('10 GBP')", quoted=True)  # type: ignore[type-abstract]


def _sole(instance: object, attribute: "Attribute[Any]", value: object) -> None:
    if value not in (None, True, False):
        raise ContractError(f"sole_remedy={value!r} is neither yes nor no; write sole_remedy=True")


@frozen(repr=False)
class Settlement:
    """The steps by which the amounts of a billing period become payable, in the order written: `Cap` and its kin, or one's own `Step`.

    >>> Settlement(cap="15 %")
    Settlement(cap='15 %')
    >>> Settlement(steps=[OnlyLargest(["Uptime", "Region uptime"]), Cap("10 %"), MinimumPayout("10 GBP")])
    Settlement(steps=[OnlyLargest(('Uptime', 'Region uptime')), Cap('10 %'), MinimumPayout('10.00 GBP')])

    `cap` is short for the one step `Cap`. Without a step the lines are added up. `claims` says what must be claimed to be paid. `nature`
    ("price adjustment", "liquidated damages", "regulated compensation"), a `tax` note and `sole_remedy` are shown and change no figure.
    """

    cap: Credit | None = field(default=None, converter=converters.optional(credit), kw_only=True)
    steps: tuple[Step, ...] = field(default=(), converter=_steps, kw_only=True)
    claims: Claims | None = field(default=None, validator=validators.optional(a_rule_for_claims), kw_only=True)
    nature: str = field(default="", validator=choice_of(NATURES, "the nature of a payment"), kw_only=True)
    tax: str = field(default="", converter=str, kw_only=True)
    sole_remedy: bool | None = field(default=None, validator=_sole, kw_only=True)

    key_rules = (NotBoth(("cap",), ("steps",), "cap= and steps= are both given; write Cap({cap}) where it belongs among the steps"),)

    def __attrs_post_init__(self) -> None:
        check_keys(self)
        if len(self.steps) == 1 and isinstance(self.steps[0], Cap) and self.steps[0] == Cap(self.steps[0].most):
            object.__setattr__(self, "cap", self.steps[0].most)  # so that equal settlements are equal
            object.__setattr__(self, "steps", ())
        if problems := [*_senseless(self.steps), *_emptied(self.steps)]:
            raise ContractError(*problems)

    @property
    def order(self) -> tuple[Step, ...]:
        """The steps, with `cap` as the step that it stands for."""
        return self.steps if self.cap is None else (Cap(self.cap),)

    @property
    def amounts(self) -> tuple[Money, ...]:
        return tuple(amount for step in self.order for amount in step.amounts)

    @property
    def needs_fee(self) -> bool:
        return any(step.needs_fee for step in self.order)

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The readings of the bases of its steps."""
        return tuple(dict.fromkeys(reading for step in self.order for reading in step.readings))

    @property
    def objectives(self) -> tuple[str, ...]:
        """The objectives that its steps name."""
        return tuple(dict.fromkeys(name for step in self.order for name in step.objectives))

    @property
    def rounds(self) -> bool:
        """True if one of its steps rounds money, which stays exact until then."""
        return any(step.rounds for step in self.order)

    __repr__ = written


def _senseless(steps: Sequence[Step]) -> Iterator[str]:
    """Steps that contradict each other whatever the fee is."""
    yield from crossed(steps)
    for one, other in combinations([step for step in steps if isinstance(step, EarnBack)], 2):
        if _meet(one, other):
            yield f"by {one!r} and {other!r} one credit is earned back twice; write one of them, or only= with other objectives"


def _meet(one: EarnBack, other: EarnBack) -> bool:
    """True if an objective may be earned back by both."""
    pairs = ((one, other), (other, one))
    if any(named.only and set(named.only) <= set(left_out.excluding) for named, left_out in pairs):
        return False
    return not one.only or not other.only or bool(set(one.only) & set(other.only))


def _emptied(steps: Sequence[Step]) -> Iterator[str]:
    """Yield caps of amounts in kind that come after the step that turns all of them into money."""
    for index, cap in enumerate(steps):
        if isinstance(cap, Cap) and cap.in_kind and isinstance(cap.most, Quantity):
            for step in steps[:index]:
                if _converts(step) == cap.most.dimension:
                    where = f"clause {cap.clause}: " if cap.clause else ""
                    yield f"{where}the cap {cap.most.show()!r} comes after {step!r} has made money of them; write it before that step"
                    break


def _converts(step: Step) -> str | None:
    """Return the dimension of the units that a step turns into money; None if it turns none."""
    return step.unit.dimension if isinstance(step, Convert) else "[item]" if isinstance(step, PointsTable) else None


def crossed(steps: Sequence[Step], fee: Money | None = None, billing: Window | None = None) -> Iterator[str]:
    """Yield caps below a minimum deduction or a minimum payout, as far as the fee of a billing period can tell."""
    for cap in (step for step in steps if isinstance(step, Cap) and not (step.names or step.each)):
        bills = Fraction(1) if isinstance(cap.per, WholeTerm) and isinstance(cap.most, Money) else _bills(cap.per, billing)
        for least in (step for step in steps if isinstance(step, MinimumPayout | MinimumDeduction)):
            if bills and below(_over(cap, bills), (least.amount, least.of), fee):
                called = "the minimum deduction" if isinstance(least, MinimumDeduction) else "the smallest amount that is paid"
                where = f"clause {cap.clause}: " if cap.clause else ""
                other = f" (clause {least.clause})" if least.clause else ""
                yield f"{where}the cap {str(cap.most)!r} is below {called}, {str(least.least)!r}{other}; write a cap above it"


def _over(cap: Cap, bills: Fraction) -> tuple[Credit, CreditBase | None]:
    """Return the most that a cap allows, with its base: a share is multiplied by the number of billing periods."""
    share = isinstance(cap.most, Quantity) and not cap.most.dimension
    return (cap.most * bills if share else cap.most), cap.of


def _bills(per: Window | None, billing: Window | None) -> Fraction | None:
    """The number of billing periods in the stretch of a cap; None where that is unknown, or less than one."""
    lengths = [_months(per), _months(billing)]
    if per is None or lengths[0] is None or lengths[1] is None:
        return Fraction(1) if per is None else None
    count = lengths[0] / lengths[1]
    return count if count >= 1 else None


def _months(window: Window | None) -> Fraction | None:
    if isinstance(window, Steps | Rolling) and window.unit in MONTHS:
        return Fraction(window.count * MONTHS[window.unit])
    return None
