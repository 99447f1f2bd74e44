"""The law of the schema: with the checker of formats it accepts a document if and only if the loader does.

What the loader alone can see is marked on the error (`errors.Joint`), each kind by what it is of; docs/documents.md lists them.
"""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from test_round_trip import agreements

import slakit as sk
from slakit.documents import codec
from slakit.documents.formats import format_checker
from slakit.documents.plain import Figure, Plain, parse, path_text
from slakit.documents.vocabulary import STANDARD
from slakit.errors import JOINT, Joint

jsonschema = pytest.importorskip("jsonschema")

ROOT = Path(__file__).parents[2]
SCHEMA = sk.schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=format_checker())
DATA = [
    data
    for path in sorted([*(ROOT / "examples").rglob("*.toml"), *(ROOT / "tests").rglob("*.toml")])
    if isinstance(data := parse(path.read_text(encoding="utf-8"), "toml")[0], dict)
]

TEXTS = [
    *("", " ", "soon", "5", "5 %", "99.9 %", "-1 %", "1/3", "1 pp", "3 points", "1 hour", "0 min", "90 furlongs", "2 business days"),
    *("5 GBP", "5 gbp", "-5 GBP", "at least 99 %", "at least x", "at most 2 hours", "monthly", "every 2 weeks from 2026-02-30"),
    *("rolling 30 days", "2026-02-30", "2026-07-01", "25:00-26:00", "09:00-17:00", "Europe/Londn", "UTC", "GB", "mon", "xyz-abc"),
    *("p95", "p101", "a - b <= 3", "= a - b", "> 4", "always", "customer", "FREQ=DAILY", "FREQ=NEVER"),
]
OTHERS: list[Plain] = [
    *(True, False, [], {}, [[1]], [True], {"is": "nope"}, {"a": {"b": [1]}}, None, [None], 0, 1, -1, 3, Figure("0.5"), ["a"]),
    *(["a", "a"], {"a": "1 hour"}, {"99 %": "5 %"}, {"99 %": "5 gbp"}, {"x": 1}, [1, 2], ["2026-01-01", "2027-01-01"]),
]


def paths(data: Plain, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for step, part in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield (*path, step)
        yield from paths(part, (*path, step))


def part_of(data: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


def faults(data: Plain) -> list[tuple[str, str]]:
    """What the loader says of data, each problem with its path; nothing where it accepts it."""
    return [(path_text(path), problem) for path, problem in codec.read(data, STANDARD, files=False)[1]]


def refusals(data: Plain) -> list[str]:
    """What the schema says of data."""
    errors = VALIDATOR.iter_errors(data)
    return [f"{path_text(tuple(error.absolute_path))}: {error.message[:150]}" for error in errors]


def agree(data: Plain) -> None:
    """Assert that schema and loader say the same, but for what the loader marks as its own."""
    said = faults(data)
    if all(isinstance(problem, Joint) for _, problem in said):
        assert said or refusals(data) == [], "the loader accepts it"
    else:
        assert not VALIDATOR.is_valid(data), [one for one in said if not isinstance(one[1], Joint)]
    assert {problem.kind for _, problem in said if isinstance(problem, Joint)} <= set(JOINT)


KEYS = sorted(
    {name for definition in SCHEMA["$defs"].values() for name in definition.get("properties", {})} - {"is"}
)  # fmt: skip


@st.composite
def mutants(draw: Any) -> Plain:
    """A shipped contract with one or two changes: another value or text, a part twice, a key less, a key of another table or of none."""
    data = copy.deepcopy(draw(st.sampled_from(DATA)))
    for _ in range(draw(st.integers(1, 2))):
        places = list(paths(data))
        path = draw(st.sampled_from(places))
        held = part_of(data, path[:-1])
        change = draw(st.sampled_from(["text", "text", "other", "less", "more", "twice", "moved"]))
        if change == "text":
            held[path[-1]] = draw(st.sampled_from(TEXTS))
        elif change == "other":
            held[path[-1]] = copy.deepcopy(draw(st.sampled_from(OTHERS)))
        elif change == "less":
            del held[path[-1]]
        elif change == "moved":  # a value from elsewhere
            held[path[-1]] = copy.deepcopy(part_of(data, draw(st.sampled_from(places))))
        elif change == "twice" and isinstance(held, list):
            held.append(copy.deepcopy(held[path[-1]]))
        elif isinstance(held, dict):
            name = draw(st.sampled_from([*KEYS, "unheard of", ""]))
            held[name] = draw(st.sampled_from([*TEXTS, *OTHERS]))
    return data


@given(mutants())
def test_it_accepts_what_the_loader_accepts_and_nothing_else(data):
    """Shipped contracts with changes of every sort."""
    agree(data)


@pytest.mark.slow
@given(mutants())
@settings(max_examples=2000)
def test_it_accepts_what_the_loader_accepts_at_length(data):
    """The same, many times."""
    agree(data)


@given(agreements)
def test_every_agreement_that_is_written(agreement):
    """What can be written is accepted by both."""
    data = json.loads(sk.dumps(agreement, "json"), parse_float=Figure)
    assert refusals(data) == []
    assert faults(data) == []
