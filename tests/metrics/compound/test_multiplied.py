"""Products of metrics, worked out by hand."""

from fractions import Fraction

import pytest
from names import NAMES

import slakit as sk
from slakit.metrics.compound.arithmetic import Multiplied
from slakit.metrics.measure import Measure
from slakit.metrics.period_context import PeriodContext
from slakit.timeline.span import Span

AVAILABILITY = sk.Uptime("stops")
PERFORMANCE = sk.Total("shifts", "made") / sk.Total("shifts", "ideal")
QUALITY = sk.Share("parts", good={"ok": True})
OEE = AVAILABILITY * PERFORMANCE * QUALITY


def agreement(metric, target="at least 85 %"):
    return sk.Agreement(
        "A", provider="P", customer="C", term=("2026-06-01", "2026-07-01"), timezone="UTC", objectives=[sk.Objective("OEE", metric, target)]
    )


RECORDS = {
    "stops": [{"start": "2026-06-01T00:00Z", "end": "2026-06-04T00:00Z"}],  # 3 of 30 days: 90 %
    "shifts": [{"at": "2026-06-10T00:00Z", "made": 950, "ideal": 1000}],  # 95 %
    "parts": [{"at": "2026-06-10T00:00Z", "ok": index < 98} for index in range(100)],  # 98 %
}


def test_overall_equipment_effectiveness():
    """Availability 90 % x performance 95 % x quality 98 % = 83.79 %, in any order, in Python and in a document."""
    line = sk.evaluate(agreement(OEE), RECORDS).lines[0]
    assert (line.measure.value, line.outcome, line.shown) == (
        Fraction(9, 10) * Fraction(95, 100) * Fraction(98, 100),
        sk.Outcome.MISSED,
        "83.79 %",
    )
    assert (line.measure.low, line.measure.high) == (line.measure.value, line.measure.value)
    assert QUALITY * (AVAILABILITY * PERFORMANCE) == OEE
    assert hash(QUALITY * (AVAILABILITY * PERFORMANCE)) == hash(OEE)
    assert sk.loads(sk.dumps(agreement(OEE))) == agreement(OEE)
    assert 'is = "product"' in sk.dumps(agreement(OEE))
    assert eval(repr(OEE), NAMES) == OEE
    assert eval(repr(2 * OEE / PERFORMANCE), NAMES | {"Fraction": Fraction}) == 2 * OEE / PERFORMANCE
    assert (OEE.is_share, (AVAILABILITY * QUALITY).is_share) == (False, True)


def test_a_ratio_times_anything():
    """Half of 30 hours is 15 hours; two that are no ratios have no unit together, and are refused."""
    down = sk.Downtime("stops")
    assert (down * QUALITY).unit == "us"
    line = sk.evaluate(agreement(down * QUALITY, "at most 80 hours"), {name: RECORDS[name] for name in ("stops", "parts")}).lines[0]
    assert str(line.measure.quantity.to("h")) == "70.56 h"
    with pytest.raises(sk.errors.ContractError, match="has no unit; multiply by ratios"):
        down * sk.Count("parts")
    with pytest.raises(sk.errors.ContractError, match="grouped by"):
        AVAILABILITY.by("line") * QUALITY


def test_a_part_without_data():
    """It leaves the product without, and says why."""
    line = sk.evaluate(agreement(OEE), RECORDS | {"parts": []}).lines[0]
    assert (line.measure.value, line.reason) == (None, "no records")


def fixed(low, high, unit=""):
    """A metric of which only the bounds are known."""

    class Bounded(type(sk.Share("x", good={"ok": True}))):
        def measure(self, tallies, context):
            return Measure(value=low, low=low, high=high)

    return Bounded(f"x{low}{high}", good={"ok": True})


@pytest.mark.parametrize(
    ("one", "other", "bounds"),
    [
        ((Fraction(1, 2), 1), (Fraction(1, 4), Fraction(1, 2)), (Fraction(1, 8), Fraction(1, 2))),
        ((-2, 3), (-5, 7), (-15, 21)),
        ((1, None), (2, 3), (2, None)),
        ((None, 1), (2, 3), (None, None)),
        ((-1, 1), (2, None), (None, None)),
        ((0, 1), (0, None), (0, None)),
    ],
)
def test_bounds(one, other, bounds):
    """From those of the parts, by interval arithmetic; a side without a bound has none."""
    product = fixed(*one) * fixed(*other)
    context = PeriodContext(Span("2026-06-01T00:00Z", "2026-07-01T00:00Z"), 0)
    measure = product.measure([None, None], context)
    assert (measure.low, measure.high) == bounds
    assert isinstance(product, Multiplied)


def test_an_open_period():
    """On 16 June half of June has passed: up 12 of 15 days, and between 12 and 27 of 30 in the end; all parts so far are good."""
    records = {name: RECORDS[name] for name in ("stops", "parts")}
    records["parts"] = [{"at": "2026-06-10T00:00Z", "ok": True}]
    measure = sk.evaluate(agreement(AVAILABILITY * QUALITY), records, as_of="2026-06-16T00:00Z").lines[0].measure
    assert (measure.value, measure.low, measure.high, measure.foresees) == (Fraction(12, 15), Fraction(12, 30), Fraction(27, 30), False)
