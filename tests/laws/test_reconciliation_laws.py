"""That the causes of a reconciliation add up to the whole difference, to the cent, and that both directions are one another's opposite."""

import pytest

import slakit as sk
from slakit.analyses import reconcile

pytest.importorskip("hypothesis")
from hypothesis import given, strategies as st

AGREEMENT = sk.Agreement(
    "Hosting",
    provider="Brightside",
    customer="Acme",
    term=("2026-01-01", "2026-04-01"),
    timezone="Europe/London",
    fee="12345.67 GBP",
    objectives=[
        sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Tiered({"99.9 %": "5 %", "99 %": "10 %"})),
        sk.Objective(
            "Replies",
            sk.Within("cases", "2 hours", since="opened", until="closed", key="id"),
            "at least 90 %",
            penalty=sk.Linear("1 %", per="1 pp").capped("8 %"),
        ),
    ],
    exclusions=[sk.Exclusion("maintenance", applies_to="outages")],
    settlement=sk.Settlement(cap="12 %"),
)


def instants(day, hour):
    return f"2026-{1 + day // 28:02}-{1 + day % 28:02}T{hour:02}:00Z"


moments = st.builds(instants, st.integers(0, 83), st.integers(0, 23))
spans = st.tuples(moments, moments).map(sorted).filter(lambda pair: pair[0] < pair[1])
outages = st.lists(spans.map(lambda pair: {"start": pair[0], "end": pair[1]}), max_size=4)
case = st.builds(lambda key, pair: {"id": key, "opened": pair[0], "closed": pair[1]}, st.integers(1, 3), spans)
cases = st.lists(case, max_size=4, unique_by=lambda one: one["id"])
records = st.fixed_dictionaries({"outages": outages}, optional={"cases": cases, "maintenance": outages})


@given(records, records, st.sampled_from([1, 3, 50]))
def test_causes_add_up(ours, theirs, most):
    """In every amount of money, for every way of grouping; and so do the lines."""
    made = reconcile(ours, theirs, AGREEMENT, most=most)
    ends = [sk.evaluate(AGREEMENT, side).as_of for side in (ours, theirs)]
    alone = [sk.evaluate(AGREEMENT, side, as_of=max(ends)) for side in (ours, theirs)]
    assert (made.ours, made.theirs) == tuple(one.amounts for one in alone)
    zero = sk.money("0 GBP")
    for name in ("payable", "credit"):
        whole = getattr(made.theirs, name) - getattr(made.ours, name)
        assert getattr(made.amounts, name) == whole
        assert sum((getattr(cause, name) for cause in made.causes), zero) == whole
        assert sum((getattr(line, name) or zero for line in made.lines), zero) == whole
    assert reconcile(theirs, ours, AGREEMENT, most=most).payable == -made.payable
    assert not reconcile(ours, {name: rows[::-1] for name, rows in ours.items()}, AGREEMENT)
