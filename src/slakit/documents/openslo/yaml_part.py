"""One YAML document as plain data with the line of each part: scalars from their raw text, no tags, no anchors, no repeated keys."""

import re
from typing import Any

from attrs import field, frozen

from slakit.documents.plain import Figure, Path, Plain, SyntaxFault
from slakit.errors import optional

_NULLS = ("", "~", "null", "Null", "NULL")
_TRUTHS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,999})")
_POINTED = re.compile(r"[-+]?(?:\.[0-9]{1,999}|[0-9]{1,999}\.[0-9]{0,999})(?:[eE][-+]?[0-9]{1,3})?")


@frozen
class YamlPart:
    """The plain data of a YAML text, the line of every part, and the keys that are there twice."""

    data: Plain
    lines: dict[Path, int] = field(factory=dict)
    repeated: list[tuple[Path, int]] = field(factory=list)


def read_yaml(text: str) -> YamlPart:
    """The document of a YAML text.

    >>> read_yaml("target: 0.9995\\nop: lt").data
    {'target': 0.9995, 'op': 'lt'}

    Raises SyntaxFault, with line and column, for what is not YAML; MissingExtra without PyYAML.
    """
    yaml = optional("yaml", "yaml")
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
                raise _fault(event.start_mark, "anchors and aliases are not read; write out what they stand for")
            if isinstance(event, yaml.NodeEvent) and getattr(event, "tag", None) is not None:
                raise _fault(event.start_mark, f"the tag {event.tag} is not read; leave it out")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        part = YamlPart(None)
        data = {} if node is None else _value(yaml, node, (), part)
    except yaml.MarkedYAMLError as error:
        raise _fault(error.problem_mark or error.context_mark, str(error.problem or error.context)) from None
    except yaml.YAMLError as error:
        raise SyntaxFault(f"the text is not YAML, {str(error).splitlines()[0]}; write kind: SLO", 1, 1) from None
    except RecursionError:
        raise SyntaxFault("it is nested too deep; write fewer levels", 1, 1) from None
    return YamlPart(data, part.lines, part.repeated)


def _fault(mark: Any, problem: str) -> SyntaxFault:
    return SyntaxFault(f"the text is not YAML as it is read here, {problem}", mark.line + 1, mark.column + 1)


def _value(yaml: Any, node: Any, path: Path, part: YamlPart) -> Plain:
    part.lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_value(yaml, inner, (*path, index), part) for index, inner in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        table: dict[str, Plain] = {}
        for key, inner in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _fault(key.start_mark, "a key is a table or a list; write text before the colon")
            if key.value in table:
                part.repeated.append(((*path, key.value), key.start_mark.line + 1))
            part.lines[(*path, key.value)] = key.start_mark.line + 1
            table[key.value] = _value(yaml, inner, (*path, key.value), part)
        return table
    return _scalar(node.value) if node.style is None else str(node.value)


def _scalar(text: str) -> Plain:
    if text in _NULLS:
        return None
    if text in _TRUTHS:
        return _TRUTHS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    return Figure(text) if _POINTED.fullmatch(text) else text
