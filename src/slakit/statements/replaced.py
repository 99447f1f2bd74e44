"""Replaced: the closed statement that an amended one stands for, why it was amended, and what is to be posted (docs/numbers.md A2)."""

from __future__ import annotations

from attrs import frozen

from slakit.statements.change import Change, change_text
from slakit.statements.difference import Difference
from slakit.statements.judged_line import result_text
from slakit.targets.verdict import Outcome
from slakit.values.money import Money
from slakit.values.quantity import Quantity
from slakit.values.source_repr import in_brackets


@frozen(kw_only=True)
class ReplacedLine:
    """A line that an amendment changed: its outcome and figure before and now, None where it had no line, and what is to be posted."""

    name: str
    group: str = ""
    period: str
    before: Outcome | None = None
    before_judged: Quantity | None = None
    now: Outcome | None = None
    now_judged: Quantity | None = None
    credit: Money | None = None
    payable: Money | None = None
    bonus: Money | None = None
    returned: Money | None = None
    units: tuple[Quantity, ...] = ()
    granted: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()

    @classmethod
    def of(cls, change: Change) -> ReplacedLine:
        """The line of a change of a closed statement."""
        line, group = change.line, change.line.group
        before, now = (None if one is None else one.verdict for one in (change.closed, change.amended))
        return cls(
            name=line.name,
            group="" if group is None else ", ".join(map(str, group if isinstance(group, tuple) else (group,))),
            period=line.period.label,
            before=None if before is None else before.outcome,
            before_judged=None if before is None else before.judged,
            now=None if now is None else now.outcome,
            now_judged=None if now is None else now.judged,
            credit=change.credit,
            payable=change.payable,
            bonus=change.bonus,
            returned=change.returned,
            units=change.units,
            granted=change.granted,
            withdrawn=change.withdrawn,
        )

    @property
    def named(self) -> str:
        """The objective, and the group in brackets."""
        return f"{self.name} [{self.group}]" if self.group else self.name

    @property
    def was(self) -> str:
        """The outcome and figure of the statement that was replaced."""
        return result_text(self.before, self.before_judged)

    @property
    def result(self) -> str:
        """The outcome and figure now."""
        return result_text(self.now, self.now_judged)

    def __str__(self) -> str:
        return change_text(f"{self.named}, {self.period}", (self.was, self.result), self)

    def __repr__(self) -> str:
        return in_brackets(self, self)


@frozen(kw_only=True)
class Replaced:
    """The statement that an amended one stands for: its `digest` and `seal`, which amendment this is, and the `reason` that was given.

    `posted` is what is to be posted in all, None in an agreement that pays no money, and `lines` are those that changed, with the amount of
    each.
    """

    digest: str
    seal: str
    amendment: int = 1
    reason: str = ""
    payable: Money | None = None
    posted: Money | None = None
    lines: tuple[ReplacedLine, ...] = ()

    @classmethod
    def of(cls, posting: Difference, *, digest: str, amendment: int, payable: Money | None, reason: str = "") -> Replaced:
        """The statement that was closed, of which a posting is the difference; `payable` is what it came to."""
        return cls(
            digest=digest,
            seal=posting.seal,
            amendment=amendment,
            reason=reason,
            payable=payable,
            posted=posting.payable,
            lines=tuple(map(ReplacedLine.of, posting.changes)),
        )

    def __repr__(self) -> str:
        posted = "" if self.posted is None else f": {self.posted.show()} to post"
        return in_brackets(self, f"amendment {self.amendment} of {self.digest[:12]}{posted}")

    @property
    def texts(self) -> list[str]:
        """The texts of an amended statement about the one that it stands for, a sentence each."""
        owed = "" if self.payable is None else f", {self.payable.show()} payable"
        texts = [f"amendment {self.amendment}: stands for the statement of digest {self.digest}, seal {self.seal}{owed}"]
        texts += [f"reason: {self.reason}"] if self.reason else []
        texts += [f"amended: {line}" for line in self.lines]
        return texts + ([] if self.posted is None else [f"to post: {self.posted.show()}"])
