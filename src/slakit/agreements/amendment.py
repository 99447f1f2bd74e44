"""Amendment: what changes in an agreement, and from which day (docs/numbers.md A1)."""

from collections.abc import Iterable
from datetime import date

from attrs import field, frozen

from slakit.agreements.exclusion import Exclusion
from slakit.agreements.objective import Objective
from slakit.agreements.term import is_date
from slakit.errors import ContractError, UnitError
from slakit.penalties.settlement.settlement import Settlement
from slakit.values.money import Money, money
from slakit.values.source_repr import written


def _effective(value: "str | date") -> str:
    text = value.isoformat() if isinstance(value, date) else value
    if not is_date(text):
        raise ContractError(f"effective={value!r} is not a date; write effective='2026-07-01'")
    return text


def _fee(value: object) -> Money | None:
    try:
        fee = None if value is None else money(value)
    except UnitError as error:
        raise ContractError(f"fee: {error}") from None
    if fee is not None and fee.exact < 0:
        raise ContractError(f"fee={str(value)!r} is negative; write what the customer pays as a positive amount")
    if fee is not None and fee.exact != fee.rounded().exact:
        raise ContractError(f"fee={str(value)!r} has more decimals than {fee.currency} has; write fee='{fee.rounded()}'")
    return fee


def _objectives(value: object) -> tuple[Objective, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(part, Objective) for part in value):
        raise ContractError("objectives is not a list of objectives; write objectives=[Objective('Uptime', Uptime('outages'), '...')]")
    return tuple(value)


def _exclusions(value: object) -> tuple[Exclusion, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list | tuple) or not all(isinstance(part, Exclusion) for part in value):
        raise ContractError("exclusions is not a list of exclusions; write exclusions=[Exclusion('maintenance', applies_to='outages')]")
    return tuple(value)


def _settlement(instance: object, attribute: object, value: Settlement | None) -> None:
    given: object = value  # anything at all, until it is checked
    if given is not None and not isinstance(given, Settlement):
        raise ContractError(f"settlement={value!r} is not a settlement; write settlement=Settlement(cap='15 %')")


def _names(value: "str | Iterable[str]") -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _split(instance: object, attribute: object, value: object) -> None:
    if not isinstance(value, bool):
        raise ContractError(f"split={value!r} is not true or false; write split=True")


@frozen(repr=False)
class Amendment:
    """What changes from the beginning of a day: the fee, the settlement, the exclusions, and objectives.

    An objective of a known name replaces it, one of another name is added, and those named in `without` end. A period is scored under
    the version in force at its start; with `split` it is cut in two at that day, and its fee is prorated by days.

    >>> Amendment("2026-07-01", fee="13000 GBP", without=["Old promise"])
    Amendment('2026-07-01', fee='13000.00 GBP', without=('Old promise',))
    """

    effective: str = field(converter=_effective)
    name: str = field(default="", converter=str, kw_only=True)
    split: bool = field(default=False, validator=_split, kw_only=True)
    fee: Money | None = field(default=None, converter=_fee, kw_only=True)
    settlement: Settlement | None = field(default=None, validator=_settlement, kw_only=True)
    without: tuple[str, ...] = field(default=(), converter=_names, kw_only=True)
    exclusions: tuple[Exclusion, ...] | None = field(default=None, converter=_exclusions, kw_only=True)
    objectives: tuple[Objective, ...] = field(default=(), converter=_objectives, kw_only=True)

    @property
    def version(self) -> str:
        """What a line calls the version that begins with it."""
        return self.name or f"amendment of {self.effective}"

    def __repr__(self) -> str:
        return written(self)


def amendments(value: object) -> tuple[Amendment, ...]:
    """Amendments in the order in which they take effect."""
    if not isinstance(value, list | tuple) or not all(isinstance(part, Amendment) for part in value):
        raise ContractError("amendments is not a list of amendments; write amendments=[Amendment('2026-07-01', fee='13000 GBP')]")
    return tuple(sorted(value, key=lambda part: part.effective))
