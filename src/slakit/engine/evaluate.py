"""evaluate: an agreement and its records in, a statement out."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, tzinfo
from typing import Any, NamedTuple

from slakit.agreements.agreement import Agreement
from slakit.engine.asked_instant import as_instant
from slakit.engine.plan.period_selection import PeriodSelection, chosen
from slakit.engine.plan.plan import Plan
from slakit.engine.read.ingest import as_known, batches
from slakit.engine.statement.build_statement import build_statement
from slakit.engine.statement.deadlines_of import deadlines_of
from slakit.engine.statement.history import ContradictionError
from slakit.engine.tally.tally_store import TallyStore
from slakit.errors import UsageError
from slakit.statements.deadline import Deadline
from slakit.statements.statement import Statement


def evaluate(
    agreement: Agreement,
    records: Mapping[str, Any],
    *,
    period: Any = None,
    as_of: datetime | str | None = None,
    history: Any = None,
    timezone: str | tzinfo | None = None,
    progress: Callable[[str, int], None] | None = None,
    details: bool = False,
) -> Statement:
    """The statement of a period ("2026-03"; the whole term without one) over records by stream.

    Each stream holds rows (mappings or objects), a frame, or a reader. Memory holds tallies, never the records. Without `as_of` it is
    the later of the end of the last period and the latest instant that metrics read; what lies after an explicit `as_of` has not happened
    yet (docs/numbers.md M5), and the rows of an event log are those that were known then. `history` is an earlier statement, a list of
    them, or what their to_dict or to_json gave: it stands for the records of their periods, which need not be fed again. `timezone`
    is that of times without an offset, as databases and frames give them; without it they are refused. A date without a time is a day in
    it, or in the zone of the agreement (docs/numbers.md P7, T1, T6). `progress` is called with a stream and the number of records read.
    With `details` each line says what its measure is made of, record by record; all of them are then kept in memory.

    >>> agreement = Agreement(
    ...     "Hosting", provider="Brightside", customer="Acme", term=("2026-01-01", "2027-01-01"), timezone="Europe/London", fee="12000 GBP",
    ...     objectives=[Objective("Uptime", Uptime("outages"), "at least 99.9 %", penalty=Tiered({"99.9 %": "5 %", "99 %": "10 %"}))],
    ... )
    >>> statement = evaluate(agreement, {"outages": [{"start": "2026-03-10T10:00Z", "end": "2026-03-10T11:00Z"}]}, period="2026-03")
    >>> print(statement)
    Hosting: Brightside to Acme, as of 2026-04-01 00:00+01:00
    <BLANKLINE>
    period   objective  target           measured  outcome      credit
    -------  ---------  ---------------  --------  -------  ----------
    2026-03  Uptime     at least 99.9 %  99.865 %  missed   600.00 GBP
    <BLANKLINE>
    1 line, 1 missed
    credit 600.00 GBP
    """
    store, selection, at = _filled_for(agreement, records, period, as_of, timezone, progress, details)
    return build_statement(store, selection, at, history)


def evaluate_so_far(
    agreement: Agreement, records: Mapping[str, Any], *, period: Any = None, as_of: datetime | str | None = None
) -> Statement:
    """The statement of what has happened: without `as_of` it is the latest instant that metrics read, and no later end of a period."""
    store, selection, at = _filled_for(agreement, records, period, as_of)
    if as_of is None and store.streams.measured is None:
        raise UsageError("no record says as of when; write as_of='2026-03-10T09:00Z'")
    return build_statement(store, selection, at if as_of is not None or store.streams.measured is None else store.streams.measured)


def evaluate_together(
    sides: Iterable[tuple[Agreement, Mapping[str, Any]]], *, period: Any = None, as_of: datetime | str | None = None
) -> list[Statement]:
    """The statements of several agreements and records as of one instant: without `as_of` the latest of theirs."""
    filled_sides = [_filled_for(agreement, records, period, as_of) for agreement, records in sides]
    latest = max(at for _, _, at in filled_sides)
    return [build_statement(store, selection, latest) for store, selection, _ in filled_sides]


class Evaluated(NamedTuple):
    """A statement, how records contradict closed ones, and the deadlines that come next, soonest first."""

    statement: Statement
    contradictions: tuple[str, ...]
    deadlines: list[Deadline]


def evaluate_after_closed(
    agreement: Agreement,
    records: Mapping[str, Any],
    closed: Any,
    *,
    period: Any,
    as_of: datetime | str | None = None,
    details: bool = False,
    deadlines: bool = False,
) -> Evaluated:
    """The statement of a period after `closed` ones, which stand, whatever records of their periods say.

    An export of July may hold again what began in June; only an amended statement changes June (docs/numbers.md A2). With `deadlines` those
    of timers that run, of open duties and of those of periods to come.
    """
    store, selection, at = _filled_for(agreement, records, period, as_of, details=details)
    contradictions: tuple[str, ...] = ()
    try:
        statement = build_statement(store, selection, at, closed)
    except ContradictionError as error:
        statement, contradictions = build_statement(store, selection, at, closed, history_stands=True), error.problems
    return Evaluated(statement, contradictions, deadlines_of(store, at, history=closed, coming=True) if deadlines else [])


def _filled_for(
    agreement: Agreement,
    records: Mapping[str, Any],
    period: Any,
    as_of: datetime | str | None,
    timezone: str | tzinfo | None = None,
    progress: Callable[[str, int], None] | None = None,
    details: bool = False,
) -> tuple[TallyStore, PeriodSelection, int]:
    """The tallies of the records, the periods that are asked for, and the instant as of which they are judged."""
    if not isinstance(records, Mapping):
        raise UsageError(f"records is {type(records).__name__}, not records by stream; write {{'outages': [...]}}")
    plan = Plan.of(agreement)
    plan.check_streams(records)
    selection = chosen(period, agreement)
    end = max(selection.ends(plan))
    horizon = None if as_of is None else as_instant(as_of)
    store = filled(plan, records, horizon, timezone, progress, details)
    return store, selection, store.streams.judged_at(end) if horizon is None else horizon


def filled(
    plan: Plan,
    records: Mapping[str, Any],
    horizon: int | None = None,
    timezone: str | tzinfo | None = None,
    progress: Callable[[str, int], None] | None = None,
    details: bool = False,
) -> TallyStore:
    """The tallies of records by stream, as far as they have happened by an instant."""
    store = TallyStore(plan, horizon, detailed=details)
    for stream, rows in records.items():
        store.declare(stream)
        rows = as_known(rows, horizon)
        for batch in batches(plan.streams[stream], rows, timezone):
            store.feed(stream, batch)
            if progress is not None:
                progress(stream, batch.size)
        store.streams.refuse(stream, rows)
    return store
