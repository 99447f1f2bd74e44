"""Allowed changes: the faults of what a scenario file allows not to be noticed: no reason, or no term and no change of its contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from slakit.agreements.agreement import Agreement
from slakit.agreements.paths import key_text, path_text
from slakit.errors import close_match
from slakit.testing.mutation.alternatives import alternatives
from slakit.testing.mutation.contract_coverage import covered_by
from slakit.testing.mutation.mutants import mutants_of
from slakit.testing.mutation.parts import parts_of


def allow_faults(allow: Mapping[str, object], agreement: Agreement) -> Iterator[tuple[str, str]]:
    """Yield each entry of the table `allow` that has no reason, or that names nothing of the contract, and its fault."""
    for key, why in allow.items():
        if not isinstance(why, str) or not why.strip():
            yield key, f'is allowed without a reason; write allow = {{ {key_text(key)} = "the vendor reports whole percents" }}'
    left = {*allow} - {path_text(part.path) for part in parts_of(agreement)}
    names: set[str] = set()
    for name in _names(agreement) if left else ():
        names.add(name)
        left.discard(name)
        if not left:
            return
    for key in allow:
        if key in left:
            near = close_match(key, names)
            remedy = near if near.endswith("?") else "; slakit test --mutants and --coverage name what no scenario notices"
            yield key, f"is no term of {agreement.name!r} and no change of one{remedy}"


def _names(agreement: Agreement) -> Iterator[str]:
    """The paths and the words of all changes of a contract, and of all of its terms."""
    seen = {agreement}
    for part in parts_of(agreement):
        yield path_text(part.path)
        for mutant in mutants_of(agreement, part, alternatives(part), seen):
            yield from (mutant.path, mutant.written_at, str(mutant))
    for term in covered_by(agreement, {}).terms:
        yield from (term.path, term.text)
