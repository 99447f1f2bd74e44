"""`@penalty`: a function of one case is a rule."""

from collections.abc import Callable
from typing import overload

from attrs import field, frozen

from slakit.errors import ContractError
from slakit.metrics.function import function_name, named
from slakit.penalties.base import PenaltyRule
from slakit.penalties.case import Case
from slakit.penalties.penalty import Penalty
from slakit.values.money import Money

Function = Callable[[Case], "Money | Penalty | None"]


@frozen(repr=False)
class FunctionPenalty(PenaltyRule):
    """A rule that a user wrote; it is asked for missed periods, or with `always` for every one."""

    function: Function = field(validator=named, eq=function_name)
    always: bool = field(default=False, kw_only=True)

    def assess(self, case: Case) -> Penalty:
        if not (case.missed or self.always):
            return case.nothing
        result = self.function(case)
        if result is None:
            return case.nothing
        if isinstance(result, Penalty):
            return result
        if not isinstance(result, Money):
            raise ContractError(f"penalty {function_name(self.function)} gave {result!r}, which is not money; write money('10 GBP')")
        return Penalty(result, (f"{self.function.__name__}: {result.show()}",) if result else ())


@overload
def penalty(function: Function) -> FunctionPenalty: ...
@overload
def penalty(*, always: bool) -> Callable[[Function], FunctionPenalty]: ...
def penalty(function: Function | None = None, *, always: bool = False) -> FunctionPenalty | Callable[[Function], FunctionPenalty]:
    """Make a rule of a function that gets one case and gives money, or None for nothing.

    >>> @penalty
    ... def apology(case):
    ...     return case.streak * money("10 GBP")

    It is asked for missed periods; with `@penalty(always=True)` for every period, met ones included.
    """
    if function is None:
        return lambda given: FunctionPenalty(given, always=always)
    return FunctionPenalty(function, always=always)
