"""Checks of an agreement as a whole: its fee, its names, its promises held against each other."""

from collections.abc import Iterator

from slakit.analysis.contract import Contract
from slakit.analysis.problem import Problem


def fee_without_use(contract: Contract) -> Iterator[Problem]:
    """The contract names a fee, and nothing that it pays is a share of it."""
    fee = contract.agreement.fee
    if fee is not None and not any(part.needs_fee for part in contract.composites):
        text = f"no penalty and no step of the settlement is a share of the fee of {fee.show()}"
        yield Problem(("fee",), text, f'leave fee out, or write currency = "{fee.currency}" alone, or penalties in percent of it')
