"""Published timelines, from tests/vectors/timelines.json: a log of changes, announced downtimes, a state at present."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import slakit as sk
from slakit.agreements.exclusion import Exclusion
from slakit.metrics.checks.checks import Checks
from slakit.values.rounding import round_to

CASES = json.loads((Path(__file__).parents[2] / "vectors" / "timelines.json").read_text())["cases"]
FIGURES = [case for case in CASES if "error" not in case]
ERRORS = [case for case in CASES if "error" in case]
STATES = {None: "unknown", 0: "good", 2: "bad"}


def at(seconds):
    return datetime.fromtimestamp(seconds, UTC)


def measure(case):
    """The term is the window; the state at present is what is held where no change tells anything."""
    metric = Checks("changes", ok={"state": 0}, unknowns={"state": 99}, count="time", previous="before", initial=STATES[case.get("now")])
    agreement = sk.Agreement(
        "Service",
        provider="P",
        customer="C",
        term=tuple(at(edge).isoformat() for edge in case["window"]),
        timezone="UTC",
        window="whole term",
        objectives=[sk.Objective("Up", metric, "at least 99 %")],
        exclusions=[Exclusion("downtimes", applies_to="changes", mode="forgive")],
    )
    records = {
        "changes": [{"at": at(instant), "state": state, "before": before} for instant, state, before in case["changes"]],
        "downtimes": [{"start": at(start), "end": at(end)} for start, end in case.get("downtimes", [])],
    }
    return sk.evaluate(agreement, records).line("Up").measure


@pytest.mark.parametrize("case", FIGURES, ids=[case["name"] for case in FIGURES])
def test_the_published_share(case):
    """The share of time that was good, to the four decimals that were published."""
    result = measure(case)
    assert round_to(result.value * 100, Fraction(1, 10_000), "half-up") == Fraction(Decimal(case["percent"]))
    if "seconds" in case:
        assert [result.part, result.whole] == [seconds * 1_000_000 for seconds in case["seconds"]]


@pytest.mark.parametrize("case", ERRORS, ids=[case["name"] for case in ERRORS])
def test_a_window_without_length_is_an_error(case):
    """A term that is empty or reversed is refused, and never gives a figure."""
    with pytest.raises(sk.errors.SlakitError, match=r"empty|reversed|before|after|end"):
        measure(case)
