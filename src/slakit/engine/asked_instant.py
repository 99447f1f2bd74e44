"""The instant that a question is asked as of."""

from datetime import datetime

from slakit.errors import UnitError, UsageError
from slakit.timeline.instants import instant


def as_instant(as_of: datetime | str) -> int:
    """The instant of an `as_of`."""
    try:
        return instant(as_of)
    except UnitError as error:
        raise UsageError(f"as_of: {error}") from None
