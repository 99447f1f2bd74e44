"""Suite: the scenario files of one contract together, what they exercise of it, and which changes of it they do not notice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

from attrs import define, field

from slakit.agreements.agreement import Agreement
from slakit.agreements.objective import Objective
from slakit.agreements.paths import Path, key_text, path_text
from slakit.testing.mutation.contract_coverage import Coverage, CoveredTerm, covered_by
from slakit.testing.mutation.mutants import Mutant, must_pass, mutants, notices, placed
from slakit.testing.mutation.noticed_by import noticed_by
from slakit.testing.scenarios.allowed_changes import PLACEHOLDER
from slakit.testing.scenarios.scenario import Scenario
from slakit.testing.scenarios.scenario_file import ScenarioFile

REMEDY = "write a scenario that comes out otherwise after the change, or allow it in a scenario file: [allow]"


@define
class Suite:
    """The scenario files of one contract."""

    agreement: Agreement
    files: list[ScenarioFile] = field(factory=list)
    also: list[Callable[[Agreement], object]] = field(factory=list)  # tests that are no scenarios, for the mutants

    @property
    def scenarios(self) -> Iterator[Scenario]:
        """The scenarios of all files."""
        return (scenario for file in self.files for scenario in file.scenarios)

    @cached_property
    def allow(self) -> Mapping[str, str]:
        """The changes that no scenario need notice, each by its path or its words, with the reason."""
        return {key: why for file in self.files for key, why in file.allow.items()}

    @cached_property
    def coverage(self) -> Coverage:
        """The terms that the scenarios exercise; those that are allowed not to be are left out, and counted."""
        kept = tuple(term for term in self._covered.terms if term.tests or not self._allows(term))
        return Coverage(self.agreement, kept, len(self._covered.terms) - len(kept))

    @cached_property
    def _covered(self) -> Coverage:
        """The terms that are exercised by the scenarios that can be evaluated."""
        names = {id(one): f"{file.path}: {one.name}" for file in self.files for one in file.scenarios if not one.run().error}
        tests = {names[id(one)]: one.statement for one in self.scenarios if id(one) in names}
        return covered_by(self.agreement, tests, lambda path: (names[id(one)] for one in self._nearest(path) if id(one) in names))

    @cached_property
    def survivors(self) -> tuple[Mutant, ...]:
        """The changes that no scenario notices, but for those that are allowed."""
        return tuple(mutant for mutant in self._unnoticed if not self._allows(mutant))

    @cached_property
    def mutants(self) -> tuple[Mutant, ...]:
        """Every change of the contract."""
        return mutants(self.agreement, self._days)

    def _days(self) -> list[tuple[date, date]]:
        """The days of the periods that the scenarios are about."""
        lines = (line for one in self.scenarios for line in getattr(one.run().statement, "lines", ()))
        return list({(line.period.span.start.date(), line.period.span.end.date()): None for line in lines})

    @cached_property
    def unused(self) -> tuple[str, ...]:
        """Allowances that nothing needs, for every change is noticed; what fits nothing is reported by its file."""
        left: list[Mutant | CoveredTerm] = [*self._unnoticed, *self._covered.missing]
        needed = {name for one in left for name in _names(one)}
        unfit = {key for file in self.files for key in file.not_needed}
        return tuple(key for key in self.allow if key not in needed and key not in unfit)

    @cached_property
    def _unnoticed(self) -> tuple[Mutant, ...]:
        for file in self.files:
            must_pass(self.agreement, file.test)
        unnoticed: list[Mutant] = []
        noticing: Scenario | None = None
        for mutant in self.mutants:
            tried = self._nearest(mutant.keys)
            if noticing in tried:  # what noticed a change often notices the next one
                tried = [noticing, *(one for one in tried if one is not noticing)]
            noticing = next((one for one in tried if not one.run(mutant.agreement)), None)
            if noticing is None and not any(notices(other, mutant.agreement) for other in self.also):
                unnoticed.append(mutant)
        return tuple(unnoticed)

    def _nearest(self, path: Path) -> list[Scenario]:
        """The scenarios in the order in which they are tried: those first that expect something of the objective that a path leads into.

        Records that are made of a measure follow whatever metric the contract has, so that they say nothing of its terms.
        """
        name = self._objective(path)
        counted = (one for one in self.scenarios if "metric" not in path or name not in one.measured)
        return sorted(counted, key=lambda one: (name not in one.objectives, len(one.objectives)))

    def _objective(self, path: Path) -> str:
        """The name of the objective that a path leads into; "" for any other path."""
        value: object = self.agreement
        for step in path:
            value = value[int(step)] if isinstance(value, tuple) else getattr(value, str(step), None)
            if isinstance(value, Objective):
                return value.name
        return ""

    @property
    def headline(self) -> str:
        """The changes tried, not noticed and allowed, and the allowances without use, counted."""
        allowed = len(self._unnoticed) - len(self.survivors)
        unused = f", {len(self.unused)} allowed without need" if self.unused else ""
        kept = f", {allowed} change{'s' * (allowed != 1)} allowed" if allowed else ""
        return f"{len(self.mutants)} changes tried, {len(self.survivors)} not noticed{kept}{unused}"

    @property
    def findings(self) -> str:
        """The findings of `check` that the contract does not allow, counted: no change shows what it lacks, as a term that is short."""
        from slakit.analysis.checks.check import check

        count = len(check(self.agreement))
        return f"{count} finding{'s' * (count != 1)} of slakit check not allowed" if count else ""

    @property
    def report(self) -> str:
        """The changes that are not noticed, and the allowances without use, in words."""
        lines = [f"{self.agreement.name}: {self.headline}"]
        for one in self.survivors:
            hint = noticed_by(one, self._periods)
            lines += [f"  {placed(one.written_at, str(one))}", *([f"    {hint}"] if hint else [])]
        keys = (str(one) for one in self.survivors[:1])  # of the one change alone: a path would allow every other change of the term too
        remedy = [f"{REMEDY} {key_text(key) if chr(39) in key else repr(key)} = {key_text(PLACEHOLDER)}" for key in keys]
        return "\n".join(
            [*lines, *remedy, *(f"  allow: {key!r} is not needed; take it away" for key in self.unused), *filter(None, [self.findings])]
        )

    @property
    def _periods(self) -> list[str | None]:
        """The periods of the scenarios, for which a measure that would notice a change is looked up; None is the first whole one."""
        return list(dict.fromkeys(one.period for one in self.scenarios if one.period)) or [None]

    def _allows(self, one: Mutant | CoveredTerm) -> bool:
        return any(name in self.allow for name in _names(one))


def _names(one: Mutant | CoveredTerm) -> tuple[str, ...]:
    """The paths and the words of a change or a term: where it is written, and of a calendar also where it is used."""
    used = (path_text(one.keys),) if isinstance(one, Mutant) else ()
    return (one.path, str(one), *used)


def suites(files: Iterable[ScenarioFile]) -> list[Suite]:
    """The files of each contract together, in the order of the first."""
    made: list[Suite] = []
    for file in files:
        suite = next((suite for suite in made if suite.agreement == file.agreement), None)
        if suite is None:
            suite = Suite(file.agreement)
            made.append(suite)
        suite.files.append(file)
    return made
