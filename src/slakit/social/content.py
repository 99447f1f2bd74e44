"""Clauses on content: guidelines, approval, rounds of revision, and publication as planned."""

from collections.abc import Sequence

from slakit.calendars.always import ALWAYS
from slakit.calendars.base import Calendar
from slakit.metrics.amounts.share import Share
from slakit.metrics.timers.approved import Approved
from slakit.metrics.timers.on_time import OnTime

CHECKS = ("tone", "language", "visuals")


def guidelines(*checks: str, stream: str = "posts", wanted: str = "approved", at: str = "at") -> Share:
    """The posts that pass every check, out of all: one that fails or lacks any of them is a miss.

    >>> guidelines("tone")
    Share('posts', good={'tone': 'approved'})

    Without names the checks are tone, language and visuals.
    """
    return Share(stream, good=dict.fromkeys(checks or CHECKS, wanted), at=at)


def approved_ahead(
    ahead: str = "24 hours", *, by: Sequence[str] = (), stream: str = "posts", due: str = "published", done: str = "approved",
    approver: str = "approved_by", clock: Calendar = ALWAYS,
) -> OnTime:  # fmt: skip
    """The posts that one of those who may approve them approved so long before publication, out of all that were published.

    >>> approved_ahead(by=["brand editor"])
    OnTime('posts', due='published', done='approved', ahead='24 hours', good={'approved_by': 'brand editor'})

    on time: published - approved >= ahead. A post without an approval is a miss as soon as it would have been due.
    """
    return OnTime(stream, due=due, done=done, ahead=ahead, good={approver: list(by)} if by else {}, clock=clock)


def revised(most: int = 2, *, stream: str = "posts", rounds: str = "rounds", at: str = "at") -> Share:
    """The posts that took at most so many rounds of revision, out of all; agency contracts include two or three.

    >>> revised()
    Share('posts', good={'rounds': '<= 2'})

    The mean number of rounds is `Total("posts", "rounds") / Count("posts")`.
    """
    return Share(stream, good={rounds: f"<= {most}"}, at=at)


def as_planned(tolerance: str = "30 min", *, stream: str = "posts", due: str = "planned", done: str = "published") -> OnTime:
    """The posts published no more than the tolerance before or after the time that the plan gives them, out of all planned.

    >>> as_planned()
    OnTime('posts', due='planned', done='published', early='30 min', grace='30 min')

    on time: |published - planned| <= tolerance. A post that has not appeared is a miss once the tolerance is over.
    """
    return OnTime(stream, due=due, done=done, early=tolerance, grace=tolerance)


def approved_by_silence(
    limit: str = "48 hours", *, stream: str = "posts", since: str = "submitted", until: str = "answered", answer: str = "answer",
    wanted: str = "approved", clock: Calendar = ALWAYS, key: str | None = None,
) -> Approved:  # fmt: skip
    """The posts that count as approved, out of all submitted, where no answer within the limit is an approval.

    >>> approved_by_silence("16 hours")
    Approved('posts', '16 hours', since='submitted', until='answered', good={'answer': 'approved'})

    approved: answered within the limit and approved, or not answered within it; a refusal that comes later is no answer. With the
    calendar of those who answer as the clock, the limit may be "2 business days".
    """
    return Approved(stream, limit, since=since, until=until, good={answer: wanted}, clock=clock, key=key)
