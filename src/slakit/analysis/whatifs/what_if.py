"""what_if: other terms on the same records, or other records on the same terms (docs/analysis.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from slakit.agreements.agreement import Agreement
from slakit.analysis.diffs.diff import Diff, compared
from slakit.analysis.diffs.line_change import LineChange
from slakit.analysis.whatifs.changed_agreement import changed_agreement
from slakit.engine.evaluate import evaluate_together
from slakit.errors import UsageError
from slakit.statements.statement import Statement
from slakit.values.money import Money
from slakit.values.plain_markdown import plain_markdown
from slakit.values.source_repr import in_brackets


@frozen(repr=False)
class WhatIf:
    """Two statements, as it is and as it would be, and what differs between them; `more` is payable more, negative for less."""

    before: Statement
    after: Statement
    differences: Diff

    @property
    def lines(self) -> tuple[LineChange, ...]:
        """The lines that would come out otherwise."""
        return self.differences.lines

    @property
    def more(self) -> Money | None:
        """The amount that would be payable more; None where either pays no money, or another currency."""
        before, after = self.before.payable, self.after.payable
        return None if before is None or after is None or before.currency != after.currency else after - before

    @property
    def more_projected(self) -> Money | None:
        """The amount that would be projected more for the periods that are not over; None where either has none, or another currency."""
        before, after = map(_projected, (self.before, self.after))
        return None if before is None or after is None or before.currency != after.currency else after - before

    def __bool__(self) -> bool:
        """True if a line, a duty or an amount would come out otherwise."""
        return bool(self.lines or self.differences.duties or self.before.amounts != self.after.amounts or self.more_projected)

    @property
    def _records(self) -> list[str]:
        """The changes of the lines, and what they come to in all, for what is over and for what is not."""
        before, after, more = _projected(self.before), _projected(self.after), self.more_projected
        if more is None or before is None or after is None:
            return [*self.differences.records]
        sign = "+" if more.exact > 0 else ""
        change = f" ({sign}{more.show()})" if more else ", as before"
        return [*self.differences.records, f"projected: {f'{before.show()} -> ' if more else ''}{after.show()}{change}"]

    def __repr__(self) -> str:
        count = f"{len(self.lines):,} line{'s' * (len(self.lines) != 1)} otherwise"
        return in_brackets(self, f"{self.before.agreement}:", count if self.more is None else f"{count}, {self.more.show()} more payable")

    def to_text(self) -> str:
        """The changes, line by line, and what they come to in all."""
        changed = [f"if {change}" for change in self.differences.terms]
        return "\n".join([*changed, *(f"  {text}" for text in self._records)])

    __str__ = to_text

    def to_markdown(self) -> str:
        """The same as Markdown lists."""
        points = [*(f"if {change}" for change in self.differences.terms), *self._records]
        return "\n".join(f"- {plain_markdown(point)}" for point in points)

    def to_dict(self) -> dict[str, Any]:
        """Plain data: the differences, and both statements."""
        differences = self.differences.to_dict()
        kept = {name: differences[name] for name in ("title", "terms", "lines", "duties", "totals")}
        more = None if self.more is None else str(self.more)
        projected = None if self.more_projected is None else str(self.more_projected)
        return {**kept, "more_payable": more, "more_projected": projected, "before": self.before.to_dict(), "after": self.after.to_dict()}


def _projected(statement: Statement) -> Money | None:
    """The amounts projected for the periods that are not over; None where there are none."""
    amounts = [line.projected for line in statement.lines if line.projected is not None]
    return sum(amounts[1:], amounts[0]) if amounts else None


def what_if(
    agreement: Agreement,
    records: Mapping[str, Any],
    changes: Mapping[str, object] | Agreement | None = None,
    *,
    other_records: Mapping[str, Any] | None = None,
    period: Any = None,
    as_of: Any = None,
) -> WhatIf:
    """Compare a statement with the one that other terms, or other records, would give.

    >>> outages = {"outages": [{"start": "2026-03-10T10:00Z", "end": "2026-03-10T11:00Z"}]}
    >>> print(analyses.what_if(agreement, outages, {"objectives.Uptime.penalty": Flat("10 %")}, period="2026-03").lines[0])
    Uptime, 2026-03: missed at 99.865 % as before; payable 600.00 GBP -> 1,200.00 GBP (+600.00 GBP)

    `changes` are values by the path of a term, as `diff` names it, with entries of a list by number or by name; or another agreement. A
    value is a text that the term reads, or an object. `other_records` stand in the place of the streams that they name. Raises UsageError
    with every path that leads nowhere.
    """
    if not isinstance(agreement, Agreement):
        raise UsageError(f"{agreement!r} is not an agreement; write Agreement(...), or load('contract.toml')")
    other = changes if isinstance(changes, Agreement) else changed_agreement(agreement, changes or {})
    kept = {stream: list(rows) if isinstance(rows, Iterator) else rows for stream, rows in records.items()}  # both read them
    replaced = kept | {stream: list(rows) if isinstance(rows, Iterator) else rows for stream, rows in (other_records or {}).items()}
    read = {stream: rows for stream, rows in replaced.items() if stream in other.streams or stream not in agreement.streams}
    before, after = evaluate_together([(agreement, kept), (other, read)], period=period, as_of=as_of)
    return WhatIf(before, after, compared(agreement, other, before, after, period))
