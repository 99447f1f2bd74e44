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
        """The label of its period, "2026-03", or of its first and last one, "2026-01..2026-03"; a quarter that ends with it has no say."""
        labels = {line.period.span: line.period.label for line in reversed(self.lines)}
        finest = [span for span in labels if not any(_holds(span, other) for other in labels)]
        first, last = min(finest, key=lambda span: span.first), max(finest, key=lambda span: span.last)
        return labels[first] if first == last else f"{labels[first]}..{labels[last]}"

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


def _holds(span: Span, other: Span) -> bool:
    return span != other and span.first <= other.first and other.last <= span.last
