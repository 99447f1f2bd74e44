"""A monitoring contract, whole: a probe every five minutes, judged by number, by time and by how it answers requests.

March 2026 in UTC has 31 x 288 = 8,928 times five minutes, 44,640 minutes. On the 10th the probe fails from 10:00 to 10:20, five times; on
the 12th once, at 03:00; on the 20th none comes from 00:00 to 00:55, twelve are missing. All figures are worked out by hand.
"""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

import slakit as sk
from slakit.agreements.exclusion import Exclusion
from slakit.metrics.availability.slices import Slices
from slakit.metrics.checks.checks import Checks

FIVE = timedelta(minutes=5)
MARCH = datetime(2026, 3, 1, tzinfo=UTC)


def at(text):
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=UTC)


FAILED = {at("03-12 03:00"), *(at("03-10 10:00") + n * FIVE for n in range(5))}
MISSING = {at("03-20 00:00") + n * FIVE for n in range(12)}
TIMES = [MARCH + n * FIVE for n in range(8_928)]

RECORDS = {
    "probes": [{"at": time, "site": "Lyon", "up": time not in FAILED} for time in TIMES if time not in MISSING],
    # five minutes with 6 of 10 answered, five with none of 4, five with all of 5; no request in all the others
    "requests": [
        *({"at": at("03-15 12:00"), "status": 200 if n < 6 else 503} for n in range(10)),
        *({"at": at("03-15 12:05:30"), "status": 500} for n in range(4)),
        *({"at": at("03-15 12:14:59.999999"), "status": 404} for n in range(5)),
    ],
    # down from 23:00 on the last day of March to 06:00 on the first of April
    "states": [
        {"at": at("03-31 23:00"), "state": "down", "before": "up"},
        {"at": at("04-01 06:00"), "state": "up", "before": "down"},
    ],
}

PROBE = {"ok": {"up": True}, "every": "5 min"}
WEB = {"good": {"status": "< 500"}, "per": "5 min"}
CREDIT = sk.Tiered({"99.95 %": "5 %", "99.9 %": "10 %"})

METRICS = {
    "every check": Checks("probes", **PROBE),
    "three in a row": Checks("probes", **PROBE, in_a_row=3),
    "missed ones fail": Checks("probes", **PROBE, in_a_row=3, unknown="bad"),
    "time": Checks("probes", **PROBE, in_a_row=3, count="time"),
    "time from the third": Checks("probes", **PROBE, in_a_row=3, count="time", down_from="confirmed"),
    "time, silence is down": Checks("probes", **PROBE, in_a_row=3, count="time", unknown="bad"),
    "log": Checks("states", ok={"state": "up"}, count="time", previous="before"),
    "mean rate": Slices("requests", **WEB),
    "good intervals": Slices("requests", **WEB, threshold="at least 95 %"),
    "two bad in a row": Slices("requests", **WEB, threshold="at least 95 %", in_a_row=2),
    "three bad in a row": Slices("requests", **WEB, threshold="at least 95 %", in_a_row=3),
    "with five requests": Slices("requests", **WEB, minimum=5, empty="skip"),
}


def contract(metrics=METRICS, **settings):
    return sk.Agreement(
        "Watch",
        provider="Vigie SARL",
        customer="Kiosk AG",
        term=("2026-03-01", "2026-05-01"),
        timezone="UTC",
        fee="10000 EUR",
        objectives=[sk.Objective(name, metric, "at least 99.95 %", penalty=CREDIT) for name, metric in metrics.items()],
        **settings,
    )


@pytest.fixture(scope="module")
def march():
    return sk.evaluate(contract(), RECORDS, period="2026-03")


@pytest.mark.parametrize(
    ("name", "good", "whole", "breaches", "credit"),
    [
        # 8,928 - 12 came, 6 failed: 99.9327 %
        ("every check", 8_910, 8_916, 6, "500.00 EUR"),
        # the one of the 12th is alone: 99.9439 %
        ("three in a row", 8_911, 8_916, 5, "500.00 EUR"),
        # the twelve too: 8,911 of 8,928 are 99.81 %, under both edges
        ("missed ones fail", 8_911, 8_928, 17, "1000.00 EUR"),
        # five times five minutes down; the hour of the 20th is not known: 44,555 of 44,580 are 99.9439 %
        ("time", 44_555, 44_580, 1, "500.00 EUR"),
        # down only from the third failure, 10:10 to 10:25: 44,565 of 44,580 are 99.966 %
        ("time from the third", 44_565, 44_580, 1, None),
        # the hour is down as well: 44,555 of 44,640 are 99.8096 %
        ("time, silence is down", 44_555, 44_640, 2, "1000.00 EUR"),
        # 23:00 to 24:00 on the 31st; 60 minutes of 44,640 leave 99.8656 %
        ("log", 44_580, 44_640, 1, "1000.00 EUR"),
        # 8,925 full ones, 0.6 and 0: 99.9843 %
        ("mean rate", Fraction(89_266, 10), 8_928, 2, None),
        ("good intervals", 8_926, 8_928, 2, None),
        ("two bad in a row", 8_926, 8_928, 2, None),
        ("three bad in a row", 8_928, 8_928, 0, None),
        # only :00 with 6 of 10 and :10 with 5 of 5 count: 1.6 of 2
        ("with five requests", Fraction(16, 10), 2, 1, "1000.00 EUR"),
    ],
)
def test_march(march, name, good, whole, breaches, credit):
    """Each way to count gives its own figure of one and the same month."""
    line = march.line(name)
    scale = 60_000_000 if name.startswith(("time", "log")) else 1
    assert (line.measure.part, line.measure.whole) == (good * scale, whole * scale)
    assert line.measure.value == Fraction(good) / whole
    assert line.measure.breaches == breaches
    assert line.credit == (sk.money(credit) if credit else sk.money("0 EUR"))


