"""Target: what a measure is held against.

A bound is one comparison with a quantity, exact (semantics V2); `&` and `|` join bounds. `target("at least 99.9 %")` reads the words.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from operator import eq, ge, gt, le, lt

from attrs import field, frozen

from slakit.errors import ContractError, UnitError, close_match
from slakit.metrics.measure import Exact, Measure
from slakit.targets.verdict import Outcome, Verdict
from slakit.values.quantity import Quantity, quantity
from slakit.values.rounding import MODES, round_to
from slakit.values.units import unit

PHRASES = {">=": "at least", "<=": "at most", ">": "more than", "<": "less than", "==": "exactly"}
_TESTS: dict[str, Callable[[Fraction, Fraction], bool]] = {">=": ge, "<=": le, ">": gt, "<": lt, "==": eq}
EXAMPLE = "'at least 99.9 %'"


class Target(ABC):
    """What a measure is held against; the built-in ones are bounds, all of several, and any of several."""

    @property
    @abstractmethod
    def bounds(self) -> tuple[Bound, ...]:
        """Every bound it is made of."""

    @abstractmethod
    def holds(self, value: Fraction) -> bool:
        """Whether a figure in base units meets it."""

    @abstractmethod
    def shortfall(self, value: Fraction) -> Fraction:
        """How far a figure lies on the wrong side, in base units; zero when it meets the target."""

    @abstractmethod
    def decided(self, low: Fraction | None, high: Fraction | None) -> Outcome | None:
        """The outcome of every figure from low to high, when it is one and the same; None is no bound."""

    def judge(self, measure: Measure, over: bool = True) -> Verdict:
        """Judge the measure of a period that is over, or of one still open."""
        low, high, value = (self._judged(figure, measure) for figure in (measure.low, measure.high, measure.value))
        decided = self.decided(low, high) if measure.low is not None or measure.high is not None else None
        final = over and not measure.pending
        if value is None and decided is not Outcome.MISSED:
            return Verdict(outcome=Outcome.NO_DATA, measure=measure, final=final, certain=final, reason=measure.reason)
        met = value is not None and self.holds(value) and decided is not Outcome.MISSED
        judged = value if value is not None else (low if low is not None else high)
        running = decided is Outcome.MISSED and (value is None or self.holds(value))
        if running:
            judged = low if low is not None and not self.holds(low) else high
        return Verdict(
            outcome=Outcome.MET if met else Outcome.MISSED,
            measure=measure,
            judged=None if judged is None else Quantity.of_base(judged, self._unit(measure)),
            shortfall=None if judged is None else self.shortfall(judged),
            final=final,
            certain=final or decided is not None,
            reason=f"{measure.pending:,} still running, and over the target already" if running else "",
        )

    def rounded(self, value: Fraction) -> Fraction:
        """The figure as the contract rounds it before it compares (V2)."""
        return reduce(lambda figure, bound: bound.round(figure), self.bounds, value)

    def _judged(self, figure: Exact | None, measure: Measure) -> Fraction | None:
        return None if figure is None else self.rounded(figure * unit(measure.unit).factor)

    def _unit(self, measure: Measure) -> str:
        """The unit a measure is shown in: the target's own, where it has one."""
        return self.bounds[0].limit.unit.text or measure.unit

    def check(self, measured_in: str) -> None:
        """Raise ContractError when it cannot judge a measure of that unit.

        A bare number is a ratio or a count, and nothing else.
        """
        measured = unit(measured_in).dimension
        problems = [
            f"{str(bound)!r} cannot judge {_kind(measured_in)}; write {_example(measured, measured_in)}"
            for bound in self.bounds
            if bound.limit.dimension != measured and not (bound.limit.unit.text == "" and measured == "[item]")
        ]
        if problems:
            raise ContractError(*problems)

    def __and__(self, other: Target) -> Target:
        return _one(AllOf((self, other))) if isinstance(other, Target) else NotImplemented

    def __or__(self, other: Target) -> Target:
        return _one(AnyOf((self, other))) if isinstance(other, Target) else NotImplemented


def _kind(measured_in: str) -> str:
    return {"": "a ratio", "item": "a count", "us": "a length of time"}.get(measured_in, f"a measure in {measured_in}")


def _example(dimension: str, measured_in: str) -> str:
    return {"": "'at least 99.9 %'", "[item]": "'at most 3'", "[time]": "'at most 2 hours'"}.get(dimension, f"'at least 5 {measured_in}'")


