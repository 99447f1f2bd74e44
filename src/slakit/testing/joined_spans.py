"""Two outages, and the same with the time between them lost too: worse service of which less is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slakit.errors import optional
from slakit.metrics.value_kinds.span_values import SpanValue
from slakit.testing.record_strategies import Frame, instants_in, keyed, lengths_in, row_of, text
from slakit.testing.stream_needs import StreamNeeds

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

    Rows = list[dict[str, Any]]


def has_spans(needs: StreamNeeds) -> bool:
    """True for a stream whose records are outages or other spans of time, which overlap or touch and are one then."""
    return bool(needs.begins and needs.ends) and any(isinstance(reading.value, SpanValue) for reading in needs.readings)


def joined_spans(needs: StreamNeeds, frame: Frame) -> SearchStrategy[tuple[Rows, Rows]]:
    """Two records alike with a gap between them, and the same with a third that fills it exactly, so that they become one span."""
    st = optional("hypothesis.strategies", "testing")
    like, instants, lengths = row_of(needs, frame), instants_in(frame), lengths_in(frame)

    def rows(draw: DrawFn) -> tuple[Rows, Rows]:
        row, begin = draw(like), draw(instants)
        end = begin + draw(lengths)
        again = end + draw(lengths)
        spans = ((begin, end), (again, again + draw(lengths)), (end, again))
        made = keyed(needs, [_at(needs, row, *span) for span in spans])
        return made[:2], made

    return st.composite(rows)()  # type: ignore[no-any-return]


def _at(needs: StreamNeeds, row: dict[str, Any], begin: int, end: int) -> dict[str, Any]:
    """A record like another, of another time."""
    return row | dict.fromkeys((*needs.begins, *needs.updates), text(begin)) | dict.fromkeys(needs.ends, text(end))
