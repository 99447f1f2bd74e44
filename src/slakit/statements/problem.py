"""Problem: records that could not be counted as they are, and Account: what became of all of them (docs/numbers.md M10)."""

from collections.abc import Mapping

from attrs import field, frozen

from slakit.values.source_repr import in_brackets


@frozen
class Problem:
    """One kind of fault in the records of a stream: what is wrong, how often, and the first records that have it.

    `objective` is the one that could not use them; None when a reader refused them before any could.
    """

    stream: str
    objective: str | None
    kind: str
    count: int
    examples: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return in_brackets(self, self)

    def __str__(self) -> str:
        where = f"{self.stream} ({self.objective})" if self.objective else self.stream
        shown = f"; {'; '.join(self.examples)}{' ...' if self.count > len(self.examples) else ''}" if self.examples else ""
        return f"{where}: {self.count:,} x {self.kind}{shown}"


@frozen(kw_only=True)
class Account:
    """The records of one stream as one objective saw them, over the whole term: read = counted + pending + excluded + problems.

    `unread` of the problems are records that could not be read.
    """

    objective: str
    stream: str
    read: int
    counted: int
    pending: int
    excluded: Mapping[str, int] = field(factory=dict)
    problems: Mapping[str, int] = field(factory=dict)
    unread: int = 0

    def __repr__(self) -> str:
        return in_brackets(self, self)

    def __str__(self) -> str:
        parts = [f"{self.counted:,} counted"]
        parts += [f"{count:,} {reason}" for reason, count in ({"pending": self.pending} | dict(self.excluded)).items() if count]
        parts += [f"{count:,} problem{'' if count == 1 else 's'} ({reason})" for reason, count in self.problems.items()]
        return f"{self.objective}: {self.read:,} of {self.stream} read = {' + '.join(parts)}"
