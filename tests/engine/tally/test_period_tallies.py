"""What a metric is given of a period holds what earlier periods used up of a quota (docs/numbers.md M6)."""

from fractions import Fraction

import pytest

import slakit as sk

JANUARY = {"start": "2026-01-20T02:00Z", "end": "2026-01-20T04:00Z"}
MARCH = {"start": "2026-03-20T02:00Z", "end": "2026-03-20T04:00Z"}


@pytest.mark.parametrize(
    ("per", "left"),
    [
        ("yearly", 1),  # January used up two hours of three
        ("monthly", 2),  # every month has three hours of its own
        ("quarterly", 1),
    ],
)
def test_a_quota_that_an_earlier_period_used(per, left):
    """Maintenance of two hours each, and the service was down: of March's 744 hours as many are left out as the quota still has."""
    agreement = sk.Agreement(
        "A",
        provider="P",
        customer="C",
        term=("2026-01-01", "2027-01-01"),
        timezone="UTC",
        objectives=[sk.Objective("Up", sk.Uptime("outages"), "at least 99.9 %")],
        exclusions=[sk.Exclusion("maintenance", applies_to="outages", quota="3 hours", per=per)],
    )
    records = {"outages": [JANUARY, MARCH], "maintenance": [JANUARY, MARCH]}
    alone = sk.evaluate(agreement, records, period="2026-03").line("Up").measure.value
    assert alone == Fraction(744 - 2, 744 - left)
    assert alone == sk.evaluate(agreement, records).line("Up", "2026-03").measure.value
