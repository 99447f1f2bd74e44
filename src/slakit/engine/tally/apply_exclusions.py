"""Sparing: what exclusions and pauses take away from records, once all of both are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from heapq import nsmallest
from typing import TYPE_CHECKING

from slakit.engine.plan.plan import PlannedReading
from slakit.engine.read.group_keys import literal, shown_text
from slakit.engine.read.read_context import ExcludedSpans
from slakit.engine.read.rows import RowBatch
from slakit.engine.read.selection import EXAMPLES, Note, natural
from slakit.engine.tally.period_context import excluded_from
from slakit.metrics.reading import DeadlineValue, PauseSpan, TimerValue
from slakit.metrics.tallies.holds import Holds
from slakit.timeline.instants import LAST, moment
from slakit.timeline.spans import Spans, union

if TYPE_CHECKING:
    from slakit.engine.tally.tally_store import TallyStore


def excuses_of(board: TallyStore, part: PlannedReading, as_of: int) -> tuple[ExcludedSpans, ...]:
    """The spans in which each exclusion leaves out the records of a part, or forgives them, over all periods."""
    if not part.excluding:
        return ()
    exclusions, schedule = board.plan.exclusions_of(part), part.schedule
    periods = [place for place, period in enumerate(schedule.periods) if period.span.first < as_of]
    found = [excluded_from(board, exclusions, schedule, place, as_of) for place in periods]
    excuses = []
    for place, (exclusion, _) in enumerate(exclusions):
        spans = [excluded[place].spans for excluded in found]
        edges = union(pair for one in spans for pair in _pairs(one))
        excuses.append(ExcludedSpans(exclusion.stream, edges, any(excluded[place].worth is not None for excluded in found)))
    return tuple(excuses)


def _pairs(spans: Spans) -> list[tuple[int, int]]:
    return list(zip(spans.edges[::2], spans.edges[1::2], strict=True))


def pause(board: TallyStore, part: PlannedReading, cases: RowBatch) -> None:
    """Join to each case the spans that another stream says it was on hold."""
    value = part.reading.value
    if not isinstance(value, TimerValue | DeadlineValue) or value.paused_by is None:
        return
    spans: dict[object, list[tuple[int, int]]] = {}
    for place, other in enumerate(board.plan.parts):
        if other.reading.stream == value.paused_by and isinstance(other.reading.value, PauseSpan) and other.schedule is part.schedule:
            tallies = (tally for cells in board.tallies[place].values() for tally in cells.values())
            for tally in tallies:
                if isinstance(tally, Holds):
                    for key, found in tally.table.items():
                        spans.setdefault(key, []).extend(found.items())
    keys = cases.values(str(part.reading.key))
    cases.join(value.pausing, [[_span(pair) for pair in spans.get(key, ())] for key in keys])


def stray_pauses(board: TallyStore, cases: Mapping[tuple[str, str, str | None], RowBatch]) -> Iterator[tuple[int, Note]]:
    """By part, the pauses whose key is that of no case that they could pause."""
    known: dict[tuple[str, str], set[object]] = {}
    streams: dict[tuple[str, str], set[str]] = {}
    for part in board.plan.parts:
        reading, value = part.reading, part.reading.value
        if isinstance(value, TimerValue | DeadlineValue) and value.paused_by is not None:
            pair = (value.paused_by, str(reading.key))
            known.setdefault(pair, set()).update(cases[reading.stream, str(reading.key), reading.updated].values(str(reading.key)))
            streams.setdefault(pair, set()).add(reading.stream)
    for place, part in enumerate(board.plan.parts):
        value = part.reading.value
        if not isinstance(value, PauseSpan) or (part.reading.stream, value.case_field) not in known:
            continue
        pair = (part.reading.stream, value.case_field)
        tallies = [tally for cells in board.tallies[place].values() for tally in cells.values() if isinstance(tally, Holds)]
        count = sum(number for tally in tallies for key, number in tally.records.items() if key not in known[pair])
        if count:
            where = " or ".join(map(repr, sorted(streams[pair])))
            spans = {(key, first) for tally in tallies for key, table in tally.table.items() if key not in known[pair] for first in table}
            texts = (f"{value.case_field}={literal(key)}, {value.start}={shown_text(moment(first))}" for key, first in spans)
            reason = f"no case of {where} has its {value.case_field}; write the {value.case_field} of a case"
            yield place, Note(reason, count, True, tuple(nsmallest(EXAMPLES, texts, key=natural)))


def _span(pair: tuple[int, int]) -> tuple[object, object]:
    return moment(pair[0]), None if pair[1] >= LAST else moment(pair[1])
