"""EventReader: the fields of an event of a log as an Event, or what is wrong with it (docs/numbers.md T1, M10)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any

from slakit.agreements.event_kinds import IGNORED, KINDS, NOTE, RANKS, REPLIED, UPDATED, kind_reader, passes
from slakit.agreements.lifecycle import Lifecycle, texts
from slakit.errors import RecordError, UnitError, close_match
from slakit.metrics.plain_values import plain
from slakit.metrics.record import Unread, own
from slakit.readers.events.case_events import Event
from slakit.readers.events.event_fields import held, is_given, state_of
from slakit.readers.events.faults import NO_CASE, UNKNOWN_KIND, UNKNOWN_STATE, UnusableError
from slakit.readers.events.streams import STREAMS, fields_of
from slakit.readers.options import ReadOptions
from slakit.readers.record_problem import UNREADABLE, shortened
from slakit.readers.times import BadTimeError, NoZoneError, TimeReader
from slakit.timeline.instants import instant
from slakit.timeline.zone import ZoneMissing, wall_instant
from slakit.values.number import number


class EventReader:
    """A reader of events, by the rules of a log and the names of their fields."""

    def __init__(
        self, rules: Lifecycle, case: str, at: str, kind: str, order: str | None, carry: Iterable[str] | None, options: ReadOptions
    ) -> None:
        self._rules = rules
        self._case, self._at, self._kind, self._order = case, at, kind, order
        self._carry = None if carry is None else frozenset((*texts(carry), *rules.target, *rules.history))
        self._own = frozenset((case, at, kind, rules.state, *((order,) if order else ())))
        self.made = frozenset(made for stream in STREAMS.values() for made in fields_of(stream, rules))
        self._kind_of = kind_reader(rules.kinds, kind)
        self._words = (*KINDS, *(word for _, listed in rules.kinds for word in listed if isinstance(word, str)))
        formats = options.formats(at)
        self._has_format = bool(formats)
        self._read_text = TimeReader(formats or None, options.timezone, options.ambiguous).reading()
        local = TimeReader(None, options.timezone, options.ambiguous)
        self._read_wall, self._zone = local.reading(), local.zone
        self._shared: dict[object, Any] = {}

    def read(self, fields: Mapping[str, object], location: str) -> tuple[object, Event] | None:
        """The case of an event, and the event; None for one that is not looked at.

        Raises UnusableError for an event that cannot be used, RecordError for a log that cannot be read so.
        """
        kind = self._kind_of(fields)
        if kind == IGNORED:
            return None
        if kind is None:
            word = fields.get(self._kind)
            near = close_match(word, self._words)
            raise UnusableError(UNKNOWN_KIND, self._kind, word, f"is no kind of event; map it, {MAP}{near}")
        case, state = fields.get(self._case), fields.get(self._rules.state)
        if isinstance(case, Unread) or not is_given(case):
            raise UnusableError(NO_CASE, self._case, case if isinstance(case, Unread) else "", "is empty; write the id of the case")
        self._check_read(state, self._rules.state)
        state = state_of(state)
        if state is not None and self._rules.states and state not in self._rules.states:
            raise UnusableError(
                UNKNOWN_STATE, self._rules.state, state, f"is not one of the states{close_match(state, self._rules.states)}"
            )
        at = self.instant(fields, location)
        order = self._ordered(fields.get(self._order)) if self._order else 0
        if kind in (REPLIED, UPDATED) and not self._counts(fields):
            kind = NOTE
        return case, Event(at, order, RANKS[kind], kind, state, self._others(fields, location))

    def _counts(self, fields: Mapping[str, object]) -> bool:
        """True if a reply is public and not automated."""
        rules = self._rules
        return passes(rules.public, fields) and not (rules.automated and passes(rules.automated, fields))

    def _others(self, fields: Mapping[str, object], location: str) -> tuple[tuple[str, object], ...]:
        """The other fields of an event that have a value."""
        wanted = fields.keys() - self._own if self._carry is None else fields.keys() & self._carry
        if clash := sorted(wanted & self.made):
            raise RecordError(
                f"{location}: {clash[0]!r} is a field of the event and of the rows that are made of it; "
                f"give it another name, or name those to carry over, carry=['priority', 'channel']"
            )
        others = tuple((name, value) for name in sorted(wanted) if (value := held(fields[name])) is not None and value != "")
        return self._shared.setdefault(tuple((name, type(value), value) for name, value in others), others)  # type: ignore[no-any-return]

    def instant(self, fields: Mapping[str, object], location: str) -> int:
        """The instant of an event; a date is the first instant of its local day."""
        value = own(fields.get(self._at))
        self._check_read(value, self._at)
        try:
            if isinstance(value, int | float | Decimal) and self._has_format and not isinstance(value, bool):
                value = str(value)  # epoch seconds, or 20260302
            if isinstance(value, str) and value.strip():
                value = self._read_text(value)
            if isinstance(value, datetime):
                return instant(value if value.utcoffset() is not None else self._read_wall(value.isoformat()))
            if isinstance(value, date):
                if self._zone is None:
                    raise NoZoneError
                return wall_instant(datetime.combine(value, time()), self._zone)
        except BadTimeError as bad:
            raise UnusableError(bad.kind, self._at, value, str(bad), named=False) from None
        except NoZoneError:
            raise ZoneMissing(f"{location}: {self._at} {shortened(value)!r} has no zone; write ") from None
        raise UnusableError(UNREADABLE, self._at, value, "is not an instant; write '2026-01-31T09:00:00+00:00'")

    def _ordered(self, value: object) -> Fraction:
        self._check_read(value, self._order)
        try:
            return Fraction(number(plain(value)))
        except UnitError:
            raise UnusableError(UNREADABLE, self._order, value, "is not a number; write 1, 2, 3 in the order of the events") from None

    def _check_read(self, value: object, field: str | None) -> None:
        """Raise UnusableError for a value that the reader of the file could not read."""
        if isinstance(value, Unread):
            raise UnusableError(value.kind, field, value, value.why, named=False)


MAP = "kinds={'agent reply': ['comment'], 'ignored': ['tagged']}"
