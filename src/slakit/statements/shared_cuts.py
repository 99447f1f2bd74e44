"""SharedCuts: the lines that share one cut of the settlement, such as a cap, and what each keeps of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

from slakit.statements.line import Line
from slakit.values.money import Money, split

MOST = 12  # lines that are named
Cut = tuple[str, str, str]  # its billing period, word and text, which all lines have that share it


@frozen
class SharedCut:
    """One cut, and the lines that share it, each with its amount before and after.

    `in_proportion` is True where they keep shares in proportion to their amounts, to the cent by largest remainder.
    """

    word: str
    kept: tuple[tuple[Line, Money, Money], ...]

    @property
    def before(self) -> Money:
        return _sum(old for _, old, _ in self.kept)

    @property
    def after(self) -> Money:
        return _sum(new for _, _, new in self.kept)

    @property
    def in_proportion(self) -> bool:
        weights = [old.exact for _, old, _ in self.kept]
        return self.after.is_whole and min(weights) >= 0 and split(self.after, weights) == tuple(new for _, _, new in self.kept)

    @property
    def shown(self) -> list[tuple[str, Money, Money]]:
        """The first lines by their names, with the period where there are several, each with its amount before and after."""
        several = len({line.period.label for line, _, _ in self.kept}) > 1
        return [(line.title if several else line.named, old, new) for line, old, new in self.kept[:MOST]]

    @property
    def rest(self) -> tuple[int, Money, Money] | None:
        """The lines that are not shown: how many, and what they had and keep together."""
        left = self.kept[MOST:]
        return (len(left), _sum(old for _, old, _ in left), _sum(new for _, _, new in left)) if left else None

    def __str__(self) -> str:
        rule = f"each line keeps {self.after.show()} / {self.before.show()} of its amount, to the cent by largest remainder: "
        kept = [f"{name} {new.show()} of {old.show()}" for name, old, new in self.shown]
        if self.rest is not None:
            count, old, new = self.rest
            kept.append(f"{count:,} more {new.show()} of {old.show()}")
        return f"{rule if self.in_proportion else ''}{'; '.join(kept)}"


@frozen
class SharedCuts:
    """The cuts of a statement that several of its lines share."""

    cuts: Mapping[Cut, SharedCut]

    @classmethod
    def of(cls, lines: Iterable[Line]) -> SharedCuts:
        made: dict[Cut, list[tuple[Line, Money, Money]]] = {}
        for line in lines:
            for cut in line.adjustments:
                if cut.before is not None and cut.after is not None and cut.before != cut.after:
                    made.setdefault((cut.period, cut.word, cut.text), []).append((line, cut.before, cut.after))
        return cls({cut: SharedCut(cut[1], tuple(kept)) for cut, kept in made.items() if len(kept) > 1})

    def by_word(self, line: Line) -> dict[str, SharedCut]:
        """Return the cuts that a line shares with others, by their words."""
        own = ((cut.period, cut.word, cut.text) for cut in line.adjustments)
        return {cut[1]: self.cuts[cut] for cut in own if cut in self.cuts}


def _sum(amounts: Iterable[Money]) -> Money:
    first, *rest = amounts
    return sum(rest, first)