def _limit(value: object) -> Quantity:
    try:
        return quantity(value)
    except UnitError as error:
        raise ContractError(str(error)) from None


def _step(value: object) -> Quantity | None:
    step = None if value is None else _limit(value)
    if step is not None and step.base <= 0:
        raise ContractError(f"rounding={str(value)!r} is not a step; write rounding='0.1 %'")
    return step


def _mode(instance: object, attribute: object, value: str) -> None:
    if value not in MODES:
        raise ContractError(f"mode={value!r} is not a way to round{close_match(value, MODES)}; write mode='half-up'")


def _operator(instance: object, attribute: object, value: str) -> None:
    if value not in PHRASES:
        raise ContractError(f"operator={value!r} is not a comparison; write operator='>=' for 'at least', or one of {', '.join(PHRASES)}")


@frozen(repr=False)
class Bound(Target):
    """One comparison; with `rounding`, the figure is first rounded to that step in that mode."""

    operator: str = field(validator=_operator)
    limit: Quantity = field(converter=_limit)
    rounding: Quantity | None = field(default=None, converter=_step, kw_only=True)
    mode: str = field(default="half-up", validator=_mode, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.rounding is not None and self.rounding.dimension != self.limit.dimension:
            raise ContractError(f"rounding={str(self.rounding)!r} is not in the unit of {str(self.limit)!r}; write rounding='0.1 %'")

    @property
    def bounds(self) -> tuple[Bound, ...]:
        return (self,)

    def holds(self, value: Fraction) -> bool:
        return _TESTS[self.operator](value, self.limit.base)

    def shortfall(self, value: Fraction) -> Fraction:
        return Fraction(0) if self.holds(value) else abs(self.limit.base - value)

    def decided(self, low: Fraction | None, high: Fraction | None) -> Outcome | None:
        worst, best = (low, high) if self.operator in (">=", ">") else (high, low)
        if self.operator == "==":
            if low == high and low is not None:
                return Outcome.MET if self.holds(low) else Outcome.MISSED
            outside = (low is not None and low > self.limit.base) or (high is not None and high < self.limit.base)
            return Outcome.MISSED if outside else None
        if worst is not None and self.holds(worst):
            return Outcome.MET
        return Outcome.MISSED if best is not None and not self.holds(best) else None

    def round(self, value: Fraction) -> Fraction:
        """The figure rounded to this bound's step."""
        return value if self.rounding is None else round_to(value, self.rounding.base, self.mode)

    def __str__(self) -> str:
        rounded = "" if self.rounding is None else f" rounded to {self.rounding}" + ("" if self.mode == "half-up" else f" {self.mode}")
        return f"{PHRASES[self.operator]} {self.limit}{rounded}"

    def __repr__(self) -> str:
        more = (
            ""
            if self.rounding is None
            else f", rounding={str(self.rounding)!r}" + ("" if self.mode == "half-up" else f", mode={self.mode!r}")
        )
        return f"{PHRASES[self.operator].replace(' ', '_')}({str(self.limit)!r}{more})"


def _flat(kind: type[_Joined], parts: tuple[Target, ...]) -> tuple[Target, ...]:
    """Parts of one kind opened, repeated ones once."""
    opened = (inner for part in parts for inner in (part.parts if type(part) is kind else (part,)))
    return tuple(dict.fromkeys(opened))


def _one(joined: _Joined) -> Target:
    """A target joined with itself is that target."""
    return joined.parts[0] if len(joined.parts) == 1 else joined


@frozen(repr=False)
class _Joined(Target):
    parts: tuple[Target, ...]

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "parts", _flat(type(self), self.parts))
        if len({bound.limit.dimension for bound in self.bounds}) > 1:
            raise ContractError(f"{str(self)!r} mixes units of several kinds; write both bounds in one, such as '1 hour' and '90 min'")

    @property
    def bounds(self) -> tuple[Bound, ...]:
        return tuple(bound for part in self.parts for bound in part.bounds)


