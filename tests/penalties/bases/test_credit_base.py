"""CreditBase: what a share is a share of, of one period or of one so many periods back; worked out by hand."""

from fractions import Fraction

import pytest
from penalty_cases import case, fed, written

import slakit as sk
from slakit.metrics.tallies.sums import Sums
from slakit.penalties.bases.credit_base import (
    Average,
    BeforeTerm,
    Fee,
    FixedAmount,
    Missing,
    RecordedAmount,
    RecordsMissing,
    base_of,
    not_negative,
)

FEES = {-1: "900 GBP", 0: "1200 GBP", 1: "1000 GBP", 2: "400 GBP"}  # by how many periods back they are


def given(**settings):
    """A period whose fee is 1,200.00; 1,000.00 and 400.00 are those before it, 900.00 is the next."""
    return case("99 %", fee=FEES[0], fees=lambda back: sk.money(FEES[back]) if back in FEES else None, **settings)


def pounds(base, back=0, **settings):
    return str(base.amount(given(**settings), back))


def raised(base, back=0, **settings):
    """The very class of what it raises, and its text."""
    with pytest.raises(Missing) as caught:
        base.amount(given(**settings), back)
    return type(caught.value), str(caught.value)


def test_an_amount_that_the_contract_names():
    """It is the same in every period."""
    assert [pounds(FixedAmount("80000 GBP"), back) for back in (0, 3)] == ["80000.00 GBP"] * 2
    assert FixedAmount("80000 GBP").show() == ""


def test_what_a_base_may_be_written_as():
    """A base, money, or nothing, which is the fee; a share of nothing is refused."""
    assert base_of(None) is None
    assert base_of(fee := Fee()) is fee
    assert base_of("80000 GBP") == FixedAmount("80000 GBP")
    with pytest.raises(sk.errors.ContractError, match=r"^of='5 %' is not a base; write of='80000 GBP', "):
        base_of("5 %")


def test_the_fee_of_a_period():
    """This one, the preceding bill, the next; what is asked of an earlier period counts from there."""
    assert [pounds(Fee(back)) for back in (0, 1, -1)] == ["1200.00 GBP", "1000.00 GBP", "900.00 GBP"]
    assert [pounds(Fee(1), 1), pounds(Fee(), 2), pounds(Fee(-1), 2)] == ["400.00 GBP", "400.00 GBP", "1000.00 GBP"]
    assert [Fee(back).show() for back in (0, 1, -1, 2)] == ["the fee", "the preceding fee", "the next fee", "the fee 2 periods before"]
    assert Fee().needs_fee
    assert not FixedAmount("1 GBP").needs_fee


def test_a_fee_that_is_not_there():
    """Before the term there is nothing to know; after it the amount is missing."""
    assert raised(Fee(3)) == (BeforeTerm, "there is no period 3 before this one, whose fee it is")
    assert raised(Fee(-2)) == (Missing, "there is no period 2 after this one, whose fee it is: the term is over then")
    assert raised(Fee(2), -4) == (Missing, "there is no period 2 after this one, whose fee it is: the term is over then")
    with pytest.raises(BeforeTerm, match=r"^there is no period before this one, whose fee it is$"):
        Fee(1).amount(case("99 %"))


def test_an_agreement_without_a_fee():
    """The fee of this period is missing, and no period lies before the term."""
    with pytest.raises(Missing) as caught:
        Fee().amount(case("99 %", fee=None))
    assert type(caught.value) is Missing


def test_what_a_base_comes_to_in_this_period():
    """It is what is asked for where no other period is named: 1,200, a half of it, less 1,000, and the average of 1,000 and 400."""
    bases = (FixedAmount("80 GBP"), Fee(), Fee() * Fraction(1, 2), Fee() - Fee(1), Average(2))
    assert [str(base.amount(given())) for base in bases] == ["80.00 GBP", "1200.00 GBP", "600.00 GBP", "200.00 GBP", "700.00 GBP"]


def tallies(amounts, digits=6):
    """What is read of each period, by how many periods back it is; an empty list is a period without a record."""

    def read(reading, back):
        if back not in amounts:
            return None
        tally = Sums()
        for amount in amounts[back]:
            tally.add(int(Fraction(amount) * 10**digits))
        return tally

    return read


def test_an_amount_of_records():
    """12.50 and 0.25 are 12.75; of the period before 3.00."""
    charges = RecordedAmount("charges", "amount")
    read = tallies({0: ("12.50", "0.25"), 1: ("3",)})
    assert [pounds(charges, back, read=read) for back in (0, 1)] == ["12.75 GBP", "3.00 GBP"]
    assert pounds(RecordedAmount("charges", "amount", back=1), read=read) == "3.00 GBP"
    assert pounds(RecordedAmount("charges", "amount", digits=2), read=tallies({0: ("12.50",)}, digits=2)) == "12.50 GBP"
    assert charges.show() == "amount of charges"


def test_a_period_without_a_record_has_no_amount():
    """It is missing in the term; only where no period was is there nothing to know."""
    charges = RecordedAmount("charges", "amount")
    text, before = (f"stream 'charges' has no amount for {period}" for period in ("2026-04", "the period before 2026-04"))
    assert raised(charges, read=tallies({})) == (Missing, text)
    assert raised(charges, read=tallies({0: ()})) == (Missing, text)
    assert raised(charges, 1, read=tallies({1: ()})) == (Missing, before)
    assert raised(charges, 1, read=tallies({})) == (BeforeTerm, before)
    assert raised(charges, -2, read=tallies({})) == (Missing, "stream 'charges' has no amount for the period 2 after 2026-04")
    assert raised(RecordedAmount("charges", "amount", back=1), read=tallies({})) == (BeforeTerm, before)


