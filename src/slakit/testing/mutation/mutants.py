"""Mutants: a contract with one term changed, to see whether its tests notice (docs/testing.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from attrs import evolve, field, frozen

from slakit.agreements.agreement import Agreement
from slakit.agreements.paths import Path, path_text
from slakit.analysis.diffs.compare_terms import changed_terms
from slakit.analysis.diffs.term_change import TermChange
from slakit.errors import SlakitError, UsageError
from slakit.testing.mutation.alternatives import alternatives
from slakit.testing.mutation.parts import Part, parts_of, replaced
from slakit.testing.mutation.shared_calendars import Days, shared_changes

EXAMPLE = "lambda contract: assert_credit(contract, records, '0 EUR')"


@frozen(repr=False)
class Mutant:
    """A contract in which one term is another one; `str` says which, and how it was."""

    agreement: Agreement = field(repr=False)
    keys: Path
    original: Agreement = field(repr=False, eq=False)

    @cached_property
    def changes(self) -> tuple[TermChange, ...]:
        """The change in words, as `diff` has it."""
        return tuple(changed_terms(self.original, self.agreement))

    @property
    def path(self) -> str:
        """The path of the term in the document, as `diff` has it."""
        return next((change.path for change in self.changes), path_text(self.keys))

    @property
    def written_at(self) -> str:
        """The path of the term in the document as it is: of a tier whose edge moved, the edge that is written."""
        change = next(iter(self.changes), None)
        if change is None or not change.before or not change.after:
            return self.path
        moved, edge = (path_text(("below", text)).removeprefix("below") for text in (change.after, change.before))
        return self.path.removesuffix(moved) + edge if self.path.endswith(moved) else self.path

    def __str__(self) -> str:
        changes = self.changes
        if len(changes) > 1 and len({(one.before, one.after) for one in changes}) == 1:  # one calendar that stands in several terms
            if len({one.path for one in changes}) == 1:
                return str(evolve(changes[0], where="agreement", term=changes[0].path))
            return f"{changes[0]}, and in {len(changes) - 1} more term{'s' * (len(changes) > 2)}"
        return "; ".join(map(str, changes)) or self.path

    def __repr__(self) -> str:
        return f"<Mutant {self}>"


def placed(path: str, text: str) -> str:
    """The words of a change or a term after its path, unless they begin with it.

    >>> from slakit.testing.mutation.mutants import placed
    >>> placed("fee", "fee: 12,000.00 GBP"), placed("objectives[0].target", "Uptime, target: at least 99.9 %")
    ('fee: 12,000.00 GBP', 'objectives[0].target: Uptime, target: at least 99.9 %')
    """
    return text if text.startswith(f"{path}:") else f"{path}: {text}"


def mutants(agreement: Agreement, days: Callable[[], Days] | None = None) -> tuple[Mutant, ...]:
    """Every contract that differs from a contract in one term, as far as it is a contract too.

    A calendar with more than three dozen dates loses each of those that lie in `days`, stretches of days as pairs, or each of all.

    >>> print(*testing.mutants(agreement)[:3], sep="\\n")
    timezone: Europe/London -> UTC
    fee: 12,000.00 GBP -> 13,200.00 GBP
    fee: 12,000.00 GBP -> 10,800.00 GBP
    """
    if not isinstance(agreement, Agreement):
        raise UsageError(f"{agreement!r} is not an agreement; write mutants(load('contract.toml'))")
    seen = {agreement}
    made = [mutant for part in parts_of(agreement) for mutant in mutants_of(agreement, part, alternatives(part), seen)]
    for part, changed in shared_changes(agreement, days):
        if changed not in seen:
            seen.add(changed)
            made.append(Mutant(changed, part.path, agreement))
    return tuple(made)


def mutants_of(agreement: Agreement, part: Part, values: Iterable[object], seen: set[Agreement]) -> Iterator[Mutant]:
    """The contracts, but for those seen before, with one of some values in the place of a part; a value that does not fit is left out."""
    for value in values:
        try:
            changed = replaced(agreement, part.steps, value)
        except (SlakitError, TypeError, ValueError, ArithmeticError):
            continue
        if changed not in seen:
            seen.add(changed)
            yield Mutant(changed, part.path, agreement)


def survivors(agreement: Agreement, test: Callable[[Agreement], object], among: Iterable[Mutant] | None = None) -> tuple[Mutant, ...]:
    """The mutants that a test does not notice: it is called with each, and must raise an error or an AssertionError."""
    if not callable(test):
        raise UsageError(f"a {type(test).__name__} is not a test; write a function of a contract, such as {EXAMPLE}")
    must_pass(agreement, test)
    return tuple(mutant for mutant in (mutants(agreement) if among is None else among) if not notices(test, mutant.agreement))


def must_pass(agreement: Agreement, test: Callable[[Agreement], object]) -> None:
    """Raise UsageError for a test that fails for the contract as it is, and so says nothing of its changes."""
    try:
        test(agreement)
    except (AssertionError, SlakitError) as error:
        reason = str(error).partition("\n")[0] or type(error).__name__
        raise UsageError(f"the test fails for the contract as it is: {reason}; mend the test first") from error


def notices(test: Callable[[Agreement], object], agreement: Agreement) -> bool:
    """True if a test fails for an agreement."""
    try:
        test(agreement)
    except (AssertionError, SlakitError):
        return True
    return False
