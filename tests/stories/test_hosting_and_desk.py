"""A small contract, whole: uptime, replies in desk hours across a clock change, content, a cap on what a month may come to.

October 2026 in Berlin has 44,700 minutes: the clocks go back on Sunday the 25th. All figures are worked out by hand.
"""

from fractions import Fraction

import pytest

import slakit as sk

DESK = sk.Weekly({"mon-fri": "09:00-18:00"}, tz="Europe/Berlin") - sk.Dates(["2026-10-02"], tz="Europe/Berlin")

CONTRACT = sk.Agreement(
    "Feed and desk",
    provider=sk.Party("Nordlicht GmbH", roles={"desk": "team lead"}),
    customer="Kiosk AG",
    term=("2026-10-01", "2027-04-01"),
    timezone="Europe/Berlin",
    fee="8000 EUR",
    objectives=[
        sk.Objective(
            "Feed is up", sk.Uptime("outages"), "at least 99.5 %", clause="2.1", penalty=sk.Tiered({"99.5 %": "4 %", "98 %": "9 %"})
        ),
        sk.Objective(
            "Replies",
            sk.Within(
                "mails",
                {"urgent": "2 hours", "normal": "1 h 30 min"},
                limit_by="kind",
                since="received",
                until="answered",
                clock=DESK,
                key="no",
            ),
            "at least 80 %",
            clause="2.2",
            penalty=sk.Linear("1 %", per="5 pp", counting="begun"),
        ),
        sk.Objective(
            "Typical reply",
            sk.Elapsed("mails", since="received", until="answered", clock=DESK, key="no", statistic="median"),
            "at most 1 hour",
            clause="2.3",
        ),
        sk.Objective(
            "Proofread",
            sk.Share("articles", good={"errors": "<= 1"}, at="published"),
            "at least 75 %",
            clause="3.1",
            penalty=sk.PerBreach("90 EUR", free=1),
        ),
        sk.Objective(
            "Complaints",
            sk.Count("complaints").where(upheld=True),
            "at most 1",
            clause="3.2",
            penalty=sk.Flat("150 EUR") | sk.Linear("100 EUR", per=1),
        ),
    ],
    settlement=sk.Settlement(cap="12.5 %"),
)

RECORDS = {
    "outages": [
        # 01:30 CEST to 02:30 CET on the 25th: 23:30Z to 01:30Z, 120 min on the clock although the wall says 60
        {"start": "2026-10-25T01:30:00+02:00", "end": "2026-10-25T02:30:00+01:00"},
        # inside the first one for 60 min, then 240 min more
        {"start": "2026-10-25T00:30:00Z", "end": "2026-10-25T05:30:00Z"},
        # of September, and 15 min of October, which begins at 22:00Z
        {"start": "2026-09-30T20:00:00Z", "end": "2026-09-30T22:15:00Z"},
    ],
    "mails": [
        # Thursday 17:30 to Monday 09:30, Friday the 2nd is closed: 30 + 30 = 60 min, in time
        {"no": 1, "kind": "urgent", "received": "2026-10-01T15:30:00Z", "answered": "2026-10-05T07:30:00Z"},
        # Friday 23rd 17:00 CEST to Monday 26th 10:00 CET = 09:00Z: 60 + 60 = 120 min, exactly the limit, in time
        {"no": 2, "kind": "urgent", "received": "2026-10-23T15:00:00Z", "answered": "2026-10-26T09:00:00Z"},
        # the same as a normal mail: 120 of 90 min, late
        {"no": 3, "kind": "normal", "received": "2026-10-23T15:00:00Z", "answered": None},
        {"no": 3, "kind": None, "received": None, "answered": "2026-10-26T09:00:00Z"},
        # Tuesday 12:00 to 12:45: 45 min, in time
        {"no": 4, "kind": "normal", "received": "2026-10-06T10:00:00Z", "answered": "2026-10-06T10:45:00Z"},
        # never answered: late
        {"no": 5, "kind": "urgent", "received": "2026-10-07T10:00:00Z", "answered": None},
    ],
    # 5 of 8 proofread
    "articles": [
        {"published": f"2026-10-{day:02}T08:00:00Z", "errors": errors} for day, errors in enumerate([0, 1, 2, 0, "1", 3, 2.0, 0], start=1)
    ],
    "complaints": [{"at": "2026-10-09T10:00:00Z", "upheld": upheld} for upheld in (True, "true", False, True)],
}


