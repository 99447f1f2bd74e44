"""Settling: what is payable of the credits of each billing period, in time order."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from attrs import evolve

from slakit.engine.periods import Chosen
from slakit.engine.plan import Plan, Track
from slakit.statements.line import Line
from slakit.values.money import Money
from slakit.windows.period import Period


def in_time(lines: Iterable[Line]) -> list[Line]:
    """Lines by the end of their period, those of shorter periods first; else in the order of the objectives."""
    return sorted(lines, key=lambda line: (line.period.span.last, -line.period.span.first))


def needed(plan: Plan, track: Track, chosen: Chosen) -> set[int]:
    """The periods of an objective that are chosen, and those of the same billing periods before them, which use up their cap."""
    wanted = chosen.of(track.schedule)
    if plan.agreement.settlement.cap is None:
        return wanted
    reached = {
        billed: max(other.schedule.periods[place].span.last for other in plan.tracks for place in chosen.of(other.schedule))
        for billed in _billed(plan, chosen)
    }
    periods = enumerate(track.schedule.periods)
    return wanted | {
        place for place, period in periods if period.span.last <= reached.get(plan.billing.period_of(period), period.span.first)
    }


def _billed(plan: Plan, chosen: Chosen) -> set[Period | None]:
    return {plan.billing.period_of(track.schedule.periods[place]) for track in plan.tracks for place in chosen.of(track.schedule)}


def told(plan: Plan, lines: Iterable[Line]) -> tuple[str, ...]:
    """The cuts of some lines, each once, with the billing period they belong to."""
    pairs = dict.fromkeys((plan.billing.period_of(line.period), line.cut) for line in lines if line.cut)
    return tuple(f"{billed.label}: {cut}" for billed, cut in pairs if billed)


def settled(plan: Plan, lines: Sequence[Line]) -> list[Line]:
    """Lines in time order, with what is payable of each: a cap is used up by what ends first, and shared by what ends together."""
    if plan.agreement.pays_in is None:
        return list(lines)
    nothing = Money(0, plan.agreement.pays_in)
    paid: dict[Period | None, Money] = {}
    done: list[Line] = []
    for (_, billed), together in groupby(lines, key=lambda line: (line.period.span.last, plan.billing.period_of(line.period))):
        found = list(together)
        credits = [line.credit or nothing for line in found]
        payable, cut = tuple(credits), ""
        if billed is not None:
            before = paid.get(billed, nothing)
            payable, cut = plan.agreement.settlement.settle(credits, plan.billing.fee(billed), before)
            paid[billed] = sum(payable, before)
        done += [
            line if line.credit is None else evolve(line, payable=amount, cut=cut) for line, amount in zip(found, payable, strict=True)
        ]
    return done
