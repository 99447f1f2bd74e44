"""Amendment: what changes in an agreement, and from which day (docs/numbers.md A1)."""

import attrs
from attrs import field, frozen

from slakit.agreements.duty import Duty, duties_of
from slakit.agreements.exclusion import Exclusion
from slakit.agreements.objective import Objective
from slakit.agreements.term import date_text, is_date
from slakit.errors import ContractError
from slakit.penalties.settlement.settlement import Settlement
from slakit.values.fields import flag, in_contract, instance_of, list_of, names, passing
from slakit.values.money import Money, money
from slakit.values.source_repr import written


def fee_of(value: object) -> Money | None:
    """Return the fee of a billing period; ContractError for one that nobody can pay."""
    fee = None if value is None else in_contract(money, value)
    if fee is not None and fee.exact < 0:
        raise ContractError(f"fee={str(value)!r} is negative; write what the customer pays as a positive amount")
    if fee is not None and fee.exact != fee.rounded().exact:
        raise ContractError(f"fee={str(value)!r} has more decimals than {fee.currency} has; write fee='{fee.rounded()}'")
    return fee


def objectives_of(value: object) -> tuple[Objective, ...]:
    """Return a list of objectives as a tuple."""
    return list_of(value, Objective, "objectives", "Objective('Uptime', Uptime('outages'), 'at least 99.9 %')")


def exclusions_of(value: object) -> tuple[Exclusion, ...]:
    """Return a list of exclusions as a tuple."""
    return list_of(value, Exclusion, "exclusions", "Exclusion('maintenance', applies_to='outages')")


a_settlement = instance_of(Settlement, "a settlement", "Settlement(cap='15 %')")


@frozen(repr=False)
class Amendment:
    """Changes from the beginning of a day: of the fee, the settlement, the exclusions, the duties, and objectives.

    An objective replaces the one of its name, one of another name is added, and those named in `without` end. A period is scored under
    the version in force at its start; with `split` it is cut in two at that day, and its fee is prorated by days.

    >>> Amendment("2026-07-01", fee="13000 GBP", without=["Old promise"])
    Amendment('2026-07-01', fee='13000.00 GBP', without=('Old promise',))
    """

    effective: str = field(converter=date_text, validator=passing(is_date, "a date", "'2026-07-01'"))
    name: str = field(default="", converter=str, kw_only=True)
    split: bool = field(default=False, validator=flag, kw_only=True)
    fee: Money | None = field(default=None, converter=fee_of, kw_only=True)
    settlement: Settlement | None = field(default=None, validator=attrs.validators.optional(a_settlement), kw_only=True)
    without: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    exclusions: tuple[Exclusion, ...] | None = field(default=None, converter=attrs.converters.optional(exclusions_of), kw_only=True)
    objectives: tuple[Objective, ...] = field(default=(), converter=objectives_of, kw_only=True)
    duties: tuple[Duty, ...] | None = field(default=None, converter=attrs.converters.optional(duties_of), kw_only=True)

    @property
    def version(self) -> str:
        """The name, in a line, of the version that begins with it."""
        return self.name or f"amendment of {self.effective}"

    __repr__ = written


def amendments(value: object) -> tuple[Amendment, ...]:
    """Return amendments in the order in which they take effect."""
    made = list_of(value, Amendment, "amendments", "Amendment('2026-07-01', fee='13000 GBP')")
    return tuple(sorted(made, key=lambda part: part.effective))
