"""Repeated records: one record of a test that stands in its list several times, so that there is one case or outage."""

from __future__ import annotations

from collections.abc import Iterator

from slakit.engine.plan.plan import Plan
from slakit.testing.uncounted_records import Fed, place_of


def repeated_records(fed: Fed) -> Iterator[str]:
    """Say of each such place which one it repeats: "cases record 2 is cases record 1 again".

    `[case] * 12` and `{ rows = 12, of = ... }` are twelve requests, but one case with one key, or one outage (docs/numbers.md M8, M9). Two
    records that are written alike are two, as in a test of what becomes of a record that came twice.
    """
    plan = Plan.of(fed.agreement)
    for stream, planned in plan.streams.items():
        readings = [plan.readings[index].reading for index in planned.indexes]
        if not isinstance(fed.records.get(stream), list) or not all(one.key or one.value.span_end for one in readings):
            continue
        before: dict[int, str] = {}
        for first, batch in fed.batches(stream):
            for row, record in enumerate(getattr(batch, "rows", ())):
                here = place_of(batch, stream, first, row)
                if (same := before.setdefault(id(record), here)) != here:
                    yield f"{here} is {same} again"
