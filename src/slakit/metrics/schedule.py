"""OnSchedule: duties that come back, such as a monthly report; a record that is missing is a miss."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any, cast

import attrs
from attrs import frozen

from slakit.calendars.durations import duration as microseconds
from slakit.calendars.recurring import Recurring
from slakit.errors import ContractError
from slakit.metrics.base import KeyedMetric, View, text
from slakit.metrics.exempt import Exempt
from slakit.metrics.limits import duration
from slakit.metrics.measure import TIME, Evidence, Measure, exact
from slakit.metrics.reading import Moment, Reading, Sampled, Tick
from slakit.metrics.tallies.samples import Samples
from slakit.metrics.tallies.tally import Tally
from slakit.timeline.instants import DAY, FIRST, moment
from slakit.timeline.span import Span
from slakit.values.quantity import Quantity

SHOWN = 5
LOOKS_BACK = (2, 32, 366, 3_000, 36_525)  # days in which the duty before is sought


def _rule(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    if not isinstance(value, Recurring):
        raise ContractError(f"due={value!r} is not a rule of due days; write Recurring('FREQ=MONTHLY;BYMONTHDAY=5', tz='Europe/London')")


def _within(value: object) -> Quantity | None:
    return None if value is None else duration(value)


def _some_time(instance: object, attribute: "attrs.Attribute[Any]", value: Quantity | None) -> None:
    if value is not None and not value.base:
        raise ContractError(f"within='{value}' leaves no time to do a duty in; write within='10 days'")


@frozen
class Duty:
    """One duty: the local day it is for, when it is due, and the last instant at which it is done in time.

    A duty that is due by the end of a day is in time as long as that day lasts, not at the midnight after it.
    """

    day: str
    due: int
    by: int


Records = dict[Duty | None, list[int]]


@frozen(repr=False)
class OnSchedule(KeyedMetric):
    """The duties of the period that were done on time, out of all that have come due: a duty without a record is missed.

        duties met / duties due in the period

    `due` is a rule: monthly reports, quarterly training, a review every half-year. A rule of days is due by the end of its local day,
    done on that day is in time; a rule with a time of day is due then, exactly then is in time. A duty belongs to the period that holds
    its day, or its time. One whose time has not come is pending, unless it is done already.

    A duty is met by a record that is `done` after the duty before it was due and no later than its own due time, however many there are;
    with `within`, no longer before that either. So a late record is taken for the duty after it: the miss stands, but that duty needs no
    record of its own. `within` narrows this, and `names` ends it: the field with the day, or the instant, on which the duty is due that
    a record is for. The day is read in the zone of the rule. Then a record counts for that duty alone, however early.

    The clauses behind it are those of service management: reports, training, tests and reviews at fixed times, where the one that is not
    there has to show. With `by`, the groups are those that have a record: one that never had any is not known.

    >>> OnSchedule("reports", due=Recurring("FREQ=MONTHLY;BYMONTHDAY=5", tz="Europe/London"), done="sent", within="10 days")
    OnSchedule('reports', due=Recurring('FREQ=MONTHLY;BYMONTHDAY=5', tz='Europe/London'), done='sent', within='10 days')
    """

    counts_breaches = True
    is_share = True

    due: Recurring = attrs.field(validator=_rule, kw_only=True)
    done: str = attrs.field(validator=text, kw_only=True)
    within: Quantity | None = attrs.field(default=None, converter=_within, validator=_some_time, kw_only=True)
    names: str | None = attrs.field(default=None, validator=text, kw_only=True)

    @property
    def unit(self) -> str:
        return ""

    def parts(self) -> tuple[Reading, ...]:
        return (self.reading(self.done, Sampled(Moment(self.names) if self.names else Tick(), lead="all")),)

    def measure(self, tallies: Sequence[Tally], view: View) -> Measure:
        records = self._records(cast(Samples, tallies[0]), view.as_of)
        found = list(self._found(records, view))
        if not found:
            return Measure(value=None, foresees=True, reason="no duty is due in the period")
        met = sum(done for _, done, _ in found)
        missed = [(duty, worth) for duty, done, worth in found if not done and duty.by < view.as_of]
        failures = [duty for duty, worth in missed if worth < 1]
        good, decided = met + sum((worth for _, worth in missed), Fraction(0)), met + len(missed)
        pending = len(found) - decided
        strays = sum(at >= view.span.first for at in records.get(None, ())) if self.names else 0
        return Measure(
            value=good / decided if decided else None,
            sample=decided,
            pending=pending,
            low=good / len(found),
            high=(good + pending) / len(found),
            foresees=True,
            breaches=len(failures),
            part=exact(good),
            whole=decided,
            workings=f"{met:,} of {decided:,} duties met" + (f"; {strays:,} record{'s' * (strays != 1)} for no duty" if strays else ""),
            reason="" if decided else "every duty of the period is still to come",
            evidence=tuple(self._worst(failures, records)),
        )

    def _records(self, samples: Samples, as_of: int) -> Records:
        """When records were done, in order, by the duty that they name; without `names` all are under None."""
        found: Records = {}
        for done, named in samples.pairs:
            if done <= as_of:
                found.setdefault(duty_named(self.due, named) if self.names else None, []).append(done)
        return found

    def _found(self, records: Records, view: View) -> Iterator[tuple[Duty, bool, Fraction]]:
        """Each duty of the period, whether it is met, and what the agreement gives for a miss; none that it leaves out."""
        exempt = Exempt.of(view.excluded)
        before: Duty | None = None
        for duty in duties_of(self.due, view.span):
            first = duty.due - int(self.within.base) if self.within else FIRST
            if self.names is None:
                before = before or duty_before(self.due, duty)
                first = max(first, before.by + 1 if before else FIRST)
            before = duty
            if duty.by not in exempt.dropped:
                times = records.get(duty if self.names else None, [])
                yield duty, bisect_left(times, first) < bisect_right(times, duty.by), exempt.worth(duty.by)

    def _worst(self, failures: Sequence[Duty], records: Records) -> list[Evidence]:
        """The missed duties, those never done first, then the latest; how late is known of records that name their duty."""
        found = []
        for duty in failures:
            done = next((at for at in records.get(duty, ()) if at > duty.by), None)
            figure, unit = (None, "") if done is None else (done - duty.due, TIME)
            found.append(Evidence(at=duty.due, key=duty.day, figure=figure, unit=unit, until=done))
        return sorted(found, key=lambda one: (one.figure is not None, -(one.figure or 0), one.at))[:SHOWN]


@lru_cache(maxsize=1024)
def duties_of(rule: Recurring, span: Span) -> tuple[Duty, ...]:
    """The duties of a span, in the order in which they are due."""
    found = {}
    for at, due in rule.duties(Span(max(span.first - _reach(rule), FIRST), span.last)):
        by = due - 1 if due > at and rule.lasting is None else due
        found[by] = Duty(moment(at, rule.zone).date().isoformat(), due, by)
    return tuple(found[by] for by in sorted(found) if by in span)


def _reach(rule: Recurring) -> int:
    """Longer than from any occurrence to its due time."""
    return 2 * DAY + (microseconds(rule.lasting) if rule.lasting else 0)


def duty_before(rule: Recurring, duty: Duty) -> Duty | None:
    """The last duty due before one, if there is any."""
    spans = (Span(max(duty.by - days * DAY, FIRST), duty.by) for days in LOOKS_BACK)
    return next((found[-1] for span in spans if (found := duties_of(rule, span))), None)


@lru_cache(maxsize=4096)
def duty_named(rule: Recurring, at: int) -> Duty | None:
    """The duty that is due at an instant, or else the only one of its local day."""
    day = moment(at, rule.zone).date().isoformat()
    around = duties_of(rule, Span(max(at - 2 * DAY, FIRST), at + _reach(rule)))
    at_once = [duty for duty in around if duty.by == at]
    found = at_once or [duty for duty in around if duty.day == day]
    return found[0] if len(found) == 1 else None
