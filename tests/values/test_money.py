"""Money: exact, one currency at a time, rounded only when told (docs/numbers.md P3), shared out to the cent (P5)."""

import pickle
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

import slakit as sk
from slakit.errors import UnitError, UsageError
from slakit.values.currencies import DIGITS, minor_digits
from slakit.values.money import Money, money, split
from slakit.values.quantity import quantity
from slakit.values.rounding import MODES, round_to

amounts = st.builds(Money, st.fractions(max_denominator=10**5), st.sampled_from(["GBP", "JPY", "KWD", "UYW"]))
pounds = st.builds(lambda cents: Money(Fraction(cents, 100), "GBP"), st.integers(-(10**9), 10**9))
weights = st.lists(st.fractions(min_value=0, max_denominator=50), min_size=1, max_size=8).filter(any)


@pytest.mark.parametrize(
    ("written", "shown", "exact"),
    [
        ("12000 GBP", "12000.00 GBP", Fraction(12000)),
        ("600.0 GBP", "600.00 GBP", Fraction(600)),
        (" 600GBP ", "600.00 GBP", Fraction(600)),
        ("-5 GBP", "-5.00 GBP", Fraction(-5)),
        ("0.005 USD", "0.005 USD", Fraction(1, 200)),
        ("500 JPY", "500 JPY", Fraction(500)),
        ("0.5 JPY", "0.5 JPY", Fraction(1, 2)),
        ("1.5 KWD", "1.500 KWD", Fraction(3, 2)),
        ("1/7 GBP", "1/7 GBP", Fraction(1, 7)),
        ("1/4 GBP", "0.25 GBP", Fraction(1, 4)),
    ],
)
def test_read(written: str, shown: str, exact: Fraction) -> None:
    """An amount and a currency are read exactly, and shown with the currency's minor digits or more."""
    read = money(written)
    assert (str(read), repr(read), read.exact) == (shown, f"money({shown!r})", exact)
    assert money(read) is read


FLOAT = "0.5 is a float, not an exact number; write Decimal('0.5') or Fraction('0.5')"


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("GBP 12000", "'GBP 12000' is not money; write '12000 GBP'"),
        ("12,000 GBP", "'12,000 GBP' is not money; write '12000 GBP'"),
        ("12 000 GBP", "'12 000 GBP' is not money; write '12000 GBP'"),
        ("1_000 GBP", "'1_000 GBP' is not money; write '1000 GBP'"),
        ("12.000,50 EUR", "'12.000,50 EUR' is not money; write '12000.50 EUR'"),
        ("£ 12,000.50", "'£ 12,000.50' is not money; write '12000.50 GBP'"),
        ("600 €", "'600 €' is not money; write '600 EUR'"),
        ("$5", "'$5' is not money; write '5 USD'"),
        ("600 gbp", "'600 gbp' is not money; write '600 GBP'"),
        ("600", "'600' is not money, it names no currency; write '600 GBP'"),
        (600, "600 is not money, it names no currency; write '600 GBP'"),
        (0.5, "0.5 is not money, it names no currency; write '0.5 GBP'"),
        (Decimal("1.5"), "Decimal('1.5') is not money, it names no currency; write '1.5 GBP'"),
        ("600 GPB", "'600 GPB' is not money, 'GPB' is not a currency; did you mean 'GBP'?"),
        ("600 pounds", "'600 pounds' is not money, 'pounds' is not a currency; write an ISO 4217 code such as '600 GBP'"),
        ("soon", "'soon' is not money; write '12000 GBP'"),
        ("", "'' is not money; write '12000 GBP'"),
        ("5 + 5 GBP", "'5 + 5 GBP' is not money; write '12000 GBP'"),
        (None, "None is not money; write '12000 GBP'"),
        (True, "True is not money; write '12000 GBP'"),
    ],
)
def test_refusals(written: object, message: str) -> None:
    """Any other spelling is refused with the one to write."""
    with pytest.raises(UnitError) as caught:
        money(written)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("written", "either"),
    [
        ("12.000 EUR", "'12000 EUR' or '12.00 EUR'"),
        ("-12.000 EUR", "'-12000 EUR' or '-12.00 EUR'"),
        ("1.299 EUR", "'1299 EUR' or '1.2990 EUR'"),
        ("100.000 JPY", "'100000 JPY' or '100 JPY'"),
    ],
)
def test_decimals_that_may_be_thousands(written: str, either: str) -> None:
    """Three decimals in a currency that has others are refused with both readings, wherever money is made of text."""
    message = f"{written!r} is not one amount, its '.' may separate thousands or decimals; write {either}"
    amount, currency = written.split()
    for made in (lambda: money(written), lambda: Money(amount, currency), lambda: Money.of(amount, currency)):
        with pytest.raises(UnitError) as caught:
            made()
        assert str(caught.value) == message


