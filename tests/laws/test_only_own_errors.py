"""Whatever is fed: a statement, an error of slakit's own that names the stream and a remedy, or the user's own exception; nothing else."""

import math
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies as st

import slakit as sk


class OwnFault(Exception):
    """What the code of a user raises."""


class Broken(dict):
    """A mapping that cannot be asked."""

    def __getitem__(self, name):
        raise OwnFault(name)

    def get(self, name, default=None):
        raise OwnFault(name)


class Missing(dict):
    """A mapping that raises its own kind of KeyError."""

    def __getitem__(self, name):
        raise KeyError(name)


class Property:
    """An object with a field that raises."""

    at = "2026-01-05T00:00Z"

    @property
    def start(self):
        raise OwnFault("start")

    n = value = ok = end = id = team = property(lambda self: 1)


class Odd:
    """A value with no meaning of its own."""

    __hash__ = None


TIMES = [
    datetime(2026, 1, 5, tzinfo=UTC),
    datetime(2026, 1, 5),
    datetime.max.replace(tzinfo=UTC),
    datetime.min.replace(tzinfo=UTC),
    datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-14))),
    date(2026, 1, 5),
    date.max,
    time(9),
    timedelta(days=3),
    timedelta.max,
    "2026-01-05T00:00:00Z",
    "9999-12-31",
    "24:00",
]
NUMBERS = [
    0,
    -1,
    10**400,
    2**63,
    1.5,
    math.nan,
    math.inf,
    -math.inf,
    Decimal("sNaN"),
    Decimal("NaN"),
    Decimal("1E+999999"),
    Fraction(1, 3),
    1j,
    True,
]
THINGS = [
    None,
    "",
    " ",
    "\x00",
    "\ud800",
    "a" * 5000,
    "9" * 5000,
    "1e999999",
    b"bytes",
    bytearray(b"x"),
    [],
    [[1]],
    {"a": {"b": 1}},
    {1, 2},
    (1, (2,)),
    Odd(),
    object(),
    len,
    range(3),
]
try:
    import numpy as np
    import pandas as pd

    NUMBERS += [np.int64(3), np.float32("nan"), np.uint64(2**64 - 1), np.bool_(True)]
    TIMES += [
        pd.NaT,
        pd.NA,
        pd.Period("2026-01", "M"),
        pd.Timestamp("2026-01-05"),
        pd.Timestamp("2026-01-05", tz="UTC"),
        np.datetime64("2026-01-05"),
        np.datetime64("NaT", "us"),
        pd.Timedelta("1D"),
    ]
    THINGS += [np.array([1, 2]), pd.Series([1])]
except ImportError:
    pd = None

FIELDS = ("at", "start", "end", "n", "ok", "id", "team")
VALUES = st.one_of(*map(st.sampled_from, (TIMES, NUMBERS, THINGS)), st.text(max_size=4), st.floats(), st.integers())
MAPPINGS = st.fixed_dictionaries(dict.fromkeys(FIELDS, VALUES))
ROWS = st.one_of(MAPPINGS, MAPPINGS, MAPPINGS.map(Broken), MAPPINGS.map(Missing), st.builds(Property), VALUES)

METRICS = [
    sk.Count("s"),
    sk.Count("s", key="id").by("team"),
    sk.Total("s", "n").by("team", "ok"),
    sk.Uptime("s"),
    sk.Uptime("s", weight="n").by("team"),
    sk.Checks("s", ok={"ok": True, "n": "> 1"}, unknown="bad"),
    sk.kpis.Gauge("s", "n"),
    sk.Share("s", good={"n": ">= 4", "team": ["a", "1"]}),
    sk.Within("s", "1 hour", since="start", until="end", key="id"),
    sk.Within("s", allowed="n", allowed_unit="h", since="start", until="end"),
    sk.OnTime("s", due="end", done="at", since="start"),
    sk.kpis.Distinct("s", "team").where(ok=True),
    sk.Mean("s", "n", weight="ok"),
    sk.Slices("s", good={"n": "< 3"}, per="1 day"),
    sk.Elapsed("s", since="start", until="end", pauses="team"),
]


def agreement(metric):
    target = {"": "at least 0 %", "item": "at most 9", "us": "at most 9 days"}.get(metric.unit, f"at least 0 {metric.unit}")
    return sk.Agreement(
        "A", provider="P", customer="C", term=("2026-01-01", "2026-02-01"), timezone="UTC", objectives=[sk.Objective("O", metric, target)]
    )


def only_own(metric, records):
    """Evaluate, feed, and shown: what comes out is a statement, an error of slakit, or that of the user."""
    for run in (lambda: sk.evaluate(agreement(metric), {"s": records}), lambda: monitored(metric, records)):
        try:
            statement = run()
        except sk.errors.SlakitError as error:
            problem = str(error)
        except OwnFault:
            continue
        else:
            statement.to_dict()
            continue
        assert "'s'" in problem or "the key" in problem, problem


