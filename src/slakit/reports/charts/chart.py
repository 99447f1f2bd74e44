"""Chart: a picture as SVG, with the words and the table that say the same."""

from __future__ import annotations

import hashlib
import os
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from pathlib import Path

from attrs import field, frozen

from slakit.errors import UsageError
from slakit.reports.charts.element import Attribute, Element, Paint, clean, element, patterns, written
from slakit.reports.charts.palette import LIGHT, PAGE
from slakit.reports.charts.text_width import wrapped
from slakit.reports.charts.texts import ENGLISH, Texts

WIDE, NARROW, LEAST = 760, 340, 240  # of the picture for a page, the one for a phone, and the least that can be asked for
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif"
SIZE, SMALL = 13, 12  # of texts, in units of the picture
MARGIN, TITLE = 16, 17  # around a file, and the size of its title
EVERYWHERE = 1_000  # letters of a title that go into a picture; the rest is cut


def _title(text: object) -> str:
    whole = clean(text)
    return whole if len(whole) <= EVERYWHERE else f"{whole[:EVERYWHERE]}\N{HORIZONTAL ELLIPSIS}"


@frozen
class ChartTable:
    """The data behind a chart: the words of the head, the rows below it, and the columns that hold numbers."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()


@frozen
class Picture:
    """The elements that a chart draws in a width, and their height."""

    height: int
    elements: tuple[Element, ...]


@frozen
class Chart(ABC):
    """A picture of figures, as text of SVG.

    `svg` and `narrow` stand in a page, 760 and 340 units wide: they take their colours from its custom properties such as `--slakit-bad`,
    and its own title is the heading of the page. `to_svg()` and `to_png()` are files that stand alone, with colours and title. `alt` says
    in words what is seen, `table` has the figures. `key` tells two charts of the same figures in one page from each other.
    """

    title: str = field(converter=_title)
    texts: Texts = field(default=ENGLISH, kw_only=True)
    key: str = field(default="", kw_only=True)

    @property
    def svg(self) -> str:
        """The picture for a page."""
        return self.drawn(WIDE)

    @property
    def narrow(self) -> str:
        """The picture for a page on a phone."""
        return self.drawn(NARROW)

    @property
    @abstractmethod
    def alt(self) -> str:
        """One or two sentences that say what the picture shows, with its figures."""

    @property
    @abstractmethod
    def table(self) -> ChartTable:
        """The figures behind the picture."""

    @abstractmethod
    def _picture(self, width: int) -> Picture:
        """Return what is drawn in a width."""

    def drawn(self, width: int = WIDE, theme: Mapping[str, str] = PAGE, font: str = FONT) -> str:
        """Return the picture for a page in any width from 240 units on; one that is printed has the colours of a theme."""
        picture = self._picture(_width(width))
        return self._written(picture.elements, width, picture.height, theme, font)

    def to_svg(self, path: str | os.PathLike[str] | None = None, *, width: int = WIDE, theme: Mapping[str, str] = LIGHT) -> str:
        """Return the picture as a file of SVG, in the colours `LIGHT` or `DARK`, and write it to a path if there is one.

        >>> from slakit.charts import DARK, CreditWaterfall
        >>> CreditWaterfall("Credits", gross=10, unit="GBP").to_svg(theme=DARK)[:4]
        '<svg'
        """
        svg, _ = self._file(width, theme)
        if path is not None:
            _target(path, ".svg").write_text(svg, encoding="utf-8", newline="\n")
        return svg

    def to_png(
        self, path: str | os.PathLike[str] | None = None, *, scale: object = 2, width: int = WIDE, theme: Mapping[str, str] = LIGHT
    ) -> bytes:
        """Return the picture as PNG, and write it to a path if there is one: `chart.to_png("credits.png", scale=3)` has 3 pixels a unit.

        Its texts take a font of the machine. Raises UsageError where there is none, MissingExtra without resvg_py.
        """
        from slakit.reports.charts.raster import png

        svg, height = self._file(width, theme)
        target = None if path is None else _target(path, ".png")
        picture = png(svg, width, height, scale)
        if target is not None:
            target.write_bytes(picture)
        return picture

    def _file(self, width: int, theme: Mapping[str, str]) -> tuple[str, int]:
        """The text of the file, and its height."""
        inner = _width(width) - 2 * MARGIN
        lines = wrapped(self.title, TITLE, inner, most=3)
        top = MARGIN + 24 * len(lines) + 4
        picture = self._picture(inner)
        height = top + picture.height + MARGIN
        head = [words(line, MARGIN, MARGIN + 15 + 24 * index, size=TITLE, font_weight="600") for index, line in enumerate(lines)]
        ground = element("rect", width=width, height=height, fill=Paint("ground"))
        body = element("g", *picture.elements, transform=f"translate({MARGIN} {top})")
        return self._written((ground, *head, body), width, height, theme), height

    def _repr_svg_(self) -> str:
        """The picture of a notebook."""
        return self.to_svg()

    def _written(self, elements: Iterable[Element], width: int, height: int, colours: Mapping[str, str], font: str = FONT) -> str:
        parts = tuple(elements)
        prefix = self._prefix(width)
        roles = patterns(parts)
        definitions = [element("defs", *(_pattern(prefix, role) for role in roles))] if roles else []
        size: dict[str, Attribute] = {} if colours is PAGE else {"height": height}
        root = element(
            "svg",
            element("title", text=self.title, id=f"{prefix}-title"),
            element("desc", text=self.alt, id=f"{prefix}-desc"),
            *definitions,
            *parts,
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {width} {height}",
            width="100%" if colours is PAGE else width,
            **size,  # type: ignore[arg-type]
            preserveAspectRatio="xMinYMin meet",
            role="img",
            aria_labelledby=f"{prefix}-title {prefix}-desc",
            font_family=font,
            font_size=SMALL,
            fill=Paint("text"),
        )
        return written(root, colours, prefix)

    def _prefix(self, width: int) -> str:
        """The beginning of all ids: the same for the same picture, another for any other."""
        content = repr((type(self).__name__, self.key, self.title, self.alt, self.table, width))
        return f"slakit-{hashlib.sha256(content.encode('utf-8', 'backslashreplace')).hexdigest()[:10]}"


def _target(path: str | os.PathLike[str], ending: str) -> Path:
    target = Path(path)
    if target.suffix.lower() != ending:
        raise UsageError(f"{target.name!r} is not the name of such a picture; write '{target.stem or 'chart'}{ending}'")
    return target


def _width(width: int) -> int:
    if type(width) is not int or width < LEAST:
        raise UsageError(f"{width!r} is not the width of a chart; write a whole number from {LEAST} on, such as {WIDE}")
    return width


def words(text: str, x: object, y: object, *, size: int = SMALL, role: str = "text", **more: str) -> Element:
    """Return a line of text whose baseline begins at a point; `text_anchor="end"` has it end there."""
    return element("text", text=text, x=x, y=y, fill=Paint(role), font_size=size, **more)  # type: ignore[arg-type]


def _pattern(prefix: str, role: str) -> Element:
    """Lines in one direction for what is excluded, in the other for closed hours, dots for what is pending."""
    box = element("rect", width=6, height=6, fill=Paint(role), fill_opacity="0.18")
    if role == "pending":
        mark = element("circle", cx=3, cy=3, r="1.5", fill=Paint(role))
    else:
        mark = element(
            "path",
            d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5" if role == "excluded" else "M-1 -1L7 7M-1 5L1 7M5 -1L7 1",
            stroke=Paint(role),
            stroke_width="1.3",
        )
    return element("pattern", box, mark, id=f"{prefix}-{role}", width=6, height=6, patternUnits="userSpaceOnUse")
