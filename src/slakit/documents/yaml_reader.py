"""YAML as plain data: version 1.2 with its core scalars, read from the raw text, so that `99.95` stays exact and `on` stays a word.

Only the events of PyYAML (extra `yaml`) are used, and none of its values. What could mean two things, or much in few words, is refused
with its place: tags, anchors and aliases, a second document, `010`.
"""

import re
from collections.abc import Iterator
from typing import Any

from attrs import field, frozen

from slakit.documents.bounds import DEEP, DEEPEST, LONGEST_NUMBER, MANY, MOST_VALUES
from slakit.documents.plain import Figure, Path, Plain, SyntaxFault, figure, syntax_fault
from slakit.errors import optional

NULLS = ("", "~", "null", "Null", "NULL")
TRUTHS = {text: word == "true" for word in ("true", "false") for text in (word, word.capitalize(), word.upper())}
_WHOLE = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_POINTED = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NO_NUMBER = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_DOUBTFUL = re.compile(r"[-+]?0[0-9]+")


@frozen
class YamlDocument:
    """The plain data of a YAML text, the line of every part, and the keys that are there twice."""

    data: Plain
    lines: dict[Path, int] = field(factory=dict)
    repeated: list[tuple[Path, int]] = field(factory=list)


def read_yaml(text: str) -> YamlDocument:
    """The document of a YAML text.

    >>> read_yaml("limit: 99.95\\nwhen: on").data
    {'limit': 99.95, 'when': 'on'}

    Raises SyntaxFault, with line and column, for what is not YAML, or more of it than a contract needs; MissingExtra without PyYAML.
    """
    yaml = optional("yaml", "yaml")
    try:
        return _composed(yaml, yaml.parse(text, Loader=yaml.SafeLoader))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        column = error.position - text.rfind("\n", 0, error.position)
        raise syntax_fault("yaml", f"the character {chr(error.character)!r} cannot stand in it", line, column) from None
    except yaml.MarkedYAMLError as error:
        raise _refused(text, error) from None


def _refused(text: str, error: Any) -> SyntaxFault:
    """The fault of what the parser of YAML refused, at its true place."""
    from slakit.documents.yaml_faults import yaml_fault  # which only an error needs

    if fault := yaml_fault(text, error):
        line, column = text.count("\n", 0, fault.at) + 1, fault.at - text.rfind("\n", 0, fault.at)
        return SyntaxFault(f"the text is not YAML, {fault.reason}; write {fault.remedy}", line, column)
    return syntax_fault("yaml", str(error.problem or error.context), *_at(error.problem_mark or error.context_mark))


class _Composer:
    """Puts the values of events together: one loop over them and no recursion, so that nothing nested can end it."""

    def __init__(self) -> None:
        self.document = YamlDocument({})
        self.whole: list[Plain] = []
        self.depth = 1
        self._open: list[tuple[Path, dict[str, Plain] | list[Plain]]] = [((), self.whole)]
        self._keys: list[str | None] = [None]  # for each open part, the key whose value comes next

    @property
    def wants_key(self) -> bool:
        """True if the next scalar is a key."""
        return isinstance(self._open[-1][1], dict) and self._keys[-1] is None

    def key(self, key: str, line: int) -> None:
        """A key of the table that is open."""
        self._keys[-1] = key
        path = (*self._open[-1][0], key)
        if path in self.document.lines:
            self.document.repeated.append((path, line))
        self.document.lines.setdefault(path, line)

    def value(self, value: Plain, line: int) -> None:
        """A value of the table or list that is open; a table or list is open from then on."""
        path, parent = self._open[-1]
        if isinstance(parent, dict):
            key = str(self._keys[-1])
            path = (*path, key)
            parent[key] = value
            self._keys[-1] = None
        else:
            path = (*path, len(parent)) if self.depth > 1 else ()
            parent.append(value)
            self.document.lines.setdefault(path, line)
        if isinstance(value, dict | list):
            self._open.append((path, value))
            self._keys.append(None)
            self.depth += 1

    def close(self) -> None:
        """The end of the table or list that is open."""
        self._open.pop()
        self._keys.pop()
        self.depth -= 1