def test_what_was_observed(march):
    """8,916 of 8,928 checks came, 99.865591 %; 44,580 of 44,640 minutes are the same share."""
    assert march.line("three in a row").measure.workings == "8,911 of 8,916 checks good; 5 failed; 12 missed; 99.865591 % observed"
    assert march.line("time").measure.workings == "44,555 min up of 44,580 min; 25 min down in 1 stretch; 99.865591 % observed"


def test_the_state_goes_on_into_april():
    """Down since March, to 06:00 on the first: 360 of 43,200 minutes; the probe says nothing in April but its last word of March."""
    april = sk.evaluate(contract(), RECORDS, period="2026-04")
    assert april.line("log").measure.value == Fraction(43_200 - 360, 43_200)
    assert april.line("time").outcome is sk.Outcome.NO_DATA
    assert april.line("time, silence is down").measure.value == 0
    assert april.line("mean rate").measure.value == 1


def test_announced_maintenance():
    """10:00 to 10:10 on the 10th is left out: two failures by number, ten minutes by time; three in a row are left."""
    maintenance = {"maintenance": [{"start": at("03-10 10:00"), "end": at("03-10 10:10")}]}
    names = ("three in a row", "time", "mean rate")
    agreement = contract({name: METRICS[name] for name in names}, exclusions=[Exclusion("maintenance", applies_to="probes")])
    records = {"probes": RECORDS["probes"], "requests": RECORDS["requests"]} | maintenance
    statement = sk.evaluate(agreement, records, period="2026-03")
    assert statement.line("three in a row").measure.value == Fraction(8_911, 8_914)
    assert statement.line("time").measure.value == Fraction(44_555, 44_570)
    assert statement.line("mean rate").measure.whole == 8_928  # nothing is excluded from requests


def test_excluded_requests():
    """Requests from 12:00 to 12:05 on the 15th are left out: one interval fewer, 8,926 of 8,927; forgiven: 8,927 of 8,928."""
    for mode, whole in (("drop", 8_927), ("forgive", 8_928)):
        agreement = contract({"mean rate": METRICS["mean rate"]}, exclusions=[Exclusion("maintenance", applies_to="requests", mode=mode)])
        spans = [{"start": at("03-15 12:00"), "end": at("03-15 12:05")}]
        statement = sk.evaluate(agreement, {"requests": RECORDS["requests"], "maintenance": spans}, period="2026-03")
        assert statement.line("mean rate").measure.value == Fraction(whole - 1, whole)


def test_two_sites():
    """Lyon as above; Oslo fails at every one of its two checks of the 1st: each site is a line of its own."""
    oslo = [{"at": at("03-01 00:00"), "site": "Oslo", "up": False}, {"at": at("03-01 00:05"), "site": "Oslo", "up": False}]
    agreement = contract({"every check": Checks("probes", ok={"up": True}).by("site")})
    statement = sk.evaluate(agreement, {"probes": RECORDS["probes"] + oslo}, period="2026-03")
    assert statement.line("every check", group="Lyon").measure.value == Fraction(8_910, 8_916)
    assert statement.line("every check", group="Oslo").measure.value == 0


def test_the_middle_of_the_month():
    """As of the 11th, 14,400 minutes have passed, 25 of them down: at worst the rest is down too, at best 25 of all 44,640."""
    line = sk.evaluate(contract(), RECORDS, period="2026-03", as_of=at("03-11 00:00")).line("time")
    assert line.measure.value == Fraction(14_375, 14_400)
    assert (line.measure.low, line.measure.high) == (Fraction(14_375, 44_640), Fraction(44_615, 44_640))
    assert (line.verdict.final, line.verdict.certain) == (False, True)  # 99.944 % at best


def test_any_order_and_one_by_one():
    """Records in reverse, each fed on its own, give the same measures and the same digest (M1)."""
    few = {stream: rows[-400:] for stream, rows in RECORDS.items()}
    monitor = sk.Monitor(contract())
    for stream, rows in few.items():
        for row in reversed(rows):
            monitor.feed(stream, [row])
    as_of = at("05-01 00:00")
    one, other = sk.evaluate(contract(), few, as_of=as_of), monitor.statement(as_of=as_of)
    assert [line.measure for line in one.lines] == [line.measure for line in other.lines]
    assert one.digest == other.digest


def test_columns_say_the_same(march):
    """The same records as tables of Arrow give the same lines."""
    pyarrow = pytest.importorskip("pyarrow")
    tables = {stream: pyarrow.Table.from_pylist(rows) for stream, rows in RECORDS.items()}
    statement = sk.evaluate(contract(), tables, period="2026-03")
    assert [line.measure for line in statement.lines] == [line.measure for line in march.lines]
