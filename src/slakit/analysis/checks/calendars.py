"""Checks of calendars, zones and lengths of time: days that are not what they seem."""

import re
from collections.abc import Iterator
from itertools import pairwise

from slakit.agreements.paths import Path
from slakit.analysis.checks.contract import Contract, Promise
from slakit.analysis.checks.figures import duties_of
from slakit.analysis.checks.finding import Witness
from slakit.analysis.checks.flaw import Flaw
from slakit.analysis.checks.records import amounts, common, nothing
from slakit.analysis.checks.walk import parts_of
from slakit.analysis.checks.witness import of_records, without_records
from slakit.analysis.inverses.field_values import text as text_of
from slakit.analysis.inverses.setting import joined
from slakit.calendars.always import ALWAYS
from slakit.calendars.base import Calendar
from slakit.calendars.combined import Without
from slakit.calendars.dates import Dates
from slakit.calendars.due_rules import days_on
from slakit.calendars.recurring import Recurring
from slakit.calendars.weekly import Weekly
from slakit.calendars.zoned import Zoned
from slakit.metrics.timers.elapsed import Within
from slakit.metrics.timers.lateness import Lateness
from slakit.metrics.timers.limits import ExclusiveLimit
from slakit.metrics.timers.on_schedule import OnSchedule
from slakit.targets.verdict import Outcome
from slakit.timeline.instants import DAY, HOUR, moment
from slakit.timeline.span import Span
from slakit.timeline.zone import offsets, zone_name
from slakit.values.quantity import Quantity
from slakit.windows.period import Period

FIXED = re.compile(r"Etc/(?!UTC|GMT$)|(?:UTC|GMT)?[+-]\d|(?:GMT|Greenwich)$")
UNIVERSAL = ("UTC", "Etc/UTC", "GMT", "Etc/GMT", "Z", "Zulu", "Etc/Zulu", "Universal")
LATE = re.compile(r"-23:5\d")
SHORT = {29: "February", 30: "February", 31: "months of 30 days and February"}
A_YEAR = 366 * DAY
A_WEEK_LONG = 7 * DAY  # over more than that an hour is of little weight
A_WEEK = Span("2026-01-05T00:00Z", "2026-01-12T00:00Z")


def calendars_of(contract: Contract) -> Iterator[tuple[Path, Calendar]]:
    """Every calendar of a contract with its path, each once."""
    seen = set()
    agreement = contract.agreement
    places: list[tuple[object, Path]] = [(promise.objective.metric, promise.at("metric")) for promise in contract.promises]
    places += [(exclusion, ("exclusions", index)) for index, exclusion in enumerate(agreement.exclusions)]
    places += [(agreement.settlement.claims, ("settlement", "claims"))]
    for value, start in places:
        for path, calendar in parts_of(value, Calendar, start):
            if calendar not in seen:
                seen.add(calendar)
                yield path, calendar


def zone_without_clock_changes(contract: Contract) -> Iterator[Flaw]:
    """A zone is a fixed distance from UTC, or office hours are those of UTC: in summer that is another hour than people have."""
    if FIXED.match(contract.agreement.timezone):
        text = f"{contract.agreement.timezone!r} keeps its distance from UTC in summer and in winter"
        yield Flaw(("timezone",), text, 'write the zone of a place, such as timezone = "America/New_York"')
    for path, calendar in calendars_of(contract):
        if isinstance(calendar, Weekly) and not _all_day(calendar):
            name = zone_name(calendar.zone)
            if FIXED.match(name) or name in UNIVERSAL:
                text = f"the hours {_hours(calendar)} are those of {name}, whatever the clocks of the people say"
                yield Flaw((*path, "tz"), text, 'write the zone of the place, such as tz = "Europe/London"')


