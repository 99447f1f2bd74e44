"""Paused: what metrics share whose clocks, or due times, can be put on hold (docs/numbers.md C6)."""

from collections.abc import Iterator

from slakit.metrics.reading import Reading
from slakit.metrics.value_kinds.span_values import PauseSpan


def pause_conflicts(pauses: str | None, paused_by: str | None, key: str | None) -> Iterator[str]:
    """Yield the problems of settings for the pauses of a metric that do not go together."""
    if pauses is not None and paused_by is not None:
        yield "is paused by a field and by a stream; write one of them"
    if paused_by is not None and key is None:
        yield "is paused by a stream and has no key to find its spans; write key='id', the same field in both streams"


def paused_readings(paused_by: str | None, key: str | None) -> tuple[Reading, ...]:
    """Return the readings of the stream that pauses a metric; none without one."""
    return () if paused_by is None else (Reading(paused_by, "start", PauseSpan("start", "end", str(key))),)