@pytest.mark.parametrize(
    "written", ["0.005 USD", "0.129 EUR", "1.2990 EUR", "1299.999 EUR", "12.0000 EUR", "1.299 KWD", "1.299 UYW", "12 EUR"]
)
def test_decimals_that_are_none_but_decimals(written: str) -> None:
    """A rate with a fraction of a cent stays legal, and so do three decimals of a currency that has them."""
    assert money(written).exact == Fraction(written.split()[0])


@given(st.fractions(max_denominator=10**5), st.sampled_from(sorted(DIGITS)))
def test_what_is_shown_reads_back(amount: Fraction, currency: str) -> None:
    """The text of an amount is never one that may be read otherwise."""
    assert money(str(Money(amount, currency))) == Money(amount, currency)
    assert money(str(Money(Fraction(amount.numerator, 1000), currency))) == Money(Fraction(amount.numerator, 1000), currency)


def test_a_length_of_three_decimals() -> None:
    """Quantities have no such reading: 1.299 is a decimal."""
    assert quantity("1.299 hours") == quantity("4676.4 s")


MIX = "GBP and EUR do not mix; convert one of them first"
EUR = money("2 EUR")


@pytest.mark.parametrize(
    ("deed", "message"),
    [
        (lambda m: m + EUR, MIX),
        (lambda m: m - EUR, MIX),
        (lambda m: m / EUR, MIX),
        (lambda m: m < EUR, MIX),
        (lambda m: m <= EUR, MIX),
        (lambda m: m > EUR, MIX),
        (lambda m: m >= EUR, MIX),
        (lambda m: sum([m, EUR]), MIX),
        (lambda m: m.rounded(to=EUR), MIX),
        (lambda m: m * 0.5, FLOAT),
        (lambda m: 0.5 * m, FLOAT),
        (lambda m: m / 0.5, FLOAT),
        (lambda m: Money.of(0.5, "GBP"), FLOAT),  # type: ignore[arg-type]
        (lambda m: m.rounded(to=0.5), FLOAT),
        (lambda m: split(m, [0.5]), FLOAT),  # type: ignore[list-item]
        (lambda m: m * float("nan"), "nan is not a number; write 3, '99.9' or '1/3'"),
        (lambda m: m * True, "True is not a number; write 3, '99.9' or '1/3'"),
        (lambda m: m / 0, "'600.00 GBP' cannot be divided by zero; write a divisor other than '0'"),
        (lambda m: (m / 7).amount, "'600/7 GBP' is not a decimal amount; write .rounded().amount"),
        (lambda m: (m / 7).minor, "'600/7 GBP' is not a whole number of minor units; write .rounded().minor"),
        (lambda m: split(m / 7, [1]), "'600/7 GBP' is not a whole number of minor units; write .rounded().minor"),
        (lambda m: split(m, []), "[] is not a list of weights, none negative and one positive; write [1, 2]"),
        (lambda m: split(m, [0, 0]), "[0, 0] is not a list of weights, none negative and one positive; write [1, 2]"),
        (lambda m: split(m, [2, -1]), "[2, -1] is not a list of weights, none negative and one positive; write [1, 2]"),
        (lambda m: Money.of(1, "gbp"), "'gbp' is not a currency; did you mean 'GBP'?"),
        (lambda m: Money.of(1, "QQQ"), "'QQQ' is not a currency; write an ISO 4217 code such as 'GBP'"),
        (lambda m: Money.of("1,5", "GBP"), "'1,5' is not a number; write '1.5'"),
    ],
)
def test_no_mixing(deed: Callable[[Money], object], message: str) -> None:
    """Money meets no float and no other currency, and is not cut without being told."""
    with pytest.raises(UnitError) as caught:
        deed(money("600 GBP"))
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "deed",
    [
        lambda m: m + 1,
        lambda m: 1 + m,
        lambda m: False + m,
        lambda m: m * m,
        lambda m: m < 1,
        lambda m: m - 0,
        lambda m: m * quantity("5 %"),
    ],
)
def test_strangers_are_a_type_error(deed: Callable[[object], object]) -> None:
    """Python itself refuses to add a bare number to money or to multiply money by money."""
    with pytest.raises(TypeError):
        deed(money("600 GBP"))


def test_arithmetic() -> None:
    """Arithmetic is exact; a seventh stays a fraction until it is rounded."""
    fee = money("600 GBP")
    assert fee + money("0.01 GBP") == money("600.01 GBP")
    assert fee - money("601 GBP") == -money("1 GBP")
    assert abs(-fee) == fee
    assert fee * 2 == 2 * fee == fee * Decimal(2) == Fraction(2) * fee == money("1200 GBP")
    assert fee / 7 == Money(Fraction(600, 7), "GBP")
    assert fee / 7 * 7 == fee
    assert fee / money("400 GBP") == Fraction(3, 2)
    assert sum([fee, fee, fee]) == money("1800 GBP")


