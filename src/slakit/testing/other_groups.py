"""Other groups: those of a statement that its contract does not list, or that are another one but for their spelling, or have no name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any
from unicodedata import normalize

from slakit.engine.group_keys import NONE
from slakit.engine.statement.measures import UNLISTED
from slakit.statements.line import Line
from slakit.statements.line_table import same_group
from slakit.statements.statement import Statement

BETWEEN = re.compile(r"(?<=[^\W\d_])[\s_-]+(?=[^\W\d_])")  # letters: of numbers a sign makes another
Meant = Callable[[Line], bool]


def other_groups(statement: Statement, meant: Meant = lambda _: False) -> Iterator[tuple[Line, list[Any]]]:
    """Yield a line of each group that is not listed where groups are, or else has no name, or is another one but for capitals and spaces.

    With it come the groups that it could be. Of several spellings the one with most records is no slip.
    """
    for name in dict.fromkeys(line.name for line in statement.lines if line.group is not None):
        lines = list({str(line.group): line for line in statement.lines if line.name == name}.values())
        strange = [line for line in lines if UNLISTED in line.measure.workings]
        if strange:
            listed = [line.group for line in lines if line not in strange]
            yield from ((line, listed) for line in strange)
        if strange or any(line.listed for line in lines):
            continue
        named = [line.group for line in lines if not _lacks_name(line)]
        yield from ((line, named) for line in lines if named and _lacks_name(line) and not meant(line))
        for twins in (list(alike) for _, alike in groupby(sorted(lines, key=_spelling), _spelling)):
            usual = [line for line in twins if meant(line)] or [max(twins, key=lambda line: line.measure.sample)]
            yield from ((line, [one.group for one in usual]) for line in twins if line not in usual)


def _lacks_name(line: Line) -> bool:
    """True if a record of a group leaves out a field that names it."""
    return NONE in (line.group if isinstance(line.group, tuple) else (line.group,))


def _spelling(line: Line) -> list[str]:
    """The names of a group as people hear them: without capitals and outer spaces, and a hyphen between two words as good as a space."""
    names = line.group if isinstance(line.group, tuple) else (line.group,)
    return [BETWEEN.sub(" ", normalize("NFC", str(name)).casefold().strip()) for name in names]


def is_of(line: Line, objective: object, group: object) -> bool:
    """True if a line is of an objective and of a group."""
    return objective in (None, line.name) and group is not None and same_group(line.group, group)
