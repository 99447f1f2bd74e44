"""Rows a second of one report, slakit beside the same report written by hand; ratios of one run, medians of shuffled rounds.

python benchmarks/report.py [ROWS] [ROUNDS]
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import by_hand
import desk
from rounds import medians

import slakit as sk


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    os.environ.setdefault("POLARS_MAX_THREADS", "1")  # one thread for each, before it is imported
    import duckdb
    import pandas
    import polars

    duckdb.execute("SET threads = 1")
    rows = desk.rows(count)
    frames = {"polars": polars.DataFrame(rows), "pandas": pandas.DataFrame(rows)}
    frames["pyarrow"] = frames["polars"].to_arrow()

    def score(records: object) -> desk.Report:
        return desk.of_statement(sk.evaluate(desk.agreement, {"inquiries": records}))

    contests = {
        "on mappings": {
            "slakit": lambda: score(rows),
            "plain loop": lambda: by_hand.plain(rows),
            "pandas (frame made of the mappings)": lambda: by_hand.pandas(pandas.DataFrame(rows)),
        },
        "on columns": {
            "slakit, polars frame": lambda: score(frames["polars"]),
            "slakit, pandas frame": lambda: score(frames["pandas"]),
            "slakit, Arrow table": lambda: score(frames["pyarrow"]),
            "polars by hand": lambda: by_hand.polars(frames["polars"]),
            "pandas by hand": lambda: by_hand.pandas(frames["pandas"]),
            "DuckDB by hand": lambda: by_hand.duckdb(frames["pyarrow"]),
        },
    }
    wanted = by_hand.plain(rows)

    def check(name: str, report: desk.Report) -> None:
        if report != wanted:
            raise SystemExit(f"{name} differs from the plain loop")

    for title, contestants in contests.items():
        times = medians(contestants, rounds, check)
        best = next(iter(times.values()))
        print(f"\n{count:,} rows {title}, CPU seconds (all threads), medians of {rounds}")
        for name, middle in times.items():
            print(f"  {name:38}{middle:8.2f} s{count / middle / 1e6:8.2f} M rows/s{middle / best:8.2f} x the first")


if __name__ == "__main__":
    main()
