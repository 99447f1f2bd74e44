"""What else counts working time, each in its fastest way from the same input; what it needs to be given first is inside the measured time.

A maker builds the calendar once and returns the ways it knows: of lists of aware datetimes, of datetime64 arrays in UTC,
of due times of either.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from typing import Any

from support import CLOSES, DAY, END, HOLIDAYS, LONDON, MICROSECOND, OPENS, SECOND, START, desk, openings

Way = Callable[[Any, Any], Iterable[Any]]  # starts and ends, or starts and hours, to one figure each
Ways = dict[str, Way]  # "lists", "arrays", "due", "due of arrays", and "lists in UTC" where all in one zone are faster

ROWS = {"businesstimedelta": 1_000, "business-duration": 5_000, "pandas' CustomBusinessHour": 1_000}  # the slow ones are given fewer
MODULES = {
    "timegrid, openings in UTC": "timegrid",
    "timegrid, naive local times": "timegrid",
    "workclock": "workclock",
    "businesstimedelta": "businesstimedelta",
    "business-duration": "business_duration",
    "pandas' CustomBusinessHour": "pandas",
    "pandas by hand": "pandas",
}


def slakit() -> Ways:
    return {
        "lists": desk.elapsed_many,
        "arrays": desk.elapsed_many,
        "due": desk.due_many,
        "due of arrays": desk.due_many,
    }


def timegrid_utc() -> Ways:
    """It knows no zones and takes naive datetimes: every opening is given in UTC."""
    from timegrid import TimeGridCalendar

    calendar = TimeGridCalendar.create()
    for start, end in openings():
        calendar = calendar.open(start.replace(tzinfo=None), end.replace(tzinfo=None))
    count = calendar.compile((START - 7 * DAY).replace(tzinfo=None), (END + 7 * DAY).replace(tzinfo=None)).get_working_duration

    def lists(starts: Any, ends: Any) -> list[timedelta]:
        return [
            count(a.astimezone(UTC).replace(tzinfo=None), b.astimezone(UTC).replace(tzinfo=None)) for a, b in zip(starts, ends, strict=True)
        ]

    def plain(starts: Any, ends: Any) -> list[timedelta]:
        return [count(a.replace(tzinfo=None), b.replace(tzinfo=None)) for a, b in zip(starts, ends, strict=True)]

    def arrays(starts: Any, ends: Any) -> Any:
        import numpy as np

        return np.array(list(map(count, starts.tolist(), ends.tolist())), "timedelta64[us]")

    return {"lists": lists, "lists in UTC": plain, "arrays": arrays}


def timegrid_local() -> Ways:
    """The other way without zones: weekly hours, and the local time with its zone cut off."""
    from timegrid import TimeGridCalendar

    calendar = TimeGridCalendar.weekdays(OPENS, CLOSES)
    for day in HOLIDAYS:
        calendar = calendar.close(day)
    count = calendar.compile((START - 7 * DAY).replace(tzinfo=None), (END + 7 * DAY).replace(tzinfo=None)).get_working_duration

    def lists(starts: Any, ends: Any) -> list[timedelta]:
        return [
            count(a.astimezone(LONDON).replace(tzinfo=None), b.astimezone(LONDON).replace(tzinfo=None))
            for a, b in zip(starts, ends, strict=True)
        ]

    def plain(starts: Any, ends: Any) -> list[timedelta]:
        return [count(a.replace(tzinfo=None), b.replace(tzinfo=None)) for a, b in zip(starts, ends, strict=True)]

    def due(starts: Any, hours: Any) -> list[datetime]:
        add = calendar.add_work_duration
        return [add(t.replace(tzinfo=None), d).replace(tzinfo=LONDON) for t, d in zip(starts, hours, strict=True)]

    return {"lists": lists, "lists in Europe/London": plain, "due": due}


def workclock() -> Ways:
    from workclock import Holidays, Schedule, WorkDay

    schedule = Schedule([WorkDay(OPENS, CLOSES), Holidays(HOLIDAYS)], time_zone=LONDON)
    return {"lists": schedule.between_many, "arrays": schedule.between_many, "due": schedule.add_many, "due of arrays": schedule.add_many}


def businesstimedelta() -> Ways:
    import businesstimedelta as b
    import pytz

    tz = pytz.timezone("Europe/London")
    rules = b.Rules([b.WorkDayRule(OPENS, CLOSES, [0, 1, 2, 3, 4], tz=tz), b.HolidayRule(HOLIDAYS, tz=tz)])
    return {
        "lists": lambda starts, ends: [rules.difference(a, b).timedelta for a, b in zip(starts, ends, strict=True)],
        "due": lambda starts, hours: [t + b.BusinessTimeDelta(rules, timedelta=d) for t, d in zip(starts, hours, strict=True)],
    }


def business_duration() -> Ways:
    from business_duration import businessDuration

    def lists(starts: Any, ends: Any) -> list[timedelta]:
        return [
            businessDuration(a.astimezone(LONDON), b.astimezone(LONDON), OPENS, CLOSES, holidaylist=HOLIDAYS, unit="sec") * SECOND
            for a, b in zip(starts, ends, strict=True)
        ]

    return {"lists": lists}


def pandas_hours() -> Ways:
    """Its own business hours can be added, in whole hours, but what lies between two instants they do not tell."""
    import pandas as pd

    def due(starts: Any, hours: Any) -> list[datetime]:
        steps = {d: pd.offsets.CustomBusinessHour(d // timedelta(hours=1), start=OPENS, end=CLOSES, holidays=HOLIDAYS) for d in set(hours)}
        return [pd.Timestamp(t) + steps[d] for t, d in zip(starts, hours, strict=True)]

    return {"due": due}


def pandas_by_hand() -> Ways:
    """No calendar of its own: what one writes instead, every opening in UTC and a binary search."""
    import numpy as np
    import pandas as pd

    opens, closes = (pd.DatetimeIndex(edges).as_unit("us").asi8 for edges in zip(*openings(), strict=True))
    before = np.concatenate([[0], np.cumsum(closes - opens)])[:-1]

    def running(instants: Any) -> Any:
        at = pd.to_datetime(instants, utc=True).as_unit("us").asi8
        index = np.searchsorted(opens, at, side="right") - 1
        return before[index] + np.minimum(at, closes[index]) - opens[index]

    def count(starts: Any, ends: Any) -> Any:
        return running(ends) - running(starts)

    return {"lists": count, "arrays": count}


MAKERS: dict[str, Callable[[], Ways]] = {
    "slakit": slakit,
    "timegrid, openings in UTC": timegrid_utc,
    "timegrid, naive local times": timegrid_local,
    "workclock": workclock,
    "businesstimedelta": businesstimedelta,
    "business-duration": business_duration,
    "pandas' CustomBusinessHour": pandas_hours,
    "pandas by hand": pandas_by_hand,
}


def installed() -> dict[str, Ways]:
    """The ways of every peer that is installed; of the others it says so."""
    peers = {}
    for name, make in MAKERS.items():
        if name in MODULES and find_spec(MODULES[name]) is None:
            package = MODULES[name].replace("_", "-")
            print(f"!!! {name} LEFT OUT: {package} is not installed; write pip install {package}")
        else:
            peers[name] = make()
    return peers


def microseconds(figure: Any) -> int:
    """One figure of any contestant."""
    import numpy as np

    if isinstance(figure, timedelta):
        return figure // MICROSECOND
    return int(figure.astype("timedelta64[us]").astype(np.int64)) if isinstance(figure, np.timedelta64) else int(figure)
