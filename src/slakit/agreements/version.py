"""Version: an agreement as it stands from one amendment to the next (docs/numbers.md A1)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from slakit.agreements.amendment import Amendment
from slakit.agreements.term import edge_of
from slakit.errors import ContractError, close_match
from slakit.timeline.local_days import day_wall
from slakit.timeline.span import Span
from slakit.windows.base import Window
from slakit.windows.period import Period, range_label
from slakit.windows.rolling import Rolling

if TYPE_CHECKING:
    from slakit.agreements.agreement import Agreement
    from slakit.agreements.objective import Objective

ORIGINAL = "original"


@frozen
class Version:
    """The agreement as it is in force over a stretch of the term; `name` is empty if there is no amendment."""

    name: str
    span: Span
    agreement: Agreement
    split: bool = False


def versions_of(agreement: Agreement) -> tuple[Version, ...]:
    """The versions of an agreement, in time order; raises ContractError for amendments that do not fit."""
    if not agreement.amendments:
        return (Version("", agreement.span, agreement),)
    starts = _starts(agreement)
    ends = [*starts[1:], agreement.span.last]
    standing = evolve(agreement, amendments=())
    versions = [Version(ORIGINAL, Span(starts[0], ends[0]), standing)]
    for amendment, first, last in zip(agreement.amendments, starts[1:], ends[1:], strict=True):
        standing = _amended(standing, amendment)
        versions.append(Version(amendment.version, Span(first, last), standing, amendment.split))
    return tuple(versions)


def judging(agreement: Agreement, name: str, at: int) -> Objective | None:
    """The form of an objective that judges a period from its start on; None where none of its name is in force (docs/numbers.md A1)."""
    terms = next((one.agreement for one in versions_of(agreement) if one.span.first <= at < one.span.last), agreement)
    return next((objective for objective in terms.objectives if objective.name == name), None)


def _starts(agreement: Agreement) -> list[int]:
    term, starts = agreement.span, [agreement.span.first]
    problems = []
    for amendment in agreement.amendments:
        at = edge_of(amendment.effective, agreement.zone)
        if not term.first < at < term.last:
            inside = f"lies outside the term {agreement.term}; write a day after its first and before its last"
            problems.append(f"effective={amendment.effective!r} {inside}")
        elif at <= starts[-1]:
            problems.append(f"two amendments take effect on {amendment.effective}; write one with all that changes")
        starts.append(at)
    if problems:
        raise ContractError(*problems)
    return starts


def _amended(standing: Agreement, amendment: Amendment) -> Agreement:
    names = [objective.name for objective in standing.objectives]
    unknown = [name for name in amendment.without if name not in names]
    problems = [f"without={name!r} is not an objective in force then{close_match(name, names)}" for name in unknown]
    both = [part.name for part in amendment.objectives if part.name in amendment.without]
    problems += [f"objective {name!r} is changed and ended at once; write one of them" for name in both]
    currency = standing.pays_in
    if amendment.fee is not None and currency is not None and amendment.fee.currency != currency:
        problems.append(f"fee={str(amendment.fee)!r} is not in {currency}, the currency of the agreement; use one")
    new = {objective.name: objective for objective in amendment.objectives}
    kept = [new.pop(name, old) for name, old in zip(names, standing.objectives, strict=True) if name not in amendment.without]
    changes: dict[str, object] = {"objectives": [*kept, *new.values()]}
    changes |= {name: held for name in ("fee", "settlement", "exclusions", "duties") if (held := getattr(amendment, name)) is not None}
    if not changes["objectives"]:
        problems.append("no objective is left; end the term instead")
    elif not problems:
        try:
            made = evolve(standing, **changes)  # type: ignore[arg-type]  # its converters judge
            problems += _overlapping(made) if amendment.split else _torn(standing, made, amendment)
        except ContractError as error:
            problems += error.problems
    if problems:
        raise ContractError(*(f"{amendment.version}: {problem}" for problem in problems))
    return made


def _overlapping(agreement: Agreement) -> list[str]:
    """Objectives whose periods overlap, and so cannot be cut in two."""
    rolling = [part.name for part in agreement.objectives if isinstance(part.window, Rolling)]
    return [f"split=True cannot cut the rolling periods of objective {name!r}; leave it out" for name in rolling]


def _torn(before: Agreement, after: Agreement, amendment: Amendment) -> list[str]:
    """Return the problems of windows that change in the middle of a period, so that a stretch would be judged twice, or not at all."""
    at = edge_of(amendment.effective, before.zone)
    old = {objective.name: objective.window or before.window for objective in before.objectives}
    changed = [(part.name, old[part.name], part.window or after.window) for part in after.objectives if part.name in old]
    wanted = "write split=True, or a day on which both windows begin a period"
    return [
        f"objective {name!r} goes from {had} to {has} in the midst of a period; {wanted}"
        for name, had, has in changed
        if had != has and not all(isinstance(one, Rolling) or _begins(one.within(before.timezone), at, before) for one in (had, has))
    ]


def _begins(window: Window, at: int, agreement: Agreement) -> bool:
    return any(period.span.first == at for period in window.periods(agreement.span))


def pieces(window: Window, agreement: Agreement) -> Iterator[tuple[Period, Period]]:
    """The periods of a window over the term, cut where an amendment splits them, each with the period it is a piece of."""
    cuts = [version.span.first for version in agreement.versions if version.split]
    for period in window.periods(agreement.span):
        inside = [at for at in cuts if period.span.first < at < period.span.last]
        edges = [period.span.first, *inside, period.span.last]
        for first, last in pairwise(edges):
            label = range_label(day_wall(first, window.zone), day_wall(last, window.zone))
            yield (Period(Span(first, last), period.whole, True, label) if inside else period), period
