"""Made-up posts, and the followers that they win."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from slakit.social.sample_data.days import BAD, DAYS, Row, iso, local


def posts(draw: Random) -> Iterator[Row]:
    """Yield two posts on a working day and one on other days; checks, approval and plan suffer most while the team is busy."""
    for index, day in enumerate(DAYS):
        bad = index in BAD
        for hour in (9, 17) if day.weekday() < 5 else (11,):
            planned = local(day, hour)
            care = 0.9 if bad else 0.994
            tone, language, visuals = ("approved" if draw.random() < care else "rejected" for _ in range(3))
            hasty, slow = draw.random() < (0.5 if bad else 0.02), draw.random() < (0.6 if bad else 0.015)
            ahead, after = (6 + 14 * draw.random() if hasty else 26 + 60 * draw.random()), draw.random()
            impressions = int(9_000 + 9_000 * draw.random())
            clicks = int(impressions * (0.011 + 0.006 * draw.random()))
            yield {
                "planned": iso(planned),
                "approved": iso(planned - timedelta(minutes=int(60 * ahead))),
                "approved_by": "head of brand" if draw.random() < 0.2 else "brand editor",
                "at": iso(planned + timedelta(minutes=int(35 + 80 * after if slow else 12 * after - 2))),
                "tone": tone,
                "language": language,
                "visuals": visuals,
                "impressions": impressions,
                "reach": int(impressions * (0.6 + 0.2 * draw.random())),
                "interactions": int(impressions * (0.021 + 0.014 * draw.random())),
                "clicks": clicks,
                "orders": int(clicks * 0.028 * draw.random() + draw.random()),
            }


def followers(draw: Random) -> Iterator[Row]:
    """Yield a count of followers every evening: some come each day, and in the bad week many go."""
    count = 41_800
    for index, day in enumerate(DAYS):
        count += int(14 + 24 * draw.random()) - (70 if index in BAD else 0)
        yield {"at": iso(local(day, 23)), "count": count}
