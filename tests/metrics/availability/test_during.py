"""`.during(hours)` on metrics of time cuts their spans at the edges of the hours, as `clock=` does (docs/numbers.md W5)."""

from fractions import Fraction

import pytest

import slakit as sk

DAY = sk.Weekly({"daily": "08:00-20:00"}, tz="UTC")
MORNING = sk.Weekly({"daily": "08:00-12:00"}, tz="UTC")


def agreed(metric, target="at least 50 %"):
    term = ("2026-03-02", "2026-03-03")
    return sk.Agreement(
        "A", provider="P", customer="C", term=term, timezone="UTC", window="daily", objectives=[sk.Objective("O", metric, target)]
    )


def measure(metric, stream, rows, target="at least 50 %"):
    return sk.evaluate(agreed(metric, target), {stream: rows}).line("O").measure


DOWN = [{"start": "2026-03-02T05:00Z", "end": "2026-03-02T23:00Z"}]


@pytest.mark.parametrize("metric", [sk.Uptime("outages").during(DAY), sk.Uptime("outages", during=DAY), sk.Uptime("outages", clock=DAY)])
def test_an_outage_from_before_the_hours_counts_in_them(metric):
    """Down from 05:00 to 23:00 is the whole service day from 08:00 to 20:00; half of it from 14:00 on."""
    assert measure(metric, "outages", DOWN).value == 0
    assert measure(metric, "outages", [{"start": "2026-03-02T14:00Z", "end": "2026-03-02T23:00Z"}]).value == Fraction(1, 2)
    assert measure(metric, "outages", [{"start": "2026-03-02T05:00Z", "end": "2026-03-02T08:00Z"}]).value == 1


def test_downtime_in_hours():
    """Down from 05:00 to 23:00 are twelve hours of the service day."""
    assert measure(sk.Downtime("outages").during(DAY), "outages", DOWN, "at most 45 min").quantity == sk.quantity("12 hours")


def test_hours_and_a_clock_are_both():
    """What counts is open in the clock and in the hours, in whichever order and however often they are given."""
    half = [{"start": "2026-03-02T05:00Z", "end": "2026-03-02T10:00Z"}]
    assert measure(sk.Uptime("outages", clock=DAY).during(MORNING), "outages", half).value == Fraction(1, 2)
    assert measure(sk.Uptime("outages").during(DAY).during(MORNING), "outages", half).value == Fraction(1, 2)


def test_coverage_in_hours():
    """On duty from 05:00 to 10:00: half of the morning, and of the day a sixth."""
    shift = [{"start": "2026-03-02T05:00Z", "end": "2026-03-02T10:00Z"}]
    assert measure(sk.Coverage("shifts", promised=DAY).during(MORNING), "shifts", shift).value == Fraction(1, 2)
    assert measure(sk.Coverage("shifts", promised=DAY), "shifts", shift).value == Fraction(1, 6)


@pytest.mark.parametrize("settings", [{"during": MORNING}, {"clock": MORNING}])
def test_levels_and_states_hold_into_the_hours(settings):
    """A level of 05:00 holds at 08:00, and so does a state: bad from 05:00 to 10:00 is half of the morning."""
    level = sk.kpis.Gauge("queue", "n", statistic="time-weighted mean", **settings)
    samples = [{"at": "2026-03-02T05:00Z", "n": 10}, {"at": "2026-03-02T10:00Z", "n": 20}]
    assert measure(level, "queue", samples, "at most 30").value == 15
    checks = sk.Checks("checks", ok={"ok": True}, count="time", **settings)
    states = [{"at": "2026-03-02T04:00Z", "ok": True}, {"at": "2026-03-02T05:00Z", "ok": False}, {"at": "2026-03-02T10:00Z", "ok": True}]
    assert measure(checks, "checks", states).value == Fraction(1, 2)


def test_records_are_classed_by_their_instant():
    """A metric of records counts those that came in the hours, and a gauge its samples of them."""
    rows = [{"at": "2026-03-02T05:00Z", "n": 10}, {"at": "2026-03-02T10:00Z", "n": 20}]
    assert measure(sk.Count("queue", at="at").during(MORNING), "queue", rows, "at most 9").value == 1
    assert measure(sk.kpis.Gauge("queue", "n", statistic="min").during(MORNING), "queue", rows, "at most 30").value == 20


@pytest.mark.parametrize("metric", [sk.Uptime("outages").during(DAY), sk.Coverage("shifts", promised=DAY).during(MORNING)])
def test_as_it_is_written(metric):
    """The hours come back from a document, and the repr makes an equal metric."""
    from slakit import Coverage, Uptime, Weekly  # noqa: F401  # what the repr needs

    assert sk.loads(sk.dumps(agreed(metric))) == agreed(metric)
    assert eval(repr(metric)) == metric
