"""The laws that every contract should obey; each draws records and raises AssertionError with what it saw."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from slakit.engine.monitor import Monitor
from slakit.penalties.amounts import names_of
from slakit.penalties.settlement.cap import Cap
from slakit.penalties.wrappers.caps import Capped
from slakit.statements.line import Line
from slakit.statements.statement import Statement
from slakit.targets.verdict import Outcome
from slakit.testing.law_worlds import LawWorld, arithmetic, shown
from slakit.values.money import Money
from slakit.values.quantity import Quantity

if TYPE_CHECKING:
    from hypothesis.strategies import DataObject

    Law = Callable[[LawWorld, DataObject], None]

WORSE, CAPS, ORDER = "worse is never better for the provider", "caps hold", "order and batches do not matter"
EMPTY, OUTSIDE = "an empty period costs nothing", "a record outside the period changes nothing"
CENTS, HISTORY = "amounts are whole cents", "history gives what records give"


def worse_is_never_better(world: LawWorld, data: DataObject) -> None:
    """Of two sets of records that differ in one row, the one with the worse measure pays no less: no less credit, and no more bonus."""
    if world.changed is not None:
        _never_better(world, *data.draw(world.changed, label="records"))


def joined_is_never_better(world: LawWorld, data: DataObject) -> None:
    """The same law of two outages and of the same as one, with the time between them: no fewer are paid for."""
    if world.joined is not None:
        _never_better(world, *data.draw(world.joined, label="records"))


def _never_better(world: LawWorld, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    pair = ((world.evaluate(before), before), (world.evaluate(after), after))
    for (better, some), (worse, others) in (pair, pair[::-1]):
        lines = {line.key: line for line in worse.lines}
        for line in better.lines:
            other = lines.get(line.key)
            if other is not None and _is_worse(line, other) and (less := [*_less(line, other)]):
                seen = f"{arithmetic(line)}\n\nWorse service, records:\n{shown(others)}\n\n{arithmetic(other)}"
                _broken(world, f"worse service, and less is owed: {'; '.join(less)}", some, seen)


def _is_worse(line: Line, other: Line) -> bool:
    """True if the second line is of the worse service: of a share, more of it is lost, and no more of it good."""
    signs = {bound.operator[0] for bound in line.target.bounds}
    one, two = line.measure, other.measure
    if len(signs) != 1 or signs == {"="} or one.value is None or two.value is None or Outcome.NO_DATA in (line.outcome, other.outcome):
        return False
    falling = signs == {">"}
    if (two.value >= one.value) if falling else (two.value <= one.value):
        return False
    if not one.lost or None in (one.part, one.whole, two.part, two.whole):
        return True
    good, bad = two.part - one.part, (two.whole - two.part) - (one.whole - one.part)  # type: ignore[operator]  # all are numbers
    return good <= 0 <= bad if falling else bad <= 0 <= good


def _less(line: Line, other: Line) -> Iterator[str]:
    """Yield the amounts of which the second line owes less than the first."""
    for name, sign in (("credit", 1), ("bonus", -1)):
        one, two = (getattr(part, name) or 0 for part in (line, other))
        owed, then = (amount.exact if isinstance(amount, Money) else 0 for amount in (one, two))
        if then * sign < owed * sign:
            yield f"{name} {_money(one)} and then {_money(two)}"
    kinds = {amount.unit.text: amount for amount in other.in_kind}
    for amount in line.in_kind:
        if amount.unit.text not in kinds or kinds[amount.unit.text] < amount:
            yield f"{amount.show()} and then {kinds[amount.unit.text].show() if amount.unit.text in kinds else 'none'}"
    yield from (f"a right to {right}, and then none" for right in line.rights if right not in other.rights)


def _money(amount: Any) -> str:
    return amount.show() if isinstance(amount, Money) else "nothing"


def caps_hold(world: LawWorld, data: DataObject) -> None:
    """No line is credited more than the cap of its rule, and no billing period or stretch more than a cap of the settlement."""
    records = data.draw(world.around, label="records")
    statement = world.evaluate(records)
    for line in statement.lines:
        rule = next((one.penalty for one in world.contract.objectives if one.name == line.name), None)
        if isinstance(rule, Capped) and rule.base is None and not line.version:
            most = _limit(rule.most, line.fee)
            if most is not None and line.credit is not None and line.credit > most.rounded():
                _broken(world, f"{line.credit.show()} is credited, and the cap is {most.show()}", records, arithmetic(line))
    for step in world.contract.settlement.order if not world.contract.amendments else ():
        if isinstance(step, Cap) and step.per is None and not step.each and step.of is None and not step.in_kind:
            _capped(world, step, statement, records)


def _capped(world: LawWorld, step: Cap, statement: Statement, records: Mapping[str, Any]) -> None:
    """Check one cap of billing periods, for the lines that end in each of them."""
    contract = world.contract
    for period in contract.window.within(contract.timezone).periods(contract.span):
        inside = [line for line in statement.lines if period.span.first < line.period.span.last <= period.span.last]
        lines = [line for line in inside if (not step.only or line.name in step.only) and line.name not in step.excluding and line.payable]
        fee = next((line.fee for line in lines if line.period.span == period.span), None)
        most = _limit(step.most, fee)
        if most is None or not lines:
            continue
        most = most / (1 + step.most.base) if step.net and isinstance(step.most, Quantity) else most
        payable = sum((line.payable for line in lines if line.payable is not None), most * 0)
        if payable > most.rounded():
            text = f"{payable.show()} is payable for {period.label}, and the cap is {most.show()}"
            _broken(world, text, records, arithmetic(*lines))


def _limit(most: Money | Quantity, fee: Money | None) -> Money | None:
    """A cap in money: an amount, or a share of the fee; None for one in kind, or without a fee."""
    if isinstance(most, Money):
        return most
    return None if most.dimension or fee is None else fee * most.base


def order_and_batches(world: LawWorld, data: DataObject) -> None:
    """Records in any order, row by row, saved between, and merged from two halves, give one statement."""
    records = data.draw(world.around, label="records")
    shuffle = data.draw(_randoms(), label="order")
    whole = world.evaluate(records)
    rows = [(stream, row) for stream, some in records.items() for row in some]
    shuffle.shuffle(rows)
    as_of = whole.as_of
    monitors = [Monitor(world.contract), Monitor(world.contract)]
    for stream in records:
        monitors[0].feed(stream, [])
    for index, (stream, row) in enumerate(rows):
        monitors[index % 2].feed(stream, [row])
    restored = Monitor.restore(world.contract, monitors[0].state())
    restored.merge(monitors[1])
    backwards = world.evaluate({stream: some[::-1] for stream, some in reversed([*records.items()])})
    for how, other in (("in another order", backwards), ("in batches", restored.statement(period=world.period.label, as_of=as_of))):
        if other.to_dict() != whole.to_dict():
            _broken(world, f"the records {how} give another statement", records, _both(whole, other))


def empty_costs_nothing(world: LawWorld, data: DataObject) -> None:
    """Without any record nothing is owed for what has no data, unless `silence` says that it counts as missed, or carries a measure."""
    silent = {one.name for version in world.contract.versions for one in version.agreement.objectives if one.silence in ("missed", "carry")}
    empty: dict[str, list[dict[str, Any]]] = {stream: [] for stream in world.contract.streams}
    for records in ({}, empty):
        for line in world.evaluate(records).lines:
            if line.measure.value is None and line.name not in silent and _owes(line):
                _broken(world, "there is no record, and something is owed", records, arithmetic(line))


def _owes(line: Line) -> bool:
    return bool(line.credit or line.payable or line.bonus or line.in_kind or line.rights)


def outside_changes_nothing(world: LawWorld, data: DataObject) -> None:
    """Records of metrics that begin after the period leave its lines as they are."""
    records, later = data.draw(world.inside, label="records"), data.draw(world.afterwards, label="later")
    more = {stream: [*rows, *later.get(stream, [])] for stream, rows in records.items()}
    before, after = world.evaluate(records), world.evaluate(more)
    lines = {line.key: line for line in after.lines}
    for line in before.lines:
        other = lines.get(line.key, line)
        if (line.measure, line.amounts) != (other.measure, other.amounts):
            seen = f"{arithmetic(line)}\n\nWith records after it:\n{shown(later)}\n\n{arithmetic(other)}"
            _broken(world, "records after the period change it", records, seen)


def whole_cents(world: LawWorld, data: DataObject) -> None:
    """Every amount of a line and of the statement has no fraction of the smallest coin, but where the settlement rounds by itself."""
    records = data.draw(world.around, label="records")
    names = [name for name in names_of(money=True) if name == "credit" or not world.contract.settlement.rounds]
    statement = world.evaluate(records)
    for part in (*statement.lines, statement):
        for name in names:
            amount = getattr(part.amounts, name)
            if amount is not None and amount != amount.rounded():
                seen = arithmetic(part) if isinstance(part, Line) else str(part)
                _broken(world, f"{name} is {amount}, which is no whole number of the smallest coin", records, seen)


def history_is_as_good(world: LawWorld, data: DataObject) -> None:
    """A period with the statement of the one before it as history comes to what it comes to with the records of both."""
    records = data.draw(world.around, label="records")
    if world.earlier is None:
        return
    earlier = world.evaluate(records, period=world.earlier.label)
    if any(not line.verdict.final for line in earlier.lines):
        return
    whole, after_statement = world.evaluate(records), world.evaluate(records, history=earlier.to_json())
    for line, other in zip(whole.lines, after_statement.lines, strict=True):
        if (line.outcome, line.amounts) != (other.outcome, other.amounts):
            _broken(world, "a statement as history gives another result than records do", records, arithmetic(line, other))


def _randoms() -> Any:
    from hypothesis import strategies as st

    return st.integers(0, 10**6).map(random.Random)


def _both(left: Statement, right: Statement) -> str:
    """The lines in which two statements differ, as each has them."""
    pairs = [(line, other) for line, other in zip(left.lines, right.lines, strict=False) if line != other]
    return arithmetic(*(line for pair in pairs[:1] for line in pair)) if pairs else f"{left}\n\n{right}"


def _broken(world: LawWorld, text: str, records: Mapping[str, Any], seen: str) -> None:
    """Raise the AssertionError of a law: what is wrong, the records, and the lines."""
    raise AssertionError(f"{world.contract.name}, {world.period.label}: {text}\n\nRecords:\n{shown(records)}\n\n{seen}")


LAWS: Mapping[str, Law] = {
    WORSE: worse_is_never_better,
    CAPS: caps_hold,
    ORDER: order_and_batches,
    EMPTY: empty_costs_nothing,
    OUTSIDE: outside_changes_nothing,
    CENTS: whole_cents,
    HISTORY: history_is_as_good,
}
