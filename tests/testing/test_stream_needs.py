"""What the records of each stream of a contract must have."""

from fractions import Fraction

from tested_contract import CONTRACT

import slakit as sk
from slakit.testing.stream_needs import figures_of, lengths_of, needs_of
from slakit.timeline.instants import HOUR, MINUTE, SECOND

DESK = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")


def contract(*metrics, **terms):
    """A contract of some promises, with one target each."""
    objectives = [sk.Objective(f"O{number}", metric, target) for number, (metric, target) in enumerate(metrics)]
    return sk.Agreement("A", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC", objectives=objectives, **terms)


def test_the_fields_of_a_span_and_of_a_clock():
    """When it begins and when it ends."""
    outages, cases = needs_of(CONTRACT)
    assert (outages.stream, outages.begins, outages.ends) == ("outages", ("start",), ("end",))
    assert (cases.stream, cases.begins, cases.ends, cases.labels) == ("cases", ("asked",), ("answered",), {})
    assert [one.stream for one in needs_of(CONTRACT, ["Uptime"])] == ["outages"]


def test_due_times_keys_and_pauses():
    """Each kind of field by itself."""
    metrics = [
        (sk.OnTime("reports", due="due", done="done", key="id", updated="changed"), "at least 90 %"),
        (sk.Elapsed("cases", since="a", until="b", key="case", paused_by="holds", clock=DESK), "at most 4 hours"),
    ]
    needs = {one.stream: one for one in needs_of(contract(*metrics))}
    assert (needs["reports"].dues, needs["reports"].ends, needs["reports"].keys, needs["reports"].updates) == (
        ("due",), ("done",), ("id",), ("changed",),
    )  # fmt: skip
    assert needs["cases"].clocks == (DESK,)
    assert needs["holds"].labels == {"case": ("1", "2")}


def test_values_that_matter():
    """Those that conditions, tables, weights and groups name, and such as no condition wants."""
    metrics = [
        (sk.Share("posts", good={"score": ">= 4", "kind": ["a", "b"], "open": True}).by("team", groups=["x", "y"]), "at least 90 %"),
        (sk.Uptime("outages", weights={"high": 1, "low": "50 %"}, weight_by="severity"), "at least 99 %"),
        (sk.kpis.MeanRatio("likes", "some", over="all"), "at least 40 %"),
    ]
    needs = {one.stream: one for one in needs_of(contract(*metrics))}
    assert needs["posts"].labels == {"score": (4, 5, 3), "kind": ("a", "b", "other"), "open": (True, False), "team": ("x", "y")}
    assert needs["outages"].labels == {"severity": ("high", "low")}
    assert needs["likes"].pairs == (("all", "some"),)


def test_lengths_and_figures():
    """June has 720 hours, of which 0.1 %, 1 % and 5 % are 43 min 12 s, 7 h 12 min and 36 h; a case may take 4 hours."""
    assert {*lengths_of(CONTRACT, ["Uptime"], 720 * HOUR)} == {43 * MINUTE + 12 * SECOND, 7 * HOUR + 12 * MINUTE, 36 * HOUR}
    assert 4 * HOUR in lengths_of(CONTRACT, ["Answers"], 720 * HOUR)
    assert {Fraction(999, 1000), Fraction(99, 100), Fraction(95, 100)} == {*figures_of(CONTRACT.objectives[:1])}
