"""Paused: what metrics share whose clocks, or due times, can be put on hold (docs/numbers.md C6)."""

from slakit.metrics.reading import Reading
from slakit.metrics.value_kinds.span_values import PauseSpan
from slakit.values.key_rules import Needs, NotBoth

RECEIVED = "has a time to be received before and no desk that receives; write received=Weekly(...)"
PAUSE_RULES = (  # the settings of a metric for its pauses
    NotBoth(("pauses",), ("paused_by",), "is paused by a field and by a stream; write one of them"),
    Needs("paused_by", ("key",), "is paused by a stream and has no key to find its spans; write key='id', the same field in both streams"),
)
CLOCK_RULES = (*PAUSE_RULES, Needs("received_before", ("received",), RECEIVED))  # and for the desk that receives


def paused_readings(paused_by: str | None, key: str | None) -> tuple[Reading, ...]:
    """Return the readings of the stream that pauses a metric; none without one."""
    return () if paused_by is None else (Reading(paused_by, "start", PauseSpan("start", "end", str(key))),)
