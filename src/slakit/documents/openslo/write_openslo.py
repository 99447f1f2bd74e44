"""OpenSLO v1 out: what of an agreement can be SLOs, and everything that cannot be said."""

import re
from collections.abc import Iterator
from fractions import Fraction

from slakit.agreements.agreement import Agreement
from slakit.agreements.objective import Objective
from slakit.documents.filters import number_data, write_filter
from slakit.documents.layout import json_text
from slakit.documents.openslo.indicators import OCCURRENCES, OPERATORS, OWN, RATIO_TIMESLICES, TIMESLICES
from slakit.documents.openslo.loss import Loss, ToOpenSlo
from slakit.documents.openslo.read_openslo import VERSION
from slakit.documents.openslo.shorthand import write_shorthand
from slakit.documents.openslo.slo_texts import FORMATS
from slakit.documents.openslo.time_windows import write_window
from slakit.documents.plain import Plain
from slakit.documents.signature import Argument, arguments
from slakit.documents.yaml_layout import yaml_text
from slakit.errors import UsageError, close_match
from slakit.metrics.amounts.share import Share
from slakit.metrics.availability.slices import BOUND, Slices
from slakit.metrics.condition import Filter
from slakit.metrics.tallies.intervals import Per
from slakit.targets.bound import Bound
from slakit.targets.target import Target
from slakit.timeline.instants import DAY, HOUR, MINUTE
from slakit.values.number import decimals
from slakit.values.quantity import quantity
from slakit.windows.calendar_steps import Steps

Table = dict[str, Plain]
SIGNS = {sign: name for name, sign in OPERATORS.items()}
LENGTHS = (("d", DAY), ("h", HOUR), ("m", MINUTE))
NAME = re.compile(r"[a-z0-9](?:[-.a-z0-9]{0,61}[a-z0-9])?")

# why a part of a contract is not said, by its name; of all others OpenSLO has no word for it
REASONS = {
    "provider": "OpenSLO names no parties",
    "customer": "OpenSLO names no parties",
    "term": "an SLO has no term",
    "fee": "OpenSLO pays nothing",
    "settlement": "OpenSLO pays nothing",
    "penalty": "OpenSLO pays nothing",
    "currency": "OpenSLO pays nothing",
    "exclusions": "OpenSLO leaves nothing out of a measure",
    "amendments": "an SLO has one form, the original one here",
    "logs": "records are not made of events there",
    "silence": "OpenSLO does not say what no data means",
    "by": "an SLO has no groups: all are one there",
    "groups": "an SLO has no groups: all are one there",
    "during": "an SLO counts at every hour",
}


class Unsayable(Exception):
    """An objective that OpenSLO cannot hold, at a part of it, and why; it is caught here, and reported."""

    def __init__(self, part: str, text: str) -> None:
        super().__init__(text)
        self.part, self.text = part, text


