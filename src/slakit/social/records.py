"""records: a quarter in the life of the social media team, made up from a seed.

Inquiries follow the day and the week; the week of 16 February goes wrong in everything: the platform is down, twice as many write,
most wait too long, and an expert is ill. Only `Random.random()` is drawn from, so that a seed gives the same records on every Python.
"""

from random import Random

from slakit.social.sample_data.days import AS_OF, DAYS, QUARTER, Row, iso, local, text
from slakit.social.sample_data.inquiries import inquiries, mentions
from slakit.social.sample_data.posts import followers, posts
from slakit.social.sample_data.team import shifts, traffic

__all__ = ["AS_OF", "QUARTER", "records"]


def records(seed: int = 7) -> dict[str, list[Row]]:
    """The records of the first quarter of 2026 by stream, as they were known at AS_OF.

    >>> len(records()["outages"])
    7
    """
    draw = Random(seed)
    return {
        "outages": _outages(),
        "maintenance": _maintenance(),
        "inquiries": list(inquiries(draw)),
        "traffic": list(traffic(draw)),
        "shifts": list(shifts()),
        "incidents": _incidents(),
        "patches": _patches(),
        "controls": _controls(),
        "posts": list(posts(draw)),
        "mentions": list(mentions(draw)),
        "followers": list(followers(draw)),
        "reports": _reports(),
        "trainings": [{"held": text(2026, 3, 12, 14), "topic": "tone of voice"}],
        "reviews": [{"signed": text(2026, 3, 26, 11, 20), "signed_by": "head of brand"}],
        "surveys": [{"at": iso(local(day, 12)), "score": 3 + int(2.7 * draw.random())} for day in DAYS[4::5]],
    }


def _outages() -> list[Row]:
    """Three of their own, the first of 25 minutes, the second of two that overlap, 4 h 55 min together, the third through the night the
    clocks change, 30 minutes; and one during each maintenance."""
    return [
        {"start": text(2026, 1, 14, 22, 5), "end": text(2026, 1, 14, 22, 30)},
        {"start": text(2026, 1, 21, 2, 0), "end": text(2026, 1, 21, 3, 50)},
        {"start": text(2026, 2, 11, 1, 0), "end": text(2026, 2, 11, 5, 0)},
        {"start": text(2026, 2, 18, 9, 10), "end": text(2026, 2, 18, 13, 40)},
        {"start": text(2026, 2, 18, 12, 50), "end": text(2026, 2, 18, 14, 5)},
        {"start": text(2026, 3, 11, 2, 10), "end": text(2026, 3, 11, 2, 20)},
        {"start": text(2026, 3, 29, 0, 40), "end": text(2026, 3, 29, 2, 10)},
    ]


def _maintenance() -> list[Row]:
    """The maintenance: two hours as agreed; four hours, of which the quota covers three; and an hour that was announced too late."""
    return [
        {"start": text(2026, 1, 21, 2), "end": text(2026, 1, 21, 4), "announced": text(2026, 1, 15, 10)},
        {"start": text(2026, 2, 11, 1), "end": text(2026, 2, 11, 5), "announced": text(2026, 2, 4, 9)},
        {"start": text(2026, 3, 11, 2), "end": text(2026, 3, 11, 3), "announced": text(2026, 3, 9, 18)},
    ]


def _incidents() -> list[Row]:
    return [
        {"id": name, "detected": text(2026, *detected), "notified": text(2026, *notified), "severity": severity, "what": what}
        for name, detected, notified, severity, what in (
            ("INC-1", (2, 17, 7, 40), (2, 17, 15, 5), "high", "stolen session"),
            ("INC-2", (3, 5, 10, 15), (3, 6, 9, 0), "low", "phishing mail"),
        )
    ]


def _patches() -> list[Row]:
    """The patches: one took 35 days where 30 are allowed; one that may wait for 90 days took 63."""
    return [
        {"patch": patch, "severity": severity, "released": text(2026, *released, 10), "applied": text(2026, *applied, 16)}
        for patch, severity, released, applied in (
            ("scheduler 4.2", "high", (1, 6), (1, 12)),
            ("browser 131", "critical", (1, 13), (1, 15)),
            ("analytics 7.7", "low", (1, 20), (3, 24)),
            ("mail gateway 9", "medium", (1, 22), (2, 12)),
            ("image editor 25.1", "medium", (1, 29), (3, 5)),
            ("scheduler 4.3", "high", (2, 10), (2, 23)),
            ("browser 132", "critical", (2, 17), (2, 20)),
            ("password vault 3", "high", (3, 3), (3, 9)),
        )
    ]


def _controls() -> list[Row]:
    """The controls: all passed and attested in time, one of them in its days of grace."""
    return [
        {"control": control, "due": text(2026, *due, 17), "attested": text(2026, *attested, 12), "result": result}
        for control, due, attested, result in (
            ("two-factor sign-in", (1, 30), (1, 28), "passed"),
            ("access review", (2, 13), (2, 12), "passed"),
            ("offboarding", (2, 27), (3, 3), "passed"),
            ("backup of the archive", (3, 13), (3, 11), "passed"),
            ("incident drill", (3, 27), (3, 20), "passed"),
        )
    ]


def _reports() -> list[Row]:
    """The reports: those of January and March came in time, that of February came on Monday."""
    return [
        {"due": text(2026, 1, 30, 17), "sent": text(2026, 1, 30, 15, 30)},
        {"due": text(2026, 2, 27, 17), "sent": text(2026, 3, 2, 9, 45)},
        {"due": text(2026, 3, 31, 17), "sent": text(2026, 3, 31, 16, 10)},
    ]
