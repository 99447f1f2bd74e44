"""Others that make the help-desk report of a CSV file: `python file_ways.py WAY FILE` prints the share in time by month and priority."""

import csv
import json
import sys
from collections import Counter
from datetime import datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

Unanswered = dict[tuple[int, str], int]
LONDON = ZoneInfo("Europe/London")
TIME = "%Y-%m-%dT%H:%M:%S%:z"


def plain_loop(path: str) -> tuple[Any, Unanswered]:
    from by_hand import plain

    read, rows, unanswered = datetime.fromisoformat, [], Counter[tuple[int, str]]()
    with open(path, newline="") as file:
        cells = csv.reader(file)
        next(cells)
        for priority, asked, replied in cells:
            at = read(asked)
            if replied:
                rows.append({"priority": priority, "asked": at, "replied": read(replied)})
            else:
                unanswered[at.astimezone(LONDON).month, priority] += 1
    return plain(rows), unanswered


def by_duckdb(path: str) -> tuple[Any, Unanswered]:
    import duckdb
    from by_hand import duckdb as report

    link = duckdb.connect()
    link.execute("SET threads = 1; SET TimeZone = 'UTC'")
    link.execute(
        "CREATE TABLE inquiries AS SELECT * FROM read_csv(?, types = {'asked': 'TIMESTAMPTZ', 'replied': 'TIMESTAMPTZ'})",
        [path],
    )
    month = "month(asked AT TIME ZONE 'Europe/London')"
    counts = link.execute(f"SELECT {month}, priority, count(*) FROM inquiries WHERE replied IS NULL GROUP BY ALL").fetchall()
    answered = link.sql("SELECT * FROM inquiries WHERE replied IS NOT NULL").to_arrow_table()
    return report(answered), {(month, priority): count for month, priority, count in counts}


def by_polars(path: str) -> tuple[Any, Unanswered]:
    import polars as pl
    from by_hand import polars

    texts = pl.read_csv(path, infer_schema=False)
    frame = texts.with_columns(pl.col("asked", "replied").str.to_datetime(TIME, time_unit="us", time_zone="UTC"))
    month = pl.col("asked").dt.convert_time_zone("Europe/London").dt.month()
    counts = frame.filter(pl.col("replied").is_null()).group_by(month.alias("month"), "priority").len()
    return polars(frame.filter(pl.col("replied").is_not_null())), {(row[0], row[1]): row[2] for row in counts.iter_rows()}


if __name__ == "__main__":
    report, unanswered = {"plain loop": plain_loop, "DuckDB": by_duckdb, "polars": by_polars}[sys.argv[1]](sys.argv[2])
    shares = {key: Fraction(good, count + unanswered.get(key, 0)) for key, (good, count, *_) in report.items()}
    print(json.dumps({f"{month} {priority}": str(share) for (month, priority), share in shares.items()}))
