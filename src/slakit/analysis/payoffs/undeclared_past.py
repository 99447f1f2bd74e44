"""The past of a case of which nothing was said: a rule that asks for it is refused, and one that does not is not."""

from typing import Any, NoReturn

from slakit.errors import UsageError
from slakit.penalties.prior_line import PriorLine
from slakit.statements.judged_line import JudgedLine


class LooksBack(Exception):
    """The rule looks at earlier periods, and nothing was said of them."""


def _refuse(*_: object) -> NoReturn:
    raise LooksBack


class NoStreak(int):
    """A streak of which nothing was said."""

    __lt__ = __le__ = __gt__ = __ge__ = __eq__ = __ne__ = __add__ = __sub__ = __mul__ = __index__ = __bool__ = __str__ = _refuse
    __radd__ = __rsub__ = __rmul__ = __floordiv__ = __mod__ = __hash__ = __int__ = _refuse


class NoHistory(tuple[PriorLine, ...]):
    """A history of which nothing was said."""

    __len__ = __iter__ = __getitem__ = __bool__ = __contains__ = __eq__ = __hash__ = _refuse


def prior_lines(history: Any, objective: str, before: int) -> tuple[PriorLine, ...] | None:
    """The lines of an objective in a statement, or among some lines, that end before an instant, oldest first."""
    if history is None:
        return None
    given = getattr(history, "lines", history)
    lines = [line.prior if isinstance(line, JudgedLine) else line for line in given] if isinstance(given, list | tuple) else []
    if not isinstance(given, list | tuple) or not all(isinstance(line, PriorLine) for line in lines):
        kind = type(history).__name__
        raise UsageError(f"history= is {kind}, not a statement or its lines; write history=evaluate(agreement, records, period='2026-05')")
    own = [line for line in lines if line.name == objective and line.span.last <= before]
    if len(groups := dict.fromkeys(line.group for line in own)) > 1:
        shown = ", ".join(map(repr, groups))
        remedy = "write those of one: history=[line for line in statement.lines if line.group == ...]"
        raise UsageError(f"history= holds lines of {len(groups)} groups of {objective!r}, {shown}; {remedy}")
    return tuple(sorted(own, key=lambda line: line.span.last))
