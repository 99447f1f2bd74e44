"""Contract and Promise: an agreement as the checks look at it, each promise with its place, its terms and its periods."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import Any

from attrs import evolve, frozen

from slakit.agreements.agreement import Agreement
from slakit.agreements.billing import Billing
from slakit.agreements.objective import Objective
from slakit.agreements.paths import Path
from slakit.agreements.version import Version
from slakit.analysis.checks.written_path import BESIDE_A_RULE
from slakit.penalties.base import PenaltyRule
from slakit.penalties.composite import Composite
from slakit.penalties.wrappers.combinators import Several, SumOf
from slakit.penalties.wrappers.wrapper import Wrapper
from slakit.timeline.span import Span
from slakit.values.money import Money
from slakit.windows.base import Window
from slakit.windows.period import Period

MOST = 1_200  # periods that are looked at: three years of days


@frozen
class Promise:
    """One objective: where it stands, what it is a part of, and from when until when it is in force."""

    objective: Objective
    path: Path
    contract: Contract
    version: Version

    @property
    def agreement(self) -> Agreement:
        """The agreement as it stands while the objective is first in force."""
        return self.version.agreement

    @cached_property
    def window(self) -> Window:
        return self.agreement.window_of(self.objective)

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The whole periods that it is judged in; those that the term cuts where there is no other."""
        every = list(islice(self.window.periods(self.contract.agreement.span), MOST))
        within = [period for period in every if self.version.span.first <= period.span.first < self.version.span.last]
        return tuple([period for period in within if not period.partial] or within or every)

    @cached_property
    def shortest(self) -> Period:
        return min(self.periods, key=lambda period: (period.span.last - period.span.first, period.span.first))

    @cached_property
    def longest(self) -> Period:
        return max(self.periods, key=lambda period: (period.span.last - period.span.first, -period.span.first))

    @cached_property
    def periods_in_term(self) -> int:
        """The number of periods that the term has, those that it cuts among them."""
        return sum(1 for _ in islice(self.window.periods(self.contract.agreement.span), MOST))

    def fee(self, period: Period) -> Money | None:
        return self.contract.billing.fee(period)

    def bill(self, period: Period) -> Money | None:
        """The fee of the billing period that a period is settled in."""
        return self.contract.billing.fee_of_bill(period)

    def at(self, *more: str | int) -> Path:
        """The path of a part of it."""
        return (*self.path, *more)

    def rules(self) -> Iterator[tuple[Path, PenaltyRule]]:
        """Every rule of its penalty, with its path, the outermost first."""
        if self.objective.penalty is not None:
            yield from rules_of(self.objective.penalty, self.at("penalty"))


@frozen(eq=False)
class Contract:
    """An agreement to be checked."""

    agreement: Agreement

    @property
    def document(self) -> Mapping[str, Any]:
        """The data of the document that it was read from; nothing where there is none."""
        return self.agreement.source.data if self.agreement.source else {}

    @property
    def unused(self) -> Collection[Path]:
        """The paths of the parts that the document names and does not refer to."""
        return self.agreement.source.unused if self.agreement.source else ()

    @cached_property
    def billing(self) -> Billing:
        return Billing(self.agreement)

    @property
    def promises(self) -> tuple[Promise, ...]:
        """Every objective that is ever judged, those of amendments too."""
        return tuple(promise for promise in self.every_promise if promise.periods)

    @cached_property
    def every_promise(self) -> tuple[Promise, ...]:
        """Every objective, be it judged or not."""
        versions = self.agreement.versions
        made = [Promise(one, ("objectives", index), self, versions[0]) for index, one in enumerate(self.agreement.objectives)]
        for number, amendment in enumerate(self.agreement.amendments):
            path: Path = ("amendments", number, "objectives")
            made += [Promise(one, (*path, index), self, versions[number + 1]) for index, one in enumerate(amendment.objectives)]
        return tuple(made)

    @property
    def terms(self) -> Iterator[tuple[Path, Agreement]]:
        """The agreement as it was made, and as it stands after each amendment of its settlement, with the path of what is settled."""
        versions = self.agreement.versions
        yield (), versions[0].agreement
        for number, amendment in enumerate(self.agreement.amendments):
            if amendment.settlement is not None:
                yield ("amendments", number), versions[number + 1].agreement

    def of(self, agreement: Agreement) -> tuple[Promise, ...]:
        """The promises in force under one version."""
        return tuple(promise for promise in self.promises if promise.objective in agreement.objectives)

    @cached_property
    def composites(self) -> tuple[Composite, ...]:
        """Every rule, step, base and factor of it."""
        versions = [version.agreement for version in self.agreement.versions]
        rules = [promise.objective.penalty for promise in self.promises if promise.objective.penalty]
        steps = [step for version in versions for step in version.settlement.order]
        return tuple(part for whole in (*rules, *steps) for part in whole.walk())


def rules_of(rule: PenaltyRule, path: Path) -> Iterator[tuple[Path, PenaltyRule]]:
    """A rule and those within it, each with the path under which a document has it."""
    if isinstance(rule, Wrapper) and (key := key_of(rule)) is not None:
        yield (*path, key), rule
        yield from rules_of(rule.rule, path)  # a document writes it into the table of the rule
        return
    yield path, rule
    if isinstance(rule, Wrapper):
        yield from rules_of(rule.rule, (*path, "rule"))
    elif isinstance(rule, SumOf):
        for index, part in enumerate(rule.rules):
            yield from rules_of(part, (*path, index))
    elif isinstance(rule, Several):
        for index, part in enumerate(rule.rules):
            yield from rules_of(part, (*path, "rules", index))
    else:
        yield from ((path, part) for part in rule.walk() if isinstance(part, PenaltyRule) and part is not rule)


def key_of(rule: Wrapper) -> str | None:
    """The key beside a rule that stands for a wrapper: only_if for OnlyIf."""
    key = re.sub("(?<=[a-z])(?=[A-Z])", "_", type(rule).__name__).lower()
    return key if key in BESIDE_A_RULE else None


def alone(promise: Promise, rule: PenaltyRule) -> Promise:
    """The same promise with one of its rules alone."""
    return evolve(promise, objective=evolve(promise.objective, penalty=rule))


def length(span: Span) -> int:
    return span.last - span.first
