"""Values of every kind in rows and frames, and what rows, frames and monitors make of them."""

import json
from datetime import UTC, datetime
from enum import Enum

import pytest

import slakit as sk

pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")
pa = pytest.importorskip("pyarrow")

AT = datetime(2026, 1, 5, tzinfo=UTC)


LATE = "2026-01-20T00:00:00Z"  # before the last record, so that a monitor must read its replay log again


LAST = {"at": datetime(2026, 1, 25, tzinfo=UTC), "id": "last"}


class Colour(Enum):
    RED = 1
    BLUE = 2


def result(statement):
    """The value of each objective and group, and what fell out."""
    measured = {(line.name, line.group): line.measure.value for line in statement.lines if line.measure.value is not None}
    return measured, [(part.kind, part.count, part.examples) for part in statement.problems]


def everywhere(agreed, rows, *frames, as_of=LATE):
    """What rows give, which a monitor of now and of before, saved or not, and every frame must give too."""
    whole = sk.evaluate(agreed, {"posts": rows}, as_of=as_of)
    for records in (rows, rows[::-1], *frames):
        statement = sk.evaluate(agreed, {"posts": records}, as_of=as_of)
        monitor = sk.Monitor(agreed)
        monitor.feed("posts", records)
        saved = sk.Monitor.restore(agreed, json.loads(json.dumps(monitor.state())))
        for other in (statement, monitor.statement(as_of=as_of), saved.statement(as_of=as_of)):
            assert result(other) == result(whole)
            assert other.to_dict() == whole.to_dict()
            assert other.digest == whole.digest
    return result(whole)


def polars(dtype):
    return lambda rows: pl.DataFrame([{**row, "e": None} for row in rows], schema_overrides={"e": pl.Null, "id": pl.String}).with_columns(
        pl.Series("e", [row["e"] for row in rows], dtype=dtype), pl.Series("id", [str(row["id"]) for row in rows])
    )


def arrow(dtype):
    return lambda rows: pa.table(
        {
            "at": pa.array([row["at"] for row in rows], pa.timestamp("us", "UTC")),
            "id": pa.array([str(row["id"]) for row in rows]),
            "e": pa.array([row["e"] for row in rows]).cast(dtype)
            if isinstance(dtype, pa.DictionaryType)
            else pa.array([row["e"] for row in rows], dtype),
        }
    )


def objects(rows):
    """A pandas frame whose column holds the very objects."""
    frame = pd.DataFrame({"at": [row["at"] for row in rows], "id": [str(row["id"]) for row in rows]})
    frame["e"] = pd.Series([row["e"] for row in rows], dtype=object)
    return frame


def agreement(*metrics):
    objectives = [
        sk.Objective(f"O{number}", metric, "at most 9" if metric.unit == "item" else "at least 80 %")
        for number, metric in enumerate(metrics)
    ]
    return sk.Agreement("A", provider="P", customer="C", term=("2026-01-01", "2026-02-01"), timezone="UTC", objectives=objectives)


def groups(values, *frames, field="e"):
    """How many records each group of a field has, whatever holds them."""
    rows = [{"at": AT, "id": str(number), field: value} for number, value in enumerate(values)]
    agreed = agreement(sk.Count("posts").by(field))
    keyed = agreement(sk.Count("posts", key="id").by(field))
    made = [make(rows) for make in frames]
    plain, _ = everywhere(
        agreed, [*rows, LAST | {field: values[0]}], *(make([*rows, LAST | {field: values[0], "id": 99}]) for make in frames)
    )
    again, _ = everywhere(keyed, rows, *made, as_of="2026-01-31T00:00:00Z")
    assert plain == again
    return {group: count for (_, group), count in plain.items()}
