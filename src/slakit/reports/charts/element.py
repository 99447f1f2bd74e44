"""Element: one element of SVG, and how a tree of them is written, the same text every time."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from attrs import frozen

from slakit.values.one_line import without_unseen
from slakit.values.rounding import round_to

HUNDREDTH = Fraction(1, 100)
ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


@frozen
class Paint:
    """The colour of a part: a role of the palette, such as "bad"."""

    role: str


@frozen
class Pattern:
    """A fill of lines or dots in the colour of a role, so that a part is seen without its colour."""

    role: str


Attribute = str | int | Fraction | Paint | Pattern


@frozen
class Element:
    """One element: its tag, its attributes and what stands in it, elements or one text."""

    tag: str
    attributes: Mapping[str, Attribute]
    children: tuple["Element", ...] = ()
    text: str = ""

    def walk(self) -> Iterator["Element"]:
        """Yield the element and all that stand in it."""
        yield self
        for child in self.children:
            yield from child.walk()


def element(tag: str, *children: Element, text: str = "", **attributes: Attribute) -> Element:
    """Make an element; `stroke_width=2` is the attribute stroke-width."""
    return Element(tag, {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}, children, text)


def clean(text: object) -> str:
    """Return a text in one line that may stand in a picture: without control characters and marks of direction.

    >>> clean("up\\x00time\\n\\u202egpj")
    'uptime gpj'
    """
    return " ".join(without_unseen(text).split())


def escaped(text: object) -> str:
    """Return a text that XML shows as it is.

    >>> escaped("<b>'1' & \\"2\\"</b>")
    '&lt;b&gt;&#39;1&#39; &amp; &quot;2&quot;&lt;/b&gt;'
    """
    return clean(text).translate(ESCAPES)


def number_text(value: int | Fraction) -> str:
    """Return a coordinate with at most two decimals.

    >>> number_text(Fraction(2, 3))
    '0.67'
    """
    hundredths = int(round_to(Fraction(value), HUNDREDTH, "half-even") * 100)
    whole, rest = divmod(abs(hundredths), 100)
    decimals = f".{rest:02}".rstrip("0") if rest else ""
    return f"{'-' if hundredths < 0 else ''}{whole}{decimals}"


def written(root: Element, colours: Mapping[str, str], prefix: str) -> str:
    """Write an element with the colours of the roles; the ids of patterns begin with the prefix."""

    def value(attribute: Attribute) -> str:
        if isinstance(attribute, Paint):
            return colours[attribute.role]
        if isinstance(attribute, Pattern):
            return f"url(#{prefix}-{attribute.role})"
        return number_text(attribute) if isinstance(attribute, int | Fraction) else escaped(attribute)

    def parts(one: Element) -> Iterator[str]:
        attributes = "".join(f' {name}="{value(attribute)}"' for name, attribute in one.attributes.items())
        if not one.children and not one.text:
            yield f"<{one.tag}{attributes}/>"
            return
        yield f"<{one.tag}{attributes}>{escaped(one.text)}"
        for child in one.children:
            yield from parts(child)
        yield f"</{one.tag}>"

    return "".join(parts(root))


def patterns(elements: Iterable[Element]) -> list[str]:
    """Return the roles whose patterns are used, in the order of the alphabet."""
    attributes = (attribute for one in elements for part in one.walk() for attribute in part.attributes.values())
    return sorted({attribute.role for attribute in attributes if isinstance(attribute, Pattern)})
