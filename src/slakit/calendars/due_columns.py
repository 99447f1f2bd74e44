"""Due times of many starts on NumPy arrays: worked out once for each stretch of time in which a rule gives one answer."""

from typing import TYPE_CHECKING

from slakit.errors import optional
from slakit.timeline.instants import DAY
from slakit.timeline.zone import offsets

if TYPE_CHECKING:
    from slakit.calendars.base import Calendar
    from slakit.calendars.due_rules import DueRule
    from slakit.calendars.open_time_index import Integers


def due_array(rule: "DueRule", calendar: "Calendar", starts: "Integers", ended: int) -> "Integers":
    """The due instants of many starts; `ended` where the calendar ends before that."""
    np = optional("numpy", "frames")
    breaks = rule.breaks(calendar, int(starts.min()), int(starts.max())) if len(starts) and _tells(type(rule)) else None
    if breaks is None:
        return np.array([ended if due is None else due for due in rule.due_all(calendar, starts.tolist())], dtype=np.int64)  # type: ignore[no-any-return]
    cells = np.searchsorted(np.array(breaks, dtype=np.int64), starts, side="right")
    order = np.argsort(cells, kind="stable")
    ordered = starts[order]
    first = np.flatnonzero(np.append(True, cells[order][1:] != cells[order][:-1]))
    sizes = np.diff(np.append(first, len(starts)))
    low, high = np.minimum.reduceat(ordered, first), np.maximum.reduceat(ordered, first)
    due_low, due_high = rule.due_all(calendar, low.tolist()), rule.due_all(calendar, high.tolist()) if rule.moves else ()
    due = np.empty(len(starts), dtype=np.int64)
    if not rule.moves:
        due[order] = np.repeat(np.array([ended if one is None else one for one in due_low], dtype=np.int64), sizes)
        return due  # type: ignore[no-any-return]
    tz = rule.zone_of_days(calendar)
    moved = np.zeros(len(first), dtype=np.int64)
    for number, (since, until, earliest, latest) in enumerate(zip(low.tolist(), high.tolist(), due_low, due_high, strict=True)):
        if earliest is None or latest is None or latest - earliest != until - since or len(offsets(tz, earliest - DAY, latest + DAY)) > 1:
            rows = slice(int(first[number]), int(first[number] + sizes[number]))  # a clock change is near
            one_by_one = rule.due_all(calendar, ordered[rows].tolist())
            ordered[rows] = [ended if one is None else one for one in one_by_one]
        else:
            moved[number] = earliest - since
    due[order] = ordered + np.repeat(moved, sizes)
    return due  # type: ignore[no-any-return]


def _tells(kind: "type[DueRule]") -> bool:
    """True if the class of a rule that says when something is due also says where that changes: a subclass may say the one anew."""
    return next(one for one in kind.__mro__ if "due" in vars(one) or "breaks" in vars(one)).__dict__.get("breaks") is not None
