"""Facts of frames about cases: sorted by key and update and reduced, they say what the rows say one by one, disputes included."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

import slakit as sk

polars = pytest.importorskip("polars")
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
DESK = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")


def agreement(updated: str | None) -> sk.Agreement:
    keyed = {"key": "id", "updated": updated}
    return sk.Agreement(
        "Cases",
        provider="P",
        customer="C",
        term=("2026-01-01", "2026-03-01"),
        timezone="UTC",
        objectives=[
            sk.Objective("good", sk.Share("cases", good={"team": "a"}, at="asked", **keyed), "at least 0 %"),
            sk.Objective("points", sk.Total("cases", "points", at="asked", **keyed), "at least 0"),
            sk.Objective("by team", sk.Count("cases", at="asked", **keyed).by("team"), "at least 0"),
            sk.Objective("in time", sk.Within("cases", "4 hours", since="asked", until="replied", clock=DESK, **keyed), "at least 0 %"),
            sk.Objective("how long", sk.Elapsed("cases", since="asked", until="replied", **keyed), "at most 900 hours"),
        ],
    )


def rows(seed: int, *, numbered: bool, texts: bool) -> list[dict[str, object]]:
    """A few cases with many rows, of which some lack a value, contradict each other, or have no key."""
    draw = Random(seed)

    def some(value: object) -> object:
        return value if draw.random() < 0.7 else None

    made = []
    for _ in range(60):
        number = draw.randrange(12)
        made.append(
            {
                "id": None if not number else f"T{number}" if texts else number,
                "asked": some(START + timedelta(hours=draw.randrange(6) * 24)),
                "replied": some(START + timedelta(days=6, hours=draw.randrange(400))),
                "team": some(draw.choice("ab")),
                "points": some(draw.randrange(8, 12)),
                "changed": some(draw.randrange(5) if numbered else START + timedelta(days=draw.randrange(30))),
            }
        )
    return made


def seen(statement: sk.Statement) -> list[object]:
    lines = [
        (line.name, line.group, line.measure.value, line.measure.low, line.measure.pending, line.measure.evidence)
        for line in statement.lines
    ]
    problems = [(one.objective, one.kind, one.count, one.examples) for one in statement.problems]
    return [statement.digest, lines, problems, [account.excluded for account in statement.accounts]]


@pytest.mark.parametrize("texts", [False, True], ids=["numbers", "texts"])
@pytest.mark.parametrize("updated", [None, "instants", "revisions"])
@pytest.mark.parametrize("seed", range(5))
def test_frames_say_what_rows_say(seed: int, updated: str | None, texts: bool):
    given = rows(seed, numbered=updated == "revisions", texts=texts)
    made = agreement(updated and "changed")
    frame = polars.DataFrame(given, infer_schema_length=None)
    for as_of in ("2026-01-10T12:00Z", "2026-02-20T00:00Z"):
        of_rows = sk.evaluate(made, {"cases": given}, as_of=as_of)
        assert seen(sk.evaluate(made, {"cases": frame}, as_of=as_of)) == seen(of_rows)
        assert seen(sk.evaluate(made, {"cases": [frame[:20], frame[20:]]}, as_of=as_of)) == seen(of_rows)
        assert seen(sk.evaluate(made, {"cases": [frame[:20], *given[20:]]}, as_of=as_of)) == seen(of_rows)


@pytest.mark.parametrize("updated", [None, "changed"])
def test_saved_and_merged(updated: str | None):
    given, made = rows(7, numbered=False, texts=False), agreement(updated)
    frame = polars.DataFrame(given, infer_schema_length=None)
    wanted = seen(sk.evaluate(made, {"cases": given}, as_of="2026-02-20T00:00Z"))
    one, other = sk.Monitor(made), sk.Monitor(made)
    one.feed("cases", frame[:30])
    other.feed("cases", frame[30:])
    again = sk.Monitor.restore(made, one.state())
    for whole in (one, again):
        whole.merge(other)
        assert seen(whole.statement(as_of="2026-02-20T00:00Z")) == wanted


def test_the_first_number_by_text():
    """Of 9 and 10 in one update 10 counts, which comes first as text, as among rows."""
    given = [{"id": 1, "asked": START, "replied": None, "team": "a", "points": points} for points in (9, 10)]
    statement = sk.evaluate(agreement(None), {"cases": polars.DataFrame(given)}, as_of="2026-02-20T00:00Z")
    assert statement.lines[0].name == "good"
    assert next(line for line in statement.lines if line.name == "points").measure.value == 10
