"""A contract about volumes: throughput, load, reach, backlog and growth of a community desk. All figures are worked out by hand.

April 2026 in London has 720 hours, from 2026-03-31T23:00Z; its Tuesdays are the 7th, 14th, 21st and 28th.
"""

from fractions import Fraction

import attrs
import pytest

import slakit as sk

TUESDAYS = sk.Weekly({"tue": "09:00-17:00"}, tz="Europe/London")
RUSH = sk.Weekly({"tue": "12:00-14:00"}, tz="Europe/London") & sk.Dates(["2026-04-14"], tz="Europe/London")
FOLLOWERS = sk.kpis.Gauge("followers", "count")


def objectives():
    return [
        sk.Objective("At peak", sk.Peak("messages", per="1 hour", field="processed"), sk.at_least("500 message/hour"), clause="1.1"),
        sk.Objective("In the rush", sk.kpis.Trough("messages", per="1 hour", field="processed").during(RUSH), "at least 100 message/hour"),
        sk.Objective(
            "Under load",
            sk.Throughput("messages", done="processed", load="received", per="1 hour", when="> 500"),
            "at least 500 message/hour",
        ),
        sk.Objective("Every day", sk.Rate("messages", field="processed", per="1 day"), "at least 20 message/day"),
        sk.Objective(
            "Every desk hour",
            sk.Rate("replies", per="1 hour", clock=TUESDAYS),
            "at least 2 reply/hour",
            penalty=sk.Flat("5 %"),
            clause="1.5",
        ),
        sk.Objective("Busiest day", sk.Peak("replies", per=sk.daily()), "at most 15 replies"),
        sk.Objective("Replies a ticket", sk.Count("replies") / sk.kpis.Distinct("replies", "ticket"), "at most 1.4"),
        sk.Objective("Voices", sk.kpis.Distinct("posts", "author"), "at least 3"),
        sk.Objective("Followers", FOLLOWERS, "at least 10500 followers"),
        sk.Objective("Growth", sk.kpis.Growth(FOLLOWERS), "at least 5 %"),
        sk.Objective("New followers", sk.kpis.Growth(FOLLOWERS, against="10200 followers", difference=True), "at least 500 followers"),
        sk.Objective(
            "Backlog", sk.kpis.Gauge("backlog", "open", statistic="time-weighted mean", unit="ticket"), "at most 40 tickets", clause="3.1"
        ),
        sk.Objective("Worst backlog", sk.kpis.Gauge("backlog", "open", statistic="max", unit="ticket"), "at most 40 tickets"),
        sk.Objective("Growth by channel", sk.kpis.Growth(sk.Count("posts")).by("channel"), "at least 0 %"),
    ]


def contract():
    return sk.Agreement(
        "Community desk",
        provider="Agency",
        customer="Brand",
        term=("2026-03-01", "2026-05-01"),
        timezone="Europe/London",
        fee="6000 GBP",
        objectives=objectives(),
    )


def records():
    tuesdays = ("07", "14", "21", "28")
    return {
        "messages": [
            {"at": "2026-04-14T12:05:00+01:00", "received": 310, "processed": 300},
            {"at": "2026-04-14T12:50:00+01:00", "received": 240, "processed": 220},
            {"at": "2026-04-14T13:10:00+01:00", "received": 90, "processed": 90},
        ],
        # 48 replies to 32 tickets, 12 each Tuesday
        "replies": [{"at": f"2026-04-{tuesdays[n // 12]}T10:00:00+01:00", "ticket": n % 32} for n in range(48)],
        "posts": [
            {"at": "2026-04-02T09:00:00Z", "author": "ada", "channel": "video"},
            {"at": "2026-04-03T09:00:00Z", "author": "ben", "channel": "video"},
            {"at": "2026-04-04T09:00:00Z", "author": "ada", "channel": "video"},
            {"at": "2026-04-05T09:00:00Z", "author": None, "channel": "text"},
            {"at": "2026-04-06T09:00:00Z", "author": "cy", "channel": "audio"},
            {"at": "2026-03-06T09:00:00Z", "author": "cy", "channel": "video"},
            {"at": "2026-03-07T09:00:00Z", "author": "cy", "channel": "video"},
            {"at": "2026-03-08T09:00:00Z", "author": "cy", "channel": "text"},
            {"at": "2026-03-09T09:00:00Z", "author": "cy", "channel": "text"},
        ],
        "followers": [
            {"at": "2026-03-31T22:59:59Z", "count": 10_000},
            {"at": "2026-04-15T12:00:00Z", "count": 10_400},
            {"at": "2026-04-30T12:00:00Z", "count": 10_600},
        ],
        # 30 until the 11th, 60 until the 21st, then 15: ten days each
        "backlog": [
            {"at": "2026-03-31T12:00:00+01:00", "open": 30},
            {"at": "2026-04-11T00:00:00+01:00", "open": 60},
            {"at": "2026-04-21T00:00:00+01:00", "open": 15},
        ],
    }


