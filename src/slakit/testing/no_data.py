"""No data: the lines of a test of which some stream was never fed, so that what they owe says nothing."""

from __future__ import annotations

from collections.abc import Sequence

from slakit.engine.statement.measures import NEVER_FED
from slakit.statements.line import Line
from slakit.targets.verdict import Outcome

NO_LINE = "there is no line, for no period has begun as of then"


def no_data(lines: Sequence[Line]) -> list[str]:
    """Say of each line whose streams are missing so, if none has data; nothing if one has, or `silence` decides what that means.

    A statement as of an instant before its periods has no line at all. A stream that was fed and holds no record is data where that means
    something, as an empty list of outages does: nothing was down. A list without a case measures nothing.
    """
    if not lines:
        return [NO_LINE]
    return [f"{line.title}: {line.measure.reason}" for line in lines if _is_silent(line)] if all(map(_is_empty, lines)) else []


def _is_empty(line: Line) -> bool:
    return line.outcome is Outcome.NO_DATA and not line.measure.pending and not line.measure.unread


def _is_silent(line: Line) -> bool:
    return line.measure.reason.endswith(NEVER_FED)
