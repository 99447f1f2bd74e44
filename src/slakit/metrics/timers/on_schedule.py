"""OnSchedule: duties that come back, such as a monthly report; a record that is missing is a miss."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import suppress
from fractions import Fraction
from typing import cast

import attrs

from slakit.calendars.base import Calendar
from slakit.calendars.month_days import EXAMPLES, MonthDay, dates_of, month_day
from slakit.calendars.recurring import Recurring
from slakit.errors import ContractError, UsageError
from slakit.metrics.details import BAD, GOOD, PENDING, RecordDetail, Working
from slakit.metrics.excluded_time import ExcludedTime
from slakit.metrics.loss import Loss
from slakit.metrics.measure import TIME, Evidence, Measure, exact
from slakit.metrics.period_context import PeriodContext, Tallies
from slakit.metrics.reading import Reading
from slakit.metrics.settings import calendar
from slakit.metrics.stream_metric import ShareMetric
from slakit.metrics.tallies.samples import Samples
from slakit.metrics.time_details import reason_at
from slakit.metrics.timers.duties import DueDays, Duties, Duty
from slakit.metrics.value_kinds.record_values import One
from slakit.metrics.value_kinds.series_values import Moment, Sampled
from slakit.values.fields import field_name, length
from slakit.values.quantity import Quantity

SHOWN = 5


def _due(value: object) -> DueDays:
    if isinstance(value, Recurring | MonthDay):
        return value
    if isinstance(value, tuple | list):
        return dates_of(value)
    if isinstance(value, str):
        with suppress(ContractError):
            return month_day(value)
    remedy = f"write Recurring('FREQ=MONTHLY;BYMONTHDAY=5', tz='Europe/London'), a list of dates, {EXAMPLES}"
    raise ContractError(f"due={value!r} is not a rule of due days; {remedy}")


Records = dict[Duty | None, list[int]]


@attrs.frozen(repr=False)
class OnSchedule(ShareMetric):
    """The duties of the period that were done on time, out of all that have come due: a duty without a record is missed.

        duties met / duties due in the period

    `due` is a rule: monthly reports, quarterly training, a review every half-year; a day of the month, such as "5th business day of the
    month", "last business day" or "the 31st, or the last day"; or a list of dates. A rule of days is due by the end of its local day,
    done on that day is in time; a rule with a time of day is due then, exactly then is in time. On the calendar `due_on` business days are
    counted, and what is due on any other day is due on the next of them. Days are those of the rule's zone, of that calendar's, or else of
    the agreement's. A duty belongs to the period in which it is due. One whose time has not come is pending, unless it is done already.

    A duty is met by a record that is `done` no later than its due time. A record is for the duty before it where that has none yet and was
    due more shortly before than the next is due after: it is late, and the next duty needs a record of its own. Otherwise it is for the
    next, early; with `within`, no longer before that is due. `names` leaves no doubt: the field with the day, or the instant, on which the
    duty is due that a record is for. Then a record counts for that duty alone, however early.

    The clauses behind it are those of service management: reports, training, tests and reviews at fixed times, where the one that is not
    there has to show. With `by`, the groups are those that have a record: one that never had any is not known.

    >>> OnSchedule("reports", due=Recurring("FREQ=MONTHLY;BYMONTHDAY=5", tz="Europe/London"), done="sent", within="10 days")
    OnSchedule('reports', due=Recurring('FREQ=MONTHLY;BYMONTHDAY=5', tz='Europe/London'), done='sent', within='10 days')
    """

    due: DueDays = attrs.field(converter=_due, kw_only=True)
    done: str = attrs.field(validator=field_name, kw_only=True)
    within: Quantity | None = attrs.field(default=None, converter=attrs.converters.optional(length), kw_only=True)
    names: str | None = attrs.field(default=None, validator=field_name, kw_only=True)
    due_on: Calendar | None = attrs.field(default=None, validator=attrs.validators.optional(calendar), kw_only=True)

    def conflicts(self) -> Iterator[str]:
        if isinstance(self.due, MonthDay) and self.due.business and self.due_on is None:
            remedy = "write due_on=Weekly({'mon-fri': '09:00-17:00'}, tz='Europe/London')"
            yield f"due={str(self.due)!r} counts business days on no calendar; {remedy}"

    def parts(self) -> tuple[Reading, ...]:
        return (self.reading(self.done, Sampled(Moment(self.names) if self.names else One(), lead="all")),)

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        duties = Duties(self.due, context.tz or "UTC", self.due_on)
        try:
            records = self._records(cast(Samples, tallies[0]), duties, context)
            judged = list(self._judged(records, duties, context))
        except UsageError as error:
            return Measure(value=None, foresees=True, reason=f"the due days cannot be computed: {error}")
        if not judged:
            return Measure(value=None, foresees=True, breaches=0, reason="no duty is due in the period")
        met = sum(done for _, done, _ in judged)
        missed = [(duty, worth) for duty, done, worth in judged if not done and duty.by < context.as_of]
        failures = [duty for duty, worth in missed if worth < 1]
        good, decided = met + sum((worth for _, worth in missed), Fraction(0)), met + len(missed)
        pending = len(judged) - decided
        strays = sum(at >= context.span.first for at in records.get(None, ())) if self.names else 0
        return Measure(
            value=good / decided if decided else None,
            sample=decided,
            pending=pending,
            low=good / len(judged),
            high=(good + pending) / len(judged),
            foresees=True,
            breaches=len(failures),
            part=exact(good),
            whole=decided,
            lost="missed duties",
            loss=Loss(end=len(judged)),
            workings=f"{met:,} of {decided:,} duties met" + (f"; {strays:,} record{'s' * (strays != 1)} for no duty" if strays else ""),
            reason="" if decided else "every duty of the period is still to come",
            evidence=tuple(self._worst(failures, records)),
        )

    def working(self, tallies: Tallies, context: PeriodContext) -> Working:
        duties, details = Duties(self.due, context.tz or "UTC", self.due_on), []
        try:
            records = self._records(cast(Samples, tallies[0]), duties, context)
            judged = list(self._judged(records, duties, context))
        except UsageError as error:
            return Working(records=(), reason=f"the due days cannot be computed: {error}")
        for duty, done, worth in judged:
            good = Fraction(1) if done else worth
            pending = not done and duty.by >= context.as_of
            state = PENDING if pending else GOOD if good == 1 else BAD
            reason = "" if done or pending or not worth else reason_at(context, duty.by)
            details.append(RecordDetail(duty.due, duty.day, None if pending else good, state, reason, until=duty.by))
        return Working(records=tuple(details))

    def _records(self, samples: Samples, duties: Duties, context: PeriodContext) -> Records:
        """Return the instants at which records were done, in order, by the duty that they are for; those for none are under None."""
        done_by = sorted((done, named) for done, named in samples.pairs if done <= context.as_of)
        if not self.names:
            return self._shared([done for done, _ in done_by], duties, context)
        records: Records = {}
        for done, named in done_by:
            records.setdefault(duties.named(named), []).append(done)
        return records

    def _shared(self, times: Sequence[int], duties: Duties, context: PeriodContext) -> Records:
        """Assign each record to the duty before it, as late, or to the next, as early."""
        due = list(duties.within(context.span))
        if not due:
            return {}
        while (earlier := duties.before(due[0])) is not None:
            due.insert(0, earlier)
            early = due[1].due - (int(self.within.base) if self.within else due[1].due - earlier.due)
            latest = max((earlier.due + due[1].due) // 2, early)
            if bisect_left(times, earlier.by + 1) == bisect_left(times, latest + 1):  # nothing there that could be late for `earlier`
                break
        following = duties.after(due[-1])
        records: Records = {}
        for at in times[bisect_left(times, due[0].by + 1) if earlier else 0 :]:
            index = bisect_left(due, at, key=lambda duty: duty.by)
            before = due[index - 1] if index else None
            after = due[index] if index < len(due) else following
            if after is not None and at > after.by:
                break
            duty = self._for(at, before, after, records)
            if duty is not None:
                records.setdefault(duty, []).append(at)
        return records

    def _for(self, at: int, before: Duty | None, after: Duty | None, records: Records) -> Duty | None:
        """The duty of a record that lies between two."""
        early = after is not None and (self.within is None or at >= after.due - int(self.within.base))
        if before is None or before in records:
            return after if early else None
        if after is None or not early or at - before.due < after.due - at:
            return before
        return after

    def _judged(self, records: Records, duties: Duties, context: PeriodContext) -> Iterator[tuple[Duty, bool, Fraction]]:
        """Yield each duty of the period with True if it is met, and with the forgiven share of a miss; excluded duties are left out."""
        excluded = ExcludedTime.of(context.excluded)
        for duty in duties.within(context.span):
            if duty.by not in excluded.dropped:
                first = duty.due - int(self.within.base) if self.within else None
                times = [at for at in records.get(duty, ()) if at <= duty.by and (first is None or at >= first)]
                yield duty, bool(times), excluded.worth(duty.by)

    def _worst(self, failures: Sequence[Duty], records: Records) -> list[Evidence]:
        """The missed duties, those never done first, then the latest."""
        evidence = []
        for duty in failures:
            done = next((at for at in records.get(duty, ()) if at > duty.by), None)
            figure, unit = (None, "") if done is None else (done - duty.due, TIME)
            evidence.append(Evidence(at=duty.due, key=duty.day, figure=figure, unit=unit, until=done))
        return sorted(evidence, key=lambda one: (one.figure is not None, -(one.figure or 0), one.at))[:SHOWN]
