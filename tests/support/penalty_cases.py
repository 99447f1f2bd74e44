"""A case for a rule, made by hand: what was measured, what had been promised, and what came before."""

from fractions import Fraction

from names import NAMES

import slakit as sk
from slakit.metrics.measure import Measure
from slakit.penalties.case import Case
from slakit.penalties.prior_line import PriorLine
from slakit.targets.verdict import Outcome

MONTHS = [*sk.monthly(tz="UTC").periods(sk.Span("2026-01-01T00:00Z", "2027-01-01T00:00Z"))]
FEE = sk.money("12000 GBP")


def case(measured, target="at least 99.9 %", breaches=None, fee=FEE, currency="GBP", period=MONTHS[3], **settings):
    """April, of thirty days, unless another period is given."""
    target = sk.target(target)
    figure = None if measured is None else sk.quantity(measured)
    unit = {"[time]": "us", "[item]": "item"}.get(figure.dimension, "") if figure else ""
    measure = Measure(value=None if figure is None else figure.base, unit=unit, breaches=breaches)
    verdict = target.judge(measure)
    return Case(verdict=verdict, target=target, period=period, fee=fee and sk.money(fee), currency=currency, **settings)


def silent(target="at least 99.9 %", **settings):
    """A period that had to report and did not: silence counts as missed."""
    from attrs import evolve

    made = case(None, target, **settings)
    return evolve(made, verdict=evolve(made.verdict, outcome=Outcome.MISSED))


def fed(**totals):
    """What streams add up to: RecordedNumber and Fed read six decimals."""
    from slakit.metrics.tallies.sums import Sums

    def read(reading, back):
        if back or reading.stream not in totals:
            return None
        tally = Sums()
        tally.add(int(Fraction(totals[reading.stream]) * 10**6))
        return tally

    return read


def past(*figures, target="at least 99.9 %", credits=(), units=()):
    """Earlier periods from January on, by their figures; None is no data."""
    target = sk.target(target)
    lines = []
    for index, figure in enumerate(figures):
        judged = None if figure is None else sk.quantity(figure)
        outcome = Outcome.NO_DATA if judged is None else Outcome.MET if target.holds(judged.base) else Outcome.MISSED
        credit = sk.money(credits[index]) if credits else None
        kinds = (sk.quantity(units[index]),) if units and units[index] else ()
        lines.append(
            PriorLine(
                name="O",
                group=(),
                label=MONTHS[index].label,
                span=MONTHS[index].span,
                outcome=outcome,
                judged=judged,
                credit=credit,
                payable=credit,
                units=kinds,
            )
        )
    return tuple(lines)


def assessed(rule, given):
    """What a rule gives for a case, rounded, and its arithmetic."""
    penalty = rule.assess(given)
    return str(penalty.owed.rounded()), penalty.steps


def amount(rule, *given, **settings):
    return assessed(rule, case(*given, **settings))[0]


def written(rule):
    """Whether its repr makes it again."""
    return eval(repr(rule), NAMES) == rule