def write_slos(agreement: Agreement, format: str = "yaml") -> ToOpenSlo:
    """The OpenSLO v1 text of an agreement, a Service and its SLOs, and all of it that cannot be said there.

    >>> made = write_slos(agreement)
    >>> print(*made.losses, sep="\\n")
    agreement.provider: is not said: OpenSLO names no parties
    agreement.customer: is not said: OpenSLO names no parties
    agreement.term: is not said: an SLO has no term
    agreement.fee: is not said: OpenSLO pays nothing
    objectives[0].metric: the objective 'Uptime' is left out: Uptime counts time, and OpenSLO events or slices of time
    agreement.timezone: is not said: no window here is of a calendar

    Shares and slices are written, with targets of "at least", in windows that roll or that the calendar repeats. A metric source of the
    type "slakit" names stream and fields, so that `read_slos` reads them back. YAML is written without PyYAML.
    """
    if not isinstance(agreement, Agreement):
        raise UsageError(f"{agreement!r} is not an agreement; write write_slos(Agreement(...))")
    if format not in FORMATS:
        raise UsageError(f"format={format!r} is not a format{close_match(format, FORMATS)}")
    losses = [*_unsaid(agreement, "agreement", ("name", "timezone", "window", "objectives"))]
    service = _slug(agreement.name, set())
    objects: list[Table] = [{"apiVersion": VERSION, "kind": "Service", "metadata": _metadata(service, agreement.name), "spec": {}}]
    slos: dict[str, Table] = {}
    names: set[str] = set()
    windows: list[str] = []
    for index, objective in enumerate(agreement.objectives):
        location = f"objectives[{index}]"
        try:
            slo, threshold, lost = _slo(agreement, objective, location, service)
        except Unsayable as problem:
            losses.append(Loss(f"{location}.{problem.part}", f"the objective {objective.name!r} is left out: {problem.text}"))
            continue
        losses += lost
        windows.append(str(slo["timeWindow"]))
        title, _, inner = objective.name.partition(": ")
        alike = repr((objective.clause, title, slo)) if objective.clause and inner else objective.name
        if alike not in slos:
            valid = NAME.fullmatch(objective.clause) and objective.clause not in names
            if objective.clause and not valid:
                losses.append(Loss(f"{location}.clause", "is not said: it is not a name as OpenSLO has them, or names another SLO"))
            name = objective.clause if valid else _slug(title, names)
            names.add(name)
            slos[alike] = {"apiVersion": VERSION, "kind": "SLO", "metadata": _metadata(name, title), "spec": {**slo, "objectives": []}}
            objects.append(slos[alike])
        shown: Table = {"displayName": inner} if inner else {}
        slos[alike]["spec"]["objectives"].append(shown | threshold)  # type: ignore[index, union-attr, call-overload]  # a list of tables
    if not any("calendar" in window for window in windows):
        losses.append(Loss("agreement.timezone", "is not said: no window here is of a calendar"))
    text = f"[{','.join(map(json_text, objects))}]\n" if format == "json" else "---\n".join(map(yaml_text, objects))
    return ToOpenSlo(text, tuple(losses))


def _slo(agreement: Agreement, objective: Objective, location: str, service: str) -> tuple[Table, Table, list[Loss]]:
    """The specification of an SLO without its objectives, the objective, and what is lost; Unsayable where it cannot be."""
    target, target_losses = _target(objective.target)
    indicator, method, threshold, handled, losses = _metric(objective)
    written = write_window(objective.window or agreement.window, agreement.timezone)
    if written.data is None:
        raise Unsayable("window", written.losses[0])
    lost = [Loss(f"{location}.target", text) for text in target_losses]
    lost += [Loss(f"{location}.window", text) for text in written.losses]
    lost += [Loss(f"{location}.metric", text) for text in losses]
    lost += _unsaid(objective, location, ("name", "metric", "target", "window", "clause"))
    lost += _unsaid(objective.metric, f"{location}.metric", handled)
    spec: Table = {"service": service, "indicator": indicator, "timeWindow": [written.data], "budgetingMethod": method}
    return spec, threshold | target, lost


def _target(target: Target) -> tuple[Table, list[str]]:
    """The target of an objective."""
    if not isinstance(target, Bound) or target.operator not in (">=", ">"):
        raise Unsayable("target", f"{str(target)!r} is not a least share")
    share = target.limit.base
    if not 0 <= share < 1 or decimals(share) is None:
        raise Unsayable("target", f"{target.limit} is not a decimal from 0 to below 1, as a target of OpenSLO is")
    losses = ["'more than' is not said: a target of OpenSLO is met when it is reached"] if target.operator == ">" else []
    if target.rounding is not None:
        losses.append(f"rounding to {target.rounding} is not said: OpenSLO compares what was measured")
    return {"target": number_data(share)}, losses


Metric = tuple[Table, str, Table, tuple[str, ...], list[str]]


