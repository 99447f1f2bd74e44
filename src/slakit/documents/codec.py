"""Codec: an agreement as plain data, and back."""

from slakit.agreements.agreement import Agreement
from slakit.agreements.source import Source
from slakit.documents.decode import Decoder
from slakit.documents.encode import LAST, Encoder
from slakit.documents.named_parts import TABLES, NamedParts, Names, table_faults
from slakit.documents.plain import Path, Plain, shown
from slakit.documents.signature import arguments
from slakit.documents.tagged import TaggedTables
from slakit.documents.vocabulary import Vocabulary
from slakit.errors import UsageError

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
    reader = Decoder(tags.read, named.limit)
    own = {name: part for name, part in data.items() if name not in TABLES}
    made = reader.build(Agreement, own, (), "an agreement", TABLES, {"source": Source(data, files)})
    reader.faults += table_faults(data)
    for table, name in named.names():
        if kind := TABLES[str(table)]:
            tags.named(reader, kind, str(name), (table, name))
    faults = list(dict.fromkeys(reader.faults))  # a named part is read wherever it is used
    return made if isinstance(made, Agreement) and not faults else None, faults, named


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
    changed = _merged(data, original, agreement, _encoded(agreement, vocabulary, named.encoded()))
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


def _merged(data: Table, original: Agreement, agreement: Agreement, encoded: Table) -> Table:
    """The data of a document with what has changed since; parts that are as they were keep their text."""
    merged: Table = {}
    held = {argument.name: (argument.of(original), argument.of(agreement)) for argument in arguments(Agreement)}
    for name in dict.fromkeys([*(name for name in [*data, *encoded] if name not in LAST), *(name for name in LAST if name in encoded)]):
        part, new = data.get(name), encoded.get(name)
        before, after = held.get(name, (None, None))
        if name in TABLES:
            merged[name] = {**(new if isinstance(new, dict) else {}), **(part if isinstance(part, dict) else {})}
        elif name in held and before == after:
            merged |= {name: part} if name in data else {}
        elif isinstance(part, list) and isinstance(new, list) and isinstance(before, tuple) and isinstance(after, tuple):
            merged[name] = [part[before.index(one)] if one in before else text for one, text in zip(after, new, strict=True)]
        elif name in encoded:
            merged[name] = new
    return merged
