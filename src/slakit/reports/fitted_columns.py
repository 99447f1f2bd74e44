"""Fitted columns: the columns of a table for which a terminal has room, each as wide as it can be, and their cells in lines."""

from collections.abc import Iterable, Sequence

from attrs import frozen

from slakit.errors import optional
from slakit.reports.terminal_width import HELD, HOLD

GAP = 2  # spaces between two columns
TIGHT, EASY = 12, 16  # cells in which most words stand, and stand well: no column of texts is narrower
FEW = 5  # columns that may be tight, before one of them is left out; one more must leave the others easy to read
LONGEST = 20  # of a word that is not cut


@frozen
class Column:
    """A column of texts, its head among them; one that is not `cut` has no word that may be cut, such as an amount."""

    word: str
    cells: tuple[str, ...]
    cut: bool = True

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.word, *self.cells)

    @property
    def most(self) -> int:
        """The width at which no cell is wrapped."""
        return max(map(width_of, self.texts))

    def least(self, texts: int) -> int:
        """The least width of the column, where one of texts has so many cells or more."""
        longest = max(width_of(word) for text in self.texts for word in words(text))
        return min(self.most, max(texts, min(longest, LONGEST) if self.cut else longest))


def fitted(columns: Sequence[Column], importance: Sequence[str], room: int) -> dict[str, int]:
    """Return the widths of the columns that fit into a width, in their order; the least important are left out, the first two never.

    The second names the rows, and is the first to be made wider.

    >>> outcome, objective = Column("outcome", ("missed",)), Column("objective", ("Uptime of the website",))
    >>> columns = [outcome, objective, Column("credit", ("600.00 GBP",), False)]
    >>> fitted(columns, ("outcome", "objective", "credit"), 41)
    {'outcome': 7, 'objective': 20, 'credit': 10}
    >>> fitted(columns, ("outcome", "objective", "credit"), 32)
    {'outcome': 7, 'objective': 21}
    """
    most = {column.word: column.most for column in columns}
    tight, easy = ({column.word: column.least(texts) for column in columns} for texts in (TIGHT, EASY))
    kept = [word for word in importance if word in most]
    while len(kept) > 2 and _whole((easy if len(kept) > FEW else tight)[word] for word in kept) > room:
        kept.pop()
    least = easy if _whole(easy[word] for word in kept) <= room else tight
    widths = {column.word: least[column.word] for column in columns if column.word in kept}
    for word in reversed(kept):  # on a terminal that is too narrow even for the first two
        widths[word] -= min(max(0, _whole(widths.values()) - room), max(0, widths[word] - TIGHT))
    name = kept[1]  # which names the rows
    widths[name] += max(0, min(room - _whole(widths.values()), min(most[name], 2 * LONGEST) - widths[name]))
    while (left := room - _whole(widths.values())) > 0 and (short := [word for word in widths if widths[word] < most[word]]):
        for word in short[:left]:
            widths[word] += 1
    return widths


def _whole(widths: Iterable[int]) -> int:
    """The width of a table of columns."""
    each = list(widths)
    return sum(each) + GAP * (len(each) - 1)


def wrapped(text: str, width: int, lead: str = "") -> list[str]:
    """Return a text in lines of at most so many cells, as a terminal counts them; a number stays with its unit.

    >>> wrapped("at least 99.9 % of messages", 12, lead="  ")
    ['at least', '  99.9 % of', '  messages']

    The later lines begin with a `lead`. A word that is too long for a line is cut.
    """
    lines = [""]
    for word in words(text):
        longer = f"{lines[-1]} {word}" if lines[-1].strip() else f"{lines[-1]}{word}"
        if width_of(longer) <= width:
            lines[-1] = longer
        else:
            pieces = [word] if width_of(lead + word) <= width else optional("rich.cells", "cli").chop_cells(word, width - len(lead))
            lines += [lead + piece for piece in pieces]
    return lines[1:] if not lines[0] and len(lines) > 1 else lines


def words(text: str) -> list[str]:
    """Return the words of a text, where a line may end; a number and its unit are one."""
    return [word.replace(HOLD, " ") for word in HELD.sub(HOLD, text).split(" ")]


def width_of(text: str) -> int:
    """Return the cells that a text takes on a terminal: two for a sign of East Asia, none for an accent of its own."""
    width: int = optional("rich.cells", "cli").cell_len(text)
    return width
