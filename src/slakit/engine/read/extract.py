"""The program that turns the records of a batch into values for the tallies: one for rows and columns alike."""

from attrs import evolve

from slakit.engine.plan.plan import PlannedReading
from slakit.engine.read.batch import Batch
from slakit.engine.read.read_context import Contributions, ExcludedSpans, ReadContext, WorstSoFar
from slakit.engine.read.row_filters import where
from slakit.engine.read.selected_records import SelectedRecords
from slakit.engine.read.selection import Selection


def extract(
    batch: Batch,
    planned: PlannedReading,
    horizon: int | None,
    everything: Selection,
    excluded: tuple[ExcludedSpans, ...] = (),
    worst_so_far: WorstSoFar | None = None,
) -> Contributions:
    """The values of a batch for one reading; `everything` is the selection of the whole batch, which its readings share."""
    reading = planned.reading
    dated = batch.with_days(reading.days)
    if dated is not batch:
        batch, everything = dated, Selection(dated)
    context = ReadContext(batch, reading, planned.schedule, horizon, planned.window.tz, excluded, worst_so_far or {})
    selection = where(everything, reading.where)
    contributions: Contributions = reading.value.extract(SelectedRecords(context, selection))
    if selection.size < everything.size and not (contributions.counted or contributions.open):
        contributions = evolve(contributions, seen=context.any_happened(selection))
    notes = (*contributions.notes, *contributions.in_part)
    return evolve(contributions, unread=context.unread(notes)) if any(note.rows for note in notes) else contributions
