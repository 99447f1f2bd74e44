"""Codec: an agreement as plain data, and back."""

from slakit.agreements.agreement import Agreement
from slakit.documents.decode import Decoder
from slakit.documents.encode import LAST, Encoder
from slakit.documents.kinds import CALENDAR
from slakit.documents.plain import Path, Plain, shown
from slakit.documents.tagged import TaggedTables
from slakit.documents.vocabulary import Vocabulary
from slakit.errors import UsageError

Faults = list[tuple[Path, str]]
NAMED = "calendars"


def read(data: Plain, vocabulary: Vocabulary, files: bool = True) -> tuple[Agreement | None, Faults]:
    """The agreement of plain data, or None with every problem and its path; without `files` nothing in it may open one."""
    if not isinstance(data, dict):
        return None, [((), f"{shown(data)} is not an agreement; write a table with name, provider, customer, term and objectives")]
    named = data.get(NAMED, {})
    tags = TaggedTables(vocabulary, named if isinstance(named, dict) else {}, files)
    reader = Decoder(tags.read)
    made = reader.build(Agreement, {name: part for name, part in data.items() if name != NAMED}, (), "an agreement", (NAMED,))
    if not isinstance(named, dict):
        reader.wrong((NAMED,), f"{shown(named)} is not a table of calendars; write {{ desk = {CALENDAR.example} }}")
    for name in tags.calendars:
        if name == "always":
            reader.wrong((NAMED, name), "'always' is the calendar that never closes; write another name")
        tags.calendar(reader, name, (NAMED, name))
    return made if isinstance(made, Agreement) and not reader.faults else None, reader.faults


def write(agreement: Agreement, vocabulary: Vocabulary) -> dict[str, Plain]:
    """The plain data of an agreement; calendars that it uses more than once stand in a table of their own, by name.

    Raises UsageError with everything for which the vocabulary has no word.
    """
    counter = Encoder(vocabulary)
    counter.table(agreement, ())
    writer = Encoder(vocabulary, counter.shared())
    table = writer.table(agreement, ())
    named = writer.named()
    if writer.problems:
        raise UsageError(*writer.problems)
    last = {name: table.pop(name) for name in LAST if name in table}
    return table | ({NAMED: named} if named else {}) | last
