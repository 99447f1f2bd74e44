"""The target of a line as plain data: as a phrase that reads back, as levels, or, of one that was written in Python, as what it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NoReturn, cast

from attrs import frozen

from slakit.errors import SlakitError, UsageError
from slakit.statements.needed import Needed
from slakit.statements.plain_data import maybe, record, required, write_fields
from slakit.targets.bound import Bound
from slakit.targets.joined import AllOf, AnyOf
from slakit.targets.levels import Levels
from slakit.targets.phrases import target
from slakit.targets.target import Target

LEVELS, OWN = "levels", "own_target"  # the keys of a line


@frozen(kw_only=True)
class Level:
    """One level of a target: its name and its phrase."""

    name: str
    target: str


@frozen(kw_only=True)
class OwnTarget:
    """A target that was written in Python: its bounds as phrases, its unit, and the least change that it says turns the verdict."""

    bounds: tuple[str, ...] = ()
    lower_is_better: bool = False
    shown_in: str = ""
    needed: Needed | None = None


@frozen
class WrittenTarget(Target):
    """The words of a target; the statement does not hold what judges by it. `own` is what one that was written in Python says."""

    words: str
    own: OwnTarget | None = None

    def _refused(self, *values: object) -> NoReturn:
        problem = f"a statement that was read back holds the words of its target, {self.words!r}"
        raise UsageError(f"{problem}, and cannot judge; use the agreement")

    holds = shortfall = decided = cast(Any, _refused)

    @property
    def bounds(self) -> tuple[Bound, ...]:
        """Its bounds; of a statement of long ago those that its words name, and none where they are no phrase, as of levels."""
        if self.own is not None:
            return tuple(bound for phrase in self.own.bounds for bound in target(phrase).bounds)
        try:
            return target(self.words).bounds
        except SlakitError:
            return ()

    @property
    def lower_is_better(self) -> bool:
        return super().lower_is_better if self.own is None else self.own.lower_is_better

    def shown_in(self, usual: str) -> str:
        return super().shown_in(usual) if self.own is None else self.own.shown_in or usual

    def show(self) -> str:
        return self.words


def plain_target(promised: Target, needed: Callable[[], Needed | None]) -> dict[str, Any]:
    """The keys that a line has for its target besides its words; none where these read back to it."""
    if isinstance(promised, WrittenTarget):
        return {} if promised.own is None else {OWN: write_fields(promised.own)}
    if type(promised) is Levels and all(map(_reads_back, (step for _, step in promised.steps))):
        return {LEVELS: [{"name": name, "target": step.show()} for name, step in promised.steps]}
    if _reads_back(promised):
        return {}
    own = OwnTarget(
        bounds=tuple(bound.show() for bound in promised.bounds),
        lower_is_better=promised.lower_is_better,
        shown_in=promised.shown_in(""),
        needed=needed(),
    )
    return {OWN: write_fields(own)}


def _reads_back(promised: Target) -> bool:
    """True for a target whose phrase reads back to it; what is derived from one may judge otherwise."""
    return type(promised) is Bound or (isinstance(promised, AllOf | AnyOf) and all(map(_reads_back, promised.parts)))


def read_target(line: Mapping[str, Any], path: str) -> Target:
    """The target of a line that `plain_target` wrote."""
    words = required(line, "target", str, path)
    if own := maybe(line, OWN, record(OwnTarget), path):
        return WrittenTarget(words, own)
    if levels := maybe(line, LEVELS, lambda steps: Levels([(one.name, target(one.target)) for one in map(record(Level), steps)]), path):
        return levels
    return required(line, "target", target, path)