def _composed(yaml: Any, events: Iterator[Any]) -> YamlDocument:
    """The document of a stream of events."""
    composer = _Composer()
    count = 0
    for event in events:
        mark = event.start_mark
        if isinstance(event, yaml.DocumentStartEvent):
            if composer.whole:
                raise SyntaxFault("a second document begins here, and a contract is one; write it in a file of its own", *_at(mark))
            if event.tags:
                raise SyntaxFault("tags are not read; leave out the line that begins with %TAG", *_at(mark))
        elif isinstance(event, yaml.CollectionEndEvent):
            composer.close()
        elif isinstance(event, yaml.NodeEvent):
            count += 1
            _check_node(yaml, event, count, composer.depth)
            if composer.wants_key:
                composer.key(_key(yaml, event), mark.line + 1)
            elif isinstance(event, yaml.ScalarEvent):
                composer.value(_scalar(event), mark.line + 1)
            else:
                composer.value({} if isinstance(event, yaml.MappingStartEvent) else [], mark.line + 1)
    document = composer.document
    return YamlDocument(composer.whole[0] if composer.whole else {}, document.lines, document.repeated)


def _at(mark: Any) -> tuple[int, int]:
    return mark.line + 1, mark.column + 1


def _check_node(yaml: Any, event: Any, count: int, depth: int) -> None:
    """Refuse what a contract needs not, and too much of what it needs."""
    if isinstance(event, yaml.AliasEvent):
        raise SyntaxFault(f"the alias *{event.anchor} is not read; write out what it stands for", *_at(event.start_mark))
    if event.anchor is not None:
        raise SyntaxFault(f"the anchor &{event.anchor} is not read; leave it out", *_at(event.start_mark))
    if event.tag is not None:
        raise SyntaxFault(f"the tag {event.tag} is not read; leave it out, and quote what is text", *_at(event.start_mark))
    if count > MOST_VALUES:
        raise SyntaxFault(f"it {MANY}", *_at(event.start_mark))
    if depth > DEEPEST and isinstance(event, yaml.CollectionStartEvent):
        raise SyntaxFault(f"it {DEEP}", *_at(event.start_mark))


def _key(yaml: Any, event: Any) -> str:
    """A key, which is text whatever it looks like."""
    if not isinstance(event, yaml.ScalarEvent):
        raise SyntaxFault("a key is a table or a list; write text before the colon", *_at(event.start_mark))
    if event.style is None and event.value == "<<":
        raise SyntaxFault("the merge key << is not read; write out what it would bring", *_at(event.start_mark))
    return _whole_signs(str(event.value))


def _whole_signs(text: str) -> str:
    r"""A text in which two escapes that are one sign, as in JSON, are that: "\ud83d\ude00"."""
    return text if text.isascii() else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _scalar(event: Any) -> Plain:
    """The value of a scalar: text where it is quoted, and that of the core schema of YAML 1.2 where it is not."""
    if event.style is not None:
        return _whole_signs(str(event.value))
    text = str(event.value)
    if text in NULLS:
        return None
    if text in TRUTHS:
        return TRUTHS[text]
    if _DOUBTFUL.fullmatch(text):
        number = int(text[:LONGEST_NUMBER])
        problem = f"{text[:40]} is {number} for some readers of YAML and an octal number for others; write {number}, or quote it"
        raise SyntaxFault(problem, *_at(event.start_mark))
    if _WHOLE.fullmatch(text) or _BASED.fullmatch(text):
        return Figure("1e99999") if len(text) > LONGEST_NUMBER else int(text, 0)  # refused, with its path
    if _POINTED.fullmatch(text):
        return figure(text)
    return Figure(text.replace(".", "")) if _NO_NUMBER.fullmatch(text) else text
