"""Verification: what was checked of a bundle, what holds, and what does not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from slakit.statements.table import markdown_table
from slakit.values.one_line import one_line
from slakit.values.plain_markdown import plain_markdown
from slakit.values.source_repr import in_brackets

LONGEST = 200


@frozen
class Check:
    """One thing that was checked: `where` it is written, which `part` of it, and what is written and what was recomputed.

    Both are texts; of a check that holds they may be empty.
    """

    where: str
    part: str = ""
    holds: bool = True
    written: str = ""
    recomputed: str = ""

    @property
    def title(self) -> str:
        """The place where it is written, and the part."""
        return f"{self.where}: {self.part}" if self.part else self.where

    def __str__(self) -> str:
        if self.holds:
            return f"{one_line(self.title)}: holds"
        return f"{one_line(self.title)}: written {_short(self.written)}, recomputed {_short(self.recomputed)}"

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {"where": self.where, "part": self.part, "holds": self.holds, "written": self.written, "recomputed": self.recomputed}


def form_check(where: str, written: bytes, made: bytes) -> Check:
    """A check that an entry is what slakit writes, to the byte: nothing stands in it that was not compared."""
    return Check(where, "form") if written == made else Check(where, "form", False, "in another form", "as slakit writes it")


@frozen(repr=False)
class Verification:
    """The checks of a bundle; it is true if all of them hold.

    `seal` is that of the bundle, by which two parties see that they hold the same one, `made_by` the versions that made it. `notes` say
    what may be of interest, and is no fault. `rests_on` are earlier statements that it takes as they are written, since their records are
    not in the bundle: that all checks hold says nothing of them. `closed` names the closed statement that was bundled, if it was one, and
    `digest` is that of the statement, which its page and its PDF show too.
    """

    path: str
    agreement: str
    seal: str
    checks: tuple[Check, ...]
    made_by: Mapping[str, str]
    notes: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    closed: str = ""
    digest: str = ""

    def __bool__(self) -> bool:
        return not self.failed

    @property
    def failed(self) -> tuple[Check, ...]:
        """The checks that do not hold, those of the file before those of the statement."""
        return tuple(check for check in self.checks if not check.holds)

    def __repr__(self) -> str:
        return in_brackets(self, f"{self.path}:", self._counted)

    @property
    def _counted(self) -> str:
        count, failed = len(self.checks), len(self.failed)
        counted = f"{failed:,} of {count:,} checks do{'es' * (failed == 1)} not hold" if failed else f"all {count:,} checks hold"
        return f"{counted}, resting on {resting_on(len(self.rests_on))}" if self.rests_on else counted

    @property
    def _statement(self) -> list[str]:
        digest = [f"digest of the statement, as its page shows it: {self.digest}"] if self.digest else []
        return digest + ([f"closed statement: {self.closed}"] if self.closed else [])

    @property
    def _head(self) -> str:
        return f"{one_line(self.path)}: {_short(self.agreement)}: {self._counted}"

    def to_text(self, every: bool = False) -> str:
        """The checks that do not hold, or with `every` each one, and the notes."""
        shown = self.checks if every else self.failed
        notes = [f"note: {one_line(note)}" for note in self.notes]
        return "\n".join(
            [self._head, *(f"  {check}" for check in shown), f"seal {one_line(self.seal)}", *map(one_line, self._statement), *notes]
        )

    __str__ = to_text

    def to_markdown(self) -> str:
        """The checks as a Markdown table, with the notes below."""
        rows = [[check.title, "yes" if check.holds else "no", _short(check.written), _short(check.recomputed)] for check in self.checks]
        notes = "".join(f"- {plain_markdown(note)}\n" for note in (f"seal {self.seal}", *self._statement, *self.notes))
        return f"# {plain_markdown(self._head)}\n\n{markdown_table(['checked', 'holds', 'written', 'recomputed'], rows)}\n\n{notes}"

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "bundle": self.path,
            "agreement": self.agreement,
            "holds": bool(self),
            "seal": self.seal,
            "made_by": dict(self.made_by),
            "checks": [check.to_dict() for check in self.checks],
            "notes": list(self.notes),
            "rests_on": list(self.rests_on),
            "closed": self.closed,
            "digest": self.digest,
        }


def resting_on(count: int) -> str:
    """So many earlier statements, in words."""
    return f"{count:,} statement{'s' * (count != 1)} that {'was' if count == 1 else 'were'} not recomputed"


def _short(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} ..."
