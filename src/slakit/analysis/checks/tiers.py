"""Checks of tables of penalties: tiers that say nothing, that leave something out, or that pay where they should not."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from slakit.agreements.paths import Path
from slakit.analysis.checks.changed_rules import by_value
from slakit.analysis.checks.contract import Contract, Promise, alone
from slakit.analysis.checks.figures import Region, figures, unrounded
from slakit.analysis.checks.finding import Witness
from slakit.analysis.checks.flaw import Flaw
from slakit.analysis.checks.paid import Paid, paid, payments
from slakit.analysis.checks.ratchets import raised
from slakit.analysis.checks.witness import at_figure, compared
from slakit.metrics.condition import Filter
from slakit.penalties.base import PenaltyRule
from slakit.penalties.bases.credit import Credit
from slakit.penalties.tables.by_level import ByLevel
from slakit.penalties.tables.payout_table import PayoutTable
from slakit.penalties.tables.ranges import Ranges
from slakit.penalties.tables.tiered import Tiered
from slakit.penalties.wrappers.wrapper import Wrapper
from slakit.statements.line import Line
from slakit.targets.verdict import Outcome
from slakit.values.quantity import Quantity
from slakit.windows.period import Period


def tables_of(contract: Contract) -> Iterator[tuple[Promise, Path, PayoutTable]]:
    """Every table of a penalty, with its promise and its path."""
    for promise in contract.promises:
        for path, rule in promise.rules():
            if isinstance(rule, PayoutTable):
                yield promise, path, rule


def tiers_pay_the_same(contract: Contract) -> Iterator[Flaw]:
    """Two neighbouring tiers pay the same, so that the edge between them changes nothing."""
    for promise, path, rule in tables_of(contract):
        rows = rule.rows if not isinstance(rule, ByLevel) else _by_rank(promise, rule)
        for (worse, one), (better, other) in pairwise(rows):
            if not isinstance(one, PenaltyRule) and one == other:
                text = f"{worse!r} pays {one}, and so does {better!r}"
                remedy = "leave it out, or write another amount"
                figure = _figure_of(promise, worse, rule)
                witness = None if figure is None else at_figure(promise, promise.shortest, figure, _owes)
                yield Flaw(_row(path, rule, worse), text, remedy, witness)


def gap_pays_nothing(contract: Contract) -> Iterator[Flaw]:
    """A table of ranges says that a figure between two of them pays nothing, though better figures are paid for."""
    for promise, path, rule in tables_of(contract):
        if not isinstance(rule, Ranges) or rule.gap_pays != "none":
            continue
        for _, owed in _inner(promise, rule):
            if not owed.penalty and not owed.met and owed.figure is not None:
                witness = at_figure(promise, promise.shortest, owed.figure, _owes_nothing)
                figure = Quantity.of_base(owed.figure, promise.objective.target.limit.unit)
                text = f"{figure.show()} is missed and falls in no range, and so pays nothing"
                yield Flaw((*path, "gap_pays"), text, 'write gap_pays = "lower" or "upper", or ranges that touch', witness)
                break


def _inner(promise: Promise, rule: Ranges) -> list[tuple[Region, Paid]]:
    """The regions between the outer ranges of a table, by that table alone."""
    regions = payments(alone(promise, rule), promise.shortest)
    paying = [index for index, (_, owed) in enumerate(regions) if owed.penalty]
    return regions[paying[0] : paying[-1]] if paying else []


def met_yet_paid(contract: Contract) -> Iterator[Flaw]:
    """A figure that meets the target is paid for."""
    for promise in contract.promises:
        always = [best for _, rule in promise.rules() if (best := _best_that_pays(promise, rule)) is not None]
        for _, owed in payments(promise, promise.shortest):
            if owed.met and owed.size and owed.figure is not None and owed.figure not in always:
                figure = Quantity.of_base(owed.figure, promise.objective.target.shown_in(promise.objective.metric.unit))
                text = f"{figure.show()} meets {str(promise.objective.target)!r}, and is paid for"
                remedy = "write edges that the target misses, or a target that these figures miss"
                witness = at_figure(promise, promise.shortest, owed.figure, lambda line: line.outcome is Outcome.MET and _owes(line))
                yield Flaw(promise.at("penalty"), text, remedy, witness)
                break


def missed_without_credit(contract: Contract) -> Iterator[Flaw]:
    """The first tier begins below the target, so that a figure between the two is missed and costs nothing."""
    for promise in contract.promises:
        flaw = _without_credit(promise, promise.shortest)
        if flaw is None and (risen := raised(promise)) is not None:
            flaw = _without_credit(*risen, ", to which the ratchet may raise it,")
        if flaw is not None:
            yield flaw


def _without_credit(promise: Promise, period: Period, why: str = "") -> Flaw | None:
    rule = promise.objective.penalty
    if rule is None or not _only_tables(rule):
        return None
    regions = payments(promise, period)
    free = [owed.figure for _, owed in regions if not owed.met and not owed.penalty and owed.figure is not None]
    inner = [owed.figure for _, owed in _gaps(promise)]
    figure = next((figure for figure in free if figure not in inner), None)
    if figure is None or not any(not owed.met and owed.penalty for _, owed in regions):
        return None
    shown = Quantity.of_base(figure, promise.objective.target.shown_in(promise.objective.metric.unit)).show()
    text = f"{shown} misses {str(promise.objective.target)!r}{why} and costs nothing"
    remedy = (
        "write edges as shares of the target, relative = true"
        if why
        else "write the first tier at the target, or the target at the first tier"
    )
    return Flaw(promise.at("penalty"), text, remedy, at_figure(promise, period, figure, _owes_nothing))


def _gaps(promise: Promise) -> list[tuple[Region, Paid]]:
    tables = [rule for _, rule in promise.rules() if isinstance(rule, Ranges) and rule.gap_pays == "none"]
    return [region for rule in tables for region in _inner(promise, rule)]


def _only_tables(rule: PenaltyRule) -> bool:
    """True if a table of plain credits, within whatever wrappers, is all that pays."""
    if isinstance(rule, Wrapper):
        return _only_tables(rule.rule)
    return isinstance(rule, Tiered | Ranges) and not any(isinstance(pays, PenaltyRule) for _, pays in rule.rows)


def worse_pays_less(contract: Contract) -> Iterator[Flaw]:
    """A worse figure is paid less for than a better one."""
    for promise in contract.promises:
        each = [(one.promise, f" for {one.name}", one.wanted) for one in by_value(promise)]
        for plain, who, wanted in [(promise, "", Filter()), *each]:
            if (flaw := _paid_less(promise, plain, who, wanted)) is not None:
                yield flaw
                break


def _paid_less(promise: Promise, plain: Promise, who: str, wanted: Filter) -> Flaw | None:
    """The flaw of a promise, as `plain` has it for the records that are `wanted`."""
    target = promise.objective.target
    if promise.objective.penalty is None or len({bound.operator[0] for bound in target.bounds}) != 1:
        return None
    gaps = [owed.figure for _, owed in _gaps(plain)]
    ordered = [owed for _, owed in payments(plain, plain.shortest) if owed.figure not in gaps and not owed.penalty.bonus]
    for one, other in pairwise(ordered):
        better, worse = (one, other) if target.lower_is_better else (other, one)
        if worse.size < better.size and worse.figure is not None and better.figure is not None:
            figures_shown = [Quantity.of_base(one.figure or 0, target.shown_in("")).show() for one in (worse, better)]
            text = f"less is owed{who} at {figures_shown[0]} than at the better {figures_shown[1]}"
            remedy = "write more for worse; a table that is right so says less_for_worse = true, and the contract allows this code"
            return Flaw(promise.at("penalty"), text, remedy, compared(promise, promise.shortest, worse.figure, better.figure, wanted))
    return None


def tier_never_fires(contract: Contract) -> Iterator[Flaw]:
    """No figure that the metric can give falls in a tier."""
    for promise, path, rule in tables_of(contract):
        if isinstance(rule, Tiered) and not rule.relative:
            for name, region in _tier_regions(rule):
                if all(figures(promise, period).pick(region) is None for period in (promise.shortest, promise.longest)):
                    text = f"no figure of {promise.objective.metric!r} falls in the tier {name!r}"
                    remedy = f"leave {name!r} out, or write an edge that a figure can cross"
                    yield Flaw(_row(path, rule, name), text, remedy, _elsewhere(promise, rule, name, region))


def _elsewhere(promise: Promise, rule: Tiered, name: str, region: Region) -> Witness | None:
    """A figure that would fall in a tier if it were not rounded, or else the worst there is, which some other tier pays for."""
    held = unrounded(promise, promise.shortest)
    figure = held.pick(region)
    figure = (held.low if rule.falling else held.high) if figure is None else figure
    return None if figure is None else at_figure(promise, promise.shortest, figure, lambda line: not _named(line, name))


def _named(line: Line, tier: str) -> bool:
    """True if the arithmetic of a line names a tier."""
    return any(tier in step for step in line.steps)


def tier_always_fires(contract: Contract) -> Iterator[Flaw]:
    """Even the best figure that the metric can give falls in a tier."""
    for promise, path, rule in tables_of(contract):
        best = _best_that_pays(promise, rule)
        if best is not None:
            name = rule.rows[-1][0]
            shown = Quantity.of_base(best, promise.objective.target.shown_in("")).show()
            text = f"{shown}, the best figure there is, falls in the tier {name!r}"
            witness = at_figure(promise, promise.shortest, best, _owes)
            yield Flaw(_row(path, rule, name), text, "write an edge that the best figure does not cross", witness)


def _best_that_pays(promise: Promise, rule: PenaltyRule) -> Fraction | None:
    """The best figure that the metric can give, if a table pays for it."""
    if not isinstance(rule, Tiered) or rule.relative:
        return None
    held = figures(promise, promise.shortest)
    best = held.high if rule.falling else held.low
    owed = None if best is None else paid(promise, promise.shortest, best, rule)
    return best if owed is not None and owed.size else None


def _tier_regions(rule: Tiered) -> Iterator[tuple[str, Region]]:
    """Each tier with the figures that it pays for: those that crossed its edge and no worse one."""
    before: Quantity | None = None
    inclusive = False
    for word, edge, _ in rule.tiers:  # the worst first
        here = "or" in word.split("_")
        worse = None if before is None else before.base
        region = Region(worse, edge.base, not inclusive, here) if rule.falling else Region(edge.base, worse, here, not inclusive)
        yield f"{word.replace('_', ' ')} {edge}", region
        before, inclusive = edge, here


def _by_rank(promise: Promise, rule: ByLevel) -> list[tuple[str, Credit | PenaltyRule]]:
    names: tuple[str, ...] = getattr(promise.objective.target, "names", ())
    payouts = dict(rule.payouts)
    return [(name, payouts[name]) for name in reversed(names) if name in payouts]


def _row(path: Path, rule: PenaltyRule, name: str) -> Path:
    """The path of a row of a table."""
    if isinstance(rule, Tiered):
        for word in ("at or below", "at or above", "below", "above"):
            if name.startswith(word):
                return (*path, word.replace(" ", "_"), name.removeprefix(f"{word} "))
    return (*path, "payouts" if isinstance(rule, ByLevel) else "tiers", name)


def _figure_of(promise: Promise, name: str, rule: PenaltyRule) -> Fraction | None:
    """A figure that falls in a row of a table."""
    if isinstance(rule, Tiered):
        region = dict(_tier_regions(rule)).get(name)
        return None if region is None or rule.relative else figures(promise, promise.shortest).pick(region)
    for _, owed in payments(alone(promise, rule), promise.shortest):
        if any(step.startswith((f"{name}:", f"{name} missed")) for step in owed.penalty.steps):
            return owed.figure
    return None


def _owes(line: Line) -> bool:
    return bool(line.credit or line.units)


def _owes_nothing(line: Line) -> bool:
    return line.outcome is Outcome.MISSED and not line.credit and not line.units