def test_equality_and_truth() -> None:
    """Equal by exact amount and currency; only nothing is false."""
    assert money("600 GBP") == money("600.00 GBP")
    assert len({money("600 GBP"), money("600.00 GBP")}) == 1
    assert money("0 GBP") != money("0 EUR")
    assert money("0.001 GBP")
    assert not money("0 GBP")


def test_amount_minor_and_show() -> None:
    """The Decimal has the currency's digits or more, the minor units are an int, thousands are separated for the eye."""
    assert str(money("600 GBP").amount) == "600.00"
    assert str(money("0.005 USD").amount) == "0.005"
    assert str(money("600 JPY").amount) == "600"
    assert (money("600.5 GBP").minor, money("600 JPY").minor, money("-1.234 KWD").minor) == (60_050, 600, -1234)
    assert money("12000 GBP").show() == "12,000.00 GBP"
    assert money("-1234567 JPY").show() == "-1,234,567 JPY"
    assert money("999 GBP").show() == "999.00 GBP"
    assert money("10000/7 GBP").show() == "1,428.57 GBP rounded"


@pytest.mark.parametrize(
    ("mode", "expected"),  # of 2.5, -2.5, 3.5, 2.4, -2.6, 2
    [
        ("half-up", [3, -3, 4, 2, -3, 2]),
        ("half-even", [2, -2, 4, 2, -3, 2]),
        ("up", [3, -3, 4, 3, -3, 2]),
        ("down", [2, -2, 3, 2, -2, 2]),
        ("ceiling", [3, -2, 4, 3, -2, 2]),
        ("floor", [2, -3, 3, 2, -3, 2]),
    ],
)
def test_rounding_modes(mode: str, expected: list[int]) -> None:
    """Each mode does as Python's decimal mode of that name: half-up is away from zero on a tie."""
    values = [Fraction(text) for text in ("2.5", "-2.5", "3.5", "2.4", "-2.6", "2")]
    assert [round_to(value, Fraction(1), mode) for value in values] == expected


@pytest.mark.parametrize(
    ("text", "mode", "to", "expected"),
    [
        ("10.1250 GBP", "half-up", None, "10.13 GBP"),
        ("10.1250 GBP", "half-even", None, "10.12 GBP"),
        ("-10.1250 GBP", "half-up", None, "-10.13 GBP"),
        ("10.5 JPY", "half-up", None, "11 JPY"),
        ("10.13 CHF", "half-up", "0.05", "10.15 CHF"),
        ("10.13 CHF", "down", Decimal("0.05"), "10.10 CHF"),
        ("149 GBP", "half-up", money("100 GBP"), "100.00 GBP"),
        ("149 GBP", "ceiling", 50, "150.00 GBP"),
    ],
)
def test_rounded(text: str, mode: str, to: Money | Decimal | str | int | None, expected: str) -> None:
    """Money is rounded to its minor unit, or to the step that the contract names."""
    assert str(money(text).rounded(mode, to)) == expected


@pytest.mark.parametrize(
    ("step", "mode", "message"),
    [
        (Fraction(1), "half-upp", "'half-upp' is not a way of rounding; did you mean 'half-up'?"),
        (Fraction(1), "bankers", "'bankers' is not a way of rounding; known: ceiling, down, floor, half-even, half-up, up"),
        (Fraction(0), "up", "0 is not a step to round to; write a positive one such as Fraction(1, 100)"),
    ],
)
def test_rounding_refusals(step: Fraction, mode: str, message: str) -> None:
    """An unknown mode and an impossible step are errors of use."""
    with pytest.raises(UsageError) as caught:
        round_to(Fraction(1), step, mode)
    assert str(caught.value) == message


def test_split() -> None:
    """The cents left over go to the largest remainders, a tie to the earlier; what is owed back is shared alike."""
    assert [part.minor for part in split(money("100 GBP"), [1, 1, 1])] == [3334, 3333, 3333]
    assert [part.minor for part in split(money("0.05 GBP"), [1, 1, 1])] == [2, 2, 1]
    assert [part.minor for part in split(money("-0.05 GBP"), [1, 1, 1])] == [-2, -2, -1]
    assert [part.minor for part in split(money("10 JPY"), [1, 0, 3])] == [3, 0, 7]  # 2.5, 0 and 7.5: a tie
    assert [part.minor for part in split(money("1 GBP"), [Fraction(1, 3), Fraction(2, 3)])] == [33, 67]
    assert split(money("0 GBP"), [1, 2]) == (money("0 GBP"), money("0 GBP"))


