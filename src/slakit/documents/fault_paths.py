"""Fault paths: the exact part of a document that a problem is about, when what found it looked at more than that part.

A converter reads a table as a whole and stops at the first bad entry; a constructor looks at all arguments at once. Here each entry of a
table is tried alone, and a problem of a whole table is traced to the part that its first words quote.
"""

import re
from collections.abc import Callable, Iterator

from slakit.documents.plain import Path, Plain, shown
from slakit.errors import reworded

Fault = tuple[Path, str]
Problems = Callable[[object], tuple[str, ...]]
MOST_PARTS = 500  # that a problem is compared with
MOST_ENTRIES = 100  # that are tried alone; a larger table has its first fault alone

_SUBJECT = re.compile(r"(?:[a-z]+ '[^'\n]*': |clause [^:\n]*: )?")  # objective 'Uptime': ...
_SETTING = re.compile(r"([A-Za-z_]\w*)=(?!=)")
_WORD = re.compile(r"(?!is |has )([a-z_]+) ")  # the name of an argument: bands 'a' and 'b' overlap
_CAUSE = re.compile(r"(?<= )\((?=['\"\d\[{-])")
_PREFIX = re.compile(r"([\w.-]+): ")


def by_entry(problems: Problems, value: object, data: Plain, path: Path, whole: bool = True) -> list[Fault]:
    """The faults of a table or a list by its entries, and what is wrong with the rest of it; empty if it is no fault of any entry.

    >>> by_entry(lambda table: tuple(f"{n} is odd" for n in table.values() if n % 2)[:1], {"a": 1, "b": 2, "c": 3}, {}, ("x",))
    [(('x', 'a'), '1 is odd'), (('x', 'c'), '3 is odd')]
    """
    entries = list(_entries(value, data, path))
    if len(entries) > MOST_ENTRIES:
        return []
    faults: list[Fault] = []
    rest = []
    for entry_path, entry in entries:
        own = [problem for problem in problems(entry) if isinstance(data, dict) or not _quotes(problem, entry)]
        faults += [(entry_path, problem) for problem in own]
        rest += [] if own else [entry]
    if not rest and all(_quotes(problem, entry) for _, entry in entries for problem in problems(entry)):
        return []  # it is the table that is not wanted there
    if faults and rest and whole:
        faults += [(path, problem) for problem in problems(_joined(rest))]
    return faults


def _entries(value: object, data: Plain, path: Path) -> Iterator[tuple[Path, object]]:
    """Each entry with its path, as a table or a list that holds nothing else."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield (*path, str(name)), {name: part}
    elif isinstance(value, list | tuple):
        steps: list[str | int] = list(data) if isinstance(data, dict) else list(range(len(value)))
        for step, part in zip(steps, value, strict=False):
            yield (*path, step), type(value)((part,))


def _joined(entries: list[object]) -> object:
    if isinstance(entries[0], dict):
        return {name: part for entry in entries if isinstance(entry, dict) for name, part in entry.items()}
    return [part for entry in entries if isinstance(entry, list | tuple) for part in entry]


def _quotes(problem: str, entry: object) -> bool:
    """True if a problem quotes the table or list that was made of one entry: it is about tables, and the entry may be right."""
    texts = [repr(list(entry)), repr(tuple(entry))] if isinstance(entry, list | tuple) else [repr(entry)]
    return any(text in problem for text in texts)


def traced(problem: str, data: Plain, path: Path) -> Fault:
    """A problem of a table with the path of the part that it begins with: an argument, the key of an entry, or a text that stands once.

    >>> traced("minimum=-1 is not a number of records", {"name": "A", "minimum": -1}, ("objectives", 0))
    (('objectives', 0, 'minimum'), 'minimum=-1 is not a number of records')
    """
    begins = _SUBJECT.match(problem)
    at = begins.end() if begins else 0
    parts = list(_parts(data, path))
    if setting := _SETTING.match(problem, at):
        held = [part_path for part_path, _ in parts if part_path[-1] == setting[1]]
        own = [part_path for part_path in held if len(part_path) == len(path) + 1]
        valued = [part_path for part_path, part in parts if part_path in held and _begins_with(problem[setting.end() :], part)]
        for paths in (own, held, valued):
            if len(paths) == 1:
                return paths[0], problem
    if prefix := _PREFIX.match(problem, at):
        held = [part_path for part_path, _ in parts if part_path[-1] == prefix[1]]
        if len(held) == 1:
            return held[0], reworded(problem, problem[:at] + problem[prefix.end() :])
    if (word := _WORD.match(problem, at)) and isinstance(data, dict) and word[1] in data:
        return (*path, word[1]), problem
    causes = [at, *(cause.end() for cause in _CAUSE.finditer(problem, at))]  # what it begins with, or else a cause in brackets
    for begins_at in causes if len(parts) <= MOST_PARTS else ():
        quoted = [part_path for part_path, part in parts if _begins_with(problem[begins_at:], part)]
        if len(quoted) == 1:
            return quoted[0], problem
    return path, problem


def _begins_with(text: str, part: Plain) -> bool:
    """True if a problem begins by quoting a part, as it is, as text or as a message shows it."""
    return any(text.startswith((f"{quoted} ", f"{quoted}: ", f"{quoted}, ")) for quoted in (repr(part), repr(str(part)), shown(part)))


def part_of(data: Plain, steps: Path) -> Plain:
    """The part of a piece of data at a path within it; the nearest that holds it, where there is none."""
    for step in steps:
        if isinstance(data, dict) and step in data:
            data = data[str(step)]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
    return data


def _parts(data: Plain, path: Path) -> Iterator[tuple[Path, Plain]]:
    """Every part within a piece of data, with its path."""
    waiting = [(path, data)]
    while waiting:
        at, held = waiting.pop()
        if at != path:
            yield at, held
        if isinstance(held, dict):
            waiting += [((*at, name), part) for name, part in held.items()]
        elif isinstance(held, list):
            waiting += [((*at, index), part) for index, part in enumerate(held)]
