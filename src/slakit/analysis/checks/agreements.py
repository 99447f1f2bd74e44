"""Checks of an agreement as a whole: its fee, its names, its promises held against each other, its amendments, its document."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from slakit.agreements.agreement import Agreement
from slakit.analysis.checks.contract import Contract, Promise
from slakit.analysis.checks.figures import Region, figures, regions
from slakit.analysis.checks.finding import Witness
from slakit.analysis.checks.flaw import Flaw
from slakit.analysis.checks.records import records_of
from slakit.analysis.checks.walk import parts_of
from slakit.analysis.checks.witness import at_figure, lines_of, sentence
from slakit.metrics.compound.arithmetic import Weighted
from slakit.penalties.rules.pool import Pool
from slakit.penalties.settlement.weighted_pool import WeightedPool
from slakit.statements.line import Line
from slakit.targets.verdict import Outcome
from slakit.values.quantity import Quantity

NAMED = {  # of each table of names what a part of it is called, and a key that refers to one
    "calendars": ("calendar", "clock"),
    "clocks": ("clock", "clock"),
    "limits": ("limit", "limit"),
    "bases": ("base", "of"),
    "factors": ("factor", "factor"),
    "metrics": ("metric", "metric"),
    "penalties": ("penalty rule", "penalty"),
}


def fee_without_use(contract: Contract) -> Iterator[Flaw]:
    """The contract names a fee, and nothing that it pays is a share of it."""
    fee = contract.agreement.fee
    if fee is not None and not any(part.needs_fee for part in contract.composites):
        text = f"no penalty and no step of the settlement is a share of the fee of {fee.show()}"
        yield Flaw(("fee",), text, f'leave fee out, or write currency = "{fee.currency}" alone, or penalties in percent of it')


def names_too_alike(contract: Contract) -> Iterator[Flaw]:
    """Two objectives have names that differ by capitals, spaces or signs alone."""
    for one, other in combinations(contract.of(contract.agreement.versions[0].agreement), 2):
        names = [promise.objective.name for promise in (one, other)]
        if _plain(names[0]) == _plain(names[1]):
            text = f"{names[1]!r} is hardly to be told from {names[0]!r}, the name of another objective"
            yield Flaw(other.at("name"), text, "write names that say what is different")


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def contradictory_objectives(contract: Contract) -> Iterator[Flaw]:
    """Two promises of the same measure that no figure keeps both."""
    for one, other in _pairs(contract):
        targets = [promise.objective.target for promise in (one, other)]
        bounds = [bound for target in targets for bound in target.bounds]
        if len({bound.limit.dimension for bound in bounds}) != 1 or not all(target.bounds for target in targets):
            continue
        every = _figures(one, [bound.limit.base for bound in bounds])
        kept = [[figure for figure in every if target.holds(figure)] for target in targets]
        if all(kept) and not set(kept[0]) & set(kept[1]):
            text = f"no figure meets both {str(targets[0])!r} of {one.objective.name!r} and {str(targets[1])!r}"
            remedy = "write one target, or metrics that differ in what they measure"
            witness = next((shown for figure in kept[0] if (shown := at_figure(other, other.shortest, figure, _missed))), None)
            yield Flaw(other.at("target"), text, remedy, witness)


def promise_made_twice(contract: Contract) -> Iterator[Flaw]:
    """Two objectives promise the same of the same measure, and each is paid for."""
    for one, other in _pairs(contract):
        both = [promise.objective for promise in (one, other)]
        if both[0].target == both[1].target and all(objective.penalty for objective in both):
            text = f"{both[1].name!r} promises what {both[0].name!r} does, so that one failure is paid for twice"
            remedy = "leave one of them out, or put both penalties into one objective"
            yield Flaw(other.path, text, remedy, _paid_twice(one, other))


def _pairs(contract: Contract) -> Iterator[tuple[Promise, Promise]]:
    """Promises of one measure in the same periods, in force together."""
    for one, other in combinations(contract.of(contract.agreement.versions[0].agreement), 2):
        if one.objective.metric == other.objective.metric and one.window == other.window:
            yield one, other


def _figures(promise: Promise, edges: list[Fraction]) -> list[Fraction]:
    held = figures(promise, promise.shortest)
    ends = [Region(end, end) for end in (held.low, held.high) if end is not None]
    return sorted({figure for region in [*regions(edges), *ends] if (figure := held.pick(region)) is not None})


def _missed(line: Line) -> bool:
    return line.outcome is Outcome.MISSED


def _paid_twice(one: Promise, other: Promise) -> Witness | None:
    every = _figures(one, [bound.limit.base for bound in one.objective.target.bounds])
    for figure in every:
        records = None if one.objective.target.holds(figure) else records_of(one, one.shortest, figure)
        lines = [] if records is None else [line for part in (one, other) for line in lines_of(part, part.shortest, records)]
        if records is not None and len(lines) > 1 and all(line.credit or line.units for line in lines):
            return Witness(records, one.shortest.label, " and ".join(map(sentence, lines)))
    return None


def weights_do_not_add_up(contract: Contract) -> Iterator[Flaw]:
    """Weights that are parts of a whole come to more or less than that."""
    for promise in contract.promises:
        for path, metric in parts_of(promise.objective.metric, Weighted, promise.at("metric")):
            weights = [weight for weight, _ in metric.terms]
            shares = all(part.is_share for _, part in metric.terms)
            if shares and len(weights) > 1 and min(weights) > 0 and sum(weights) != 1:
                best = Quantity.of_base(sum(weights, Fraction(0)), "%").show()
                text = f"the weights come to {best}, so that the best service comes to {best} and not to 100 %"
                whole = sum(weights, Fraction(0))
                witness = at_figure(promise, promise.shortest, whole, _has_figure)
                yield Flaw((*path, "terms"), text, "write weights that come to 1", witness)
    for path, agreement in contract.terms:
        yield from _pool_weights(path, agreement)
        yield from _allocations(contract, agreement)


def _has_figure(line: Line) -> bool:
    return line.measure.value is not None


def _pool_weights(path: tuple[str | int, ...], agreement: Agreement) -> Iterator[Flaw]:
    for index, step in enumerate(agreement.settlement.order):
        if isinstance(step, WeightedPool) and all(weight.unit.text for _, weight in step.weights):
            whole = sum((weight.base for _, weight in step.weights), Fraction(0))
            if whole != 1:
                text = f"the weights come to {Quantity.of_base(whole, '%').show()}, and are taken as parts of that"
                where = (*path, "settlement", "steps", index, "weights")
                yield Flaw(where, text, "write weights that come to 100 %, or plain numbers", clause=step.clause)


def _allocations(contract: Contract, agreement: Agreement) -> Iterator[Flaw]:
    pools: dict[object, list[tuple[Promise, Pool]]] = {}
    for promise in contract.of(agreement):
        for _, rule in promise.rules():
            if isinstance(rule, Pool):
                pools.setdefault((rule.pool, str(rule.at_risk), rule.of), []).append((promise, rule))
    for shared in pools.values():
        whole = sum((rule.allocation.base for _, rule in shared), Fraction(0))
        if whole > 1:
            promise, _ = shared[-1]
            text = f"the allocations of one pool come to {Quantity.of_base(whole, '%').show()}"
            yield Flaw(promise.at("penalty", "allocation"), text, "write allocations that come to 100 % at most")


def amendment_without_change(contract: Contract) -> Iterator[Flaw]:
    """An amendment after which all is as it was before."""
    versions = contract.agreement.versions
    for number, amendment in enumerate(contract.agreement.amendments):
        if versions[number].agreement == versions[number + 1].agreement and not amendment.split:
            text = f"after the {amendment.version} all is as it was before"
            yield Flaw(("amendments", number), text, "leave it out, or write what changes")


def unused_name(contract: Contract) -> Iterator[Flaw]:
    """The document names a calendar, a limit, a rule or another part that nothing in it refers to."""
    for path in contract.unused:
        noun, key = NAMED[str(path[0])]
        text = f"the {noun} {path[1]!r} is named, and nothing refers to it"
        yield Flaw(path, text, f'leave it out, or write it where it is meant: {key} = "{path[1]}"')
