"""Changes of amounts in words: "payable 0.00 EUR -> 125.00 EUR (+125.00 EUR)"; each amount that is otherwise, once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from slakit.penalties.amounts import Amounts
from slakit.statements.duty_state import RightState
from slakit.values.money import Money
from slakit.values.quantity import Quantity

MONEY = {"payable": "payable", "bonus": "bonus", "returned": "earned back", "banked": "into the bank of bonuses", "forfeited": "forfeited"}
GROSS = "credit before the settlement"
NOTHING = Amounts()
States = Sequence[RightState]


def amount_changes(before: Amounts | None, after: Amounts | None, had: States = (), has: States = ()) -> list[str]:
    """The differences between two amounts, where None owes nothing; `had` and `has` are the rights that may lapse, as they stand."""
    old, new = before or NOTHING, after or NOTHING
    return [*_money(old, new), *_in_kind("", old.in_kind, new.in_kind), *_in_kind("forfeited ", old.forfeited_units, new.forfeited_units),
            *_rights(old, new, {state.right: state for state in had}, {state.right: state for state in has})]  # fmt: skip


def _money(old: Amounts, new: Amounts) -> Iterator[str]:
    for name, word in MONEY.items():
        yield from _change(word, getattr(old, name), getattr(new, name))
    if _moved(old.credit, new.credit) != _moved(old.payable, new.payable):
        yield from _change(GROSS, old.credit, new.credit)


def _change(word: str, old: Money | None, new: Money | None) -> Iterator[str]:
    either = new if new is not None else old
    if either is None or not (old or new) or (old is not None and new is not None and old == new):
        return
    before, after = (Money(0, either.currency) if amount is None else amount for amount in (old, new))
    moved = _moved(before, after)
    yield f"{word} {before.show()} -> {after.show()}" + (f" ({_signed(moved)})" if moved is not None else "")


def _moved(old: Money | None, new: Money | None) -> Money | None:
    """The amount that is more now; None where there is no money, or two currencies."""
    either = new if new is not None else old
    if either is None or (old is not None and new is not None and old.currency != new.currency):
        return None
    nothing = Money(0, either.currency)
    return (nothing if new is None else new) - (nothing if old is None else old)


def _signed(amount: Money | Quantity) -> str:
    plus = (amount.exact if isinstance(amount, Money) else amount.base) > 0
    return f"{'+' if plus else ''}{amount.show()}"


def _in_kind(word: str, old: Sequence[Quantity], new: Sequence[Quantity]) -> Iterator[str]:
    before, after = ({amount.unit.text: amount for amount in amounts} for amounts in (old, new))
    for unit in dict.fromkeys([*before, *after]):
        one, two = (side.get(unit, Quantity(0, unit)) for side in (before, after))
        if one != two:
            yield f"{word}{one.show() if one.base else 'nothing'} -> {two.show() if two.base else 'nothing'} ({_signed(two - one)})"


def _rights(old: Amounts, new: Amounts, had: Mapping[str, RightState], has: Mapping[str, RightState]) -> Iterator[str]:
    for right in dict.fromkeys([*old.rights, *had, *new.rights, *has]):
        if right in had and right in has:
            if str(had[right]) != str(has[right]):
                yield f"right to {had[right]} -> {str(has[right]).removeprefix(f'{right}: ')}"
        elif (right in old.rights) != (right in new.rights):
            state = has.get(right) if right in new.rights else None
            until = f", {str(state).removeprefix(f'{right}: ')}" if state else ""
            yield f"the customer now may {right}{until}" if right in new.rights else f"the customer no longer may {right}"
