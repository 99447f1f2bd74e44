"""P9 for every family of metrics: whatever the provider does worse, no less is owed, by a rule of tiers and by one of steps."""

import pytest
from hypothesis import given, settings, strategies as st
from law_cases import METRICS, hours

import slakit as sk

EDGES = {
    "": {"99 %": "5 %", "50 %": "10 %", "0.1 %": "20 %"},
    "item": {"40": "5 %", "10": "10 %"},
    "business day": {"1 business day": "5 %", "3 business days": "10 %"},
    "calendar day": {"2 calendar days": "5 %", "4 calendar days": "10 %"},
    "us": {"3 hours": "5 %", "9 hours": "10 %"},
}
UPWARD = {"2": "5 %", "5": "10 %"}  # items of which fewer are better


def rules(metric, target):
    """A rule of tiers, and one of steps; tiers are on one side, and a target that has two sides has steps alone."""
    edges = (
        UPWARD
        if metric.unit == "item" and target.startswith("at most")
        else EDGES.get(metric.unit, {f"{edge} {metric.unit}": pays for edge, pays in ((1, "5 %"), (0.5, "10 %"))})
    )
    step = {"": "1 pp", "item": "3", "us": "90 min"}.get(metric.unit, f"0.3 {metric.unit}")
    tiers = sk.Tiered(above=edges) if target.startswith("at most") else sk.Tiered(edges)
    steps = {"steps": sk.Linear("1 %", per=step)}
    return steps if target.startswith("between") else {"tiers": tiers, **steps}


rows = st.lists(
    st.builds(
        lambda at, length, kind, ok, reach: {
            "at": hours(at),
            "start": hours(at),
            "end": hours(at + length),
            "done": hours(at + length),
            "due": hours(at + 24),
            "kind": kind,
            "ok": ok,
            "reach": reach,
            "seen": 100,
            "hours": length,
        },
        st.integers(0, 600),
        st.integers(1, 60),
        st.sampled_from(["a", "b"]),
        st.booleans(),
        st.integers(0, 100),
    ),
    min_size=1,
    max_size=9,
)


@pytest.mark.parametrize("name", METRICS)
def test_worse_service_never_pays_the_provider(name):
    """Some records made worse: by no rule is less owed."""
    metric, target, worsen = METRICS[name]
    agreed = sk.Agreement(
        "Law",
        provider="P",
        customer="C",
        term=("2026-06-01", "2026-07-01"),
        timezone="UTC",
        fee="1000 GBP",
        objectives=[sk.Objective(word, metric, target, penalty=rule) for word, rule in rules(metric, target).items()],
    )

    @settings(max_examples=min(25, settings.get_profile(settings.get_current_profile_name()).max_examples))
    @given(rows, st.data())
    def law(some, data):
        chosen = data.draw(st.lists(st.booleans(), min_size=len(some), max_size=len(some)))
        worse = [row if not pick else worsen(row) if worsen else None for row, pick in zip(some, chosen, strict=True)]
        known = dict.fromkeys(some[0])
        owed, then = (sk.evaluate(agreed, {"rows": [known, *filter(None, given)]}, as_of="2026-07-10T00:00Z") for given in (some, worse))
        for before, after in zip(owed.lines, then.lines, strict=True):
            assert before.credit <= after.credit or after.outcome is sk.Outcome.NO_DATA

    law()
