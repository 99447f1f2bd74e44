"""The help-desk report from a CSV file, by a process of its own from its start to the statement; 4 % of the inquiries are unanswered."""

import csv
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import desk
from contest import Contest

import slakit as sk

AS_OF = "2027-02-01T00:00"  # when all that is unanswered is late
FOLDER = Path(__file__).parent.parent
WAYS = Path(__file__).with_name("file_ways.py")
AHEAD = {"DuckDB": 1.0, "polars": 1.0}
GOALS = {10_000: {"plain loop": 1.0, **AHEAD}, 1_000_000: AHEAD}


def written(folder: Path, count: int) -> tuple[Path, Path]:
    """A contract and a file of so many inquiries, unsorted."""
    contract, path = folder / "desk.toml", folder / f"{count}.csv"
    contract.write_text(sk.dumps(desk.agreement))
    with path.open("w", newline="") as file:
        cells = csv.writer(file)
        cells.writerow(["priority", "asked", "replied"])
        for row in desk.rows(count, unanswered=0.04):
            cells.writerow([row["priority"], row["asked"].isoformat(), row["replied"].isoformat() if row["replied"] else ""])
    return contract, path


def process(*command: object) -> Callable[[], Any]:
    """A way that runs a command, which prints figures as JSON."""

    def run() -> Any:
        paths = {"PYTHONPATH": os.pathsep.join([str(FOLDER), *sys.path])}
        done = subprocess.run([sys.executable, *map(str, command)], capture_output=True, text=True, env=os.environ | paths)
        if done.returncode not in (0, 1, 3):
            raise SystemExit(done.stderr)
        return figures(json.loads(done.stdout))

    return run


def figures(printed: Any) -> dict[str, Any]:
    """The share in time of each month and priority, as text."""
    if "lines" not in printed:
        return printed
    lines = [line for line in printed["lines"] if line["name"] == "In time"]
    return {f"{int(line['period'][5:])} {line['group']}": str(Fraction(line["measure"]["value"])) for line in lines}


def children() -> float:
    """The CPU seconds of the processes that were started from here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def whole_process(count: int) -> dict[str, Callable[[], Any]]:
    """A file in a new folder, and every way to read it."""
    contract, path = written(Path(mkdtemp()), count)
    ways = {"slakit": process("-m", "slakit", "score", contract, "--data", f"inquiries={path}", "--format", "json", "--as-of", AS_OF)}
    for way, needed in (("plain loop", "csv"), ("DuckDB", "duckdb"), ("polars", "polars")):
        if find_spec(needed):
            ways[way] = process(WAYS, way, path)
    return ways


def contests(rows: int) -> Iterator[Contest]:
    """Files of 10,000, of 100,000 and of all rows."""
    for count in sorted({10_000, min(rows, 100_000), rows}):
        most = 1.0 if count == 100_000 else None
        yield Contest(
            "CSV to statement, whole process", count, partial(whole_process, count), GOALS.get(count, {}), most=most, clock=children
        )
