"""Statement: what was promised, measured and owed under an agreement."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from slakit.errors import UsageError, close_match
from slakit.metrics.condition import by_value
from slakit.penalties.penalty import Penalty
from slakit.statements.adjustment import Adjustment
from slakit.statements.closed import ClosedStatement
from slakit.statements.explanation import Explanation
from slakit.statements.line import Line
from slakit.statements.problem import Account, Problem
from slakit.statements.table import markdown_table, text_table
from slakit.targets.verdict import Outcome
from slakit.values.money import Money
from slakit.values.quantity import Quantity

if TYPE_CHECKING:
    from slakit.statements.difference import Difference

HEAD = ("period", "objective", "clause", "target", "measured", "outcome", "credit", "payable")
MONEY = ("credit", "payable")


@frozen(kw_only=True)
class Statement:
    """The lines of an agreement, one for each objective, period and group, and what they come to.

    `credit` is the sum of the credits of the lines, before caps, `payable` of what is payable of them after the steps of the settlement,
    which `cuts` tell; both are None in an agreement that pays no money. What must be claimed is `entitled`, of which `claimed` and
    `forfeited` tell. `nature`, `tax` and `sole_remedy` are what the settlement says of its payments. `problems` are records that could not
    be counted, `accounts` what became of every record. `digest` is the same for everyone who holds the same agreement, records and `as_of`
    (docs/numbers.md A3).
    """

    agreement: str
    provider: str
    customer: str
    as_of: datetime
    lines: tuple[Line, ...]
    credit: Money | None
    payable: Money | None
    bonus: Money | None = None
    cuts: tuple[Adjustment, ...] = ()
    nature: str = ""
    tax: str = ""
    sole_remedy: bool | None = None
    problems: tuple[Problem, ...] = ()
    accounts: tuple[Account, ...] = field(default=(), repr=False)
    digest: str = ""

    @property
    def units(self) -> tuple[Quantity, ...]:
        """What came to be owed in kind, such as days of service or points, added up by unit: also what has become money since."""
        return Penalty(None, units=[amount for line in self.lines for amount in line.units]).units

    @property
    def in_kind(self) -> tuple[Quantity, ...]:
        """What of it is still owed in kind."""
        return Penalty(None, units=[amount for line in self.lines for amount in line.in_kind]).units

    @property
    def forfeited_units(self) -> tuple[Quantity, ...]:
        """What of it was not claimed in time."""
        return Penalty(None, units=[amount for line in self.lines for amount in line.forfeited_units]).units

    @property
    def entitled(self) -> Money | None:
        """What is payable if it is claimed in time."""
        return self._sum("entitled")

    @property
    def claimed(self) -> Money | None:
        """What of it was claimed in time; None where nothing is known of claims."""
        return self._sum("claimed")

    @property
    def forfeited(self) -> Money | None:
        """What of it was not, and no longer can be."""
        return self._sum("forfeited")

    @property
    def returned(self) -> Money | None:
        """What of earlier credits goes back to the provider."""
        return self._sum("returned")

    def _sum(self, name: str) -> Money | None:
        found = [amount for line in self.lines if (amount := getattr(line, name)) is not None]
        return sum(found[1:], found[0]) if found else None

    @property
    def rights(self) -> tuple[str, ...]:
        """What the customer may now do, each once."""
        return tuple(dict.fromkeys(right for line in self.lines for right in line.rights))

    @property
    def unsettled(self) -> tuple[str, ...]:
        """The lines for which no amount could be worked out, and why."""
        return tuple(f"{line.named}, {line.unsettled}" for line in self.lines if line.unsettled)

    @property
    def missed(self) -> tuple[Line, ...]:
        """The lines whose target was missed."""
        return tuple(line for line in self.lines if line.outcome is Outcome.MISSED)

    @property
    def unread(self) -> int:
        """How many records could not be read, by stream: as many as for the objective that could read the fewest (docs/numbers.md V1)."""
        found: dict[str, int] = {}
        for account in self.accounts:
            found[account.stream] = max(found.get(account.stream, 0), account.unread)
        return sum(found.values())

    @property
    def doubtful(self) -> tuple[Line, ...]:
        """The lines whose outcome records that could not be read may change, those without data because of them included."""
        return tuple(line for line in self.lines if line.measure.unread and not line.verdict.certain)

    def close(self) -> ClosedStatement:
        """The statement as it stands, never to change again (docs/numbers.md A2).

        Raises UsageError where a period is not over.
        """
        return ClosedStatement.of(self)

    def __sub__(self, closed: object) -> Difference:
        from slakit.statements.difference import difference

        if not isinstance(closed, ClosedStatement):
            raise UsageError(f"{type(closed).__name__} is not closed, and cannot be taken off; write amended - closed")
        return difference(closed, self)

    def line(self, name: str, period: str | None = None, group: Any = None) -> Line:
        """The one line of an objective; `period` (a label such as "2026-03") and `group` say which, where there are several.

        Raises UsageError when there is none, or more than one.
        """
        found = self._found(name, period, group)
        if len(found) > 1:
            kinds = [
                f"{word}= one of {', '.join(map(repr, dict.fromkeys(values)))}"
                for word, values in (("period", [line.period.label for line in found]), ("group", [line.group for line in found]))
                if len(set(values)) > 1
            ]
            raise UsageError(f"{name!r} has {len(found)} lines; say which: {'; '.join(kinds)}")
        return found[0]

    def _found(self, name: str, period: str | None, group: Any) -> tuple[Line, ...]:
        named = [line for line in self.lines if line.name == name]
        if not named:
            raise UsageError(f"{name!r} is not an objective of this statement{close_match(name, (line.name for line in self.lines))}")
        found = [line for line in named if period is None or line.period.label == period]
        if not found:
            raise UsageError(f"{name!r} has no line for {period!r}{close_match(period, (line.period.label for line in named))}")
        chosen = [line for line in found if group is None or same_group(line.group, group)]
        if not chosen:
            raise UsageError(f"{name!r} has no group {group!r}{close_match(group, (line.group for line in found))}")
        return tuple(chosen)

    def explain(self, name: str, period: str | None = None, group: Any = None) -> Explanation:
        """How the lines of an objective came about: clause, figures and arithmetic.

        >>> print(statement.explain("Uptime"))
        Uptime, 2026-03
          promised: at least 99.9 %
          measured: 99.865 % = 44,520 min up of 44,580 min; 60 min down in 1 outage
          worst:    2026-03-10T10:00:00+00:00 to 2026-03-10T11:00:00+00:00, 1 h
          verdict:  missed, 99.865 % is not at least 99.9 %
          penalty:  below 99.9 %: 5 % of 12,000.00 GBP = 600.00 GBP
          credit:   600.00 GBP
        """
        return Explanation(self._found(name, period, group))

    def to_dict(self) -> dict[str, Any]:
        """Plain data, the same for the same records in any order."""
        return {
            "agreement": self.agreement,
            "provider": self.provider,
            "customer": self.customer,
            "as_of": self.as_of.isoformat(),
            "lines": [line.to_dict() for line in self.lines],
            "credit": None if self.credit is None else str(self.credit),
            "payable": None if self.payable is None else str(self.payable),
            "bonus": None if self.bonus is None else str(self.bonus),
            "entitled": None if self.entitled is None else str(self.entitled),
            "claimed": None if self.claimed is None else str(self.claimed),
            "forfeited": None if self.forfeited is None else str(self.forfeited),
            "returned": None if self.returned is None else str(self.returned),
            "cuts": [cut.to_dict() for cut in self.cuts],
            "nature": self.nature,
            "tax": self.tax,
            "sole_remedy": self.sole_remedy,
            "problems": [
                {
                    "stream": part.stream,
                    "objective": part.objective,
                    "kind": part.kind,
                    "count": part.count,
                    "examples": list(part.examples),
                }
                for part in self.problems
            ],
            "accounts": [
                {
                    "objective": part.objective,
                    "stream": part.stream,
                    "read": part.read,
                    "counted": part.counted,
                    "pending": part.pending,
                    "excluded": dict(part.excluded),
                    "problems": dict(part.problems),
                    "unread": part.unread,
                }
                for part in self.accounts
            ],
            "digest": self.digest,
        }

    def to_json(self, indent: int | None = 2) -> str:
        """`to_dict` as JSON text."""
        return json.dumps(self.to_dict(), indent=indent, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str | bytes) -> Statement:
        """The statement that `to_json` wrote: its lines, amounts and words, and the same JSON again.

        It holds the words of its targets, and cannot judge by them. Raises UsageError, with the place, for any other text.
        """
        from slakit.statements.restored import restored

        return restored(text)

    def to_text(self) -> str:
        """The lines as a table for the terminal, with the totals below."""
        return "\n".join([self._title, "", text_table(*self._table()), "", *self._totals])

    def to_markdown(self) -> str:
        """The lines as a Markdown table, with the totals below."""
        totals = "\n".join(f"- {total}" for total in self._totals)
        return f"# {self._title}\n\n{markdown_table(*self._table())}\n\n{totals}\n"

    def __str__(self) -> str:
        return self.to_text()

    @property
    def _title(self) -> str:
        return f"{self.agreement}: {self.provider} to {self.customer}, as of {self.as_of.isoformat(sep=' ', timespec='minutes')}"

    def _table(self) -> tuple[list[str], list[list[str]], list[int]]:
        """Head, rows, and which columns stand to the right; a column that would say nothing is left out."""
        rows = [_cells(line) for line in self.lines]
        silent = {"clause"} if not any(line.clause for line in self.lines) else set()
        silent |= set(MONEY) if self.credit is None else {"payable"} if self.credit == self.payable else set()
        kept = [place for place, word in enumerate(HEAD) if word not in silent]
        head = [HEAD[place] for place in kept]
        return head, [[row[place] for place in kept] for row in rows], [place for place, word in enumerate(head) if word in MONEY]

    @property
    def _claims(self) -> str:
        """What was entitled to, claimed and forfeited, where claims are known."""
        figures = [("entitled", self.entitled), ("claimed", self.claimed), ("forfeited", self.forfeited)]
        return "".join(f"{amount.show()} {word}, " for word, amount in figures if amount is not None) if self.claimed is not None else ""

    @property
    def _totals(self) -> list[str]:
        silent = sum(line.outcome is Outcome.NO_DATA for line in self.lines)
        lines = f"{len(self.lines):,} line{'' if len(self.lines) == 1 else 's'}, {len(self.missed):,} missed"
        unread = f", {len(self.doubtful):,} in doubt" if self.doubtful else ""
        told = [lines + (f", {silent:,} without data" if silent else "") + unread]
        if self.credit is not None and self.payable is not None:
            gross = f"{self.credit.show()} gross, " if self.cuts else ""
            claims = self._claims
            told += [f"credit {gross}{claims}{self.payable.show()}{' payable' if self.cuts or claims else ''}", *map(str, self.cuts)]
        told += [f"earned back {self.returned.show()}"] if self.returned else []
        told += [f"nature: {self.nature}"] if self.nature else []
        told += [f"tax: {self.tax}"] if self.tax else []
        told += [] if self.sole_remedy is None else [f"{'the sole remedy' if self.sole_remedy else 'not the sole remedy'}"]
        told += [f"bonus {self.bonus.show()}"] if self.bonus else []
        told += [f"owed in kind: {', '.join(amount.show() for amount in self.in_kind)}"] if self.in_kind else []
        told += [f"forfeited in kind: {', '.join(amount.show() for amount in self.forfeited_units)}"] if self.forfeited_units else []
        told += [f"right: {right}" for right in self.rights] + [f"unsettled: {line}" for line in self.unsettled]
        faults = {(problem.stream, problem.kind): problem.count for problem in self.problems}
        told += [f"data problem: {count:,} of {stream}: {kind}" for (stream, kind), count in faults.items()]
        unplaced = {
            (account.stream, reason): count
            for account in self.accounts
            for reason, count in account.excluded.items()
            if reason.startswith("no ")
        }
        return told + [f"left out: {count:,} of {stream}: {reason}" for (stream, reason), count in unplaced.items()]


def same_group(left: Any, right: Any) -> bool:
    """Whether two names are of one group: 7 and "7" are, and so are lists and tuples of such (docs/numbers.md R1)."""
    if isinstance(left, tuple | list) and isinstance(right, tuple | list):
        return len(left) == len(right) and all(map(same_group, left, right))
    return bool(by_value(left) == by_value(right))


def _cells(line: Line) -> list[str]:
    credit = f"({line.projected.show()})" if line.projected is not None else line.credit.show() if line.credit is not None else ""
    unread = f", {line.measure.unread:,} unread" if line.measure.unread else ""
    open_ = "" if line.verdict.final else ", open" if not line.verdict.certain else ", certain" if unread else ", open but certain"
    outcome = f"{line.outcome}{open_}{unread}"
    payable = line.payable.show() if line.payable is not None else ""
    period = line.period.label + " (partial)" * line.period.partial
    return [period, line.named, line.clause, str(line.target), line.shown, outcome, credit, payable]
