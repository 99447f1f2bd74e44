"""The CPU seconds of short processes: an import, a first agreement, a statement of ten rows, the demonstration."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import mkdtemp

from contest import SLAKIT, Contest

from cases.files import children, written

WORK = {"import": 0.03, "first agreement": 0.20, "score of ten rows": 0.25, "demo": 0.6}  # seconds
FIRST = """
import slakit as sk
promise = sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Tiered(below={"99.9 %": "5 %"}))
term = ("2026-01-01", "2027-01-01")
agreement = sk.Agreement("Hosting", provider="P", customer="C", term=term, timezone="UTC", fee="1000 EUR", objectives=[promise])
assert sk.evaluate(agreement, {"outages": []}, period="2026-06").lines
"""


def started(work: str) -> dict[str, Callable[[], None]]:
    """The process of slakit, and an interpreter that does nothing."""
    folder = Path(mkdtemp())
    contract, path = written(folder, 10)
    command = {
        "import": ("-c", "import slakit"),
        "first agreement": ("-c", FIRST),
        "score of ten rows": ("-m", "slakit", "score", contract, "--data", f"inquiries={path}", "--as-of", "2027-02-01T00:00"),
        "demo": ("-m", "slakit", "demo"),
    }[work]
    environment = os.environ | {"PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def run(*arguments: object) -> None:
        done = subprocess.run([sys.executable, *map(str, arguments)], capture_output=True, text=True, env=environment)
        if done.returncode not in (0, 1, 3):
            raise SystemExit(done.stderr)

    run(*command)  # compiles
    return {SLAKIT: partial(run, *command), "Python alone": partial(run, "-c", "pass")}


def contests(rows: int) -> Iterator[Contest]:
    """Each piece of work."""
    for work, most in WORK.items():
        yield Contest(f"start: {work}", 1, partial(started, work), {}, most, clock=children)
