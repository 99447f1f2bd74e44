"""Due times: lengths, due rules and strict limits in one table, on rows and frames, stopped and still running."""

from datetime import UTC, datetime, timedelta

import pytest

import slakit as sk

polars = pytest.importorskip("polars")

DESK = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")
MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)
LIMITS = {"high": "2 hours", "normal": "end of the next business day", "low": "under 4 hours"}


def evaluated(records: object, metric: type[sk.Metric], target: str, as_of: str) -> sk.Statement:
    made = metric("cases", LIMITS, limit_by="priority", since="asked", until="replied", clock=DESK)
    objective = sk.Objective("one", made, target)
    agreement = sk.Agreement("C", provider="P", customer="C", term=("2026-03-01", "2026-04-01"), timezone="UTC", objectives=[objective])
    return sk.evaluate(agreement, {"cases": records}, as_of=as_of)


def rows(*after: float | None) -> list[dict[str, object]]:
    """One case of each priority for each time to its reply, in hours."""
    return [
        {"priority": name, "asked": MONDAY, "replied": None if hours is None else MONDAY + timedelta(hours=hours)}
        for hours in after
        for name in LIMITS
    ]


@pytest.mark.parametrize("records", [list, polars.DataFrame], ids=["rows", "frame"])
def test_a_table_of_lengths_and_rules(records):
    """After 2 h all are in time, after 4 h high is late by 2 h and low by nothing, after 32 h (Tuesday 18:00) all are."""
    given = records(rows(2, 4, 32))
    line = evaluated(given, sk.Within, "at least 50 %", "2026-03-10T00:00Z").lines[0]
    assert (line.measure.part, line.measure.whole) == (4, 9)  # 3 of 2 h, and the rule's of 4 h
    late = evaluated(given, sk.Lateness, "at most 90 hours", "2026-03-10T00:00Z").lines[0].measure
    # by 2 h and 0 after 4 h; after 32 h high ran 7 + 8 h, 13 over, low 11 over, and the rule is late in closed hours by nothing
    assert (late.breaches, late.value, type(late.value)) == (5, (2 + 13 + 11) * 3_600_000_000, int)


@pytest.mark.parametrize("records", [list, polars.DataFrame], ids=["rows", "frame"])
def test_those_that_still_run(records):
    """At 14:00 high and low are late, and what is due by the end of the next day is not."""
    given = records([*rows(1), *rows(None)])
    measure = evaluated(given, sk.Within, "at least 50 %", "2026-03-02T14:00Z").lines[0].measure
    assert (measure.part, measure.whole, measure.pending) == (3, 5, 1)
