"""ClosedStatement: a statement that no longer changes (docs/numbers.md A2)."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Any

from attrs import field, frozen

from slakit.errors import UsageError
from slakit.metrics.record import canonical
from slakit.statements.closed_line import ClosedLine
from slakit.statements.difference import Difference
from slakit.statements.parse import lines_of, plain_of, totals_of
from slakit.statements.plain_data import required
from slakit.values.money import Money
from slakit.values.source_repr import in_brackets

VERSION = 1


def seal_of(text: str) -> str:
    """The SHA-256 of a closed statement."""
    return sha256(text.encode()).hexdigest()


def less(amended: object, closed: object) -> Difference:
    """Return the difference that an amended statement makes to a closed one; raises UsageError if that is not closed."""
    if not isinstance(closed, ClosedStatement):
        raise UsageError(f"{type(closed).__name__} is not closed, and cannot be taken off; write amended - closed")
    return difference(closed, amended)


def difference(closed: ClosedStatement, amended: object) -> Difference:
    """Compare an amended statement with a closed one, as `amended - closed` does; UsageError for two agreements or other periods."""
    if not isinstance(closed, ClosedStatement):
        raise UsageError(f"{type(closed).__name__} is not a closed statement; write statement.close(), or ClosedStatement.from_json(text)")
    data = plain_of(amended)
    if data.get("agreement") != closed.agreement:
        raise UsageError(f"{data.get('agreement')!r} is not {closed.agreement!r}, whose statement was closed; compare two of one agreement")
    return Difference.of_lines(
        closed.lines,
        lines_of(data),
        agreement=closed.agreement,
        seal=closed.seal,
        digest=str(data.get("digest", "")),
        nothing=None if closed.payable is None else closed.payable * 0,
    )


@frozen(repr=False)
class ClosedStatement:
    """A statement as it was written down: its lines and amounts, word for word, under a `seal` that shows any later change.

    >>> closed = statement.close()
    >>> assert ClosedStatement.from_json(closed.to_json()) == closed

    It serves as `history=` of later periods, and an amended statement less it is what is to be posted: `amended - closed`.
    """

    text: str = field(repr=False)

    @classmethod
    def of(cls, statement: object) -> ClosedStatement:
        """The closed form of a statement, all of whose periods are over; raises UsageError for one that is not."""
        data = plain_of(statement)
        running = [line.title for line in lines_of(data) if not line.over]
        if running:
            rest = len(running) - 1
            lines = running[0] + (f" and {rest} more line{'' if rest == 1 else 's'}" if rest else "")
            raise UsageError(f"{lines}: the period is not over, and cannot be closed; write evaluate(period=...) for one that is")
        return cls(canonical(data))

    @classmethod
    def from_json(cls, text: str | bytes) -> ClosedStatement:
        """The closed statement that `to_json` wrote; raises UsageError for any other text, and for one that was changed since."""
        try:
            data = json.loads(text)
        except ValueError as error:
            raise UsageError(f"the text is not a closed statement ({error}); write closed.to_json()") from None
        if not isinstance(data, dict) or data.get("slakit closed") != VERSION or not isinstance(data.get("statement"), dict):
            raise UsageError("the text is not a closed statement; write statement.close().to_json()")
        made = canonical(data["statement"])
        if seal_of(made) != data.get("seal"):
            raise UsageError("the closed statement was changed after it was closed, its seal does not fit; use the one that was issued")
        plain_of(data["statement"])
        return cls(made)

    def to_json(self, indent: int | None = 2) -> str:
        """The statement and its seal, as `from_json` reads it."""
        return json.dumps({"slakit closed": VERSION, "seal": self.seal, "statement": self.to_dict()}, indent=indent, ensure_ascii=False)

    def to_dict(self) -> dict[str, Any]:
        """The plain data of the statement that was closed."""
        return self._written.copy()

    @cached_property
    def _written(self) -> dict[str, Any]:
        return dict(json.loads(self.text))

    @property
    def seal(self) -> str:
        """The SHA-256 of its text."""
        return seal_of(self.text)

    @property
    def digest(self) -> str:
        """The digest of the statement: of agreement, records and `as_of` (docs/numbers.md A3)."""
        return str(self._written.get("digest", ""))

    @property
    def agreement(self) -> str:
        return str(self._written.get("agreement", ""))

    @property
    def as_of(self) -> datetime:
        return required(self._written, "as_of", datetime.fromisoformat, "statement")

    @property
    def lines(self) -> tuple[ClosedLine, ...]:
        return lines_of(self._written)

    @property
    def credit(self) -> Money | None:
        """The sum of the credits, before caps."""
        return totals_of(self._written).get("credit")

    @property
    def payable(self) -> Money | None:
        """The amount that was payable."""
        return totals_of(self._written).get("payable")

    __sub__ = less

    def __rsub__(self, amended: object) -> Difference:
        return less(amended, self)

    def __repr__(self) -> str:
        return in_brackets(self, f"{self.agreement}, as of {self.as_of.date()}:", f"{len(self.lines):,} lines, seal {self.seal[:12]}")
