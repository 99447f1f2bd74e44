"""Checks of rights and duties against the term: time limits longer than it, and rights that arise when it is over."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from slakit.agreements.duty import Duty
from slakit.agreements.paths import Path
from slakit.analysis.checks.contract import MOST, Contract, Promise
from slakit.analysis.checks.finding import Witness
from slakit.analysis.checks.flaw import Flaw
from slakit.analysis.checks.paid import worst
from slakit.analysis.checks.penalties import all_missed
from slakit.calendars.base import Calendar
from slakit.penalties.base import PenaltyRule
from slakit.penalties.rules.right import Right
from slakit.penalties.time_limit import until
from slakit.penalties.wrappers.only_if import OnlyIf
from slakit.timeline.instants import moment


def duty_longer_than_term(contract: Contract) -> Iterator[Flaw]:
    """A duty, or the use of a right, has more time than the whole term, so that nobody is late before the contract ends."""
    for path, duty in _duties(contract):
        if _outlasts(contract, duty.within, duty.on):
            text = f"the {duty.within} of the duty {duty.name!r} are longer than the term of the contract"
            yield Flaw((*path, "within"), text, "write a time limit that somebody can miss within the term", clause=duty.clause)
    for promise in contract.promises:
        for path, rule in promise.rules():
            if isinstance(rule, Right) and rule.within is not None and _outlasts(contract, rule.within, rule.on):
                text = f"the right to {rule.right} may be used for {rule.within}, longer than the term of the contract"
                yield Flaw((*path, "within"), text, "leave within out, or write a time limit that ends within the term")


def _outlasts(contract: Contract, within: str, on: Calendar | None) -> bool:
    """True if a time limit that begins with the term ends after it."""
    agreement = contract.agreement
    return until(within, agreement.span.first, agreement.timezone, on, ended=True).at > agreement.span.last


def _duties(contract: Contract) -> Iterator[tuple[Path, Duty]]:
    """Every duty of the agreement, of its amendments and of its objectives, with its path."""
    agreement = contract.agreement
    yield from ((("duties", index), duty) for index, duty in enumerate(agreement.duties))
    for number, amendment in enumerate(agreement.amendments):
        yield from ((("amendments", number, "duties", index), duty) for index, duty in enumerate(amendment.duties or ()))
    for promise in contract.promises:
        yield from ((promise.at("duties", index), duty) for index, duty in enumerate(promise.objective.duties))


def right_after_term(contract: Contract) -> Iterator[Flaw]:
    """A right arises at the earliest when the term is over, so that nobody can use it."""
    end = contract.agreement.span.last
    for promise in contract.promises:
        ends = _ends(promise)
        for path, rule, misses in _rights(promise):
            if misses <= len(ends) and ends[misses - 1] >= end:
                last = f"that of {promise.periods[-1].label}" if misses > 1 else f"the end of {promise.periods[-1].label}"
                after = f"{misses} missed periods, the last of them {last}" if misses > 1 else last
                text = f"the customer may {rule.right} after {after}, when the term is over"
                remedy = "write fewer periods, or shorter ones, so that the right comes before the term ends"
                yield Flaw(path, text, remedy, _at_the_end(promise, rule, misses))


def _ends(promise: Promise) -> list[int]:
    """The ends of the periods that are judged, those that the term cuts among them."""
    every = islice(promise.window.periods(promise.contract.agreement.span), MOST)
    first, last = promise.version.span.first, promise.version.span.last
    return [period.span.last for period in every if first <= period.span.first < last]


def _rights(promise: Promise) -> Iterator[tuple[Path, Right, int]]:
    """The rights of a penalty, each with the number of missed periods that it waits for."""
    waiting: list[tuple[PenaltyRule, int]] = []
    for path, rule in promise.rules():
        if isinstance(rule, OnlyIf):
            waiting.append((rule.rule, rule.in_a_row or (rule.misses[0] if rule.misses else 1)))
        if isinstance(rule, Right) and rule.after == "period":
            yield path, rule, max((count for within, count in waiting if any(part is rule for part in within.walk())), default=1)


def _at_the_end(promise: Promise, right: Right, misses: int) -> Witness | None:
    """The worst service until the right arises, which is when the last period ends."""
    figures = [one.figure for one in worst(promise, promise.longest) if one.figure is not None]
    statement, records = all_missed(promise, figures, misses)
    lines = [line for line in statement.lines if right.right in line.rights] if statement else []
    if not lines or lines[0].period.span.last < promise.contract.agreement.span.last:
        return None
    day = moment(lines[0].period.span.last, promise.contract.agreement.zone).date().isoformat()
    return Witness(records, None, f"the customer may {right.right} from {day} on, and the term ends on that day")
