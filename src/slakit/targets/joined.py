"""AllOf and AnyOf: targets joined by `&` and `|`."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

from attrs import frozen

from slakit.errors import ContractError
from slakit.targets.bound import Bound
from slakit.targets.target import Target
from slakit.targets.verdict import Outcome


def one(joined: _Joined) -> Target:
    """Return the joined target; a target joined with itself is that target."""
    return joined.parts[0] if len(joined.parts) == 1 else joined


@frozen(repr=False)
class _Joined(Target):
    """Several targets as one: nested ones of the same kind joined, each once; `decisive` is the outcome of a part that decides for all."""

    decisive: ClassVar[Outcome]
    word: ClassVar[str]
    sign: ClassVar[str]

    parts: tuple[Target, ...]

    def __attrs_post_init__(self) -> None:
        opened = (inner for part in self.parts for inner in (part.parts if type(part) is type(self) else (part,)))
        object.__setattr__(self, "parts", tuple(dict.fromkeys(opened)))
        if len({bound.limit.dimension for bound in self.bounds}) > 1:
            raise ContractError(f"{str(self)!r} mixes units of several kinds; write both bounds in one, such as '1 hour' and '90 min'")

    @property
    def bounds(self) -> tuple[Bound, ...]:
        return tuple(bound for part in self.parts for bound in part.bounds)

    def holds(self, value: Fraction) -> bool:
        enough = any if self.decisive is Outcome.MET else all
        return enough(part.holds(value) for part in self.parts)

    def shortfall(self, value: Fraction) -> Fraction:
        deciding = min if self.decisive is Outcome.MET else max
        return deciding(part.shortfall(value) for part in self.parts)

    def decided(self, low: Fraction | None, high: Fraction | None) -> Outcome | None:
        outcomes = {part.decided(low, high) for part in self.parts}
        return self.decisive if self.decisive in outcomes else outcomes.pop() if len(outcomes) == 1 else None

    def text(self) -> str | None:
        texts = [part.text() for part in self.parts]
        return None if None in texts else self.show()

    def show(self) -> str:
        return f" {self.word} ".join(f"({part.show()})" if isinstance(part, AnyOf) else part.show() for part in self.parts)

    def __repr__(self) -> str:
        return f" {self.sign} ".join(f"({part!r})" if isinstance(part, AnyOf) else repr(part) for part in self.parts)


@frozen(repr=False)
class AllOf(_Joined):
    """Every part must hold."""

    decisive, word, sign = Outcome.MISSED, "and", "&"


@frozen(repr=False)
class AnyOf(_Joined):
    """One part must hold."""

    decisive, word, sign = Outcome.MET, "or", "|"