def test_records_are_in_the_currency_of_the_agreement():
    """Without one nobody can say what they are in."""
    charges = RecordedAmount("charges", "amount")
    assert pounds(charges, read=fed(charges=7), currency="EUR") == "7.00 EUR"
    with pytest.raises(sk.errors.ContractError, match="names no currency"):
        charges.amount(given(read=fed(charges=7), currency=None))


def test_what_a_base_reads():
    """The field of its stream, filtered and by group; a base that is made of others reads what they do."""
    charges = RecordedAmount("charges", "amount", at="paid", where={"service": "storage"}, by="site")
    (reading,) = charges.readings
    assert (reading.stream, reading.at, reading.by) == ("charges", "paid", ("site",))
    assert (Fee() - charges).readings == Average(2, charges).readings == (charges * 2).readings == (reading,)
    assert Fee().readings == ()


def test_an_average():
    """(1,000 + 400) / 2 = 700 before this period; (1,200 + 1,000) / 2 = 1,100 with it; of the third before there is none."""
    assert pounds(Average(2)) == "700.00 GBP"
    assert pounds(Average(2, current=True)) == "1100.00 GBP"
    assert pounds(Average(3)) == "700.00 GBP"
    assert pounds(Average(2), 1) == "400.00 GBP"  # the one before the preceding period, and one before the term
    assert Average(2).show() == "the average of 2 periods of the fee"


def test_an_average_of_nothing():
    """Where no period lies before, and where one inside the term has no amount, nothing is guessed."""
    assert raised(Average(2), 2) == (Missing, "there is no period of which the average of 2 periods of the fee could be taken")
    charges = Average(2, RecordedAmount("charges", "amount"))
    assert raised(charges, read=tallies({1: (), 2: (900,)}))[0] is Missing
    assert pounds(charges, read=tallies({1: (900,)})) == "900.00 GBP"


def test_a_part():
    """A quarter of 1,200 is 300, from either side."""
    quarter = Fee() * Fraction(1, 4)
    assert quarter == "0.25" * Fee()
    assert (pounds(quarter), pounds(quarter, 1)) == ("300.00 GBP", "250.00 GBP")
    assert (quarter.show(), repr(quarter)) == ("0.25 of the fee", "Fee() * '0.25'")
    tenth = Fee() * "10 %"
    assert (tenth.show(), repr(tenth)) == ("10 % of the fee", "Fee() * '10 %'")
    assert (tenth, hash(tenth)) == (Fee() * "1/10", hash(Fee() * "1/10"))


@pytest.mark.parametrize(
    ("share", "worth"), [("10 %", "120.00"), ("1/10", "120.00"), (0.1, "120.00"), ("120 %", "1440.00"), ("0.05%", "0.60")]
)
def test_a_share_as_a_percentage_or_a_number(share, worth):
    """10 % of 1,200 is 120, however it is written; 120 % is 1,440, 0.05 % is 60 pence."""
    assert pounds(Fee() * share) == f"{worth} GBP"
    assert eval(repr(Fee() * share), {"Fee": Fee}) == Fee() * share


@pytest.mark.parametrize("share", ["ten", "10 %%", "5 GBP", "3 days", "", None, True])
def test_a_share_that_is_none(share):
    """Money, an amount in kind and a word are refused with what to write."""
    with pytest.raises(sk.errors.ContractError, match=r"is not a share; write '10 %', '1/30' or 1\.2$"):
        Fee() * share


def test_a_base_less_another():
    """1,200 less 500 are 700; less 1,500 nothing, and not less than that."""
    assert pounds(Fee() - FixedAmount("500 GBP")) == "700.00 GBP"
    assert pounds(Fee() - FixedAmount("500 GBP"), 1) == "500.00 GBP"
    assert pounds(Fee() - FixedAmount("1500 GBP")) == "0.00 GBP"
    assert pounds(Fee() - Fee(1), 1) == "600.00 GBP"
    assert (Fee() - Fee(1)).show() == "the fee less the preceding fee"
    with pytest.raises(TypeError):
        Fee() - "500 GBP"


def test_what_is_written_is_what_was_meant():
    """A repr has brackets where the order matters: 1,200 - (1,000 - 400) is not 1,200 - 1,000 - 400."""
    for base in (Fee() - (Fee(1) - Fee(2)), (Fee() - Fee(1)) - Fee(2), (Fee() - Fee(1)) * 2, Fee() - Fee(1) * 2):
        assert written(base)
    assert (pounds(Fee() - (Fee(1) - Fee(2))), pounds((Fee() - Fee(1)) - Fee(2))) == ("600.00 GBP", "0.00 GBP")


def test_an_amount_below_nothing_is_missing():
    """There is no share of it; zero is an amount."""
    assert not_negative(Fee(), sk.money("0 GBP")) == sk.money("0 GBP")
    for base, name in ((Fee(), "the fee"), (FixedAmount("1 GBP"), "the base")):
        with pytest.raises(Missing, match=rf"^{name} comes to -0\.01 GBP, less than nothing$"):
            not_negative(base, sk.money("-0.01 GBP"))


def test_records_that_a_statement_does_not_hold():
    """The error names the stream and the period, and what to write; it is one of those that leave a line unsettled."""
    error = RecordsMissing.of("charges", "2026-01")
    assert isinstance(error, Missing)
    wanted = "the records of stream 'charges' for 2026-01 are wanted"
    assert str(error) == f"{wanted}, and a statement does not hold them; feed them with history="
