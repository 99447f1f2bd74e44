"""outlook: records of after the instant that it speaks of have not happened, and change none of its ends."""

from fractions import Fraction

import pytest

import slakit as sk

PARTIES = {"provider": "P", "customer": "C", "term": ("2026-04-01", "2026-05-01"), "timezone": "UTC", "fee": "1000 GBP"}
AT = "2026-04-16T00:00Z"


def case(number: int, day: int, hours: int | None) -> dict[str, object]:
    answered = None if hours is None else f"2026-04-{day:02}T{8 + hours:02}:00Z"
    return {"id": number, "asked": f"2026-04-{day:02}T08:00Z", "answered": answered, "score": hours}


BEFORE = [case(1, 2, 1), case(2, 3, 1), case(3, 4, 1), case(4, 6, 9)]
LATER = [case(number, 20, 1) for number in range(5, 25)]


@pytest.mark.parametrize("key", [None, "id"])
def test_what_comes_later_changes_no_end(key):
    """Three of four in time, 75 %, as of 16 April; twenty more that all are in time come on 20 April, and nobody knows of them yet."""
    spans = {"since": "asked", "until": "answered", "key": key}
    desk = sk.Agreement(
        "Desk",
        **PARTIES,
        objectives=[
            sk.Objective("In time", sk.Within("cases", "4 hours", **spans), "at least 90 %", penalty=sk.Linear("1 %", per="1 pp")),
            sk.Objective("Median", sk.Elapsed("cases", statistic="median", **spans), "at most 4 hours"),
            sk.Objective("Score", sk.Mean("cases", "score", at="asked", key=key), "at least 2"),
        ],
        exclusions=[sk.Exclusion("holidays", applies_to="cases")],
    )
    early, all_of_them = ({"cases": rows, "holidays": []} for rows in (BEFORE, BEFORE + LATER))
    ahead = sk.analyses.outlook(desk, all_of_them, as_of=AT)
    assert ahead["In time"].expected.measure.value == Fraction(3, 4)
    assert ahead["In time"].best.measure.value == 1
    assert str(ahead["In time"].expected.payable) == "150.00 GBP"  # 15 pp short, 1 % of 1,000 GBP each
    assert ahead["Score"].expected.measure.value == 3  # (1 + 1 + 1 + 9) / 4
    assert str(ahead) == str(sk.analyses.outlook(desk, early, as_of=AT))
