"""Values of a scenario that are none: a period or an instant that its contract does not have, an outcome, a bare number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.documents.plain import shown
from slakit.engine.asked_instant import as_instant
from slakit.engine.plan.period_selection import chosen
from slakit.engine.plan.plan import Plan
from slakit.errors import SlakitError, UnitError, close_match
from slakit.targets.verdict import Outcome
from slakit.testing.scenarios.short_records import with_offset
from slakit.testing.wrong_units import wrong_unit
from slakit.timeline.impossible_days import date_remedy
from slakit.values.money import Money, money
from slakit.values.quantity import quantity

EXAMPLE = re.compile(r"(; write (?:an ISO 4217 code such as )?'[\d.,\s]*)[A-Z]{3}'")  # of an amount of money
OUTCOME_EXAMPLE = "'met', 'missed' or 'no data'"
OUTCOMES = tuple(str(outcome) for outcome in Outcome)
MEANT = {  # other words for an outcome, some of which look like the opposite one
    "met": ("passed", "pass", "ok", "good", "fulfilled", "achieved", "kept", "green", "success"),
    "missed": ("failed", "fail", "bad", "breached", "breach", "broken", "not met", "violated", "red"),
}


def period_fault(period: str, agreement: Agreement) -> str:
    """The fault of a period that is none of the contract."""
    try:
        chosen(period, agreement).ends(Plan.of(agreement))
    except SlakitError as error:
        text = str(error).removeprefix("period=").partition("; write period=")[0]
        return text if "did you mean" in text or "known: " in text else f"{text}; write period = {_first_period(agreement)!r}"
    return ""


def _first_period(agreement: Agreement) -> str:
    """The label of a period that the contract has."""
    schedules = [planned.schedule for planned in Plan.of(agreement).objectives]
    return next((schedule.periods[index].label for schedule in schedules for index in schedule.judged), "2026-06")


def instant_fault(as_of: str, agreement: Agreement, key: str = "as_of") -> str:
    """The fault of an instant that is none."""
    try:
        as_instant(with_offset(as_of, agreement.timezone))
    except SlakitError:
        remedy = date_remedy(as_of, f"{key} = '2026-06-08 10:00'")
        return f"{as_of!r} is not an instant{remedy}"
    return ""


def count_fault(value: Any) -> str:
    """The fault of a number of records that is none."""
    if type(value) is int or (isinstance(value, str) and value.isdecimal()):
        return ""
    return f"{shown(value)} is not a number of records; write 2"


def duty_fault(value: Any, agreement: Agreement) -> str:
    """The fault of duties of which one is none of the contract, so that it would be "none" for ever."""
    names = {duty.name for version in agreement.versions for duty in version.agreement.every_duty}
    asked = value if isinstance(value, Mapping | list) else [] if value == "none" else [value]
    strange = next((name for name in asked if name not in names), None)
    return "" if strange is None else f"{shown(strange)} is not a duty of {agreement.name!r}{close_match(strange, names)}"


def instant_or_day_fault(value: Any, key: str) -> str:
    """The fault of an instant or a day that is none."""
    try:
        datetime.fromisoformat(value)
    except (TypeError, ValueError):
        remedy = date_remedy(value, f"{key} = '2026-07-31 10:00', or a day, '2026-07-31'")
        return f"{shown(value)} is not an instant or a day{remedy}"
    return ""


def outcome_fault(value: Any) -> str:
    """The fault of an outcome that is none."""
    if value in OUTCOMES:
        return ""
    meant = next((outcome for outcome, words in MEANT.items() if isinstance(value, str) and value.strip().lower() in words), "")
    if meant:
        return f"{shown(value)} is not an outcome; write '{meant}'"
    near = close_match(value, OUTCOMES) if isinstance(value, str) else ""
    return f"{shown(value)} is not an outcome{near if near.endswith('?') else f'; write {OUTCOME_EXAMPLE}'}"


def measure_fault(value: Any, agreement: Agreement, objective: str | None) -> str:
    """The fault of a measure that its objective cannot have: a number without its percent sign, or a figure of another kind."""
    named = [one for version in agreement.versions for one in version.agreement.objectives if objective in (None, one.name)]
    return wrong_unit(value, named)


def each_measure(measures: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield each measure with the objective, or the objective and the group, that it is of.

    >>> from slakit.testing.scenarios.checked_values import each_measure
    >>> dict(each_measure({"Uptime": {"eu": "99 %", "us": "100 %"}, "Answers": "95 %"}))
    {('Uptime', 'eu'): '99 %', ('Uptime', 'us'): '100 %', ('Answers',): '95 %'}
    """
    for objective, measure in measures.items():
        if isinstance(measure, Mapping):
            yield from (((objective, group), one) for group, one in measure.items())
        else:
            yield (objective,), measure


def _share_of_fee(value: Any, agreement: Agreement) -> str:
    """The fault of a share where an amount is wanted, with what it is of the fee; "" for anything else, and without one fee."""
    fee = agreement.fee
    if not isinstance(value, str) or not value.strip().endswith("%") or not isinstance(fee, Money):
        return ""
    try:
        amount = (fee * quantity(value).base).rounded()
    except SlakitError:
        return ""
    return f"{value!r} is a share, and an amount is wanted: {value} of the fee is {amount.show()}; write {str(amount)!r}"


def money_in(value: Any, agreement: Agreement) -> Money:
    """An amount in the currency of the contract; UnitError for another, with the example in the one that it pays."""
    pays = agreement.pays_in
    try:
        amount = money(value)
    except SlakitError as error:
        if text := _share_of_fee(value, agreement):
            raise UnitError(text) from None
        raise UnitError(EXAMPLE.sub(rf"\g<1>{pays}'", str(error)) if pays else str(error)) from None
    if pays is not None and amount.currency != pays:
        number = str(value).replace(amount.currency, "").strip()
        example = f"{number} {pays}" if re.fullmatch(r"[\d.,]+", number) else f"125 {pays}"
        raise UnitError(f"{value!r} is not an amount in {pays}, in which {agreement.name!r} pays; write {example!r}")
    return amount
