"""Amounts that give a figure: numbers of records, and numbers in their fields, of a period or of its intervals."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from slakit.analysis.inverses.field_values import NO_FIELDS, Row, solved, text, written
from slakit.analysis.inverses.setting import NO_LINE, OutOfReach, Records, Setting, common, each_a_case, first_instant, instants
from slakit.analysis.inverses.steps import TOO_FAR, neighbours, on_grid
from slakit.metrics.amounts.amount import Amount, counted_time, finished, rate
from slakit.metrics.amounts.count_total import Count, Total
from slakit.metrics.amounts.distinct import Distinct
from slakit.metrics.amounts.gauge import LAST, WEIGHTED, Gauge
from slakit.metrics.amounts.mean import Mean
from slakit.metrics.amounts.mean_ratio import MeanRatio
from slakit.metrics.amounts.peak import Peak, Trough
from slakit.metrics.amounts.rate import Rate
from slakit.metrics.amounts.throughput import Throughput
from slakit.metrics.expressions.expression import derived_field
from slakit.metrics.statistic import Statistic
from slakit.timeline.instants import HOUR

WHOLE = "a number of records is a whole number"


def counts(metric: Count | Distinct, figure: Fraction, setting: Setting) -> Records:
    """So many records; of different values where those are counted."""
    nothing = _counted(metric, 0, setting)
    fewest = 0 if not metric.groups or setting.measure(metric, nothing) is not None else 1
    if not fewest <= figure <= setting.most:
        few = figure < fewest
        why = (NO_LINE if fewest else TOO_FAR) if few else f"no more than {setting.most:,} records are made"
        raise OutOfReach(why, None if few else setting.most, fewest if few else None)
    on_grid(figure, Fraction(1), WHOLE)
    return _counted(metric, int(figure), setting)


def _counted(metric: Count | Distinct, count: int, setting: Setting) -> Records:
    rows = []
    for number, at in enumerate(instants(metric, setting, count), 1):
        row = {metric.at: at} | ({metric.field: f"{metric.field} {number}"} if isinstance(metric, Distinct) else {})
        rows.append(row | common(metric, setting, row))
    if not rows and metric.groups:  # a group has a line once it has a record, also one of before the period
        earlier: Row = {metric.at: text(setting.span.first - HOUR)} | ({metric.field: None} if isinstance(metric, Distinct) else {})
        rows = [earlier | common(metric, setting, earlier)]
    return {metric.stream: each_a_case(metric, rows)}


def totals(metric: Total, figure: Fraction, setting: Setting) -> Records:
    """One record with all of it, and others with nothing where more are wanted."""
    on_grid(figure, Fraction(1, 10**metric.digits), f"a number is read at {metric.digits} decimals")
    return _valued(metric, [figure, *[Fraction(0)] * (setting.least - 1)], setting)


def means(metric: Mean | Gauge, figure: Fraction, setting: Setting) -> Records:
    """Records of which the mean, or any other statistic, is the figure; those of a level are of one instant, where each would hold."""
    step, at_once = Fraction(1, 10**metric.digits), isinstance(metric, Gauge)
    if isinstance(metric, Gauge) and metric.statistic.name not in (LAST, WEIGHTED, "mean"):
        on_grid(figure, step, f"a number is read at {metric.digits} decimals")
    scaled = figure / step
    if scaled.denominator > setting.most:
        raise OutOfReach(f"no more than {setting.most:,} records are made", *(one * step for one in neighbours(scaled, setting.most)))
    count = scaled.denominator * -(-setting.least // scaled.denominator)
    low, more = divmod(int(scaled * count), count)
    return _valued(metric, [(low + 1) * step] * more + [low * step] * (count - more), setting, at_once)


def _valued(metric: Total | Mean | Gauge, values: list[Fraction], setting: Setting, at_once: bool = False) -> Records:
    """A record for each number."""
    times = [text(first_instant(metric, setting))] * len(values) if at_once else instants(metric, setting, len(values))
    rows = []
    for at, value in zip(times, values, strict=True):
        row = {metric.at: at}
        if isinstance(metric, Mean) and metric.weight is not None:
            row |= number_fields(metric.weight, Fraction(1), row)
        row |= number_fields(metric.field, value, row)
        rows.append(row | common(metric, setting, row))
    return {metric.stream: each_a_case(metric, rows)}


def number_fields(name: str, value: Fraction, fixed: Mapping[str, Any] = NO_FIELDS) -> Row:
    """The fields that give a number: the field itself, or those that it is worked out from."""
    expression = derived_field(name)
    if expression is None:
        return {name: written(value)}
    fields = solved(expression, value, fixed)
    if fields is None:
        raise OutOfReach(f"no value of its fields gives {expression.text!r} that number")
    return fields


def ratios(metric: MeanRatio, figure: Fraction, setting: Setting) -> Records:
    """Records with the same ratio of whole numbers; the first alone has one where ratios are added up."""
    total = metric.statistic == Statistic("total")
    rows = []
    for number, at in enumerate(instants(metric, setting, setting.least)):
        row = {metric.at: at} | number_fields(metric.over, Fraction(figure.denominator), {metric.at: at})
        above = Fraction(0) if total and number else Fraction(figure.numerator)
        row |= {name: value for name, value in number_fields(metric.field, above, row).items() if name not in row}
        rows.append(row | common(metric, setting, row))
    return {metric.stream: each_a_case(metric, rows)}


def rates(metric: Rate, figure: Fraction, setting: Setting) -> Records:
    """An amount that comes to so much over the time that counts."""
    hours = metric.clock if metric.hours is None else metric.clock & metric.hours
    return _amounts(metric, figure, setting, [first_instant(metric, setting)], counted_time(setting.context, hours).total)


def peaks(metric: Peak | Trough, figure: Fraction, setting: Setting) -> Records:
    """The amount of one interval, or, where the least counts, of each."""
    if isinstance(metric, Trough):
        starts = [first for first, _ in finished(setting.context, metric.per, metric.hours)]
    else:
        counted = counted_time(setting.context, metric.hours)
        cuts = (counted.cut(*pair) for pair in setting.context.intervals(metric.per))
        starts = next(([cut.edges[0]] for cut in cuts if cut), [])
        if figure < 0:
            raise OutOfReach("the other intervals have nothing, which is more", above=Fraction(0))
    return _amounts(metric, figure, setting, starts, metric.per.length)


def _amounts(metric: Amount, figure: Fraction, setting: Setting, starts: list[int], time: int) -> Records:
    """The amount at each of some instants that is a figure over a time."""
    if not starts or not (time or metric.per.window):
        raise OutOfReach("no whole interval of the period counts")
    one = Fraction(rate(1, time, metric.per))
    amount = figure / one
    if metric.field is None:
        most = setting.most // len(starts)
        if not 0 <= amount <= most:
            raise OutOfReach(
                f"no more than {setting.most:,} records are made", *((most * one, None) if amount > 0 else (None, Fraction(0)))
            )
        on_grid(figure, one, "a number of records is a whole number")
    else:
        on_grid(figure, one / 10**metric.digits, f"a number is read at {metric.digits} decimals")
    rows = []
    for at in starts:
        row = {metric.at: text(at)}
        if metric.field is not None:
            row |= number_fields(metric.field, amount, row)
        rows += [row | common(metric, setting, row)] * (1 if metric.field is not None else int(amount))
    if metric.field is not None:  # more records with nothing, where more are wanted
        empty = {metric.at: text(starts[0])} | number_fields(metric.field, Fraction(0), {metric.at: text(starts[0])})
        rows += [empty | common(metric, setting, empty)] * (setting.least - len(rows))
    return {metric.stream: each_a_case(metric, rows)}


def throughputs(metric: Throughput, figure: Fraction, setting: Setting) -> Records:
    """In each interval a load that counts, and so much done."""
    starts = [first for first, _ in finished(setting.context, metric.per, metric.hours)]
    if not starts:
        raise OutOfReach("no whole interval of the period counts")
    if len(starts) > setting.most:
        starts = starts[:1]
    one = Fraction(rate(1, metric.per.length, metric.per))
    on_grid(figure, one / 10**metric.digits, f"a number is read at {metric.digits} decimals")
    holds, limit = metric.load_test
    near = (limit, limit + 1, limit - 1)
    load = next((amount for amount in near if holds(amount, limit)), limit)
    rows = []
    for at in starts:
        row = {metric.at: text(at)} | number_fields(metric.load, load, {metric.at: text(at)})
        row |= {name: value for name, value in number_fields(metric.done, figure / one, row).items() if name not in row}
        rows.append(row | common(metric, setting, row))
    return {metric.stream: each_a_case(metric, rows)}
