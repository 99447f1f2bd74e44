"""Codec: an agreement as plain data, and back."""

from slakit.agreements.agreement import Agreement
from slakit.agreements.source import Source
from slakit.calendars.base import Calendar
from slakit.documents.decode import Decoder
from slakit.documents.encode import LAST, Encoder
from slakit.documents.kept_text import with_kept_text
from slakit.documents.named_parts import TABLES, NamedParts, Names, table_faults
from slakit.documents.plain import Path, Plain, shown
from slakit.documents.tagged import TaggedTables
from slakit.documents.vocabulary import Vocabulary
from slakit.errors import Joint, UsageError
from slakit.metrics.settings import Table as ByValue

Clocks = Calendar | ByValue[Calendar]
Faults = list[tuple[Path, str]]
Table = dict[str, Plain]


def read(data: Plain, vocabulary: Vocabulary, files: bool = True) -> tuple[Agreement | None, Faults]:
    """The agreement of plain data, or None with every problem and its path; without `files` nothing in it may open one."""
    agreement, faults, _ = _read(data, vocabulary, files)
    return agreement, faults


def _read(data: Plain, vocabulary: Vocabulary, files: bool) -> tuple[Agreement | None, Faults, NamedParts]:
    if not isinstance(data, dict):
        wanted = "write a table with name, provider, customer, term and objectives"
        return None, [((), f"{shown(data)} is not an agreement; {wanted}")], NamedParts.of({})
    named = NamedParts.of(data)
    tags = TaggedTables(vocabulary, named, files)
    reader = Decoder(tags.read, named)
    reader.unread |= {table for table in TABLES if not isinstance(data.get(table, {}), dict)}
    own = {name: part for name, part in data.items() if name not in TABLES}
    made = reader.build(Agreement, own, (), "an agreement", TABLES, {"source": Source(data, files, named.unused)})
    reader.faults += table_faults(data)
    for table, name in named.names():
        if kind := TABLES[str(table)]:
            tags.named(reader, kind, str(name), (table, name))
        elif table == "clocks":
            named.parts["clocks", str(name)] = reader.value(named.tables["clocks"][str(name)], Clocks, (table, name))
    faults: dict[tuple[Path, str], str] = {}  # each once: a named part is read wherever it is used
    for path, problem in reader.faults:
        if (path, problem) not in faults or not isinstance(problem, Joint):
            faults[path, problem] = problem  # wrong by itself, and not only for those that use it
    each = [(path, problem) for (path, _), problem in faults.items()]
    return made if isinstance(made, Agreement) and not each else None, each, named


def write(agreement: Agreement, vocabulary: Vocabulary) -> Table:
    """The plain data of an agreement: as its document has it, as far as the agreement has not changed since; the rest in short forms.

    Calendars and bases that are used more than once stand in a table of their own, by name. Raises UsageError with everything for which
    the vocabulary has no word.
    """
    if agreement.source is None:
        return _encoded(agreement, vocabulary, Names())
    data = dict(agreement.source.data)
    original, _, named = _read(data, vocabulary, agreement.source.files)
    if original is None:  # it has words that the vocabulary does not have
        return _encoded(agreement, vocabulary, Names())
    if original == agreement:
        return data
    names = named.encoded()
    changed = _merged(data, _encoded(original, vocabulary, names), _encoded(agreement, vocabulary, names))
    return changed if read(changed, vocabulary, agreement.source.files)[0] == agreement else _encoded(agreement, vocabulary, Names())


def _encoded(agreement: Agreement, vocabulary: Vocabulary, names: Names) -> Table:
    """The plain data of an agreement whatever document it came from."""
    counter = Encoder(vocabulary, names, counting=True)
    counter.table(agreement, ())
    writer = Encoder(vocabulary, counter.shared())
    table = writer.table(agreement, ())
    named = writer.named()
    if writer.problems:
        raise UsageError(*writer.problems)
    last = {name: table.pop(name) for name in LAST if name in table}
    return table | named | last


def _merged(data: Table, old: Table, new: Table) -> Table:
    """The data of a document with what has changed since; parts that are as they were keep their text, and names that nothing uses stay."""
    named: Table = {name: {**part, **_more(new.get(name), part)} for name in TABLES if isinstance(part := data.get(name), dict)}
    merged = with_kept_text(data, old, new | named)
    first = {name: part for name, part in merged.items() if name not in LAST} if isinstance(merged, dict) else new
    return first | named | {name: merged[name] for name in LAST if isinstance(merged, dict) and name in merged}


def _more(parts: Plain, named: Table) -> Table:
    return {name: part for name, part in parts.items() if name not in named} if isinstance(parts, dict) else {}
