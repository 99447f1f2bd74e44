"""StoredStatement: a closed statement in a store, and which period and amendment it is of."""

from functools import cached_property

from attrs import frozen

from slakit.statements.closed import ClosedStatement
from slakit.statements.closed_line import ClosedLine
from slakit.timeline.span import Span
from slakit.values.source_repr import in_brackets

LineKey = tuple[str, int, int]  # objective and period; groups may come and go with the records


@frozen(repr=False)
class StoredStatement:
    """A closed statement of a period; `amendment` is 0 for the one that was closed, 1 for the first amended one."""

    statement: ClosedStatement
    amendment: int = 0

    @cached_property
    def lines(self) -> tuple[ClosedLine, ...]:
        return self.statement.lines

    @cached_property
    def span(self) -> Span:
        """The time from the start of its first period to the end of its last."""
        spans = [line.period.span for line in self.lines]
        return Span(min(span.first for span in spans), max(span.last for span in spans))

    @cached_property
    def period(self) -> str:
        """The label of its period, "2026-03", or of its first and last one, "2026-01..2026-03"."""
        labels = {line.period.span: line.period.label for line in reversed(self.lines)}
        if self.span in labels:
            return labels[self.span]
        spans = sorted(labels, key=lambda span: (span.first, span.last))
        return f"{labels[spans[0]]}..{labels[max(spans, key=lambda span: (span.last, span.first))]}"

    @cached_property
    def keys(self) -> frozenset[LineKey]:
        """The objectives and periods of its lines."""
        return frozenset(map(line_key, self.lines))

    @property
    def title(self) -> str:
        """The period, and which amendment: "2026-03, amended 1"."""
        return f"{self.period}, amended {self.amendment}" if self.amendment else self.period

    def __repr__(self) -> str:
        owed = "" if self.statement.payable is None else f"{self.statement.payable.show()} payable, "
        return in_brackets(self, f"{self.statement.agreement}, {self.title}:", f"{owed}seal {self.statement.seal[:12]}")


def line_key(line: ClosedLine) -> LineKey:
    """The objective and the period of a line."""
    return line.name, line.period.span.first, line.period.span.last
