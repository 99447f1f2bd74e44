"""Indicators of OpenSLO: which records of which stream they are, and the metric of an objective on them."""

from decimal import Decimal
from fractions import Fraction

from attrs import evolve, frozen

from slakit.documents.filters import read_filter
from slakit.documents.openslo.part import Part
from slakit.documents.openslo.shorthand import in_words, read_shorthand
from slakit.documents.plain import shown
from slakit.metrics.amounts.mean import Mean
from slakit.metrics.amounts.share import Share
from slakit.metrics.availability.slices import Slices
from slakit.metrics.base import Metric
from slakit.metrics.condition import Filter, filter_of
from slakit.values.number import exact_text
from slakit.windows.calendar_steps import NAMES

RATIO, THRESHOLD, RAW_SUCCESS, RAW_FAILURE = "ratio", "threshold", "raw success", "raw failure"
OCCURRENCES, TIMESLICES, RATIO_TIMESLICES = METHODS = ("Occurrences", "Timeslices", "RatioTimeslices")
OPERATORS = {"lt": "<", "lte": "<=", "gt": ">", "gte": ">="}
OWN = "slakit"  # the type of a metric source that names a stream of records
GOOD, ALL = filter_of({"good": True}), filter_of({})
Number = int | Decimal


@frozen
class Indicator:
    """The records that an indicator is about: a stream, the field with their instant, and what is good, or the field with a figure."""

    kind: str
    stream: str
    at: str = "at"
    field: str = "value"
    good: Filter = GOOD
    where: Filter = ALL


def read_indicator(spec: Part, stream: str) -> Indicator | None:
    """The indicator of the specification of an SLI; its stream bears the name given unless a source of slakit's own names another."""
    threshold, ratio = spec.part("thresholdMetric"), spec.part("ratioMetric")
    if (threshold is None) == (ratio is None):
        spec.wrong("", "has not one of thresholdMetric and ratioMetric; write one of them")
        return None
    if threshold is not None:
        source = _source(threshold)
        made = (
            _named(source, Indicator(THRESHOLD, stream)) if source else _assumed(threshold, Indicator(THRESHOLD, stream), "a number, value")
        )
        threshold.report_rest()
        return made
    return None if ratio is None else _read_ratio(ratio, stream)


def _read_ratio(ratio: Part, stream: str) -> Indicator | None:
    named = [name for name in ("good", "bad", "total", "raw") if ratio.has(name)]
    if named not in (["good", "total"], ["bad", "total"], ["raw"]):
        ratio.wrong("", f"has {' and '.join(named) or 'nothing'}; write good and total, bad and total, or raw")
        return None
    made: Indicator | None
    if named == ["raw"]:
        kinds = {"success": RAW_SUCCESS, "failure": RAW_FAILURE}
        given = ratio.take("rawType")
        if not isinstance(given, str) or given not in kinds:
            ratio.wrong("rawType", f"{shown(given)} is not what the ratio is of; write rawType: success, or failure")
            return None
        made = _assumed(ratio, Indicator(kinds[given], stream, field="ratio"), "a share from 0 to 1, ratio")
    else:
        parts = [part for part in map(ratio.part, named) if part is not None]
        source = _source(parts[0])
        made = _named(source, Indicator(RATIO, stream)) if source else _assumed(ratio, Indicator(RATIO, stream), "true or false, good")
        if source and parts[1:]:
            _ = _source(parts[1])  # which names the same records
            ratio.take("counter")
        for part in parts:
            if not source:
                part.take("metricSource")  # of which the assumption speaks
            part.report_rest()
    ratio.report_rest()
    return made


def _source(metric: Part) -> Part | None:
    """The specification of a metric source of slakit's own."""
    if metric.has("metricSource") and (source := metric.part("metricSource")) and source.take("type") == OWN:
        return source.part("spec")
    return None


def _assumed(part: Part, indicator: Indicator, field: str) -> Indicator:
    """An indicator whose records bear the fields that they are taken to have."""
    text = f"its queries are not run: each record of the stream {indicator.stream!r} is one event, with at and {field}"
    part.losses.append((part.path, text))
    for key in ("good", "bad", "total", "raw", "metricSource", "counter"):
        part.take(key)
    return indicator


def _named(source: Part, indicator: Indicator) -> Indicator | None:
    """The indicator that a source of slakit's own names."""
    good, where = (_filter(source, name) for name in ("good", "where"))
    stream, at, field = (source.text(name) for name in ("stream", "at", "field"))
    if stream is None:
        source.wrong("", "has no stream; write stream: requests")
        return None
    return evolve(
        indicator,
        stream=stream,
        at=at or indicator.at,
        field=field or indicator.field,
        good=good or indicator.good,
        where=where or Filter(),
    )