def test_iso_4217() -> None:
    """Minor units are those of ISO 4217 list one of 2026-01-01: 165 active codes, and six withdrawn since 2020."""
    assert [minor_digits(code) for code in ("GBP", "JPY", "KWD", "CLF", "ISK", "MGA", "XCG", "BGN")] == [2, 0, 3, 4, 0, 2, 2, 2]
    assert len(DIGITS) == 165 + 6
    assert all(len(code) == 3 and code.isalpha() and code.isupper() for code in DIGITS)
    for code in ("XAU", "XXX", "XTS"):
        with pytest.raises(UnitError, match="is not a currency"):
            minor_digits(code)


def test_frozen() -> None:
    """Money does not change, and travels by pickle."""
    with pytest.raises(AttributeError):
        EUR.currency = "GBP"  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(EUR)) == EUR


@given(amounts)
def test_law_text_reads_back(one: Money) -> None:
    """`money(str(m))` is m, also where no decimals are enough."""
    assert money(str(one)) == one


@given(pounds, weights)
def test_law_split_sums_to_the_total(total: Money, parts: list[Fraction]) -> None:
    """Shares sum to the total, and each is within one cent of its exact part."""
    shares = split(total, parts)
    assert sum(shares[1:], shares[0]) == total
    for share, part in zip(shares, parts, strict=True):
        assert abs(share.exact - total.exact * part / sum(parts)) < Fraction(1, 100)


@given(amounts, st.sampled_from(MODES))
def test_law_rounding(one: Money, mode: str) -> None:
    """Rounded money is on the grid, less than a step away, and stays where it is when rounded again."""
    rounded = one.rounded(mode)
    step = Fraction(1, 10 ** minor_digits(one.currency))
    assert abs(rounded.exact - one.exact) < step
    assert rounded.rounded(mode) == rounded
    assert rounded.minor * step == rounded.exact


@given(pounds, pounds)
def test_law_order_and_sums(one: Money, other: Money) -> None:
    """Order is that of the exact amounts, and subtraction undoes addition."""
    assert (one < other, one <= other, one > other, one >= other) == (
        one.minor < other.minor,
        one.minor <= other.minor,
        one.minor > other.minor,
        one.minor >= other.minor,
    )
    assert one + other - other == one


def test_money_is_no_number() -> None:
    """`==` with a number or a text raises, since it was always False; money of another currency, None and a quantity are not equal."""
    for bare in (1, 1.0, "1 EUR", Fraction(1), Decimal(1)):
        for compare in (
            lambda bare=bare: money("1 EUR") == bare,
            lambda bare=bare: bare != money("1 EUR"),
            lambda bare=bare: money("1 EUR") in [bare],
        ):
            with pytest.raises(UnitError, match=r"'1.00 EUR' cannot be compared with .*; write money\('1.00 EUR'\)"):
                compare()
    for bare, meant in (("1200 EUR", "1200.00 EUR"), ("12 USD", "12.00 USD"), (1200, "1200.00 EUR"), ("much", "12 EUR")):
        with pytest.raises(UnitError, match=rf"cannot be compared with {bare!r}; write money\('{meant}'\), or compare .amount"):
            assert money("1 EUR") == bare
    with pytest.raises(UnitError, match=r"cannot be compared with '1200 EUR'; write money\('1200.00 EUR'\)"):
        assert money("1 EUR") < "1200 EUR"  # type: ignore[operator]
    assert money("1 EUR") != money("1 USD")
    assert money("1 EUR") not in (None, quantity("1"), ())
    assert hash(money("1 EUR")) == hash(money("1.00 EUR"))


def test_contracts_are_compared_whatever_their_parts_are() -> None:
    """A setting that is a word in one contract and an amount in another makes them differ, and raises nothing."""
    share = sk.Share("x", good={"ok": True})
    assert sk.kpis.Growth(share) != sk.kpis.Growth(share, against="5 %")
    assert sk.kpis.Growth(share, against="5 %") == sk.kpis.Growth(share, against="0.05")
    assert sk.Exclusion("m", applies_to="o") != sk.Exclusion("m", applies_to="o", mode="50 %")
    assert hash(sk.Exclusion("m", applies_to="o", mode="50 %")) == hash(sk.Exclusion("m", applies_to="o", mode="1/2"))
    assert sk.Flat("5 %") != sk.Flat("5 GBP")
    assert sk.at_least("99 %") != sk.at_least("4 hours")
    assert sk.Within("x", "1 hour", since="a", until="b") != sk.Within("x", allowed="t", since="a", until="b")
