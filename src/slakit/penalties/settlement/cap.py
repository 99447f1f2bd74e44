"""Cap: the most that lines may come to together, in a stretch of time."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from attrs import converters, evolve, field, frozen

from slakit.errors import ContractError
from slakit.penalties.bases.credit import Credit, credit, exactly, owed
from slakit.penalties.bases.credit_base import CreditBase, Missing, base_of
from slakit.penalties.prior_line import PriorLine
from slakit.penalties.settlement.opening import Opening, dated, end_of_day, opening
from slakit.penalties.settlement.settlement_items import LineAmount, SettlementContext, shared, total
from slakit.penalties.settlement.step import ONLY_OR_EXCLUDING, Step, concerned, each_of, lots, objectives_of, replaced, who
from slakit.timeline.instants import DAY
from slakit.timeline.span import Span
from slakit.values.fields import flag
from slakit.values.key_rules import check_keys
from slakit.values.money import Money
from slakit.values.quantity import Quantity
from slakit.windows.base import Window
from slakit.windows.rolling import Rolling
from slakit.windows.window import window


def _each(value: str) -> str:
    if each_of(value) == "line":
        raise ContractError("each='line' is the cap of a rule; write penalty=Flat('5 %').capped('10 %')")
    return value


@frozen(repr=False)
class Cap(Step):
    """The most that lines may come to in a billing period, or in each stretch of a window: a share of its fee, money, days or points.

    >>> Cap("10 %", per="rolling 12 months")
    Cap('10 %', per=rolling('12 months'))

    `per` is a window ("quarterly", "yearly", "rolling 12 months", "whole term"); what was settled in the stretch before uses the cap up,
    in time order, and what ends together shares the cut by largest remainder, to the cent. A share is one of the fee of the stretch, or
    of what another base comes to over it, up to now where it is read from records. A rolling stretch ends with the billing period. `only`
    names the objectives it is for, `excluding` those it is not for, whose credits it neither counts nor cuts; `each` makes it a cap of each
    "objective" or "group". "15 days" caps what is owed in days, the first lines keeping theirs; with `of` it is money, the worth of so
    many days: `Cap("7 days", of=Fee())`.

    With `net` it is a share of its base after deduction of the amounts that it limits, so that 10 % of 1,000 GBP allows 90.91 GBP, which is
    10 % of the 909.09 GBP that are left:  most = share x base / (1 + share)

    `used` is what was used up before the term began, of the stretch that the term begins in: `used="5000 GBP"`, or by the day it was
    settled on, which a rolling stretch needs: `used={"2025-11-30": "2000 GBP", "2025-12-31": "3000 GBP"}`.
    """

    word = "capped"

    most: Credit = field(converter=credit)
    per: Window | None = field(default=None, converter=converters.optional(window), kw_only=True)
    only: tuple[str, ...] = field(default=(), converter=objectives_of, kw_only=True)
    excluding: tuple[str, ...] = field(default=(), converter=objectives_of, kw_only=True)
    each: str = field(default="", converter=_each, kw_only=True)
    of: CreditBase | None = field(default=None, converter=base_of, kw_only=True)
    net: bool = field(default=False, validator=flag, kw_only=True)
    used: Opening | None = field(default=None, converter=opening, kw_only=True)

    key_rules = (ONLY_OR_EXCLUDING,)

    def __attrs_post_init__(self) -> None:
        check_keys(self)
        problems = list(self._wrong_opening())
        if self.net and (isinstance(self.most, Money) or self.in_kind):
            problems.append(f"net=True with {str(self.most)!r}, which is no share of a base; write a share, or leave net= out")
        if problems:
            raise ContractError(*problems)

    def _wrong_opening(self) -> Iterator[str]:
        """Yield what does not fit of what was used up before the term."""
        if self.used is None:
            return
        if self.per is None:
            remedy = "write per='yearly' for a cap of more than one bill, or leave used= out"
            yield f"used={_shown(self.used)} was before the term, and a cap of each billing period begins anew with the term; {remedy}"
        if self.each:
            remedy = "write one Cap(..., only=['Uptime'], used='500 GBP') for each" if self.each == "objective" else "feed their records"
            yield f"used= does not say of which {self.each}; {remedy}"
        if isinstance(self.per, Rolling) and not isinstance(self.used, tuple):
            yield f"used={str(self.used)!r} leaves {self.per} on a day that nobody knows; write used={{'2025-12-31': {str(self.used)!r}}}"
        dimension = self.most.dimension if isinstance(self.most, Quantity) and self.in_kind else None
        for amount in (amount for _, amount in dated(self.used)):
            if (amount.dimension if isinstance(amount, Quantity) else None) != dimension:
                wanted = "money" if dimension is None else f"in the unit of {str(self.most)!r}"
                yield f"used={str(amount)!r} is not {wanted}, as the cap is; write used={'5000 GBP' if dimension is None else '5 points'!r}"

    @property
    def in_kind(self) -> bool:
        """True if it caps what is owed in days or points."""
        return isinstance(self.most, Quantity) and bool(self.most.dimension) and self.of is None

    def since(self, context: SettlementContext) -> int:
        span = context.span
        return min(span.first, *(context.stretch(self.per, last).first for last in (span.first + 1, span.last)))

    def settle(self, lines: tuple[LineAmount, ...], context: SettlementContext) -> Sequence[LineAmount]:
        if context.period is None and self.per is None:
            return lines  # a line in no billing period has no cap of one
        used: dict[object, list[PriorLine | LineAmount]] = {}
        for one in concerned(context.earlier, self.only, self.excluding):
            used.setdefault(self._key(one), []).append(one)
        changed: list[tuple[LineAmount, LineAmount]] = []
        for _, together in groupby(concerned(lines, self.only, self.excluding), key=lambda line: line.span.last):
            for lot in lots(together, self.each):
                before = used.setdefault(self._key(lot[0]), [])
                cut = self._cut(lot, before, context)
                changed += zip(lot, cut, strict=True)
                before += cut
        return replaced(lines, changed)

    def _key(self, one: PriorLine | LineAmount) -> object:
        """The objective or group of lines that share a cap."""
        return {"": None, "objective": one.name, "group": one.group}[self.each]

    def _cut(self, lot: list[LineAmount], before: list[PriorLine | LineAmount], context: SettlementContext) -> list[LineAmount]:
        """Return lines that end together, cut to what earlier lines left of their cap."""
        stretch = context.stretch(self.per, lot[0].span.last)
        inside = [one for one in before if stretch.first < one.span.last <= stretch.last]
        within = context.called(self.per, lot[0].span.last)
        opened = self._opened(stretch, context)
        if self.in_kind:
            return self._cut_units(lot, [*opened, *(amount for one in inside for amount in one.units)], within)  # type: ignore[list-item]
        whole = total((line.payable for line in lot), lot[0].payable.currency)
        if not whole:
            return lot
        used = total((*opened, *(amount for amount in map(_used, inside) if amount)), whole.currency)  # type: ignore[arg-type]  # money
        most, arithmetic = self._most(context, stretch)
        left = max(most.rounded() - used, whole * 0)
        if whole <= left:
            return lot
        text = f"{who(lot[0], self.each, self.only, self.excluding)}{whole.show()} capped at {arithmetic}{within}"
        return shared(left, lot, text + (f", of which {used.show()} was used up before" if used else ""))

    def _opened(self, stretch: Span, context: SettlementContext) -> list[Money | Quantity]:
        """The amounts that were used up of a stretch before the term began."""
        if stretch.first > context.term.first:
            return []
        days = ((None if day is None else end_of_day(day, context.timezone), amount) for day, amount in dated(self.used))
        return [amount for at, amount in days if at is None or stretch.first < at]

    def _most(self, context: SettlementContext, stretch: Span) -> tuple[Money, str]:
        if isinstance(self.most, Money):
            return self.most, self.most.show()
        base = context.worth(self.of, stretch)
        if self.net:
            return self._most_net(base, context, stretch)
        if self.most.dimension:
            whole = context.days(stretch) if self.of is None else context.worth_days(self.of, stretch)
            amount = base * (self.most.base / DAY / whole)
            return amount, f"{self.most.show()} of {Quantity(whole, 'day').show()} at {base.show()} = {exactly(amount)}"
        amount, arithmetic = owed(self.most, base, 1, "" if self.of is None else self.of.title)  # type: ignore[assignment]  # a share
        return amount, arithmetic

    def _most_net(self, base: Money, context: SettlementContext, stretch: Span) -> tuple[Money, str]:
        """The amount that is a share of the base less that amount itself."""
        share = self.most.base  # type: ignore[union-attr]  # no money
        called = str(self.most)
        if self.most.dimension:  # type: ignore[union-attr]  # no money
            whole = context.days(stretch) if self.of is None else context.worth_days(self.of, stretch)
            share, called = share / DAY / whole, f"{self.most.show()} of {Quantity(whole, 'day').show()}"
        amount = base * (share / (1 + share))
        named = "" if self.of is None or not self.of.title else f"{self.of.title}, "
        return amount, f"{called} of {named}{exactly(base)} less what it limits = {exactly(amount)}"

    def _cut_units(self, lot: list[LineAmount], before: list[Quantity], within: str) -> list[LineAmount]:
        most: Quantity = self.most  # type: ignore[assignment]  # in kind
        used = sum((amount.base for amount in before if amount.dimension == most.dimension), Fraction(0))
        left, cut = max(most.base - used, Fraction(0)), []
        spent = f", of which {Quantity.of_base(used, most.unit).show()} was used up before" if used else ""
        for line in lot:
            after: list[Quantity] = []
            for amount in line.units:
                kept = min(amount.base, left) if amount.dimension == most.dimension else amount.base
                left -= kept if amount.dimension == most.dimension else 0
                after += [Quantity.of_base(kept, amount.unit)] if kept else []
            owing = " and ".join(amount.show() for amount in line.units)
            text = f"{who(line, self.each, self.only, self.excluding)}{owing} capped at {most.show()}{within}{spent}"
            cut.append(line if tuple(after) == line.units else evolve(line, units=tuple(after), text=text))
        return cut


def _shown(used: Opening) -> str:
    """The amount that was used up, or the amounts by their days, as a contract writes it."""
    return repr({day: str(amount) for day, amount in used} if isinstance(used, tuple) else str(used))


def _used(one: PriorLine | LineAmount) -> Money | None:
    """The amount of a cap that a line settled before has used up."""
    if isinstance(one, LineAmount):
        return one.payable
    if one.settled is None and one.credit:
        raise Missing(f"what is payable of {one.name}, {one.label}, is not known, and uses up the same cap")
    return one.settled
