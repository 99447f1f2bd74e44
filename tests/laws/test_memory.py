"""What was fed is gone once it is added up: batches and rows die when the feed returns, without the collector of cycles."""

import gc
import weakref

import pytest
from test_m1_families import FAMILIES, agreement_of

import slakit as sk
from slakit.engine.read import rows as row_engine
from slakit.metrics.tallies.timeline import ROOM, Timeline


class Row(dict):
    """A row that can be watched."""


CASE = {"id": 1, "asked": "2026-03-02T09:00:00Z", "replied": "2026-03-02T10:00:00Z", "due": "2026-03-03T09:00:00Z"}
CASE |= {"changed": "2026-03-02T09:00:00Z", "type": "high", "team": "a", "score": 3}
OUTAGE = {"start": "2026-03-02T09:00:00Z", "end": "2026-03-02T10:00:00Z", "team": "a"}
FED = {"cases": CASE, "outages": OUTAGE, "holds": {**OUTAGE, "id": 1}, "quiet": {**OUTAGE, "announced": None}}
FED |= {"duties": {"at": "2026-03-02T09:00:00Z", "duty": "Notice"}, "rights": {"at": "2026-03-02T09:00:00Z", "right": "terminate"}}
BAD = dict.fromkeys(("asked", "replied", "due", "start", "end"), "soon") | {"score": "many", "team": None}


def agreement(name):
    """One family, and what the exclusions of all of them read."""
    return agreement_of("monthly", {name: FAMILIES[name], "cases": sk.Count("cases", at="asked"), "outages": sk.Uptime("outages")})


@pytest.fixture
def uncollected():
    """The collector of cycles is off, so that only references keep things alive."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("name", FAMILIES)
def test_rows_die_when_the_feed_returns(name, uncollected, monkeypatch):
    """For every family of metrics: no batch and no row is kept, neither by a cycle nor by the board."""
    watched = []
    made = row_engine.RowBatch.__init__

    def watching(self, *given, **settings):
        made(self, *given, **settings)
        watched.append(weakref.ref(self))

    monkeypatch.setattr(row_engine.RowBatch, "__init__", watching)
    agreed = agreement(name)
    monitor = sk.Monitor(agreed, keep_records=False)
    for stream in agreed.streams:
        rows = [Row(FED[stream]), Row(FED[stream] | {key: value for key, value in BAD.items() if key in FED[stream]})]
        watched += map(weakref.ref, rows)
        monitor.feed(stream, rows)
        del rows
    assert [ref() for ref in watched if ref() is not None] == []


@pytest.mark.parametrize("name", FAMILIES)
def test_frames_die_when_the_feed_returns(name, uncollected, monkeypatch):
    """The same for columns."""
    pytest.importorskip("narwhals")
    pandas = pytest.importorskip("pandas")
    from slakit.engine.read import columns

    watched = []
    made = columns.ColumnBatch.__init__

    def watching(self, *given, **settings):
        made(self, *given, **settings)
        watched.append(weakref.ref(self))

    monkeypatch.setattr(columns.ColumnBatch, "__init__", watching)
    agreed = agreement(name)
    monitor = sk.Monitor(agreed, keep_records=False)
    for stream in agreed.streams:
        monitor.feed(
            stream, pandas.DataFrame([FED[stream], FED[stream] | {key: value for key, value in BAD.items() if key in FED[stream]}])
        )
    assert watched
    assert [ref() for ref in watched if ref() is not None] == []


def test_outages_that_join_take_no_more_room():
    """A hundred thousand that overlap are one span, and no more than a few thousand wait to be joined."""
    timeline = Timeline()
    for first in range(0, 100_000, 1_000):
        timeline.add_many(((), [at], [at + 10]) for at in range(first, first + 1_000))
        assert sum(len(starts) for runs in timeline._runs.values() for starts, _ in runs) <= ROOM + 2
    assert timeline.spans.edges == (0, 100_009)
