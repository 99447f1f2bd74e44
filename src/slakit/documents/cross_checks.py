"""Clashes: what an agreement's arguments have against each other, told even while some of them could not be read."""

from collections.abc import Iterator, Mapping

from slakit.agreements.agreement import Agreement
from slakit.agreements.conflicts import PartialTerms, conflicts
from slakit.agreements.objective import Objective
from slakit.documents.plain import Path
from slakit.documents.signature import arguments
from slakit.metrics.base import Metric
from slakit.penalties.base import PenaltyRule


def clashing(given: Mapping[str, object], failed: set[str], halves: Mapping[Path, Mapping[str, object]]) -> Iterator[tuple[Path, str]]:
    """Each clash with its path; `given` holds what could be read, `halves` what could be of objectives that could not be made."""
    known = {
        argument.name: argument.held(given.get(argument.name, argument.default))
        for argument in arguments(Agreement)
        if argument.name not in failed and argument.name != "objectives"
    }
    listed = given.get("objectives", ())
    told = [_told(part, halves.get(("objectives", place), {})) for place, part in enumerate(listed if isinstance(listed, list) else ())]
    first: dict[str, int] = {}
    for place, name in enumerate(one.name for one in told):
        if isinstance(name, str) and first.setdefault(name, place) != place:
            yield ("objectives", place, "name"), f"{name!r} is the name of objectives[{first[name]}] too; give each its own"
    for path, problem in conflicts(known, told):
        yield path, problem.removeprefix("settlement: ")  # the path says so


def _told(part: object, half: Mapping[str, object]) -> PartialTerms:
    """What is known of an objective, as far as it could be read."""
    if isinstance(part, Objective):
        return PartialTerms(part.name, part.metric, part.window, part.penalty)
    metric, penalty = half.get("metric"), half.get("penalty")
    return PartialTerms(
        half.get("name"),
        metric if isinstance(metric, Metric) else None,
        penalty=penalty if isinstance(penalty, PenaltyRule) else None,
    )
