"""Modules that import each other in a circle are written here; a new circle fails, and one that is gone.

Imports inside functions and those for types alone count. Most circles are those of operators: `rule.capped()` or `a & b` on a base class
makes a value of a class that is built on it.
"""

import ast
from pathlib import Path

import slakit

ROOT = Path(slakit.__file__).parent

CIRCLES = {
    # operators
    "calendars.always calendars.base calendars.combined calendars.due_rules calendars.due_text calendars.trace",
    "metrics.base metrics.compound.arithmetic metrics.compound.compound_base",
    "targets.bound targets.joined targets.target",
    "penalties.base penalties.wrappers.caps penalties.wrappers.combinators penalties.wrappers.earned_back penalties.wrappers.grants "
    "penalties.wrappers.only_if penalties.wrappers.repeated penalties.wrappers.wrapper",
    # a value and what is made of it
    "agreements.agreement agreements.version",
    "calendars.arrays calendars.clock calendars.datetimes calendars.open_time_index",
    "engine.tally.apply_exclusions engine.tally.period_context engine.tally.tally_store",
    "statements.closed statements.difference",
    "statements.restored statements.statement",
}


def imports():
    """Every module with those that it imports, without the top level, which lists names alone."""
    files = {
        ".".join(("slakit", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__"): path for path in ROOT.rglob("*.py")
    }
    return {
        name.removeprefix("slakit."): {
            target.removeprefix("slakit.")
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.ImportFrom) and node.module
            for target in (node.module, *(f"{node.module}.{part.name}" for part in node.names))
            if target in files.keys() - {name, "slakit"}
        }
        for name, path in files.items()
        if name != "slakit"
    }


def reached(graph, start):
    """Every module that one imports, directly or through others."""
    seen, left = set(), [start]
    while left:
        new = graph[left.pop()] - seen
        seen |= new
        left += new
    return seen


def circles(graph):
    """The modules of each circle, in one text."""
    reach = {name: reached(graph, name) for name in graph}
    return {
        " ".join(sorted(other for other in reach if other in reach[name] and name in reach[other])) for name in reach if name in reach[name]
    }


def test_every_circle_of_imports_is_written_here():
    """A module imports upward only where a circle says so."""
    assert circles(imports()) == CIRCLES


def test_a_circle_is_seen():
    """Two modules that import each other, and a third that imports one of them."""
    assert circles({"a": {"b"}, "b": {"a"}, "c": {"a"}}) == {"a b"}
