"""Checks of what goes by the value of a field: limits and groups of a metric held against the credits of its penalty."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from slakit.analysis.checks.contract import Contract, Promise
from slakit.analysis.checks.finding import Witness
from slakit.analysis.checks.flaw import Flaw
from slakit.analysis.checks.records import records_of
from slakit.analysis.checks.walk import parts_of
from slakit.analysis.checks.witness import Shows, of_records
from slakit.errors import SlakitError
from slakit.metrics.condition import Filter
from slakit.metrics.stream_metric import StreamMetric
from slakit.metrics.timers.elapsed import Within
from slakit.metrics.timers.lateness import Lateness
from slakit.penalties.rules.by_value import PaysByValue
from slakit.targets.verdict import Outcome
from slakit.timeline.instants import HOUR

Values = dict[str, object]  # values of a field by their text


def limit_without_credit(contract: Contract) -> Iterator[Flaw]:
    """A value of a field has a limit, or is a group, and the penalty that pays by this field has no credit for it."""
    for promise, path, rule, metric, word in _pairs(contract):
        for name, value in _values(metric, str(rule.credit_by)).items():
            if name not in _paid(rule) and _counts(metric, str(rule.credit_by), value):
                text = f"{name!r} {IS[word]}, and has no {rule.argument}: what is owed for it is not known"
                witness = _witness(promise, metric, value, lambda line: line.outcome is Outcome.MISSED and line.credit is None)
                yield Flaw(path, text, f'write its {rule.argument}, also where nothing is owed: {name} = "0 %"', witness)


def credit_without_limit(contract: Contract) -> Iterator[Flaw]:
    """A penalty has a credit for a value of a field that has no limit, or is no group, so that it is never paid."""
    for promise, path, rule, metric, word in _pairs(contract):
        values = _values(metric, str(rule.credit_by))
        for name in _paid(rule):
            if name not in values or not _counts(metric, str(rule.credit_by), values[name]):
                text = f"{name!r} has a {rule.argument}, and {IS_NOT[word]}, so that it is never paid"
                witness = _witness(promise, metric, name, lambda line: line.outcome is Outcome.NO_DATA and not line.credit)
                yield Flaw((*path, name), text, f"write it as a {word} as well, or leave the {rule.argument} out", witness)


LIMIT, GROUP = "limit", "group"
IS = {LIMIT: "has a limit", GROUP: "is a group"}
IS_NOT = {LIMIT: "no limit that is counted", GROUP: "is no group that is counted"}


def _pairs(contract: Contract) -> Iterator[tuple[Promise, tuple[str | int, ...], PaysByValue, StreamMetric, str]]:
    """Each rule that pays by a field, with the path of its credits, and each metric that names the values of this field."""
    for promise in contract.promises:
        for path, rule in promise.rules():
            if isinstance(rule, PaysByValue) and isinstance(rule.table, tuple) and rule.credit_by and rule.bands is None:
                for _, metric in parts_of(promise.objective.metric, StreamMetric):
                    if _values(metric, rule.credit_by):
                        word = LIMIT if _has_limits(metric, rule.credit_by) else GROUP
                        yield promise, (*path, rule.argument), rule, metric, word


def _has_limits(metric: StreamMetric, field: str) -> bool:
    return getattr(metric, "limit_by", None) == field and isinstance(getattr(metric, "limit", None), tuple)


def _values(metric: StreamMetric, field: str) -> Values:
    """The values of a field that a metric names: those with a limit, or else its groups."""
    if _has_limits(metric, field):
        return {str(value): value for value, _ in metric.limit}  # type: ignore[attr-defined]  # a timer
    if field in metric.groups and metric.named is not None:
        index = metric.groups.index(field)
        groups = [group[index] if isinstance(group, tuple) else group for group in metric.named]
        return {str(group): group for group in groups}
    return {}


def _counts(metric: StreamMetric, field: str, value: object) -> bool:
    """True if the conditions of a metric leave a value of a field in."""
    return all(one.holds(value) for one in metric.filters.conditions if one.fields == (field,))


def _paid(rule: PaysByValue) -> list[str]:
    return [name for name, _, _ in rule.parts]


def _witness(promise: Promise, metric: StreamMetric, value: object, shows: Shows) -> Witness | None:
    """One late case of a value, evaluated under the whole contract; none where the metric is a part of another, or goes by groups."""
    if metric is not promise.objective.metric or not isinstance(metric, Within | Lateness) or not isinstance(metric.limit, tuple):
        return None
    limit = next((limit for name, limit in metric.limit if name == value), metric.limit[0][1])
    late = evolve(metric, limit={value: limit}, where=Filter())
    alone = evolve(promise, objective=evolve(promise.objective, metric=late, penalty=None))
    try:
        records = records_of(alone, promise.shortest, Fraction(0) if isinstance(metric, Within) else Fraction(HOUR))
    except (SlakitError, ArithmeticError, ValueError):
        return None
    return None if records is None else of_records(promise, promise.shortest, records, shows)
