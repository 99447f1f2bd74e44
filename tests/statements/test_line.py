"""Line: how a figure and its reasons are shown, on their own side of an edge (V3), and what of it is plain data."""

from datetime import timedelta
from fractions import Fraction

import pytest
from attrs import evolve
from engine_cases import at
from metric_cases import JANUARY, evaluated

import slakit as sk
from slakit.metrics.measure import Evidence, Measure
from slakit.penalties.amounts import Amounts
from slakit.statements.line import ORDER, Line
from slakit.targets.verdict import Outcome
from slakit.timeline.instants import HOUR
from slakit.windows.period import Period

MONTH = Period(JANUARY, JANUARY, False, "2026-01")


def line(value, target="at least 99 %", measured=(), judged=(), **settings):
    """The line of a measure that a target judged; `measured` and `judged` are more of its measure and verdict."""
    aim = sk.target(target)
    verdict = evolve(aim.judge(Measure(value=value, **dict(measured))), **dict(judged))
    return Line(name="Up", period=MONTH, target=aim, verdict=verdict, **settings)


def test_what_a_line_promises():
    """The objective, its group, its clause and its period, as far as there are any."""
    assert (line(1).promise, line(1).title) == ("Up", "Up, 2026-01")
    whole = line(1, clause="4.1", group=("a", 7))
    assert (whole.promise, whole.title) == ("Up [a, 7] (clause 4.1)", "Up [a, 7] (clause 4.1), 2026-01")
    assert evolve(line(1), period=evolve(MONTH, partial=True)).title == "Up, 2026-01 (partial)"


def test_the_level_that_was_missed():
    """The worst of them; none where the target was met, had no data, or has no levels."""
    levels = sk.Levels({"target": "at least 99 %", "minimum": "at least 95 %"})
    for value, level in ((Fraction("0.97"), "target"), (Fraction("0.90"), "minimum"), (1, ""), (None, "")):
        assert line(value, levels).level == level
    assert line(Fraction("0.90")).level == ""


def test_the_reason_of_a_figure():
    """The figure against its target, how it came about, and what the verdict adds."""
    assert line(Fraction("0.8")).reason == "80 % against at least 99 %"
    made = line(Fraction("0.8"), measured={"workings": "8 of 10"}, judged={"reason": "2 are fewer than 5"})
    assert made.reason == "80 % against at least 99 %; 8 of 10; 2 are fewer than 5"


def test_the_reason_of_no_data():
    """Why there is none, and how many records could not be read, once."""
    assert line(None).reason == "no data"
    assert line(None, judged={"reason": "no records"}).reason == "no records"
    unread = line(None, measured={"unread": 2}, judged={"reason": "no records"})
    assert unread.reason == "no records; 2 records could not be read"
    assert line(None, measured={"unread": 2}, judged={"reason": "none of 2 could be read"}).reason == "none of 2 could be read"


@pytest.mark.parametrize(
    ("measured", "certain", "text"),
    [
        ({}, True, ""),
        ({"unread": 1}, True, "1 record could not be read, met whatever they say"),
        ({"unread": 1200}, True, "1,200 records could not be read, met whatever they say"),
        ({"unread": 2, "low": Fraction("0.9"), "high": 1}, False, "2 records could not be read, so it may be from 90 % to 100 %"),
        ({"unread": 2, "low": Fraction("0.9")}, False, "2 records could not be read, so it may be from 90 % to no bound"),
        ({"unread": 2}, False, "2 records could not be read, so it may be anything"),
    ],
)
def test_what_unread_records_may_change(measured, certain, text):
    """Nothing, where the outcome is certain; otherwise the figure, between its bounds (V1)."""
    made = line(1, measured=measured, judged={"certain": certain})
    assert made.unread == text
    assert made.reason == "100 % against at least 99 %" + (f"; {text}" if text else "")


@pytest.mark.parametrize(
    ("measured", "judged", "text"),
    [
        ({}, {}, ""),
        ({}, {"final": False, "certain": False}, "period not over"),
        ({}, {"final": False}, "period not over, met whatever comes"),
        ({"pending": 1200}, {"final": False, "certain": True}, "1,200 pending, met whatever comes"),
        ({"pending": 2, "low": Fraction("0.5"), "high": 1}, {"final": False, "certain": False}, "2 pending, from 50 % to 100 %"),
        ({"foresees": True, "low": 0}, {"final": False, "certain": False}, "period not over, from 0 % to no bound"),
    ],
)
def test_what_may_still_change(measured, judged, text):
    """Records that are pending, or a period that is not over, within the bounds that are known."""
    assert line(1, measured=measured, judged=judged).open == text


def test_an_open_line_says_what_may_come():
    """Five days of outage: until the 10th half of the month may still be lost, from the 25th on no longer."""
    outages = {"outages": [{"start": at("01-05"), "end": at("01-10")}]}
    early, late = (evaluated(sk.Uptime("outages"), outages, "at least 50 %", f"2026-01-{day}T00:00Z") for day in ("10", "25"))
    assert (early.verdict.certain, late.verdict.certain) == (False, True)
    assert "period not over, from" in early.reason
    assert "met whatever comes" in late.reason
    assert early.verdict.final is late.verdict.final is False


