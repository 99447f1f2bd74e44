"""Spans of time that give a figure: outages of one length, and shifts that cover so much of the promised time."""

from __future__ import annotations

from fractions import Fraction

from slakit.analysis.inverses.field_values import Row, text
from slakit.analysis.inverses.setting import NO_LINE, OutOfReach, Records, Setting, common, each_a_case
from slakit.analysis.inverses.steps import step_of
from slakit.metrics.availability.coverage import Coverage
from slakit.metrics.availability.downtime import Downtime
from slakit.metrics.availability.outage_time import OutageTime
from slakit.metrics.availability.uptime import Uptime
from slakit.metrics.measure import Exact
from slakit.timeline.instants import HOUR

USERS = 100


def outages(metric: Uptime | Downtime, figure: Fraction, setting: Setting) -> Records:
    """One outage from the start of the period, that takes down all of the service for as long as it takes."""
    clock, first = metric.clock.clock, setting.span.first
    counted = clock.elapsed(first, setting.span.last)
    fields = taking_all_down(metric) | common(metric, setting)

    def of_length(down: int) -> Records:
        if not down:  # a group has a line once it has a record
            return {metric.stream: each_a_case(metric, [earlier(metric, setting) | fields] if metric.groups else [])}
        times = {metric.start: text(first), metric.end: text(clock.due(first, down))}
        return {metric.stream: each_a_case(metric, [times | fields])}

    def value(down: int) -> Exact | None:
        return setting.measure(metric, of_length(down))

    why = f"an outage is a whole number of microseconds of the time of {setting.period.label} that counts"
    if not counted:
        raise OutOfReach("the clock does not run in the period")
    shortest = 0 if value(0) is not None else 1
    if shortest and figure == of_nothing(metric):
        end = value(1)
        raise OutOfReach(NO_LINE, *((end, None) if metric.is_share else (None, end)))
    return of_length(step_of(figure, shortest, counted, value, why))


def of_nothing(metric: OutageTime) -> int:
    """The figure of a period in which nothing was down."""
    return 1 if metric.is_share else 0


def earlier(metric: OutageTime, setting: Setting) -> Row:
    """The times of an outage that was over before the period began, and so is none of it."""
    return {metric.start: text(setting.span.first - 2 * HOUR), metric.end: text(setting.span.first - HOUR)}


def taking_all_down(metric: OutageTime) -> Row:
    """The fields with which an outage takes down all of the service; one that names no unit takes down every one."""
    fields: Row = {metric.unit_by: None} if metric.unit_by else {}
    if metric.weight_by:
        heaviest = max(metric.weights, key=lambda pair: Fraction(pair[1].base))
        fields[metric.weight_by] = heaviest[0] if heaviest[1].base == 1 else None
    if metric.weight:
        fields[metric.weight] = 1
    if metric.affected:
        users = metric.users if isinstance(metric.users, int) else USERS
        fields |= {metric.affected: users} | ({metric.users: users} if isinstance(metric.users, str) else {})
    return fields


def shifts(metric: Coverage, figure: Fraction, setting: Setting) -> Records:
    """Shifts from the start of the period: of all that are wanted at once, or one place after the other where each counts alone."""
    clock, first = metric.promised.clock, setting.span.first
    promised = clock.elapsed(first, setting.span.last)
    heads = metric.headcount if metric.basis == "heads" else 1
    agents = [{metric.agent: f"agent {number}"} if metric.agent else {} for number in range(1, metric.headcount + 1)]
    fields = common(metric.narrowed(metric.needs), setting)

    def staffed(step: int) -> Records:
        full, more = divmod(step, promised)
        lengths = [promised] * full + [more] * (more > 0) if heads > 1 else [step] * metric.headcount
        pairs = [(clock.due(first, length), agent) for length, agent in zip(lengths, agents, strict=False) if length]
        rows = [{metric.start: text(first), metric.end: text(last)} | agent | fields for last, agent in pairs]
        return {metric.stream: each_a_case(metric, rows)}

    if not promised:
        raise OutOfReach("no time is promised in the period")
    why = "a shift is a whole number of microseconds of the promised time"
    return staffed(step_of(figure, 0, promised * heads, lambda step: setting.measure(metric, staffed(step)), why))