def holidays_in_another_zone(contract: Contract) -> Iterator[Flaw]:
    """Dates are taken from hours of another zone, so that a holiday begins and ends in the midst of a day."""
    for path, calendar in calendars_of(contract):
        if isinstance(calendar, Without) and isinstance(calendar.kept, Zoned):
            kept = zone_name(calendar.kept.zone)
            for index, taken in enumerate(calendar.taken):
                if isinstance(taken, Dates) and zone_name(taken.zone) != kept and offsets_differ(calendar.kept, taken):
                    text = f"the dates are days of {zone_name(taken.zone)}, and the hours are of {kept}"
                    yield Flaw((*path, "taken", index, "tz"), text, f'write tz = "{kept}" for both')


def offsets_differ(one: Calendar, other: Calendar) -> bool:
    """True if the clocks of two calendars ever differ in a year."""
    year = Span("2026-01-01T00:00Z", "2027-01-01T00:00Z")
    return offsets(one.zone, year.first, year.last) != offsets(other.zone, year.first, year.last)


def hours_end_before_midnight(contract: Contract) -> Iterator[Flaw]:
    """Hours end at 23:59, so that the last minute of the day is closed."""
    for path, calendar in calendars_of(contract):
        if isinstance(calendar, Weekly):
            late = [text for _, texts in (*calendar.hours, *calendar.dated) for text in texts if LATE.search(text)]
            if late:
                remedy = f'write "{late[0].partition("-")[0]}-24:00"'
                yield Flaw((*path, "hours"), f"{late[0]} leaves out the last minute of the day", remedy)


def rule_skips_short_months(contract: Contract) -> Iterator[Flaw]:
    """A rule happens on the 29th, 30th or 31st, and so not in months that have no such day."""
    for path, calendar in calendars_of(contract):
        if isinstance(calendar, Recurring) and "BYSETPOS" not in calendar.rule and "BYMONTH=" not in calendar.rule:
            days = [int(day) for day in re.findall(r"BYMONTHDAY=([\d,-]+)", calendar.rule) for day in day.split(",")]
            if days and min(days) > 28:
                text = f"{calendar.rule!r} does not happen in {SHORT[min(days)]}"
                remedy = 'write due = "last day of the month", or BYMONTHDAY=-1 for the last day'
                yield Flaw((*path, "rule"), text, remedy, _without_duty(contract, path))


def _without_duty(contract: Contract, path: Path) -> Witness | None:
    """A period in which nothing is due by a rule, so that it has no figure."""
    for promise in contract.promises:
        if path[: len(promise.path)] == promise.path and isinstance(promise.objective.metric, OnSchedule):
            idle = next((period for period in promise.periods if duties_of(promise, period) is None), None)
            return None if idle is None else without_records(promise, idle, lambda line: line.outcome is Outcome.NO_DATA)
    return None


def dates_outside_term(contract: Contract) -> Iterator[Flaw]:
    """Every date of a calendar lies outside the term: the list is of another year."""
    term = contract.agreement.span
    for path, calendar in calendars_of(contract):
        if isinstance(calendar, Dates) and not calendar.open(term):
            text = f"none of {', '.join(calendar.dates[:3])} lies in the term"
            yield Flaw((*path, "dates"), text, "write the dates of the years of the term")


def dates_run_out(contract: Contract) -> Iterator[Flaw]:
    """The dates of a calendar end more than a year before the term does."""
    term = contract.agreement.span
    for path, calendar in calendars_of(contract):
        if isinstance(calendar, Dates) and calendar.open(term):
            last = calendar.open(Span(term.first, term.last)).edges[-1]
            if term.last - last > A_YEAR:
                day = moment(last - 1, calendar.zone).date()
                text = f"the last date is {day}, and the term runs for more than a year after it"
                yield Flaw((*path, "dates"), text, "write the dates of all years of the term, or holidays by a country")


