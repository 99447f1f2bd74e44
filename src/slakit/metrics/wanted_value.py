"""wanted_value: the value of a condition, as records are compared with it."""

from slakit.errors import ContractError, UnitError
from slakit.metrics.plain_values import Plain
from slakit.values.number import number


def wanted_value(value: object) -> Plain:
    """Return the value to compare with; raises ContractError if it is none."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, bool) or value is None:
        return value
    try:
        exact = number(value)
    except UnitError:
        raise ContractError(f"{value!r} is not a value to compare with; write 'complaint', ['high', 'critical'], true or '>= 4'") from None
    return int(exact) if exact.denominator == 1 else exact
