"""Records in the order of time that give a share: checks in their rhythm, and intervals of which so many are bad."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from slakit.analysis.inverses.field_values import Row, failing, meeting, text
from slakit.analysis.inverses.setting import OutOfReach, Records, Setting, common, each_a_case, instants
from slakit.analysis.inverses.steps import fractions_of, lost_of, parts_of, step_of
from slakit.metrics.availability.slices import Slices
from slakit.metrics.checks.checks import Checks
from slakit.metrics.condition import Filter

Failed = Callable[[int], Records]  # the records of which so many failed


def checks(metric: Checks, figure: Fraction, setting: Setting) -> Records:
    """Checks of which the first so many failed, in their rhythm where they have one."""
    if metric.count == "time":
        return _by_time(metric, figure, setting)
    if metric.every is None:
        return _free(metric, figure, setting)
    times = _rhythm(metric, setting, int(metric.every.base))
    why = f"{len(times):,} checks come in {setting.period.label}"
    if not times or len(times) > setting.most:
        raise OutOfReach("no check is due in the period" if not times else f"{why}, and no more than {setting.most:,} records are made")
    rows = _of(metric, setting, times)
    if metric.in_a_row == 1:
        return rows(lost_of(figure, len(times), why))
    return rows(step_of(figure, 0, len(times), lambda failed: setting.measure(metric, rows(failed)), why))


def _free(metric: Checks, figure: Fraction, setting: Setting) -> Records:
    """Checks without a rhythm, as many as the share and a run of failures need."""
    run = metric.in_a_row
    spared = run - 1 if metric.down_from == "confirmed" else 0  # failures of a run that do not count
    good, bad = parts_of(figure, setting)
    times = max(1, -(-(run - spared) // bad), -(-spared // good) if good else 1) if bad else 1
    if (good + bad) * times > setting.most or (bad and spared and not good):
        raise OutOfReach(f"failures count {run:,} in a row, and no more than {setting.most:,} records are made")
    failed = bad * times + (spared if bad else 0)
    return _of(metric, setting, instants(metric, setting, (good + bad) * times))(failed)


def _of(metric: Checks, setting: Setting, times: list[str]) -> Failed:
    """The checks of some instants, of which the first so many failed."""
    good, bad = _states(metric, setting)
    return lambda failed: {
        metric.stream: each_a_case(metric, ({metric.at: at} | (bad if number < failed else good) for number, at in enumerate(times)))
    }


def _states(metric: Checks, setting: Setting) -> tuple[Row, Row]:
    """The fields of a check that is good, and of one that is bad; neither is unknown."""
    fields = common(metric, setting)
    certain = failing(metric.unknowns, fields) if metric.unknowns else {}
    good, bad = (certain | fields | state for state in (meeting(metric.ok, fields), failing(metric.ok, fields)))
    return good, bad


def _rhythm(metric: Checks, setting: Setting, every: int) -> list[str]:
    """The instants at which checks are due, in the hours of the metric; the last may be due too late to be missed."""
    first, last = setting.span.first, setting.span.last
    full, rest = divmod(last - first, every)
    due = range(first, first + (full + (rest * 2 >= every)) * every, every)
    hours = None if metric.hours is None else metric.hours.clock.spans(first, last)
    return [text(at) for at in due if at < last and (hours is None or at in hours)]


def _by_time(metric: Checks, figure: Fraction, setting: Setting) -> Records:
    """Failed checks from the start of the period, and good ones from an instant on, none further from the next than it holds."""
    first, last = setting.span.first, setting.span.last
    clock = (metric.clock if metric.hours is None else metric.clock & metric.hours).clock
    held = metric.gap or metric.every
    grid = range(first, last, int(held.base)) if held else range(first, first + 1)
    if len(grid) > setting.most:
        raise OutOfReach(f"a check holds for {held} only, and no more than {setting.most:,} records are made")
    good, bad = _states(metric, setting)

    def down(open_time: int) -> Records:
        until = clock.due(first, open_time) if open_time else first
        failed = {*(at for at in grid if at < until), *(first + n for n in range(min(metric.in_a_row, until - first)))}
        well = {at for at in grid if at >= until} | ({until} if until < last else set())
        states = [(at, bad) for at in sorted(failed)] + [(at, good) for at in sorted(well)]
        before = [good, *(state for _, state in states)]
        rows = [{metric.at: text(at)} | state | _replaced(metric, old) for (at, state), old in zip(states, before, strict=False)]
        return {metric.stream: each_a_case(metric, rows)}

    counted = clock.elapsed(first, last)
    if not counted:
        raise OutOfReach("no time counts in the period")
    why = f"a check holds for whole microseconds of {setting.period.label}"
    return down(step_of(figure, 0, counted, lambda open_time: setting.measure(metric, down(open_time)), why))


def _replaced(metric: Checks, state: Row) -> Row:
    """The field of a log of changes that names the state before."""
    return {metric.previous: state.get(metric.ok.fields[0])} if metric.previous else {}


def slices(metric: Slices, figure: Fraction, setting: Setting) -> Records:
    """Records in each interval, of which the first intervals are bad, and one of them in part where a rate counts."""
    hours = None if metric.hours is None else metric.hours.clock.spans(setting.span.first, setting.span.last)
    starts = [at for at, _ in setting.context.intervals(metric.per) if hours is None or at in hours]
    if not starts:
        raise OutOfReach("no interval counts in the period")
    why = f"{setting.period.label} has {len(starts):,} intervals of {metric.per}"
    least = max(metric.minimum, -(-setting.least // len(starts)))
    if metric.threshold is None:
        lost = (1 - figure) * len(starts)
        whole, part = divmod(lost, 1)
        fractions_of(figure, 1, setting.most * len(starts))
        good, bad = fractions_of(1 - part, least, setting.most * len(starts))
        return _intervals(metric, setting, starts, least, int(whole), (good, bad) if part else None)
    if metric.in_a_row == 1:
        return _intervals(metric, setting, starts, least, lost_of(figure, len(starts), why), None)
    bad_ones = step_of(
        figure, 0, len(starts), lambda count: setting.measure(metric, _intervals(metric, setting, starts, least, count, None)), why
    )
    return _intervals(metric, setting, starts, least, bad_ones, None)


def _intervals(metric: Slices, setting: Setting, starts: list[int], least: int, bad: int, part: tuple[int, int] | None) -> Records:
    """Records of which the first intervals are bad, the next is good in part, and the others are good."""
    fields = common(metric, setting)
    counts = [(0, least)] * bad + ([part] if part else [])
    filled = metric.empty != "good" or setting.least > 1
    counts += [(least, 0)] * (len(starts) - len(counts)) if filled else []
    rows: list[Row] = []
    for at, (good, failed) in zip(starts, counts, strict=False):
        row = {metric.at: text(at)} | fields
        if metric.total is not None:
            rows.append(row | {metric.total: good + failed, str(metric.bad): failed})
        else:
            rows += [row | _state(metric.good, row, holds=True)] * good + [row | _state(metric.good, row, holds=False)] * failed
        if len(rows) > setting.most:
            raise OutOfReach(f"so many intervals, with no more than {setting.most:,} records")
    return {metric.stream: each_a_case(metric, rows)}


def _state(wanted: Filter, row: Row, holds: bool) -> Row:
    return meeting(wanted, row) if holds else failing(wanted, row)
