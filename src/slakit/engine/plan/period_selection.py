"""PeriodSelection: the periods that a statement is asked for."""

import re
from datetime import date, datetime, timedelta, tzinfo

from attrs import frozen

from slakit.agreements.agreement import Agreement
from slakit.engine.plan.plan import Plan, Schedule
from slakit.errors import SlakitError, UsageError, close_match
from slakit.timeline.impossible_days import date_fault, impossible_period
from slakit.timeline.instants import instant, moment
from slakit.timeline.span import Span
from slakit.timeline.zone import wall_instant
from slakit.windows.period import Period

_NAMED = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?|-Q([1-4])|-W(\d{2}))?")


@frozen
class PeriodSelection:
    """The periods with a label, or that end in a span; all when neither is given."""

    label: str | None = None
    span: Span | None = None

    def of(self, schedule: Schedule) -> set[int]:
        """The indexes of the chosen periods in a schedule."""
        periods, judged = schedule.periods, set(schedule.judged)
        if self.label is None and self.span is None:
            return judged
        named = {number for number, period in enumerate(periods) if period.label == self.label}
        if named or self.span is None:
            return named & judged
        return {number for number in judged if self.span.first < periods[number].span.last <= self.span.last}

    def ends(self, plan: Plan) -> list[int]:
        """Return the ends of the chosen periods; raises UsageError when no objective has one."""
        schedules = [planned.schedule for planned in plan.objectives]
        ends = [schedule.periods[number].span.last for schedule in schedules for number in self.of(schedule)]
        if not ends:
            labels = list(dict.fromkeys(schedule.periods[number].label for schedule in schedules for number in schedule.judged))
            span, term = self.span or calendar_span(str(self.label), plan.agreement.zone), plan.agreement.span
            if span is not None and (span.last <= term.first or span.first >= term.last):
                first, last = (moment(at, plan.agreement.zone).isoformat() for at in (term.first, term.last))
                inside = f"; write period={labels[0]!r}" if labels else ""
                raise UsageError(f"period={self.label!r} lies outside the term of {plan.agreement.name!r}, {first} to {last}{inside}")
            hint = close_match(self.label, labels) if len(labels) < 60 else f"; known: {labels[0]} to {labels[-1]}"
            why = impossible_period(str(self.label))
            raise UsageError(f"period={self.label!r} is not a period of {plan.agreement.name!r}{why and f': {why}'}{hint}")
        return ends


def chosen(period: "str | Period | Span | tuple[object, object] | None", agreement: Agreement) -> PeriodSelection:
    """The periods that `period=` selects, by a label such as "2026-03", a period, or a span in which periods end; None is the whole term.

    "2026", "2026-Q1", "2026-03", "2026-W10" and "2026-03-05" name spans of the calendar as well, so that a statement for March
    has the line of the quarter that ends with it.
    """
    if period is None:
        return PeriodSelection()
    if isinstance(period, Period):
        return PeriodSelection(period.label, period.span)
    if isinstance(period, Span):
        return PeriodSelection(f"{period.start.isoformat()}..{period.end.isoformat()}", period)
    if isinstance(period, tuple) and len(period) == 2:
        try:
            return chosen(Span(*(_edge(edge, agreement) for edge in period)), agreement)
        except SlakitError as error:
            raise UsageError(f"period={period!r}: {error}") from None
    if not isinstance(period, str):
        raise UsageError(f"period={period!r} is not a period; write period='2026-03'")
    return PeriodSelection(period, calendar_span(period, agreement.zone))


def _edge(value: object, agreement: Agreement) -> int:
    text = value.isoformat() if type(value) is date else value
    if not isinstance(text, str) or len(text) > 10:
        return instant(value)
    try:
        return wall_instant(datetime.fromisoformat(text), agreement.zone)
    except ValueError:
        raise UsageError(date_fault(text, "'2026-01-31'")) from None


def calendar_span(label: str, tz: tzinfo) -> Span | None:
    """The span of the calendar that a label names."""
    match = _NAMED.fullmatch(label)
    if not match:
        return None
    year, month, day, quarter, week = (None if text is None else int(text) for text in match.groups())
    try:
        if week is not None:
            first = datetime.fromisocalendar(int(match[1]), week, 1)
            last = first + timedelta(days=7)
        elif day is not None:
            first = datetime(int(match[1]), month or 1, day)
            last = first + timedelta(days=1)
        else:
            start, months = (month, 1) if month else (3 * quarter - 2, 3) if quarter else (1, 12)
            first = datetime(int(match[1]), start, 1)
            last = datetime(first.year + (start + months > 12), (start + months - 1) % 12 + 1, 1)
    except ValueError:
        return None
    return Span(wall_instant(first, tz), wall_instant(last, tz)) if year else None