@frozen(repr=False)
class AllOf(_Joined):
    """Every part must hold."""

    def holds(self, value: Fraction) -> bool:
        return all(part.holds(value) for part in self.parts)

    def shortfall(self, value: Fraction) -> Fraction:
        return max(part.shortfall(value) for part in self.parts)

    def decided(self, low: Fraction | None, high: Fraction | None) -> Outcome | None:
        outcomes = {part.decided(low, high) for part in self.parts}
        return Outcome.MISSED if Outcome.MISSED in outcomes else (Outcome.MET if outcomes == {Outcome.MET} else None)

    def __str__(self) -> str:
        return " and ".join(f"({part})" if isinstance(part, AnyOf) else str(part) for part in self.parts)

    def __repr__(self) -> str:
        return " & ".join(f"({part!r})" if isinstance(part, AnyOf) else repr(part) for part in self.parts)


@frozen(repr=False)
class AnyOf(_Joined):
    """One part must hold."""

    def holds(self, value: Fraction) -> bool:
        return any(part.holds(value) for part in self.parts)

    def shortfall(self, value: Fraction) -> Fraction:
        return min(part.shortfall(value) for part in self.parts)

    def decided(self, low: Fraction | None, high: Fraction | None) -> Outcome | None:
        outcomes = {part.decided(low, high) for part in self.parts}
        return Outcome.MET if Outcome.MET in outcomes else (Outcome.MISSED if outcomes == {Outcome.MISSED} else None)

    def __str__(self) -> str:
        return " or ".join(map(str, self.parts))

    def __repr__(self) -> str:
        return " | ".join(map(repr, self.parts))


def at_least(limit: object, *, rounding: object = None, mode: str = "half-up") -> Target:
    """The measure is the limit or more.

    >>> at_least("99.9 %", rounding="0.1 %")
    at_least('99.9 %', rounding='0.1 %')
    """
    return Bound(">=", limit, rounding=rounding, mode=mode)


def at_most(limit: object, *, rounding: object = None, mode: str = "half-up") -> Target:
    """The measure is the limit or less."""
    return Bound("<=", limit, rounding=rounding, mode=mode)


def more_than(limit: object, *, rounding: object = None, mode: str = "half-up") -> Target:
    """The measure is above the limit."""
    return Bound(">", limit, rounding=rounding, mode=mode)


def less_than(limit: object, *, rounding: object = None, mode: str = "half-up") -> Target:
    """The measure is below the limit."""
    return Bound("<", limit, rounding=rounding, mode=mode)


def exactly(limit: object, *, rounding: object = None, mode: str = "half-up") -> Target:
    """The measure is the limit."""
    return Bound("==", limit, rounding=rounding, mode=mode)


def between(low: object, high: object, *, rounding: object = None, mode: str = "half-up") -> Target:
    """The measure is from low to high, both included."""
    bottom, top = at_least(low, rounding=rounding, mode=mode), at_most(high, rounding=rounding, mode=mode)
    if bottom.bounds[0].limit.dimension == top.bounds[0].limit.dimension and bottom.bounds[0].limit > top.bounds[0].limit:
        raise ContractError(f"between {str(low)!r} and {str(high)!r} lies nothing; write the smaller one first")
    return bottom & top


_WORDS = {phrase: sign for sign, phrase in PHRASES.items()}
_BOUND = re.compile(rf"({'|'.join(_WORDS)})\s+(.+?)(?:\s+rounded to\s+(.+?)(?:\s+({'|'.join(MODES)}))?)?")


def target(value: object) -> Target:
    """The target that a phrase names: "at least 99.9 %", "between 1 hour and 2 hours", joined by "and" or "or"; a target passes through.

    Raises ContractError when it names none.
    """
    if isinstance(value, Target):
        return value
    if not isinstance(value, str):
        raise ContractError(f"{value!r} is not a target; write {EXAMPLE}")
    text = " ".join(value.split())
    pair = re.fullmatch(r"between (.+) and (.+)", text)
    if pair and not any(phrase in text for phrase in _WORDS):
        return between(*pair.groups())
    if " or " in text and "(" not in text:
        return reduce(lambda left, right: left | right, map(target, text.split(" or ")))
    pieces = re.split(r" and (?![^(]*\))", text)
    if len(pieces) > 1:
        return reduce(lambda left, right: left & right, (target(piece.removeprefix("(").removesuffix(")")) for piece in pieces))
    found = _BOUND.fullmatch(text)
    if not found:
        raise ContractError(f"{value!r} is not a target; write {EXAMPLE}")
    phrase, limit, rounding, mode = found.groups()
    return Bound(_WORDS[phrase], limit, rounding=rounding, mode=mode or "half-up")
