"""What `import slakit` loads, and what it offers."""

import subprocess
import sys
from types import ModuleType

import pytest

HEAVY = ("pint", "rich", "numpy", "narwhals", "pandas", "polars", "pyarrow", "duckdb", "dask", "sqlite3", "argparse")
NAMES = [
    "quantity",
    "money",
    "Span",
    "Weekly",
    "Dates",
    "Recurring",
    "ALWAYS",
    "daily",
    "weekly",
    "monthly",
    "quarterly",
    "yearly",
    "every",
    "rolling",
    "whole_term",
    "Uptime",
    "Share",
    "Within",
    "Elapsed",
    "OnTime",
    "Count",
    "Total",
    "metric",
    "at_least",
    "at_most",
    "more_than",
    "less_than",
    "between",
    "exactly",
    "target",
    "Outcome",
    "Flat",
    "Tiered",
    "Linear",
    "PerBreach",
    "penalty",
    "Agreement",
    "Party",
    "Objective",
    "Settlement",
    "evaluate",
    "Monitor",
    "Statement",
]


def run(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()


def test_the_import_is_light():
    """It opens neither pint nor any extra, nor what only the command line needs; what Python had loaded before does not count."""
    code = f"import sys; before = set(sys.modules); import slakit; print(*({{*{HEAVY!r}}} & {{*sys.modules}} - before))"
    assert run(code) == []


def test_rows_need_no_extra():
    """A statement over plain rows, in plain units, opens no pint, no NumPy and no library of frames."""
    code = """
import sys, slakit as sk
agreed = sk.Agreement("A", provider="P", customer="C", term=("2026-01-01", "2026-02-01"), timezone="UTC", fee="10 GBP",
                      objectives=[sk.Objective("Up", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Flat("5 %"))])
assert sk.evaluate(agreed, {"outages": [{"start": "2026-01-05T00:00Z", "end": "2026-01-06T00:00Z"}]}).missed
print(*(name for name in ("pint", "numpy", "narwhals", "pandas", "polars", "pyarrow", "slakit.engine.read.frames") if name in sys.modules))
"""
    assert run(code) == []


def test_a_contract_loads_the_classes_of_its_words():
    """Reading a document loads the words that it has, and not the classes of the others."""
    code = """
import sys, slakit as sk
document = '''name = "A"
provider = "P"
customer = "C"
term = ["2026-01-01", "2027-01-01"]
timezone = "UTC"
fee = "10 GBP"
[[objectives]]
name = "Up"
metric = { is = "uptime", stream = "outages" }
target = "at least 99.9 %"
penalty = { is = "flat", credit = "5 %" }'''
assert sk.loads(document).objectives
print(*sorted({"slakit.metrics.checks.checks", "slakit.metrics.timers.on_schedule", "slakit.penalties.rules.linear",
               "slakit.penalties.rules.flat", "pint"} & {*sys.modules}))
"""
    assert run(code) == ["slakit.penalties.rules.flat"]


@pytest.mark.parametrize("name", NAMES)
def test_public_names(name):
    """Every name that contracts are written with stands in slakit itself."""
    import slakit

    assert getattr(slakit, name)


def test_every_public_name_is_found():
    """Each name of the stub that type checkers read is loaded and listed, and no other name is."""
    import ast
    from pathlib import Path

    import slakit

    tree = ast.parse(Path(slakit.__file__).with_suffix(".pyi").read_text())
    seen = {alias.asname: node.module for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert len(seen) > 80
    assert seen == slakit._MODULES
    assert set(slakit.__all__) == set(seen) <= set(dir(slakit))
    assert [name for name in slakit.__all__ if not hasattr(slakit, name)] == []


def test_the_top_level_is_what_most_contracts_need():
    """Rarer names stand in a family, so that a reader can look through the top level."""
    import slakit

    flat = [name for name in slakit.__all__ if not isinstance(getattr(slakit, name), ModuleType)]
    assert len(flat) <= 80, flat


def test_no_name_stands_in_two_families():
    """A public name has one address: slakit itself, or in one of its families."""
    from names import FAMILIES, TOP

    names = [name for family in FAMILIES.values() for name in family if name != "SlakitError"]  # the root of all errors stands on top too
    assert len(names) == len({*names} - {*TOP})


def test_a_name_of_a_family_is_shown():
    """Who looks for it on top learns where it stands."""
    import slakit

    with pytest.raises(AttributeError, match=r"has no attribute 'Cap'; it is slakit\.steps\.Cap"):
        _ = slakit.Cap
    with pytest.raises(AttributeError, match=r"has no attribute 'Cpa'$"):
        _ = slakit.Cpa


def test_no_two_test_files_share_a_name():
    """Pytest imports test files by their names alone."""
    from collections import Counter
    from pathlib import Path

    names = Counter(path.name for path in Path(__file__).parent.rglob("test_*.py"))
    assert [name for name, count in names.items() if count > 1] == []
