"""The documents of an OpenSLO text, YAML or JSON, each with the lines of its parts."""

import re
from collections.abc import Iterator, Mapping

from attrs import field, frozen

from slakit.documents.openslo.yaml_part import read_yaml
from slakit.documents.plain import Path, Plain, SyntaxFault, parse, path_text
from slakit.documents.source_map import SourceMap
from slakit.errors import ContractError

FORMATS = ("yaml", "json")
_DOCUMENT = re.compile(r"^---(?=\s|$)", re.MULTILINE)
_DIRECTIVES = re.compile(r"(?:%[^\n]*\n|#[^\n]*\n|\s)*")


@frozen
class SloText:
    """One of the documents of a text: its data, and the line of each of its parts."""

    data: Plain
    lines: Mapping[Path, int] = field(factory=dict)
    map: SourceMap | None = None
    offset: int = 0
    file: str = ""

    def location(self, path: Path) -> str:
        """The location of a part: "slos.yaml:12 spec.service", or "line 12 spec.service" of a text without a name."""
        written = path_text(path) if path else "object"
        return f"{line_text(self.file, self.line(path))} {written}"

    def line(self, path: Path) -> int:
        """The line of a part, or else of the nearest that holds it."""
        if self.map is not None:
            return self.map.line(path)
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1) + self.offset


def line_text(file: str, line: int) -> str:
    """The name of a line."""
    return f"{file}:{line}" if file else f"line {line}"


def slo_texts(text: str, form: str | None = None, file: str = "") -> Iterator[SloText]:
    """The documents of a text; without a form it is JSON when it begins with a bracket.

    Raises ContractError, with the line, for a text that is neither YAML nor JSON.
    """
    try:
        is_json = form == "json" or (form is None and text.lstrip()[:1] in ("{", "["))
        yield from _json(text, file) if is_json else _yaml(text, file)
    except SyntaxFault as error:
        raise ContractError(f"{line_text(file, error.line)} column {error.column}: {error}") from None
    except RecursionError:
        raise ContractError(f"{line_text(file, 1)}: it is nested too deep; write fewer levels") from None


def _json(text: str, file: str) -> Iterator[SloText]:
    data, repeated = parse(text, "json")
    lines = SourceMap(text, "json")
    if repeated:
        raise _twice(lines.repeated)
    yield SloText(data, map=lines, file=file)


def _yaml(text: str, file: str) -> Iterator[SloText]:
    markers = list(_DOCUMENT.finditer(text))
    starts, ends = [0, *(marker.end() for marker in markers)], [*(marker.start() for marker in markers), len(text)]
    for first, last in zip(starts, ends, strict=True):
        inner, offset = text[first:last], text.count("\n", 0, first)
        if _DIRECTIVES.fullmatch(inner):
            continue
        try:
            part = read_yaml(inner)
            if part.repeated:
                raise _twice(part.repeated)
        except SyntaxFault as error:
            raise SyntaxFault(str(error), error.line + offset, error.column) from None
        yield SloText(part.data, part.lines, offset=offset, file=file)


def _twice(repeated: list[tuple[Path, int]]) -> SyntaxFault:
    path, line = repeated[0]
    return SyntaxFault(f"{path_text(path)} is given twice; write it once", line, 1)
