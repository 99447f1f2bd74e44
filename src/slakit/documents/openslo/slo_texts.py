"""The documents of an OpenSLO text, YAML or JSON, each with the lines of its parts."""

import re
from collections.abc import Iterator, Mapping

from attrs import field, frozen

from slakit.documents.openslo.yaml_part import read_yaml
from slakit.documents.plain import Path, Plain, SyntaxFault, parse, path_text
from slakit.documents.source_map import SourceMap

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

    def line(self, path: Path) -> int:
        if self.map is not None:
            return self.map.line(path)
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1) + self.offset


def slo_texts(text: str, form: str | None) -> Iterator[SloText]:
    """The documents of a text."""
    if form == "json" or (form is None and text.lstrip()[:1] in ("{", "[")):
        data, repeated = parse(text, "json")
        lines = SourceMap(text, "json")
        if repeated:
            path, line = lines.repeated[0]
            raise SyntaxFault(f"{path_text(path)} is given twice; write it once", line, 1)
        yield SloText(data, map=lines)
        return
    starts = [0, *(match.end() for match in _DOCUMENT.finditer(text))]
    for first, last in zip(starts, [*(match.start() for match in _DOCUMENT.finditer(text)), len(text)], strict=True):
        inner, offset = text[first:last], text.count("\n", 0, first)
        if _DIRECTIVES.fullmatch(inner):
            continue
        try:
            part = read_yaml(inner)
        except SyntaxFault as error:
            raise SyntaxFault(str(error), error.line + offset, error.column) from None
        if part.repeated:
            path, line = part.repeated[0]
            raise SyntaxFault(f"{path_text(path)} is given twice; write it once", line + offset, 1)
        yield SloText(part.data, part.lines, offset=offset)
