"""payoff and edges: what is paid for one promise at every measure, computed from its rule (docs/comparing.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.agreements.objective import Objective
from slakit.analysis.payoffs.case_of_measure import CaseOfMeasure, recorded_numbers
from slakit.analysis.payoffs.curve import Curve
from slakit.analysis.payoffs.edge import Edge
from slakit.analysis.payoffs.explore import explored
from slakit.analysis.payoffs.followed import Bent
from slakit.analysis.payoffs.named_figures import IN_CENTS, OFF
from slakit.analysis.payoffs.payoff import Payoff
from slakit.analysis.payoffs.present_target import present_target
from slakit.analysis.payoffs.undeclared_past import prior_lines
from slakit.analysis.payoffs.without_caps import without_caps
from slakit.engine.plan.period_selection import chosen
from slakit.engine.plan.plan import Plan, PlannedObjective
from slakit.errors import UsageError, close_match
from slakit.metrics.base import Metric
from slakit.metrics.compound.arithmetic import Weighted
from slakit.penalties.base import PenaltyRule
from slakit.values.units import unit


def payoff(
    agreement: Agreement,
    objective: str | Objective,
    *,
    period: Any = None,
    in_a_row: int | None = None,
    history: Any = None,
    failures: int | None = None,
    recorded: Mapping[str, object] | None = None,
) -> Payoff:
    """Return what is paid for an objective in a period, at every possible measure; without a period, in the first whole one.

    >>> print(testing.payoff(agreement, "Uptime", period="2026-03"))
    Uptime, 2026-03: at least 99.9 %
      at least 99.9 %              0.00 GBP
      below 99.9 %, at least 99 %  600.00 GBP
      below 99 %                   1,200.00 GBP

    It is computed from the rule, by following a number through it, and not tried out. What a rule looks at besides the measure is given:
    which miss `in_a_row` a missed period is, or the `history` (a statement of earlier periods); how many single `failures` it had; what the
    records that a base reads add up to, `recorded={"charges.amount": 5000}`. A target with a ratchet is the one that the results of the
    history have raised. Raises UsageError that names what is missing.
    """
    plan = Plan.of(agreement)
    name = objective.name if isinstance(objective, Objective) else objective
    forms = [planned for planned in plan.objectives if planned.objective.name == name]
    if not forms:
        raise UsageError(f"{name!r} is not an objective of {agreement.name!r}{close_match(name, plan.names)}")
    planned, index = judged_period(plan, forms, period)
    return payoff_in(plan, forms, planned, index, in_a_row=in_a_row, history=history, failures=failures, recorded=recorded)


def payoff_in(
    plan: Plan,
    forms: Sequence[PlannedObjective],
    planned: PlannedObjective,
    index: int,
    *,
    in_a_row: int | None = None,
    history: Any = None,
    failures: int | None = None,
    recorded: Mapping[str, object] | None = None,
) -> Payoff:
    """The payoff of one form of an objective in one of its periods; `forms` are all that it has."""
    name = planned.objective.name
    past = prior_lines(history, name, planned.schedule.periods[index].span.first)
    target = present_target(forms, planned, index, past, plan.agreement.timezone)
    case = CaseOfMeasure(
        plan,
        planned,
        index,
        target,
        in_a_row=_count("in_a_row", in_a_row, 1),
        history=past,
        failures=_count("failures", failures, 0),
        recorded=recorded_numbers(recorded),
    )
    rule = planned.objective.penalty
    bare = without_caps(rule)
    metric = planned.objective.metric
    low, high = _range(metric)
    uncapped = None if bare == rule else _curves(case, bare, low, high).get("credit")
    clause = f" (clause {planned.objective.clause})" if planned.objective.clause else ""
    return Payoff(
        title=f"{name}{clause}, {case.period.label}: {target}",
        period=case.period.label,
        falling=not target.lower_is_better,
        shown_in=unit(target.shown_in(metric.unit if metric.unit != "us" else "h")),
        currency=case.currency,
        low=low,
        high=high,
        curves=_curves(case, rule, low, high),
        uncapped=uncapped,
    )


def edges(agreement: Agreement, objective: str | Objective, **context: Any) -> tuple[Edge, ...]:
    """Every measure at which what is paid for an objective jumps or bends, from the best to the worst; the arguments are those of `payoff`.

    >>> [(str(edge.at), str(edge.credit_at), str(edge.credit_below)) for edge in testing.edges(agreement, "Uptime", period="2026-03")]
    [('99.9 %', '0.00 GBP', '600.00 GBP'), ('99 %', '600.00 GBP', '1200.00 GBP')]
    """
    return payoff(agreement, objective, **context).edges


def _curves(case: CaseOfMeasure, rule: PenaltyRule | None, low: Fraction | None, high: Fraction | None) -> dict[str, Curve]:
    try:
        curves = explored(partial(case.figures, rule), low, high)
        in_cents, off = curves.pop(IN_CENTS, None), curves.pop(OFF, None)
        return curves if in_cents is None or off is None else curves | {"payable": curves["payable"].but(in_cents, off)}
    except Bent:
        problem = f"{rule!r} pays by the measure times itself, or divides by it"
        raise UsageError(f"{problem}, which is neither a line nor steps; look at it by evaluate(...)") from None


def judged_period(plan: Plan, forms: list[PlannedObjective], period: Any) -> tuple[PlannedObjective, int]:
    """The form of an objective that judges a period, and which of its periods that is."""
    selection = chosen(period, plan.agreement)
    asked = sorted(
        ((planned, index) for planned in forms for index in selection.of(planned.schedule)),
        key=lambda pair: pair[0].schedule.periods[pair[1]].span.first,
    )
    periods = [planned.schedule.periods[index] for planned, index in asked]
    if period is None and asked:
        return next((pair for pair, one in zip(asked, periods, strict=True) if not one.partial), asked[0])
    if not asked:
        selection.ends(plan)
        labels = [planned.schedule.periods[index].label for planned in forms for index in planned.schedule.judged]
        raise UsageError(f"period={period!r} is not one of {forms[0].objective.name!r}{close_match(period, labels)}")
    if len(asked) > 1:
        raise UsageError(f"period={period!r} holds {len(asked)} periods of {forms[0].objective.name!r}; write period={periods[0].label!r}")
    return asked[0]


def _range(metric: Metric) -> tuple[Fraction | None, Fraction | None]:
    """Return the range of a metric in base units, as far as its kind defines it."""
    if metric.is_share:
        return Fraction(0), Fraction(1)
    return (None if not metric.unit or isinstance(metric, Weighted) else Fraction(0)), None


def _count(name: str, value: int | None, least: int) -> int | None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < least):
        raise UsageError(f"{name}={value!r} is not a whole number from {least} on; write {name}={least or 3}")
    return value
