"""Written period: the `period=` of evaluate as the list of a bundle has it, and back."""

from __future__ import annotations

from slakit.agreements.agreement import Agreement
from slakit.bundles.manifest import NAME
from slakit.bundles.zip_entries import SENT
from slakit.engine.plan.period_selection import calendar_span, chosen
from slakit.engine.plan.plan import Plan
from slakit.errors import UsageError
from slakit.metrics.record import canonical
from slakit.timeline.span import Span
from slakit.windows.period import Period


def written_period(period: object) -> object:
    """The `period=` of evaluate as JSON data; raises UsageError for what is none."""
    if isinstance(period, Span):
        return {"from": period.start.isoformat(), "until": period.end.isoformat()}
    if isinstance(period, Period):
        return {"label": period.label, "from": period.span.start.isoformat(), "until": period.span.end.isoformat()}
    if period is None or isinstance(period, str):
        return period
    raise UsageError(f"period={period!r} is not a period; write period='2026-03'")


def period_of(written: object) -> Period | Span | str | None:
    """The `period=` that `written_period` wrote; raises UsageError for anything else."""
    if written is None or isinstance(written, str):
        return written
    if isinstance(written, dict) and all(isinstance(written.get(name), str) for name in ("from", "until")):
        span = Span(written["from"], written["until"])
        made: Period | Span = Period(span, span, False, str(written["label"])) if "label" in written else span
        if canonical(written_period(made)) == canonical(written):
            return made
    raise UsageError(f"{NAME}: {written!r} is not a period; {SENT}")


def spans_of(period: Period, contract: Agreement) -> list[Span]:
    """The spans that the label of a period stands for: in the agreement, or else in the calendar."""
    periods = (one for planned in Plan.of(contract).objectives for one in planned.schedule.periods)
    agreed = dict.fromkeys(span for one in periods if one.label == period.label for span in (one.span, one.whole))
    if agreed:
        return [*agreed]
    named = calendar_span(period.label, contract.zone)
    return [] if named is None and chosen(period.span, contract).label != period.label else [named or period.span]
