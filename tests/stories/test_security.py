"""A contract on security: incidents by severity, notice of breaches, patches, controls; all figures of June by hand."""

from fractions import Fraction

import pytest

import slakit as sk
from slakit.social import security

CONTRACT = sk.Agreement(
    "Safe keeping of the accounts",
    provider="Fort Digital AB",
    customer="Nordmark AB",
    term=("2026-06-01", "2026-09-01"),
    timezone="UTC",
    fee="100000 SEK",
    objectives=[
        sk.Objective(
            "Serious incidents", security.incidents("high", "critical"), "at most 1", clause="1", penalty=sk.PerBreach("2000 SEK", free=1)
        ),
        sk.Objective("All incidents", security.incidents(), "at most 5", clause="2"),
        sk.Objective("Notice", security.notice(), "at least 100 %", clause="3", penalty=sk.Flat("10 %"), silence="met"),
        sk.Objective(
            "Notice by severity",
            security.notice({"critical": "24 hours", "high": "48 hours", "low": "7 days"}),
            "at least 50 %",
            clause="4",
        ),
        sk.Objective("Patches", security.patches({"critical": "7 days", "high": "14 days", "low": "90 days"}), "at least 80 %", clause="5"),
        sk.Objective("Controls", security.attested(), "at least 90 %", clause="6"),
        sk.Objective("Controls in time", security.attested_on_time(grace="5 days"), "at least 75 %", clause="7"),
    ],
)


def incident(severity, detected, notified):
    return {"severity": severity, "detected": f"2026-06-{detected}Z", "notified": notified and f"2026-06-{notified}Z"}


RECORDS = {
    "incidents": [
        incident("critical", "02T09:00", "05T09:00"),  # exactly 72 hours: in time; of 24 late
        incident("high", "10T09:00", "12T09:00"),  # exactly 48 hours: in time for both
        incident("low", "20T09:00", "23T09:00:00.000001"),  # a microsecond over 72 hours: late; of 7 days in time
        incident("high", "25T09:00", None),  # never: late for both
    ],
    "patches": [
        {"severity": "critical", "released": "2026-06-01T00:00Z", "applied": "2026-06-08T00:00Z"},  # exactly 7 days
        {"severity": "critical", "released": "2026-06-01T00:00Z", "applied": "2026-06-08T00:01Z"},  # late
        {"severity": "high", "released": "2026-06-03T00:00Z", "applied": "2026-06-10T00:00Z"},
        {"severity": "low", "released": "2026-06-03T00:00Z", "applied": None},  # 28 days of 90 as of 1 July: pending
        {"severity": "none", "released": "2026-06-03T00:00Z", "applied": None},  # no limit: counted nowhere
    ],
    "controls": [
        # the result of an audit, and the day on which the yearly attestation was due
        {"at": "2026-06-05T10:00Z", "result": "passed", "due": "2026-06-10T00:00Z", "attested": "2026-06-05T10:00Z"},
        {"at": "2026-06-15T00:00Z", "result": "passed", "due": "2026-06-10T00:00Z", "attested": "2026-06-15T00:00Z"},  # 5 days of grace
        {"at": "2026-06-16T00:00Z", "result": "failed", "due": "2026-06-10T00:00Z", "attested": "2026-06-16T00:00Z"},  # a day more
        {"at": "2026-06-17T00:00Z", "result": "passed", "due": "2026-06-20T00:00Z", "attested": "2026-06-17T00:00Z"},
        {"at": "2026-06-18T00:00Z", "result": "passed", "due": "2026-06-28T00:00Z", "attested": None},  # until 3 July: pending
    ],
}


@pytest.fixture(scope="module")
def june():
    return sk.evaluate(CONTRACT, RECORDS, period="2026-06", as_of="2026-07-01T00:00Z")


FIGURES = {
    "Serious incidents": 3,
    "All incidents": 4,
    "Notice": Fraction(1, 2),
    "Notice by severity": Fraction(1, 2),  # the second and the third
    "Patches": Fraction(2, 3),
    "Controls": Fraction(4, 5),
    "Controls in time": Fraction(3, 4),
}


@pytest.mark.parametrize("name", FIGURES)
def test_the_figures(june, name):
    """As worked out beside each record."""
    assert june.line(name).measure.value == FIGURES[name]


def test_what_is_pending_may_still_go_either_way(june):
    """One patch has 62 days left, one control until 3 July: 2/4 to 3/4, and 3/5 to 4/5."""
    patches, controls = (june.line(name).measure for name in ("Patches", "Controls in time"))
    assert (patches.pending, patches.low, patches.high) == (1, Fraction(1, 2), Fraction(3, 4))
    assert (controls.pending, controls.low, controls.high) == (1, Fraction(3, 5), Fraction(4, 5))


def test_a_control_without_attestation_becomes_a_miss():
    """On 4 July its grace is over: 3 of 5 in time."""
    later = sk.evaluate(CONTRACT, RECORDS, period="2026-06", as_of="2026-07-04T00:00Z")
    assert later.line("Controls in time").measure.value == Fraction(3, 5)


def test_what_is_owed(june):
    """Three serious incidents less the free one are 4,000; 10 % for the notice are 10,000."""
    assert june.line("Serious incidents").credit == sk.money("4000 SEK")
    assert june.line("Notice").credit == sk.money("10000 SEK")


def test_a_month_without_incidents():
    """None is zero incidents, and nothing to give notice of."""
    july = sk.evaluate(CONTRACT, RECORDS, period="2026-07", as_of="2026-08-02T00:00Z")
    assert july.line("Serious incidents").measure.value == 0
    assert july.line("Notice").outcome is sk.Outcome.MET


def test_incidents_by_severity():
    """One line for each severity: 1 critical, 2 high, 1 low."""
    objective = sk.Objective("Incidents", security.incidents().by("severity"), "at most 1")
    agreement = sk.Agreement("A", provider="P", customer="C", term=("2026-06-01", "2026-07-01"), timezone="UTC", objectives=[objective])
    lines = sk.evaluate(agreement, {"incidents": RECORDS["incidents"]}).lines
    assert {line.group: line.measure.value for line in lines} == {"critical": 1, "high": 2, "low": 1}