@pytest.mark.parametrize(
    ("down", "shown"),
    [
        (timedelta(microseconds=1), "99.99999999996"),  # 1 of 2,678,400,000,000
        (timedelta(seconds=2, milliseconds=678.4), "99.9999"),
        (timedelta(0), "100"),
    ],
)
def test_almost_all_is_not_all(down, shown):
    """Of a target of 100 %, 99.9999 % is never shown as 100 % (V3)."""
    outages = [{"start": at("01-05"), "end": at("01-05") + down}] if down else []
    made = evaluated(sk.Uptime("outages"), {"outages": outages}, "at least 100 %")
    assert made.shown.startswith(shown)
    assert (made.shown == "100 %") is (made.outcome is Outcome.MET)


def test_a_figure_beside_an_edge_of_its_penalty():
    """98.999996 % is 99 % to three decimals; next to a tier of 99 % it has as many as show its side."""
    value = Fraction("0.98999996")
    assert line(value, "at least 95 %").shown == "99 %"
    assert line(value, "at least 95 %", edges=(sk.quantity("99 %"),)).shown == "98.999996 %"


def test_a_rounded_figure_shows_both():
    """What was compared, and what it was rounded from: 62 of 44,640 minutes leave 99.8611 %, which is 99.9 % to one decimal."""
    outages = [{"start": at("01-05 00:00"), "end": at("01-05 01:02")}]
    made = evaluated(sk.Uptime("outages"), {"outages": outages}, sk.at_least("99.9 %", rounding="0.1 %"))
    assert made.outcome is Outcome.MET
    assert made.measure.value == Fraction(44_578, 44_640)
    assert made.judged == "99.9 % (rounded from 99.861 %)"
    assert line(Fraction("0.999"), sk.at_least("99.9 %", rounding="0.1 %")).judged == "99.9 %"
    in_percent = line(Fraction("99.86"), sk.at_least("99.9 %", rounding="0.1 %"), measured={"unit": "%"})
    assert in_percent.judged == "99.9 % (rounded from 99.86 %)"


def test_a_figure_in_the_unit_of_its_target():
    """90 minutes against 2 hours are 1.5 hours; items against a number have no unit; no figure is said to be none."""
    hours = line(HOUR * 3 // 2, "at most 2 hours", measured={"unit": "us"})
    assert (hours.shown, hours.judged) == ("1.5 hours", "1.5 hours")
    assert line(7, "at most 3", measured={"unit": "item"}).shown == "7"
    assert (line(None).shown, line(None).judged) == ("no data", "no figure")


def test_a_clock_that_still_runs():
    """Its figure is the one so far."""
    running = line(HOUR * 3 // 2, "at most 2 hours", measured={"unit": "us"}, judged={"running": True, "final": False})
    assert running.shown == "1.5 hours so far"
    assert running.judged == "1.5 hours"


def test_plain_data_of_a_line():
    """Every key in its order; figures as exact text, money as text, instants as ISO text, evidence with its unit."""
    evidence = Evidence(JANUARY.first, key=7, figure=Fraction(1, 3), unit="us", until=JANUARY.first + HOUR, word="down")
    amounts = Amounts(sk.money("600 GBP"), payable=sk.money("500 GBP"), units=(sk.quantity("3 days"),))
    made = line(
        Fraction(2, 3), measured={"evidence": (evidence,), "sample": 3}, amounts=amounts, group=("a",), clause="4.1", claim_by=at("03-01")
    )
    data = made.to_dict()
    assert tuple(data) == (*ORDER, "entitled_units", "forfeited_units", "shortfall")
    assert {key: data[key] for key in ("name", "clause", "period", "from", "until", "partial", "group", "claim_by")} == {
        "name": "Up",
        "clause": "4.1",
        "period": "2026-01",
        "from": "2026-01-01T00:00:00+00:00",
        "until": "2026-02-01T00:00:00+00:00",
        "partial": False,
        "group": ["a"],
        "claim_by": "2026-03-01T00:00:00+00:00",
    }
    assert (data["target"], data["outcome"], data["level"], data["judged"]) == ("at least 99 %", "missed", "", "200/3 %")
    assert (data["credit"], data["payable"], data["units"], data["fee"]) == ("600.00 GBP", "500.00 GBP", ["3 days"], None)
    assert (data["judged_shown"], data["reason"]) == ("66.667 %", "66.667 % against at least 99 %")
    measure = data["measure"]
    assert list(measure)[:3] == ["value", "unit", "shown"]
    assert (measure["value"], measure["shown"], measure["sample"]) == ("2/3", "66.667 %", 3)
    assert measure["evidence"] == [
        {
            "at": "2026-01-01T00:00:00+00:00",
            "until": "2026-01-01T01:00:00+00:00",
            "key": 7,
            "figure": "1/3",
            "unit": "us",
            "word": "down",
        }
    ]
    assert not {"foresees", "part", "whole", "edges", "exact_credit"} & (data.keys() | measure.keys())


def test_plain_data_of_no_figure():
    """What is not there is null."""
    data = line(None, measured={"evidence": (Evidence(JANUARY.first),)}).to_dict()
    assert (data["judged"], data["judged_shown"], data["measure"]["value"], data["outcome"]) == (None, None, None, "no data")
    assert data["measure"]["evidence"][0] | {"at": ""} == {"at": "", "until": None, "key": None, "figure": None, "unit": "", "word": ""}
