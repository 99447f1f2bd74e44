"""MoreThan: an amount that must be passed, as a contract writes it: "more than 1 USD"."""

from __future__ import annotations

from attrs import frozen

from slakit.penalties.bases.credit import Credit


@frozen(repr=False)
class MoreThan:
    """An amount that is not enough itself: only more than that is."""

    amount: Credit

    def __str__(self) -> str:
        return f"more than {self.amount}"

    def __repr__(self) -> str:
        return repr(str(self))
