"""Read deferred records: what keyed and excludable records come to as of an instant."""

from __future__ import annotations

from collections import Counter

from attrs import evolve

from slakit.engine.read.batch import Zones
from slakit.engine.read.extract import extract
from slakit.engine.read.read_context import ExcludedSpans
from slakit.engine.read.selection import LATER, Selection
from slakit.engine.tally.account import ReadingAccount
from slakit.engine.tally.apply_exclusions import excluded_spans, join_pauses, stray_pauses
from slakit.engine.tally.case_parts import add_cases, kept_parts
from slakit.engine.tally.keyed_records import FOLDED, records_key
from slakit.engine.tally.tally_store import TallyStore


def with_deferred(store: TallyStore, as_of: int) -> TallyStore:
    """A copy in which deferred records have been read as of `as_of`, or of the horizon before it; other tallies are shared."""
    readings = store.plan.readings
    deferred = [index for index, planned in enumerate(readings) if planned.deferred]
    if not deferred:
        return store
    as_of = as_of if store.horizon is None else min(as_of, store.horizon)  # an outlook judges later than what has happened
    copy = TallyStore(store.plan, store.horizon, store.streams, store.detailed)
    copy.share(store, (index for index, planned in enumerate(readings) if not planned.deferred))
    joined = {key: parts.joined(store.deferred.keyed[key], as_of) for key, parts in kept_parts(store, as_of)}
    cases = {key: records.batch(as_of) for key, records in store.deferred.keyed.items() if key not in joined}
    for folded in cases.values():
        folded.batch.zones = Zones(shown=store.plan.agreement.zone)
    selections = {key: Selection(folded.batch) for key, folded in cases.items()}
    excluded: dict[object, tuple[ExcludedSpans, ...]] = {}
    for index in deferred:
        planned = readings[index]
        copy.accounts[index].merge(store.accounts[index])
        copy.unread[index].update(store.unread[index])
        if planned.reading.key is not None and (key := records_key(planned.reading)) in joined:
            records = store.deferred.keyed[key]
            _leave_out(copy.accounts[index], len(records.cases), len(records.cases))
            copy.add_read(index, joined[key])
            continue
        same_exclusions = (planned.exclusions, planned.window)
        if same_exclusions not in excluded:
            excluded[same_exclusions] = excluded_spans(store, planned, as_of)
        if planned.reading.key is None:
            _read_log(store, copy, index, excluded[same_exclusions])
        else:
            folded = cases[records_key(planned.reading)]
            _leave_out(copy.accounts[index], folded.batch.size, folded.cases)
            join_pauses(store, planned, folded.batch)
            add_cases(copy, index, folded, selections[records_key(planned.reading)], excluded[same_exclusions], as_of)
    for index, note in stray_pauses(store, {key: folded.batch for key, folded in cases.items()}):
        account = ReadingAccount()
        account.merge(copy.accounts[index])
        account.counted -= note.count
        account.note(note)
        copy.accounts[index] = account
    return copy


def _read_log(store: TallyStore, copy: TallyStore, index: int, excluded: tuple[ExcludedSpans, ...]) -> None:
    planned = store.plan.readings[index]
    log = store.deferred.logs.get(planned.reading.stream)
    for batch in log.batches() if log else ():
        batch.zones = evolve(batch.zones, shown=store.plan.agreement.zone)
        copy.add(index, extract(batch, planned, store.horizon, Selection(batch), excluded, None, copy.detailed))


def _leave_out(account: ReadingAccount, begun: int, cases: int) -> None:
    """Note the records that were folded into the cases that had begun, and the cases that had not."""
    later = cases - begun
    account.left += Counter({FOLDED: account.read - sum(account.problems.values()) - begun - later, LATER: later})
