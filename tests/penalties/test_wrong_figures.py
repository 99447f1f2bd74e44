"""Figures that cannot be meant: an edge of a share outside 0 % to 100 %, a period that is no number, a base below nothing."""

import pytest
from penalty_cases import case, fed

import slakit as sk
from slakit.penalties.bases.credit_base import Missing

TERM = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2026-04-01"), "timezone": "UTC", "fee": "1000 GBP"}
OUTSIDE = "'99.9' lies outside 0 % to 100 %, where a share is; write '99.9 %'"
TIERS = sk.Tiered({"99.9": "5 %"})


def uptime(rule, target="at least 99.9 %"):
    return sk.Objective("Up", sk.Uptime("o"), target, penalty=rule)


@pytest.mark.parametrize(
    "rule",
    [
        TIERS,
        sk.Tiered({"99.9 %": TIERS}),
        sk.Ranges({"below 99.9 and at least 99": "5 %", "below 99": "10 %"}, gap_pays="none"),
        sk.Linear("1 %", per="1 pp", against="99.9"),
        sk.Flat("5 %").only_if(below="99.9"),
        sk.Flat("5 %").only_if(at_or_below="99.9"),
        sk.Bonus({"99.9": "2 %"}),
        TIERS + sk.Flat("1 %"),
        sk.Flat("1 %") | TIERS,
        TIERS.capped("10 %").floored("1 GBP").repeated({2: 2}).earned_back(),
        sk.rules.Accrual("5 GBP", per="1 pp", free="99.9"),
        sk.rules.Product("2 GBP", {"M": sk.factors.MeasuredNumber(per="1 pp", free="99.9")}),
    ],
)
def test_an_edge_of_a_share_without_its_sign(rule):
    """99.9 is 9,990 %, which every good month lies below: refused wherever it stands, as a target is."""
    target = "at most 1 %" if "free" in repr(rule) else "at least 99.9 %"
    with pytest.raises(sk.errors.ContractError) as caught:
        uptime(rule, target)
    assert OUTSIDE in str(caught.value)


def test_an_edge_of_a_share_without_its_sign_in_a_level():
    """The same in the rule of a level."""
    levels = sk.Levels({"minor": "at least 99.9 %", "severe": "at least 99 %"})
    with pytest.raises(sk.errors.ContractError, match="lies outside"):
        uptime(sk.rules.ByLevel({"severe": TIERS}), levels)


def test_an_edge_written_with_another_unit_has_no_made_up_remedy():
    """101 % is no slip of the sign; below nothing is none either."""
    with pytest.raises(sk.errors.ContractError, match=r"'101 %' lies outside 0 % to 100 %, where a share is; write '99.9 %'"):
        uptime(sk.Tiered({"101 %": "5 %"}))
    with pytest.raises(sk.errors.ContractError, match="'-5 %' lies outside"):
        uptime(sk.Tiered({"-5 %": "5 %"}))


def test_earned_back_by_what_no_share_reaches():
    """`by` is a target, and says what a target says."""
    with pytest.raises(sk.errors.ContractError, match=r"'at least 99.9' lies outside 0 % to 100 %"):
        uptime(sk.Flat("5 %").earned_back(target="at least 99.9"))
    with pytest.raises(sk.errors.ContractError, match="cannot judge"):
        uptime(sk.Flat("5 %").earned_back(target="at most 2 hours"))
    assert uptime(sk.Flat("5 %").earned_back(target="at least 99.95 %"))


def test_edges_that_may_lie_anywhere():
    """Shares of the target itself, 0 % and 100 %, and edges of what is no share."""
    assert uptime(sk.Tiered(at_or_above={"10 %": "5 %", "200 %": "10 %"}, relative=True))
    assert uptime(sk.Tiered({"100 %": "5 %", "0.5": "10 %"}))
    assert sk.Objective("Calm", sk.Count("q"), "at most 5", penalty=sk.Tiered(above={"5": "1 %", "99.9": "2 %"}))


def test_linear_against_another_kind():
    """A shortfall of a share cannot be counted from two hours."""
    with pytest.raises(sk.errors.ContractError, match="against='2 hours' is not in the unit of the target"):
        uptime(sk.Linear("1 %", per="1 pp", against="2 hours"))


