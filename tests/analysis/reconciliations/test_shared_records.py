"""SharedRecords: what both have is held once, and the steps lead from our records to theirs, whatever differs."""

import pytest

import slakit as sk
from slakit.analysis.reconciliations.canonical_records import canonical_stream
from slakit.analysis.reconciliations.shared_records import SharedRecords, replaced_in_steps
from slakit.engine.plan.plan import Plan

PLAN = Plan.of(
    sk.Agreement(
        "Hosting",
        provider="Brightside",
        customer="Acme",
        term=("2026-01-01", "2027-01-01"),
        timezone="UTC",
        objectives=[
            sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %"),
            sk.Objective("Replies", sk.Within("cases", "2 hours", since="opened", until="closed"), "at least 90 %"),
        ],
    )
)
HOUR = {"start": "2026-03-10T10:00Z", "end": "2026-03-10T11:00Z"}
LONGER = {**HOUR, "end": "2026-03-10T18:00Z"}
NEXT = {"start": "2026-03-11T10:00Z", "end": "2026-03-11T11:00Z"}
CASE = {"opened": "2026-03-20T09:00Z", "closed": "2026-03-20T10:00Z"}


def streams(records):
    return {name: canonical_stream(PLAN, name, rows) for name, rows in records.items()}


@pytest.fixture
def broken(tmp_path):
    path = tmp_path / "broken.jsonl"
    path.write_text('{"start": "2026-03-10T10:00Z", "end": "2026-03-10T11:00Z"}\n{oops\n')
    return sk.read(path)


@pytest.mark.parametrize("most", [1, 50])
@pytest.mark.parametrize(
    ("ours", "theirs", "labels"),
    [
        ({"outages": [HOUR]}, {"outages": [HOUR]}, []),
        ({"outages": [HOUR, HOUR]}, {"outages": [HOUR]}, [""]),
        ({"outages": [HOUR]}, {"outages": [LONGER]}, [""]),
        ({"outages": [HOUR]}, {"outages": [HOUR], "cases": []}, ["we gave no cases, and they that there were none"]),
        ({"outages": [HOUR], "cases": [CASE]}, {"outages": [HOUR]}, ["they gave no records of cases; we gave 1"]),
        (
            {"cases": [CASE]},
            {"outages": None},
            ["we gave no records of outages; they gave 1", "they gave no records of cases; we gave 1"],
        ),
        ({"outages": [HOUR]}, {"outages": None}, ["what could not be read of outages"]),
        ({"outages": [LONGER, NEXT]}, {"outages": None}, ["", "", "what could not be read of outages"]),
    ],
)
def test_the_last_step_leaves_theirs(broken, ours, theirs, labels, most):
    """None stands for a file with a broken row; a group of more than `most` has a label of its own."""
    given = [streams({name: broken if rows is None else rows for name, rows in side.items()}) for side in (ours, theirs)]
    shared = SharedRecords(PLAN, *given)
    steps = list(replaced_in_steps(shared, most))
    assert (steps[-1].after if steps else shared.ours) == shared.theirs
    if most > 1:
        assert [step.label for step in steps] == labels


def test_a_store_of_both_parts_is_that_of_all():
    """What is common and what is not come to the tallies of all records (docs/numbers.md M1)."""
    shared = SharedRecords(PLAN, streams({"outages": [HOUR, NEXT], "cases": [CASE]}), streams({"outages": [HOUR], "cases": [CASE, CASE]}))
    assert shared.both["outages"].total() == shared.both["cases"].total() == 1
    alone = SharedRecords(PLAN, streams({"outages": [HOUR, NEXT], "cases": [CASE]}), {})
    assert not alone.both
    assert shared.store(shared.ours).state() == alone.store(alone.ours).state()
