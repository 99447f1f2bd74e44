"""Paused: what metrics share whose clocks, or due times, can be put on hold (docs/numbers.md C6)."""

from collections.abc import Iterator
from typing import Protocol

from slakit.metrics.reading import Reading
from slakit.metrics.value_kinds.span_values import PauseSpan


class Pausable(Protocol):
    """A metric with pauses in a field of its records, or in a stream of their own."""

    @property
    def key(self) -> str | None: ...
    @property
    def pauses(self) -> str | None: ...
    @property
    def paused_by(self) -> str | None: ...


def pause_conflicts(metric: Pausable) -> Iterator[str]:
    """What of the settings of its pauses does not go together."""
    if metric.pauses is not None and metric.paused_by is not None:
        yield "is paused by a field and by a stream; write one of them"
    if metric.paused_by is not None and metric.key is None:
        yield "is paused by a stream and has no key to find its spans; write key='id', the same field in both streams"


def paused_readings(metric: Pausable) -> tuple[Reading, ...]:
    """What is read of the stream that pauses it."""
    return () if metric.paused_by is None else (Reading(metric.paused_by, "start", PauseSpan("start", "end", str(metric.key))),)
