"""Coverage: the terms of a contract on which the result of some test rests, and those on which none does (docs/testing.md).

A term is exercised when a statement would be different without it, or with another value in its place. So a tier is exercised by a measure
that falls into it, a cap by a credit that it cuts, an exclusion by a record that it leaves out, and the terms of claims by a claim, made in
time or too late. A target is by a line that meets it and by one that misses it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from attrs import field, frozen

from slakit.agreements.agreement import Agreement
from slakit.agreements.objective import Objective
from slakit.agreements.paths import Path, path_text
from slakit.analysis.diffs.term_change import TermChange
from slakit.analysis.diffs.words_of_terms import title, words_of
from slakit.calendars.always import ALWAYS
from slakit.engine.evaluate import evaluate
from slakit.errors import SlakitError
from slakit.penalties.settlement.settlement import Settlement
from slakit.penalties.wrappers.wrapper import Wrapper
from slakit.statements.formats import in_format
from slakit.statements.line import Line
from slakit.statements.parse import FIRST
from slakit.statements.statement import Statement
from slakit.targets.verdict import Outcome
from slakit.testing.given_records import lasting, read_by
from slakit.testing.mutation.alternatives import alternatives, extremes, lower
from slakit.testing.mutation.mutants import Mutant, mutants_of, placed
from slakit.testing.mutation.parts import Part, parts_of

Test = Callable[[Agreement], Statement]
Order = Callable[[Path], Iterable[str]]

# what a line says of its terms and why, and no figure
TEXTS = {
    *("clause", "version", "period", "from", "until", "target", "limits", "fee", "judged_shown"),
    *("reason", "verdict_reason", "open", "unread", "steps", "unsettled", "claim", "claim_by"),
}
AT_ALL_TIMES = words_of(ALWAYS)
CLAIMS = ("settlement", "claims")
OF_ITS_RULE = {"most", "least"}  # the amount of a cap or a minimum, which is exercised when the cap or the minimum is


@frozen
class CoveredTerm:
    """A term in words, its path in the document, and the names of the tests that exercise it."""

    text: str
    path: str
    tests: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.text


@frozen(repr=False)
class Coverage:
    """The terms of a contract, each with the tests that exercise it; `allowed` is how many are left out, since a file allows it."""

    agreement: Agreement = field(repr=False)
    terms: tuple[CoveredTerm, ...]
    allowed: int = 0

    @property
    def exercised(self) -> tuple[CoveredTerm, ...]:
        """The terms on which the result of a test rests."""
        return tuple(term for term in self.terms if term.tests)

    @property
    def missing(self) -> tuple[CoveredTerm, ...]:
        """The terms on which no result rests."""
        return tuple(term for term in self.terms if not term.tests)

    @property
    def percent(self) -> int:
        """The share of terms that are exercised, in whole percent, rounded down."""
        return len(self.exercised) * 100 // len(self.terms) if self.terms else 100

    def __str__(self) -> str:
        head = f"{self.agreement.name}: {len(self.exercised)} of {len(self.terms)} terms exercised ({self.percent} %)"
        head += f", {self.allowed} term{'s' * (self.allowed != 1)} allowed" if self.allowed else ""
        lines = [f"  {placed(term.path, str(term))}" for term in self.missing]
        return "\n".join([head, *([f"no test exercises {len(lines)}:"] if lines else []), *lines])

    def __repr__(self) -> str:
        return f"<Coverage {self.agreement.name}: {len(self.exercised)} of {len(self.terms)} terms>"


def coverage(agreement: Agreement, tests: Mapping[str, Test | Mapping[str, Any]] | Iterable[Test | Mapping[str, Any]]) -> Coverage:
    """Return which terms of a contract some tests exercise: records, or functions that make a statement of a contract, named or listed.

    >>> print(testing.coverage(agreement, [{"outages": [{"start": "2026-03-10T10:00Z", "end": "2026-03-10T11:00Z"}]}]))
    Hosting: 7 of 8 terms exercised (87 %)
    no test exercises 1:
      objectives[0].penalty.below."99 %": Uptime, penalty below 99 %: 10 %

    A term is exercised too where a function fails without it, as one does that feeds a stream which nothing reads then: records themselves
    are the better test of an exclusion.
    """
    named = tests.items() if isinstance(tests, Mapping) else ((str(number), test) for number, test in enumerate(tests, 1))
    return covered_by(agreement, {name: test if callable(test) else _over(agreement, lasting(test)) for name, test in named})


def covered_by(agreement: Agreement, tests: Mapping[str, Test], order: Order | None = None) -> Coverage:
    """The coverage by some tests; with an order of the tests for each path, a term names the first one that exercises it, and is done."""
    plain = {name: test(agreement) for name, test in tests.items()}
    figures = {name: _figures(statement) for name, statement in plain.items()}
    seen = {agreement}
    terms: list[CoveredTerm] = []
    for part in parts_of(agreement):
        if isinstance(part.value, Objective):
            terms += _outcomes(path_text((*part.path, "target")), part.value, plain)
        if "target" in part.path or part.field in OF_ITS_RULE or isinstance(part.value, Settlement):  # whose parts are terms
            continue
        changed = list(mutants_of(agreement, part, _without(part), seen))
        if changed:
            names = tests if order is None else order(part.path)
            by = (name for name in names if any(_rests(tests[name], plain[name], figures[name], one, part) for one in changed))
            change = _shown(changed)
            text = ": ".join(filter(None, [change.name, change.before]))
            terms.append(CoveredTerm(text, change.path, tuple(by if order is None else islice(by, 1))))
    return Coverage(agreement, tuple(terms))


def _shown(changed: Sequence[Mutant]) -> TermChange:
    """The change by whose words a term is called: of a calendar that to open always, which names all of it."""
    changes = [one.changes[0] for one in changed]
    return next((change for change in changes if change.after == AT_ALL_TIMES), changes[0])


def _without(part: Part) -> Iterator[Any]:
    """Values in the place of a part that make a difference as soon as anything rests on it."""
    if isinstance(part.value, Wrapper):
        return iter((part.value.rule,))  # and not without the rule that it wraps, whose parts are terms
    return chain(alternatives(part), lower(part), extremes(part) if "metric" in part.path or "exclusions" in part.path else ())


def _over(original: Agreement, records: Mapping[str, Any]) -> Test:
    """The statement of a contract; of one that was changed over the streams that it still reads, for an unread stream changes no figure."""
    return lambda agreement: evaluate(agreement, records if agreement is original else read_by(agreement, records))


def _outcomes(path: str, objective: Objective, plain: Mapping[str, Statement]) -> Iterator[CoveredTerm]:
    """Its target met, and its target missed; a target of 100 % or of zero too has both sides."""
    for outcome in (Outcome.MET, Outcome.MISSED):
        by = tuple(name for name, statement in plain.items() if any(_is(line, objective, outcome) for line in statement.lines))
        yield CoveredTerm(f"{title(objective)}, target: {objective.target} {outcome}", path, by)


def _is(line: Line, objective: Objective, outcome: Outcome) -> bool:
    return line.name == objective.name and line.outcome is outcome


def _rests(test: Test, before: Statement, figures: object, mutant: Mutant, part: Part) -> bool:
    """True if a statement is different after a change; of terms of claims, once something is claimed or forfeited."""
    try:
        after = test(mutant.agreement)
    except (SlakitError, AssertionError):
        return part.path[:2] != CLAIMS or _claimed(before)
    return figures != _figures(after) and (part.path[:2] != CLAIMS or _claimed(before) or _claimed(after))


def _claimed(statement: Statement) -> bool:
    """True if a claim was made, or is too late; that there could be one decides nothing yet."""
    return any(line.claimed or line.forfeited or line.forfeited_units or (line.entitled_units and line.in_kind) for line in statement.lines)


def _figures(statement: Statement) -> object:
    """The verdicts, measures and amounts of a statement, without the texts that say why."""
    data = in_format(statement.to_dict(), FIRST)  # a later one has terms of the contract too, such as the edges of a penalty
    lines = [{key: value for key, value in line.items() if key not in TEXTS} for line in data["lines"]]
    for line in lines:
        measure = line["measure"]
        line["measure"] = {key: measure[key] for key in ("value", "low", "high", "sample", "pending", "breaches")}
        line["adjustments"] = _numbers(line["adjustments"])
    aside = ("format", "as_of", "timezone", "lines", "digest", "problems", "accounts")
    return [lines, *(value for key, value in data.items() if key not in aside)]


def _numbers(adjustments: Sequence[Mapping[str, Any]]) -> list[Any]:
    return [{key: value for key, value in one.items() if key != "text"} for one in adjustments]
