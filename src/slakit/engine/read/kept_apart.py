"""Kept apart: the records that details have although they do not count: those that an exclusion leaves out, and those that are unread."""

from collections.abc import Iterator, Sequence

from attrs import evolve

from slakit.engine.read.read_context import Cell, ReadContext
from slakit.engine.read.row_filters import owned
from slakit.engine.read.selection import Note, Selection
from slakit.metrics.details import EXCLUDED, UNREAD
from slakit.metrics.tallies.kept import Kept


def kept_apart(context: ReadContext, start: Selection, notes: Sequence[Note]) -> Iterator[tuple[Cell, list[Kept]]]:
    """Yield by cell what exclusions leave out, the first that does so as the reason, and what could not be read and has an instant."""
    batch, at = context.batch, context.batch.instants(context.reading.at)
    leaving = [spans for spans in context.excluded if not (spans.forgiven and context.reading.value.forgivable)]
    if leaving:
        selection = owned(evolve(context, excluded=()), start)
        for spans in leaving:
            inside = batch.inside(spans.edges, at)
            out = selection.alone(inside)
            yield from context.kept(out, [None] * out.size, None, EXCLUDED, spans.name)
            selection = selection.alone(batch.invert(inside))
    dated = start if at.present is None else start.alone(at.present)
    for note in notes:
        rows = set(note.rows)
        if rows and not note.counted:
            unread = dated.alone(batch.invert(batch.mask_without(sorted(rows))))
            yield from context.kept(unread, [None] * unread.size, None, UNREAD, note.reason)
