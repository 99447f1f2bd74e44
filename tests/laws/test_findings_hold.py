"""Laws of findings: whatever is written can be checked, what a witness says is so, and a table without findings pays for misses alone."""

from importlib.util import module_from_spec, spec_from_file_location
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings, strategies as st

import slakit as sk
from slakit.analysis.checks.table import CHECKS
from slakit.analysis.checks.witness import sentence

pytestmark = pytest.mark.slow

EXAMPLES = max(2, settings.get_profile(settings.get_current_profile_name()).max_examples // 6)  # a check of a whole agreement takes long

# the agreements that documents can say, of the law of documents
SPEC = spec_from_file_location("round_trip", Path(__file__).parents[1] / "documents" / "test_round_trip.py")
ROUND_TRIP = module_from_spec(SPEC)
SPEC.loader.exec_module(ROUND_TRIP)

MINUTES = 28 * 24 * 60  # of February 2026
SOME = [f"{percent} %" for percent in ("99.95", "99.9", "99.5", "99", "98", "95", "90")]


@settings(max_examples=EXAMPLES)
@given(ROUND_TRIP.agreements)
def test_whatever_is_written_can_be_checked(agreement):
    """A check ends within a second or so, and gives findings of the table, each with a place, a sentence and a remedy."""
    begun = process_time()
    findings = sk.check(agreement)
    assert process_time() - begun < 5
    for finding in findings:
        assert finding.code in {*CHECKS, "allow-without-finding"}
        assert finding.place
        assert finding.text
        assert finding.remedy


@settings(max_examples=EXAMPLES)
@given(ROUND_TRIP.agreements)
def test_what_a_witness_says_is_so(agreement):
    """Its records, evaluated, give a line that reads as it does."""
    for finding in sk.check(agreement):
        witness = finding.witness
        if witness is not None and witness.period is not None and finding.place.startswith("objectives") and not witness.better:
            lines = sk.evaluate(agreement, witness.records, period=witness.period).lines
            assert any(sentence(line) in witness.text for line in lines)


@st.composite
def tables(draw):
    """A promise of uptime and a table of tiers, sound or not: any edges, any credits, any target."""
    edges = draw(st.lists(st.sampled_from(SOME), min_size=1, max_size=4, unique=True))
    credits = draw(st.lists(st.sampled_from(["1 %", "5 %", "10 %", "25 %"]), min_size=len(edges), max_size=len(edges)))
    word = draw(st.sampled_from(["below", "at_or_below"]))
    target = draw(st.sampled_from(["at least", "more than"])) + " " + draw(st.sampled_from(SOME))
    penalty = sk.Tiered(**{word: dict(zip(edges, credits, strict=True))}, less_for_worse=True)
    return sk.Agreement(
        "Hosting", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC", fee="1000 EUR",
        objectives=[sk.Objective("Uptime", sk.Uptime("outages"), target, penalty=penalty)],
    )  # fmt: skip


def owed(agreement, minutes):
    """The line of so many minutes down in February."""
    hours, rest = divmod(minutes, 60)
    end = f"2026-02-{1 + hours // 24:02}T{hours % 24:02}:{rest:02}Z" if minutes < MINUTES else "2026-03-01T00:00Z"
    outages = [{"start": "2026-02-01T00:00Z", "end": end}] if minutes else []
    return sk.evaluate(agreement, {"outages": outages}, period="2026-02").lines[0]


@given(tables(), st.integers(0, MINUTES), st.integers(0, MINUTES))
def test_a_table_without_findings_pays_for_misses_alone(agreement, minutes, others):
    """Where nothing is found, what is missed is paid for, what is met is not, and worse never costs less."""
    codes = {finding.code for finding in sk.check(agreement)}
    worse, better = (owed(agreement, number) for number in sorted((minutes, others), reverse=True))
    assert "missed-without-credit" in codes or worse.outcome == "met" or worse.credit
    assert "met-yet-paid" in codes or worse.outcome == "missed" or not worse.credit
    assert "worse-pays-less" in codes or worse.credit >= better.credit


@given(tables())
def test_edges_are_where_findings_are(agreement):
    """The same by the edges themselves, without any record: one that misses the target beyond the first edge, or meets it within."""
    codes = {finding.code for finding in sk.check(agreement)}
    objective = agreement.objectives[0]
    worst_first = objective.penalty.tiers
    first, bound = worst_first[-1][1], objective.target.bounds[0]
    included, strict = worst_first[-1][0] == "at_or_below", bound.operator == ">"
    assert ("missed-without-credit" in codes) == (first < bound.limit or (first == bound.limit and strict and not included))
    assert ("met-yet-paid" in codes) == (first > bound.limit or (first == bound.limit and included and not strict))
    credits = [pays.base for _, _, pays in worst_first]
    assert ("worse-pays-less" in codes) == any(worse < better for worse, better in pairwise(credits))
    assert ("tiers-pay-the-same" in codes) == any(worse == better for worse, better in pairwise(credits))
