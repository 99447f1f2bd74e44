"""Choosing fields: those by which a claim, or what was done of a duty, names what it is for; a misspelt one would mean any."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from slakit.agreements.agreement import Agreement
from slakit.engine.plan.plan import Plan

OF_CLAIMS = ("objective", "period", "group")
OF_DEEDS = ("duty", "right", *OF_CLAIMS)
NEAR = 0.75  # the subject of a claim is no objective, and a person no period


def misspelt_choices(agreement: Agreement, stream: str, names: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the fields of a record that nothing reads, each with the one that it is a slip for: its spelling, or the field of a group.

    >>> import slakit as sk
    >>> from slakit.testing.choosing_fields import misspelt_choices
    >>> terms = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2027-01-01"), "timezone": "UTC"}
    >>> lanes = sk.Objective("Lanes", sk.Count("late").by("lane"), "at most 2")
    >>> agreement = sk.Agreement("A", **terms, objectives=[lanes], settlement=sk.Settlement(claims=sk.Claims("30 days")))
    >>> list(misspelt_choices(agreement, "claims", ["at", "objectiv", "lane", "subject"]))
    [('objectiv', 'objective'), ('lane', 'group')]
    """
    fields = _choosing_fields(agreement, stream)
    lacking = {field.casefold(): field for field in fields if field not in names}
    planned = Plan.of(agreement).streams.get(stream)
    reads = {*fields, *(planned.fields if planned else ())}
    groups = {
        name for version in agreement.versions for one in version.agreement.objectives for part in one.metric.parts() for name in part.by
    }
    for name in names if lacking else ():
        if name in reads:
            continue
        near = get_close_matches(name.casefold(), lacking, n=1, cutoff=NEAR)
        if near:
            yield name, lacking[near[0]]
        elif name in groups and "group" in lacking:
            yield name, "group"


def _choosing_fields(agreement: Agreement, stream: str) -> tuple[str, ...]:
    """The fields of a stream of claims, of duties or of rights that say what a record is for, and those of evidence; none of another."""
    fields: dict[str, None] = {}
    for version in agreement.versions:
        claims = version.agreement.settlement.claims
        if claims is not None and claims.reading and claims.stream == stream:
            evidence = [name for stage in claims.order for name in stage.evidence]
            fields |= dict.fromkeys([*OF_CLAIMS, *(["stage"] if claims.stages else []), *evidence])
        if any(reading.stream == stream for reading in version.agreement.duty_readings):
            fields |= dict.fromkeys(OF_DEEDS)
    return tuple(fields)
