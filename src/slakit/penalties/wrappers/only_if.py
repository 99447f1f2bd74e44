"""OnlyIf: a rule that pays only after so many misses, or only above or below a figure."""

from itertools import takewhile
from typing import Any

from attrs import evolve, field, frozen, validators

from slakit.errors import ContractError, close_match
from slakit.metrics.base import Metric
from slakit.metrics.measure import Measure
from slakit.penalties.bases.counting import of_period
from slakit.penalties.bases.credit_base import Missing
from slakit.penalties.case import Case
from slakit.penalties.penalty import Penalty
from slakit.penalties.prior_line import PriorLine
from slakit.penalties.target_checks import OPERATORS
from slakit.penalties.wrappers.wrapper import Wrapper
from slakit.targets.levels import Levels
from slakit.targets.target import Target
from slakit.targets.verdict import Outcome, Verdict
from slakit.values.fields import named_text, optional_quantity, passing, whole_number
from slakit.values.key_rules import Needs, NotBoth, OneOf, check_keys
from slakit.values.quantity import Quantity
from slakit.windows.period import Period


def pair_of(value: object) -> object:
    """A list of two as a pair; anything else as it is."""
    return tuple(value) if isinstance(value, list) else value


def _fits(value: Any) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and all(type(count) is int for count in value) and 0 < value[0] <= value[1]


n_of_m = validators.optional(passing(_fits, "a number of misses of a number of periods", "(2, 6)"))


UNCONDITIONAL = "only_if() has no condition; write .only_if(in_a_row=2), misses=(2, 6) or above='5 min'"
OF_A_LEVEL = "arrears=True pays for every miss of the row, and level= names one of them; leave one of the two out"
ARREARS = "arrears=True needs in_a_row= and no misses=; write .only_if(in_a_row=2, arrears=True)"


@frozen(repr=False)
class OnlyIf(Wrapper):
    """A rule that pays only if every condition holds.

    >>> Flat("5 %").only_if(in_a_row=2)
    Flat('5 %').only_if(in_a_row=2)

    `level="minimum"`: only where that level of a `Levels` target was missed, or a worse one; `in_a_row` and `misses` then count the
    periods that missed it. `in_a_row=2`: from the second miss in a row on. With `arrears`, the second pays for the first as well, as its
    own fee and figures would have. `misses=(2, 6)`: from two misses in six periods on, this one the last of them. `above`, `at_or_above`,
    `below` and `at_or_below`: only where the figure that was judged lies there; a period that had to report and did not passes. For a
    length of time the edge may be a share of the period, `above="0.05 %"`: so much for each hour down once it is over that.
    """

    in_a_row: int | None = field(default=None, validator=validators.optional(whole_number(1, 2)), kw_only=True)
    misses: tuple[int, int] | None = field(default=None, converter=pair_of, validator=n_of_m, kw_only=True)
    level: str | None = field(default=None, validator=validators.optional(named_text("minimum")), kw_only=True)
    above: Quantity | None = field(default=None, converter=optional_quantity, kw_only=True)
    at_or_above: Quantity | None = field(default=None, converter=optional_quantity, kw_only=True)
    below: Quantity | None = field(default=None, converter=optional_quantity, kw_only=True)
    at_or_below: Quantity | None = field(default=None, converter=optional_quantity, kw_only=True)
    arrears: bool = field(default=False, kw_only=True)

    key_rules = (
        OneOf(("in_a_row", "misses", "level", "above", "at_or_above", "below", "at_or_below"), UNCONDITIONAL),
        NotBoth(("arrears",), ("level",), OF_A_LEVEL),
        Needs("arrears", ("in_a_row",), ARREARS),
        NotBoth(("arrears",), ("misses",), ARREARS),
    )

    def __attrs_post_init__(self) -> None:
        check_keys(self)
        if self.arrears and any(part.counts_failures for part in self.rule.walk()):
            problem = f"arrears=True cannot pay {self.rule!r} for earlier periods, of which single failures are not kept"
            raise ContractError(f"{problem}; write Accrual(...) of a count, or leave arrears out")

    @property
    def _figures(self) -> list[tuple[str, Quantity]]:
        return [(word, edge) for word in OPERATORS if (edge := getattr(self, word)) is not None]

    @property
    def looks_back(self) -> bool:  # type: ignore[override]  # as its settings say
        return self.in_a_row is not None or self.misses is not None

    waits = looks_back

    @property
    def absolute(self) -> bool:
        return self.rule.absolute or bool(self._figures) or self.level is not None

    @property
    def edges(self) -> tuple[Quantity, ...]:
        return (*self.rule.edges, *(edge for _, edge in self._figures))

    def check(self, target: Target, metric: Metric) -> None:
        super().check(target, metric)
        if self.level is not None:
            self._check_level(target)
        operators = {bound.operator for bound in target.bounds}
        for word, edge in self._figures:
            if edge.dimension != target.dimension(metric) and not _is_share_of_time(edge, target.dimension(metric)):
                raise ContractError(f"{word}={str(edge)!r} is not in the unit of the target {str(target)!r}; write both in one")
            if operators and operators <= ({"<=", "<"} if "below" in word else {">=", ">"}):
                better = "above" if "below" in word else "below"
                problem = f"{word}={str(edge)!r} would pay less for worse under {str(target)!r}"
                raise ContractError(f"{problem}; write {better}={str(edge)!r}")

    def _check_level(self, target: Target) -> None:
        if not isinstance(target, Levels):
            raise ContractError(f"level={self.level!r} is of a target with levels, and {str(target)!r} has none; write Levels({{...}})")
        if self.level not in target.names:
            raise ContractError(f"level={self.level!r} is not a level of the target{close_match(self.level, target.names)}")

    def _failing(self, case: Case) -> str:
        """Return the text of the condition that does not hold; empty if all hold."""
        case = case if self.level is None else of_level(case, self.level, self.looks_back)
        missed = "missed" if self.level is None else f"{self.level} missed"
        if self.level is not None and not case.missed:
            return f"{self.level} not missed"
        if self.in_a_row is not None and case.streak < self.in_a_row:
            return f"{case.streak} {missed} in a row, not {self.in_a_row}"
        if self.misses is not None and case.misses(self.misses[1]) < self.misses[0]:
            return f"{case.misses(self.misses[1])} {missed} of {self.misses[1]} periods, not {self.misses[0]}"
        judged = case.verdict.judged
        if judged is None:
            return ""
        for word, edge in self._figures:
            limit, shown = edge.base, str(edge)
            if _is_share_of_time(edge, judged.dimension):
                limit *= case.period.span.last - case.period.span.first
                shown = f"{Quantity.of_base(limit, judged.unit).show()} ({edge} of the period)"
            if not OPERATORS[word](judged.base, limit):
                return f"{judged.show()} is not {word.replace('_', ' ')} {shown}"
        return ""

    def _would_pay(self, case: Case) -> bool:
        """True if it would pay if all conditions held, so that the line says why it does not."""
        try:
            return bool(self.rule.assess(case))
        except Missing:
            return True

    def assess(self, case: Case) -> Penalty:
        if failing := self._failing(case):
            return Penalty(case.nothing.credit, (f"{failing}: nothing owed",)) if self._would_pay(case) else case.nothing
        penalty = self.rule.assess(case)
        if self.arrears and case.streak == self.in_a_row:
            for back in range(1, case.streak):
                before = earlier(case, back)
                penalty += self.rule.assess(before).noted(f"for {before.period.label}")
        return penalty


