"""Every example is run: those of the README and of docs/ by Sybil, those of docstrings by pytest."""

from collections.abc import Generator
from doctest import UnexpectedException
from importlib.util import find_spec
from os import environ
from pathlib import Path
from typing import Any

import pytest

try:
    from sybil import Sybil
    from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser
    from walkthrough_page import PAGES, WALKTHROUGHS
except ImportError:
    pass  # the core alone, which reads no Markdown
else:
    _pages = Sybil(parsers=[PythonCodeBlockParser(), SkipParser()], patterns=["*.md"], excludes=[PAGES])
    pytest_collect_file = (_pages + Sybil(**WALKTHROUGHS)).pytest()

environ.pop("COLUMNS", None)  # set for the processes of a terminal by readline: what is printed has no width, unless a test gives it one

EXTRAS = all(find_spec(name) for name in ("narwhals", "holidays", "icalendar", "openpyxl", "yaml", "resvg_py", "typst"))

SCENARIOS = Path(__file__).parent / "examples" / "scenarios"
collect_ignore = ["benchmarks"]  # scripts: they run when they are imported


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """No examples are looked for in a conftest.py, for two of one name cannot both be imported; and scenarios are run when they are named.

    Otherwise tests/examples/test_shipped_scenarios.py runs them, which asks more of them.
    """
    if collection_path == SCENARIOS and not any("scenarios" in argument for argument in config.args):
        return True
    return True if collection_path.name == "conftest.py" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The walk-through pages run whole suites, and count as slow."""
    for item in items:
        if item.path.match("docs/walkthrough-*.md"):
            item.add_marker("slow")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, Any, Any]:
    """Without the extras, the docstring examples that need one are skipped."""
    try:
        return (yield)
    except UnexpectedException as error:
        if isinstance(error.exc_info[1], ImportError) and not EXTRAS:
            pytest.skip("needs an extra")
        raise


@pytest.fixture(scope="session")
def example_names() -> dict[str, Any]:
    """What docstring examples may use without an import: all public names, and the agreement and the statement of `evaluate`'s example."""
    from names import NAMES

    import slakit as sk

    agreement = sk.Agreement(
        "Hosting",
        provider="Brightside",
        customer="Acme",
        term=("2026-01-01", "2027-01-01"),
        timezone="Europe/London",
        fee="12000 GBP",
        objectives=[sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Tiered({"99.9 %": "5 %", "99 %": "10 %"}))],
    )
    outages = [{"start": "2026-03-10T10:00Z", "end": "2026-03-10T11:00Z"}]
    statement = sk.evaluate(agreement, {"outages": outages}, period="2026-03")
    return NAMES | {"agreement": agreement, "statement": statement}


@pytest.fixture(autouse=True)
def _docstring(request: pytest.FixtureRequest, doctest_namespace: dict[str, Any]) -> None:
    """Docstring examples know the names, and write their files into a folder of their own."""
    if isinstance(request.node, pytest.DoctestItem):
        doctest_namespace.update(request.getfixturevalue("example_names"))
        request.getfixturevalue("monkeypatch").chdir(request.getfixturevalue("tmp_path"))
