"""records: those of any contract that give a wanted measure, exactly (docs/testing.md)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.agreements.objective import Objective
from slakit.analysis.checks.contract import Contract, Promise
from slakit.analysis.checks.records import with_what_is_read
from slakit.analysis.inverses.inverse import exact
from slakit.analysis.inverses.setting import NoInverse, OutOfReach, Records, Setting, group_of
from slakit.analysis.payoffs.compute import judged_period
from slakit.engine.evaluate import evaluate
from slakit.engine.plan.plan import Plan
from slakit.errors import UnitError, UsageError, close_match
from slakit.statements.line import Line
from slakit.testing.one_group import GroupMissing, groups_text
from slakit.testing.wrong_units import wrong_unit
from slakit.values.quantity import Quantity, quantity
from slakit.values.units import unit
from slakit.windows.period import Period

__all__ = ["Unreachable", "records"]


class Unreachable(UsageError):
    """No records give a measure; `below` and `above` are the nearest that some do give, None where there is none or it is not known."""

    def __init__(self, problem: str, below: Quantity | None = None, above: Quantity | None = None) -> None:
        super().__init__(problem)
        self.below = below
        self.above = above


def records(
    agreement: Agreement, objective: str | Objective, measure: object, *, period: Any = None, group: Any = None
) -> dict[str, list[dict[str, Any]]]:
    """Return records that give exactly a measure of an objective in a period, by stream; without a period, in the first whole one.

    >>> testing.records(agreement, "Uptime", "99.9 %", period="2026-06")
    {'outages': [{'start': '2026-05-31T23:00:00Z', 'end': '2026-05-31T23:43:12Z'}]}

    It is the inverse of measuring: `evaluate` gives the measure by the clock, the calendars, the limits, the weights, the statistic and the
    fewest records of the contract. Where it lists several groups, `group` says for which one. No exclusion takes anything out of it. What
    bases and factors read is there too. Where the data cannot show a measure, Unreachable names the nearest that it can:

    >>> try:
    ...     testing.records(agreement, "Uptime", "100.1 %")
    ... except testing.Unreachable as error:
    ...     print(error.below)
    100 %

    A metric that is a function of your own is refused, since nobody knows its inverse. Raises UsageError.
    """
    plan = Plan.of(agreement)
    name = objective.name if isinstance(objective, Objective) else objective
    forms = [planned for planned in plan.objectives if planned.objective.name == name]
    if not forms:
        raise UsageError(f"{name!r} is not an objective of {agreement.name!r}{close_match(name, plan.names)}")
    planned, index = judged_period(plan, forms, period)
    judged, promised = planned.schedule.periods[index], planned.objective
    if group is None and (several := groups_text(promised.metric)):
        raise GroupMissing(name, several, tuple(group_of(promised.metric).values()))
    wanted = _wanted(promised, measure)
    contract = Contract(agreement)
    promise = next(one for one in contract.every_promise if one.objective == promised)
    metric, window = promised.metric, agreement.window_of(promised)
    setting = Setting(promise.agreement, window, judged, max(1, promised.minimum), group_of(metric, group))
    named = f"{name!r} in {judged.label}"
    try:
        made = exact(metric, wanted, setting)
    except NoInverse as error:
        raise UsageError(f"{named}: {error}") from None
    except OutOfReach as error:
        raise _unreachable(named, promise, wanted, error) from None
    complete = _with_fields(plan, with_what_is_read(promise, judged, made))
    for result in (complete, _with_fields(plan, made)):
        line = _line(agreement, str(name), judged, setting, result)
        if line is not None and line.measure.value == wanted:
            return result
    problem = f"{line.shown}, {line.reason}" if line is not None else "no line"
    raise Unreachable(f"{named} cannot have a record that is counted alone: its records come to {problem}; write them yourself")


def _wanted(objective: Objective, measure: object) -> Fraction:
    """A measure in the unit of an objective; a bare number is one of items, or of whatever its metric has."""
    kept = unit(objective.metric.unit)
    if fault := wrong_unit(measure, [objective], "measure="):
        raise UsageError(f"measure={fault}")
    try:
        given = quantity(measure)
    except UnitError as error:
        raise UsageError(f"measure={measure!r}: {error}") from None
    return given.base / kept.factor if given.dimension == kept.dimension else given.magnitude


def _unreachable(named: str, promise: Promise, wanted: Fraction, error: OutOfReach) -> Unreachable:
    metric = promise.objective.metric
    shown_in = unit(promise.objective.target.shown_in(metric.unit if metric.unit != "us" else "h"))
    factor = unit(metric.unit).factor

    def shown(figure: Fraction | None) -> Quantity | None:
        return None if figure is None else Quantity.of_base(figure * factor, shown_in)

    below, above = shown(error.below), shown(error.above)
    nearest = [one for one in (below, above) if one is not None]
    words = " and ".join(map(_in_words, nearest))
    remedy = (
        f"the nearest {'is' if len(nearest) == 1 else 'are'} {words}; write measure={str(nearest[0])!r}" if nearest else "write another"
    )
    asked = _in_words(Quantity.of_base(wanted * factor, shown_in))
    return Unreachable(f"{named} cannot measure {asked}: {error.why}; {remedy}", below, above)


def _in_words(figure: Quantity) -> str:
    """A figure as it is read back, and, where that is a fraction, also in decimals."""
    exact_one, rounded = str(figure), figure.show()
    return f"{exact_one} ({rounded})" if "/" in exact_one.split(" ")[0] else exact_one


def _with_fields(plan: Plan, records: Records) -> Records:
    """Records that have every field that anything reads in their streams; it is empty where the measure has no need of it."""
    wanted = {stream: dict.fromkeys(planned.fields) for stream, planned in plan.streams.items()}
    needed = {stream: {name: None for name in fields if name not in plan.streams[stream].optional} for stream, fields in wanted.items()}
    return {stream: [row | (needed[stream] | row) for row in rows] for stream, rows in records.items()}


def _line(agreement: Agreement, name: str, period: Period, setting: Setting, records: Records) -> Line | None:
    """The line that evaluate gives."""
    lines = (line for line in evaluate(agreement, records, period=period).lines if line.name == name)
    return next((line for line in lines if line.period.span == period.span and setting.is_of_group(line.group)), None)
