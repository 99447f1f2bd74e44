"""No clock, key or exclusion falls to a loop of Python over the rows of a frame: ten times the rows take hardly more steps."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from tests.support.counted_steps import steps_of

import slakit as sk

polars = pytest.importorskip("polars")
FEW, MANY = 2_000, 20_000
MOST = 0.5  # steps for each more row: some are taken for each cell and each late clock of the few worst, none for each row

DESK = sk.Weekly({"mon-fri": "09:00-17:30"}, tz="Europe/London")
ASKED = {"since": "at", "until": "until", "clock": DESK}
LIMITS = {"high": "1 hour", "normal": "end of the next business day", "low": "under 8 hours"}
METRICS = {
    "Within": sk.Within("rows", "4 hours", **ASKED),
    "Within by several limits": sk.Within("rows", LIMITS, limit_by="priority", **ASKED),
    "Within by a due rule": sk.Within("rows", "2 business days", **ASKED),
    "OnTime": sk.OnTime("rows", due="due", done="until"),
    "Elapsed": sk.Elapsed("rows", statistic="p95", **ASKED),
    "Lateness": sk.Lateness("rows", due="due", until="until", statistic="p95"),
    "Lateness by a due rule": sk.Lateness("rows", "2 business days", due_on=DESK, since="at", until="until"),
    "Coverage": sk.Coverage("rows", promised=DESK, start="at", end="soon"),
    "a key": sk.Share("rows", good={"up": True}, key="id"),
    "a key and updates": sk.Share("rows", good={"up": True}, key="id", updated="changed"),
    "clocks with a key": sk.Within("rows", "4 hours", key="id", updated="changed", **ASKED),
}


def frame(count: int):
    """Rows of January, in no order, an eighth of them without an answer, two to a key."""
    draw = Random(7)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    rows, at = [], start
    for number in range(count):
        at = at if number % 2 else start + timedelta(seconds=draw.randrange(31 * 86_400))
        rows.append(
            {
                "at": at,
                "until": at + timedelta(seconds=draw.randrange(400_000)) if draw.random() < 0.875 else None,
                "due": at + timedelta(hours=8),
                "soon": at + timedelta(seconds=1 + draw.randrange(20)),
                "changed": start + timedelta(seconds=number),
                "up": draw.choice((True, True, False)),
                "priority": draw.choice(("high", "normal", "low")),
                "id": number // 2,
            }
        )
    return polars.DataFrame(rows, infer_schema_length=None)


@pytest.fixture(scope="module")
def frames():
    return [frame(count) for count in (MANY, FEW, MANY)]  # the first one loads what is loaded on first use


def agreement_of(metric: sk.Metric, **more: object) -> sk.Agreement:
    target = "at most 9000 hours" if isinstance(metric, sk.Elapsed | sk.Lateness) else "at least 0 %"
    return sk.Agreement(
        "Families",
        provider="P",
        customer="C",
        term=("2026-01-01", "2026-02-01"),
        timezone="UTC",
        objectives=[sk.Objective("one", metric, target)],
        **more,
    )


def steps_of_a_row(agreement: sk.Agreement, frames: list, **streams: object) -> float:
    _, few, many = (
        steps_of(lambda one=one: sk.evaluate(agreement, {"rows": one, **streams}, as_of="2026-03-01T00:00Z").digest) for one in frames
    )
    return (many - few) / (MANY - FEW)


@pytest.mark.parametrize("name", METRICS)
def test_a_row_of_a_frame_takes_no_step_of_its_own(name, frames):
    """A statement of 20,000 rows takes as many steps as one of 2,000, but for the batches and the digits."""
    assert steps_of_a_row(agreement_of(METRICS[name]), frames) <= MOST


def test_records_under_exclusions_take_no_step_of_their_own(frames):
    """They are read again as the columns that they came as."""
    agreement = agreement_of(sk.Share("rows", good={"up": True}), exclusions=[sk.Exclusion("works", applies_to="rows")])
    works = [{"start": "2026-01-05T00:00Z", "end": "2026-01-07T00:00Z"}]
    assert steps_of_a_row(agreement, frames, works=works) <= MOST