@pytest.mark.parametrize("back", ["1", 1.5, None, True])
def test_a_period_that_is_no_number(back):
    """So many periods back is a whole number, as it is written."""
    with pytest.raises(sk.errors.ContractError, match="is not a whole number; write back=1"):
        sk.bases.Fee(back)
    with pytest.raises(sk.errors.ContractError, match="is not a whole number; write back=1"):
        sk.bases.RecordedAmount("charges", "amount", back=back)


@pytest.mark.parametrize(
    ("back", "message"),
    [
        (1, "there is no period before this one, whose fee it is"),
        (3, "there is no period 3 before this one, whose fee it is"),
        (-1, "there is no period after this one, whose fee it is: the term is over then"),
        (-2, "there is no period 2 after this one, whose fee it is: the term is over then"),
    ],
)
def test_a_fee_of_no_period(back, message):
    """Before the first period, and after the last."""
    with pytest.raises(Missing, match=f"^{message}$"):
        sk.Flat("5 %", of=sk.bases.Fee(back)).assess(case("99 %"))


@pytest.mark.parametrize(
    "rule", [sk.Flat("5 %", of=sk.bases.RecordedAmount("c", "amount")), sk.rules.Multiple(2, of=sk.bases.RecordedAmount("c", "amount"))]
)
def test_a_base_below_nothing_has_no_share(rule):
    """Credit notes of 30 and no charge: nobody knows what 5 % of that is."""
    with pytest.raises(Missing, match=r"^amount of c comes to -30.00 GBP, less than nothing$"):
        rule.assess(case("99 %", read=fed(c="-30")))


def test_bases_that_come_to_less_than_nothing():
    """A negative share of the fee; what is taken off a fee may be negative, and 5 % of 12,000 + 30 is 601.50."""
    with pytest.raises(Missing, match=r"-6,000\.00 GBP, less than nothing"):
        sk.Flat("5 %", of=sk.bases.Fee() * "-0.5").assess(case("99 %"))
    result = sk.Flat("5 %", of=sk.bases.Fee() - sk.bases.RecordedAmount("c", "amount")).assess(case("99 %", read=fed(c="-30")))
    assert str(result.credit) == "601.50 GBP"


def test_a_line_whose_base_is_below_nothing_is_unsettled():
    """January's charges come to -30; its line says so, and February, with 200 charged, owes 5 % of them, 10."""
    agreement = sk.Agreement("A", **TERM, objectives=[uptime(sk.Flat("5 %", of=sk.bases.RecordedAmount("c", "amount")))])
    down = [{"start": f"2026-0{month}-10T10:00Z", "end": f"2026-0{month}-10T20:00Z"} for month in (1, 2)]
    charges = [{"at": "2026-01-05T00:00Z", "amount": "-30"}, {"at": "2026-02-05T00:00Z", "amount": "200"}]
    statement = sk.evaluate(agreement, {"o": down, "c": charges})
    january, february = statement.line("Up", "2026-01"), statement.line("Up", "2026-02")
    assert (january.credit, january.unsettled) == (None, "2026-01: amount of c comes to -30.00 GBP, less than nothing")
    assert str(february.credit) == "10.00 GBP"


def test_a_settlement_whose_base_is_below_nothing_is_unsettled():
    """A cap of 10 % of charges that come to -30: what is payable is not known."""
    settlement = sk.Settlement(steps=[sk.steps.Cap("10 %", of=sk.bases.RecordedAmount("c", "amount"))])
    agreement = sk.Agreement("A", **TERM, objectives=[uptime(sk.Flat("5 %"))], settlement=settlement)
    records = {"o": [{"start": "2026-01-10T10:00Z", "end": "2026-01-10T20:00Z"}], "c": [{"at": "2026-01-05T00:00Z", "amount": "-30"}]}
    line = sk.evaluate(agreement, records, period="2026-01").line("Up")
    assert (line.payable, line.unsettled) == (None, "2026-01: amount of c comes to -30.00 GBP, less than nothing")


def test_a_tally_of_another_kind_than_the_one_that_is_wanted_is_refused():
    """A base that asks for sums and is given kept rows stops at once, and does not read what is not there."""
    with pytest.raises(TypeError, match="KeptRows is not Sums, the tally that is wanted"):
        sk.bases.RecordedAmount("c", "amount").amount(case("99 %", read=lambda reading, back: sk.readings.KeptRows()))
