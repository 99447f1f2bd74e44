"""Conflicts: what of an agreement does not fit together, as far as its parts are known."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, tzinfo
from typing import Any

from slakit.agreements.term import aware, span_of
from slakit.errors import SlakitError
from slakit.penalties.base import PenaltyRule
from slakit.penalties.settlement import Settlement
from slakit.timeline.zone import zone
from slakit.values.money import Money
from slakit.windows.rolling import Rolling

Place = tuple[str | int, ...]
Rule = PenaltyRule | Settlement
Paying = tuple[Place, str, Rule]  # where a rule stands, what a message calls that place, and the rule


def conflicts(known: Mapping[str, Any], penalties: Sequence[tuple[object, PenaltyRule | None]]) -> Iterator[tuple[Place, str]]:
    """Each conflict, and the place of the argument or objective that it is told of.

    `known` holds those arguments of an agreement that could be read, `penalties` the name and the penalty of each objective.
    """
    if "term" in known:
        yield from _reversed(known["term"], known.get("timezone"))
    window = known.get("window")
    if isinstance(window, Rolling):
        wanted = "write it on the objectives, and window='monthly' here"
        yield ("window",), f"window={str(window)!r} cannot bill, its periods overlap; {wanted}"
    paying: list[Paying] = [
        (("objectives", place, "penalty"), f"objective {name!r}", rule) for place, (name, rule) in enumerate(penalties) if rule is not None
    ]
    if "settlement" in known:
        paying.append((("settlement",), "settlement", known["settlement"]))
    if "fee" in known and known["fee"] is None:
        for place, called, rule in paying:
            if rule.needs_fee:
                yield place, f"{called}: {rule!r} is a share of the fee, and the agreement has none; write fee='1000 GBP'"
    currency = currency_of(known.get("fee"), [rule for _, _, rule in paying])
    for place, called, rule in paying:
        for amount in sorted({str(amount) for amount in rule.amounts if amount.currency != currency}):
            yield place, f"{called}: {amount!r} is not in {currency}, the currency of the agreement; use one"


def currency_of(fee: Money | None, rules: Iterable[Rule]) -> str | None:
    """The currency of a fee, or else of the first amount that a rule names."""
    return fee.currency if fee is not None else next((amount.currency for rule in rules for amount in rule.amounts), None)


def _reversed(term: tuple[str, str], timezone: str | None) -> Iterator[tuple[Place, str]]:
    """A term that ends before it begins; where the zone is not known, the order of two dates is that of UTC."""
    tz: tzinfo = UTC if timezone is None else zone(timezone)
    if timezone is None and aware(term[0]) != aware(term[1]):
        return
    try:
        span_of(term, tz)
    except SlakitError as error:
        yield ("term",), f"term={term!r}: {error}"
