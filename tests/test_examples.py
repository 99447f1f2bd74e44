"""That every example is run: whatever a page or a docstring shows is among what `pytest` collects when it is given no path."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("narwhals", reason="without the extras some examples are not collected")
pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
MODULES = sorted((ROOT / "src").rglob("*.py"))
FENCE = re.compile(r"^( *)```(\w*)[^\n]*\n(.*?)^\1```", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def collected() -> set[str]:
    """What is collected without a path; the tests are left out, of which there are thousands."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "--verbosity=-1", "--ignore=tests"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTEST_ADDOPTS": ""}, capture_output=True, text=True)
    assert done.returncode == 0, f"pytest collects no examples, or cannot: {done.stdout}{done.stderr}"
    return set(done.stdout.splitlines())


def blocks(text: str, *, every: bool = False) -> Iterator[range]:
    """The lines of each block of Python, or with a prompt of Python; or of every block."""
    for fence in FENCE.finditer(text):
        _, language, code = fence.groups()
        if every or language.startswith("py") or ">>> " in code:
            first = text.count("\n", 0, fence.start()) + 1
            yield range(first, first + code.count("\n") + 1)


def docstrings(node: ast.AST, name: str) -> Iterator[str]:
    """The dotted names of what has a docstring with an example."""
    if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        name = f"{name}.{node.name}"
    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and ">>> " in (ast.get_docstring(node) or ""):
        yield name
    for part in ast.iter_child_nodes(node):
        yield from docstrings(part, name)


def test_pages(collected):
    """Each block of Python in the README and in docs/ is collected, and every block of a walk-through."""
    shown = {
        (page, block) for page in PAGES for block in blocks(page.read_text(encoding="utf-8"), every=page.name.startswith("walkthrough-"))
    }
    lines = [re.fullmatch(r"(.+\.md)::line:(\d+),column:\d+", item) for item in collected]
    run = {(ROOT / line[1], int(line[2])) for line in lines if line}
    assert shown
    assert sorted(f"{page.name}:{block[0]}" for page, block in shown if not any((page, line) in run for line in block)) == []


def test_docstrings(collected):
    """Each docstring with an example is collected."""
    shown = set()
    for path in MODULES:
        module = ".".join(path.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")
        for name in docstrings(ast.parse(path.read_text(encoding="utf-8")), module):
            shown.add(f"{path.relative_to(ROOT).as_posix()}::{name}")
    assert shown
    assert sorted(shown - collected) == []
