"""Lines: the lines of a statement, or some of them, as one sequence that is filtered, added up, shown and made a frame."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, tzinfo
from functools import lru_cache
from typing import Any, SupportsIndex, overload

from slakit.errors import UsageError, close_match
from slakit.penalties.amounts import Amounts, HoldsAmounts, owed_text
from slakit.statements.drawn import HasCharts
from slakit.statements.frame_columns import FrameTable
from slakit.statements.frames import HasFrames
from slakit.statements.line import Line
from slakit.statements.line_table import line_table, same_group
from slakit.statements.notebook import MOST, html_table
from slakit.statements.table import text_table
from slakit.statements.tidy_tables import OF_LINES
from slakit.targets.verdict import Outcome
from slakit.values.source_repr import in_brackets


class Lines(tuple[Line, ...], HoldsAmounts, HasFrames, HasCharts):
    """Some lines of a statement, in their order: a tuple of them that can be filtered, and has the amounts of all.

    >>> statement.missed
    <Lines 1 line, 1 missed, 600.00 GBP>
    >>> statement.where(clause="4.*", period="2026-03").credit

    Its amounts, such as `credit` and `payable`, are those of its lines added up; None where no line has one. `zone` is that of the
    agreement.
    """

    zone: tzinfo

    def __new__(cls, lines: Iterable[Line] = (), zone: tzinfo | None = None) -> Lines:
        made = super().__new__(cls, lines)
        made.zone = zone or getattr(lines, "zone", None) or next((line.zone for line in made), UTC)
        return made

    @overload
    def __getitem__(self, key: SupportsIndex) -> Line: ...
    @overload
    def __getitem__(self, key: slice) -> Lines: ...
    @overload
    def __getitem__(self, key: str) -> Line | Lines: ...
    def __getitem__(self, key: SupportsIndex | slice | str) -> Line | Lines:
        """A line by its index, some by a slice, or by the name of an objective: its one line, or all that it has."""
        if isinstance(key, str):
            named = self._picked(line for line in self if line.name == key)
            if not named:
                raise UsageError(f"{key!r} is not an objective of these lines{close_match(key, (line.name for line in self))}")
            return named if len(named) > 1 else named[0]
        if isinstance(key, slice):
            return self._picked(super().__getitem__(key))
        if not hasattr(key, "__index__"):
            raise UsageError(f"{key!r} is not an index or a name of these lines; write lines[0], lines[:2] or lines['Uptime']")
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        """True for a line of these, and for the name of an objective that has one."""
        return any(line.name == key for line in self) if isinstance(key, str) else super().__contains__(key)

    @property
    def amounts(self) -> Amounts:  # type: ignore[override]
        """The amounts of the lines, added up."""
        return sum((line.amounts for line in self), Amounts())

    @property
    def missed(self) -> Lines:
        """The lines whose target was missed."""
        return self._picked(line for line in self if line.outcome is Outcome.MISSED)

    def where(
        self,
        *,
        name: str | None = None,
        clause: str | None = None,
        period: str | None = None,
        outcome: str | None = None,
        group: Any = None,
    ) -> Lines:
        """The lines that fit all of what is given; in a text `*` is any text and `?` any character.

        >>> statement.where(name="Up*", outcome="missed")
        <Lines 1 line, 1 missed, 600.00 GBP>

        `period` is a label, "2026-03" or "2026-*". `group` is a value, or one for each field in a tuple. Raises UsageError for an outcome
        that there is not.
        """
        texts = {"name": name, "clause": clause, "period": period, "outcome": outcome}
        for word, text in texts.items():
            if text is not None and not isinstance(text, str):
                raise UsageError(f"{word}={text!r} is not a text; write {word}={EXAMPLES[word]!r}")
        if outcome is not None and not any(_fits(outcome, word) for word in Outcome):
            raise UsageError(f"outcome={outcome!r} is not an outcome{close_match(outcome, [word.value for word in Outcome])}")
        wanted = {word: text for word, text in texts.items() if text is not None}
        return self._picked(
            line
            for line in self
            if all(_fits(text, _text(line, word)) for word, text in wanted.items()) and (group is None or _of_group(line.group, group))
        )

    def _picked(self, lines: Iterable[Line]) -> Lines:
        return Lines(lines, self.zone)

    @property
    def counted(self) -> str:
        """The number of lines, of those that were missed and of those without data, in words."""
        silent = sum(line.outcome is Outcome.NO_DATA for line in self)
        count = f"{len(self):,} line{'' if len(self) == 1 else 's'}"
        missed = sum(line.outcome is Outcome.MISSED for line in self)
        return ", ".join([count, *([f"{missed:,} missed"] if self else []), *([f"{silent:,} without data"] if silent else [])])

    def __repr__(self) -> str:
        return in_brackets(self, ", ".join([self.counted, *owed_text(self.amounts)]))

    def to_text(self) -> str:
        """The lines as a table for the terminal."""
        return text_table(*line_table(self, self))

    __str__ = to_text

    def _repr_html_(self) -> str:
        caption = ", ".join([self.counted, *owed_text(self.amounts)])
        return html_table(caption, *line_table(self[:MOST], self), left_out=max(0, len(self) - MOST))

    def _lines_to_draw(self) -> Lines:
        return self

    def _frame_table(self, name: str) -> FrameTable:
        return OF_LINES.table(name, self, self.zone)


class HasLines(HasFrames, HasCharts):
    """Base class of what is a sequence of its `lines`, as a statement is."""

    __slots__ = ()

    lines: Lines

    def __len__(self) -> int:
        return len(self.lines)

    def __bool__(self) -> bool:
        """True: a statement without lines is still one."""
        return True

    def __iter__(self) -> Iterator[Line]:
        return iter(self.lines)

    @overload
    def __getitem__(self, key: SupportsIndex) -> Line: ...
    @overload
    def __getitem__(self, key: slice) -> Lines: ...
    @overload
    def __getitem__(self, key: str) -> Line | Lines: ...
    def __getitem__(self, key: SupportsIndex | slice | str) -> Line | Lines:
        """A line by its index, some by a slice, or by the name of an objective: its one line, or all that it has."""
        return self.lines[key]

    def __contains__(self, key: object) -> bool:
        return key in self.lines

    def _lines_to_draw(self) -> Lines:
        return self.lines

    @property
    def missed(self) -> Lines:
        """The lines whose target was missed."""
        return self.lines.missed

    def where(
        self,
        *,
        name: str | None = None,
        clause: str | None = None,
        period: str | None = None,
        outcome: str | None = None,
        group: Any = None,
    ) -> Lines:
        """The lines that fit all of what is given; in a text `*` is any text and `?` any character.

        >>> [line.name for line in statement.where(name="Up*", outcome="missed")]
        ['Uptime']
        """
        return self.lines.where(name=name, clause=clause, period=period, outcome=outcome, group=group)


EXAMPLES = {"name": "Uptime", "clause": "4.*", "period": "2026-03", "outcome": "missed"}


def _text(line: Line, word: str) -> str:
    return line.period.label if word == "period" else str(getattr(line, word))


def _fits(pattern: str, text: str) -> bool:
    return pattern == text or _glob(pattern).fullmatch(text) is not None


@lru_cache(maxsize=256)
def _glob(pattern: str) -> re.Pattern[str]:
    """A pattern in which `*` and `?` alone are special: names of groups stand in brackets."""
    return re.compile("".join({"*": ".*", "?": "."}.get(sign) or re.escape(sign) for sign in pattern), re.DOTALL)


def _of_group(group: Any, wanted: Any) -> bool:
    if isinstance(wanted, Sequence) and not isinstance(wanted, str):
        return isinstance(group, tuple) and len(group) == len(wanted) and all(map(_of_group, group, wanted))
    if group is None or isinstance(group, tuple):
        return False
    return same_group(group, wanted) or (isinstance(wanted, str) and _fits(wanted, str(group)))
