"""ClosedStatement: a statement that no longer changes (docs/numbers.md A2)."""

from __future__ import annotations

import json
from datetime import datetime, tzinfo
from functools import cached_property
from typing import Any

from attrs import field, frozen

from slakit.errors import UsageError
from slakit.metrics.record import canonical
from slakit.statements.closed_line import ClosedLine
from slakit.statements.difference import Difference
from slakit.statements.parse import lines_of, plain_of, totals_of
from slakit.statements.plain_data import maybe, record, required
from slakit.statements.replaced import Replaced
from slakit.statements.seal import seal_of, sealed, unsealed
from slakit.timeline.zone import zone
from slakit.values.json_text import json_text
from slakit.values.money import Money
from slakit.values.read_json import read_json
from slakit.values.source_repr import in_brackets


def less(later: object, earlier: object) -> Difference:
    """Return the difference that a statement makes to another one; raises UsageError for what is no statement."""
    return difference(earlier, later)


def difference(closed: object, amended: object) -> Difference:
    """Compare a statement with another one, closed or not, as `amended - closed` does; UsageError for two agreements.

    >>> difference(statement, statement)
    <Difference Hosting: 0 lines changed, 0.00 GBP>

    The difference to a closed statement is to be posted, and is one of the same periods; of others it is an error. Two that are open may be
    of any periods: a line that one of them has not is in the difference with all that it comes to.
    """
    earlier, later = plain_of(closed), plain_of(amended)
    if later.get("agreement") != earlier.get("agreement"):
        which = "whose statement was closed" if isinstance(closed, ClosedStatement) else "whose statement it is compared with"
        raise UsageError(f"{later.get('agreement')!r} is not {earlier.get('agreement')!r}, {which}; compare two of one agreement")
    payable = totals_of(earlier).get("payable")
    return Difference.of_lines(
        lines_of(earlier),
        lines_of(later),
        agreement=str(later.get("agreement", "")),
        seal=closed.seal if isinstance(closed, ClosedStatement) else "",
        digest=str(later.get("digest", "")),
        nothing=None if payable is None else payable * 0,
    )


@frozen(repr=False)
class ClosedStatement:
    """A statement as it was written down: its lines and amounts, word for word, under a `seal` that shows any later change.

    >>> closed = statement.close()
    >>> assert ClosedStatement.from_json(closed.to_json()) == closed

    It serves as `history=` of later periods, and an amended statement less it is what is to be posted: `amended - closed`.
    `Statement.from_json(closed)` is the statement itself, with all its reports.
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
            data = read_json(text)
        except ValueError as error:
            raise UsageError(f"the text is not a closed statement ({error}); write closed.to_json()") from None
        statement = unsealed(data)
        plain_of(statement)
        return cls(canonical(statement))

    def to_json(self, indent: int | None = 2) -> str:
        """The statement and its seal, as `from_json` reads it."""
        return json_text(sealed(self.to_dict()), indent)

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
    def zone(self) -> tzinfo | None:
        """The zone of the agreement; of one in the first format, which does not name it, the offset of `as_of`."""
        return zone(named) if isinstance(named := self._written.get("timezone"), str) else self.as_of.tzinfo

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

    @property
    def replaces(self) -> Replaced | None:
        """The closed statement that this one, an amended one, stands for."""
        return maybe(self._written, "replaces", record(Replaced), "statement")

    __sub__ = less

    def __rsub__(self, amended: object) -> Difference:
        return less(amended, self)

    def __repr__(self) -> str:
        return in_brackets(self, f"{self.agreement}, as of {self.as_of.date()}:", f"{len(self.lines):,} lines, seal {self.seal[:12]}")
