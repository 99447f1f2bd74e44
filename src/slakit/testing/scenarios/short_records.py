"""Records as a scenario writes them: rows, a table drawn with bars, or the name of a file; and times that follow others."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, tzinfo
from functools import partial
from typing import Any

from attrs import frozen

from slakit.agreements.paths import Path
from slakit.documents.plain import example_text, shown
from slakit.errors import SlakitError, close_match
from slakit.metrics.record import Unread
from slakit.readers.options import ReadOptions
from slakit.testing.scenarios.example_row import OUTAGE
from slakit.testing.scenarios.record_files import FILE, RecordFile, file_records
from slakit.testing.scenarios.unread_times import AFTER, time_fault
from slakit.timeline.instants import instant, moment
from slakit.timeline.zone import wall_instant, zone
from slakit.values.quantity import Quantity, quantity_as

NUMBER = "{n}"  # the number of one of several rows
PHONE = re.compile(r"\+[\d\s()/-]{7,}")  # a number to call, and no time
SEVERAL = ("rows", "of")
NEARLY = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")  # what begins so is meant as a time

Report = Callable[[Path, str], None]
Row = dict[str, Any]


def records_of(
    streams: Mapping[str, Any],
    path: Path,
    folder: str,
    tz: str,
    report: Report,
    times: Callable[[str], Collection[str]] = lambda _: (),
    example: Callable[[str], str] = lambda _: OUTAGE,
) -> dict[str, Any]:
    """The records of each stream, as `evaluate` takes them; what cannot be read is reported with its path.

    `times` are the fields of a stream that hold times, in a file that says how they are written, and `example` a record of it.
    """
    return {
        stream: _stream(written, (*path, stream), folder, tz, report, times(stream), _Example(stream, partial(example, stream)))
        for stream, written in streams.items()
    }


@frozen
class _Example:
    """The remedy for records that are none: a record of the stream, worked out where it is shown."""

    stream: str
    of: Callable[[], str]

    @property
    def rows(self) -> str:
        return f"{self.stream} = [{self.of()}]"

    @property
    def alike(self) -> str:
        return f"{{ rows = 12, of = {self.of()} }}"


def _stream(written: Any, path: Path, folder: str, tz: str, report: Report, times: Collection[str], example: _Example) -> Any:
    if isinstance(written, str):
        if not written.strip():
            report(path, f"is an empty table; if there are no records, write {path[-1]} = []")
            return []
        if "\n" in written.strip() or "|" in written:
            return [_timed(row, (*path, number), tz, report, example) for number, row in enumerate(_table(written, path, report))]
        return _of_file(written, path, folder, tz, report, times, example)
    if isinstance(written, Mapping) and FILE in written:
        return _of_file(written, path, folder, tz, report, times, example)
    if not isinstance(written, list):
        several = isinstance(written, Mapping) and is_several(written)
        remedy = f"{path[-1]} = [{example.alike}]" if several else example.rows
        report(path, f"{shown(written)} is not a list of records, a table or a file; write {remedy}")
        return []
    rows: list[Row] = []
    for number, entry in enumerate(written):
        if isinstance(entry, Mapping) and FILE in entry and not {*entry} - {FILE, *ReadOptions.flags()}:
            report((*path, number), f"is a file, which holds all records of its stream; write {path[-1]} = {shown(dict(entry))}")
        elif isinstance(entry, Mapping) and not entry:
            report((*path, number), f"is a record without a field; write {example.rows}, or {path[-1]} = [] for none")
        elif isinstance(entry, Mapping) and is_several(entry):
            row = _timed(entry["of"], (*path, number, "of"), tz, report, example)
            alike = f"{{ rows = 12, of = {example_text(entry['of'])} }}" if entry["of"] else example.alike
            rows += [_numbered(row, count) for count in range(1, _count(entry, (*path, number), report, alike) + 1)]
        elif isinstance(entry, Mapping):
            rows.append(_timed(entry, (*path, number), tz, report, example))
        else:
            report((*path, number), f"{shown(entry)} is not a record; write {example.rows}")
    return rows


def _of_file(
    written: str | Mapping[str, Any], path: Path, folder: str, tz: str, report: Report, times: Collection[str], example: _Example
) -> Any:
    """The records of a file, in which a time may follow the first time of its row as well."""

    def complete(row: Row, wrong: Callable[[str, str], None]) -> Row:
        texts = {name: value.text if isinstance(value, Unread) and _follows(value.text) else value for name, value in row.items()}
        return _timed(texts, (), tz, lambda at, fault: wrong(str(at[-1]), fault), example)

    return file_records(RecordFile(written, path, folder, tz, times, example.of), complete, follows, report)


def follows(row: Row) -> bool:
    """True if a value of a row is a time after its first one."""
    return any(_follows(value.text if isinstance(value, Unread) else value) for value in row.values())


def _follows(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(AFTER) and not PHONE.fullmatch(value)


def is_several(entry: Mapping[str, Any]) -> bool:
    """True if an entry of a list stands for several rows."""
    return isinstance(entry.get(SEVERAL[1]), Mapping)


def _count(entry: Mapping[str, Any], path: Path, report: Report, alike: str) -> int:
    """The number of rows of an entry that is for several; 0 where it says none."""
    strange = [key for key in entry if key not in SEVERAL]
    for key in strange:
        report((*path, key), f"is not a key here{close_match(key, SEVERAL)}; write {alike}")
    count = entry.get("rows")
    if "rows" not in entry:
        if not strange:
            report(path, f"does not say how many rows; write {alike}")
        return 0
    if type(count) is not int or count < 1:
        report((*path, "rows"), f"{count!r} is not a number of rows, 1 or more; write {alike}")
        return 0
    return count


def _numbered(row: Row, number: int) -> Row:
    """One of several equal rows: "{n}" in a text of it, such as its key, is its number."""
    if not any(isinstance(value, str) and NUMBER in value for value in row.values()):
        return row
    return {name: value.replace(NUMBER, str(number)) if isinstance(value, str) else value for name, value in row.items()}


def _table(text: str, path: Path, report: Report) -> list[Row]:
    """The rows of a table: a line of names, a line for each record, cells parted by bars; an empty cell is no value."""
    written = [line.strip() for line in text.strip().splitlines()]
    outer = int(written[0].startswith("|"))  # with bars around it the outermost cells are none
    lines = [[cell.strip() for cell in line.split("|")[outer : -outer or None]] for line in written]
    lines = [cells for cells in lines if any(cell.strip("-: ") for cell in cells)]  # a ruled line is none
    if "|" not in text and any(mark in text.strip().splitlines()[0] for mark in "\t,;"):
        report(path, "columns are parted by |; write 'start | end', or the name of a file")
        return []
    if len(lines) < 2:
        report(path, f"is a table without a row; if there are no records, write {path[-1]} = []")
        return []
    rows: list[Row] = []
    for number, cells in enumerate(lines[1:]):
        if len(cells) != len(lines[0]):
            have = f"has {len(cells)} cell{'s' * (len(cells) != 1)}"
            report((*path, number), f"{have}, and the head {len(lines[0])}; write as many, parted by |")
            rows.append({})  # so that the rows after it keep their numbers
        else:
            rows.append({name: cell or None for name, cell in zip(lines[0], cells, strict=True)})
    return rows


def _not_a_length(value: str, length: str, later: Quantity) -> str:
    """The fault of what follows the first time of a record by no length of time."""
    days = later.dimension in ("[business_day]", "[calendar_day]")  # which no calendar counts here
    example = f"+{length} min" if not later.unit.text else "+43 min"
    remedy = "write the moment itself, such as '2026-06-05 10:00'" if days else f"write {example!r}"
    return f"{value!r} is not a length of time after the first time of the record; {remedy}"


def _timed(row: Mapping[str, Any], path: Path, tz: str, report: Report, example: _Example) -> Row:
    """The row with its "+2 h" as the time so long after its first time."""
    made = dict(row)
    if not follows(made):
        return made
    first = next((at for value in row.values() if (at := instant_in(value, tz)) is not None), None)
    wrong = [name for name, value in row.items() if isinstance(value, str) and NEARLY.match(value) and _instant(value, zone(tz)) is None]
    for name in wrong if first is None else ():
        report((*path, name), time_fault(row[name], zone(tz)))
    if first is None and wrong:
        return made
    for name, value in row.items():
        if _follows(value):
            length = value.removeprefix(AFTER).strip()
            try:
                later = quantity_as("a length of time; write '43 min' or '2 h 30 min'", length)
            except SlakitError as error:
                text = re.sub(r"\b(write|or) '(?=[0-9])", r"\1 '+", str(error).replace(repr(length), repr(value), 1))
                report((*path, name), text.replace("write 'min'", f"write {f'{value}in'!r}") if length.endswith("m") else text)
                continue
            if first is None:
                report((*path, name), f"{value!r} follows no time, for no other value of the record is one; write {example.rows}")
                continue
            if later.dimension != "[time]" or later.base.denominator != 1:
                report((*path, name), _not_a_length(value, length, later))
                continue
            made[name] = moment(first + int(later.base), zone(tz)).isoformat()
    return made


def with_offset(text: str, tz: str) -> str:
    """A time in a zone with its offset; one that has an offset, or is none, as it is."""
    at = _instant(text, zone(tz))
    return text if at is None else moment(at, zone(tz)).isoformat()


def instants_of(row: Mapping[str, Any], tz: str) -> list[int]:
    """The instants of all times of a row."""
    return [at for value in row.values() if (at := instant_in(value, tz)) is not None]


def instant_in(value: Any, tz: str) -> int | None:
    """The instant of a time as a scenario writes it, or as a reader has made it; None for anything else."""
    if isinstance(value, datetime) and value.tzinfo:
        return instant(value)
    return _instant(value, zone(tz))


def _instant(value: Any, tz: tzinfo) -> int | None:
    """The instant of a time as a scenario writes it, in a zone if it names no offset; None for anything else."""
    if not isinstance(value, str) or value.startswith(AFTER):
        return None
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    return instant(at) if at.tzinfo else wall_instant(at, tz)
