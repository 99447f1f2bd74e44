"""The support desk whose working time every contestant counts, pairs of instants, and an oracle that looks at every minute.

Mon-Fri 09:00-17:30 in London, closed on the bank holidays of England (www.gov.uk/bank-holidays), over the years 2022 to 2026.
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import slakit as sk

LONDON = ZoneInfo("Europe/London")
OPENS, CLOSES = time(9), time(17, 30)
START, END = datetime(2022, 1, 1, tzinfo=UTC), datetime(2026, 12, 31, tzinfo=UTC)
SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MICROSECOND = timedelta(microseconds=1)

HOLIDAYS = [
    date.fromisoformat(f"{year}-{day}")
    for year, days in {
        2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
        2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
        2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
        2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
        2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
        2027: "01-01",
    }.items()
    for day in days.split()
]

desk = sk.Weekly({"mon-fri": "09:00-17:30"}, tz="Europe/London") - sk.Dates(HOLIDAYS, tz="Europe/London")

Pairs = list[tuple[datetime, datetime]]


def is_open(wall: datetime) -> bool:
    """The whole contract, for one local time."""
    return wall.weekday() < 5 and OPENS <= wall.time() < CLOSES and wall.date() not in HOLIDAYS


def openings() -> list[tuple[datetime, datetime]]:
    """Every opening in UTC, for those that are given the hours day by day."""
    days = (START.date() + n * DAY for n in range(-7, (END - START).days + 8))
    return [
        (datetime.combine(day, OPENS, LONDON).astimezone(UTC), datetime.combine(day, CLOSES, LONDON).astimezone(UTC))
        for day in days
        if is_open(datetime.combine(day, OPENS))
    ]


def pairs(count: int, tz: tzinfo, seed: int = 7) -> Pairs:
    """Pairs at microseconds, from two hours to forty days apart."""
    draw = Random(seed)
    made = []
    for _ in range(count):
        a = START + draw.random() * (END - START - 41 * DAY)
        b = a + 2 * HOUR + draw.random() ** 3 * 40 * DAY
        made.append((a.astimezone(tz), b.astimezone(tz)))
    return made


def sample(count: int, seed: int = 11) -> Pairs:
    """The pairs of the comparison, in London: a third as above, a third on half hours and so at the edges, a third about clock changes."""
    draw = Random(seed)
    made = pairs(count - 2 * (count // 3), LONDON, seed)
    for a, b in pairs(count // 3, UTC, seed + 1):
        a, b = (t.replace(minute=t.minute // 30 * 30, second=0, microsecond=0) for t in (a, b))
        made.append((a.astimezone(LONDON), b.astimezone(LONDON)))
    changes = clock_changes()
    for _ in range(count // 3):
        a = draw.choice(changes) + (draw.random() * 4 - 2) * HOUR
        b = a + draw.random() ** 3 * 100 * HOUR
        made.append((a.astimezone(LONDON), b.astimezone(LONDON)))
    return made


@cache
def clock_changes() -> list[datetime]:
    """The instants of UTC at which London's clocks change."""
    hours = [START + n * HOUR for n in range((END - START) // HOUR)]
    return [after for before, after in pairwise(hours) if before.astimezone(LONDON).utcoffset() != after.astimezone(LONDON).utcoffset()]


@cache
def _minutes(tz: tzinfo | None) -> bytes:
    """A byte for each minute from START on, open or not; without a zone the wall clock's own minutes, as if none was ever skipped."""
    instants = (START + n * MINUTE for n in range((END - START) // MINUTE))
    return bytes(is_open(at.astimezone(tz) if tz else at.replace(tzinfo=None)) for at in instants)


def by_minutes(a: datetime, b: datetime) -> int:
    """The open microseconds from a to b by counting minutes; naive ones by their wall clock."""
    minutes, since = _minutes(a.tzinfo and LONDON), START if a.tzinfo else START.replace(tzinfo=None)
    (i, rest_a), (j, rest_b) = (divmod(t.astimezone(UTC) - since if t.tzinfo else t - since, MINUTE) for t in (a, b))
    return (minutes.count(1, i, j) * MINUTE + minutes[j] * rest_b - minutes[i] * rest_a) // MICROSECOND
