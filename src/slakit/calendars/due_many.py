"""Due times of many starts at once, of lists and of NumPy arrays: the same answers as one by one."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from slakit.calendars.due_columns import due_array
from slakit.calendars.due_rules import DueRule
from slakit.calendars.due_text import rule_if_any
from slakit.calendars.durations import Duration, duration
from slakit.calendars.moments import Instants, datetimes_of, microseconds
from slakit.calendars.pairs import without_length
from slakit.errors import UnitError, UsageError, optional
from slakit.timeline.instants import FIRST

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from slakit.calendars.arrays import Column
    from slakit.calendars.base import Calendar
    from slakit.calendars.open_time_index import Integers

    Lengths = Duration | DueRule | Iterable[Duration] | NDArray[np.timedelta64]

NEVER = FIRST - 1  # where a calendar ends before something is due


def due_list(calendar: "Calendar", starts: Instants, lengths: "Lengths") -> list[datetime]:
    """`Calendar.due` of every start, in the zone of the calendar."""
    ts = microseconds(starts)
    if (rule := rule_if_any(lengths)) is not None:
        due = {t: rule.due(calendar, t) for t in dict.fromkeys(ts)}
        return datetimes_of([due[t] for t in ts], calendar.zone)
    return datetimes_of(calendar.clock.due_all(ts, _microseconds(lengths, len(ts))), calendar.zone)


def due_column(calendar: "Calendar", starts: "Column", lengths: "Lengths") -> "Column":
    """`Calendar.due` of every start: of moments moments in UTC, of microseconds microseconds."""
    from slakit.calendars.arrays import whole

    since = whole(starts)
    if (rule := rule_if_any(lengths)) is not None:
        due = due_array(rule, calendar, since, NEVER)
        if len(due) and due.min() == NEVER:
            rule.due(calendar, int(since[due.argmin()]))  # raises the error of the first
    else:
        due = calendar.clock.due_array(since, _lengths_column(lengths, len(since)))
    return due if getattr(starts.dtype, "kind", "") in "iu" else due.view("datetime64[us]")


def _microseconds(lengths: "Lengths", count: int) -> list[int]:
    """The length of each start, in microseconds."""
    if isinstance(lengths, Duration):
        return [duration(lengths)] * count
    each = lengths if isinstance(lengths, Sequence) else list(lengths)  # type: ignore[arg-type]
    if len(each) != count:
        raise without_length(count, len(each))
    lasting: dict[Duration, int] = {}
    for length in each:
        if length not in lasting:
            if rule_if_any(length) is not None:
                raise UsageError(
                    f"a due rule is one for all starts; write {length!r} alone, and the starts of each rule in a call of their own"
                )
            lasting[length] = duration(length)
    return [lasting[length] for length in each]


def _lengths_column(lengths: "Lengths", count: int) -> "Integers":
    """The length of each start, in microseconds, as an array of as many."""
    np = optional("numpy", "frames")
    if not hasattr(lengths, "dtype"):
        return np.array(_microseconds(lengths, count), dtype=np.int64)  # type: ignore[no-any-return]
    column = np.asarray(lengths)
    if column.dtype.kind != "m" or column.ndim != 1:
        raise UnitError(f"an array of {column.dtype} is not a column of lengths of time; write an array of timedelta64[us]")
    if len(column) != count:
        raise without_length(count, len(column))
    if np.isnat(column).any():
        raise UnitError(f"NaT in row {int(np.isnat(column).argmax()) + 1} is not a length of time; leave that row out")
    return column.astype("timedelta64[us]").astype(np.int64)  # type: ignore[no-any-return]
