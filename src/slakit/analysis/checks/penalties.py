"""Checks of penalties: those that never pay, steps, conditions and rights out of reach, and bonuses for what was promised anyway."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from slakit.agreements.paths import Path
from slakit.analysis.checks.changed_rules import replaced, with_penalty
from slakit.analysis.checks.contract import Contract, Promise
from slakit.analysis.checks.finding import Witness
from slakit.analysis.checks.flaw import Flaw
from slakit.analysis.checks.paid import Paid, at_the_ends, paid, payments, rests_on_records, worst, worth
from slakit.analysis.checks.ratchets import ratchet_out_of_reach
from slakit.analysis.checks.records import records_of
from slakit.analysis.checks.witness import Shows, at_figure, without_records
from slakit.analysis.inverses.setting import Records, joined
from slakit.engine.evaluate import evaluate
from slakit.errors import SlakitError
from slakit.penalties.base import PenaltyRule
from slakit.penalties.bases.credit import Credit
from slakit.penalties.rules.flat import Unreported
from slakit.penalties.rules.linear import Linear
from slakit.penalties.wrappers.combinators import SumOf
from slakit.penalties.wrappers.earned_back import EarnedBack
from slakit.penalties.wrappers.grants import Grants
from slakit.penalties.wrappers.only_if import OnlyIf
from slakit.penalties.wrappers.repeated import Repeated
from slakit.statements.statement import Statement
from slakit.targets.verdict import Outcome
from slakit.values.money import Money

MOST_PERIODS = 24  # of a witness that needs one failure after the other


def penalty_never_pays(contract: Contract) -> Iterator[Flaw]:
    """A rule owes nothing at any figure, not even for the worst service."""
    for promise, path, rule in _summands(contract):
        owed = _every_payment(promise, rule)
        if owed and not any(one.penalty for one in owed) and not _full_steps(rule):
            text = "it owes nothing, not even for the worst service"
            if promise.objective.silence != "missed" and _for_silence(rule):
                text = f"it pays for a period without a report, and with silence = {promise.objective.silence!r} there is none"
            yield Flaw(path, text, "write a rule that some service is paid for by, or leave it out", _never(promise, rule, owed))


def step_never_reached(contract: Contract) -> Iterator[Flaw]:
    """A rule pays for full steps of shortfall, and the worst service falls short by less than one."""
    for promise, path, rule in _summands(contract):
        owed = _every_payment(promise, rule)
        if owed and not any(one.penalty for one in owed) and (linear := _full_steps(rule)):
            text = f"the worst service falls short by less than one step of {linear.per}"
            remedy = 'write a smaller step, or counting = "begun"'
            yield Flaw((*path, "per"), text, remedy, _never(promise, rule, owed))


def condition_out_of_reach(contract: Contract) -> Iterator[Flaw]:
    """A rule, or a ratchet, waits for more periods than there are."""
    yield from ratchet_out_of_reach(contract)
    for promise in contract.promises:
        for path, rule in promise.rules():
            for name, count in _waits_for(rule):
                if count > promise.periods_in_term:
                    text = f"{name} = {count} waits for more periods than the term has, {promise.periods_in_term}"
                    sole = isinstance(rule, OnlyIf) and rule is promise.objective.penalty
                    witness = _every_miss(promise) if sole else makes_no_difference(promise, rule)
                    yield Flaw((*path, name), text, "write a number of periods that the term has", witness)


def _waits_for(rule: PenaltyRule) -> Iterator[tuple[str, int]]:
    if isinstance(rule, OnlyIf):
        yield "in_a_row", rule.in_a_row or 0
        yield "misses", rule.misses[0] if rule.misses else 0
    if isinstance(rule, Repeated):
        yield "times", rule.times[0][0]
    if isinstance(rule, EarnedBack):
        yield "after", rule.after + 1


def right_out_of_reach(contract: Contract) -> Iterator[Flaw]:
    """No sequence of periods owes so much that a right follows."""
    for promise in contract.promises:
        for path, rule in promise.rules():
            if not isinstance(rule, Grants) or rests_on_records(promise, rule):
                continue
            periods = min(rule.within or promise.periods_in_term, promise.periods_in_term)
            owed = worst(promise, promise.longest, rule.rule)
            wanted = worth(promise, promise.longest, rule.owing, rule.base)
            most = max((_alike(one, wanted) for one in owed), default=None) if wanted is not None else None
            if wanted is not None and most is not None and most * periods < _size(wanted):
                text = f"{periods} periods of the worst service owe less than {rule.owing}, so that nobody may ever {rule.right}"
                remedy = "write an amount that so many bad periods come to, or more periods"
                yield Flaw((*path, "owing"), text, remedy, _every_period(promise, owed, periods))


def bonus_for_meeting(contract: Contract) -> Iterator[Flaw]:
    """A bonus is paid for what was promised anyway, at the limit of the target itself."""
    for promise in contract.promises:
        for bound in promise.objective.target.bounds if promise.objective.penalty else ():
            owed = paid(promise, promise.shortest, bound.limit.base)
            if owed is not None and owed.met and owed.penalty.bonus:
                text = f"{bound.limit} just meets {str(promise.objective.target)!r}, and earns a bonus"
                witness = at_figure(promise, promise.shortest, bound.limit.base, lambda line: bool(line.bonus))
                yield Flaw(promise.at("penalty"), text, "write the first edge of the bonus above the target", witness)
                break


def _summands(contract: Contract) -> Iterator[tuple[Promise, Path, PenaltyRule]]:
    """The rules that are added up in each penalty, each by itself."""
    for promise in contract.promises:
        penalty = promise.objective.penalty
        if isinstance(penalty, SumOf):
            yield from ((promise, promise.at("penalty", index), rule) for index, rule in enumerate(penalty.rules))
        elif penalty is not None:
            yield promise, promise.at("penalty"), penalty


def _every_payment(promise: Promise, rule: PenaltyRule) -> list[Paid]:
    """The payments of a rule in each region and at the ends; none where those for a miss cannot be worked out."""
    ends = at_the_ends(promise, promise.longest, rule)
    return [*ends, *(owed for _, owed in payments(promise, promise.longest, rule))] if any(not one.met for one in ends) else []


def _for_silence(rule: PenaltyRule) -> bool:
    """True if a rule is meant for periods without a report."""
    return any(isinstance(part, Unreported) for part in rule.walk())


def _full_steps(rule: PenaltyRule) -> Linear | None:
    """The rule that pays for full steps of shortfall, be there caps around it or not."""
    linear = [part for part in rule.walk() if isinstance(part, Linear)]
    return linear[0] if len(linear) == 1 and linear[0].counting == "full" and linear[0].credit else None


def _never(promise: Promise, rule: PenaltyRule, owed: list[Paid]) -> Witness | None:
    """The worst service, for which the whole penalty owes nothing; without records, where it is meant for silence."""
    if rule is not promise.objective.penalty:
        return None if promise.objective.penalty is None else _quiet_part(promise, rule, owed)
    if _for_silence(rule):
        return without_records(promise, promise.longest, lambda line: not line.credit and not line.units)
    return _quiet(promise, owed, lambda line: line.outcome is Outcome.MISSED and not line.credit and not line.units)


def _quiet(promise: Promise, owed: list[Paid], shows: Shows) -> Witness | None:
    every = (at_figure(promise, promise.longest, one.figure, shows) for one in owed if one.figure is not None and not one.met)
    return next(filter(None, every), None)


def _quiet_part(promise: Promise, rule: PenaltyRule, owed: list[Paid]) -> Witness | None:
    """A missed figure for which the same is owed as if one rule of several were not there."""
    shown = _quiet(promise, owed, lambda line: line.outcome is Outcome.MISSED)
    if shown is None:
        return None
    records: Records = {stream: [dict(row) for row in rows] for stream, rows in shown.records.items()}
    try:
        statement = evaluate(promise.contract.agreement, records)
    except SlakitError:
        return None
    same = _same_without(promise, rule, None, records, statement)
    return evolve(shown, text=f"{shown.text}, as without this part") if same else None


def _alike(owed: Paid, wanted: Credit) -> Fraction:
    """The amount owed of the kind that is wanted."""
    if isinstance(wanted, Money):
        return owed.penalty.credit.exact if owed.penalty.credit else Fraction(0)
    return sum((unit.base for unit in owed.penalty.units if unit.dimension == wanted.dimension), Fraction(0))


def _size(wanted: Credit) -> Fraction:
    return wanted.exact if isinstance(wanted, Money) else wanted.base


def _every_miss(promise: Promise) -> Witness | None:
    """The worst service in every period of the term, for which nothing is owed."""
    figures = [one.figure for one in worst(promise, promise.longest) if one.figure is not None]
    statement, records = all_missed(promise, figures, min(promise.periods_in_term, len(promise.periods)))
    if statement is None or statement.credit or any(line.units or line.rights for line in statement.lines):
        return None
    return Witness(records, None, f"{promise.objective.name} is missed in {len(promise.periods)} periods, and nothing is owed")


def makes_no_difference(promise: Promise, rule: PenaltyRule) -> Witness | None:
    """The worst service in every period of the term, for which the same is owed as if the rule, or what is around one, were not there."""
    figures = [one.figure for one in worst(promise, promise.longest) if one.figure is not None]
    statement, records = all_missed(promise, figures, min(promise.periods_in_term, len(promise.periods)))
    inner = rule.rule if isinstance(rule, Repeated | EarnedBack) else None
    if statement is None or not _same_without(promise, rule, inner, records, statement):
        return None
    missed = f"{promise.objective.name} is missed in {len(promise.periods)} periods"
    return Witness(records, None, f"{missed}, and {_amounts(statement)} is owed, as without this part")


def _same_without(promise: Promise, rule: PenaltyRule, inner: PenaltyRule | None, records: Records, statement: Statement) -> bool:
    """True if every line owes the same when a rule is left out, or when another stands in its place."""
    try:
        without = with_penalty(promise, replaced(promise.objective.penalty, rule, inner))
        bare = evaluate(without, {stream: rows for stream, rows in records.items() if stream in without.streams}, period=None)
    except SlakitError:
        return False
    lines = [[(line.credit or None, line.units, line.bonus or None, line.rights) for line in one.lines] for one in (statement, bare)]
    return lines[0] == lines[1]


def _amounts(statement: Statement) -> str:
    """The amounts owed by a statement, in words."""
    owed = [*([statement.credit.show()] if statement.credit else []), *(unit.show() for line in statement.lines for unit in line.units)]
    return " and ".join(dict.fromkeys(owed)) or "nothing"


def _every_period(promise: Promise, owed: list[Paid], count: int) -> Witness | None:
    """The worst service in one period after the other, after which there is still no right."""
    largest = sorted(owed, key=lambda one: one.size, reverse=True)
    statement, records = all_missed(promise, [one.figure for one in largest if one.figure is not None], count)
    if statement is None or statement.rights:
        return None
    return Witness(records, None, f"{promise.objective.name} is missed in {count} periods, and there is no right")


def all_missed(promise: Promise, figures: list[Fraction], count: int) -> tuple[Statement | None, Records]:
    """The statement of a figure in each of the first periods, if all of them are missed."""
    if not figures or count > min(MOST_PERIODS, len(promise.periods)):
        return None, {}
    try:
        made = [records_of(promise, period, figures[0]) for period in promise.periods[:count]]
        records = joined(*(one for one in made if one is not None))
        statement = evaluate(promise.contract.agreement, records)
    except (SlakitError, ValueError, ArithmeticError):
        return None, {}
    missed = sum(line.outcome is Outcome.MISSED for line in statement.lines if line.name == promise.objective.name)
    return (statement, records) if missed >= count else (None, {})
