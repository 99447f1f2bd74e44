"""The documents of an OpenSLO text, YAML or JSON, each with the lines of its parts."""

import re
from collections.abc import Iterator

from attrs import frozen

from slakit.documents.bounds import check_text, check_values
from slakit.documents.plain import Path, Plain, SyntaxFault, parse, path_text
from slakit.documents.source_map import SourceMap
from slakit.documents.text_scanner import twice
from slakit.documents.yaml_reader import read_yaml
from slakit.errors import ContractError

FORMATS = ("yaml", "json")
_DOCUMENT = re.compile(r"^---(?=\s|$)", re.MULTILINE)
_DIRECTIVES = re.compile(r"(?:%[^\n]*\n|#[^\n]*\n|\s)*")


@frozen
class SloText:
    """One of the documents of a text: its data, and the line of each of its parts."""

    data: Plain
    lines: SourceMap
    offset: int = 0
    file: str = ""

    def location(self, path: Path) -> str:
        """The location of a part: "slos.yaml:12 spec.service", or "line 12 spec.service" of a text without a name."""
        written = path_text(path) if path else "object"
        return f"{line_text(self.file, self.line(path))} {written}"

    def line(self, path: Path) -> int:
        """The line of a part, or else of the nearest that holds it."""
        return self.lines.line(path) + self.offset


def line_text(file: str, line: int) -> str:
    """The name of a line."""
    return f"{file}:{line}" if file else f"line {line}"


def slo_texts(text: str, form: str | None = None, file: str = "") -> Iterator[SloText]:
    """The documents of a text; without a form it is JSON when it begins with a bracket.

    Raises ContractError, with the line, for a text that is neither YAML nor JSON, and for one beyond the bounds of documents.
    """
    is_json = form == "json" or (form is None and text.lstrip()[:1] in ("{", "["))
    try:
        check_text(text, "json" if is_json else "yaml")
        documents = [_json(text, file)] if is_json else list(_yaml(text, file))
    except SyntaxFault as error:
        raise ContractError(f"{line_text(file, error.line)} column {error.column}: {error}") from None
    for one in documents:
        problems = [f"{one.location(path)}: {problem}" for path, problem in check_values(one.data)]
        for path, line in one.lines.repeated:
            lines = [at + one.offset for at in (one.lines.line(path), line)]
            problems.append(f"{line_text(file, lines[1])} {path_text(path)}: {twice(lines)}; write it once")
        if problems:
            raise ContractError(*problems)
    yield from documents


def _json(text: str, file: str) -> SloText:
    return SloText(parse(text, "json")[0], SourceMap(text, "json"), file=file)


def _yaml(text: str, file: str) -> Iterator[SloText]:
    markers = list(_DOCUMENT.finditer(text))
    starts, ends = [0, *(marker.end() for marker in markers)], [*(marker.start() for marker in markers), len(text)]
    for first, last in zip(starts, ends, strict=True):
        inner, offset = text[first:last], text.count("\n", 0, first)
        if _DIRECTIVES.fullmatch(inner):
            continue
        try:
            document = read_yaml(inner)
        except SyntaxFault as error:
            raise SyntaxFault(str(error), error.line + offset, error.column) from None
        yield SloText(document.data, SourceMap(inner, "yaml", document), offset, file)
