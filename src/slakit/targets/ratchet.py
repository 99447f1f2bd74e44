"""Ratchet: a target that rises with the results that were reached."""

from collections.abc import Iterable
from fractions import Fraction

from attrs import evolve, field, frozen

from slakit.errors import ContractError, close_match
from slakit.targets.bound import Bound
from slakit.targets.levels import Levels
from slakit.targets.phrases import target
from slakit.targets.target import Target
from slakit.values.fields import above_zero, contract_quantity, instance_of, names, one_of, optional_quantity, share_up_to_all, whole_number
from slakit.values.quantity import Quantity
from slakit.values.rounding import MODES, round_to
from slakit.values.source_repr import written
from slakit.windows.base import Window
from slakit.windows.calendar_steps import Steps
from slakit.windows.window import window, yearly

ALL = Quantity(Fraction(100), "%")
a_calendar_step = instance_of(Steps, "a step of the calendar", "'yearly'")


@frozen(repr=False)
class Ratchet:
    """A target that rises with each year of results: to the mean of the `best` of them, or `moves` of the way there.

    new = level + moves x (mean of the best - level), no more than level + share x (towards - level), never looser than the level

    >>> Ratchet(best=4, share="10 %").raised("at least 99.6 %", ["99.9 %"] * 4)
    at_least('99.64 %')
    >>> Ratchet(best=6, moves="50 %").raised("at least 97 %", ["98.6 %"] * 6)
    at_least('97.8 %')

    `share` is the most of the gap towards perfection that it may rise at once: towards 100 % for a share, nothing for a target with
    "at most", and else to what `towards` says. An objective with `ratchet=` has its target raised at each turn of the window `per`, by the
    results of the periods that began in it; fewer than `best` raise nothing. With `rounding` the new limit is rounded to that step.
    Of a target with levels the promise rises, or those that `levels` names, each by its own gap; one that would come up to the level before
    it stays where it is. Better service earns a higher target, so that worse may cost less later (docs/numbers.md P9).
    """

    best: int = field(validator=whole_number(1, 4), kw_only=True)
    share: Quantity = field(default=ALL, converter=contract_quantity, validator=share_up_to_all("10 %"), kw_only=True)
    moves: Quantity = field(default=ALL, converter=contract_quantity, validator=share_up_to_all("50 %"), kw_only=True)
    towards: Quantity | None = field(default=None, converter=optional_quantity, kw_only=True)
    per: Window = field(factory=yearly, converter=window, validator=a_calendar_step, kw_only=True)
    rounding: Quantity | None = field(default=None, converter=optional_quantity, validator=above_zero("0.01 %"), kw_only=True)
    mode: str = field(default="half-up", validator=one_of(*MODES), kw_only=True)
    levels: tuple[str, ...] = field(default=(), converter=names, kw_only=True)

    def raised(self, old: object, results: Iterable[object]) -> Target:
        """Return the target that follows from the results since the old one was set; the old one if these are fewer than `best`."""
        return self.step(old, results)[0]

    def step(self, old: object, results: Iterable[object]) -> tuple[Target, str]:
        """Return the target that follows from some results, and its arithmetic; empty where it stays."""
        before = self.check(old)
        if isinstance(before, Levels):
            return self._levels(before, results)
        return self._step(before, results)

    def _levels(self, before: Levels, results: Iterable[object]) -> tuple[Target, str]:
        """Raise the levels that rise, each by its own way; one that would come up to the level before it stays."""
        figures, steps, raised = list(results), list[tuple[str, Target]](), list[str]()
        for name, bound in before.steps:
            new, arithmetic = self._step(bound, figures) if name in self._rising(before) else (bound, "")  # type: ignore[arg-type]  # bounds
            if arithmetic and steps and _reaches(new, steps[-1][1]):
                new, arithmetic = bound, ""
            steps.append((name, new))
            raised += [f"{name} {arithmetic}"] if arithmetic else []
        return (Levels(steps), "; ".join(raised)) if raised else (before, "")

    def _rising(self, target: Levels) -> tuple[str, ...]:
        """The levels that rise: the promise, unless the contract names others."""
        return self.levels or target.names[:1]

    def _step(self, level: Bound, results: Iterable[object]) -> tuple[Target, str]:
        sign = 1 if level.operator in (">=", ">") else -1
        figures = sorted((contract_quantity(result).base * sign for result in results), reverse=True)
        if len(figures) < self.best:
            return level, ""
        mean, limit = sum(figures[: self.best], Fraction(0)) / self.best * sign, level.limit.base
        moved, arithmetic = mean, f"the best {self.best} of {len(figures)} results average {self._shown(mean, level)}"
        if self.moves.base < 1:
            moved = limit + self.moves.base * (mean - limit)
            arithmetic += f", {self.moves} of the way there is {self._shown(moved, level)}"
        top = self._towards(level)
        most = None if top is None else limit + self.share.base * (top - limit)
        if most is not None and (moved - most) * sign > 0:
            moved = most
            arithmetic += f", no more than {self.share} of the way to {self._shown(top, level)} is {self._shown(most, level)}"
        if self.rounding is not None:
            moved = round_to(moved, self.rounding.base, self.mode)
            moved = top if top is not None and (moved - top) * sign > 0 else moved
            arithmetic += f", rounded {self._shown(moved, level)}"
        if (moved - limit) * sign <= 0:
            return level, ""
        new = evolve(level, limit=Quantity.of_base(moved, level.limit.unit))
        return new, f"raised from {level} to {new}: {arithmetic}"

    def check(self, old: object) -> Bound | Levels:
        """Return a target that can be raised; raises ContractError for any other."""
        level = target(old)
        if not isinstance(level, Levels):
            if self.levels:
                raise ContractError(
                    f"levels={list(self.levels)!r} is of a target with levels, and {str(level)!r} has none; leave levels= out"
                )
            return self._checked(level)
        if unknown := [name for name in self.levels if name not in level.names]:
            raise ContractError(
                *(f"levels= has {name!r}, which is no level of the target{close_match(name, level.names)}" for name in unknown)
            )
        for name, bound in level.steps:
            if name in self._rising(level):
                self._checked(bound)
        return level

    def _checked(self, level: Target) -> Bound:
        if not isinstance(level, Bound) or level.operator == "==":
            raise ContractError(
                f"{str(level)!r} cannot be raised; write one bound, such as 'at least 99.6 %' or 'at most 4 hours', or Levels(...) of such"
            )
        for word, amount in (("towards", self.towards), ("rounding", self.rounding)):
            if amount is not None and amount.dimension != level.limit.dimension:
                raise ContractError(f"{word}={str(amount)!r} is not in the unit of the target {str(level)!r}; write both in one")
        top = self._towards(level)
        if top is None and self.share.base < 1:
            raise ContractError(
                f"share={str(self.share)!r} of the gap to what? write towards= with the best that {str(level)!r} may become"
            )
        if top is not None and ((top - level.limit.base) * (1 if level.operator in (">=", ">") else -1)) < 0:
            shown = self.towards if self.towards is not None else self._shown(top, level)
            raise ContractError(f"{str(level)!r} is beyond {str(shown)!r} already; write a better towards=")
        return level

    def _towards(self, level: Bound) -> Fraction | None:
        """The best that a target may become: 100 % or nothing, unless the contract says; None where there is no best."""
        if self.towards is not None:
            return self.towards.base
        if level.operator in ("<=", "<"):
            return Fraction(0)
        return Fraction(1) if not level.limit.dimension else None

    def _shown(self, base: Fraction | None, level: Bound) -> str:
        return Quantity.of_base(base or Fraction(0), level.limit.unit).show()

    __repr__ = written


def _reaches(new: Target, before: Target) -> bool:
    """True if a level that rises would be no looser than the one before it."""
    tight, loose = before.limit.base, new.limit.base
    return loose >= tight if not new.lower_is_better else loose <= tight
