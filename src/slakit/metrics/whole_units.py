"""Whole units of time: what an outage or a clock comes to when only full units count, or every one that has begun."""

from collections.abc import Sequence
from typing import Any

from slakit.values.quantity import Quantity


def in_whole_units(time: Any, size: int, counting: str) -> Any:
    """The time in whole units of so many microseconds: the full ones, or those that have begun.

    >>> from slakit.metrics.whole_units import in_whole_units
    >>> in_whole_units(90, 60, "full"), in_whole_units(90, 60, "begun")
    (60, 120)
    """
    return (time // size if counting == "full" else -(-time // size)) * size


def each_in_whole(times: Sequence[Any], whole: Quantity | None, counting: str | None) -> Sequence[Any]:
    """Each time in whole units, the full ones unless `counting` says "begun"; as they are where there is no unit."""
    if whole is not None and hasattr(times, "dtype") and whole.base < 1 << 62:
        return in_whole_units(times, int(whole.base), counting or "full")  # type: ignore[no-any-return]
    return times if whole is None else [in_whole_units(int(time), int(whole.base), counting or "full") for time in times]
