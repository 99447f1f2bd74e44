"""TermChange: one term of a contract that another version of it has otherwise."""

from typing import Any

from attrs import frozen


@frozen
class TermChange:
    """A term that differs: whose it is, which it is, and how both versions have it in words; None where one has none.

    `path` is the place in the document, as `check` names it: `objectives[0].penalty.below."99 %"`. It is that of the newer version, where
    that has the term.
    """

    where: str
    term: str
    path: str
    before: str | None
    after: str | None

    @property
    def name(self) -> str:
        """The owner of the term and the term: "clause 4.1 Uptime, target"."""
        return ", ".join(part for part in (self.where if self.where != "agreement" else "", self.term) if part)

    def __str__(self) -> str:
        named = self.name
        if self.before is None:
            return f"{named} added: {self.after}" if self.after else f"{named} added"
        if self.after is None:
            return f"{named} removed: {self.before}" if self.before else f"{named} removed"
        return f"{named}: {self.before} -> {self.after}"

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {"where": self.where, "term": self.term, "path": self.path, "before": self.before, "after": self.after}
