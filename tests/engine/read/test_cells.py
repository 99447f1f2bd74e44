"""Cells: a large file, whose rows stay bytes, gives what its rows give, records with a key, updates and exclusions among them."""

from datetime import UTC, datetime, timedelta

import pytest

import slakit as sk

pytest.importorskip("narwhals")

START = datetime(2026, 1, 1, tzinfo=UTC)
DESK = sk.Weekly({"mon-fri": "09:00-17:30"}, tz="Europe/London")
CLOCK = {"since": "asked", "until": "replied"}


def row(number):
    """One of 20,000: two for each case, some without an answer, some without a priority."""
    asked = START + timedelta(minutes=number * 7_919 % 500_000)
    replied = "" if number % 19 == 0 else (asked + timedelta(minutes=number * 31 % 4_000)).isoformat()
    priority = ("high", "low", "")[number % 3]
    return {"id": f"case {number // 2}", "asked": asked.isoformat(), "replied": replied, "priority": priority, "version": str(number % 4)}


@pytest.fixture(scope="module")
def rows():
    return [row(number) for number in range(20_000)]


@pytest.mark.slow
def test_records_that_wait_for_others(rows, tmp_path):
    """The same lines and the same digest, at the end and as of an instant before the last record."""
    path = tmp_path / "cases.csv"
    path.write_text("\n".join([",".join(rows[0]), *(",".join(one.values()) for one in rows)]) + "\n", encoding="utf-8")
    assert path.stat().st_size > 1 << 20
    agreed = sk.Agreement(
        "Cells",
        provider="P",
        customer="C",
        term=("2026-01-01", "2027-01-01"),
        timezone="Europe/London",
        objectives=[
            sk.Objective("key", sk.Within("cases", "8 h", key="id", clock=DESK, **CLOCK), "at least 50 %"),
            sk.Objective("updated", sk.Within("cases", "8 h", key="id", updated="version", **CLOCK), "at least 50 %"),
            sk.Objective("share", sk.Share("cases", good={"priority": "high"}, at="asked", key="id"), "at least 50 %"),
            sk.Objective("count", sk.Count("cases", at="asked").by("priority"), "at least 1"),
        ],
        exclusions=[sk.Exclusion("quiet", applies_to="cases")],
    )
    quiet = [{"start": "2026-03-01T00:00Z", "end": "2026-03-05T00:00Z"}]
    plain = [{name: value or None for name, value in one.items()} for one in rows]
    monitor = sk.Monitor(agreed)
    monitor.feed("cases", sk.files.read_csv(path))
    monitor.feed("quiet", quiet)
    for as_of in ("2027-01-01T00:00Z", "2026-06-01T00:00Z"):
        wanted = sk.evaluate(agreed, {"cases": plain, "quiet": quiet}, as_of=as_of)
        made = monitor.statement(as_of=as_of)
        assert [line.measure.value for line in made.lines] == [line.measure.value for line in wanted.lines]
        assert made.digest == wanted.digest