def _filter(source: Part, name: str) -> Filter | None:
    given = source.take(name)
    return None if given is None else read_filter(given, (*source.path, name), source.problems)


def metric_of(indicator: Indicator, method: str, objective: Part) -> Metric | None:
    """The metric of an objective on an indicator, by the method that its budget is counted by; None where something is wrong with it."""
    limit = _limit(objective) if indicator.kind == THRESHOLD else None
    if indicator.kind == THRESHOLD and limit is None:
        return None
    if indicator.kind != THRESHOLD and objective.has("op"):
        objective.lose("op", "is not used: a ratio is compared with no value")
    if method == OCCURRENCES:
        return _occurrences(indicator, limit)
    window = _interval(objective)
    wanted = None
    if method == TIMESLICES:
        wanted = objective.number("timeSliceTarget", "0.95")
        if wanted is None or not 0 < wanted <= 1:
            objective.wrong("timeSliceTarget", f"{shown(wanted)} is not a share above 0 and up to 1; write timeSliceTarget: 0.95")
            return None
    if window is None:
        return None
    return _slices(indicator, limit, window, wanted, objective)


def _occurrences(indicator: Indicator, limit: str | None) -> Metric:
    if indicator.kind in (RAW_SUCCESS, RAW_FAILURE):
        return Mean(indicator.stream, indicator.field, at=indicator.at, where=indicator.where)
    return Share(indicator.stream, good=_good(indicator, limit), at=indicator.at, where=indicator.where)


def _slices(indicator: Indicator, limit: str | None, per: str, wanted: Number | None, objective: Part) -> Metric:
    objective.lose("", "a slice without records is good here; OpenSLO does not say what it is")
    raw = indicator.kind in (RAW_SUCCESS, RAW_FAILURE)
    if raw and wanted is None:
        objective.lose("", "the ratios of all records count alike; a slice with more records counts more")
        return _occurrences(indicator, limit)
    threshold = None if wanted is None else f"at least {percent(wanted)}"
    good = _good(indicator, limit)
    if raw and wanted is not None:
        objective.lose("timeSliceTarget", "a slice of several records is good when the ratio of each reaches it")
        edge = Fraction(wanted)
        reached = f">= {exact_text(edge)}" if indicator.kind == RAW_SUCCESS else f"<= {exact_text(1 - edge)}"
        good, threshold = filter_of({indicator.field: reached}), "at least 100 %"
    return Slices(indicator.stream, good=good, at=indicator.at, per=per, threshold=threshold, where=indicator.where)


def target_of(metric: Metric, indicator: Indicator, share: Fraction) -> str:
    """The target of a share; of the mean of failures it is the rest that they may come to."""
    if isinstance(metric, Mean) and indicator.kind == RAW_FAILURE:
        return f"at most {percent(1 - share)}"
    return f"at least {percent(share)}"


def _good(indicator: Indicator, limit: str | None) -> Filter:
    return indicator.good if limit is None else filter_of({indicator.field: limit})


def _limit(objective: Part) -> str | None:
    """The condition on the figure of a threshold: "< 500"."""
    operator, value = objective.take("op"), objective.number("value", "500")
    if not isinstance(operator, str) or operator not in OPERATORS:
        objective.wrong("op", f"{shown(operator)} is not a comparison; write op: lte, gte, lt or gt")
    if value is None:
        objective.wrong("value", "a threshold has nothing to compare with; write value: 500")
    if value is None or not isinstance(operator, str) or operator not in OPERATORS:
        return None
    return f"{OPERATORS[operator]} {exact_text(Fraction(value))}"


def _interval(objective: Part) -> str | None:
    """The length of a slice, as a contract has it; a bare number is minutes."""
    given = objective.take("timeSliceWindow")
    length = (given, "minute") if isinstance(given, int) and not isinstance(given, bool) and given > 0 else read_shorthand(given)
    if length is None:
        objective.wrong("timeSliceWindow", f"{shown(given)} is not the length of a slice; write timeSliceWindow: 1m, or 5 for minutes")
        return None
    count, unit = length
    if unit in ("month", "quarter", "year"):
        if count > 1:
            objective.wrong("timeSliceWindow", f"{in_words(count, unit)} is not a slice that is read here; write timeSliceWindow: 1M")
            return None
        return NAMES[unit]
    return in_words(7 * count, "day") if unit == "week" else in_words(count, unit)


def percent(share: Number | Fraction) -> str:
    """A share as a percentage: 0.995 is 99.5 %."""
    return f"{exact_text(Fraction(share) * 100)} %"
