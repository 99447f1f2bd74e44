"""Assertions on what a contract comes to; one that fails says the arithmetic, what would have met it, and the difference in money."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack, overload

from slakit.agreements.agreement import Agreement
from slakit.errors import UnitError, UsageError
from slakit.statements.line import Line
from slakit.statements.statement import Statement
from slakit.targets.verdict import Outcome
from slakit.testing.amount_hints import by_line, other_amount
from slakit.testing.granted_where import granted_where
from slakit.testing.open_lines import nothing_yet
from slakit.testing.paid_where import paid_where
from slakit.testing.subject import AMOUNT, SHOWN, Call, Expected, Subject
from slakit.values.currencies import in_currency
from slakit.values.money import Money, money

Result = Line | Statement
Records = Mapping[str, Any]

RIGHT = (("right", "'terminate'"),)


@overload
def assert_met(
    result: Result, /, *, objective: str | None = None, period: str | None = None, group: Any = None, **but: Unpack[Expected]
) -> None: ...
@overload
def assert_met(
    contract: Agreement,
    records: Records,
    /,
    *,
    period: Any = None,
    objective: str | None = None,
    group: Any = None,
    **but: Unpack[Expected],
) -> None: ...
def assert_met(
    of: Any, /, *given: Any, objective: str | None = None, period: Any = None, group: Any = None, **but: Unpack[Expected]
) -> None:
    """Assert that a line is met, or each line of a statement, or of a contract with records.

    >>> testing.assert_met(statement, objective="Uptime")
    Traceback (most recent call last):
      ...
    AssertionError: Uptime, 2026-03 is missed, and should be met
    <BLANKLINE>
    Uptime, 2026-03
      promised: at least 99.9 %
      measured: 99.865 % = 44,520 min up of 44,580 min; 60 min down in 1 outage
      worst:    2026-03-10T10:00:00+00:00 to 2026-03-10T11:00:00+00:00, 1 h
      verdict:  missed, 99.865 % is not at least 99.9 %
      penalty:  below 99.9 %: 5 % of 12,000.00 GBP = 600.00 GBP
      credit:   600.00 GBP
    <BLANKLINE>
    To be met, it takes 15 min 25.2 s less downtime.
    The miss costs 600.00 GBP.

    `objective`, `period` and `group` choose lines of a statement; with a contract, `period` is the one to evaluate.
    """
    __tracebackhide__ = True
    _assert_outcome(Outcome.MET, Subject.of(of, given, Call("assert_met"), objective, period, group, but))


@overload
def assert_missed(
    result: Result, /, *, objective: str | None = None, period: str | None = None, group: Any = None, **but: Unpack[Expected]
) -> None: ...
@overload
def assert_missed(
    contract: Agreement,
    records: Records,
    /,
    *,
    period: Any = None,
    objective: str | None = None,
    group: Any = None,
    **but: Unpack[Expected],
) -> None: ...
def assert_missed(
    of: Any, /, *given: Any, objective: str | None = None, period: Any = None, group: Any = None, **but: Unpack[Expected]
) -> None:
    """Assert that a line is missed, or each line of a statement, or of a contract with records.

    >>> testing.assert_missed(agreement, {"outages": [{"start": "2026-06-08T02:00Z", "end": "2026-06-08T03:00Z"}]}, period="2026-06")
    """
    __tracebackhide__ = True
    _assert_outcome(Outcome.MISSED, Subject.of(of, given, Call("assert_missed"), objective, period, group, but))


@overload
def assert_credit(
    result: Result,
    amount: Money | str,
    /,
    *,
    objective: str | None = None,
    period: str | None = None,
    group: Any = None,
    **but: Unpack[Expected],
) -> None: ...
@overload
def assert_credit(
    contract: Agreement,
    records: Records,
    amount: Money | str,
    /,
    *,
    period: Any = None,
    objective: str | None = None,
    group: Any = None,
    **but: Unpack[Expected],
) -> None: ...
def assert_credit(
    of: Any, /, *given: Any, objective: str | None = None, period: Any = None, group: Any = None, **but: Unpack[Expected]
) -> None:
    """Assert the credit of a line, of lines, or of a whole statement, before the settlement.

    >>> testing.assert_credit(statement, "600 GBP", objective="Uptime")

    Nothing is owed yet of lines that are not over: to test that, write what is `projected` too.
    """
    __tracebackhide__ = True
    subject = Subject.of(of, given, Call("assert_credit", AMOUNT), objective, period, group, but)
    _assert_amount("credit", subject, given[-1], but.get("projected"))


@overload
def assert_payable(
    result: Result,
    amount: Money | str,
    /,
    *,
    objective: str | None = None,
    period: str | None = None,
    group: Any = None,
    **but: Unpack[Expected],
) -> None: ...
@overload
def assert_payable(
    contract: Agreement,
    records: Records,
    amount: Money | str,
    /,
    *,
    period: Any = None,
    objective: str | None = None,
    group: Any = None,
    **but: Unpack[Expected],
) -> None: ...
def assert_payable(
    of: Any, /, *given: Any, objective: str | None = None, period: Any = None, group: Any = None, **but: Unpack[Expected]
) -> None:
    """Assert what is payable of a line, of lines, or of a whole statement, after caps and the other steps of the settlement.

    >>> testing.assert_payable(statement, "600 GBP")
    """
    __tracebackhide__ = True
    subject = Subject.of(of, given, Call("assert_payable", AMOUNT), objective, period, group, but)
    _assert_amount("payable", subject, given[-1], but.get("projected"))


@overload
def assert_right(
    result: Result, right: str, /, *, objective: str | None = None, period: str | None = None, group: Any = None, **but: Unpack[Expected]
) -> None: ...
@overload
def assert_right(
    contract: Agreement,
    records: Records,
    right: str,
    /,
    *,
    period: Any = None,
    objective: str | None = None,
    group: Any = None,
    **but: Unpack[Expected],
) -> None: ...
def assert_right(
    of: Any, /, *given: Any, objective: str | None = None, period: Any = None, group: Any = None, **but: Unpack[Expected]
) -> None:
    """Assert that the customer has a right because of a line, of one of several lines, or of a whole statement.

    >>> testing.assert_right(statement, "terminate", objective="Uptime")
    Traceback (most recent call last):
      ...
    AssertionError: Uptime, 2026-03 gives no right to 'terminate'; it gives none
    ...
    """
    __tracebackhide__ = True
    subject, right = Subject.of(of, given, Call("assert_right", RIGHT), objective, period, group, but), given[-1]
    if not isinstance(right, str):
        raise UsageError(f"{right!r} is not the name of a right; write assert_right(statement, 'terminate')")
    if right not in subject.amounts.rights:
        rights = ", ".join(map(repr, subject.amounts.rights)) or "none"
        parts = [f"{subject.title} gives no right to {right!r}; it gives {rights}", subject.explained()]
        text = granted_where(subject.fed, subject.lines, right) if subject.fed is not None else ""
        raise AssertionError(subject.with_slips(*parts, *filter(None, [text])))
    subject.refuse_slips()


def _assert_outcome(wanted: Outcome, subject: Subject) -> None:
    __tracebackhide__ = True
    wrong = tuple(line for line in subject.lines if line.outcome is not wanted)
    if not subject.lines:
        raise AssertionError(subject.with_slips(f"{subject.title} has no line that could be {wanted}"))
    if not wrong:
        return subject.refuse_slips()
    heads = "\n".join(f"{line.title} {_is(line)}, and should be {wanted}" for line in wrong)
    parts = [heads, *(f"{subject.explained((line,))}\n\n{_way_to(wanted, line)}".rstrip() for line in wrong[:SHOWN])]
    if len(wrong) > SHOWN:
        parts.append(f"and {len(wrong) - SHOWN} more; {subject.chooser}.")
    if len(subject.lines) > len({line.name for line in wrong}) and len(wrong) < len(subject.lines):
        parts.append(f"{len(subject.lines)} lines were looked at; {subject.chooser}.")
    raise AssertionError(subject.with_slips(*parts))


def _is(line: Line) -> str:
    return "has no data" if line.outcome is Outcome.NO_DATA else f"is {line.outcome}"


def _way_to(wanted: Outcome, line: Line) -> str:
    """The least change that gives the outcome that is wanted, and what the miss costs."""
    texts = []
    if line.outcome is Outcome.NO_DATA:
        texts.append(f"It is {wanted} only with data: {line.reason}.")
    else:
        way = line.needed
        texts += [str(way)] if way is not None else []
    owed = line.projected if line.projected is not None else line.credit
    if line.outcome is Outcome.MISSED and owed:
        payable = line.payable if line.projected is None else None
        left = f", of which {payable.show()} is payable" if payable is not None and payable != owed else ""
        texts.append(f"The miss costs {owed.show()}{left}.")
    return "\n".join(texts)


def _assert_amount(name: str, subject: Subject, expected: object, projected: object) -> None:
    __tracebackhide__ = True
    owed: Money | None = getattr(subject.amounts, name)
    try:
        amount = money(expected)
    except UnitError as error:
        raise UnitError(in_currency(str(error), owed.currency if owed is not None else None)) from None
    if owed == amount:
        if text := nothing_yet(subject.lines, amount, f"assert_{name}", projected):
            raise AssertionError(subject.with_slips(f"{subject.title}: {text}", subject.explained()))
        return subject.refuse_slips()
    what = "credit" if name == "credit" else "amount payable"
    if owed is None:
        raise AssertionError(
            f"{subject.title}: no {what}, for the agreement pays no money; expected {amount.show()}\n\n{subject.explained()}"
        )
    head = f"{subject.title}: the {what} is {owed.show()}, expected {amount.show()}"
    if owed.currency != amount.currency:
        raise AssertionError(f"{head}; these are two currencies")
    more = owed > amount
    parts = [f"{head}: {(owed - amount if more else amount - owed).show()} too {'much' if more else 'little'}"]
    paying = tuple(line for line in subject.lines if getattr(line, name) or line.credit) or subject.lines
    if len(subject.lines) > 1:
        parts.append(by_line(name, paying, owed, amount))
        if len({line.group for line in subject.lines}) > 1 and len({line.name for line in subject.lines}) == 1:
            parts.append(f"It is of {len(subject.lines)} lines; {subject.chooser}.")
    if text := other_amount(name, subject.amounts, amount, subject.lines):
        parts.append(text)
    parts.append(subject.explained(subject.lines if len(subject.lines) == 1 else paying))
    if name == "payable" and len(subject.lines) == 1 and subject.lines[0].forfeited:
        parts.append(f"It is forfeited: {subject.lines[0].claim}.")
    elif subject.fed is not None and len(subject.lines) == 1:
        text = paid_where(subject.fed.agreement, subject.fed.records, subject.lines[0], name, amount)
        parts += [text] if text else []
    raise AssertionError(subject.with_slips(*parts))
