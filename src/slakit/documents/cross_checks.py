"""Checks of an agreement's arguments against each other, made even while some of them could not be read."""

from collections.abc import Iterator, Mapping

from slakit.agreements.agreement import Agreement
from slakit.agreements.conflicts import PartialTerms, conflicts
from slakit.agreements.duty import Duty
from slakit.agreements.objective import Objective
from slakit.documents.plain import Path, path_text
from slakit.documents.signature import arguments
from slakit.metrics.base import Metric
from slakit.penalties.base import PenaltyRule

NO_FEE = "is a share of the fee, and the agreement has none; write fee='1000 GBP'"


def cross_check(
    given: Mapping[str, object], failed: set[str], partial_arguments: Mapping[Path, Mapping[str, object]]
) -> Iterator[tuple[Path, str]]:
    """Each conflict with its path, by what could be read; `partial_arguments` is of objectives that could not be made."""
    valid = {
        argument.name: argument.held(given.get(argument.name, argument.default))
        for argument in arguments(Agreement)
        if argument.name not in failed and argument.name != "objectives"
    }
    listed = given.get("objectives")
    if not isinstance(listed, list | tuple):
        return  # none could be read, and nothing can be said of what refers to them
    terms = [_terms(part, partial_arguments.get(("objectives", index), {})) for index, part in enumerate(listed)]
    first: dict[str, int] = {}
    for index, name in enumerate(one.name for one in terms):
        if isinstance(name, str) and first.setdefault(name, index) != index:
            yield ("objectives", index, "name"), f"{name!r} is the name of objectives[{first[name]}] too; give each its own"
    unpriced = []
    for path, problem in conflicts(valid, terms):
        if problem.endswith(NO_FEE):
            unpriced.append((path, problem))
        else:
            yield path, problem.removeprefix("settlement: ")  # the path says so
    if len(unpriced) > 1:  # one thing is missing, however many need it
        yield (), f"has no 'fee', of which {', '.join(path_text(path) for path, _ in unpriced)} are shares; write fee='1000 GBP'"
    elif unpriced:
        yield unpriced[0][0], NO_FEE


def _terms(part: object, arguments_of: Mapping[str, object]) -> PartialTerms:
    """Return the terms of an objective, as far as they could be read."""
    if isinstance(part, Objective):
        return PartialTerms(part.name, part.metric, part.window, part.penalty, part.duties)
    metric, penalty = arguments_of.get("metric"), arguments_of.get("penalty")
    return PartialTerms(
        arguments_of.get("name"),
        metric if isinstance(metric, Metric) else None,
        penalty=penalty if isinstance(penalty, PenaltyRule) else None,
        duties=_duties(arguments_of.get("duties", ())),
    )


def _duties(value: object) -> tuple[Duty, ...] | None:
    """Return duties, if all of them could be read."""
    return tuple(value) if isinstance(value, list | tuple) and all(isinstance(part, Duty) for part in value) else None
