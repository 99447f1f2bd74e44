"""Record slips: records of a test that no line counts as they are meant: unreadable, not counted, of another period or no listed group."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import groupby
from typing import Any
from unicodedata import normalize

from attrs import frozen

from slakit.engine.statement.measures import UNLISTED
from slakit.statements.line import Line
from slakit.statements.line_table import same_group
from slakit.statements.problem import Problem
from slakit.statements.statement import Statement
from slakit.testing.left_out import left_out, left_out_in_words
from slakit.testing.outside_period import outside_period
from slakit.testing.uncounted_records import NO_FIELD, Fed, in_short, near_value

PROBLEMS, LEFT_OUT, UNLISTED_GROUPS, OUTSIDE_PERIOD = "problems", "left_out", "unlisted_groups", "outside_period"
KINDS = (PROBLEMS, LEFT_OUT, UNLISTED_GROUPS, OUTSIDE_PERIOD)
MOST = 3  # so many records outside the period are named
HEADS = {
    PROBLEMS: "some records cannot be read",
    LEFT_OUT: "some records are counted by no objective",
    UNLISTED_GROUPS: "some records are of a group that is not listed",
    OUTSIDE_PERIOD: "no record of a stream lies in the period",
}
BETWEEN = re.compile(r"(?<=[^\W\d_])[\s_-]+(?=[^\W\d_])")  # letters: of numbers a sign makes another
Meant = Callable[[Line], bool]


@frozen
class Slips:
    """The slips of one kind in the records of a test: which kind, how many, and each in words; `str` is a sentence."""

    kind: str
    count: int
    texts: tuple[str, ...]

    def __str__(self) -> str:
        return f"{HEADS[self.kind]}: {'; '.join(self.texts)}"

    def unless(self, written: str) -> str:
        """The sentence, with what to write where it is meant so; a field that no record has is a slip in any case."""
        if any(NO_FIELD in text for text in self.texts):
            return str(self)
        return f"{self}{'' if str(self).endswith('?') else ';'} if it is meant so, write {written}{self.count}"


def record_slips(
    statement: Statement,
    problems: Sequence[Problem],
    fed: Fed | None = None,
    meant: Meant = lambda _: False,
    objectives: Collection[str] = (),
) -> list[Slips]:
    """The slips behind a statement, with these problems of it; lines that are `meant` are of no group by another name.

    `fed` are the records that it was worked out from, with which the text names each by its number and its value, and `objectives` those
    that the test is about, all without any: their records are looked for in the period.
    """
    groups = list(_other_groups(statement, fed, meant))
    outside = [*outside_period(statement, fed, objectives)] if fed else []
    more = [f"and {len(outside) - MOST} more"] if len(outside) > MOST else []
    made = [
        Slips(PROBLEMS, sum(problem.count for problem in problems), tuple(map(str, problems))),
        Slips(LEFT_OUT, sum(left_out(statement).values()), tuple(_left_out(statement, fed))),
        Slips(UNLISTED_GROUPS, len(groups), tuple(groups)),
        Slips(OUTSIDE_PERIOD, len(outside), (*outside[:MOST], *more)),
    ]
    return [one for one in made if one.texts]


def _left_out(statement: Statement, fed: Fed | None) -> Iterator[str]:
    for stream, count in left_out(statement).items():
        named = fed.left_out(stream) if fed else {}
        if sum(map(len, named.values())) == count:
            yield from (f"{in_short(places)}: {reason}" for reason, places in named.items())
        else:
            yield left_out_in_words(statement, stream)


def other_groups(statement: Statement, meant: Meant = lambda _: False) -> Iterator[tuple[Line, list[Any]]]:
    """Yield a line of each group that is not listed where groups are, or else is another one but for capitals and spaces.

    With it come the groups that it could be. Of several spellings the one with most records is no slip.
    """
    for name in dict.fromkeys(line.name for line in statement.lines if line.group is not None):
        lines = list({str(line.group): line for line in statement.lines if line.name == name}.values())
        strange = [line for line in lines if UNLISTED in line.measure.workings]
        if strange:
            listed = [line.group for line in lines if line not in strange]
            yield from ((line, listed) for line in strange if not meant(line))
        if strange or any(line.listed for line in lines):
            continue
        for twins in (list(alike) for _, alike in groupby(sorted(lines, key=_spelling), _spelling)):
            usual = [line for line in twins if meant(line)] or [max(twins, key=lambda line: line.measure.sample)]
            yield from ((line, [one.group for one in usual]) for line in twins if line not in usual)


def _other_groups(statement: Statement, fed: Fed | None, meant: Meant) -> Iterator[str]:
    for line, others in other_groups(statement, meant):
        rows = fed.of_group(line) if fed else []
        where = f" ({'; '.join(rows)})" if rows else ""
        near = near_value(_shown(line.group), map(_shown, others))
        yield f"{_shown(line.group)!r} is not one of the groups of {line.name!r}{where}{near}"


def _shown(group: Any) -> str:
    return " / ".join(map(str, group)) if isinstance(group, tuple) else str(group)


def _spelling(line: Line) -> list[str]:
    """The names of a group as people hear them: without capitals and outer spaces, and a hyphen between two words as good as a space."""
    names = line.group if isinstance(line.group, tuple) else (line.group,)
    return [BETWEEN.sub(" ", normalize("NFC", str(name)).casefold().strip()) for name in names]


def is_of(line: Line, objective: object, group: object) -> bool:
    """True if a line is of an objective and of a group."""
    return objective in (None, line.name) and group is not None and same_group(line.group, group)
