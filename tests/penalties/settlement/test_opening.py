"""What was used up of a cap before the term began."""

from datetime import UTC, datetime

import pytest

import slakit as sk
from slakit.penalties.wrappers.grants import Grants

MONEY = sk.Linear("1 GBP", per=1)


def agreement(*steps, penalty=MONEY, first="2026-07-01"):
    parties = {"provider": "P", "customer": "C", "term": (first, "2027-07-01"), "timezone": "UTC", "fee": "1000 GBP"}
    objective = sk.Objective("A", sk.Total("a", "n"), "at most 0", penalty=penalty)
    return sk.Agreement("Cap", **parties, objectives=[objective], settlement=sk.Settlement(steps=steps))


def scored(agreed, ns, first=7):
    rows = [{"at": datetime(2026 + month // 12, month % 12 + 1, 10, tzinfo=UTC), "n": n} for month, n in enumerate(ns, first - 1)]
    last = first - 1 + len(ns)
    period = (f"2026-{first:02}-01", f"{2026 + last // 12}-{last % 12 + 1:02}-01")
    return sk.evaluate(agreed, {"a": rows}, period=period)


def payable(agreed, ns, first=7):
    return [str(line.payable.amount) for line in scored(agreed, ns, first).lines]


def test_a_year_that_the_term_begins_in():
    """50 a year, 30 used by June: 15 of July and 5 of August are left of 15; January begins another year."""
    cap = sk.steps.Cap("50 GBP", per="yearly", used="30 GBP")
    assert payable(agreement(cap), [15, 15, 0, 0, 0, 0, 60]) == ["15.00", "5.00", "0.00", "0.00", "0.00", "0.00", "50.00"]
    assert "15.00 GBP capped at 50.00 GBP over 2026, of which 45.00 GBP was used up before" in str(scored(agreement(cap), [15, 15]))


def test_a_rolling_cap_has_days():
    """30 of May and 5 of June in a rolling quarter of 50: July has 15 left, August 30 (June and July), September 5."""
    cap = sk.steps.Cap("50 GBP", per="rolling 3 months", used={"2026-05-31": "30 GBP", "2026-06-30": "5 GBP"})
    assert payable(agreement(cap), [30, 30, 40]) == ["15.00", "30.00", "5.00"]


def test_a_cap_of_the_term_and_one_of_a_year():
    """Used up once and for all; in a year that the day lies before, not at all."""
    assert payable(agreement(sk.steps.Cap("50 GBP", per="whole term", used="45 GBP")), [3, 3]) == ["3.00", "2.00"]
    cap = sk.steps.Cap("50 GBP", per="yearly", used={"2025-12-31": "45 GBP", "2026-01-31": "8 GBP"})
    assert payable(agreement(cap), [50]) == ["42.00"]


def test_a_cap_in_points():
    """10 points a year, 7 used: of 2 and 2 points there are 2 and 1."""
    cap = sk.steps.Cap("10 points", per="yearly", used="7 points")
    found = scored(agreement(cap, penalty=sk.Linear("1 point", per=1)), [2, 2])
    assert [str(line.units[0]) for line in found.lines] == ["2 point", "1 point"]


def test_points_that_were_owed_before_the_term():
    """A right at 12 points in three periods: 5 and 5 before the term, 5 now are 15; a month later only 5 and the 5 of now."""
    rule = sk.Flat("5 points").grants("terminate", owing="12 points", within=3, opening=["5 points", "5 points"])
    assert [line.rights for line in scored(agreement(penalty=rule), [1, 1, 0, 1]).lines] == [("terminate",), ("terminate",), (), ()]
    rule = sk.Flat("5 points").grants("terminate", owing="12 points", opening="2 points")
    assert [line.rights for line in scored(agreement(penalty=rule), [1, 1]).lines] == [(), ("terminate",)]


@pytest.mark.parametrize("form", ["toml", "json"])
def test_it_is_read_back(form):
    """From documents, by the words used and opening."""
    rule = sk.Flat("5 points").grants("terminate", owing="12 points", within=3, opening=["5 points", "5 points"])
    caps = [
        sk.steps.Cap("50 GBP", per="yearly", used="30 GBP"),
        sk.steps.Cap("9 GBP", per="rolling 3 months", used={"2026-05-31": "3 GBP"}),
    ]
    agreed = agreement(*caps, penalty=rule)
    assert sk.loads(sk.dumps(agreed, format=form), format=form) == agreed
    assert eval(repr(caps[1]), {"Cap": sk.steps.Cap, "rolling": sk.rolling}) == caps[1]
    assert repr(rule) == "Flat('5 points').grants('terminate', owing='12 points', within=3, opening=['5 points', '5 points'])"
    assert isinstance(rule, Grants)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: sk.steps.Cap("50 GBP", used="5 GBP"),
            "used='5.00 GBP' was before the term, and a cap of each billing period begins anew with the term; write per='yearly'",
        ),
        (lambda: sk.steps.Cap("50 GBP", used={"2025-12-31": "5 GBP"}), "used={'2025-12-31': '5.00 GBP'} was before the term"),
        (
            lambda: sk.steps.Cap("50 GBP", per="yearly", used="5 points"),
            "used='5 points' is not money, as the cap is; write used='5000 GBP'",
        ),
        (lambda: sk.steps.Cap("50 points", per="yearly", used="5 GBP"), "is not in the unit of '50 points'"),
        (lambda: sk.steps.Cap("50 GBP", per="yearly", used="5 %"), "is a share, and what came before the term is an amount"),
        (lambda: sk.steps.Cap("50 GBP", per="yearly", each="objective", used="5 GBP"), "used= does not say of which objective"),
        (lambda: sk.steps.Cap("50 GBP", per="rolling 3 months", used="5 GBP"), "on a day that nobody knows; write used={'2025-12-31'"),
        (
            lambda: agreement(sk.steps.Cap("50 GBP", per="yearly", used={"2026-07-01": "5 GBP"})),
            "which is not before the term begins, on 2026-07-01",
        ),
        (lambda: agreement(sk.steps.Cap("50 GBP", per="yearly", used="5 EUR")), "'5.00 EUR' is not in GBP"),
        (lambda: sk.Flat("5 points").grants("x", owing="9 points", within=3, opening="5 points"), "write a list, the latest last"),
        (lambda: sk.Flat("5 points").grants("x", owing="9 points", opening="5 GBP"), "is not in the unit of owing='9 points'"),
    ],
)
def test_what_does_not_fit_is_refused(make, message):
    """With what to write."""
    with pytest.raises(sk.errors.ContractError) as caught:
        make()
    assert message in str(caught.value)
