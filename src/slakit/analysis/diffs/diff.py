"""diff: two versions of a contract as changes in terms, in what is paid, and in what records come to (docs/comparing.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, overload

from attrs import evolve, frozen

from slakit.agreements.agreement import Agreement
from slakit.analysis.diffs.amount_changes import amount_changes
from slakit.analysis.diffs.compare_terms import changed_terms
from slakit.analysis.diffs.diff_text import markdown_of, text_of
from slakit.analysis.diffs.duty_change import DutyChange, changed_duties
from slakit.analysis.diffs.line_change import LineChange, changed_lines, shown
from slakit.analysis.diffs.match_objectives import every_objective, pairs_of
from slakit.analysis.diffs.paid_change import PaidChange, paid_changes
from slakit.analysis.diffs.term_change import TermChange
from slakit.analysis.diffs.words_of_terms import title
from slakit.engine.evaluate import evaluate
from slakit.errors import UsageError, close_match
from slakit.statements.statement import Statement


@frozen
class Diff(Sequence[TermChange]):
    """The differences between two versions of a contract; as a sequence, the terms that differ.

    `paid` is what the newer one pays more or less at every measure. With records, `lines` are those whose verdict or amounts differ,
    `duties` what the parties have to do otherwise, and `before` and `after` the statements.
    """

    title: str
    terms: tuple[TermChange, ...]
    paid: tuple[PaidChange, ...] = ()
    lines: tuple[LineChange, ...] = ()
    duties: tuple[DutyChange, ...] = ()
    before: Statement | None = None
    after: Statement | None = None

    def __len__(self) -> int:
        return len(self.terms)

    def __iter__(self) -> Iterator[TermChange]:
        return iter(self.terms)

    @overload
    def __getitem__(self, index: int) -> TermChange: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[TermChange, ...]: ...
    def __getitem__(self, index: int | slice) -> TermChange | tuple[TermChange, ...]:
        return self.terms[index]

    @property
    def totals(self) -> tuple[str, str] | None:
        """The totals of each version over the records; None without records."""
        if self.before is None or self.after is None:
            return None
        before, after = (", ".join(shown(statement.amounts)) or "nothing" for statement in (self.before, self.after))
        return before, after

    @property
    def records(self) -> tuple[str, ...]:
        """A text for each change that records show, and at last what they come to in all; nothing without records."""
        if self.before is None or self.after is None:
            return ()
        before, after = (evolve(statement.amounts, rights=()) for statement in (self.before, self.after))  # lines say who may do what
        total = "; ".join(amount_changes(before, after)) or f"{', '.join(shown(after)) or 'nothing'}, as before"
        return (*map(str, self.lines), *map(str, self.duties), f"in all: {total}")

    def __str__(self) -> str:
        return text_of(self.title, self.terms, self.paid, self.records)

    def to_markdown(self) -> str:
        """The same as Markdown, with a heading for terms, for what is paid, and for what the records come to."""
        return markdown_of(self.title, self.terms, self.paid, self.records)

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "title": self.title,
            "terms": [change.to_dict() for change in self.terms],
            "paid": [change.to_dict() for change in self.paid],
            "lines": [change.to_dict() for change in self.lines],
            "duties": [change.to_dict() for change in self.duties],
            "totals": None if self.totals is None else list(self.totals),
        }


def diff(old: Agreement, new: Agreement, records: Mapping[str, Any] | None = None, *, period: Any = None) -> Diff:
    """Compare two versions of a contract: the terms, what is paid at every measure, and with records what these come to.

    >>> dearer = Objective("Uptime", Uptime("outages"), "at least 99.95 %", penalty=agreement.objectives[0].penalty)
    >>> newer = Agreement(
    ...     "Hosting", provider="Brightside", customer="Acme", term=("2026-01-01", "2027-01-01"), timezone="Europe/London", fee="12000 GBP",
    ...     objectives=[dearer],
    ... )
    >>> print(diff(agreement, newer))
    Hosting: 1 term differs
      Uptime, target: at least 99.9 % -> at least 99.95 %
    what is paid at each measure is as before

    The tiers pay as before, since an edge is one of the rule and not the target. Objectives are matched by name, or else by clause, or by
    what they measure. What is paid is compared in every period, or in those of `period`, and for a first miss where a rule looks back. The
    terms of both are compared as they are written: two ways to write one thing may differ. Raises UsageError for records of a stream that
    neither has.
    """
    for one in (old, new):
        if not isinstance(one, Agreement):
            raise UsageError(f"{one!r} is not an agreement; write Agreement(...), or load('contract.toml')")
    before, after = (None, None) if records is None else _statements(old, new, records, period)
    return compared(old, new, before, after, period)


def compared(old: Agreement, new: Agreement, before: Statement | None, after: Statement | None, period: Any = None) -> Diff:
    """Compare two versions of a contract, and a statement of each if there is one."""
    pairs = pairs_of(every_objective(old), every_objective(new))
    named = [(pair, title(pair.old or pair.new)) for pair in pairs]  # type: ignore[arg-type]  # one of them is there
    terms = tuple(changed_terms(old, new))
    paid = [change for pair, where in named for change in paid_changes(old, new, pair, where, period)] if terms else []
    both = None if before is None or after is None else (before, after)
    lines = changed_lines(*both, pairs) if both else []
    duties = changed_duties(*both, pairs) if both else []
    called = old.name if old.name == new.name else f"{old.name} -> {new.name}"
    return Diff(called, terms, tuple(paid), tuple(lines), tuple(duties), before, after)


def _statements(old: Agreement, new: Agreement, records: Mapping[str, Any], period: Any) -> tuple[Statement, Statement]:
    """The statements of both versions over the records, of the streams that each reads."""
    streams = dict.fromkeys([*old.streams, *new.streams])
    if unknown := [stream for stream in records if stream not in streams]:
        raise UsageError(*(f"{stream!r} is not a stream of either contract{close_match(stream, streams)}" for stream in unknown))
    kept = {stream: list(rows) if isinstance(rows, Iterator) else rows for stream, rows in records.items()}  # both read them
    before, after = (
        evaluate(one, {stream: rows for stream, rows in kept.items() if stream in one.streams}, period=period) for one in (old, new)
    )
    return before, after
