"""Checks of targets: promises that cannot be kept, cannot be broken, or say something else than they seem to."""

from collections.abc import Iterator
from fractions import Fraction

from slakit.analysis.checks.contract import Contract, Promise
from slakit.analysis.checks.figures import Figures, Region, betters, checks_of, duties_of, figures, regions
from slakit.analysis.checks.finding import Witness
from slakit.analysis.checks.flaw import Flaw
from slakit.analysis.checks.records import common, nothing
from slakit.analysis.checks.witness import Shows, at_figure, of_records, without_records
from slakit.analysis.inverses.field_values import text as text_of
from slakit.analysis.inverses.setting import joined
from slakit.metrics.amounts.share import Share
from slakit.metrics.availability.coverage import Coverage
from slakit.metrics.availability.slices import Slices
from slakit.metrics.availability.uptime import Uptime
from slakit.metrics.checks.checks import Checks
from slakit.metrics.timers.elapsed import Within
from slakit.metrics.timers.lateness import Lateness
from slakit.metrics.timers.limits import ExclusiveLimit
from slakit.statements.line import Line
from slakit.targets.bound import Bound
from slakit.targets.verdict import Outcome
from slakit.values.quantity import Quantity
from slakit.values.units import unit
from slakit.windows.period import Period

MANY = (Uptime, Checks, Slices, Coverage, Share)  # where a case that is promised for itself, such as a reply, may well be kept each time


def missed(line: Line) -> bool:
    return line.outcome is Outcome.MISSED


def met(line: Line) -> bool:
    return line.outcome is Outcome.MET


def target_finer_than_sampling(contract: Contract) -> Iterator[Flaw]:
    """One failed check of a whole period misses the target, as it would if all were promised."""
    for promise in contract.promises:
        count = checks_of(promise, promise.longest)
        for bound in promise.objective.target.bounds if count else ():
            one = 1 - Fraction(1, count or 1)
            if bound.operator in (">=", ">") and bound.limit.base < 1 and not bound.holds(one):
                figure, fewest = Quantity.of_base(one, "%").show(), 1 - Fraction(1, checks_of(promise, promise.shortest) or 1)
                text = f"one failed check of {count:,} in {promise.longest.label} is {figure}, so that {str(bound)!r} asks for all of them"
                remedy = f'write target = "at least 100 %", or a target of no more than {_no_more(fewest)}'
                yield Flaw(promise.at("target"), text, remedy, at_figure(promise, promise.longest, one, missed))


def target_tighter_in_short_periods(contract: Contract) -> Iterator[Flaw]:
    """The target forgives a failure in the longest period, and none in the shortest."""
    for promise in contract.promises:
        short, long = (checks_of(promise, period) or duties_of(promise, period) for period in (promise.shortest, promise.longest))
        for bound in promise.objective.target.bounds if short and long else ():
            one, other = (1 - Fraction(1, count or 1) for count in (short, long))
            if bound.operator in (">=", ">") and bound.limit.base < 1 and bound.holds(other) and not bound.holds(one):
                periods = promise.longest.label, promise.shortest.label
                text = f"{str(bound)!r} forgives one of {long:,} in {periods[0]}, and none of {short:,} in {periods[1]}"
                remedy = f'write target = "at least {_no_more(one)}", or a number of failures'
                yield Flaw(promise.at("target"), text, remedy, at_figure(promise, promise.shortest, one, missed))


def target_of_100_percent(contract: Contract) -> Iterator[Flaw]:
    """All of the time, or all of many requests, is promised, so that the smallest failure is a miss."""
    for promise in contract.promises:
        metric, target = promise.objective.metric, promise.objective.target
        whole = [bound for bound in target.bounds if bound.operator in (">=", "==") and bound.limit.base == 1 and not bound.rounding]
        if isinstance(metric, MANY) and whole:
            held = figures(promise, promise.shortest)
            below = Fraction(99_999, 100_000) if held.step is None else 1 - held.step
            witness = at_figure(promise, promise.shortest, below, missed) or at_figure(promise, promise.shortest, Fraction(0), missed)
            remedy = 'write what can be kept, such as target = "at least 99.9 %"'
            yield Flaw(promise.at("target"), f"{str(target)!r} is missed by the smallest failure", remedy, witness)


def target_never_met(contract: Contract) -> Iterator[Flaw]:
    """No figure of a period meets the target: not even the best service can keep the promise."""
    for promise in contract.promises:
        for period in dict.fromkeys((promise.shortest, promise.longest)):
            every = _figures(promise, period)
            if every and not any(map(promise.objective.target.holds, every)):
                text = f"no figure of {period.label} meets {str(promise.objective.target)!r}"
                witness = without_records(promise, period, missed) or _shown(promise, period, every, missed)
                yield Flaw(promise.at("target"), text, "write a target that the best service meets in every period", witness)
                break


def target_never_missed(contract: Contract) -> Iterator[Flaw]:
    """Every figure of every period meets the target: not even the worst service can break the promise."""
    for promise in contract.promises:
        periods = dict.fromkeys((promise.shortest, promise.longest))
        if all(_bounded(figures(promise, period)) and _all_met(promise, period) for period in periods):
            every = _figures(promise, promise.longest)
            text = f"every figure there can be meets {str(promise.objective.target)!r}"
            witness = _shown(promise, promise.longest, every if betters(promise.objective.metric) > 0 else every[::-1], met)
            yield Flaw(promise.at("target"), text, "write a target that bad service misses", witness)


