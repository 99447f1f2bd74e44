"""No family falls to a loop of Python over the rows of a frame: ten times the rows take hardly more steps."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from tests.support.counted_steps import steps_of

import slakit as sk

polars = pytest.importorskip("polars")
FEW, MANY = 2_000, 20_000
MOST = 0.05  # steps for each more row

METRICS = {
    "Share": sk.Share("rows", good={"up": True}),
    "Checks": sk.Checks("rows", ok={"up": True}),
    "Checks that hold": sk.Checks("rows", ok={"up": True}, unknown="hold"),
    "Checks in a row": sk.Checks("rows", ok={"up": True}, in_a_row=3, down_from="confirmed"),
    "Checks that are due": sk.Checks("rows", ok={"up": True}, every="1 hour", unknown="bad"),
    "Checks by time": sk.Checks("rows", ok={"up": True}, count="time"),
    "Checks by time with a gap": sk.Checks("rows", ok={"up": True}, count="time", gap="5 min", in_a_row=2, unknown="hold"),
    "Gauge": sk.kpis.Gauge("rows", "figure"),
    "Gauge by time": sk.kpis.Gauge("rows", "figure", statistic="time-weighted mean", holds="1 hour"),
    "Gauge, a percentile": sk.kpis.Gauge("rows", "figure", statistic="p95"),
    "Gauge of floats": sk.kpis.Gauge("rows", "amount", statistic="farthest from 2 to 13"),
    "Distinct": sk.kpis.Distinct("rows", "customer"),
    "MeanRatio": sk.kpis.MeanRatio("rows", "figure", over="views"),
    "Mean, weighed": sk.Mean("rows", "figure", weight="views"),
    "Slices": sk.Slices("rows", good={"up": True}, per="1 day"),
    "Slices of counts": sk.Slices("rows", total="views", bad="figure", per="1 day"),
    "Peak": sk.Peak("rows", field="amount", per="1 hour"),
    "Throughput": sk.Throughput("rows", done="figure", load="views", per="1 hour", when=">= 1"),
    "Total of floats": sk.Total("rows", "amount"),
}
RATES = {"Peak": "at least 0 item/hour", "Throughput": "at least 0 item/hour"}


def frame(count):
    """Rows of January, in no order, a part of them without an answer."""
    draw = Random(7)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    rows = []
    for _ in range(count):
        views = 1 + draw.randrange(50)
        rows.append(
            {
                "at": start + timedelta(seconds=draw.randrange(31 * 86_400)),
                "up": draw.choice((True, True, False, None)),
                "figure": draw.randrange(views + 1),
                "views": views,
                "amount": draw.randrange(10_000) / 100,
                "customer": f"c{draw.randrange(50)}",
            }
        )
    return polars.DataFrame(rows, infer_schema_length=None)


@pytest.fixture(scope="module")
def frames():
    return [frame(count) for count in (MANY, FEW, MANY)]  # the first one loads what is loaded on first use


@pytest.mark.parametrize("name", METRICS)
def test_a_row_of_a_frame_takes_no_step_of_its_own(name, frames):
    """A statement of 20,000 rows takes as many steps as one of 2,000, but for the batches and the digits."""
    agreement = sk.Agreement(
        "Families",
        provider="P",
        customer="C",
        term=("2026-01-01", "2026-02-01"),
        timezone="UTC",
        objectives=[sk.Objective("one", METRICS[name], RATES.get(name, "at least 0"))],
    )
    _, few, many = (steps_of(lambda one=one: sk.evaluate(agreement, {"rows": one}, as_of="2026-03-01T00:00Z").digest) for one in frames)
    assert many - few <= MOST * (MANY - FEW), f"{(many - few) / (MANY - FEW):.2f} steps a row"
