"""Convert and PointsTable: what is owed in kind becomes money, by a step that says how (docs/numbers.md P4)."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from attrs import converters, field, frozen

from slakit.errors import ContractError
from slakit.penalties.bases.credit import Credit, shares
from slakit.penalties.bases.credit_base import CreditBase, base_of
from slakit.penalties.settlement.settlement_items import LineAmount, SettlementContext
from slakit.penalties.settlement.step import Step, money_or_share, replaced
from slakit.penalties.tables.payout_table import paying_less
from slakit.timeline.instants import DAY
from slakit.values.fields import contract_quantity, named_pairs
from slakit.values.money import Money, split
from slakit.values.quantity import Quantity

Rows = tuple[tuple[Quantity, Credit], ...]
EXAMPLE = "write PointsTable({5: '2 %', 10: '4 %'})"


def _unit(value: object) -> Quantity:
    kind = contract_quantity(value)
    if kind.dimension not in ("[time]", "[item]") or kind.base <= 0:
        raise ContractError(f"{str(value)!r} is not what is owed in kind; write '1 day' or '1 point'")
    return kind


@frozen(repr=False)
class Convert(Step):
    """Conversion of owed days or points into money: for each a share of the fee or an amount.

    >>> Convert("1 point", "0.5 %")
    Convert('1 point', '0.5 %')

    Days without `into` are worth the fee of the billing period divided by its days; with `of`, another base divided so.
    """

    word = "converted"

    unit: Quantity = field(converter=_unit)
    into: Credit | None = field(default=None, converter=converters.optional(money_or_share))
    of: CreditBase | None = field(default=None, converter=base_of, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.into is None and self.unit.dimension != "[time]":
            raise ContractError(f"{str(self.unit)!r} has no worth of its own; write Convert({str(self.unit)!r}, '10 GBP')")

    @property
    def needs_fee(self) -> bool:
        return self.of.needs_fee if self.of else self.into is None or shares(self.into)

    def settle(self, lines: tuple[LineAmount, ...], context: SettlementContext) -> Sequence[LineAmount]:
        return [self._converted(line, context) for line in lines]

    def _converted(self, line: LineAmount, context: SettlementContext) -> LineAmount:
        units = [amount for amount in line.units if amount.dimension == self.unit.dimension]
        if not units:
            return line
        times = sum((amount.base for amount in units), Fraction(0)) / self.unit.base
        each = Quantity(self.unit.base / DAY / context.days(context.span), "") if self.into is None else self.into
        worth, arithmetic = context.comes_to(each, self.of, times)
        text = f"{' and '.join(amount.show() for amount in units)}: {arithmetic}"
        return line.turned(worth, self.unit.dimension, text)  # type: ignore[arg-type]  # into is money


def _rows(value: object) -> Rows:
    pairs = named_pairs(value, "a table of points", EXAMPLE)
    rows = sorted(((contract_quantity(points), money_or_share(worth)) for points, worth in pairs), key=lambda row: row[0].base)
    wrong = [str(points) for points, _ in rows if points.dimension not in ("", "[item]") or points.base < 0]
    if wrong:
        raise ContractError(f"{wrong[0]!r} is not a number of points; {EXAMPLE}")
    if twice := [str(row[0]) for row, other in pairwise(rows) if row[0].base == other[0].base]:
        raise ContractError(f"{twice[0]!r} points stand twice; write each row once")
    return tuple(rows)


@frozen(repr=False)
class PointsTable(Step):
    """Conversion of the points of a billing period, added up over its lines, into money: the highest row that they reach.

    >>> PointsTable({5: "2 %", 10: "4 %"})
    PointsTable({'5': '2 %', '10': '4 %'})

    Between two rows the lower one counts, and below the first nothing is owed. The money is shared over the lines by their points. A
    table that pays less for more points is refused unless `less_for_worse=True` says that the contract does (docs/numbers.md P9).
    """

    word = "points"

    rows: Rows = field(converter=_rows)
    of: CreditBase | None = field(default=None, converter=base_of, kw_only=True)
    less_for_worse: bool = field(default=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        problems = paying_less([(f"{points.show()} points", worth) for points, worth in reversed(self.rows)])
        if problems and not self.less_for_worse:
            raise ContractError(*problems)

    @property
    def needs_fee(self) -> bool:
        return self.of.needs_fee if self.of else shares(*(worth for _, worth in self.rows))

    def settle(self, lines: tuple[LineAmount, ...], context: SettlementContext) -> Sequence[LineAmount]:
        scored = [line for line in lines if _points(line)]
        points = sum(map(_points, scored), Fraction(0))
        reached = [row for row in self.rows if row[0].base <= points]
        if not points:
            return lines
        shown = f"{Quantity(points, '').show()} points"
        parts, text = [line.payable * 0 for line in scored], f"{shown} reach no row of the table"
        if reached:
            edge, worth = reached[-1]
            amount, arithmetic = context.comes_to(worth, self.of)
            text = f"{shown} reach {Quantity(edge.base, '').show()}: {arithmetic}"
            parts = list(split(amount.rounded(), [_points(line) for line in scored])) if isinstance(amount, Money) else parts
        changed = [line.turned(part, "[item]", text) for line, part in zip(scored, parts, strict=True)]
        return replaced(lines, list(zip(scored, changed, strict=True)))


def _points(line: LineAmount) -> Fraction:
    return sum((amount.base for amount in line.units if amount.dimension == "[item]"), Fraction(0))
