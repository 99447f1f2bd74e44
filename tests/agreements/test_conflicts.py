"""Conflicts: each is found from the arguments alone, with its path and what to write."""

import pytest

import slakit as sk
from slakit.agreements.conflicts import MOST_PERIODS, PartialTerms, conflicts, currency_of

UPTIME, COUNT = sk.Uptime("outages"), sk.Count("posts")
YEAR = {"term": ("2026-01-01", "2027-01-01"), "timezone": "UTC"}


def paid(*rules):
    """Objectives A, B, ... with these penalties alone."""
    return [PartialTerms(name, penalty=rule) for name, rule in zip("ABC", rules, strict=False)]


def conflicts_of(valid=(), objectives=()):
    return list(conflicts(dict(valid), list(objectives)))


def only(valid=(), objectives=()):
    ((path, problem),) = conflicts_of(valid, objectives)
    return path, problem


def test_nothing_conflicts_with_nothing():
    """What could not be read is not judged: each argument may be missing."""
    whole = YEAR | {"window": sk.monthly(), "fee": sk.money("1000 GBP"), "currency": None, "exclusions": (), "settlement": sk.Settlement()}
    one = [PartialTerms("A", metric=UPTIME, window=None, penalty=sk.Flat("5 %"))]
    assert conflicts_of(whole, one) == []
    for name in whole:
        assert conflicts_of({key: value for key, value in whole.items() if key != name}, one) == []
    assert conflicts_of() == []


def test_a_term_that_ends_before_it_begins():
    """In the zone of the agreement; of two dates without a zone the order is that of the dates, of a date and an instant it is open."""
    path, problem = only({"term": ("2027-01-01", "2026-01-01")})
    assert path == ("term",)
    assert problem.startswith("term=('2027-01-01', '2026-01-01'): ")
    # midnight of 2 January in London is midnight in UTC, in Auckland 11:00 of the day before
    mixed = ("2026-01-01T12:00+00:00", "2026-01-02")
    assert conflicts_of({"term": mixed, "timezone": "Europe/London"}) == conflicts_of({"term": mixed, "timezone": None}) == []
    assert only({"term": mixed, "timezone": "Pacific/Auckland"})[0] == ("term",)


@pytest.mark.parametrize(("years", "wrong"), [(136, False), (137, True)])
def test_more_periods_than_anybody_judges(years, wrong):
    """136 years of days are 49,674 and 137 are 50,039, of which no more than 50,000 are judged."""
    valid = YEAR | {"term": ("2000-01-01", f"{2000 + years}-01-01")}
    assert MOST_PERIODS == 50_000
    for path, problems in (
        (("window",), conflicts_of(valid | {"window": sk.daily()})),
        (("objectives", 1, "window"), conflicts_of(valid, [PartialTerms("A"), PartialTerms("B", window=sk.daily())])),
    ):
        assert [at for at, _ in problems] == [path] * wrong
        assert all("cuts the term into about 50,041 periods, and no more than 50,000 are judged" in problem for _, problem in problems)


def test_a_window_that_cannot_bill():
    """Periods that overlap judge an objective, and settle nothing."""
    path, problem = only({"window": sk.rolling("30 days")})
    assert path == ("window",)
    assert problem == ("window='rolling 30 days' cannot bill, its periods overlap; write it on the objectives, and window='monthly' here")
    assert conflicts_of({"window": sk.monthly()}, [PartialTerms("A", window=sk.rolling("30 days"))]) == []