def _metric(objective: Objective) -> Metric:
    """The indicator, the method, the keys of the objective, the arguments that are said, and what is lost of a metric."""
    metric = objective.metric
    handled = ("stream", "good", "at", "where")
    if isinstance(metric, Share):
        indicator, threshold = _indicator(metric.stream, metric.at, metric.good, metric.filters)
        return indicator, OCCURRENCES, threshold, handled, []
    if isinstance(metric, Slices):
        indicator, threshold = _indicator(metric.stream, metric.at, metric.good, metric.filters)
        window: Table = {"timeSliceWindow": _interval(metric.per)}
        if metric.threshold is None:
            return indicator, RATIO_TIMESLICES, threshold | window, (*handled, "per"), []
        match = BOUND.fullmatch(metric.threshold)
        word, share = (match[1], quantity(match[2]).base) if match else ("", quantity("0 %").base)
        if not share or decimals(share) is None:
            raise Unsayable("metric.threshold", f"{metric.threshold!r} is not a decimal above 0, as a timeSliceTarget of OpenSLO is")
        lost = ["threshold: 'more than' is not said: a slice of OpenSLO is good when it reaches its target"] if word == "more than" else []
        sliced = threshold | {"timeSliceTarget": number_data(share)} | window
        return indicator, TIMESLICES, sliced, (*handled, "per", "threshold"), lost
    kind = type(metric).__name__
    what = "time" if kind in ("Uptime", "Downtime", "Checks", "Coverage") else "what it does in its own way"
    raise Unsayable("metric", f"{kind} counts {what}, and OpenSLO events or slices of time")


def _indicator(stream: str, at: str, good: Filter, where: Filter) -> tuple[Table, Table]:
    """The indicator of a stream, and the comparison of an objective where good is one figure on one side of a value."""
    records: Table = {"stream": stream, "at": at}
    if where:
        records["where"] = write_filter(where)
    [part] = good.conditions if len(good.conditions) == 1 else [None]
    metadata = _metadata(_slug(stream, set()), stream)
    value = part.values[0] if part is not None and part.operator in SIGNS else None
    if part is not None and isinstance(value, int | Fraction) and decimals(Fraction(value)) is not None:
        compared: Table = {"op": SIGNS[part.operator], "value": number_data(Fraction(value))}
        source: Table = {"metricSource": {"type": OWN, "spec": records | {"field": part.field}}}
        return {"metadata": metadata, "spec": {"thresholdMetric": source}}, compared
    counted: Table = {
        "counter": True,
        "good": {"metricSource": {"type": OWN, "spec": records | {"good": write_filter(good)}}},
        "total": {"metricSource": {"type": OWN, "spec": records}},
    }
    return {"metadata": metadata, "spec": {"ratioMetric": counted}}, {}


def _interval(per: Per) -> str:
    """The length of a slice."""
    window = per.window
    if isinstance(window, Steps) and window.common and window.tz is None:
        return write_shorthand(1, window.unit)
    unit = next(((letter, length) for letter, length in LENGTHS if window is None and not per.length % length), None)
    if unit is None:
        raise Unsayable("metric.per", f"{per} is not whole minutes, as a timeSliceWindow of OpenSLO is")
    return f"{per.length // unit[1]}{unit[0]}"


def _unsaid(value: object, location: str, handled: tuple[str, ...]) -> Iterator[Loss]:
    """A loss for each argument of an object that was given, and is not among the handled ones."""
    made: type = type(value)
    for argument in arguments(made):
        if argument.name not in handled and not _is_default(argument, value):
            why = REASONS.get(argument.name, "OpenSLO has no word for it")
            yield Loss(f"{location}.{argument.name}", f"is not said: {why}")


def _is_default(argument: Argument, value: object) -> bool:
    return not argument.needed and argument.of(value) == argument.held(argument.default)


def _metadata(name: str, title: str) -> Table:
    metadata: Table = {"name": name}
    return metadata | ({"displayName": title} if title != name else {})


def _slug(title: str, taken: set[str]) -> str:
    """A name as RFC 1123 has them, of a title: small letters, digits and hyphens, 63 at most."""
    plain = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:55].strip("-") or "service"
    name, number = plain, 2
    while name in taken:
        name, number = f"{plain}-{number}", number + 1
    return name
