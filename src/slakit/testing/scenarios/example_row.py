"""Example row: a record of a stream with the fields that a contract reads, as a scenario file writes it."""

from __future__ import annotations

from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.documents.plain import example_text
from slakit.metrics.plain_values import plain
from slakit.testing.stream_needs import needs_of
from slakit.timeline.instants import moment
from slakit.timeline.zone import zone

OUTAGE = '{ start = "2026-06-08 02:00", end = "+43 min" }'  # where the contract has no such stream
USUAL = "2026-06-08"  # the day of examples, where the term has it


def example_row(agreement: Agreement, stream: str) -> str:
    """A record of a stream that can be read, with its fields.

    >>> example_row(agreement, "outages")
    '{ start = "2026-06-08 02:00", end = "+43 min" }'
    """
    needs = next((one for one in needs_of(agreement) if one.stream == stream), None)
    if needs is None:
        return OUTAGE
    first, last = (moment(at, zone(agreement.timezone)).date().isoformat() for at in (agreement.span.first, agreement.span.last))
    day = USUAL if first <= USUAL < last else first
    row: dict[str, Any] = dict.fromkeys(needs.keys, 1)
    row |= dict.fromkeys(needs.begins, f"{day} 02:00") | dict.fromkeys(needs.dues, "+4 h") | dict.fromkeys(needs.ends, "+43 min")
    row |= {name: plain(values[0]) for name, values in needs.labels.items() if name not in row}
    row |= {name: 1 for name in (*needs.numbers, *(name for pair in needs.pairs for name in pair)) if name not in row}
    return example_text(row) if row else OUTAGE
