"""Repeated records: rows of a test that say again what another says, so that there is one case, or one outage, and not several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from slakit.engine.plan.plan import Plan
from slakit.testing.uncounted_records import Fed, place_of


def repeated_records(fed: Fed) -> Iterator[str]:
    """Say of each such row of a list which one it repeats: "cases record 2 is cases record 1 again".

    Rows of one key are facts about one case, and outages of the same time are one (docs/numbers.md M8, M9). What is counted row by row,
    such as requests, may be alike. A file or a frame is as it came.
    """
    plan = Plan.of(fed.agreement)
    for stream, planned in plan.streams.items():
        readings = [plan.readings[index].reading for index in planned.indexes]
        if not isinstance(fed.records.get(stream), list) or not all(one.key or one.value.span_end for one in readings):
            continue
        before: dict[str, str] = {}
        for first, batch in fed.batches(stream):
            for row, record in enumerate(getattr(batch, "rows", ())):
                if isinstance(record, Mapping):
                    place = place_of(batch, stream, first, row)
                    same = before.setdefault(repr(sorted(record.items(), key=lambda pair: str(pair[0]))), place)
                    if same != place:
                        yield f"{place} is {same} again"
