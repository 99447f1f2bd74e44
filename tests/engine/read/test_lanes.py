"""Lanes: the moment that a due rule names for each record, on lists and arrays, by one calendar or by that of each."""

from datetime import UTC, datetime, timedelta

import pytest

import slakit as sk
from slakit.calendars.due_rules import EndOfBusinessDay
from slakit.engine.read.lanes import ENDED, CalendarOfEach, OneCalendar
from slakit.engine.read.rows import RowBatch
from slakit.engine.read.selection import Selection
from slakit.timeline.instants import instant

nw = pytest.importorskip("narwhals.stable.v2")
polars = pytest.importorskip("polars")
ColumnBatch = pytest.importorskip("slakit.engine.read.columns").ColumnBatch

DESK = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")
CLOSING = DESK & sk.Dates(["2026-03-03"], tz="UTC")
STARTS = [datetime(2026, 3, 2, 10, tzinfo=UTC) + timedelta(hours=20 * number) for number in range(5)]  # Monday 10:00, Tuesday 06:00, ...
CHOSEN = [True, False, True, True, False]  # Monday 10:00, Wednesday 02:00 and 22:00


def due(day: int) -> int:
    return instant(datetime(2026, 3, day, 17, tzinfo=UTC))


@pytest.mark.parametrize(
    ("calendar", "wanted"), [(DESK, [due(3), due(5), due(5)]), (CLOSING, [due(3), ENDED, ENDED])], ids=["desk", "ends"]
)
def test_lists_and_arrays(calendar, wanted):
    rows = [{"at": at} for at in STARTS]
    for batch in (RowBatch(rows), ColumnBatch(nw.from_native(polars.DataFrame(rows)))):
        starts = batch.instants("at").values
        chosen = batch.at_most(batch.vector([int(not one) for one in CHOSEN]), 0)
        lanes = [OneCalendar(calendar), CalendarOfEach([((0, "desk"),)] * 5, lambda history: calendar)]
        for lane in lanes:
            assert list(map(int, lane.due_all(EndOfBusinessDay(1), Selection(batch), starts, chosen))) == wanted
