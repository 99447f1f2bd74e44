"""check: what is wrong with a contract, before anybody signs it."""

from collections.abc import Iterator

from attrs import evolve

from slakit.agreements.agreement import Agreement
from slakit.agreements.allow import USELESS, Allowed
from slakit.agreements.paths import Path, path_text
from slakit.analysis.checks.contract import Contract
from slakit.analysis.checks.finding import Finding
from slakit.analysis.checks.flaw import Flaw
from slakit.analysis.checks.table import CHECKS
from slakit.analysis.checks.written_path import written_path
from slakit.errors import UsageError


def check(agreement: Agreement, *, allowed: bool = False) -> tuple[Finding, ...]:
    """Return what is wrong with a contract, in the order of its parts; nothing when it is sound.

    >>> check(agreement)
    ()

    What the contract allows, `allow={"target-of-100-percent": "clause 3: ..."}`, is left out; with `allowed=True` it is there too, each
    finding with the reason as its `allowed`. Of an agreement that was read from a document the place is that in the document, and its
    names are looked at as well. Each finding about money or verdicts has a `witness`, the records that show it. docs/findings.md explains
    every code.
    """
    if not isinstance(agreement, Agreement):
        raise UsageError(f"{agreement!r} is not an agreement; write check(load('contract.toml'))")
    contract = Contract(agreement)
    every = [_finding(code, flaw, contract) for code, check in CHECKS.items() for flaw in check(contract)]
    used = {(path, finding.code) for path, finding in every if finding.allowed is not None}
    every += _useless(contract, used)
    order = {path: index for index, path in enumerate(_paths(contract))}
    every.sort(key=lambda one: (order.get(one[0], -1), one[1].place, one[1].code))
    return tuple(finding for _, finding in every if allowed or finding.allowed is None)


def _paths(contract: Contract) -> list[Path]:
    return [promise.path for promise in contract.every_promise]


def _finding(code: str, flaw: Flaw, contract: Contract) -> tuple[Path, Finding]:
    """A finding, and the path of what allows it or might."""
    owner = next((one for one in contract.every_promise if flaw.path[: len(one.path)] == one.path), None)
    whole = dict(contract.agreement.allow)
    own = dict(owner.objective.allow) if owner else {}
    clause = flaw.clause or (owner.objective.clause if owner else "")
    path = written_path(flaw.path, contract.document) if contract.document else flaw.path
    finding = Finding(code, path_text(path), flaw.text, flaw.remedy, clause or None, flaw.witness)
    if code in own and owner:
        return owner.path, evolve(finding, allowed=own[code])
    return () if code in whole or not owner else owner.path, evolve(finding, allowed=whole.get(code))


def _useless(contract: Contract, used: set[tuple[Path, str]]) -> Iterator[tuple[Path, Finding]]:
    """The codes that are allowed and are not there."""
    tables: list[tuple[Path, Allowed, str]] = [((), contract.agreement.allow, "")]
    tables += [(promise.path, promise.objective.allow, promise.objective.clause) for promise in contract.every_promise]
    for path, allow, clause in tables:
        for code, _ in allow:
            if (path, code) not in used:
                text = f"{code!r} is allowed, and there is no such finding"
                yield path, Finding(USELESS, path_text((*path, "allow", code)), text, f'leave "{code}" out of allow', clause or None)
