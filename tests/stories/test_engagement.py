"""A contract on reach and engagement: rates over all posts and rates per post, conversions, answers, sentiment, followers.

All figures of March are worked out by hand from four posts, five mentions and two counts of followers.
"""

from fractions import Fraction

import pytest

import slakit as sk
from slakit.social import engagement

CONTRACT = sk.Agreement(
    "Growth of the channels",
    provider="Lumen Social GmbH",
    customer="Teehaus KG",
    term=("2026-02-01", "2026-05-01"),
    timezone="UTC",
    fee="3000 EUR",
    objectives=[
        sk.Objective("Reach", engagement.reach(), "at least 5000", clause="1", penalty=sk.Flat("5 %")),
        sk.Objective("Audience", engagement.audience(), "at least 3", clause="2"),
        sk.Objective("Engagement rate", engagement.engagement_rate(), "at least 2 %", clause="3"),
        sk.Objective("Engagement per post", engagement.engagement_per_post(), "at least 2 %", clause="4"),
        sk.Objective("Typical engagement", engagement.engagement_per_post(statistic="median"), "at least 3 %", clause="5"),
        sk.Objective("Conversion", engagement.conversion_rate(), "at least 2.5 %", clause="6"),
        sk.Objective("Answers", engagement.response_rate(), "at least 75 %", clause="7", penalty=sk.Linear("100 EUR", per="5 pp")),
        sk.Objective("Sentiment", engagement.sentiment(), "at least 60 %", clause="8"),
        sk.Objective("Net sentiment", engagement.net_sentiment(), "at least 50 %", clause="9"),
        sk.Objective("Followers", engagement.follower_growth(), "at least 5 %", clause="10"),
        sk.Objective("More followers", engagement.follower_growth("1000"), "at least 10 %", clause="11"),
    ],
)


def post(day, interactions, impressions, reach, clicks, orders):
    return {
        "at": f"2026-03-{day:02}T12:00Z",
        "interactions": interactions,
        "impressions": impressions,
        "reach": reach,
        "clicks": clicks,
        "orders": orders,
    }


def mention(day, replied, sentiment):
    return {"at": f"2026-03-{day:02}T09:00Z", "replied": replied and f"2026-03-{replied}Z", "sentiment": sentiment}


RECORDS = {
    "posts": [
        post(2, 30, 1000, 800, 40, 2),  # 3 %
        post(9, 20, 4000, 3000, 60, 1),  # 0.5 %
        post(16, 50, 1000, 900, 100, 2),  # 5 %
        post(23, 0, 0, 0, 0, 0),  # seen by nobody: no rate of its own
    ],
    "mentions": [
        mention(2, "02T10:00", "positive"),  # an hour
        mention(3, "04T09:00", "negative"),  # exactly 24 hours
        mention(4, "06T09:00", "neutral"),  # two days
        mention(5, None, "positive"),  # never
        mention(6, "06T09:30", "positive"),
    ],
    "followers": [
        {"at": "2026-02-27T20:00Z", "count": 1000},
        {"at": "2026-03-15T20:00Z", "count": 1100},
        {"at": "2026-03-31T20:00Z", "count": 1050},
    ],
    "visits": [{"at": f"2026-03-{day:02}T12:00Z", "account": account} for day, account in ((2, "a"), (3, "b"), (4, "a"), (5, "c"))],
}


@pytest.fixture(scope="module")
def march():
    return sk.evaluate(CONTRACT, RECORDS, period="2026-03", as_of="2026-04-02T00:00Z")


FIGURES = {
    "Reach": 4700,  # 800 + 3,000 + 900 + 0
    "Audience": 3,  # a, b, c
    "Engagement rate": Fraction(1, 60),  # 100 of 6,000: 1.67 %
    "Engagement per post": Fraction(17, 600),  # (3 + 0.5 + 5) / 3 = 8.5 / 3 = 2.83 %
    "Typical engagement": Fraction(3, 100),  # the second of 0.5, 3 and 5
    "Conversion": Fraction(1, 40),  # 5 of 200
    "Answers": Fraction(3, 5),
    "Sentiment": Fraction(3, 5),
    "Net sentiment": Fraction(2, 5),  # 3 - 1 of 5
    "Followers": Fraction(1, 20),  # 1,050 / 1,000 - 1
    "More followers": Fraction(1, 20),  # the same against a baseline of 1,000
}


@pytest.mark.parametrize("name", FIGURES)
def test_the_figures(march, name):
    """As worked out beside each record and each figure."""
    assert march.line(name).measure.value == FIGURES[name]


def test_two_rates_of_one_name_judge_differently(march):
    """Over all posts the engagement is 1.67 %, below the 2 %; per post it is 2.83 %, above it: the widely seen post had little of it."""
    assert march.line("Engagement rate").outcome is sk.Outcome.MISSED
    assert march.line("Engagement per post").outcome is sk.Outcome.MET
    assert march.line("Engagement per post").measure.sample == 3


def test_which_clauses_are_missed(march):
    """Reach 4,700 of 5,000; the rate; answers 60 of 75 %; net sentiment 40 of 50 %; 5 % growth meets 5 % and misses 10 %."""
    assert [line.clause for line in march.missed] == ["1", "3", "7", "9", "11"]


def test_what_is_owed(march):
    """5 % of 3,000 is 150; 15 points of answers short are three steps of 100."""
    assert march.credit == sk.money("450 EUR")


def test_the_post_that_nobody_saw_is_told(march):
    """It counts in the sums and is left out of the means, with the reason."""
    account = next(account for account in march.accounts if account.objective == "Engagement per post")
    assert (account.read, account.counted, account.excluded) == (4, 3, {"impressions is 0, so it has no ratio": 1})
    assert march.problems == ()


def test_february_has_no_month_before():
    """Growth needs an earlier period; without one there is no data, and no verdict."""
    line = sk.evaluate(CONTRACT, RECORDS, period="2026-02", as_of="2026-04-02T00:00Z").line("Followers")
    assert (line.measure.value, line.outcome) == (None, sk.Outcome.NO_DATA)
