"""User errors: an exception raised by a metric, rule, target or step of a user names what it was raised in."""

from collections.abc import Iterator
from contextlib import contextmanager

from slakit.penalties.bases.credit_base import Missing


@contextmanager
def blamed(what: str) -> Iterator[None]:
    """Add to an exception a note of what was being computed; it stays the one that was raised."""
    try:
        yield
    except Missing:
        raise
    except Exception as error:
        error.add_note(f"in {what}")
        raise
