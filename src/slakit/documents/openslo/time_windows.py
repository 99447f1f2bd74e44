"""Time windows of OpenSLO as windows of contracts, and back."""

from datetime import datetime, time

from attrs import evolve, frozen

from slakit.documents.openslo.part import Part
from slakit.documents.openslo.shorthand import EXAMPLE, in_words, read_shorthand, write_shorthand
from slakit.documents.plain import Plain, shown
from slakit.errors import SlakitError
from slakit.timeline.zone import zone
from slakit.windows.base import Window
from slakit.windows.calendar_steps import Steps, anchor_text
from slakit.windows.rolling import Rolling
from slakit.windows.window import DAILY, every, rolling

FIRST_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def read_window(spec: Part) -> Window | None:
    """The window of an SLO; None where it names none, or where it is a problem."""
    windows = spec.parts("timeWindow")
    if not windows:
        spec.lose("timeWindow", "is not given: the window of the contract, a month, is taken")
        return None
    if len(windows) > 1:
        spec.wrong("timeWindow", f"has {len(windows)} windows, and an SLO has one; write one")
        return None
    return _read(windows[0])


def _read(part: Part) -> Window | None:
    given = part.take("duration")
    length = read_shorthand(given)
    if length is None:
        part.wrong("duration", f"{shown(given)} is not a duration; write {EXAMPLE}")
    turns = part.take("isRolling")
    calendar = None if turns is True else part.part("calendar")
    if turns is not None and not isinstance(turns, bool):
        part.wrong("isRolling", f"{shown(turns)} is not true or false; write isRolling: true")
    part.report_rest()
    if length is None:
        return None
    try:
        return _rolling(part, *length) if turns is True else _calendar(part, calendar, *length)
    except SlakitError as error:
        part.wrong("duration", str(error))
        return None


def _rolling(part: Part, count: int, unit: str) -> Window:
    part.lose("", "a rolling window is judged at the end of every day here; OpenSLO does not say how often")
    return rolling(in_words(count, unit))


def _calendar(part: Part, calendar: Part | None, count: int, unit: str) -> Window | None:
    start, tz = None, None
    if calendar is None:
        part.lose("", "neither rolls nor says where it starts: it begins as the calendar has it, in the zone of the contract")
    else:
        start, tz = _start(calendar), _zone(calendar)
        calendar.report_rest()
        if start is None:
            return None
    if unit == "minute" and count % 60 == 0:
        count, unit = count // 60, "hour"
    elif unit == "minute":
        text = f"is {in_words(count, unit)}, and no window here is so short: each hour is judged; a month is 1M, and {count}m is minutes"
        part.lose("duration", text)
        count, unit = 1, "hour"
    if start is None:
        return every(count, unit, anchor=None if count == 1 else "2000-01-03" if unit == "week" else "2000-01-01", tz=tz)
    return every(count, unit, anchor=None if count == 1 and _is_usual(start, unit) else anchor_text(start), tz=tz)


def _start(calendar: Part) -> datetime | None:
    given = calendar.take("startTime")
    example = "write startTime: 2026-01-01 00:00:00, the local time of its timeZone"
    try:
        start = datetime.fromisoformat(given) if isinstance(given, str) else None
    except ValueError:
        start = None
    if start is None or start.tzinfo is not None or start.microsecond:
        calendar.wrong("startTime" if calendar.has("startTime") else "", f"{shown(given)} is not a local time; {example}")
        return None
    return start


def _zone(calendar: Part) -> str | None:
    given = calendar.text("timeZone")
    if given is None:
        calendar.lose("timeZone", "is not given: the zone of the contract is taken")
        return None
    try:
        zone(given)
    except SlakitError as error:
        calendar.wrong("timeZone", str(error))
        return None
    return given


def _is_usual(start: datetime, unit: str) -> bool:
    """True if periods of one unit from a start are those of the calendar: from a full hour, a midnight, a Monday, a first of the month."""
    if unit == "hour":
        return start.minute == start.second == 0
    if start.time() != time.min:
        return False
    if unit in FIRST_MONTHS:
        return start.day == 1 and (start.month - 1) % FIRST_MONTHS[unit] == 0
    return unit == "day" or start.weekday() == 0


def in_zone(window: Window | None, timezone: str) -> Window | None:
    """A window that names no zone where it is that of the contract."""
    return evolve(window, tz=None) if window is not None and window.tz == timezone else window


@frozen
class WrittenWindow:
    """A window of a contract as OpenSLO has it, None where it cannot; and what is lost of it."""

    data: dict[str, Plain] | None
    losses: tuple[str, ...] = ()


def write_window(window: Window, timezone: str) -> WrittenWindow:
    """The time window of a window, in its own zone or that of its contract."""
    losses = [] if window.partial == "prorate" else [f"partial = {window.partial!r} is not said: OpenSLO has no term that cuts a window"]
    if isinstance(window, Rolling):
        if window.step != DAILY:
            losses.append(f"is judged {window.step}; OpenSLO does not say how often a window is")
        return WrittenWindow({"duration": write_shorthand(window.count, window.unit), "isRolling": True}, tuple(losses))
    if not isinstance(window, Steps):
        return WrittenWindow(None, (f"{window} has no duration; OpenSLO judges what rolls or what the calendar repeats",))
    if window.month_end != "clamp":
        losses.append(f"month_end = {window.month_end!r} is not said")
    calendar: dict[str, Plain] = {"startTime": window.anchor.isoformat(sep=" "), "timeZone": window.within(timezone).tz or timezone}
    data: dict[str, Plain] = {"duration": write_shorthand(window.count, window.unit), "calendar": calendar, "isRolling": False}
    return WrittenWindow(data, tuple(losses))
