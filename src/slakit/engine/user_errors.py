"""Blamed: an exception that a metric, rule, target or step of a user raised says where it was asked."""

from collections.abc import Iterator
from contextlib import contextmanager

from slakit.penalties.bases.credit_base import Missing


@contextmanager
def blamed(what: str) -> Iterator[None]:
    """Note on an exception what was being asked; it stays the one that was raised."""
    try:
        yield
    except Missing:
        raise
    except Exception as error:
        error.add_note(f"in {what}")
        raise
