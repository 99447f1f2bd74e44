"""Levels: a promise in steps, such as an expected and a minimum level, or minor, serious and severe failures."""

from fractions import Fraction
from itertools import pairwise

from attrs import field, frozen

from slakit.errors import ContractError
from slakit.targets.bound import Bound
from slakit.targets.phrases import target
from slakit.targets.target import Target
from slakit.targets.verdict import Outcome
from slakit.values.fields import is_name, named_pairs
from slakit.values.quantity import Quantity
from slakit.values.source_repr import written

Steps = tuple[tuple[str, Target], ...]
EXAMPLE = "write Levels({'expected': 'at least 99.9 %', 'minimum': 'at least 99 %'})"


def _steps(value: object) -> Steps:
    return tuple((name, target(step)) for name, step in named_pairs(value, "a set of levels", EXAMPLE))


@frozen(repr=False)
class Levels(Target):
    """Targets by name, each looser than the one before it. The first is the promise; what misses a later one is worse.

    >>> Levels({"minor": "at least 99.9 %", "serious": "at least 99.5 %", "severe": "at least 99 %"}).level(quantity("99.2 %"))
    'serious'

    The verdict is that of the first level; `level` names the worst that is missed, for `ByLevel`, the statement and the explanation.
    Raises ContractError for a level that is not looser than the one before it.
    """

    steps: Steps = field(converter=_steps, alias="levels")

    def __attrs_post_init__(self) -> None:
        unnamed = [name for name in self.names if not is_name(name)]
        problems = [f"{name!r} is not the name of a level; {EXAMPLE}" for name in unnamed]
        bounds = [(name, step) for name, step in self.steps if isinstance(step, Bound)]
        others = [(name, step) for name, step in self.steps if not isinstance(step, Bound)]
        joined = [f"level {name!r}: {str(step)!r} is not one bound; write 'at least 99.9 %'" for name, step in others]
        for (before, tight), (name, loose) in () if joined else pairwise(bounds):
            problems += _order(before, tight, name, loose)
        if problems or joined:
            raise ContractError(*problems, *joined)

    @property
    def promise(self) -> Target:
        """The first level, which decides."""
        return self.steps[0][1]

    @property
    def names(self) -> tuple[str, ...]:
        """The levels, from the promise to the worst."""
        return tuple(name for name, _ in self.steps)

    def level(self, judged: Quantity | Fraction | None) -> str:
        """Return the worst level that a figure misses, empty if it meets the promise; a missing figure misses every level."""
        if judged is None:
            return self.names[-1]
        base = judged.base if isinstance(judged, Quantity) else judged
        return next((name for name, step in reversed(self.steps) if not step.holds(base)), "")

    @property
    def bounds(self) -> tuple[Bound, ...]:
        return tuple(bound for _, step in self.steps for bound in step.bounds)

    def holds(self, value: Fraction) -> bool:
        return self.promise.holds(value)

    def shortfall(self, value: Fraction) -> Fraction:
        return self.promise.shortfall(value)

    def decided(self, low: Fraction | None, high: Fraction | None) -> Outcome | None:
        return self.promise.decided(low, high)

    def show(self) -> str:
        first, *rest = (f"{name} {step.show()}" for name, step in self.steps)
        return f"{first} ({', '.join(rest)})" if rest else first

    __repr__ = written


def _order(before: str, tight: Bound, name: str, loose: Bound) -> list[str]:
    if tight.operator != loose.operator or tight.operator == "==" or tight.limit.dimension != loose.limit.dimension:
        return [f"level {name!r} ({loose}) is not of the kind of {before!r} ({tight}); write both as 'at least', in one unit"]
    if name == before or not (loose.limit < tight.limit if tight.operator in (">=", ">") else loose.limit > tight.limit):
        return [f"level {name!r} ({loose}) is not looser than {before!r} ({tight}); write the promise first"]
    return []
