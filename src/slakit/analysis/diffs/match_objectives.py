"""Match the objectives of two versions of a contract: by their name, or else by their clause, or else by what they measure."""

from collections.abc import Callable, Sequence

from attrs import frozen

from slakit.agreements.agreement import Agreement
from slakit.agreements.objective import Objective


@frozen
class Pair:
    """An objective of one version and the one that stands for it in the other; None where there is none."""

    old: Objective | None
    new: Objective | None


def every_objective(agreement: Agreement) -> list[Objective]:
    """The objectives of an agreement, and those that its amendments add."""
    named = {objective.name: objective for amendment in agreement.amendments[::-1] for objective in amendment.objectives[::-1]}
    own = {objective.name: objective for objective in agreement.objectives}
    return [*agreement.objectives, *(objective for name, objective in reversed(named.items()) if name not in own)]


def pairs_of(old: Sequence[Objective], new: Sequence[Objective]) -> list[Pair]:
    """Every objective of both versions once, in the order of the newer one, and last those that it has no more.

    A clause or a metric that several objectives have matches none of them.
    """
    partners: dict[str, Objective] = {}
    left = list(old)
    keys: list[Callable[[Objective], object]] = [lambda one: one.name, lambda one: one.clause, lambda one: one.metric]
    for key in keys:
        unmatched = [objective for objective in new if objective.name not in partners]
        for objective in unmatched:
            same = [one for one in left if key(one) and key(one) == key(objective)]
            alike = [one for one in unmatched if key(one) == key(objective)]
            if len(same) == len(alike) == 1:
                partners[objective.name] = same[0]
                left.remove(same[0])
    return [*(Pair(partners.get(objective.name), objective) for objective in new), *(Pair(objective, None) for objective in left)]
