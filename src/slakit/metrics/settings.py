"""Settings: what several metrics check of what they are told."""

from typing import Any

import attrs

from slakit.calendars.durations import duration
from slakit.errors import ContractError, SlakitError
from slakit.metrics.condition import Filter
from slakit.values.fields import one_of
from slakit.values.quantity import Quantity, quantity


def length(value: object) -> Quantity | None:
    """A length of time that is not zero, or None; raises ContractError for anything else."""
    if value is None:
        return None
    try:
        if duration(value) > 0:  # type: ignore[arg-type]  # whatever a contract says
            return quantity(value)
    except SlakitError:
        pass
    raise ContractError(f"{str(value)!r} is not a length of time; write '5 min'")


def some(instance: object, attribute: "attrs.Attribute[Any]", value: Filter) -> None:
    """Check that a setting names a condition."""
    if not value:
        raise ContractError(f"{attribute.name}={{}} names no condition; write {attribute.name}={{'up': True}}")


unclear = attrs.validators.optional(one_of("bad", "good", "drop"))  # what a record is of which conditions cannot be said
