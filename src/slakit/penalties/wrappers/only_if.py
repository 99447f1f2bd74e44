"""OnlyIf: a rule that pays only after so many misses, or only above or below a figure."""

from __future__ import annotations

from typing import Any, ClassVar

from attrs import evolve, field, frozen

from slakit.errors import ContractError, UnitError
from slakit.metrics.base import Metric
from slakit.metrics.measure import Measure
from slakit.penalties.base import Case, within_share
from slakit.penalties.bases.credit_base import Missing
from slakit.penalties.penalty import Penalty
from slakit.penalties.tables.tiered import OPERATORS
from slakit.penalties.traversal import counts_failures
from slakit.penalties.wrappers.wrapper import Wrapper
from slakit.targets.target import Target
from slakit.targets.verdict import Verdict
from slakit.values.quantity import Quantity, quantity
from slakit.windows.period import Period


def _figure(value: object) -> Quantity | None:
    try:
        return None if value is None else quantity(value)
    except UnitError as error:
        raise ContractError(str(error)) from None


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _row(instance: object, attribute: object, value: Any) -> None:
    if value is not None and not _whole(value):
        raise ContractError(f"in_a_row={value!r} is not a number of periods; write in_a_row=2")


def _pair(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _of(instance: object, attribute: object, value: Any) -> None:
    fits = isinstance(value, tuple) and len(value) == 2 and all(map(_whole, value)) and value[0] <= value[1]
    if value is not None and not fits:
        raise ContractError(f"misses={value!r} is not so many of so many periods; write misses=(2, 6)")


@frozen(repr=False)
class OnlyIf(Wrapper):
    """A rule that pays only if every condition holds.

    >>> Flat("5 %").only_if(in_a_row=2)
    Flat('5 %').only_if(in_a_row=2)

    `in_a_row=2`: from the second miss in a row on. With `arrears`, the second pays for the first as well, as its own fee and figures
    would have. `misses=(2, 6)`: from two misses in six periods on, this one the last of them. `above`, `at_or_above`, `below` and
    `at_or_below`: only where the figure that was judged lies there; a period that had to report and did not passes.
    """

    word: ClassVar[str] = "only_if"

    in_a_row: int | None = field(default=None, validator=_row, kw_only=True)
    misses: tuple[int, int] | None = field(default=None, converter=_pair, validator=_of, kw_only=True)
    above: Quantity | None = field(default=None, converter=_figure, kw_only=True)
    at_or_above: Quantity | None = field(default=None, converter=_figure, kw_only=True)
    below: Quantity | None = field(default=None, converter=_figure, kw_only=True)
    at_or_below: Quantity | None = field(default=None, converter=_figure, kw_only=True)
    arrears: bool = field(default=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.in_a_row is None and self.misses is None and not self._figures:
            raise ContractError("the gate has no condition; write .only_if(in_a_row=2), misses=(2, 6) or above='5 min'")
        if self.arrears and (self.in_a_row is None or self.misses is not None):
            raise ContractError("arrears=True has no row whose earlier misses it could pay; write .only_if(in_a_row=2, arrears=True)")
        if self.arrears and counts_failures(self.rule):
            told = f"arrears=True cannot pay {self.rule!r} for earlier periods, of which single failures are not kept"
            raise ContractError(f"{told}; write Accrual(...) of a count, or leave arrears out")

    @property
    def _figures(self) -> list[tuple[str, Quantity]]:
        return [(word, edge) for word in OPERATORS if (edge := getattr(self, word)) is not None]

    @property
    def needs_past(self) -> bool:
        return self.rule.needs_past or self.in_a_row is not None or self.misses is not None

    @property
    def absolute(self) -> bool:
        return self.rule.absolute or bool(self._figures)

    @property
    def edges(self) -> tuple[Quantity, ...]:
        return (*self.rule.edges, *(edge for _, edge in self._figures))

    def check(self, target: Target, metric: Metric) -> None:
        self.rule.check(target, metric)
        operators = {bound.operator for bound in target.bounds}
        for word, edge in self._figures:
            if edge.dimension != target.bounds[0].limit.dimension:
                raise ContractError(f"{word}={str(edge)!r} is not in the unit of the target {str(target)!r}; write both in one")
            if operators <= ({"<=", "<"} if "below" in word else {">=", ">"}):
                better = "above" if "below" in word else "below"
                told = f"{word}={str(edge)!r} would pay less for worse under {str(target)!r}"
                raise ContractError(f"{told}; write {better}={str(edge)!r}")
        within_share((edge for _, edge in self._figures), metric)

    def _shut(self, case: Case) -> str:
        """Why the gate is shut; nothing when it is open."""
        if self.in_a_row is not None and case.streak < self.in_a_row:
            return f"{case.streak} missed in a row, not {self.in_a_row}"
        if self.misses is not None and case.misses(self.misses[1]) < self.misses[0]:
            return f"{case.misses(self.misses[1])} missed of {self.misses[1]} periods, not {self.misses[0]}"
        judged = case.verdict.judged
        for word, edge in self._figures:
            if judged is not None and not OPERATORS[word](judged.base, edge.base):
                return f"{judged.show()} is not {word.replace('_', ' ')} {edge}"
        return ""

    def _would_pay(self, case: Case) -> bool:
        """Whether it would pay if the gate were open, so that the line says why it does not."""
        try:
            return bool(self.rule.assess(case))
        except Missing:
            return True

    def assess(self, case: Case) -> Penalty:
        shut = self._shut(case)
        if shut:
            return Penalty(case.nothing.credit, (f"{shut}: nothing owed",)) if self._would_pay(case) else case.nothing
        penalty = self.rule.assess(case)
        if self.arrears and case.streak == self.in_a_row:
            for back in range(1, case.streak):
                before = earlier(case, back)
                found = self.rule.assess(before)
                penalty += evolve(found, steps=tuple(f"for {before.period.label}: {step}" for step in found.steps))
        return penalty


def earlier(case: Case, back: int) -> Case:
    """The case of so many periods back, as far as its figure and its fee say."""
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
        read=lambda reading, more: case.fed(reading, more + back),
    )
