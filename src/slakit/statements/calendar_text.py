"""calendar_text: what comes next as an .ics file: duties, rights that lapse, claims, and deadlines of open timers (docs/outputs.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from hashlib import sha256
from typing import Any

from attrs import frozen

from slakit.statements.deadline import Deadline
from slakit.statements.duty_state import OPEN, DutyState, RightState
from slakit.statements.line import Line
from slakit.statements.local_times import local_time
from slakit.statements.tidy_tables import group_text
from slakit.values.one_line import one_line

OCTETS = 75  # of a line, without its end (RFC 5545, 3.1)
SPECIAL = re.compile(r"[\\;,]")
INSTANT = timedelta(microseconds=1)


@frozen
class Entry:
    """One thing of a calendar: a day, or an instant, by which something is to be done; `of` says which thing it is, whatever its day."""

    at: date | datetime
    title: str
    details: tuple[str, ...]
    of: tuple[str, ...]


def calendar_text(statement: Any, deadlines: Iterable[Deadline] = ()) -> str:
    """The calendar of a statement, and of the deadlines of a monitor if they are given; the same text for the same ones."""
    zone = statement.lines.zone
    events = {entry.of: entry for entry in [*(_deadline(one, zone) for one in deadlines), *_entries(statement, zone)]}
    rows = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//slakit//statement//EN", "CALSCALE:GREGORIAN"]
    rows += [f"X-WR-CALNAME:{escaped(statement.agreement)}"]
    for entry in sorted(events.values(), key=lambda one: (_stamp(one.at), one.title, one.of)):
        rows += _event(entry, statement)
    return "".join(f"{folded(row)}\r\n" for row in [*rows, "END:VCALENDAR"])


def _entries(statement: Any, zone: tzinfo) -> Iterator[Entry]:
    for duty in statement.duties:
        if duty.state == OPEN:
            yield _duty(duty)
    for line in statement.lines:
        yield from (_right(right, line) for right in line.right_states if right.state == OPEN and right.last_day)
        if line.claim_by is not None and line.claim_by > statement.as_of and not line.claimed:
            yield _claim(line, line.claim_by, zone)


def _duty(duty: DutyState) -> Entry:
    who = f"{duty.who} ({duty.holder})" if duty.holder else duty.who
    details = (duty.what, f"who: {who}", duty.clause and f"clause {duty.clause}", duty.objective, duty.group, duty.period)
    of = ("duty", duty.duty, duty.who, duty.objective, duty.group, duty.period, duty.last_day)
    return Entry(date.fromisoformat(duty.last_day), f"{duty.duty}, {who}", details, of)


def _right(right: RightState, line: Line) -> Entry:
    details = (line.title, str(right))
    return Entry(date.fromisoformat(right.last_day), f"last day: {right.right}", details, ("right", right.right, *_of(line)))


def _claim(line: Line, by: datetime, zone: tzinfo) -> Entry:
    """The last day on which a claim can still be made: that of the instant before its time is over."""
    last = (by - INSTANT).astimezone(zone).date()
    owed = "" if line.entitled is None else f"{line.entitled.show()} may be claimed"
    return Entry(last, f"last day to claim: {line.named}, {line.period.label}", (owed, line.claim), ("claim", *_of(line)))


def _deadline(one: Deadline, zone: tzinfo) -> Entry:
    group, clause = group_text(one.group) or "", one.clause and f"clause {one.clause}"
    if one.duty:
        last = (one.due - INSTANT).astimezone(zone).date()
        who = f"{one.who} ({one.holder})" if one.holder else one.who
        details = (one.what, f"who: {who}", clause, one.objective, group, one.period)
        of = ("duty", one.duty, one.who, one.objective, group, one.period, last.isoformat())  # as the statement has it
        return Entry(last, f"{one.duty}, {who}", details, of)
    named = f"{one.objective}{f' [{group}]' if group else ''}"
    facts = (clause, f"by {local_time(one.due, zone)}", f"stream: {one.stream}", "overdue" if one.overdue else "")
    title = f"{named}: {one.key}" if one.key is not None else named
    return Entry(one.due, title, facts, ("timer", one.objective, one.stream, group, str(one.key)))


def _of(line: Line) -> tuple[str, ...]:
    return line.name, group_text(line.group) or "", line.period.label


def _stamp(at: date | datetime) -> str:
    """A day as it is; an instant in UTC, the one form that needs no table of clock changes: calendars show it in their reader's zone."""
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ") if isinstance(at, datetime) else at.strftime("%Y%m%d")


def _event(entry: Entry, statement: Any) -> list[str]:
    identity = "\x1f".join((statement.agreement, statement.provider, statement.customer, *entry.of))
    made = statement.as_of.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    when = f"DTSTART:{_stamp(entry.at)}" if isinstance(entry.at, datetime) else f"DTSTART;VALUE=DATE:{_stamp(entry.at)}"
    details = r"\n".join(escaped(one) for one in entry.details if one)
    return [
        "BEGIN:VEVENT",
        f"UID:{sha256(identity.encode('utf-8', 'backslashreplace')).hexdigest()[:32]}@slakit",
        f"DTSTAMP:{made}",
        when,
        f"SUMMARY:{escaped(entry.title)}",
        *([f"DESCRIPTION:{details}"] if details else []),
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def escaped(text: str) -> str:
    r"""Return a text as a value of a calendar.

    >>> print(escaped("a, b; c\\d\nBEGIN:VEVENT"))
    a\, b\; c\\d BEGIN:VEVENT
    """
    return SPECIAL.sub(lambda sign: f"\\{sign[0]}", one_line(text))


def folded(row: str) -> str:
    """A line in pieces of at most 75 octets, each after the first with a space before it; no character is cut."""
    pieces, piece, size = [], "", 0
    for sign in row:
        length = len(sign.encode())
        if size + length > OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + sign, size + length
    return "\r\n".join([*pieces, piece])
