"""Allowed changes: what is wrong in what a scenario file allows not to be noticed: no reason, or no term and no change of its contract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from slakit.agreements.agreement import Agreement
from slakit.agreements.paths import key_text, path_text
from slakit.errors import close_match
from slakit.testing.mutation.contract_coverage import covered_by
from slakit.testing.mutation.mutants import mutants
from slakit.testing.mutation.parts import parts_of

PLACEHOLDER = "why no test can notice it"  # stands for the reason, which nobody but the author knows


def reason_faults(allow: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield each entry of the table `allow` that has no reason, or the placeholder of one, and its fault."""
    for key, why in allow.items():
        if not isinstance(why, str) or not why.strip():
            yield key, f"is allowed without a reason; write allow = {{ {key_text(key)} = {key_text(PLACEHOLDER)} }}"
        elif why.strip() in (PLACEHOLDER, "why"):
            yield key, f"{why.strip()!r} stands for the reason, and is none; write in its place why no test can notice this change"


def unfit_keys(allow: Iterable[str], agreement: Agreement) -> dict[str, str]:
    """The keys of the table `allow` that are no term of the contract and no change of one, each with the sentence that says so."""
    left = {*allow} - {path_text(part.path) for part in parts_of(agreement)}
    names: set[str] = set()
    for name in _names(agreement) if left else ():
        names.add(name)
        left.discard(name)
        if not left:
            return {}
    return {key: _not_needed(key, agreement, names) for key in allow if key in left}


def _not_needed(key: str, agreement: Agreement, names: set[str]) -> str:
    near = close_match(key, names)
    remedy = near if near.endswith("?") else "; take it away"
    return f"allow: {key!r} is not needed: it is no term of {agreement.name!r} and no change of one{remedy}"


def _names(agreement: Agreement) -> Iterator[str]:
    """The paths and the words of all changes of a contract, and of all of its terms."""
    for part in parts_of(agreement):
        yield path_text(part.path)
    for mutant in mutants(agreement):
        yield from (mutant.path, mutant.written_at, str(mutant))
    for term in covered_by(agreement, {}).terms:
        yield from (term.path, term.text)
