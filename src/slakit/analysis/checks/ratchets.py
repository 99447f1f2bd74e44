"""The target that a ratchet may come to, and ratchets that never turn."""

from collections.abc import Iterator

from attrs import evolve

from slakit.analysis.checks.contract import Contract, Promise
from slakit.analysis.checks.figures import figures
from slakit.analysis.checks.flaw import Flaw
from slakit.errors import SlakitError
from slakit.values.quantity import Quantity
from slakit.windows.period import Period


def turns_of(promise: Promise) -> list[list[Period]]:
    """The periods of a promise by the turn of its ratchet in which they begin; none without a ratchet."""
    ratchet = promise.objective.ratchet
    if ratchet is None:
        return []
    window, turns = ratchet.per.within(promise.agreement.timezone), dict[object, list[Period]]()
    for period in promise.periods:
        turns.setdefault(window.period_at(period.span.first), []).append(period)
    return list(turns.values())


def raised(promise: Promise) -> tuple[Promise, Period] | None:
    """The same promise with the target that the best service of a first turn raises it to, and a period after that."""
    ratchet, turns = promise.objective.ratchet, turns_of(promise)
    if ratchet is None or len(turns) < 2 or len(turns[0]) < ratchet.best:
        return None
    held = figures(promise, promise.shortest)
    best = held.low if promise.objective.target.lower_is_better else held.high
    if best is None:
        return None
    result = Quantity.of_base(best, promise.objective.target.shown_in(promise.objective.metric.unit))
    try:
        target = ratchet.raised(promise.objective.target, [result] * ratchet.best)
    except SlakitError:
        return None
    return evolve(promise, objective=evolve(promise.objective, target=target, ratchet=None)), turns[1][0]


def ratchet_out_of_reach(contract: Contract) -> Iterator[Flaw]:
    """A ratchet waits for more results than one of its turns has, or for a turn that the term does not reach."""
    for promise in contract.promises:
        ratchet, turns = promise.objective.ratchet, turns_of(promise)
        if ratchet is None:
            continue
        most = max(map(len, turns))
        if len(turns) < 2:
            text = f"the term has no second turn of {str(ratchet.per)!r}, so that the target never rises"
            yield Flaw(promise.at("ratchet", "per"), text, "leave ratchet out, or write a turn that ends within the term")
        elif ratchet.best > most:
            text = f"best = {ratchet.best} waits for more results than a turn of {str(ratchet.per)!r} has, {most}"
            yield Flaw(promise.at("ratchet", "best"), text, f"write best = {most} or less")
