"""Made-up inquiries, and what was written about the customer without asking anything."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from slakit.social.hours import clocks
from slakit.social.sample_data.days import AS_OF, BAD, DAYS, LONDON, Row, iso, local, one

BROKEN = 777  # the inquiry whose reply was written down with a wrong clock
WEEK = (1.05, 1.0, 1.0, 0.95, 1.1, 0.6, 0.45)
BY_HOUR = (4, 2, 1, 1, 1, 2, 5, 12, 22, 30, 32, 34, 38, 34, 30, 29, 31, 36, 42, 44, 38, 28, 17, 9)
CHANNELS = (("instagram", 34), ("facebook", 26), ("x", 18), ("phone", 13), ("linkedin", 9))
TYPES = (("comment", 42), ("question", 40), ("complaint", 15), ("spam", 3))
TOPICS = (("order", 50), ("product", 32), ("technical", 18))
HOURS = {"complaint": 1, "question": 4, "comment": 8, "spam": 8}
EXPERT = {"instagram": 0.95, "facebook": 0.96, "x": 0.95, "phone": 0.97, "linkedin": 0.82}
LIKED = (("positive", 47), ("neutral", 35), ("negative", 18))
DISLIKED = (("positive", 20), ("neutral", 25), ("negative", 55))


def inquiries(draw: Random) -> Iterator[Row]:
    """Yield a few thousand inquiries, answered by the clock of their channel; a few never, and one reply has a broken time."""
    hours, as_of = clocks(), datetime.fromisoformat(AS_OF)
    for number, (asked, bad) in enumerate(_asked(draw), 1):
        kind, channel, topic = (one(draw, choice) for choice in (TYPES, CHANNELS, TOPICS))
        wait = timedelta(seconds=int(3600 * HOURS[kind] * _wait(draw, bad)))
        replied = None if draw.random() < 0.004 else hours[channel].due(asked, wait).astimezone(LONDON)
        expert = topic == "technical" and draw.random() < EXPERT[channel]
        if number == BROKEN:
            replied = asked - timedelta(minutes=3)
        yield {
            "id": number,
            "channel": channel,
            "type": kind,
            "topic": topic,
            "asked": iso(asked),
            "replied": None if replied is None or replied > as_of else iso(replied),
            "answered_by": "expert" if expert else "first line",
        }


def _asked(draw: Random) -> Iterator[tuple[datetime, bool]]:
    """Yield the instants at which inquiries came in, by the day and the hour, and True for those in the bad week."""
    for index, day in enumerate(DAYS):
        bad = index in BAD
        expected = 40 * WEEK[day.weekday()] * (0.8 + 0.4 * draw.random()) * (2.2 if bad else 1)
        for hour, share in enumerate(BY_HOUR):
            if day == date(2026, 3, 29) and hour == 1:
                continue  # the clocks go forward
            for _ in range(int(expected * share / sum(BY_HOUR) + draw.random())):
                yield local(day, hour) + timedelta(seconds=int(3600 * draw.random())), bad


def _wait(draw: Random, bad: bool) -> float:
    """Return the time that an answer takes, as a share of its limit: mostly well inside it."""
    late, how = draw.random() < (0.65 if bad else 0.035), draw.random()
    return 1.02 + (6 if bad else 1.2) * how * how if late else 0.04 + 0.92 * how * how


def mentions(draw: Random) -> Iterator[Row]:
    """Yield five to nine mentions a day, mostly friendly; twice as many in the bad week, and not friendly."""
    for index, day in enumerate(DAYS):
        bad = index in BAD
        for _ in range(int(5 + 5 * draw.random()) * (2 if bad else 1)):
            at = local(day, 8) + timedelta(seconds=int(12 * 3600 * draw.random()))
            yield {"at": iso(at), "sentiment": one(draw, DISLIKED if bad else LIKED)}