def test_a_share_of_a_fee_that_is_not_there():
    """Of a rule and of each step; a fee that could not be read is no problem of theirs, and amounts need none."""
    rules = paid(sk.Flat("5 GBP"), sk.Flat("5 %"))
    assert conflicts_of({}, rules) == []
    path, problem = only({"fee": None}, rules)
    assert path == ("objectives", 1, "penalty")
    assert problem == "objective 'B': Flat('5 %') is a share of the fee, and the agreement has none; write fee='1000 GBP'"
    steps = sk.Settlement(steps=[sk.steps.Cap("100 GBP"), sk.steps.Cap("10 %", clause="9")])
    path, problem = only({"fee": None, "settlement": steps})
    assert path == ("settlement", "steps", 1)
    assert problem.startswith("settlement, clause 9: ")
    assert only({"fee": None, "settlement": sk.Settlement(cap="10 %")})[0] in (("settlement",), ("settlement", "steps", 0))


@pytest.mark.parametrize(
    ("valid", "wrong"),
    [
        ({"fee": sk.money("1000 GBP")}, "EUR"),
        ({"fee": sk.money("1000 EUR")}, "GBP"),
        ({"fee": sk.money("1000 EUR"), "currency": "GBP"}, "EUR"),  # what is named decides
        ({}, "EUR"),  # that of the first amount
    ],
)
def test_amounts_in_another_currency(valid, wrong):
    """Each amount once, with its objective."""
    index = {"GBP": 0, "EUR": 1}[wrong]
    path, problem = only(valid, paid(sk.Flat("5 GBP"), sk.Flat("7 EUR") + sk.PerBreach("7 EUR")))
    assert path == ("objectives", index, "penalty")
    other = {"GBP": "EUR", "EUR": "GBP"}[wrong]
    amount = ("5.00 GBP", "7.00 EUR")[index]
    sets = f"the currency of the fee, '1000.00 {other}'" if "fee" in valid and "currency" not in valid else "the currency of the agreement"
    assert problem == f"objective {'AB'[index]!r}: {amount!r} is not in {other}, {sets}; use one"


def test_the_currency():
    """The one that is named, that of the fee, that of the first amount, or none."""
    fee, rules = sk.money("1 EUR"), [sk.Flat("5 %"), sk.Flat("5 USD"), sk.Flat("5 GBP")]
    assert currency_of("CHF", fee, rules) == "CHF"
    assert currency_of(None, fee, rules) == "EUR"
    assert currency_of(None, None, rules) == "USD"
    assert currency_of(None, None, rules[:1]) is None


def test_a_step_for_an_objective_that_nobody_promised():
    """The step is named, and the objective that it may mean; without any objective there is nothing to compare it with."""
    settlement = sk.Settlement(steps=[sk.steps.Cap("10 %"), sk.steps.EarnBack(3, only=["Uptme"], clause="9")])
    path, problem = only({"settlement": settlement}, [PartialTerms("Uptime"), PartialTerms("Calls")])
    assert path == ("settlement", "steps", 1)
    step = settlement.steps[1]
    assert problem == f"settlement, clause 9: 'Uptme' in {step!r} is not an objective; did you mean 'Uptime'?"
    assert conflicts_of({"settlement": settlement}) == []


def test_a_claim_that_waits_for_a_billing_period_that_never_comes():
    """Where the whole term is the only one; claims by days fall due by then."""
    for claims, wrong in ((sk.Claims("end of the 2nd billing period"), True), (sk.Claims("30 days"), False)):
        problems = conflicts_of({"settlement": sk.Settlement(claims=claims), "window": sk.whole_term()})
        assert [path for path, _ in problems] == [("settlement", "claims")] * wrong
        assert conflicts_of({"settlement": sk.Settlement(claims=claims), "window": sk.monthly()}) == []


def test_what_is_returned_twice():
    """By a rule of its own and by a step that concerns its objective; one of them is enough."""
    rules = paid(sk.Flat("5 %").earned_back(2), sk.Flat("5 %"))
    for step, wrong in ((sk.steps.EarnBack(3), True), (sk.steps.EarnBack(3, only=["A"]), True), (sk.steps.EarnBack(3, only=["B"]), False)):
        problems = conflicts_of({"settlement": sk.Settlement(steps=[step])}, rules)
        assert [path for path, _ in problems] == [("settlement", "steps", 0)] * wrong
        assert all("returns what 'A' was credited, and so does its own .earned_back(...)" in problem for _, problem in problems)