@pytest.fixture(scope="module")
def april():
    return sk.evaluate(contract(), records(), period="2026-04")


def test_the_peak(april):
    """From 12:00 to 13:00 there are 300 + 220 = 520 messages, from 13:00 to 14:00 90: the peak is 520 an hour."""
    line = april.line("At peak")
    assert line.measure.quantity == sk.quantity("520 message/hour")
    assert line.outcome is sk.Outcome.MET
    assert line.measure.evidence[0].at == 1_776_164_400_000_000  # 2026-04-14T11:00Z


def test_the_rush(april):
    """Of the two hours of the rush the second has least: 90 of the 100 that are promised."""
    line = april.line("In the rush")
    assert (line.measure.quantity, line.outcome) == (sk.quantity("90 message/hour"), sk.Outcome.MISSED)


def test_throughput_under_load(april):
    """Only from 12:00 to 13:00 more than 500 came in, 550, of which 520 were processed."""
    line = april.line("Under load")
    assert (line.measure.value, line.measure.sample, line.outcome) == (520, 2, sk.Outcome.MET)


def test_rates(april):
    """610 messages in 30 days are 20 1/3 a day; 48 replies in 4 x 8 desk hours are 1.5 an hour, which costs 5 % of 6,000."""
    assert april.line("Every day").measure.quantity == sk.quantity("61/3 message/day")
    line = april.line("Every desk hour")
    assert (line.measure.value, line.credit) == (Fraction(3, 2), sk.money("300.00 GBP"))


def test_days_by_the_wall_clock(april):
    """12 replies are the most of any day."""
    assert april.line("Busiest day").measure.quantity == sk.quantity("12 replies")


def test_different_values(april):
    """Ada, Ben and Cy posted; 48 replies to 32 tickets are 1.5 each, more than 1.4."""
    assert april.line("Voices").measure.value == 3
    assert (april.line("Replies a ticket").measure.value, april.line("Replies a ticket").outcome) == (Fraction(3, 2), sk.Outcome.MISSED)


def test_followers(april):
    """10,600 at last; 6 % more than the 10,000 of a second before April; 400 more than were agreed, not 500."""
    assert april.line("Followers").measure.value == 10_600
    assert (april.line("Growth").measure.quantity, april.line("Growth").outcome) == (sk.quantity("6 %"), sk.Outcome.MET)
    assert (april.line("New followers").measure.value, april.line("New followers").outcome) == (400, sk.Outcome.MISSED)


def test_the_backlog(april):
    """(10 x 30 + 10 x 60 + 10 x 15) / 30 = 35 tickets on the average; the most that was sampled is 60."""
    assert (april.line("Backlog").measure.value, april.line("Backlog").outcome) == (35, sk.Outcome.MET)
    assert (april.line("Worst backlog").measure.value, april.line("Worst backlog").outcome) == (60, sk.Outcome.MISSED)


def test_growth_of_each_channel(april):
    """Video 3 after 2, text 1 after 2; audio had none in March."""
    found = {line.group: (line.measure.value, line.reason) for line in april.lines if line.name == "Growth by channel"}
    assert {group: value for group, (value, _) in found.items()} == {"video": Fraction(1, 2), "text": Fraction(-1, 2), "audio": None}
    assert "previous period has 0 item, which is not above zero" in found["audio"][1]


def test_march():
    """The first month has nothing before it to grow from; its backlog is known for the last twelve hours only: 30."""
    march = sk.evaluate(contract(), records(), period="2026-03")
    assert (march.line("Growth").outcome, march.line("Growth").reason) == (sk.Outcome.NO_DATA, "there is no earlier period")
    assert march.line("Backlog").measure.value == 30
    assert march.line("At peak").measure.value == 0
    assert march.line("Under load").outcome is sk.Outcome.NO_DATA


