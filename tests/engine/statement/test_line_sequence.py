"""Every line sees the earlier lines of its objective, whichever period a statement is asked for (docs/numbers.md P7)."""

import pytest

import slakit as sk

TERM = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2027-01-01"), "timezone": "UTC", "fee": "100 GBP"}
AGREEMENT = sk.Agreement(
    "A", **TERM, objectives=[sk.Objective("Calm", sk.Count("q"), "at most 0", penalty=sk.Flat("10 GBP").only_if(misses=(2, 3)))]
)


def incidents(*months):
    return [{"at": f"2026-{month:02}-05T12:00Z"} for month in months]


@pytest.mark.parametrize(
    ("missed", "month", "pays"),
    [
        ((1, 3), 3, "10.00 GBP"),  # the first and the third of January to March
        ((1, 4), 4, "0.00 GBP"),  # January is not one of February to April
        ((2, 3, 5), 5, "10.00 GBP"),  # March and May, with April between
        ((1, 2, 5), 5, "0.00 GBP"),  # two of five, and one of the last three
        ((1,), 1, "0.00 GBP"),  # nothing came before
    ],
)
def test_two_missed_of_three_periods(missed, month, pays):
    """Counted over this period and the two before it, in the year, in the month alone, and with the history in place of records."""
    label = f"2026-{month:02}"
    rows = {"q": incidents(*missed)}
    whole, alone = sk.evaluate(AGREEMENT, rows), sk.evaluate(AGREEMENT, rows, period=label)
    assert str(whole.line("Calm", label).credit) == str(alone.line("Calm").credit) == pays
    history = [sk.evaluate(AGREEMENT, rows, period=f"2026-{earlier:02}").to_json() for earlier in range(1, month)]
    later = {"q": incidents(*(one for one in missed if one >= month))}
    assert str(sk.evaluate(AGREEMENT, later, period=label, history=history).line("Calm").credit) == pays
