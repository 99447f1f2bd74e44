"""Clauses on security: incidents, notice of them, patches, and controls that are attested."""

from collections.abc import Mapping

from slakit.metrics.amounts.count_total import Count
from slakit.metrics.amounts.share import Share
from slakit.metrics.timers.elapsed import Within
from slakit.metrics.timers.on_time import OnTime

NOTICE = "72 hours"  # article 33 (1) of the General Data Protection Regulation, (EU) 2016/679
PATCHED = {"critical": "14 days", "high": "14 days", "medium": "30 days", "low": "90 days"}


def incidents(*severities: str, stream: str = "incidents", at: str = "detected", key: str | None = None) -> Count:
    """The number of incidents that were detected, of some severities or of all.

    >>> incidents("high", "critical")
    Count('incidents', where={'severity': ['critical', 'high']}, at='detected')

    One line for each severity is `incidents().by("severity")`.
    """
    counted = Count(stream, at=at, key=key)
    return counted.where(severity=severities) if severities else counted


def notice(
    limit: str | Mapping[str, str] = NOTICE, *, stream: str = "incidents", since: str = "detected", until: str = "notified",
    limit_by: str = "severity", key: str | None = None,
) -> Within:  # fmt: skip
    """The incidents of which notice was given in time, out of all: notified - detected <= limit; limits may go by severity.

    >>> notice()
    Within('incidents', '72 hours', since='detected', until='notified')

    The 72 hours are those in which a controller must notify its authority of a breach of personal data, from when it became aware of it
    (GDPR, article 33 (1)); a processor must tell the controller without undue delay (article 33 (2)), for which contracts say 24 or 48.
    """
    return Within(stream, limit, limit_by=limit_by if isinstance(limit, Mapping) else None, since=since, until=until, key=key)


def patches(
    limits: Mapping[str, str] = PATCHED, *, stream: str = "patches", since: str = "released", until: str = "applied",
    limit_by: str = "severity", key: str | None = None,
) -> Within:  # fmt: skip
    """The patches applied within the time that their severity allows, out of all: applied - released <= limit of the severity.

    >>> patches({"critical": "7 days", "high": "14 days"})
    Within('patches', {'critical': '7 days', 'high': '14 days'}, since='released', until='applied', limit_by='severity')

    The usual limits are 14 days where the severity is high or critical, as the United Kingdom's Cyber Essentials scheme asks; those of
    the others are contract practice.
    """
    return Within(stream, dict(limits), limit_by=limit_by, since=since, until=until, key=key)


def attested(*, stream: str = "controls", result: str = "result", passed: str = "passed", at: str = "at") -> Share:
    """The controls that an auditor found to work, out of all that were looked at: passed / all.

    >>> attested()
    Share('controls', good={'result': 'passed'})
    """
    return Share(stream, good={result: passed}, at=at)


def attested_on_time(*, stream: str = "controls", due: str = "due", done: str = "attested", grace: str | None = None) -> OnTime:
    """The controls attested by the day on which their attestation was due, out of all that were due; one still missing then is a miss.

    >>> attested_on_time(grace="5 days")
    OnTime('controls', due='due', done='attested', grace='5 days')

    Attestations are due yearly under ISO/IEC 27001 (surveillance audits) and in SOC 2 reports, each control on its own date.
    """
    return OnTime(stream, due=due, done=done, grace=grace)
