"""Records after as_of: those of a test that lie wholly after the instant as of which it judges, so that they have not happened yet."""

from __future__ import annotations

from collections.abc import Iterator

from slakit.engine.plan.plan import Plan
from slakit.engine.read.batch import Batch
from slakit.metrics.reading import Reading
from slakit.testing.uncounted_records import Fed, place_of
from slakit.timeline.instants import moment
from slakit.timeline.zone import zone


def after_as_of(fed: Fed) -> Iterator[str]:
    """Say of each such record when it is: "outages record 1: start = 2026-06-08T02:00:00+00:00 is after as_of, 2026-06-05T00:00:00+00:00".

    A record that has only a due time left to come, or that began before, is none.
    """
    if fed.as_of is None:
        return
    plan, tz = Plan.of(fed.agreement), zone(fed.timezone or fed.agreement.timezone)
    for stream, planned in plan.streams.items():
        readings = [plan.readings[index].reading for index in planned.indexes]
        for first, batch in fed.batches(stream):
            seen = [_first(batch, reading) for reading in readings]
            for row in range(batch.size):
                begun = [one[row] for one in seen if row in one]
                if begun and min(begun)[0] > fed.as_of:
                    at, name = min(begun)
                    when, limit = (moment(each, tz).isoformat() for each in (at, fed.as_of))
                    yield f"{place_of(batch, stream, first, row)}: {name} = {when} is after as_of, {limit}"


def _first(batch: Batch, reading: Reading) -> dict[int, tuple[int, str]]:
    """The first instant of each record that a reading sees happen, with its field; a date is the instant of its day that is meant."""
    dated, names = batch.with_days(reading.days), reading.instants
    firsts = {}
    for row, times in enumerate(zip(*map(dated.microseconds, names), strict=True)):
        given = {name: at for name, at in zip(names, times, strict=True) if isinstance(at, int)}
        if given.keys() & {*reading.facts}:
            firsts[row] = min((at, name) for name, at in given.items())
    return firsts