def target_off_rounding_step(contract: Contract) -> Iterator[Flaw]:
    """The limit lies between two steps of the rounding, so that the real limit is another one."""
    for promise in contract.promises:
        for bound in promise.objective.target.bounds:
            step, limit = bound.rounding.base if bound.rounding else None, bound.limit.base
            if step is not None and (limit / step).denominator != 1:
                text = f"no figure rounded to {bound.rounding} is {bound.limit}"
                low = limit - limit % step
                shown = [Quantity.of_base(one, bound.limit.unit).show() for one in (low, low + step)]
                remedy = f"write a limit that is such a figure, {shown[0]} or {shown[1]}, or a finer rounding"
                yield Flaw(promise.at("target"), text, remedy, _by_rounding(promise, bound, step))


def target_exactly(contract: Contract) -> Iterator[Flaw]:
    """One exact figure is promised of what is measured without steps, which hardly ever comes out so."""
    for promise in contract.promises:
        metric = promise.objective.metric
        for bound in promise.objective.target.bounds:
            counted = unit(metric.unit).dimension == "[item]"
            ends = {figures(promise, promise.shortest).low, figures(promise, promise.shortest).high}
            if bound.operator == "==" and bound.rounding is None and not counted and bound.limit.base not in ends:
                limit = bound.limit.base
                witness = at_figure(promise, promise.shortest, limit * Fraction(999, 1_000), missed)
                remedy = f'write target = "at least {bound.limit}" or "at most {bound.limit}", or a rounding'
                yield Flaw(promise.at("target"), f"{str(bound)!r} is missed by every other figure, however near", remedy, witness)


def target_upside_down(contract: Contract) -> Iterator[Flaw]:
    """The target is an upper bound of good service, or a lower bound of bad service."""
    for promise in contract.promises:
        metric, target = promise.objective.metric, promise.objective.target
        signs = {bound.operator[0] for bound in target.bounds}
        if (betters(metric) > 0 and signs == {"<"}) or (betters(metric) < 0 and signs == {">"}):
            best = Fraction(1) if betters(metric) > 0 else Fraction(0)
            text = f"{str(target)!r} is missed by good service, since {'more' if betters(metric) > 0 else 'less'} of this is better"
            word = "at least" if betters(metric) > 0 else "at most"
            witness = at_figure(promise, promise.shortest, best, missed)
            yield Flaw(promise.at("target"), text, f'write target = "{word} {target.limit}"', witness)


def limit_longer_than_term(contract: Contract) -> Iterator[Flaw]:
    """A limit is longer than the term, so that nothing is late before the contract ends."""
    term = contract.agreement.span
    for promise in contract.promises:
        metric = promise.objective.metric
        if not isinstance(metric, Within | Lateness):
            continue
        limits = metric.limit
        for limit in [one for _, one in limits] if isinstance(limits, tuple) else [limits]:
            length = limit.limit if isinstance(limit, ExclusiveLimit) else limit
            if isinstance(length, Quantity) and length.base > term.last - term.first:
                text = f"the limit of {length} is longer than the term of the contract"
                remedy = "write a limit that something can be late by within the term"
                begun = {metric.stream: [{metric.begin: text_of(promise.longest.span.first), metric.until: None} | common(metric)]}
                witness = of_records(promise, promise.longest, joined(nothing(promise), begun), _undecided)
                yield Flaw(promise.at("metric", "limit"), text, remedy, witness)


def _undecided(line: Line) -> bool:
    return line.outcome is Outcome.NO_DATA


def _no_more(figure: Fraction) -> str:
    """A share in percent with three decimals, no more than it is."""
    return Quantity.of_base(Fraction(int(figure * 100_000), 100_000), "%").show()


def _figures(promise: Promise, period: Period) -> list[Fraction]:
    """A figure of each region that the bounds of the target cut, the lowest first."""
    held = figures(promise, period)
    target = promise.objective.target
    cut = regions(bound.limit.base for bound in target.bounds) if target.bounds else []
    cut += [Region(end, end) for end in (held.low, held.high) if end is not None]
    return sorted({figure for region in cut if (figure := held.pick(region)) is not None})


def _all_met(promise: Promise, period: Period) -> bool:
    return all(map(promise.objective.target.holds, _figures(promise, period)))


def _bounded(held: Figures) -> bool:
    return held.low is not None and held.high is not None


def _shown(promise: Promise, period: Period, every: list[Fraction], shows: Shows) -> Witness | None:
    return next((witness for figure in every if (witness := at_figure(promise, period, figure, shows))), None)


def _by_rounding(promise: Promise, bound: Bound, step: Fraction) -> Witness | None:
    """A figure on the wrong side of the limit that is rounded to the good side, or the other way round."""
    limit = bound.limit.base
    low = limit - limit % step
    for raw in (limit, low + step / 2, low + step / 2 - step / 100, (limit + low + step) / 2, (limit + low) / 2):
        plain = Bound(bound.operator, bound.limit).holds(raw)
        if plain != bound.holds(raw):
            return at_figure(promise, promise.shortest, raw, missed if plain else met)
    return None
