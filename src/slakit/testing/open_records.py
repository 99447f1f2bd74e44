"""Open records: the records behind a line whose clock still runs, each by its number, its start and its key."""

from __future__ import annotations

from collections.abc import Iterator

from slakit.engine.group_keys import label
from slakit.engine.read.batch import Batch
from slakit.errors import SlakitError
from slakit.metrics.details import RecordDetail
from slakit.metrics.reading import Reading
from slakit.metrics.value_kinds.deadline_value import DeadlineValue
from slakit.metrics.value_kinds.timed_value import TimedValue
from slakit.statements.line import Line
from slakit.testing.uncounted_records import Fed, place_of
from slakit.timeline.instants import moment

RUNNING = "still running"  # the reason of a record in the details of a line


def open_records(line: Line, fed: Fed) -> Iterator[str]:
    """Say of each open record of a line which it is: "faults record 2: reported = 2026-06-08T02:00:00-04:00, id = 7"."""
    if not line.measure.pending or fed.again is None:
        return
    try:
        details = fed.again(fed.records, details=True).line(line.name, line.period.label, line.group).details
    except SlakitError:  # of several lines by one name
        return
    running = [one for each in (details.each() if details else ()) for one in each.records if one.reason == RUNNING]
    for one in running:
        texts = list(_texts(one, line, fed))
        due = f", due {moment(one.until, line.zone).isoformat()}" if one.until is not None and len(texts) == one.count else ""
        yield from (f"{text}{due}" for text in texts)


def _texts(one: RecordDetail, line: Line, fed: Fed) -> Iterator[str]:
    """The records of a detail, as they are fed: those with its start and its key that have no end."""
    groups = line.group if isinstance(line.group, tuple) else (line.group,)
    for reading in fed.readings_of(line):
        value = reading.value  # the clock of a record that has a due time of its own is held against that
        since = value.due if isinstance(value, DeadlineValue) else getattr(value, "since", reading.at)
        for first, batch in fed.batches(reading.stream) if isinstance(reading.value, TimedValue) else ():
            for row in _rows(one, batch, reading, since):
                own = tuple(label(batch.values(name)[row]) for name in reading.by)
                if not own or own == groups:
                    key = f", {reading.key} = {one.key}" if one.key is not None and reading.key else ""
                    start = moment(one.at, line.zone).isoformat()
                    yield f"{place_of(batch, reading.stream, first, row)}: {since} = {start}{key}"


def _rows(one: RecordDetail, batch: Batch, reading: Reading, since: str) -> list[int]:
    ends = batch.values(reading.ending) if reading.ending else [None] * batch.size
    keys = batch.values(reading.key) if reading.key else [None] * batch.size
    rows = zip(batch.microseconds(since), keys, ends, strict=True)
    return [
        number
        for number, (at, key, end) in enumerate(rows)
        if at == one.at and end in (None, "") and (one.key is None or label(key) == one.key)
    ]
