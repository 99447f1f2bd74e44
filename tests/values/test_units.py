"""Units: exact factors (SI, IEC 80000-13), one dimension for all that is counted, and refusals that teach."""

import subprocess
import sys
from fractions import Fraction

import pytest

from slakit.errors import UnitError
from slakit.values.currencies import DIGITS
from slakit.values.units import DEFINITIONS, NAMES, SIGNS, Unit, _parsed, _plain, unit

NOUNS = (
    "message post reply inquiry impression follower request incident case complaint question comment mention interaction click conversion "
    "view share like story session report user order call ticket check error event video ad campaign lead response review unit item"
)


@pytest.mark.parametrize(
    ("text", "factor", "dimension"),
    [
        ("", Fraction(1), ""),
        ("%", Fraction(1, 100), ""),
        ("pp", Fraction(1, 100), ""),
        ("‰", Fraction(1, 1000), ""),
        ("bp", Fraction(1, 10_000), ""),
        ("us", Fraction(1), "[time]"),
        ("ms", Fraction(1_000), "[time]"),
        ("s", Fraction(1_000_000), "[time]"),
        ("min", Fraction(60_000_000), "[time]"),
        ("hour", Fraction(3_600_000_000), "[time]"),
        ("day", Fraction(86_400_000_000), "[time]"),
        ("week", Fraction(604_800_000_000), "[time]"),
        ("B", Fraction(1), "[data]"),
        ("bit", Fraction(1, 8), "[data]"),
        ("kB", Fraction(10**3), "[data]"),
        ("MB", Fraction(10**6), "[data]"),
        ("GB", Fraction(10**9), "[data]"),
        ("TB", Fraction(10**12), "[data]"),
        ("KiB", Fraction(2**10), "[data]"),
        ("MiB", Fraction(2**20), "[data]"),
        ("GiB", Fraction(2**30), "[data]"),
        ("TiB", Fraction(2**40), "[data]"),
        ("message/hour", Fraction(1, 3_600_000_000), "[item]/[time]"),
        ("/min", Fraction(1, 60_000_000), "1/[time]"),
        ("1/min", Fraction(1, 60_000_000), "1/[time]"),
        ("MB/s", Fraction(1), "[data]/[time]"),
        ("user*min", Fraction(60_000_000), "[item]*[time]"),
        ("post/user/day", Fraction(1, 86_400_000_000), "1/[time]"),
        ("min/hour", Fraction(1, 60), ""),
    ],
)
def test_factor_and_dimension(text: str, factor: Fraction, dimension: str) -> None:
    """A unit has the exact factor that SI or IEC give it, and one text for its dimension."""
    assert (unit(text).factor, unit(text).dimension) == (factor, dimension)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("percent", "%"),
        (" % ", "%"),
        ("permille", "‰"),
        ("percentage points", "pp"),
        ("basis point", "bp"),
        ("µs", "us"),
        ("minutes", "minutes"),
        ("messages per hour", "messages/hour"),
        ("per min", "/min"),
        ("GB / s", "GB/s"),
    ],
)
def test_normal_spelling(written: str, shown: str) -> None:
    """A unit is shown as it was written, except that signs and divisions have one spelling; that spelling reads back."""
    assert unit(written).text == str(unit(written)) == shown
    assert unit(shown) == unit(written) == unit(unit(written))


@pytest.mark.parametrize("noun", NOUNS.split())
def test_everything_counted_is_an_item(noun: str) -> None:
    """Each noun of the field, singular and plural, is exactly one item."""
    plural = noun[:-1] + "ies" if noun in ("reply", "inquiry", "story") else noun + "s"
    for name in (noun, plural):
        assert (unit(name).factor, unit(name).dimension) == (Fraction(1), "[item]")


@pytest.mark.parametrize("name", sorted(NAMES))
def test_no_float(name: str) -> None:
    """No factor is, or was made from, a float: it is a Fraction whose denominator is a power of ten or two."""
    for text in (name, f"{name}/{name}", f"/{name}"):
        assert type(unit(text).factor) is Fraction
    assert unit(name).factor.denominator in (1, 8, 100, 1000, 10_000)
    assert unit(name).factor * unit(f"/{name}").factor == 1


def test_no_unit_is_a_currency() -> None:
    """No unit is spelled like a currency code, so an amount of money is never mistaken for a quantity."""
    assert not {name.upper() for name in NAMES} & set(DIGITS)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("month", "'month' is not a duration but a calendar step; write '30 days', or a window such as monthly()"),
        ("months", "'months' is not a duration but a calendar step; write '30 days', or a window such as monthly()"),
        ("quarter", "'quarter' is not a duration but a calendar step; write '90 days', or a window such as quarterly()"),
        ("Year", "'Year' is not a duration but a calendar step; write '365 days', or a window such as yearly()"),
        ("GB/month", "'month' is not a duration but a calendar step; write '30 days', or a window such as monthly()"),
        ("msec", "'msec' is not a unit; did you mean 'ms'?"),
        ("MS", "'MS' is not a unit; did you mean 'ms'?"),
        ("Hours", "'Hours' is not a unit; did you mean 'hours'?"),
        ("m", "'m' is not a unit, it could be minute, month or metre; write 'min'"),
        ("minuts", "'minuts' is not a unit; did you mean 'minutes'?"),
        (
            "zorkmids",
            "'zorkmids' is not a unit; known: %, GB, bp, day, h, incident, item, message, min, ms, pp, request, s, user, week; "
            "write '%', 'hour' or 'message/hour'",
        ),
        ("  ", "'  ' is not a unit; write '%', 'hour' or 'message/hour'"),
        ("hour//min", "'hour//min' is not a unit; write '%', 'hour' or 'message/hour'"),
        ("hour**2", "'hour**2' is not a unit; write '%', 'hour' or 'message/hour'"),
        ("(hour)", "'(hour)' is not a unit; write '%', 'hour' or 'message/hour'"),
        (None, "None is not a unit; write '%', 'hour' or 'message/hour'"),
        (7, "7 is not a unit; write '%', 'hour' or 'message/hour'"),
    ],
)
def test_refusals(written: str, message: str) -> None:
    """What is no unit is refused, with the word at fault and what to write (T4 for months)."""
    with pytest.raises(UnitError) as caught:
        unit(written)
    assert str(caught.value) == message


def test_repr() -> None:
    """The repr of a unit is how it would be written."""
    assert repr(unit("hour")) == "unit('hour')"
    assert unit("hour") == Unit("hour", Fraction(3_600_000_000), "[time]")


def test_plain_units_are_those_of_pint() -> None:
    """The table of names gives each unit, and each rate of two, the factor and the dimension that pint works out."""
    one_of_each = [*SIGNS, *(line.split(" = ")[0] for line in DEFINITIONS)]
    rates = [f"{over}/{under}" for over in ["", "%", "hour", "day", "MiB", "bit", "item", "post", "businessday"] for under in one_of_each]
    for text in [*NAMES, *SIGNS, *rates]:
        assert _plain(text) == _parsed(text), text


def test_pint_is_opened_last() -> None:
    """Bare numbers, money, units and rates leave pint unopened; the first product opens it."""
    script = (
        "import sys; import slakit.values.quantity as q, slakit.values.money as m; q.quantity('3'); m.money('3 GBP');"
        "q.quantity('3 %'), q.quantity('500 messages per hour'); assert 'pint' not in sys.modules;"
        "q.quantity('3 user*min'); assert 'pint' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True, env={"PYTHONPATH": ":".join(sys.path)})
