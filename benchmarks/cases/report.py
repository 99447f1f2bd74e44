"""The help-desk report of a year by month and priority: share in time, 95th percentile, mean; all answered, and 4 % unanswered."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from importlib.util import find_spec
from typing import Any

import by_hand
import desk
from contest import SLAKIT, Contest

import slakit as sk

BESIDE = {"NumPy by hand": 1.5, "polars by hand": 1 / 4, "DuckDB by hand": 1 / 6}
KINDS = {"all answered": 0.0, "4 % unanswered": 0.04}


def scored(records: Any) -> desk.Report:
    """The report, by slakit."""
    return desk.of_statement(sk.evaluate(desk.agreement, {"inquiries": records}, as_of=desk.AS_OF))


def columns(count: int, unanswered: float) -> dict[str, Callable[[], desk.Report]]:
    """A frame of polars, an Arrow table of it, and its columns as microseconds."""
    import polars as pl

    names = list(desk.LIMITS)
    frame = pl.DataFrame(desk.rows(count, unanswered=unanswered), infer_schema_length=None)
    frame = frame.with_columns(pl.col("asked", "replied").dt.cast_time_unit("us"))
    asked, replied = (frame[name].dt.timestamp("us").fill_null(0).to_numpy() for name in ("asked", "replied"))
    number = frame["priority"].replace_strict(names, range(len(names)), return_dtype=pl.Int64).to_numpy()
    scored(frame[:10_000])  # loads what is loaded on first use
    ways = {
        SLAKIT: lambda: scored(frame),
        "NumPy by hand": lambda: by_hand.numpy(asked, replied, number),
        "polars by hand": lambda: by_hand.polars(frame),
    }
    if find_spec("duckdb") and find_spec("pyarrow"):
        import duckdb

        duckdb.execute("SET threads = 1")
        table = frame.to_arrow()
        ways["DuckDB by hand"] = lambda: by_hand.duckdb(table)
    return ways


def mappings(count: int, unanswered: float, as_text: bool = False) -> dict[str, Callable[[], desk.Report]]:
    """Mappings of datetimes, or of ISO text with nothing where nobody answered."""
    rows = desk.rows(count, unanswered=unanswered)
    if as_text:
        rows = [row | {name: row[name].isoformat() if row[name] else "" for name in ("asked", "replied")} for row in rows]
    scored(rows[:10_000])
    return {SLAKIT: lambda: scored(rows), "plain loop": lambda: by_hand.plain(rows, *([datetime.fromisoformat] if as_text else []))}


def contests(count: int) -> Iterator[Contest]:
    """Columns of all rows, and a tenth of them as mappings."""
    some = count // 10
    for title, unanswered in KINDS.items():
        yield Contest(f"help-desk report, {title}, columns", count, partial(columns, count, unanswered), BESIDE)
        for kind, as_text in (("datetimes", False), ("ISO text", True)):
            make = partial(mappings, some, unanswered, as_text)
            yield Contest(f"help-desk report, {title}, mappings of {kind}", some, make, {"plain loop": 1.5})
