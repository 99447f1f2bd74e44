"""Codec: an agreement as plain data, and back."""

from slakit.agreements.agreement import Agreement
from slakit.documents.kinds import CALENDAR
from slakit.documents.plain import Path, Plain, shown
from slakit.documents.reading import Reader
from slakit.documents.tagged import Tags
from slakit.documents.vocabulary import Vocabulary
from slakit.documents.writing import Writer
from slakit.errors import UsageError

Faults = list[tuple[Path, str]]
FIRST = ("name", "clause", "provider", "customer", "term", "timezone", "fee", "window", "settlement", "calendars")
LAST = ("exclusions", "objectives")


def read(data: Plain, vocabulary: Vocabulary) -> tuple[Agreement | None, Faults]:
    """The agreement of plain data, or every problem of it with its path."""
    if not isinstance(data, dict):
        return None, [((), f"{shown(data)} is not an agreement; write name = ..., provider = ...")]
    named = data.get("calendars", {})
    tags = Tags(vocabulary, named if isinstance(named, dict) else {})
    reader = Reader(tags.read)
    made = reader.build(Agreement, {name: part for name, part in data.items() if name != "calendars"}, (), "an agreement", ("calendars",))
    if not isinstance(named, dict):
        reader.wrong(("calendars",), f"{shown(named)} is not a table of calendars; write calendars = {{ desk = {CALENDAR.example} }}")
    for name in tags.calendars:
        if name == "always":
            reader.wrong(("calendars", name), "'always' is the calendar that never closes; write another name")
        tags.calendar(reader, name, ("calendars", name))
    return made if isinstance(made, Agreement) and not reader.faults else None, reader.faults


def write(agreement: Agreement, vocabulary: Vocabulary) -> dict[str, Plain]:
    """The plain data of an agreement; calendars that it uses more than once stand in a table of their own, by name.

    Raises UsageError with everything for which the vocabulary has no word.
    """
    names = Writer(vocabulary).shared(agreement)
    writer = Writer(vocabulary, names)
    table = writer.table(agreement, ())
    table["calendars"] = writer.named()
    if not table["calendars"]:
        del table["calendars"]
    if writer.problems:
        raise UsageError(*writer.problems)
    ...
    return table
