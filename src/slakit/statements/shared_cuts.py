"""SharedCuts: the lines that share one cut of the settlement, such as a cap, and what each keeps of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from slakit.statements.line import Line
from slakit.values.money import Money, split

MOST = 12  # lines that are named
Cut = tuple[str, str, str]  # its billing period, word and text, which all lines have that share it


@frozen
class SharedCuts:
    """The lines of a statement by the cuts that they share, each with its amount before and after."""

    lines_of: Mapping[Cut, tuple[tuple[Line, Money, Money], ...]]

    @classmethod
    def of(cls, lines: Iterable[Line]) -> SharedCuts:
        made: dict[Cut, list[tuple[Line, Money, Money]]] = {}
        for line in lines:
            for cut in line.adjustments:
                if cut.before is not None and cut.after is not None and cut.before != cut.after:
                    made.setdefault((cut.period, cut.word, cut.text), []).append((line, cut.before, cut.after))
        return cls({cut: tuple(pairs) for cut, pairs in made.items() if len(pairs) > 1})

    def texts(self, line: Line) -> Iterator[tuple[str, str]]:
        """Yield the word of each cut that the line shares with others, and what each of them keeps, this one among them."""
        for cut in line.adjustments:
            pairs = self.lines_of.get((cut.period, cut.word, cut.text), ())
            if not pairs:
                continue
            several = len({one.period.label for one, _, _ in pairs}) > 1
            kept = [f"{one.title if several else one.named} {new.show()} of {old.show()}" for one, old, new in pairs[:MOST]]
            if more := pairs[MOST:]:
                kept.append(f"{len(more):,} more {_sum(more, before=False).show()} of {_sum(more).show()}")
            yield cut.word, f"{_rule(pairs)}{'; '.join(kept)}"


def _sum(pairs: Iterable[tuple[Line, Money, Money]], *, before: bool = True) -> Money:
    first, *rest = (old if before else new for _, old, new in pairs)
    return sum(rest, first)


def _rule(pairs: Sequence[tuple[Line, Money, Money]]) -> str:
    """The rule of the shares, where they are what is left in proportion to the amounts before."""
    before, after = _sum(pairs), _sum(pairs, before=False)
    weights = [old.exact for _, old, _ in pairs]
    if not after.is_whole or min(weights) < 0 or split(after, weights) != tuple(new for _, _, new in pairs):
        return ""
    return f"each line keeps {after.show()} / {before.show()} of its amount, to the cent by largest remainder: "
