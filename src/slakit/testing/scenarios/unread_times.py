"""Unread times: the times in the records of a scenario that cannot be read, with what to write in their place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, tzinfo
from itertools import islice
from typing import Any

from slakit.agreements.paths import Path
from slakit.documents.plain import shown
from slakit.errors import UnitError
from slakit.metrics.plain_values import plain
from slakit.metrics.record import Unread
from slakit.readers.times import BadTimeError, TimeReader
from slakit.testing.scenarios.written_place import in_words_of_file
from slakit.timeline.impossible_days import date_remedy, impossible_day
from slakit.timeline.instants import moment
from slakit.timeline.zone import exact_instant, wall_instant, zone, zone_name

AFTER = "+"  # "+2 h" is two hours after the first time of the row
TIME_EXAMPLE = "'2026-06-08 02:00', a time of the zone of the contract, or '2026-06-08T02:00Z'"
NARROW = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d\d)(:\d\d)?)?\s*", re.ASCII)  # 2026-6-8 2:00
LENGTH = re.compile(r"-?\s*\d+(\.\d+)?\s*[a-z]", re.ASCII | re.IGNORECASE)  # 2 h
MOST = 5  # so many times of a file are named


def time_fault(value: Any, tz: tzinfo) -> str:
    """The fault of a time as a scenario writes it; "" for one that can be read, for none, and for one that follows another.

    >>> time_fault("2026-06-31 02:00", zone("Europe/London"))
    "'2026-06-31 02:00' is not a time: June 2026 has 30 days; write '2026-06-30 02:00' or '2026-07-01 02:00'"
    """
    if isinstance(value, datetime | date | Unread) or plain(value) is None:
        return ""
    if not isinstance(value, str):
        return f"{shown(value)} is not a time; write {TIME_EXAMPLE}"
    text = value.strip()
    if not text or text.startswith(AFTER):
        return ""
    try:
        wall = datetime.fromisoformat(text)
    except ValueError:
        return f"{value!r} is not a time{_remedy(text)}"
    if wall.tzinfo is not None or _is_day(text):
        return ""
    try:
        _ = exact_instant(wall, tz)
    except UnitError:
        return _of_change(text, wall, tz)
    return ""


def unread_times(times: Collection[str], written: Any, rows: Any, timezone: str, several: str) -> Iterator[tuple[Path, str]]:
    """Yield the path in the records of a stream, and the fault, of each of its `times` that cannot be read.

    `written` is what stands in the scenario file, and `rows` what is made of it; `several` is the key under which an entry has the record
    of all its rows.
    """
    tz = zone(timezone)
    if not isinstance(rows, list):
        yield from (((), fault) for fault in _of_file(times, rows, timezone))
        return
    entries = written if isinstance(written, list) else rows
    for number, entry in enumerate(entries):
        if isinstance(entry, Mapping):
            inside = entry.get(several)
            row, path = (inside, (number, several)) if isinstance(inside, Mapping) else (entry, (number,))
            for name in times:
                value = row.get(name)
                if isinstance(value, str) and "{n}" in value:  # the number of the row makes it a time
                    value = value.replace("{n}", "1")
                if fault := time_fault(value, tz):
                    yield (*path, name), fault


def _of_file(times: Collection[str], rows: Any, timezone: str) -> Iterator[str]:
    """The faults of the times in a file, one for each row: those that its reader says, or that it would say if it read times."""
    problems = {one.location: one.text for one in reversed(rows.problems) if not str(one.value).startswith(AFTER)}
    texts = [*reversed(problems.values())] or list(islice(_of_texts(times, rows, timezone), MOST + 1))
    for number, text in enumerate(texts[:MOST], 1):
        more = f" (and other rows after the first {MOST})" if number == MOST < len(texts) else ""
        yield f"{in_words_of_file(text, rows.name)}{more}"


def _of_texts(times: Collection[str], rows: Any, timezone: str) -> Iterator[str]:
    """The first fault of each row of a file whose texts stand for times."""
    read = TimeReader(None, timezone).times()
    for batch, lines in rows.batches():
        for row, line in zip(batch, lines, strict=True):
            for name, value in row.items():
                if name in times and isinstance(value, str) and value.strip() and not value.startswith(AFTER):
                    try:
                        _ = read(value)
                    except BadTimeError as error:
                        yield f"{rows.location(line)}: {name} {error}"
                        break


def _remedy(text: str) -> str:
    """The reason why a text is no time, and what to write."""
    if LENGTH.match(text):
        return f": a length of time begins with +; write '+{text.removeprefix('-').strip()}'"
    if impossible_day(text):
        return date_remedy(text, TIME_EXAMPLE)
    if narrow := NARROW.fullmatch(text):
        year, month, day, hour, minute, second = narrow.groups()
        wide = f"{year}-{month:0>2}-{day:0>2}" + (f" {hour:0>2}:{minute}{second or ''}" if hour else "")
        try:
            _ = datetime.fromisoformat(wide)
        except ValueError:
            return date_remedy(wide, TIME_EXAMPLE)
        return f"; write {wide!r}"
    return f"; write {TIME_EXAMPLE}"


def _of_change(text: str, wall: datetime, tz: tzinfo) -> str:
    """The fault of a wall time that a clock change skips or repeats, with the times that are meant perhaps."""
    first, second = (wall.replace(tzinfo=tz, fold=fold) for fold in (0, 1))
    if first.utcoffset() > second.utcoffset():  # type: ignore[operator]  # an aware datetime has an offset
        both = f"'{first.isoformat()}' for the first, '{second.isoformat()}' for the second"
        return f"{text!r} comes twice in {zone_name(tz)}, where clocks go back; write {both}"
    carried = moment(wall_instant(wall, tz), tz).replace(tzinfo=None)
    return f"{text!r} does not come in {zone_name(tz)}, where clocks go forward over it; write '{carried.isoformat(' ', 'minutes')}'"


def _is_day(text: str) -> bool:
    """True for a day without an hour."""
    try:
        _ = date.fromisoformat(text)
    except ValueError:
        return False
    return True
