"""Difference: what an amended statement changes in a closed one, line by line, to be posted to the present period (semantics A2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from slakit.errors import UsageError
from slakit.penalties.penalty import Penalty
from slakit.statements.closed import Closed
from slakit.statements.closed_line import ClosedLine
from slakit.statements.reading import lines_of, plain_of
from slakit.values.money import Money
from slakit.values.quantity import Quantity


@frozen
class Change:
    """One line that an amended statement gives otherwise: as it was closed, and as it is now; one of them is None where it had none."""

    closed: ClosedLine | None
    amended: ClosedLine | None

    @property
    def line(self) -> ClosedLine:
        """The line, as it is now where it still is."""
        line = self.amended or self.closed
        if line is None:
            raise UsageError("a change has a line before or after; write Change(closed, amended)")
        return line

    @property
    def credit(self) -> Money | None:
        """What its credit grows by, before any cap of the settlement."""
        return self._delta("credit")

    @property
    def payable(self) -> Money | None:
        """What is to be posted: what the provider owes more, or less than nothing where it credited too much."""
        return self._delta("payable")

    @property
    def bonus(self) -> Money | None:
        return self._delta("bonus")

    @property
    def returned(self) -> Money | None:
        return self._delta("returned")

    @property
    def units(self) -> tuple[Quantity, ...]:
        """What is owed more, or less, in kind."""
        before, now = (part.units if part else () for part in (self.closed, self.amended))
        return Penalty(None, units=[*now, *(-amount for amount in before)]).units

    def _delta(self, name: str) -> Money | None:
        """What an amount grows by; a line that is not there has none."""
        before, now = (None if part is None else getattr(part, name) for part in (self.closed, self.amended))
        if before is None or now is None:
            return now if before is None else -before
        grown: Money = now - before
        return grown

    def __str__(self) -> str:
        before, now = (part.found if part else "no line" for part in (self.closed, self.amended))
        amounts = [amount.show() for amount in (self.payable, *self.units) if amount]
        bonus = [f"bonus {self.bonus.show()}"] if self.bonus else []
        bonus += [f"earned back {self.returned.show()}"] if self.returned else []
        told = f"{before}, now {now}" if before != now else now
        return f"{self.line.title}: {told}; {', '.join([*amounts, *bonus]) or 'nothing'} to post"

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        line = self.line
        return {
            "name": line.name,
            "period": line.label,
            "group": list(line.group) if isinstance(line.group, tuple) else line.group,
            "closed": self.closed and self.closed.found,
            "amended": self.amended and self.amended.found,
            "credit": _text(self.credit),
            "payable": _text(self.payable),
            "bonus": _text(self.bonus),
            "returned": _text(self.returned),
            "units": list(map(str, self.units)),
        }


@frozen(kw_only=True)
class Difference:
    """The lines that an amended statement gives otherwise, and what they come to; `seal` and `digest` say which two statements it is of."""

    agreement: str
    seal: str
    digest: str
    changes: tuple[Change, ...]
    nothing: Money | None = None

    @property
    def credit(self) -> Money | None:
        """What is to be posted in all; None in an agreement that pays no money."""
        return _sum(self.nothing, [change.payable for change in self.changes])

    @property
    def gross_credit(self) -> Money | None:
        """What the credits grow by, before any cap."""
        return _sum(self.nothing, [change.credit for change in self.changes])

    @property
    def bonus(self) -> Money | None:
        return _sum(None, [change.bonus for change in self.changes])

    @property
    def returned(self) -> Money | None:
        return _sum(None, [change.returned for change in self.changes])

    @property
    def units(self) -> tuple[Quantity, ...]:
        return Penalty(None, units=[amount for change in self.changes for amount in change.units]).units

    def __str__(self) -> str:
        total = f"to post: {self.credit.show()}" if self.credit is not None else "no money to post"
        return "\n".join([*map(str, self.changes), total if self.changes else "nothing changed"])

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "agreement": self.agreement,
            "seal": self.seal,
            "digest": self.digest,
            "changes": [change.to_dict() for change in self.changes],
            "gross_credit": _text(self.gross_credit),
            "credit": _text(self.credit),
            "bonus": _text(self.bonus),
            "returned": _text(self.returned),
            "units": list(map(str, self.units)),
        }


def difference(closed: Closed, amended: object) -> Difference:
    """What an amended statement changes in a closed one; `amended - closed` is the same.

    Raises UsageError for statements of two agreements, or of other periods.
    """
    if not isinstance(closed, Closed):
        raise UsageError(f"{type(closed).__name__} is not a closed statement; write statement.close(), or Closed.from_json(text)")
    written = plain_of(amended)
    if written.get("agreement") != closed.agreement:
        raise UsageError(
            f"{written.get('agreement')!r} is not {closed.agreement!r}, whose statement was closed; compare two of one agreement"
        )
    before, now = closed.lines, lines_of(written)
    _alike(before, now)
    old, new = ({line.key: line for line in lines} for lines in (before, now))
    keys = dict.fromkeys([*new, *old])
    changes = [Change(old.get(key), new.get(key)) for key in keys if _differs(old.get(key), new.get(key))]
    ordered = sorted(changes, key=lambda change: (change.line.span.last, -change.line.span.first))
    return Difference(
        agreement=closed.agreement,
        seal=closed.seal,
        digest=str(written.get("digest", "")),
        changes=tuple(ordered),
        nothing=None if closed.credit is None else closed.credit * 0,
    )


def _alike(before: Sequence[ClosedLine], now: Sequence[ClosedLine]) -> None:
    """Check that two statements are of the same objectives and periods; groups may come and go with the records."""
    had, has = ({(line.name, line.span): line for line in lines} for lines in (before, now))
    problems = [f"{had[key].title} was closed, and the amended statement has no such line" for key in had if key not in has]
    problems += [f"{has[key].title} is in the amended statement, and was not closed" for key in has if key not in had]
    if problems:
        raise UsageError(*(f"{problem}; evaluate the same period again" for problem in problems))


def _differs(old: ClosedLine | None, new: ClosedLine | None) -> bool:
    if old is None or new is None:
        return True
    return _compared(old) != _compared(new)


def _compared(line: ClosedLine) -> Mapping[str, object]:
    measured = (line.outcome, line.measure.value, line.measure.unit, line.judged)
    return {"measured": measured, "owed": (line.credit, line.payable, line.bonus, line.returned, line.units), "rights": line.rights}


def _sum(nothing: Money | None, amounts: Sequence[Money | None]) -> Money | None:
    known = [amount for amount in (nothing, *amounts) if amount is not None]
    return sum(known[1:], known[0]) if known else None


def _text(value: object) -> str | None:
    return None if value is None else str(value)