def monitored(metric, records):
    monitor = sk.Monitor(agreement(metric))
    monitor.feed("s", records)
    return monitor.statement()


@pytest.mark.parametrize("place", range(len(METRICS)))
def test_odd_rows(place):
    """Rows of every kind of value, and of no fields at all."""

    @settings(max_examples=settings.get_profile(settings.get_current_profile_name()).max_examples * 3 // 2)
    @given(st.lists(ROWS, max_size=4))
    def law(rows):
        only_own(METRICS[place], rows)

    law()


async def coroutine():
    """Never awaited."""


STREAMS = {
    "none": lambda: None,
    "text": lambda: "rows",
    "bytes": lambda: b"rows",
    "function": lambda: len,
    "class": lambda: dict,
    "number": lambda: 3,
    "mapping": lambda: {"at": [1]},
    "object": object,
    "list of none": lambda: [None],
    "list of text": lambda: ["a"],
    "list of lists": lambda: [[1, 2]],
    "range": lambda: range(3),
    "set": lambda: {1},
}


@pytest.mark.parametrize("name", STREAMS)
def test_odd_streams(name):
    """What is no rows at all is refused, with the name of the stream."""
    for metric in METRICS:
        with pytest.raises(sk.errors.SlakitError, match="stream 's'"):
            sk.evaluate(agreement(metric), {"s": STREAMS[name]()})


def test_a_coroutine_is_refused():
    """One that was not awaited."""
    never = coroutine()
    with pytest.raises(sk.errors.UsageError, match="stream 's' got coroutine, which is not rows"):
        sk.evaluate(agreement(METRICS[0]), {"s": never})
    never.close()


def frames():
    """Odd frames, by name."""
    at = ["2026-01-05T00:00:00Z", "2026-01-06T00:00:00Z"]
    pl, pa = pytest.importorskip("polars"), pytest.importorskip("pyarrow")
    twice = pd.DataFrame([[at[0], 1, 2], [at[1], 3, 4]], columns=["at", "n", "n"])
    whole = dict.fromkeys(FIELDS, at)
    return {
        "two columns of one name": twice,
        "two columns of one name, which is not read": pd.DataFrame([[1, 1, *[at[0]] * 7]], columns=["x", "x", *FIELDS]),
        "arrow with two of one name": pa.Table.from_arrays([pa.array(at)] * 8, names=[*FIELDS, "n"]),
        "names that are numbers": pd.DataFrame({0: at, 1: [1, 2]}),
        "no columns": pd.DataFrame(index=[0, 1]),
        "no rows": pd.DataFrame({name: [] for name in FIELDS}),
        "empty polars": pl.DataFrame(),
        "lists": pl.DataFrame(whole | {"n": [[1], [2]], "team": [[1], None]}),
        "structs": pl.DataFrame(whole | {"n": [{"a": 1}, {"a": 2}], "id": [{"a": 1}, {"a": 2}]}),
        "categories": pd.DataFrame(whole).astype("category"),
        "polars categories": pl.DataFrame(whole, schema=dict.fromkeys(whole, pl.Categorical)),
        "decimals": pl.DataFrame(whole | {"n": [Decimal("1.5"), None]}),
        "unsigned": pl.DataFrame(whole | {"n": pl.Series([2**64 - 1, 1], dtype=pl.UInt64)}),
        "binary": pl.DataFrame(whole | {"n": [b"1", b"2"], "at": [b"a", b"b"]}),
        "objects": pd.DataFrame(whole | {"n": [Odd(), object()], "at": [Odd(), None], "id": [{}, []]}),
        "times": pl.DataFrame(whole | {"at": [time(9), time(10)], "start": [timedelta(1), None], "end": [date(2026, 1, 5), date.max]}),
        "naive": pd.DataFrame(whole | {"at": pd.to_datetime(["2026-01-05", "2026-01-06"])}),
        "periods": pd.DataFrame(whole | {"at": pd.period_range("2026-01", periods=2, freq="M")}),
        "complex": pd.DataFrame(whole | {"n": [1j, 2j]}),
        "hierarchy": pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([("at", "a"), ("n", "b")])),
        "series": pd.Series(at),
        "all null": pl.DataFrame({name: [None, None] for name in FIELDS}),
    }


@pytest.mark.skipif(pd is None, reason="pandas is not installed")
@pytest.mark.parametrize("place", range(len(METRICS)))
def test_odd_frames(place):
    """Frames of every kind of column."""
    pytest.importorskip("narwhals")
    for name, frame in frames().items():
        try:
            only_own(METRICS[place], frame)
        except Exception as error:
            error.add_note(name)
            raise
