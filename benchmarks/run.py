"""Every benchmark in one table: slakit beside others that do the same work, with the ratio that is to be reached.

python benchmarks/run.py [--rows N] [--rounds N] [--only WORD ...] [--json FILE] [--table FILE]

CPU seconds, medians of shuffled rounds; every result is compared with the others before it counts. Each contest runs in a process of its
own.
"""

import json
import os
import platform
import sys
from argparse import ArgumentParser
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

CASES = ("report", "uptime", "families", "groups", "clocks", "monitor", "files", "start")
HEAD = ("| work | rows | slakit | beside it, slakit takes so often as long (goal at most) | reached |", "|---|---|---|---|---|")
THREADS = ("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


def _names(module: str, rows: int) -> list[str]:
    return [contest.name for contest in import_module(f"cases.{module}").contests(rows)]


def _run(module: str, rows: int, number: int, rounds: int) -> tuple[list[str], str, dict[str, object]]:
    contest = next(one for index, one in enumerate(import_module(f"cases.{module}").contests(rows)) if index == number)
    result = contest.run(rounds)
    return result.lines(), result.row, result.data()


def main() -> int:
    parser = ArgumentParser(description=__doc__, usage="python benchmarks/run.py [options]")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="*", default=[], help="contests whose name, or the name of whose file, has one of these words")
    parser.add_argument("--json", type=Path, help="a file to which the results are added, one line a run")
    parser.add_argument("--table", type=Path, help="a file to which the results are written as a table in Markdown")
    options = parser.parse_args()
    for name in THREADS:  # one thread for each, before it is imported
        os.environ.setdefault(name, "1")
    results, table = [], [*HEAD]
    with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        for module in CASES:
            for number, name in enumerate(pool.apply(_names, (module, options.rows))):
                if options.only and not any(word.lower() in f"{module} {name}".lower() for word in options.only):
                    continue
                lines, row, data = pool.apply(_run, (module, options.rows, number, options.rounds))
                print("\n" + "\n".join(lines), flush=True)
                table.append(row)
                results.append(data)
    if options.json:
        run = {"python": platform.python_version(), "machine": platform.machine(), "cores": os.cpu_count(), "results": results}
        with options.json.open("a", encoding="utf-8") as file:
            file.write(json.dumps(run) + "\n")
    if options.table:
        options.table.write_text("\n".join(table) + "\n", encoding="utf-8")
    missed = sum(not result["reached"] for result in results)
    print(f"\n{len(results) - missed} of {len(results)} goals reached")
    return 0


if __name__ == "__main__":
    sys.exit(main())