def day_of_24_hours(contract: Contract) -> Iterator[Flaw]:
    """A limit of up to seven days is so many times 24 hours, which is not the same time of day once the clocks change."""
    agreement = contract.agreement
    if len(offsets(agreement.zone, agreement.span.first, agreement.span.last)) < 2:
        return
    for promise, metric, path, limit, calendar in _limits_in_days(contract):
        if calendar == ALWAYS and limit.base <= A_WEEK_LONG:
            hours, days = f"{limit.base / HOUR} hours", limit.base / DAY
            text = f"{limit} are {hours}, and end an hour earlier or later in the day once the clocks change"
            remedy = f'write limit = "{hours}" or "{days} calendar day{"s" * (days != 1)}"'
            yield Flaw(path, text, remedy, _over_a_clock_change(promise, metric, limit))


def days_on_business_clock(contract: Contract) -> Iterator[Flaw]:
    """A limit of days runs on a clock of some hours a day, of which 24 make one day."""
    for promise, metric, path, limit, calendar in _limits_in_days(contract):
        if calendar != ALWAYS and _hours_a_week(calendar) < 7 * DAY:
            days = limit.base / DAY
            text = f"{limit} are {limit.base / HOUR} hours of open time, many days of that clock"
            remedy = f'write limit = "{days} business day{"s" * (days != 1)}", or hours of open time'
            since = calendar.clock.due(promise.longest.span.first, 0)
            witness = _of_one(promise, promise.longest, metric, since, calendar.clock.due(since, int(limit.base)), Outcome.MET)
            yield Flaw(path, text, remedy, witness)


def _over_a_clock_change(promise: Promise, metric: Within | Lateness, limit: Quantity) -> Witness | None:
    """A record done at the same time of day so many dates later, late by the hour that a long day has more."""
    agreement = promise.agreement
    stretches = offsets(agreement.zone, agreement.span.first, agreement.span.last)
    changes = [later[0] for earlier, later in pairwise(stretches) if later[2] < earlier[2]]
    for since in (at - 12 * HOUR for at in changes):
        period = next((period for period in promise.periods if since in period.span), None)
        if period is not None:
            return _of_one(promise, period, metric, since, days_on(since, int(limit.base // DAY), agreement.zone), Outcome.MISSED)
    return None


def _of_one(promise: Promise, period: Period, metric: Within | Lateness, since: int, until: int, outcome: Outcome) -> Witness | None:
    """One record from one instant to another, if the line then has an outcome; the first limit of a table is the one that it has."""
    row = common(metric) | {metric.begin: text_of(since), metric.until: text_of(until)}
    if isinstance(metric.limit, tuple) or not isinstance(metric.clock, Calendar):
        return None
    records = joined(nothing(promise), {metric.stream: [row]}, amounts(promise, period))
    return of_records(promise, period, records, lambda line: line.outcome is outcome)


def _limits_in_days(contract: Contract) -> Iterator[tuple[Promise, Within | Lateness, Path, Quantity, Calendar]]:
    for promise in contract.promises:
        whole, start = promise.objective.metric, promise.at("metric")
        timers: list[tuple[Path, Within | Lateness]] = [*parts_of(whole, Within, start), *parts_of(whole, Lateness, start)]
        for path, metric in timers:
            limits = metric.limit if isinstance(metric.limit, tuple) else ((None, metric.limit),)
            clock = metric.clock if isinstance(metric.clock, Calendar) else metric.clock[0][1]
            for name, stated in limits:  # without one each record has a due time
                limit = stated.limit if isinstance(stated, ExclusiveLimit) else stated
                if isinstance(limit, Quantity) and limit.base and limit.unit.text.startswith(("d", "week")):
                    yield promise, metric, (*path, "limit", *([] if name is None else [str(name)])), limit, clock


def _hours_a_week(calendar: Calendar) -> int:
    return calendar.clock.elapsed(A_WEEK.first, A_WEEK.last)


def _all_day(calendar: Weekly) -> bool:
    return all(text == "00:00-24:00" for _, texts in calendar.hours for text in texts)


def _hours(calendar: Weekly) -> str:
    days, texts = calendar.hours[0]
    return f"{days} {texts[0]}"