@pytest.fixture(scope="module")
def october():
    return sk.evaluate(CONTRACT, RECORDS, period="2026-10")


def test_the_feed(october):
    """23:30Z to 05:30Z is 360 min, and 15 of the first: 375 of 44,700 down, 99.161 %: the first tier, 4 % of 8,000."""
    line = october.line("Feed is up")
    assert line.measure.value == Fraction(44_700 - 375, 44_700)
    assert line.measure.breaches == 2
    assert line.credit == sk.money("320.00 EUR")


def test_the_replies(october):
    """3 of 5 in time are 60 %, 20 points short: 4 begun steps of 1 %."""
    line = october.line("Replies")
    assert line.measure.value == Fraction(3, 5)
    assert line.credit == sk.money("320.00 EUR")


def test_the_typical_reply(october):
    """45, 60, 120, 120 min: the second of four is 60 min, exactly the limit. But mail 5 has run for weeks: however it ends, the third of
    five is 120 min. So the target is missed for certain, though one mail is pending and nothing is final (M5).
    """
    line = october.line("Typical reply")
    assert line.measure.quantity == sk.quantity("1 hour")
    assert line.measure.low == sk.quantity("2 hours").base
    assert (line.outcome, line.measure.pending, line.verdict.final, line.verdict.certain) == (sk.Outcome.MISSED, 1, False, True)
    assert "1 still running, and over the target already" in line.reason


def test_the_articles(october):
    """5 of 8 are 62.5 %; three failures, one free: 180."""
    line = october.line("Proofread")
    assert (line.measure.value, line.credit) == (Fraction(5, 8), sk.money("180.00 EUR"))


def test_the_complaints(october):
    """Three upheld, two over: the larger of 150 and 200."""
    line = october.line("Complaints")
    assert (line.measure.value, line.credit) == (3, sk.money("200.00 EUR"))


def test_what_the_month_comes_to(october):
    """320 + 320 + 180 + 200 = 1,020, capped at 12.5 % of 8,000 = 1,000.

    The shares of 1,000 are 313.7255, 313.7255, 176.4706 and 196.0784. Cut to the cent they leave 2 cents over: one for the largest
    remainder, that of the complaints, and one for the first of the two that follow.
    """
    assert october.credit == sk.money("1020.00 EUR")
    assert october.payable == sk.money("1000.00 EUR")
    payable = {line.name: str(line.payable) for line in october.lines if line.credit}
    assert payable == {"Feed is up": "313.73 EUR", "Replies": "313.72 EUR", "Proofread": "176.47 EUR", "Complaints": "196.08 EUR"}
    assert [line.clause for line in october.missed] == ["2.1", "2.2", "2.3", "3.1", "3.2"]


def test_every_record_is_accounted_for(october):
    """The second row of mail 3 is folded into its case; a complaint that was not upheld is left out; nothing is a problem."""
    assert october.problems == ()
    accounts = {account.objective: account for account in october.accounts}
    assert (accounts["Replies"].read, accounts["Replies"].counted) == (6, 5)
    assert (accounts["Complaints"].read, accounts["Complaints"].counted) == (4, 3)
    assert (accounts["Typical reply"].counted, accounts["Typical reply"].pending) == (4, 1)


def test_the_rest_of_the_term(october):
    """Six months are billed; the ones without records owe nothing, and the feed without outages was up."""
    whole = sk.evaluate(CONTRACT, RECORDS)
    assert len({line.period.label for line in whole.lines}) == 6
    assert whole.payable == october.payable
    assert whole.line("Feed is up", "2026-11").measure.value == 1
    assert whole.line("Replies", "2026-11").outcome is sk.Outcome.NO_DATA
