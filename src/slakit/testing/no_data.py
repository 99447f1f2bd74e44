"""No data: the lines of a test of which some stream was never fed, so that what they owe says nothing."""

from __future__ import annotations

from collections.abc import Sequence

from slakit.engine.statement.measures import NEVER_FED
from slakit.statements.line import Line
from slakit.targets.verdict import Outcome

NO_LINE = "there is no line, for no period has begun as of then"


def no_data(lines: Sequence[Line]) -> list[str]:
    """Say of each line why it has no data, if none has and streams are missing; nothing if one has, or `silence` decides what that means.

    A statement as of an instant before its periods has no line at all. A stream that was fed and holds no record is data: nothing happened.
    """
    if not lines:
        return [NO_LINE]
    texts = [f"{line.title}: {line.measure.reason}" for line in lines if _is_silent(line)]
    return texts if len(texts) == len(lines) else []


def _is_silent(line: Line) -> bool:
    return line.outcome is Outcome.NO_DATA and line.measure.reason.endswith(NEVER_FED)
