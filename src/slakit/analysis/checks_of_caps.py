"""Checks of caps and smallest amounts: those that never cut, and those that cut everything."""

from collections.abc import Iterator

from slakit.analysis.contract import Contract, Promise, alone
from slakit.analysis.paid import Paid, worst
from slakit.analysis.problem import Problem
from slakit.analysis.witness import at_figure
from slakit.penalties.wrappers.caps import Capped


def caps_of(contract: Contract) -> Iterator[tuple[Promise, tuple[str | int, ...], Capped]]:
    """Every cap of a rule whose base is that of the rule."""
    for promise in contract.promises:
        for path, rule in promise.rules():
            if isinstance(rule, Capped) and rule.of is None:
                yield promise, (*path, "capped"), rule


def cap_never_binds(contract: Contract) -> Iterator[Problem]:
    """The worst service there is comes to no more than the cap."""
    for promise, path, cap in caps_of(contract):
        held, free = worst(promise, promise.longest, cap), worst(promise, promise.longest, cap.rule)
        if held and len(held) == len(free) and all(_alike(one, other) for one, other in zip(held, free, strict=True)):
            most = max(free, key=lambda one: one.size)
            figure = most.figure
            witness = None if figure is None else at_figure(alone(promise, cap), promise.longest, figure, lambda line: True)
            text = f"the worst service comes to {_shown(most)}, and the cap is {cap.most}"
            yield Problem(path, text, "leave capped out, or write a cap below what the worst service comes to", witness)


def _alike(held: Paid, free: Paid) -> bool:
    return held.size == free.size


def _shown(owed: Paid) -> str:
    if owed.penalty.credit:
        return owed.penalty.credit.rounded().show()
    return " and ".join(unit.show() for unit in owed.penalty.units) or "nothing"
