"""Downtime: the length of time down, with what each set of outages costs, worked out by hand (M8)."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

import slakit as sk

MINUTE = 60_000_000
DESK = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")
JUNE = datetime(2026, 6, 1, tzinfo=UTC)


def agreement(metric, target="at most 0 min", penalty=None, **settings):
    settings = {"term": ("2026-03-01", "2026-07-01"), "timezone": "UTC", "fee": "1000 GBP"} | settings
    return sk.Agreement(
        "Hosting", provider="P", customer="C", objectives=[sk.Objective("Down", metric, target, penalty=penalty)], **settings
    )


def outage(start, end, **fields):
    """An outage of June 2026, or at whole instants."""
    day = lambda text: text if "T" in text else f"2026-06-04T{text}Z"  # noqa: E731
    return {"start": day(start), "end": end and day(end), **fields}


def june(metric, *outages, as_of=None, **settings):
    """The line of June."""
    columns = {"start": None, "end": None, "severity": None, "unit": None, "share": None, "announced": None}
    records = {"outages": [{**columns, **row} for row in outages]} | settings.pop("records", {})
    return sk.evaluate(agreement(metric, **settings), records, period="2026-06", as_of=as_of).lines[0]


def minutes(metric, *outages, **settings):
    return june(metric, *outages, **settings).measure.value / Fraction(MINUTE)


def test_overlapping_outages_count_once():
    """10:00-10:30 and 10:10-10:40 are 40 minutes: at 100 for each full quarter of an hour 200.00, not 400.00."""
    line = june(
        sk.Downtime("outages"),
        outage("10:00", "10:30"),
        outage("10:10", "10:40"),
        penalty=sk.Linear("100 GBP", per="15 min", counting="full"),
    )
    assert (str(line.measure.quantity), line.credit) == ("40 min", sk.money("200 GBP"))
    assert (line.measure.breaches, line.measure.sample) == (1, 1)
    assert line.measure.workings == "40 min down of 43,200 min, in 1 outage"
    assert [(one.start.isoformat(), one.figure) for one in line.measure.evidence] == [("2026-06-04T10:00:00+00:00", 40 * MINUTE)]


def test_lumen_han_counts_a_minute_once():
    """10:00-10:30 and 10:00-10:31 of one service are 31 minutes, in the tier from five minutes on: 5 % of 3,000 = 150.00."""
    service = {"service": "HAN-7"}
    records = {
        "outages": [outage("10:00", "10:30", **service), outage("10:00", "10:31", **service)],
        "charges": [{"at": "2026-06-01T00:00Z", "service": "HAN-7", "amount": "3000"}],
    }
    statement = sk.evaluate(sk.load("examples/contracts/lumen-han.toml"), records, period="2026-06")
    assert statement.credit == sk.money("150 USD")


def test_it_is_cut_at_the_edges_of_periods():
    """31 March 23:30 to 1 April 00:30 is 30 minutes in each month."""
    statement = sk.evaluate(agreement(sk.Downtime("outages")), {"outages": [outage("2026-03-31T23:30Z", "2026-04-01T00:30Z")]})
    assert [str(line.measure.quantity) for line in statement.lines] == ["30 min", "30 min", "0 h", "0 h"]


def test_nothing_down_is_zero_and_met():
    """A month without an outage is 0, which meets "at most 0 min"; so is one in which no time counts."""
    line = june(sk.Downtime("outages"))
    assert (line.measure.value, line.outcome, line.measure.breaches) == (0, sk.Outcome.MET, 0)
    never = sk.Dates(["2026-03-02"], "UTC")
    assert june(sk.Downtime("outages", clock=never), outage("10:00", "11:00")).measure.value == 0


def test_each_hour_beyond():
    """45 minutes are allowed; 2 h 50 min down is 2 full hours and 5 minutes beyond: 10 % of 1,000."""
    line = june(
        sk.Downtime("outages"), outage("10:00", "12:50"), target="at most 45 min", penalty=sk.Linear("5 %", per="1 hour", counting="full")
    )
    assert line.credit == sk.money("100 GBP")
    assert june(sk.Downtime("outages"), outage("10:00", "10:45"), target="at most 45 min", penalty=sk.Flat("5 %")).outcome is sk.Outcome.MET


@pytest.mark.parametrize(
    ("steps", "pairs", "expected"),
    [
        ("full", [("10:00:00", "10:01:59"), ("11:00:00", "11:00:59")], 1),  # 1 and 0 full minutes
        ("begun", [("10:00:00", "10:01:59"), ("11:00:00", "11:00:59")], 3),  # 2 and 1 begun minutes
        ("full", [("10:00:00", "10:01:30"), ("10:01:30", "10:02:30")], 2),  # one outage of 150 s, and not 1 + 1
        ("begun", [("10:00:00", "10:01:00")], 1),
    ],
)
def test_each_outage_in_whole_minutes(steps, pairs, expected):
    """With `whole` each outage, once records are joined, costs its full or its begun minutes."""
    assert minutes(sk.Downtime("outages", whole="1 min", counting=steps), *(outage(*pair) for pair in pairs)) == expected


def test_whole_minutes_of_uptime():
    """Uptime takes the same setting: 1 min 59 s down in a day of 1,440 minutes is 1,439 up."""
    line = sk.evaluate(
        agreement(sk.Uptime("outages", whole="1 min"), "at least 99 %", window="daily"),
        {"outages": [outage("10:00:00", "10:01:59")]},
        period="2026-06-04",
    ).lines[0]
    assert line.measure.value == Fraction(1439, 1440)


def test_an_outage_that_an_exclusion_cuts_is_one_in_whole_minutes():
    """10:00:00-10:03:00 less 10:01:30-10:02:30 leaves 90 s + 30 s of one outage: 2 full minutes, and not 1 + 0."""
    line = june(
        sk.Downtime("outages", whole="1 min"),
        outage("10:00:00", "10:03:00"),
        exclusions=[sk.Exclusion("maintenance", applies_to="outages")],
        records={"maintenance": [outage("10:01:30", "10:02:30")]},
    )
    assert (line.measure.value, line.measure.breaches) == (2 * MINUTE, 1)


def test_every_setting_of_uptime():
    """Weights, pooled units, clocks, least lengths, `consecutive`, conditions and hours, each by hand."""
    severe = {"weights": {"critical": 1, "degraded": "50 %"}, "weight_by": "severity"}
    rows = (outage("10:00", "11:00", severity="critical"), outage("10:30", "12:30", severity="degraded"))
    assert minutes(sk.Downtime("outages", **severe), *rows) == 60 + 45
    assert minutes(sk.Downtime("outages", weight="share"), outage("10:00", "11:00", share="25 %")) == 15
    pooled = {"units": ["a", "b"], "unit_by": "unit"}
    rows = (outage("10:00", "11:00", unit="a"), outage("10:30", "11:30", unit="b"))
    assert [minutes(sk.Downtime("outages", **pooled, across=how), *rows) for how in ("pooled", "any", "all")] == [60, 90, 30]
    assert minutes(sk.Downtime("outages", clock=DESK), outage("08:30", "09:30")) == 30
    assert minutes(sk.Downtime("outages", minimum_length="5 min"), outage("10:00", "10:04"), outage("11:00", "11:05")) == 5
    assert (
        minutes(sk.Downtime("outages", consecutive="10 min"), outage("10:00", "10:06"), outage("10:06", "10:12"), outage("12:00", "12:09"))
        == 12
    )
    assert minutes(sk.Downtime("outages").where(severity="critical"), *rows, outage("13:00", "13:07", severity="critical")) == 7
    with pytest.raises(sk.errors.ContractError, match="the outages of 'outages': weights= and weight_by= go together"):
        sk.Downtime("outages", weight_by="severity")
    with pytest.raises(sk.errors.ContractError, match="counting= says how whole= counts; write whole='1 min', counting='begun'"):
        sk.Downtime("outages", counting="begun")


def test_an_open_period():
    """On 4 June 12:00, down since 11:00: an hour so far, at least that, at most that and the 26.5 days to come."""
    open_outage = outage("11:00", None)
    measure = june(sk.Downtime("outages"), open_outage, as_of="2026-06-04T12:00Z").measure
    to_come = int(26.5 * 1440)
    assert [figure / Fraction(MINUTE) for figure in (measure.value, measure.low, measure.high)] == [60, 60, 60 + to_come]
    least = june(sk.Downtime("outages", minimum_length="2 hours"), open_outage, as_of="2026-06-04T12:00Z").measure
    assert least.low == 0
    begun = june(sk.Downtime("outages", whole="1 hour", counting="begun"), open_outage, as_of="2026-06-04T12:00Z").measure
    assert (begun.low, begun.high) == (60 * MINUTE, None)


def test_an_open_period_that_is_certain():
    """More than allowed is down on the fourth day: missed for certain, and the penalty is a projection."""
    line = june(
        sk.Downtime("outages"), outage("09:00", "11:00"), as_of="2026-06-04T12:00Z", target="at most 45 min", penalty=sk.Flat("5 %")
    )
    assert (line.outcome, line.verdict.certain, line.verdict.final, line.credit) == (sk.Outcome.MISSED, True, False, sk.money("0 GBP"))


def test_in_a_document():
    """The word is `downtime`, and it comes back as it was."""
    metric = sk.Downtime("outages", clock=DESK, minimum_length="5 min", whole="1 min", counting="begun").by("service")
    agreed = agreement(metric, "at most 45 min")
    text = sk.dumps(agreed)
    assert 'is = "downtime"' in text
    assert sk.loads(text) == agreed
    assert repr(metric) == f"Downtime('outages', by=('service',), clock={DESK!r}, minimum_length='5 min', whole='1 min', counting='begun')"


spans = st.tuples(st.integers(0, 43_200), st.integers(1, 3000)).map(
    lambda pair: {
        "start": JUNE + timedelta(minutes=pair[0]),
        "end": JUNE + timedelta(minutes=sum(pair)),
        "severity": "critical" if pair[1] % 2 else "degraded",
        "unit": "ab"[pair[0] % 2],
    }
)
SETTINGS = (
    {},
    {"clock": DESK},
    {"weights": {"critical": 1, "degraded": "1/3"}, "weight_by": "severity"},
    {"units": 2, "unit_by": "unit", "across": "pooled"},
    {"minimum_length": "10 min", "consecutive": "20 min"},
    {"whole": "7 min"},
)


@given(st.lists(spans, max_size=6), st.sampled_from(SETTINGS), st.none() | st.integers(1, 43_199))
def test_uptime_and_downtime_are_one_whole(rows, settings, minute):
    """uptime = 1 - downtime / time counted, in a period that is over and in one that is not, with every setting."""
    as_of = None if minute is None else JUNE + timedelta(minutes=minute)
    up, down = (
        june(made("outages", **settings), *rows, as_of=as_of, target=target).measure
        for made, target in ((sk.Uptime, "at least 99 %"), (sk.Downtime, "at most 1 hour"))
    )
    if up.value is not None:
        counted = up.whole / (2 if "units" in settings else 1)
        assert up.value == max(1 - Fraction(down.value) / Fraction(counted), 0)
        assert down.low <= down.value <= down.high
        assert (up.breaches, [one.figure for one in up.evidence]) == (down.breaches, [one.figure for one in down.evidence])


@given(st.lists(spans, max_size=6), st.sampled_from(SETTINGS), st.integers(1, 43_199), st.lists(spans, max_size=3))
def test_the_bounds_of_an_open_period_hold(rows, settings, minute, more):
    """Whatever comes after an instant, the figure of the whole month lies between what was said of it at that instant."""
    now = JUNE + timedelta(minutes=minute)
    before = [{**row, "end": row["end"] if row["end"] <= now else None} for row in rows if row["start"] <= now]
    later = [row for row in (*rows, *more) if row["start"] >= now or row in rows]
    metric = sk.Downtime("outages", **settings)
    then = june(metric, *before, as_of=now, target="at most 1 hour").measure
    final = june(metric, *later, target="at most 1 hour").measure
    assert then.low <= final.value <= then.high