def _is_share_of_time(edge: Quantity, dimension: str) -> bool:
    """True if an edge is a share of the period, where the figure is a length of time."""
    return dimension == "[time]" and of_period(edge, Quantity(1, "hour"))


def of_level(case: Case, level: str, looks_back: bool = True) -> Case:
    """The case as it looks from one level of its target: a period is missed if it missed that level, or a worse one.

    A missed period without a figure, which had to report and did not, missed every level. Without `looks_back` earlier periods stay as
    they are.
    """
    if not isinstance(case.target, Levels):
        return case
    worse = case.target.names[case.target.names.index(level) :]
    verdict = case.verdict
    if case.missed and case.target.level(verdict.judged) not in worse:
        verdict = evolve(verdict, outcome=Outcome.MET)
    if not looks_back:
        return evolve(case, verdict=verdict)
    history = tuple(one if one.outcome is not Outcome.MISSED or _level(one, case.target) in worse else evolve(one, outcome=Outcome.MET)
                    for one in case.history)  # fmt: skip
    outcomes = (verdict.outcome, *(one.outcome for one in reversed(history)))
    return evolve(case, verdict=verdict, history=history, streak=sum(1 for _ in takewhile(lambda one: one is Outcome.MISSED, outcomes)))


def _level(line: PriorLine, target: Levels) -> str:
    """The worst level that an earlier period missed: by its own target, or by this one where that is not known."""
    return line.level if line.level in target.names else target.level(line.judged)


def earlier(case: Case, back: int) -> Case:
    """Return the case of a period `back` periods earlier, with its figure and its fee alone."""
    if len(case.history) < back:
        raise Missing(f"the period {back} before is not known")
    past, fee = case.history[-back], case.fee_of(back)
    if fee is None and case.fee is not None:
        raise Missing(f"the fee of {past.label} is not known")
    judged = past.judged
    measure = Measure(value=None if judged is None else judged.magnitude, unit="" if judged is None else judged.unit.text)
    short = None if judged is None else case.target.shortfall(judged.base)
    return evolve(
        case,
        verdict=Verdict(outcome=past.outcome, measure=measure, judged=judged, shortfall=short),
        period=Period(past.span, past.span, False, past.label),
        fee=fee,
        streak=case.streak - back,
        history=case.history[:-back],
        fees=lambda more: case.fee_of(more + back),
        billed=lambda billed, more: case.billed_fee(billed, more + back),
        read=lambda reading, more: case.fed(reading, more + back),
    )
