"""read_events: an event log in, streams of rows out, one for each kind of clock."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from os import PathLike
from threading import RLock
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.agreements.lifecycle import Lifecycle
from slakit.engine.asked_instant import as_instant
from slakit.engine.plan.plan import PlannedStream
from slakit.engine.read.ingest import batches
from slakit.errors import UsageError
from slakit.readers.events.fold import Fold, Row
from slakit.readers.options import TIMES
from slakit.readers.read import read
from slakit.readers.record_problem import RecordProblem
from slakit.timeline.instants import moment

ROWS = 16_384


def read_events(
    source: Any, *, case: str = "case", at: str = "at", kind: str = "event", order: str | None = None, rules: Lifecycle | None = None,
    carry: Iterable[str] | None = None, as_of: datetime | str | None = None, **options: Any,
) -> "EventLog":  # fmt: skip
    """The cases of an event log: a file (CSV or JSON lines), a reader, a frame, or rows with a case, an instant and a kind of event.

    >>> from pathlib import Path
    >>> _ = Path("tickets.csv").write_text(
    ...     "ticket,time,what,state\\n7,2026-03-02 09:00,created,\\n7,2026-03-02 09:20,agent reply,waiting\\n"
    ...     "7,2026-03-02 11:20,state,open\\n7,2026-03-02 12:00,resolved,\\n")
    >>> log = read_events("tickets.csv", case="ticket", at="time", kind="what", timezone="Europe/London",
    ...                   rules=Lifecycle(pauses={"resolution": ["waiting"]}))
    >>> [row["replied"].isoformat() for row in log.first_replies]
    ['2026-03-02T09:20:00+00:00']
    >>> [[pause.isoformat() for pause in row["pauses"][0]] for row in log.cases]
    [['2026-03-02T09:20:00+00:00', '2026-03-02T11:20:00+00:00']]

    Each stream holds the runs of one kind of clock, and fits one metric (and any other: Count, Share ...):

    | stream | one row for each | metric |
    |---|---|---|
    | `cases` | case (or cycle) | `Within("cases", "8 hours", since="opened", until="resolved", pauses="pauses")` |
    | `first_replies` | case | `Within("first_replies", "1 hour", since="asked", until="replied", pauses="pauses")` |
    | `replies` | question | `Within("replies", "4 hours", since="asked", until="replied", pauses="pauses")` |
    | `updates` | wait for a public word | `Within("updates", "1 day", since="previous", until="updated", pauses="pauses")` |
    | `cleared` | question a resolution cleared | `Count("cleared", at="cleared")` |

    Every row has the case, its `number` among the rows of the case, a `ref` of its own ("T7/2", for `key=`), and `pauses`: pairs
    [from, to], where `to` is None while the pause goes on. `cases` also have `reopenings`, and for each holder of the rules the pauses of
    its time, such as `customer_pauses`. All other fields of the events (or those of `carry`) are carried over: a row holds the value
    in force when its clock stopped, the latest one while it runs, and a later value where there was none before.

    The log may come in any order and hold events twice; `order` names a field of numbers, the order of events at one instant.
    It is read when the first row is asked for, and kept as cases. `evaluate(..., as_of=)` takes its rows as of that instant, since a case
    that was reopened later was still resolved then. A Monitor is fed before it is asked, so it refuses a question as of an instant before
    the last event: `as_of` leaves out later events. Events that cannot be used and cases that contradict themselves are left out and
    listed in the `problems` of each stream. A file is read with `timezone`, `time_format`, `ambiguous` and all `options` of `read_csv`;
    a date without a time is the first instant of its local day.

    Raises UsageError for wrong arguments; RecordError, as the log is read, for a time without a zone.
    """
    return EventLog(source, as_of, options, case=case, at=at, kind=kind, order=order, rules=rules, carry=carry)


def read_log(agreement: Agreement, name: str, source: Any, **options: Any) -> "dict[str, EventStream]":
    """The streams that objectives read of a log which the agreement names; `source` and `options` are those of `read_events`.

    >>> agreement = Agreement(
    ...     "Desk", provider="Brightside", customer="Acme", term=("2026-01-01", "2027-01-01"), timezone="Europe/London",
    ...     logs={"tickets": Log(case="ticket", at="time", kind="what")},
    ...     objectives=[Objective("Resolved", Within("cases", "8 hours", since="opened", until="resolved"), "at least 90 %")],
    ... )
    >>> tickets = [{"ticket": 7, "time": "2026-03-02 09:00", "what": "created"},
    ...            {"ticket": 7, "time": "2026-03-02 17:00", "what": "resolved"}]
    >>> statement = evaluate(agreement, read_log(agreement, "tickets", tickets, timezone="Europe/London"), period="2026-03")
    >>> statement.line("Resolved").verdict.outcome
    <Outcome.MET: 'met'>

    Raises UsageError for a log that the agreement does not name.
    """
    log = agreement.log_of(name)
    events = read_events(
        source, case=log.case, at=log.at, kind=log.kind, order=log.order, rules=log.rules, carry=log.carry, **options
    )  # fmt: skip
    return {called: getattr(events, made) for made, called in log.made().items() if called in agreement.streams}


class EventLog:
    """The cases of an event log, by kind of clock; `read_events` makes it."""

    def __init__(self, source: Any, as_of: datetime | str | None, options: dict[str, Any], **fields: Any) -> None:
        times = {name: options[name] for name in TIMES if options.get(name) is not None}
        if isinstance(source, str | PathLike):
            source = read(source, **{name: value for name, value in options.items() if name not in TIMES} | times)
        elif others := [name for name in options if name not in TIMES]:
            raise UsageError(f"{others[0]}= is for a file; leave it out, or write the path of a file")
        self.name = str(source.name) if _is_reader(source) else "events"
        self._source: Any = source
        self._unread = getattr(source, "unread", None) if _is_reader(source) else None
        if _is_reader(source):
            times.setdefault("timezone", getattr(source, "zone", None))
        self._horizon = None if as_of is None else as_instant(as_of)
        self._fold = Fold(**fields, **times, name=self.name)
        self._lock = RLock()  # threads may feed its streams, and the first of them reads it
        self._is_read = False
        self._broken: Exception | None = None
        self.cases = EventStream(self, "cases")
        self.first_replies = EventStream(self, "first_replies")
        self.replies = EventStream(self, "replies")
        self.updates = EventStream(self, "updates")
        self.cleared = EventStream(self, "cleared")

    @property
    def fold(self) -> Fold:
        """All events, folded; the log is read the first time this is asked for."""
        with self._lock:
            if self._broken is not None:
                raise self._broken
            if not self._is_read:
                try:
                    self._read()
                except Exception as error:
                    self._broken = error  # the rest of a log is not the log
                    raise
                self._is_read, self._source = True, None
            return self._fold

    @property
    def events(self) -> int:
        """The number of events that were read, duplicates and unusable ones included."""
        return self.fold.events

    @property
    def duplicates(self) -> int:
        """The number of events that were equal to an earlier one; they count once and do no harm."""
        return self.fold.duplicates

    def rows(self, stream: str, problems: list[RecordProblem], horizon: int | None = None) -> Iterator[Row]:
        """The rows of a stream, as of an instant; events and cases without rows are added to `problems`."""
        horizon = self._earlier(horizon)
        problems += self.fold.problems_until(horizon)
        return self.fold.rows(stream, as_of=None if horizon is None else moment(horizon), problems=problems)

    def until(self, horizon: int | None) -> int | None:
        """The instant of the last event that its rows, as of an instant, rest on."""
        return self.fold.latest(self._earlier(horizon))

    def unread(self) -> list[str]:
        """The files of which not one row could be read, where its source counts them."""
        return [] if self._unread is None else list(self._unread())

    def _earlier(self, horizon: int | None) -> int | None:
        """The earlier of an instant and that of the log."""
        return min((at for at in (horizon, self._horizon) if at is not None), default=None)

    def _read(self) -> None:
        source, fold = self._source, self._fold
        if not _is_reader(source) and isinstance(source, Iterable) and not _is_frame(source) and not isinstance(source, bytes | dict):
            fold.add(source)
            return
        for batch in batches(_EVERYTHING, source):
            places = [batch.location(row) for row in range(batch.size)]
            fold.add(batch.records(), places if batch.lines is not None else None)
        fold.blame(getattr(source, "problems", []))


class EventStream:
    """The rows of one kind of clock: iterate over it, or feed it to `evaluate` or a Monitor; `problems` says what was left out."""

    def __init__(self, log: EventLog, stream: str, horizon: int | None = None) -> None:
        self._log, self._stream, self._horizon = log, stream, horizon
        self.problems: list[RecordProblem] = []
        self.rows = 0

    @property
    def name(self) -> str:
        return f"{self._log.name}, {self._stream}"

    @property
    def log(self) -> str:
        """The name of the log, under which its problems stand once, whichever of its streams are read."""
        return self._log.name

    @property
    def until(self) -> int | None:
        """The instant of the last event that its rows rest on; as of an earlier instant the rows may differ."""
        return self._log.until(self._horizon)

    def unread(self) -> list[str]:
        """The files of the log of which not one row could be read."""
        return self._log.unread()

    def as_of(self, instant: datetime | str) -> "EventStream":
        """Return the rows as of an instant.

        >>> log = read_events([{"case": 7, "at": "2026-03-02T09:00Z", "event": "created"},
        ...                    {"case": 7, "at": "2026-03-02T17:00Z", "event": "resolved"}])
        >>> [row["resolved"] for row in log.cases.as_of("2026-03-02T12:00Z")]
        [None]
        """
        return EventStream(self._log, self._stream, as_instant(instant))

    def __iter__(self) -> Iterator[Row]:
        for rows, _ in self.batches():
            yield from rows

    def batches(self, size: int = ROWS) -> Iterator[tuple[list[Row], list[str]]]:
        """Lists of at most `size` rows, each with the list of their refs."""
        if type(size) is not int or size < 1:
            raise UsageError(f"{size!r} is not a number of rows; write batches(10_000)")
        self.problems, self.rows = [], 0
        rows = self._log.rows(self._stream, self.problems, self._horizon)
        while taken := list(islice(rows, size)):
            self.rows += len(taken)
            yield taken, [str(row["ref"]) for row in taken]


def _is_reader(source: Any) -> bool:
    return hasattr(source, "batches") and hasattr(source, "problems")


def _is_frame(source: Any) -> bool:
    return any(hasattr(source, door) for door in ("__arrow_c_stream__", "__narwhals_dataframe__", "columns"))


_EVERYTHING = PlannedStream("events", (), (), frozenset(), frozenset(), frozenset(), whole=True)
