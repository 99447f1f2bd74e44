"""AllOf and AnyOf: targets joined by `&` and `|`."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from slakit.errors import ContractError
from slakit.targets.bound import Bound
from slakit.targets.target import Target
from slakit.targets.verdict import Outcome


def _flat(kind: type[_Joined], parts: tuple[Target, ...]) -> tuple[Target, ...]:
    """Parts of one kind opened, repeated ones once."""
    opened = (inner for part in parts for inner in (part.parts if type(part) is kind else (part,)))
    return tuple(dict.fromkeys(opened))


def one(joined: _Joined) -> Target:
    """A target joined with itself is that target."""
    return joined.parts[0] if len(joined.parts) == 1 else joined


@frozen(repr=False)
class _Joined(Target):
    """Targets joined; `decisive` is the outcome of one part that decides for all."""

    decisive = Outcome.MISSED

    parts: tuple[Target, ...]

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "parts", _flat(type(self), self.parts))
        if len({bound.limit.dimension for bound in self.bounds}) > 1:
            raise ContractError(f"{str(self)!r} mixes units of several kinds; write both bounds in one, such as '1 hour' and '90 min'")

    @property
    def bounds(self) -> tuple[Bound, ...]:
        return tuple(bound for part in self.parts for bound in part.bounds)

    def decided(self, low: Fraction | None, high: Fraction | None) -> Outcome | None:
        outcomes = {part.decided(low, high) for part in self.parts}
        return self.decisive if self.decisive in outcomes else outcomes.pop() if len(outcomes) == 1 else None


@frozen(repr=False)
class AllOf(_Joined):
    """Every part must hold."""

    def holds(self, value: Fraction) -> bool:
        return all(part.holds(value) for part in self.parts)

    def shortfall(self, value: Fraction) -> Fraction:
        return max(part.shortfall(value) for part in self.parts)

    def __str__(self) -> str:
        return " and ".join(f"({part})" if isinstance(part, AnyOf) else str(part) for part in self.parts)

    def __repr__(self) -> str:
        return " & ".join(f"({part!r})" if isinstance(part, AnyOf) else repr(part) for part in self.parts)


@frozen(repr=False)
class AnyOf(_Joined):
    """One part must hold."""

    decisive = Outcome.MET

    def holds(self, value: Fraction) -> bool:
        return any(part.holds(value) for part in self.parts)

    def shortfall(self, value: Fraction) -> Fraction:
        return min(part.shortfall(value) for part in self.parts)

    def __str__(self) -> str:
        return " or ".join(map(str, self.parts))

    def __repr__(self) -> str:
        return " | ".join(map(repr, self.parts))
