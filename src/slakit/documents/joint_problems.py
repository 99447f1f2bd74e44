"""Joint problems: what the loader alone sees of a document, and marks as such (docs/documents.md lists their kinds).

A text where a part may stand by its name is such a name for the schema, which knows none: what is wrong with it, or with what it stands
for, the loader alone can say.
"""

from collections.abc import Iterable, Iterator
from typing import get_args

from slakit.documents.kinds import CALENDAR, FACTOR, PENALTY, Kind, kind_of
from slakit.documents.named_parts import NAMED, OF_KEYS, TABLE_OF, NamedParts
from slakit.documents.plain import Plain
from slakit.documents.signature import Argument
from slakit.errors import Joint

SAMPLES = {PENALTY: "5 %", FACTOR: "2"}  # the texts that a part of a kind may be written as, and that are no names


def joint(problems: Iterable[str], kind: str) -> tuple[str, ...]:
    """Problems as those of several values."""
    return tuple(Joint(problem, kind) for problem in problems)


def of_names(made: type, argument: Argument, data: Plain, value: object, named: NamedParts) -> bool:
    """True if what is wrong with an argument may lie in what a name within it stands for, or in a text that may be a name."""
    return refers(argument, data, named) or (named_alike(argument, value) != value and takes_any_name(made, argument, value))


def refers(argument: Argument, data: Plain, named: NamedParts) -> bool:
    """True if a calendar is meant by its name within the data of an argument, or another part by one that it has."""
    kinds = set(_kinds(argument.hint)) & set(TABLE_OF)
    tables = {OF_KEYS.get(argument.name), *(TABLE_OF[kind] for kind in kinds)}
    names = {name for table, parts in named.tables.items() if table in tables for name in parts}
    return any(isinstance(part, dict) or CALENDAR in kinds or part in names for part in _references(data)) if tables != {None} else False


def takes_any_name(made: type, argument: Argument, value: object) -> bool:
    """True if an argument takes a value whose texts are all names."""
    return not argument.problems(made, named_alike(argument, value))


def named_alike(argument: Argument, value: object) -> object:
    """The value of an argument as if each text where a name may stand were the name of a right part."""
    kinds = set(_kinds(argument.hint))
    sample = "1 hour" if argument.name == "limit" else next((text for kind, text in SAMPLES.items() if kind in kinds), None)
    return value if sample is None else _filled(value, sample)


def _filled(value: object, sample: str) -> object:
    if isinstance(value, dict):
        return {name: _filled(part, sample) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return tuple((item[0], _filled(item[1], sample)) if _is_pair(item) else _filled(item, sample) for item in value)
    return sample if isinstance(value, str) else value


def _is_pair(item: object) -> bool:
    return isinstance(item, list | tuple) and len(item) == 2


def _references(data: Plain) -> Iterator[Plain]:
    """The texts of data, and its tables that extend a named part; nothing of the tables that have a word of their own."""
    if isinstance(data, str) or (isinstance(data, dict) and NAMED in data):
        yield data
    elif isinstance(data, list | dict) and "is" not in data:
        for part in data.values() if isinstance(data, dict) else data:
            yield from _references(part)


def _kinds(hint: object) -> Iterator[Kind]:
    """The kinds of part that a type holds."""
    if isinstance(hint, type) and (kind := kind_of(hint)):
        yield kind
    for inner in get_args(hint):
        yield from _kinds(inner)
