"""Own currency: the one that a document names, in which its errors have their examples of money."""

from collections.abc import Iterator

from slakit.documents.plain import Plain
from slakit.errors import UnitError
from slakit.values.currencies import DIGITS
from slakit.values.money import Money, money


def own_currency(data: Plain) -> str | None:
    """The currency of a document that may be wrong: the one that it names, that of its fee, or that of all its amounts; None for two.

    >>> own_currency({"fee": "2500 CHF", "settlement": {"cap": "900 CHF"}})
    'CHF'
    """
    if not isinstance(data, dict):
        return None
    named = data.get("currency")
    if isinstance(named, str) and named in DIGITS:
        return named
    currencies = {amount.currency for amount in _amounts(data.get("fee"))} or {amount.currency for amount in _amounts(data)}
    return currencies.pop() if len(currencies) == 1 else None


def _amounts(data: Plain) -> Iterator[Money]:
    """Yield each text that is money."""
    waiting: list[Plain] = [data]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
        elif isinstance(part, str):
            try:
                yield money(part)
            except UnitError:
                continue
