"""The made-up team: who was on duty, and how many messages went through its hands."""

from collections.abc import Iterator
from datetime import date
from random import Random

from slakit.social.hours import HOLIDAYS
from slakit.social.sample_data.days import BAD, DAYS, Row, iso, local

Times = tuple[int, int, int, int]  # hour and minute of the start and of the end
MORNING, AFTERNOON, SATURDAY = (7, 45, 14, 10), (13, 50, 20, 15), (9, 45, 16, 15)
ON_WEEKDAYS: tuple[tuple[str, str, Times], ...] = (
    ("Amira", "first line", MORNING),
    ("Chloe", "first line", MORNING),
    ("Ben", "first line", AFTERNOON),
    ("Femi", "first line", AFTERNOON),
    ("Dana", "expert", MORNING),
    ("Eli", "expert", AFTERNOON),
)
ON_SATURDAYS = (
    (("Amira", "first line"), ("Ben", "first line"), ("Eli", "expert")),
    (("Chloe", "first line"), ("Femi", "first line"), ("Dana", "expert")),
)
AWAY = {("Dana", date(2026, 2, 17)), ("Dana", date(2026, 2, 18))}  # ill, and nobody stood in
EARLY = {("Ben", date(2026, 3, 6)): (13, 50, 19, 0)}
CURVE = (210, 260, 330, 380, 540, 570, 400, 350, 360, 430, 560, 590, 390, 240)  # messages an hour, from eight in the morning


def shifts() -> Iterator[Row]:
    """Yield shifts of two of the first line and an expert at all hours of the desk; one was away for two mornings, one left early once."""
    for index, day in enumerate(DAYS):
        if day.isoformat() in HOLIDAYS or day.weekday() == 6:
            continue
        team = ON_WEEKDAYS if day.weekday() < 5 else [(name, level, SATURDAY) for name, level in ON_SATURDAYS[index // 7 % 2]]
        for name, level, usual in team:
            if (name, day) not in AWAY:
                hour, minute, end, past = EARLY.get((name, day), usual)
                yield {"name": name, "level": level, "start": iso(local(day, hour, minute)), "end": iso(local(day, end, past))}


def traffic(draw: Random) -> Iterator[Row]:
    """Yield the messages that came and that were processed, by the half hour; in the bad week more came than the team could take."""
    for index, day in enumerate(DAYS):
        busy, bad = (1 if day.weekday() < 5 else 0.6), index in BAD
        for hour, usual in enumerate(CURVE, 8):
            for minute in (0, 30):
                received = int(usual / 2 * busy * (0.98 + 0.14 * draw.random()) * (1.1 if bad else 1))
                most = int((228 if bad else 330) + 20 * draw.random())
                yield {"at": iso(local(day, hour, minute)), "received": received, "processed": min(received, most)}
