"""SourceMap: on which line of a document each of its parts stands; looked for only when something is wrong."""

from slakit.documents.plain import Path, path_text
from slakit.documents.text_scanner import TextScanner
from slakit.documents.yaml_reader import YamlDocument, read_yaml


class SourceMap:
    """The line of every key and item of a TOML, JSON or YAML text, and the keys that are there twice.

    >>> SourceMap('name = "Hosting"\\nfee = 5', "toml").line(("fee",))
    2
    """

    def __init__(self, text: str, form: str, document: YamlDocument | None = None) -> None:
        source = (document or read_yaml(text)) if form == "yaml" else TextScanner(text, form)
        self._lines: dict[Path, int] = source.lines
        self.repeated: list[tuple[Path, int]] = source.repeated

    def line(self, path: Path) -> int:
        """The line of a part, or else of the nearest that holds it."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def line_of(self, part: str) -> int:
        """The line of a part by the text of its path, or else of the nearest that holds it.

        >>> SourceMap('[[objectives]]\\ntarget = "at least 99.9 %"', "toml").line_of("objectives[0].target")
        2
        """
        texts = {path_text(path): line for path, line in self._lines.items()}
        holding = [text for text in texts if part == text or part.startswith((f"{text}.", f"{text}["))]
        return texts[max(holding, key=len)] if holding else 1