def test_the_month_so_far():
    """At 12:30Z on the 14th the peak of 520 is reached for good; the rate is open; the backlog is 30 and 60."""
    so_far = sk.evaluate(contract(), records(), period="2026-04", as_of="2026-04-14T12:30:00Z")
    peak = so_far.line("At peak")
    assert (peak.outcome, peak.verdict.certain, peak.verdict.final) == (sk.Outcome.MET, True, False)
    assert not so_far.line("Every day").verdict.certain
    rush = so_far.line("In the rush")  # 90 in the second hour so far, which is not over
    assert (rush.measure.value, rush.verdict.certain) == (520, False)
    # 13 days and 13.5 hours since midnight of the 1st in London
    assert so_far.line("Backlog").measure.value == Fraction(30 * 240 + 60 * Fraction(171, 2), 1) / Fraction(651, 2)


def test_growth_in_a_scorecard():
    """5 posts after 4 are 25 % more, followers grew by 6 %: half of each is 15.5 %; each is compared with its own past."""
    index = 0.5 * sk.kpis.Growth(sk.Count("posts")) + 0.5 * sk.kpis.Growth(FOLLOWERS)
    agreed = attrs.evolve(contract(), objectives=[sk.Objective("Reach", index, "at least 15 %")])
    fed = {stream: records()[stream] for stream in ("posts", "followers")}
    assert sk.evaluate(agreed, fed, period="2026-04").line("Reach").measure.quantity == sk.quantity("15.5 %")


def test_an_excluded_hour():
    """Without the hour from 12:00, the peak is 90; 90 in 719 hours are 2,160/719 a day; one hour of the rush is left (M6)."""
    outage = {"start": "2026-04-14T12:00:00+01:00", "end": "2026-04-14T13:00:00+01:00"}
    agreed = attrs.evolve(contract(), exclusions=[sk.Exclusion("platform", applies_to="messages")])
    statement = sk.evaluate(agreed, records() | {"platform": [outage]}, period="2026-04")
    assert statement.line("At peak").measure.value == 90
    assert statement.line("Every day").measure.value == Fraction(2_160, 719)
    assert statement.line("In the rush").measure.value == 90
    assert statement.line("Under load").outcome is sk.Outcome.NO_DATA


def test_streamed_in_any_order():
    """Fed record by record, the last first, a monitor states the same, and has the same digest (M1)."""
    monitor = sk.Monitor(contract())
    for stream, rows in records().items():
        for row in reversed(rows):
            monitor.feed(stream, [row])
    streamed, whole = monitor.statement(period="2026-04"), sk.evaluate(contract(), records(), period="2026-04")
    assert [line.measure for line in streamed.lines] == [line.measure for line in whole.lines]
    assert streamed.digest == whole.digest


def test_the_same_month_last_year():
    """6 posts in April 2026 after 5 in April 2025 are 20 % more; April 2025 itself has no year before."""
    agreed = sk.Agreement(
        "Reach",
        provider="Agency",
        customer="Brand",
        term=("2025-04-01", "2026-05-01"),
        timezone="Europe/London",
        objectives=[sk.Objective("Posts", sk.kpis.Growth(sk.Count("posts"), against="last year"), "at least 10 %")],
    )
    posts = [{"at": f"{year}-04-{day:02}T09:00:00Z"} for year, days in ((2025, 5), (2026, 6)) for day in range(1, days + 1)]
    statement = sk.evaluate(agreed, {"posts": posts})
    assert statement.line("Posts", "2026-04").measure.quantity == sk.quantity("20 %")
    assert statement.line("Posts", "2025-04").reason == "there is no such period a year earlier"


def test_an_interval_that_does_not_fit():
    """Days of 48 hours in periods of a day are refused, with the objective named."""
    twice = sk.Objective("Twice", sk.Peak("messages", per="2 days"), "at least 5 message/day", window=sk.daily())
    with pytest.raises(sk.errors.ContractError, match=r"'Twice'.*longer than the periods of daily"):
        attrs.evolve(contract(), objectives=[twice])
