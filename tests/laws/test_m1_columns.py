"""M1: a frame of any library gives the statement and the digest that its rows give."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings, strategies as st
from test_m1_order import EXAMPLES, METRICS, WINDOWS, agreement_of, balanced, same

import slakit as sk

pytest.importorskip("narwhals")
pytest.importorskip("numpy")

CASES = ("id", "asked", "replied", "due", "changed", "type", "team", "score")
OUTAGES = ("start", "end", "team")


def pandas(fields, rows, kinds):
    pd = pytest.importorskip("pandas")
    columns = {}
    for field in fields:
        values = [row[field] for row in rows]
        if kinds[field] == "instant":
            columns[field] = pd.Series(pd.to_datetime(values, utc=True), dtype="datetime64[us, UTC]")
        else:
            columns[field] = pd.Series(values, dtype={"text": object, "number": float}[kinds[field]])
    return pd.DataFrame(columns)


def polars(fields, rows, kinds):
    pl = pytest.importorskip("polars")
    types = {"instant": pl.Datetime("us", "Europe/London"), "text": pl.String, "number": pl.Float64}
    return pl.DataFrame({field: [row[field] for row in rows] for field in fields}, schema={field: types[kinds[field]] for field in fields})


def lazy(fields, rows, kinds):
    return polars(fields, rows, kinds).lazy()


def arrow(fields, rows, kinds):
    pa = pytest.importorskip("pyarrow")
    types = {"instant": pa.timestamp("us", "UTC"), "text": pa.string(), "number": pa.float64()}
    schema = pa.schema([(field, types[kinds[field]]) for field in fields])
    return pa.table({field: pa.array([row[field] for row in rows], types[kinds[field]]) for field in fields}, schema=schema)


def instants_of(name):
    _, first, last = WINDOWS[name]
    start, end = (datetime.fromisoformat(day).replace(tzinfo=UTC) for day in (first, last))
    return st.integers(-30, (end - start) // timedelta(hours=1) + 30).map(lambda n: start + timedelta(hours=n))


def kinds_of(fields, timed):
    number = dict.fromkeys(("score",), "number")
    return {field: "instant" if field in timed else number.get(field, "text") for field in fields}


@st.composite
def tables(draw, name, texts):
    """Rows whose columns have one kind each; instants are text when `texts`, readable or not."""
    when = st.none() | instants_of(name)
    when = st.one_of(when.map(lambda at: at and at.isoformat()), st.just("soon")) if texts else when
    cases = st.fixed_dictionaries(
        {
            "id": st.sampled_from(["1", "2", "3", None]),
            **dict.fromkeys(("asked", "replied", "due", "changed"), when),
            "type": st.sampled_from(["high", "low", "3", "other", None]),
            "team": st.sampled_from(["a", "b", None]),
            "score": st.sampled_from([0.0, 1.0, 3.0, 5.0, 2.5, 0.1234565, 1e15, None]),
        }
    )
    outages = st.fixed_dictionaries({"start": when, "end": when, "team": st.sampled_from(["a", "b", None])})
    return draw(st.lists(cases, min_size=1, max_size=9)), draw(st.lists(outages, min_size=1, max_size=5))


@pytest.mark.parametrize("name", ["monthly", "rolling"])
@pytest.mark.parametrize("texts", [False, True], ids=["instants", "texts"])
@pytest.mark.parametrize("make", [pandas, polars, lazy, arrow], ids=lambda make: make.__name__)
def test_a_frame_gives_what_its_rows_give(make, texts, name):
    """Any metric, any window, now or as of an earlier instant, in evaluate or a monitor, alone or after rows."""
    make(("team",), [{"team": "a"}], {"team": "text"})
    skipped = ("function",) if name == "monthly" else ("function", "elapsed", "ratio", "weighted", "total", "on time by")
    chosen = {word: metric for word, metric in METRICS.items() if not word.startswith(skipped)}
    agreed = agreement_of(*WINDOWS[name], chosen)
    timed = () if texts else {"asked", "replied", "due", "changed", "start", "end"}

    @settings(max_examples=-(-EXAMPLES // 3))
    @given(tables(name, texts), st.none() | instants_of(name), st.integers(0, 9))
    def law(given, as_of, at):
        cases, outages = given
        framed = {"cases": make(CASES, cases, kinds_of(CASES, timed)), "outages": make(OUTAGES, outages, kinds_of(OUTAGES, timed))}
        whole = sk.evaluate(agreed, {"cases": cases, "outages": outages}, as_of=as_of)
        found = sk.evaluate(agreed, framed, as_of=as_of)
        same(found, whole)
        balanced(found)
        if cases[at:]:
            monitor = sk.Monitor(agreed)
            monitor.feed("cases", cases[:at])
            monitor.feed("outages", framed["outages"])
            monitor.feed("cases", make(CASES, cases[at:], kinds_of(CASES, timed)))
            same(monitor.statement(as_of=as_of), whole)

    law()


def test_unknowns_of_a_frame_make_one_group():
    """NaN and null in a column of floats are one unknown: both records are counted in its group."""
    pl = pytest.importorskip("polars")
    at = datetime(2026, 1, 5, tzinfo=UTC)
    agreed = sk.Agreement(
        "A",
        provider="P",
        customer="C",
        term=("2026-01-01", "2026-02-01"),
        timezone="UTC",
        objectives=[sk.Objective("N", sk.Count("posts").by("size"), "at most 9")],
    )
    frame = pl.DataFrame({"at": [at] * 4, "size": [float("nan"), None, 2.0, float("nan")]})
    counted = {line.group: line.measure.value for line in sk.evaluate(agreed, {"posts": frame}).lines}
    assert counted == {"(none)": 3, 2: 1}
