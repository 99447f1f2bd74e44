"""The report written by hand, without slakit: plain Python, NumPy, pandas, polars, DuckDB. The unanswered is late, without a length."""

from bisect import bisect_right
from collections.abc import Callable
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from desk import LIMITS, Report, months, openings

MICROSECOND = timedelta(microseconds=1)


def plain(rows: list[dict[str, Any]], read: Callable[[Any], datetime] = lambda value: value) -> Report:
    """One loop over mappings; the calendar is two sorted lists and a running total; `read` makes a datetime of a field."""
    opens, closes, before = [], [], []
    total = timedelta()
    for start, end in openings():
        opens.append(start)
        closes.append(end)
        before.append(total)
        total += end - start
    edges = months()
    good: dict[tuple[int, str], int] = {}
    late: dict[tuple[int, str], int] = {}
    spent: dict[tuple[int, str], list[timedelta]] = {}
    for row in rows:
        asked, priority = read(row["asked"]), row["priority"]
        key = (bisect_right(edges, asked), priority)
        if key not in spent:
            spent[key], good[key], late[key] = [], 0, 0
        if not row["replied"]:
            late[key] += 1
            continue
        replied = read(row["replied"])
        index = bisect_right(opens, asked) - 1
        since = before[index] + min(asked, closes[index]) - opens[index]
        index = bisect_right(opens, replied) - 1
        elapsed = before[index] + min(replied, closes[index]) - opens[index] - since
        spent[key].append(elapsed)
        if elapsed <= LIMITS[priority]:
            good[key] += 1
    report = {}
    for key, values in spent.items():
        values.sort()
        p95 = values[ceil(95 * len(values) / 100) - 1]
        report[key] = (good[key], len(values) + late[key], p95 // MICROSECOND, sum(values, timedelta()) // MICROSECOND)
    return report


def numpy(asked: Any, replied: Any, priority: Any) -> Report:
    """Columns of int64 microseconds and numbers of LIMITS; the calendar in cells of 2.4 hours, chunks that stay in the cache; NaT is 0."""
    import numpy as np

    opens, closes = (np.array([at.timestamp() for at in edges], np.int64) * 1_000_000 for edges in zip(*openings(), strict=True))
    add = np.concatenate([[0], np.cumsum(closes - opens)])[:-1] - opens
    first, shift = int(opens[0]) - (1 << 33), 33
    cells = np.searchsorted((closes - 1 - first) >> shift, np.arange(((int(closes[-1]) - first) >> shift) + 2))
    cells = np.minimum(cells, len(opens) - 1)
    start, end, more = opens[cells], closes[cells], add[cells]
    edges = np.array([at.timestamp() for at in months()], np.int64) * 1_000_000
    limits = np.array([limit // MICROSECOND for limit in LIMITS.values()], np.int64)
    keys, spans, good, whole = [], [], np.zeros(39, np.int64), np.zeros(39, np.int64)
    for at in range(0, len(asked), 65_536):
        since, until, which = (column[at : at + 65_536] for column in (asked, replied, priority))
        key = np.searchsorted(edges, since, side="right") * 3 + which
        whole += np.bincount(key, minlength=39)
        answered = until > 0
        if not answered.all():
            since, until, which, key = since[answered], until[answered], which[answered], key[answered]
        cell = (until - first) >> shift
        spent = np.minimum(np.maximum(until, start[cell]), end[cell]) + more[cell]
        cell = (since - first) >> shift
        spent -= np.minimum(np.maximum(since, start[cell]), end[cell]) + more[cell]
        good += np.bincount(key[spent <= limits[which]], minlength=39)
        keys.append(key)
        spans.append(spent)
    key, spent = np.concatenate(keys), np.concatenate(spans)
    order = np.argsort(key.astype(np.int8), kind="stable")
    counts = np.bincount(key, minlength=39)
    names, report, last = list(LIMITS), {}, 0
    for number in np.flatnonzero(whole).tolist():
        values = spent[order[last : last + counts[number]]]
        last += counts[number]
        rank = ceil(95 * len(values) / 100) - 1
        report[number // 3, names[number % 3]] = (
            int(good[number]),
            int(whole[number]),
            int(np.partition(values, rank)[rank]),
            int(values.sum()),
        )
    return report


def pandas(frame: Any) -> Report:
    """Columns: the calendar by searchsorted, the report by groupby."""
    import numpy as np
    import pandas as pd

    opens, closes = (pd.Series(edges).dt.as_unit("us").astype("int64").to_numpy() for edges in zip(*openings(), strict=True))
    before = np.concatenate([[0], np.cumsum(closes - opens)])[:-1]

    def running(instants: Any) -> Any:
        at = instants.dt.as_unit("us").astype("int64").to_numpy()
        index = np.searchsorted(opens, at, side="right") - 1
        return before[index] + np.minimum(at, closes[index]) - opens[index]

    elapsed = running(frame["replied"]) - running(frame["asked"])
    limits = frame["priority"].map({name: limit // MICROSECOND for name, limit in LIMITS.items()}).to_numpy()
    month = frame["asked"].dt.tz_convert("Europe/London").dt.month
    work = pd.DataFrame({"month": month, "priority": frame["priority"], "elapsed": elapsed, "good": elapsed <= limits})
    groups = work.groupby(["month", "priority"])
    made = groups.agg(good=("good", "sum"), count=("good", "size"), total=("elapsed", "sum"))
    made["p95"] = groups["elapsed"].agg(lambda values: np.sort(values.to_numpy())[ceil(95 * len(values) / 100) - 1])
    return {key: (int(row["good"]), int(row["count"]), int(row["p95"]), int(row["total"])) for key, row in made.iterrows()}


def polars(frame: Any) -> Report:
    """Expressions: the calendar by join_asof, the report by group_by."""
    import polars as pl

    moment = pl.Datetime("us", "UTC")
    table = pl.DataFrame(openings(), schema={"open": moment, "close": moment}, orient="row").with_columns(
        before=(pl.col("close") - pl.col("open")).cum_sum().shift(1, fill_value=timedelta())
    )

    def running(lazy: Any, field: str) -> Any:
        return (
            lazy.sort(field)
            .join_asof(table.lazy(), left_on=field, right_on="open")
            .with_columns((pl.col("before") + pl.min_horizontal(field, "close") - pl.col("open")).alias(f"{field}_at"))
            .drop("open", "close", "before")
        )

    asked = running(frame.lazy(), "asked")
    answered = running(asked.filter(pl.col("replied").is_not_null()), "replied")
    lazy = pl.concat([answered, asked.filter(pl.col("replied").is_null())], how="diagonal")
    limit = pl.col("priority").replace_strict(list(LIMITS), list(LIMITS.values()), return_dtype=pl.Duration("us"))
    elapsed = pl.col("replied_at") - pl.col("asked_at")
    month = pl.col("asked").dt.convert_time_zone("Europe/London").dt.month()
    made = (
        lazy.select("priority", month=month, elapsed=elapsed.dt.total_microseconds(), good=elapsed <= limit)
        .group_by("month", "priority")
        .agg(
            good=pl.col("good").sum(),
            count=pl.len(),
            p95=pl.col("elapsed").drop_nulls().sort().get(((95 * pl.col("elapsed").count() + 99) // 100 - 1).cast(pl.Int64)),
            total=pl.col("elapsed").sum(),
        )
        .collect()
    )
    return {(row["month"], row["priority"]): (row["good"], row["count"], row["p95"], row["total"]) for row in made.iter_rows(named=True)}


def duckdb(table: Any) -> Report:
    """SQL: the calendar by ASOF JOIN, the report by GROUP BY."""
    import duckdb as db
    import pyarrow as pa

    link = db.connect()
    link.execute("SET TimeZone = 'UTC'")
    pairs = openings()
    link.register("inquiries", table)
    moment = pa.timestamp("us", "UTC")
    link.register("spans", pa.table({"o": pa.array([a for a, _ in pairs], moment), "c": pa.array([b for _, b in pairs], moment)}))
    limits = " ".join(f"WHEN '{name}' THEN {limit // MICROSECOND}" for name, limit in LIMITS.items())
    made = link.execute(
        f"""
        WITH openings AS (
            SELECT epoch_us(o) AS o, epoch_us(c) AS c, coalesce(sum(epoch_us(c) - epoch_us(o))
                OVER (ORDER BY o ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::BIGINT AS b
            FROM spans),
        work AS (
            SELECT priority, month(asked AT TIME ZONE 'Europe/London') AS month, epoch_us(asked) AS a, epoch_us(replied) AS r
            FROM inquiries),
        timed AS (
            SELECT priority, month, r, (y.b + least(r, y.c) - y.o) - (x.b + least(a, x.c) - x.o) AS elapsed
            FROM work ASOF JOIN openings x ON a >= x.o ASOF LEFT JOIN openings y ON r >= y.o)
        SELECT month, priority, sum((r IS NOT NULL AND elapsed <= CASE priority {limits} END)::INT)::BIGINT, count(*),
            quantile_disc(elapsed, 0.95), sum(elapsed)::BIGINT FROM timed GROUP BY ALL
        """
    ).fetchall()
    return {(month, priority): (good, count, p95, total) for month, priority, good, count, p95, total in made}
