"""Fold: events in any order, folded into cases (docs/numbers.md M9, M10).

What it holds is one small tuple for each event of a case, equal ones once; never the rows themselves.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from slakit.agreements.event_kinds import BY_AGENT, CREATED
from slakit.agreements.lifecycle import Lifecycle
from slakit.engine.group_keys import label, literal
from slakit.engine.read.selection import natural
from slakit.errors import RecordError, UsageError, close_match
from slakit.metrics.condition import Filter
from slakit.metrics.record import Unread
from slakit.readers.events.case_events import CaseEvents, Event, case_events_of
from slakit.readers.events.event_fields import fields_of_row, held, likely, listed
from slakit.readers.events.event_reader import EventReader
from slakit.readers.events.faults import Notice, UnusableError
from slakit.readers.events.streams import STREAMS, rows_of
from slakit.readers.options import ReadOptions
from slakit.readers.record_problem import BROKEN_ROW, RecordProblem, shortened
from slakit.timeline.instants import instant

Row = dict[str, object]


class Fold:
    """Events of many cases, added in any order, any batches and any number of times; asked at any time for the rows they come to.

    >>> fold = Fold()
    >>> fold.add([{"case": 7, "at": "2026-03-02T09:00Z", "event": "created", "channel": "mail"}])
    >>> fold.add([{"case": 7, "at": "2026-03-02T09:20Z", "event": "agent reply"}])
    >>> [(row["case"], row["channel"], row["replied"].isoformat()) for row in fold.rows("first_replies")]
    [(7, 'mail', '2026-03-02T09:20:00+00:00')]

    `times` are the options of `read_csv` that say how texts are read as times.
    An event that cannot be used is left out and stands in `problems`; `duplicates` counts the equal ones beyond the first, usable or not.
    """

    def __init__(
        self, rules: Lifecycle | None = None, *, case: str = "case", at: str = "at", kind: str = "event", order: str | None = None,
        carry: Iterable[str] | None = None, name: str = "events", **times: Any,
    ) -> None:  # fmt: skip
        if rules is not None and not isinstance(rules, Lifecycle):
            raise UsageError(f"{rules!r} is not the rules of a case; write rules=Lifecycle(pauses={{'resolution': ['waiting']}})")
        self.rules = rules or Lifecycle()
        self.name = name
        self.events = self.duplicates = 0
        self.unread_locations: set[str] = set()  # of events with a value that the reader of the file could not read
        self._case, self._at, self._kind, self._order = case, at, kind, order
        self._reader = EventReader(self.rules, case, at, kind, order, carry, ReadOptions.of(times))
        self._cases: dict[str, dict[object, Event]] = {}
        self._shown: dict[str, Hashable] = {}
        self._faults: list[tuple[int | None, RecordProblem]] = []  # what is wrong with single events, and when they were
        self._refused: set[Hashable] = set()
        self._names: dict[str, None] = {}  # of all events, in order
        if case in self._reader.made:
            raise UsageError(f"case={case!r} is a field that the rows have already; rename it, rename={{{case!r}: 'case'}}")

    def add(self, events: Iterable[Any], places: Iterable[str] | None = None) -> None:
        """Add events: mappings, or objects with attributes; `places` names each for the problems.

        Raises RecordError for a time without a zone, and for a field that has the name of one that the rows get.
        """
        named = iter(places) if places is not None else None
        for row in events:
            self.events += 1
            location = next(named) if named is not None else f"{self.name}, event {self.events}"
            self._add(row, location)

    def _add(self, row: Any, location: str) -> None:
        fields = fields_of_row(row)
        try:
            if fields is None:
                raise UnusableError(BROKEN_ROW, None, row, f"is not an event; write {EXAMPLE}")
            if Unread in map(type, fields.values()):
                self.unread_locations.add(location)
            if not fields.keys() <= self._names.keys():
                self._names |= dict.fromkeys(fields)
            read = self._reader.read(fields, location)
            if read is not None:
                self._hold(*read, location)
        except UnusableError as fault:
            self._refuse(fault, row if fields is None else fields, location)

    def _hold(self, case: object, event: Event, location: str) -> None:
        key = str(label(case))  # a number and its text are one, since files have only text (docs/numbers.md R1)
        events = self._cases.setdefault(key, {})
        if (shown := self._shown.setdefault(key, held(case))) != key and (type(shown) is bool or held(case) != shown):
            self._shown[key] = key
        truths = tuple(type(value) is bool for _, value in event.fields)
        mark = (event, truths) if any(truths) else event  # True is no 1
        if mark in events:
            self.duplicates += 1
            return
        events[mark] = event
        for name, value in event.fields:
            if isinstance(value, Unread):
                self._faults.append((event.at, Notice(value.kind, location, name, shortened(value), f"{location}: {name} {value.why}")))

    def _refuse(self, fault: UnusableError, event: object, location: str) -> None:
        """Leave out an event that cannot be used; the same one again, perhaps from another line, is no other problem."""
        mark: Hashable = (type(event), held(event))
        at = None
        if isinstance(event, Mapping):
            mark = frozenset((name, type(value), held(value)) for name, value in event.items())
            with suppress(UnusableError, RecordError):
                at = self._reader.instant(event, location)
        if mark in self._refused:
            self.duplicates += 1
            return
        self._refused.add(mark)
        text = f"{shortened(fault.value)!r} {fault.text}" if fault.named else fault.text
        problem = RecordProblem(fault.kind, location, fault.field, shortened(fault.value), f"{location}: {fault.field or 'row'} {text}")
        self._faults.append((at, problem))

    def blame(self, problems: Iterable[RecordProblem]) -> None:
        """Add the problems of rows that are no events, as the reader of their file has them."""
        self._faults += [(None, problem) for problem in problems if problem.location not in self.unread_locations]

    @property
    def problems(self) -> list[RecordProblem]:
        """The problems of single events."""
        return self.problems_until(None)

    def problems_until(self, horizon: int | None) -> list[RecordProblem]:
        """Return the problems of the events up to an instant, and of events without a readable instant."""
        return [problem for at, problem in self._faults if horizon is None or at is None or at <= horizon]

    def latest(self, horizon: int | None = None) -> int | None:
        """The instant of the latest event, up to an instant."""
        instants = (event.at for events in self._cases.values() for event in events.values())
        return max((at for at in instants if horizon is None or at <= horizon), default=None)

    def rows(self, stream: str, *, as_of: datetime | str | None = None, problems: list[RecordProblem] | None = None) -> Iterator[Row]:
        """The rows of "cases", "first_replies", "replies", "updates" or "cleared", case by case in the order of their ids.

        With `as_of`, of the events up to that instant. A case that contradicts itself has none; the reason is added to `problems`. Raises
        RecordError when no event has the field of the case, of the instant or of the kind.
        """
        if stream not in STREAMS:
            raise UsageError(f"{stream!r} is not a stream of cases{close_match(stream, STREAMS)}")
        self._check_names()
        horizon = None if as_of is None else instant(as_of)
        for case in self._case_events(horizon, [] if problems is None else problems):
            yield from rows_of(case, STREAMS[stream], self.rules, self._case)

    def _check_names(self) -> None:
        """Raise RecordError for a field that no event has, as the log then names it otherwise."""
        wanted = {"case": self._case, "at": self._at, "kind": self._kind}
        if any(isinstance(word, Filter) for _, listed in self.rules.kinds for word in listed):
            del wanted["kind"]  # other fields may decide it
        free = [name for name in self._names if name not in (*wanted.values(), self._order, self.rules.state)]
        they = f"their fields are {listed(self._names)}"
        problems = [
            f"{self.name}: no event has the field {field!r}, {they}; write {argument}={likely(argument, free)!r}"
            for argument, field in wanted.items()
            if field not in self._names
        ]
        if self._names and problems:
            raise RecordError(*problems)

    def _case_events(self, horizon: int | None, problems: list[RecordProblem]) -> Iterator[CaseEvents]:
        for key in sorted(self._cases, key=lambda key: (natural(key), key)):
            events_of_case = self._cases[key].values()
            events = [event for event in events_of_case if horizon is None or event.at <= horizon]
            if not events or (len(events) < len(events_of_case) and _is_created(events_of_case) and not _is_created(events)):
                continue  # it comes later
            case, faults = case_events_of(self._shown[key], events, self.rules)
            where = f"{self.name}, {self._case} {literal(self._shown[key])}"
            made = RecordProblem if case is None else Notice
            problems += [made(kind, where, field, value, f"{where} {text}") for kind, field, value, text in faults]
            if case is not None:
                yield case


def _is_created(events: Iterable[Event]) -> bool:
    return any(event.kind in (CREATED, BY_AGENT) for event in events)


EXAMPLE = "{'case': 7, 'at': '2026-03-02T09:00Z', 'event': 'created'}"
