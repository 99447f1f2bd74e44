"""R1: the same records as rows, JSON, CSV, a sheet or any frame, in any mix, give one statement and one digest."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st
from test_m1_order import EXAMPLES

import slakit as sk

pytest.importorskip("narwhals")
pytest.importorskip("numpy")
START = datetime(2026, 3, 27, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
CLOCK = {"since": "asked", "until": "replied"}
AGREED = sk.Agreement(
    "Law",
    provider="P",
    customer="C",
    term=("2026-03-01", "2026-05-01"),
    timezone="Europe/London",
    window="monthly",
    fee="1000 EUR",
    objectives=[
        sk.Objective("Up", sk.Checks("rows", ok={"up": True}, at="asked"), "at least 90 %"),
        sk.Objective("Not up", sk.Count("rows", at="asked").where(up=False), "at most 3"),
        sk.Objective("Score", sk.Total("rows", "score", at="asked"), "at least 5"),
        sk.Objective("High", sk.Share("rows", good={"score": ">= 3"}, at="asked").by("team"), "at least 50 %", penalty=sk.Flat("5 %")),
        sk.Objective("Own limit", sk.Within("rows", allowed="allowed", allowed_unit="h", **CLOCK), "at least 50 %"),
        sk.Objective("By key", sk.Within("rows", {7: "1 hour", "x": "2 hours"}, limit_by="team", key="id", **CLOCK), "at least 50 %"),
        sk.Objective("Due", sk.OnTime("rows", due="due", done="replied", attribute="due"), "at least 50 %"),
        sk.Objective("Known", sk.Count("rows", at="asked").where(team="known"), "at most 3"),
        sk.Objective("Teams", sk.kpis.Distinct("rows", "team", at="asked"), "at most 3"),
    ],
)
FIELDS = ("id", "up", "score", "team", "allowed", "asked", "replied", "due")
TIMES = ("asked", "replied", "due")
instants = st.integers(-30, 900).map(lambda hours: START + timedelta(hours=hours))
ROWS = st.fixed_dictionaries(
    {
        "id": st.integers(1, 5),
        "up": st.booleans() | st.none(),
        "score": st.sampled_from([0, 3, 2.5, 1299.99, 0.1234565, -4]) | st.none(),
        "team": st.sampled_from([7, 12, None]),
        "allowed": st.sampled_from([1, 2.5, 0.3333, None]),
        "asked": instants,
        "replied": instants | st.none(),
        "due": st.dates(date(2026, 3, 1), date(2026, 4, 28)),
    }
)


def texts(row, draw):
    """A row in the texts that a file may have."""
    bools = {True: ["true", "TRUE", "Yes", "1"], False: ["false", "No", "0"]}

    def one(name, value):
        if value is None:
            return draw.choice(["", ""])
        if isinstance(value, bool):
            return draw.choice(bools[value])
        if name in ("id", "team"):
            return draw.choice([str(value), f"{value}.0"])
        return value.isoformat() if isinstance(value, date) else str(value)

    return {name: one(name, value) for name, value in row.items()}


def in_file(name, text):
    path = Path(name)
    path.write_text(text, encoding="utf-8")
    return sk.read(path, times=TIMES)


def as_rows(rows, draw):
    kinds = {"id": [int, str, float, Decimal, lambda n: f"{n}.0"], "team": [int, str, float]}
    changed = [
        {name: draw.choice(kinds[name])(value) if name in kinds and value is not None else value for name, value in row.items()}
        for row in rows
    ]
    return [{name: value.isoformat() if name == "due" and draw.random() < 0.5 else value for name, value in row.items()} for row in changed]


def as_csv(rows, draw):
    out = io.StringIO()
    writer = csv.DictWriter(out, FIELDS)
    writer.writeheader()
    writer.writerows(texts(row, draw) for row in rows)
    return in_file("rows.csv", out.getvalue())


def as_tsv(rows, draw):
    lines = ["\t".join(FIELDS), *("\t".join(texts(row, draw)[name] for name in FIELDS) for row in rows)]
    return in_file("rows.tsv", "\n".join(lines) + "\n")


def plain(row):
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}


def as_jsonl(rows, draw):
    return in_file("rows.jsonl", "".join(json.dumps(plain(row)) + "\n" for row in rows))


def as_json(rows, draw):
    return in_file("rows.json", json.dumps(list(map(plain, rows))))


def as_xlsx(rows, draw):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(FIELDS)
    for row in rows:
        book.active.append(
            [value.astimezone(LONDON).replace(tzinfo=None) if isinstance(value, datetime) else value for value in map(row.get, FIELDS)]
        )
    book.save("rows.xlsx")
    return sk.read("rows.xlsx", times=TIMES, timezone="Europe/London")


def as_polars(rows, draw):
    pl = pytest.importorskip("polars")
    ids = pl.Float64 if draw.random() < 0.5 else pl.String
    kinds = {"id": ids, "up": pl.Boolean, "score": pl.Float64, "team": pl.Int64, "allowed": pl.Float64, "due": pl.Date}
    kinds |= dict.fromkeys(("asked", "replied"), pl.Datetime("us", "UTC"))
    given = [{**row, "id": str(row["id"]) if ids == pl.String else float(row["id"])} for row in rows]
    return pl.DataFrame(given, schema=kinds)


def as_pandas(rows, draw):
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame({name: [row[name] for row in rows] for name in FIELDS})
    for name in ("id", "team", "score", "allowed"):
        frame[name] = frame[name].astype(float)  # as a merge makes ids
    for name in ("asked", "replied"):
        frame[name] = pd.to_datetime(frame[name], utc=True)
    return frame


def as_arrow(rows, draw):
    pa = pytest.importorskip("pyarrow")
    kinds = {"id": pa.int64(), "up": pa.bool_(), "score": pa.float64(), "team": pa.int32(), "allowed": pa.float64(), "due": pa.date32()}
    kinds |= dict.fromkeys(("asked", "replied"), pa.timestamp("us", "UTC"))
    return pa.table({name: pa.array([row[name] for row in rows], kinds[name]) for name in FIELDS})


def as_duckdb(rows, draw):
    db = pytest.importorskip("duckdb")
    table = as_arrow(rows, draw)
    return db.from_arrow(table)


FORMS = [as_rows, as_csv, as_tsv, as_jsonl, as_json, as_xlsx, as_polars, as_pandas, as_arrow, as_duckdb]


def same(found, whole):
    for left, right in zip(found.lines, whole.lines, strict=True):
        assert (left.named, left.period.label) == (right.named, right.period.label)
        assert left.measure == right.measure
        assert left.to_dict() == right.to_dict()
    assert [str(account) for account in found.accounts] == [str(account) for account in whole.accounts]
    assert found.digest == whole.digest


@pytest.mark.parametrize("make", FORMS, ids=lambda make: make.__name__)
def test_one_value_one_meaning(make, tmp_path, monkeypatch):
    """Booleans, numbers, ids, lengths of time, dates and instants mean what they mean in rows."""
    monkeypatch.chdir(tmp_path)

    @settings(max_examples=EXAMPLES)
    @given(st.lists(ROWS, min_size=1, max_size=7), st.randoms(use_true_random=False))
    def law(rows, draw):
        same(sk.evaluate(AGREED, {"rows": make(rows, draw)}), sk.evaluate(AGREED, {"rows": rows}))

    law()


def test_one_meaning_in_any_mix(tmp_path, monkeypatch):
    """Some of the records in one form and the rest in another."""
    monkeypatch.chdir(tmp_path)

    @settings(max_examples=EXAMPLES)
    @given(st.lists(ROWS, min_size=2, max_size=7), st.sampled_from(FORMS), st.sampled_from(FORMS), st.randoms(use_true_random=False))
    def law(rows, first, second, draw):
        monitor = sk.Monitor(AGREED)
        monitor.feed("rows", first(rows[:1], draw))
        monitor.feed("rows", second(rows[1:], draw))
        same(monitor.statement(), sk.evaluate(AGREED, {"rows": rows}))

    law()
