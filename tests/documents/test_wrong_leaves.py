"""Anything at all in the place of any value of a contract: it loads, or slakit's own error has the place."""

import json
import tomllib
from copy import deepcopy
from pathlib import Path

import pytest

import slakit as sk

CONTRACTS = Path(__file__).parents[2] / "examples" / "contracts"
BANK = """
name = "Bank"
provider = "P"
customer = "C"
term = ["2026-01-01", "2027-01-01"]
timezone = "UTC"
fee = "1000 GBP"

[settlement]
steps = [
    { is = "bonus bank", lapses = "3 months", opening = { 2025-12-31 = "5 GBP" } },
    { is = "cap", most = "9 GBP", per = "rolling 3 months", used = { 2025-12-31 = "5 GBP" } },
    { is = "earn back", periods = 2, lapses = "6 months" },
]

[[objectives]]
name = "A"
metric = { is = "count", stream = "a", by = "plan" }
target = "at most 0"
penalty = { is = "flat", credit = { gold = "5 points" }, credit_by = "plan" }

[[objectives]]
name = "B"
metric = { is = "count", stream = "a" }
target = "at most 0"

[objectives.penalty]
is = "grants"
right = "audit"
owing = "9 points"
within = 3
opening = ["5 points"]
rule = { is = "flat", credit = "1 point" }
"""
TEXTS = {path: (CONTRACTS / path).read_text(encoding="utf-8") for path in ("demo-agency-duties.toml", "eu261-cancellation.toml")} | {
    "bank": BANK
}
WRONG = [
    None,
    True,
    0,
    -1,
    1.5,
    "",
    " ",
    "x",
    "over",
    "up to x",
    [],
    [1],
    ["x"],
    [["x"]],
    {},
    {"x": 1},
    {"is": "x"},
    {"is": "right"},
    "5 business days",
]


def leaves(value, path=()):
    """Every place in plain data: of tables, of lists, and of what they hold."""
    yield path
    for key, part in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from leaves(part, (*path, key))


def problems(document):
    """The problems of a document; none if it loads."""
    try:
        sk.loads(json.dumps(document))
    except sk.errors.ContractError as error:
        return error.problems
    return ()


def with_other(document, path, wrong):
    """A document with something else at a path."""
    changed = deepcopy(document)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = wrong
    return changed


@pytest.mark.slow
@pytest.mark.parametrize("name", TEXTS)
def test_anything_in_any_place(name):
    """An error has the path of what was changed, or of the whole that it no longer fits."""
    document = json.loads(json.dumps(tomllib.loads(TEXTS[name]), default=str))
    assert sk.loads(json.dumps(document)) == sk.loads(TEXTS[name])
    for path in leaves(document):
        if path and path[0] in ("settlement", "objectives", "duties"):
            for wrong in WRONG:
                found = problems(with_other(document, path, wrong))
                assert [one for one in found if path[0] not in one] == [], (path, wrong)
