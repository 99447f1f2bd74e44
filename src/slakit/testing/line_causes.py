"""Line causes: which records are behind a failing line that its arithmetic only counts: open ones, blanks, claims for something else."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from slakit.statements.explanation import step_text
from slakit.statements.line import Line
from slakit.testing.bad_blanks import bad_blanks
from slakit.testing.open_records import open_records
from slakit.testing.other_claims import other_claims
from slakit.testing.record_slips import BLANK_VALUES, UNMATCHED
from slakit.testing.uncounted_records import Fed

MOST = 5  # so many records of one kind are named
CAUSES: tuple[tuple[str, Callable[[Line, Fed], Iterator[str]]], ...] = (
    ("open", open_records),
    ("blank", bad_blanks),
    ("claims", other_claims),
)


SLIP = {"blank": BLANK_VALUES, "claims": UNMATCHED}  # the slips that name the same records


def line_causes(line: Line, fed: Fed, slips: Collection[str] = ()) -> list[str]:
    """The rows to write below the arithmetic of a line, each kind of records with its word; none that `slips` of a message name already."""
    rows = []
    for word, cause in CAUSES:
        if SLIP.get(word) in slips:
            continue
        texts = list(dict.fromkeys(cause(line, fed)))
        shown = [*texts[:MOST], f"and {len(texts) - MOST:,} more"] if len(texts) > MOST else texts
        rows += [step_text((word if number == 0 else "", text)) for number, text in enumerate(shown)]
    return rows
