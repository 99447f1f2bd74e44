"""records: a quarter in the life of the social media team, made up from a seed.

Inquiries follow the day and the week; the week of 16 February goes wrong in everything: the platform is down, twice as many write,
and most wait too long. Only `Random.random()` is drawn from, so that a seed gives the same records on every Python.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from slakit.social.agreement import ZONE, desk

QUARTER = "2026-Q1"
AS_OF = "2026-04-01T09:30:00+01:00"  # when the books of the quarter were closed; what came later is not known yet

Row = dict[str, Any]
LONDON = ZoneInfo(ZONE)
DAYS = [date(2026, 1, 1) + timedelta(days=n) for n in range(90)]
BROKEN = 777  # the inquiry whose reply was written down with a wrong clock
BAD = range(46, 51)  # Monday 16 to Friday 20 February
WEEK = (1.05, 1.0, 1.0, 0.95, 1.1, 0.6, 0.45)
BY_HOUR = (4, 2, 1, 1, 1, 2, 5, 12, 22, 30, 32, 34, 38, 34, 30, 29, 31, 36, 42, 44, 38, 28, 17, 9)
CHANNELS = (("instagram", 38), ("facebook", 30), ("x", 22), ("linkedin", 10))
TYPES = (("comment", 42), ("question", 40), ("complaint", 15), ("spam", 3))
TOPICS = (("order", 50), ("product", 32), ("technical", 18))
HOURS = {"complaint": 1, "question": 4, "comment": 8, "spam": 8}
EXPERT = {"instagram": 0.95, "facebook": 0.96, "x": 0.95, "linkedin": 0.82}


def records(seed: int = 7) -> dict[str, list[Row]]:
    """The records of the first quarter of 2026 by stream, as they were known at AS_OF.

    >>> len(records()["outages"])
    4
    """
    draw = Random(seed)
    return {
        "outages": _outages(),
        "inquiries": list(_inquiries(draw)),
        "peak_hours": list(_peak_hours(draw)),
        "incidents": _incidents(),
        "posts": list(_posts(draw)),
        "reports": _reports(),
        "trainings": [{"due": _text(2026, 3, 27, 17), "held": _text(2026, 3, 12, 14)}],
        "reviews": [{"due": _text(2026, 3, 31, 17), "signed": _text(2026, 3, 30, 11, 20)}],
        "surveys": [{"at": _iso(_local(day, 12)), "score": 3 + int(2.7 * draw.random())} for day in DAYS[4::5]],
    }


def _inquiries(draw: Random) -> Iterator[Row]:
    """A few thousand inquiries, answered in desk hours; a few are never answered, and one reply has a broken time."""
    hours, known = desk(), datetime.fromisoformat(AS_OF)
    number = 0
    for place, day in enumerate(DAYS):
        bad = place in BAD
        expected = 40 * WEEK[day.weekday()] * (0.8 + 0.4 * draw.random()) * (2.2 if bad else 1)
        for hour, share in enumerate(BY_HOUR):
            if day == date(2026, 3, 29) and hour == 1:
                continue  # the clocks go forward
            for _ in range(int(expected * share / sum(BY_HOUR) + draw.random())):
                number += 1
                asked = _local(day, hour) + timedelta(seconds=int(3600 * draw.random()))
                kind, channel, topic = (_one(draw, choice) for choice in (TYPES, CHANNELS, TOPICS))
                wait = timedelta(seconds=int(3600 * HOURS[kind] * _wait(draw, bad)))
                replied = None if draw.random() < 0.004 else hours.due(asked, wait).astimezone(LONDON)
                expert = topic == "technical" and draw.random() < EXPERT[channel]
                if number == BROKEN:
                    replied = asked - timedelta(minutes=3)
                yield {
                    "id": number,
                    "channel": channel,
                    "type": kind,
                    "topic": topic,
                    "asked": _iso(asked),
                    "replied": None if replied is None or replied > known else _iso(replied),
                    "answered_by": "specialist" if expert else "first line",
                }


def _wait(draw: Random, bad: bool) -> float:
    """How long an answer takes, as a share of its limit: mostly well inside it."""
    late, how = draw.random() < (0.65 if bad else 0.035), draw.random()
    return 1.02 + (6 if bad else 1.2) * how * how if late else 0.04 + 0.92 * how * how


def _outages() -> list[Row]:
    """One of 25 minutes; two that overlap in the bad week, 4 h 55 min together; one through the night the clocks change, 30 minutes."""
    return [
        {"start": _text(2026, 1, 14, 22, 5), "end": _text(2026, 1, 14, 22, 30)},
        {"start": _text(2026, 2, 18, 9, 10), "end": _text(2026, 2, 18, 13, 40)},
        {"start": _text(2026, 2, 18, 12, 50), "end": _text(2026, 2, 18, 14, 5)},
        {"start": _text(2026, 3, 29, 0, 40), "end": _text(2026, 3, 29, 2, 10)},
    ]


def _peak_hours(draw: Random) -> Iterator[Row]:
    """The messages processed in the two hours after noon and after six in the evening of every working day."""
    for place, day in enumerate(DAYS):
        if day.weekday() < 5 and place:
            for hour in (12, 13, 18, 19):
                yield {"at": _iso(_local(day, hour)), "processed": int((455 if place in BAD else 505) + 140 * draw.random())}


def _incidents() -> list[Row]:
    return [
        {"detected": _text(2026, 2, 17, 7, 40), "notified": _text(2026, 2, 17, 15, 5), "severity": "high", "what": "stolen session"},
        {"detected": _text(2026, 3, 5, 10, 15), "notified": _text(2026, 3, 6, 9, 0), "severity": "low", "what": "phishing mail"},
    ]


def _posts(draw: Random) -> Iterator[Row]:
    """Two posts on a working day and one on other days; the guidelines are missed most while the team is busy elsewhere."""
    for place, day in enumerate(DAYS):
        for hour in (9, 17) if day.weekday() < 5 else (11,):
            care = 0.9 if place in BAD else 0.994
            tone, language, visuals = ("approved" if draw.random() < care else "rejected" for _ in range(3))
            impressions = int(9_000 + 9_000 * draw.random())
            clicks = int(impressions * (0.011 + 0.006 * draw.random()))
            yield {
                "at": _iso(_local(day, hour)),
                "tone": tone,
                "language": language,
                "visuals": visuals,
                "impressions": impressions,
                "reach": int(impressions * (0.6 + 0.2 * draw.random())),
                "interactions": int(impressions * (0.021 + 0.014 * draw.random())),
                "clicks": clicks,
                "orders": int(clicks * 0.028 * draw.random() + draw.random()),
            }


def _reports() -> list[Row]:
    """The report of January came in time, that of February a day late; that of March is not due yet."""
    return [
        {"covers": _text(2026, 1, 31), "due": _text(2026, 2, 6, 17), "sent": _text(2026, 2, 5, 15, 30)},
        {"covers": _text(2026, 2, 28), "due": _text(2026, 3, 6, 17), "sent": _text(2026, 3, 9, 9, 45)},
        {"covers": _text(2026, 3, 31), "due": _text(2026, 4, 8, 17), "sent": None},
    ]


def _one(draw: Random, choices: tuple[tuple[str, int], ...]) -> str:
    """One of some words, each as likely as its weight."""
    at = draw.random() * sum(weight for _, weight in choices)
    for word, weight in choices:
        at -= weight
        if at < 0:
            return word
    return choices[-1][0]


def _local(day: date, hour: int) -> datetime:
    """A local hour, whole; seconds are added in real time."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=LONDON).astimezone(UTC)


def _text(*wall: int) -> str:
    return datetime(*wall, tzinfo=LONDON).isoformat()  # type: ignore[misc,arg-type]  # the first three are the date


def _iso(at: datetime) -> str:
    return at.astimezone(LONDON).isoformat()