def test_a_cap_below_its_floor_at_the_fee():
    """5 % of 1,000 are 50, below a floor of 60; of 2,000 they are 100. A rule of another window has another fee, and is not judged."""
    rule = sk.Flat("5 %").floored("60 GBP").capped("5 %")
    for fee, window, wrong in (("1000", None, True), ("1000", sk.monthly(), True), ("2000", None, False), ("1000", sk.quarterly(), False)):
        problems = conflicts_of({"fee": sk.money(f"{fee} GBP")}, [PartialTerms("A", window=window, penalty=rule)])
        assert [path for path, _ in problems] == [("objectives", 0, "penalty")] * wrong
    settlement = sk.Settlement(steps=[sk.steps.Cap("5 %"), sk.steps.MinimumPayout("60 GBP")])
    assert only({"fee": sk.money("1000 GBP"), "settlement": settlement})[0] == ("settlement",)
    assert conflicts_of({"fee": sk.money("2000 GBP"), "settlement": settlement}) == []


def test_a_metric_that_does_not_fit_its_window():
    """Its own window, otherwise that of the agreement; without either nothing is judged."""
    metric = sk.Uptime("outages", consecutive="2 days")  # longer than a day, and not than a month
    day, month = sk.daily(), sk.monthly()
    for own, shared, wrong in ((day, month, True), (month, day, False), (None, day, True), (None, None, False)):
        problems = conflicts_of({"window": shared}, [PartialTerms("A"), PartialTerms("B", metric=metric, window=own)])
        assert [path for path, _ in problems] == [("objectives", 1, "metric")] * wrong
        assert all(problem.startswith("objective 'B': consecutive='2 days' is longer than") for _, problem in problems)


def test_an_exclusion_that_no_metric_reads():
    """The stream that it takes time out of is named, and the one it may mean; where a metric could not be read nobody knows."""
    valid = {"exclusions": (sk.Exclusion("work", applies_to="outage"),)}
    path, problem = only(valid, [PartialTerms("A", metric=UPTIME)])
    assert path == ("exclusions", 0, "applies_to")
    assert problem == "exclusion 'work': no metric reads 'outage'; did you mean 'outages'?"
    assert conflicts_of(valid, [PartialTerms("A", metric=UPTIME), PartialTerms("B")]) == []


def test_an_exclusion_by_a_field_that_the_metric_is_not_by():
    """The metric needs the same groups."""
    by_service = {"exclusions": (sk.Exclusion("work", applies_to="outages", by="service"),)}
    path, problem = only(by_service, [PartialTerms("A", metric=UPTIME)])
    assert path == ("exclusions", 0, "by")
    assert problem == "exclusion 'work' is by 'service', and objective 'A' is not: write .by('service') after the metric"
    assert conflicts_of(by_service, [PartialTerms("A", metric=UPTIME.by("service"))]) == []


def test_records_are_not_forgiven_in_part():
    """Half of a record is none; time is, and records are forgiven as a whole or dropped."""
    for mode, wrong in (("50 %", True), ("forgive", False), ("drop", False)):
        valid = {"exclusions": (sk.Exclusion("work", applies_to="posts", mode=mode),)}
        problems = conflicts_of(valid, [PartialTerms("A", metric=COUNT)])
        assert [path for path, _ in problems] == [("exclusions", 0, "mode")] * wrong
        wanted = "exclusion 'work': objective 'A' counts records, which cannot be forgiven in part; write 'drop' or 'forgive'"
        assert all(problem == wanted for _, problem in problems)
    half = {"exclusions": (sk.Exclusion("work", applies_to="outages", mode="50 %"),)}
    assert conflicts_of(half, [PartialTerms("A", metric=UPTIME)]) == []
