"""Uptime of a year by month, from unsorted outages less a maintenance window every week."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise
from random import Random
from typing import Any

from contest import SLAKIT, Contest

import slakit as sk

START = datetime(2026, 1, 1, tzinfo=UTC)
YEAR = 365 * 86_400
MICROSECOND = timedelta(microseconds=1)
MONTHS = [datetime(2026 + month // 12, month % 12 + 1, 1, tzinfo=UTC) for month in range(13)]
agreement = sk.Agreement(
    "Hosting",
    provider="P",
    customer="C",
    term=("2026-01-01", "2027-01-01"),
    timezone="UTC",
    window="monthly",
    exclusions=[sk.Exclusion("maintenance", applies_to="outages")],
    objectives=[sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %")],
)


def outages(count: int, seed: int = 7) -> list[dict[str, datetime]]:
    """Outages of up to 20 seconds at random, in no order; some cross the end of a month."""
    draw = Random(seed)
    made = []
    for _ in range(count):
        start = START + timedelta(seconds=int(draw.random() * YEAR))
        made.append({"start": start, "end": start + timedelta(seconds=1 + int(draw.random() * 20))})
    return made


def maintenance() -> list[dict[str, datetime]]:
    """Two hours each Sunday night."""
    return [{"start": (at := START + timedelta(days=3 + 7 * week, hours=2)), "end": at + timedelta(hours=2)} for week in range(52)]


def scored(records: Any) -> list[tuple[int, int]]:
    """The up and the counted microseconds of each month, by slakit."""
    statement = sk.evaluate(agreement, {"outages": records, "maintenance": maintenance()}, as_of="2027-02-01T00:00Z")
    return [(line.measure.part, line.measure.whole) for line in statement.lines]


def _totals(bad: list[tuple[Any, Any]], planned: list[tuple[Any, Any]]) -> list[tuple[int, int]]:
    """The months of two sets of spans that are joined already: |bad or planned| - |planned| is the time down that counts."""
    return [(int(up), int(whole)) for up, whole in zip(bad, planned, strict=True)]


def plain(rows: list[dict[str, datetime]]) -> list[tuple[int, int]]:
    """A plain loop over datetimes in order; the maintenance is taken out by |a or b| - |b|."""

    def lengths(spans: list[tuple[datetime, datetime]]) -> list[int]:
        sums, month = [timedelta()] * 12, 0
        until = START
        for start, end in sorted(spans):
            start = max(start, until)
            if end <= start:
                continue
            until = end
            while start < end and month < 12:
                if start >= MONTHS[month + 1]:
                    month += 1
                    continue
                stop = min(end, MONTHS[month + 1])
                sums[month] += stop - start
                start = stop
        return [total // MICROSECOND for total in sums]

    planned = [(row["start"], row["end"]) for row in maintenance()]
    both = lengths([(row["start"], row["end"]) for row in rows] + planned)
    out = lengths(planned)
    return [
        ((last - first) // MICROSECOND - every, (last - first) // MICROSECOND - left)
        for (first, last), every, left in zip(pairwise(MONTHS), both, out, strict=True)
    ]


def numpy(starts: Any, ends: Any) -> list[tuple[int, int]]:
    """Starts and ends sorted apart; the time covered by an instant is read at the edges of the months."""
    import numpy as np

    edges = np.array([at.replace(tzinfo=None) for at in MONTHS], "datetime64[us]").astype("int64")

    def covered(starts: Any, ends: Any) -> Any:
        starts, ends = np.sort(starts), np.sort(ends)
        first = np.concatenate([[True], starts[1:] > ends[:-1]])
        last = np.concatenate([first[1:], [True]])
        starts, ends = starts[first], ends[last]
        before = np.concatenate([[0], np.cumsum(ends - starts)])
        index = np.searchsorted(starts, edges, side="right")
        over = np.where(index > 0, np.maximum(ends[np.maximum(index - 1, 0)] - edges, 0), 0)
        return np.diff(before[index] - over)

    planned = [
        np.array([row[name].replace(tzinfo=None) for row in maintenance()], "datetime64[us]").astype("int64") for name in ("start", "end")
    ]
    out = covered(*planned)
    both = covered(np.concatenate([starts, planned[0]]), np.concatenate([ends, planned[1]]))
    return _totals(np.diff(edges) - both, np.diff(edges) - out)


def polars(frame: Any) -> list[tuple[int, int]]:
    """A running maximum of the ends finds where a union breaks; months by the spans cut at their edges."""
    import polars as pl

    def covered(lazy: Any) -> Any:
        joined = (
            lazy.sort("start")
            .with_columns(reach=pl.col("end").cum_max().shift(1))
            .with_columns(number=(pl.col("start") > pl.col("reach")).fill_null(True).cum_sum())
            .group_by("number")
            .agg(pl.col("start").min(), pl.col("end").max())
        )
        months = pl.LazyFrame({"first": MONTHS[:-1], "last": MONTHS[1:]}).with_columns(pl.all().dt.cast_time_unit("us"))
        touched = joined.with_columns(
            month=pl.date_ranges(pl.col("start").dt.truncate("1mo").dt.date(), (pl.col("end") - MICROSECOND).dt.date(), "1mo")
        ).explode("month")
        return (
            touched.with_columns(first=pl.col("month").cast(pl.Datetime("us")).dt.replace_time_zone("UTC"))
            .join(months, on="first")
            .select("first", length=(pl.min_horizontal("end", "last") - pl.max_horizontal("start", "first")).dt.total_microseconds())
            .group_by("first")
            .agg(pl.col("length").sum())
            .sort("first")
            .collect()
        )

    planned = pl.LazyFrame(maintenance()).with_columns(pl.all().dt.cast_time_unit("us"))
    both = covered(pl.concat([frame.lazy().select("start", "end"), planned]))
    out = covered(planned)
    lengths = [(last - first) // MICROSECOND for first, last in pairwise(MONTHS)]
    return [(whole - a, whole - b) for whole, a, b in zip(lengths, both["length"], out["length"], strict=True)]


def columns(rows: int) -> dict[str, Callable[[], Any]]:
    """A frame of polars, and its columns as microseconds."""
    import polars as pl

    frame = pl.DataFrame(outages(rows)).with_columns(pl.all().dt.cast_time_unit("us"))
    starts, ends = (frame[name].dt.timestamp("us").to_numpy() for name in ("start", "end"))
    return {SLAKIT: lambda: scored(frame), "NumPy by hand": lambda: numpy(starts, ends), "polars by hand": lambda: polars(frame)}


def mappings(rows: int) -> dict[str, Callable[[], Any]]:
    """Mappings of datetimes."""
    records = outages(rows)
    return {SLAKIT: lambda: scored(records), "plain loop": lambda: plain(records)}


def contests(rows: int) -> Iterator[Contest]:
    """Columns and mappings."""
    yield Contest("uptime less maintenance, columns", rows, partial(columns, rows), {"NumPy by hand": 1.5})
    yield Contest("uptime less maintenance, mappings", rows, partial(mappings, rows), {"plain loop": 1.5})
