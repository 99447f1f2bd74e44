"""Apply exclusions: what exclusions and pauses take away from records, once all of both have been fed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from heapq import nsmallest

from slakit.engine.group_keys import literal, shown_text
from slakit.engine.plan.plan import PlannedReading
from slakit.engine.read.batch import Batch
from slakit.engine.read.pauses import pairs
from slakit.engine.read.read_context import ExcludedSpans
from slakit.engine.read.selection import EXAMPLES, Note, natural
from slakit.engine.tally.keyed_records import RecordsKey, records_key
from slakit.engine.tally.period_tallies import excluded_from
from slakit.engine.tally.tally_store import TallyStore
from slakit.metrics.reading import Reading
from slakit.metrics.tallies.holds import Holds
from slakit.timeline.instants import LAST, moment
from slakit.timeline.spans import union


def excluded_spans(store: TallyStore, planned: PlannedReading, as_of: int) -> tuple[ExcludedSpans, ...]:
    """The spans in which each exclusion leaves out the records of a reading, or forgives them, over all periods."""
    if not planned.excluding:
        return ()
    exclusions, schedule = store.plan.exclusions_of(planned), planned.schedule
    periods = [number for number, period in enumerate(schedule.periods) if period.span.first < as_of]
    by_period = [excluded_from(store, exclusions, schedule, number, as_of) for number in periods]
    parts = [(exclusion.stream, [excluded[number] for excluded in by_period]) for number, (exclusion, _) in enumerate(exclusions)]
    return tuple(
        ExcludedSpans(stream, union(pair for one in part for pair in pairs(one.spans.edges)), any(one.worth is not None for one in part))
        for stream, part in parts
    )


def _holds(store: TallyStore, index: int) -> list[Holds]:
    return [tally for cells in store.tallies[index].values() for tally in cells.values() if isinstance(tally, Holds)]


def join_pauses(store: TallyStore, planned: PlannedReading, cases: Batch) -> None:
    """Join to each case the spans in which it was on hold, by another stream."""
    value = planned.reading.value
    if value.paused_by is None:
        return
    spans: dict[object, list[tuple[int, int]]] = {}
    for index, other in enumerate(store.plan.readings):
        if other.reading.stream == value.paused_by and other.reading.value.case_field is not None and other.schedule is planned.schedule:
            for tally in _holds(store, index):
                for key, ends in tally.table.items():
                    spans.setdefault(key, []).extend(ends.items())
    pauses = {key: [(moment(first), None if last >= LAST else moment(last)) for first, last in held] for key, held in spans.items()}
    cases.join(value.pausing, [pauses.get(key, []) for key in cases.values(str(planned.reading.key))])


def stray_pauses(store: TallyStore, cases: Mapping[RecordsKey, Batch]) -> Iterator[tuple[int, Note]]:
    """Yield notes, by reading, of the pauses whose key belongs to no case."""
    paused: dict[tuple[str, str], list[Reading]] = {}
    for planned in store.plan.readings:
        reading, value = planned.reading, planned.reading.value
        if value.paused_by is not None:
            paused.setdefault((value.paused_by, str(reading.key)), []).append(reading)
    for index, planned in enumerate(store.plan.readings):
        value = planned.reading.value
        if value.case_field is None or (planned.reading.stream, value.case_field) not in paused:
            continue
        readings, tallies = paused[planned.reading.stream, value.case_field], _holds(store, index)
        keys = {key for reading in readings for key in cases[records_key(reading)].values(str(reading.key))}
        count = sum(number for tally in tallies for key, number in tally.records.items() if key not in keys)
        if count:
            where = " or ".join(map(repr, sorted({reading.stream for reading in readings})))
            spans = {(key, first) for tally in tallies for key, ends in tally.table.items() if key not in keys for first in ends}
            texts = (
                f"{value.case_field}={literal(key)}, {planned.reading.at}={shown_text(moment(first), store.plan.agreement.zone)}"
                for key, first in spans
            )
            reason = f"no case of {where} has its {value.case_field}; write the {value.case_field} of a case"
            yield index, Note(reason, count, True, tuple(nsmallest(EXAMPLES, texts, key=natural)))
