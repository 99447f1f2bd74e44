"""Open timers: one by one or as columns they are the same tally, and say alike who is late and by how much; figures by hand."""

from random import Random

import pytest

from slakit.calendars.always import ALWAYS
from slakit.metrics.tallies.clocks import Clocks
from slakit.metrics.tallies.counts import Counts
from slakit.metrics.tallies.multiset import Multiset
from slakit.metrics.tallies.open_timers import Alike, Open, OpenRun, run_of
from slakit.metrics.value_kinds.timer_value import IN_TIME, Limits, TimerValue
from slakit.timeline import packed

HOUR = 3_600_000_000
LIMITED = TimerValue("asked", "replied", ALWAYS, Limits(((None, 4 * HOUR),)))


def timers(seed: int, keyed: bool = False) -> list[Open]:
    """Timers of one day, some twice, with limits, due moments and pauses."""
    draw = Random(seed)
    made = []
    for number in range(40):
        since, key = draw.randrange(24) * HOUR, f"T{number // 2}" if keyed else None
        if number % 4 == 0:
            made.append(Open(since, None, key, None, (), since + 3 * HOUR, draw.random() < 0.5))
        elif number % 9 == 0:
            made.append(Open(since, 4 * HOUR, key, None, (since, since + HOUR)))
        else:
            made.append(Open(since, draw.choice((2, 4)) * HOUR, key, strict=draw.random() < 0.5))
    return made


def late(one: Open, as_of: int) -> int | None:
    """By how much a timer is late."""
    paused = sum(one.pauses[1::2]) - sum(one.pauses[::2])
    due = one.due if one.due is not None else one.since + (one.limit or 0) + paused
    return as_of - due if as_of - due >= (not one.strict) else None


@pytest.mark.parametrize("many", [1, 1 << 60], ids=["arrays", "lists"])
@pytest.mark.parametrize("keyed", [False, True], ids=["nameless", "keyed"])
@pytest.mark.parametrize("seed", range(4))
def test_columns_are_timers(seed, keyed, many, monkeypatch):
    pytest.importorskip("numpy")
    monkeypatch.setattr(packed, "MANY", many)
    given, as_of = timers(seed, keyed), 20 * HOUR
    begun = [one for one in given if one.since < as_of]
    clocks = Clocks(Counts())
    clocks.add_open(begun)
    over = [late(one, as_of) for one in begun]
    assert clocks.late(LIMITED, as_of) == sum(one is not None for one in over)
    worst = sorted({one for one in over if one is not None}, reverse=True)[:1]
    assert max(LIMITED.overdue(one, as_of) or 0 for one in clocks.worst_open(LIMITED, as_of)) == worst[0]
    lateness = sorted(IN_TIME if one is None else one for one in over)
    assert list(LIMITED.open_lateness(clocks, as_of, None)) == lateness
    paused = [sum(one.pauses[1::2]) - sum(one.pauses[::2]) for one in begun]
    lengths = sorted(as_of - one.since - less for one, less in zip(begun, paused, strict=True))
    assert sorted(map(int, LIMITED.open_lengths(clocks, as_of, None))) == lengths


@pytest.mark.parametrize("keyed", [False, True])
def test_any_order_saved_and_merged(keyed):
    given = timers(5, keyed)
    whole, halves, singles = (Clocks(Multiset()) for _ in range(3))
    whole.add_open(given)
    other = Clocks(Multiset())
    halves.add_open(given[20:])
    other.add_open(given[:20])
    halves.merge(other)
    for one in reversed(given):
        singles.add_open([one])
        assert singles.open_count
    for same in (halves, singles, Clocks.restore(whole.state()), Clocks(Multiset(), whole.open)):
        assert (same.seal(), same.state(), same.open) == (whole.seal(), whole.state(), whole.open)
    assert whole.open_count == 40
    whole.add_open(given[:1])
    assert whole.seal() != halves.seal()


def test_a_run_is_its_timers():
    run = OpenRun(Alike("desk", "limit", True), [3, 1], [7, 8], ["b", None])
    assert list(run) == [Open(3, 7, "b", "desk", (), None, True), Open(1, 8, None, "desk", (), None, True)]
    runs, others = run_of([*run, Open(1, 1 << 70), Open(1, 2, lane=((0, "a"), (5, "b"))), Open(4, None)])
    assert [(one.alike, len(one)) for one in runs] == [(run.alike, 2), (Alike(), 1)]
    assert [one.limit for one in others] == [1 << 70, 2]
