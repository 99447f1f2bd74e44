"""Lines without data: why a comparison of a test meets None, in the place of a measure."""

from __future__ import annotations

from collections.abc import Iterator

from slakit.statements.line import Line
from slakit.statements.statement import Statement
from slakit.targets.verdict import Outcome

MOST = 3  # so many lines are named


def without_data(error: TypeError) -> Iterator[str]:
    """Say of the lines and statements that the failing function names which have no data, and thus no measure."""
    step = error.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    if step is None:
        return
    code, names = step.tb_frame.f_code, {**step.tb_frame.f_globals, **step.tb_frame.f_locals}
    lines: dict[int, Line] = {}
    for value in (names.get(name) for name in dict.fromkeys((*code.co_varnames, *code.co_freevars, *code.co_names))):
        for line in (value,) if isinstance(value, Line) else value.lines if isinstance(value, Statement) else ():
            if line.outcome is Outcome.NO_DATA:
                lines[id(line)] = line
    for line in list(lines.values())[:MOST]:
        what = f"{line.title} has no data, and its measure.quantity is None: {line.reason}"
        yield f"{what}; test line.outcome == 'no data' where it is meant so"
