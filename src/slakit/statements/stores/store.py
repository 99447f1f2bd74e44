"""StatementStore: the closed statements of contracts, over the years. The door: say how texts are listed, and how one is kept."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from slakit.errors import UsageError
from slakit.statements.closed import ClosedStatement, difference
from slakit.statements.difference import Difference
from slakit.statements.formats import in_format
from slakit.statements.parse import FIRST
from slakit.statements.plain_data import write_fields
from slakit.statements.replaced import Replaced
from slakit.statements.stores.stored import LineKey, StoredStatement, line_key
from slakit.timeline.instants import instant


class StatementStore(ABC):
    """Closed statements, which never change, and the amended ones that came after them.

    `close` keeps the statement of a period, `amend` one that late or corrected records made, and returns what is to be posted
    (docs/numbers.md A2). `history` is what `history=` of later periods wants. A statement is kept whole or not at all, and none is
    overwritten.
    """

    @abstractmethod
    def texts(self, agreement: str | None) -> Iterator[tuple[str, int, str]]:
        """Yield, for each statement kept, where it is kept, which amendment it is, and its `ClosedStatement.to_json`.

        A store that can tell them without reading leaves out those of other agreements; `entries` leaves out the rest.
        """

    @abstractmethod
    def keep(self, entry: StoredStatement, text: str) -> None:
        """Keep a text, whole or not at all; raise UsageError if there is one of its agreement, period and amendment."""

    def entries(self, agreement: str | None = None) -> tuple[StoredStatement, ...]:
        """Every statement kept, of one agreement or of all, in the order of periods and amendments.

        Raises UsageError, with the place, for a text that was changed since it was kept, for a missing one between two amendments, and for
        an amended one that stands for another statement than the one before it.
        """
        entries, problems = [], []
        for kept_at, amendment, text in self.texts(agreement):
            try:
                entry = StoredStatement(ClosedStatement.from_json(text), _number(amendment))
                entries += [entry] if agreement in (None, entry.statement.agreement) else []
            except UsageError as error:
                problems += [f"{kept_at}: {problem}" for problem in error.problems]
        entries.sort(key=lambda entry: (entry.statement.agreement, entry.span.last, len(entry.keys), entry.amendment))
        problems += _broken(entries)
        if problems:
            raise UsageError(*problems)
        return tuple(entries)

    def latest(self, agreement: str | None = None) -> tuple[StoredStatement, ...]:
        """The last amendment of each period; of a month whose quarter was closed later the quarter, which holds its lines."""
        last = {(entry.statement.agreement, entry.period): entry for entry in self.entries(agreement)}.values()
        return tuple(entry for entry in last if not any(_within(entry, other) for other in last))

    def history(self, agreement: str | None = None, before: datetime | str | None = None) -> list[ClosedStatement]:
        """The statements that stand for the records of their periods, of those that end by `before`."""
        until = None if before is None else instant(before)
        return [entry.statement for entry in self.latest(agreement) if until is None or entry.span.last <= until]

    def close(self, statement: object) -> StoredStatement:
        """Keep the statement of a period that is over. To close the same one again changes nothing.

        Raises UsageError if the period is not over, or has lines that were closed and differ.
        """
        entry = StoredStatement(ClosedStatement.of(statement))
        had = [other for other in self.latest(entry.statement.agreement) if other.keys & entry.keys]
        for other in had:
            if _same(other.statement, entry.statement):
                return other
        problems = [_reclosed(other) for other in had if other.period == entry.period or _differ(other, entry)]
        if problems:
            raise UsageError(*problems)
        if not _follows(None, entry):
            raise UsageError(f"{entry.period} {_stands_for(entry)}, which is not here; close that first")
        self.keep(entry, entry.statement.to_json())
        return entry

    def amend(self, statement: object, reason: str = "") -> Difference:
        """Keep the amended statement of a closed period, and return the difference to the last one, which is to be posted.

        What is kept says which statement it stands for, the `reason`, and the difference, so that its reports do. Where nothing changed,
        nothing is kept. Raises UsageError if the period was not closed, or is part of a longer one that was.
        """
        closed = ClosedStatement.of(statement)
        made = StoredStatement(closed)
        had = [other for other in self.latest(closed.agreement) if other.keys & made.keys]
        before = next((other for other in had if other.period == made.period), None)
        if before is None:
            if had:
                raise UsageError(f"{made.period} was closed within {had[0].period}; evaluate and amend {had[0].period}")
            raise UsageError(f"{made.period} is not closed, and cannot be amended; write close")
        posting = difference(before.statement, closed)
        if posting.changes:
            was, amendment = before.statement, before.amendment + 1
            replaced = Replaced.of(posting, digest=was.digest, amendment=amendment, payable=was.payable, reason=reason)
            kept = ClosedStatement.of({**closed.to_dict(), "replaces": write_fields(replaced)})
            self.keep(StoredStatement(kept, amendment), kept.to_json())
        return posting

    def later(self, statement: object) -> tuple[str, ...]:
        """The closed periods after those of a statement, whose figures an amendment of it may change."""
        made = StoredStatement(ClosedStatement.of(statement))
        return tuple(entry.period for entry in self.latest(made.statement.agreement) if entry.span.last > made.span.last)


def _within(entry: StoredStatement, other: StoredStatement) -> bool:
    return entry.statement.agreement == other.statement.agreement and entry.keys < other.keys


def _number(amendment: object) -> int:
    """The number of an amendment as a store has it, of which a database or a name of a file may say anything."""
    if not isinstance(amendment, int):
        raise UsageError(f"{amendment!r} is not the number of an amendment; write 0 for the statement that was closed")
    return amendment


def _broken(entries: Sequence[StoredStatement]) -> Iterator[str]:
    """The statements that must have been kept and are not there, and those that do not stand for the one before them."""
    kept: dict[tuple[str, str], list[StoredStatement]] = {}
    for entry in entries:
        kept.setdefault((entry.statement.agreement, entry.period), []).append(entry)
    for (agreement, _), chain in kept.items():
        last = chain[-1]
        for lost in sorted({*range(last.amendment)} - {entry.amendment for entry in chain}):
            what = f"amended {lost}" if lost else "the one that was closed"
            yield f"{agreement}, {last.period}: amended {last.amendment} is here, and {what} is not; bring it back"
        if not _follows(None, chain[0]) and not chain[0].amendment:
            yield f"{agreement}, {chain[0].title} {_stands_for(chain[0])}, which is not here; bring that back"
        for before, entry in pairwise(chain):
            if before.amendment == entry.amendment:
                yield f"{agreement}, {entry.title} is here twice; keep the one that was issued"
            elif before.amendment + 1 == entry.amendment and not _follows(before, entry):
                yield f"{agreement}, {entry.title} {_stands_for(entry)}, which is not the one before it; bring that back"


def _follows(before: StoredStatement | None, entry: StoredStatement) -> bool:
    """True if a statement stands for the one before it; one that an earlier version amended does not say for which it stands."""
    replaced = entry.statement.replaces
    if replaced is None:
        return True
    return before is not None and (replaced.seal, replaced.amendment) == (before.statement.seal, before.amendment + 1)


def _stands_for(entry: StoredStatement) -> str:
    replaced = entry.statement.replaces
    return "" if replaced is None else f"stands for the statement of seal {replaced.seal[:12]} as its amendment {replaced.amendment}"


def _same(closed: ClosedStatement, other: ClosedStatement) -> bool:
    """True if two statements are one, though a later version may have written more of it, or with details, or as an amended one."""
    return closed.seal == other.seal or in_format(closed.to_dict(), FIRST) == in_format(other.to_dict(), FIRST)


def _reclosed(other: StoredStatement) -> str:
    payable = other.statement.payable
    owed = "" if payable is None else f" at {payable.show()} payable"
    return f"{other.title} is closed{owed}, and the statement differs from it; write amend to post the difference"


def _differ(other: StoredStatement, entry: StoredStatement) -> bool:
    """True if a line that both hold is not the same in both."""

    def shared(one: StoredStatement, keys: frozenset[LineKey]) -> dict[object, object]:
        return {line.key: (line.outcome, line.measure.value, line.measure.unit, line.prior) for line in one.lines if line_key(line) in keys}

    both = other.keys & entry.keys
    return shared(other, both) != shared(entry, both)
