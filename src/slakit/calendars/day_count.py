"""Calendar days between a due time and what was done after it (docs/numbers.md T5)."""

from datetime import tzinfo

from slakit.calendars.due_rules import days_on
from slakit.timeline.instants import moment

Parts = tuple[int, int]  # a number of days as a fraction, above and below the line
CALENDAR_DAY = "calendar day"
STEPS = ("exact", "full", "begun")


def days_late(due: int, done: int, tz: tzinfo, steps: str) -> Parts:
    """Return the number of calendar days between two instants, the earlier first, as a numerator and a denominator.

    "begun" is the least n with done <= due + n, "full" the greatest with due + n <= done, "exact" the full ones and the part of the next,
    which may be 23 or 25 hours long.
    """
    full = (moment(done, tz).date() - moment(due, tz).date()).days
    while days_on(due, full, tz) > done:
        full -= 1
    since, until = days_on(due, full, tz), days_on(due, full + 1, tz)
    if steps == "full" or since == done:
        return full, 1
    if steps == "begun":
        return full + 1, 1
    return full * (until - since) + done - since, until - since
