"""The JSON Schema of documents: it accepts what the loader accepts, and refuses what that refuses, but for what no value shows alone.

The classes that are the loader's alone stand in docs/documents.md, "A schema for editors".
"""

import copy
import json
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st
from shipped import ROOT, contracts_in
from test_round_trip import agreements

import slakit as sk
from slakit.documents.kinds import KINDS
from slakit.documents.plain import Figure, Plain, parse
from slakit.documents.short_forms import SHORT_FORMS
from slakit.documents.signature import arguments
from slakit.documents.tagged import EXTRAS

jsonschema = pytest.importorskip("jsonschema")

CONTRACTS = [*contracts_in(ROOT / "examples"), *contracts_in(ROOT / "tests")]
SCHEMA = sk.schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
DATA = [data for path in CONTRACTS for data in [parse(path.read_text(encoding="utf-8"), "toml")[0]] if isinstance(data, dict)]
WORDED = [(kind, word, sk.STANDARD.find(kind, word)) for kind in KINDS for word in sk.STANDARD.words(kind)]
CLASSES = [(kind, word, builder) for kind, word, builder in WORDED if isinstance(builder, type)]

# of other types than the one that stands there; no numbers, whose range and unit the loader judges
OTHERS: list[Plain] = [True, [], {}, [[1]], [True], {"is": "nope"}, {"a": {"b": [1]}}, None, [None]]


def accepts(data: Plain) -> bool:
    return bool(VALIDATOR.is_valid(data))


def faults(data: Plain) -> tuple[str, ...]:
    """What the loader says of data; nothing where it accepts it."""
    try:
        sk.load(data)  # type: ignore[arg-type]
    except sk.errors.ContractError as error:
        return error.problems
    return ()


def paths(data: Plain, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for step, part in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield (*path, step)
        yield from paths(part, (*path, step))


def part_of(data: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


@st.composite
def mutated(draw: Any, kind: str) -> tuple[Plain, tuple[Any, ...], Any]:
    """A shipped contract with one change: a value of another type, one key less, or one more that nobody knows."""
    data = copy.deepcopy(draw(st.sampled_from(DATA)))
    path = draw(st.sampled_from(list(paths(data))))
    held = part_of(data, path[:-1])
    value = draw(st.sampled_from(OTHERS))
    if kind == "other":
        held[path[-1]] = copy.deepcopy(value)
    elif kind == "less":
        del held[path[-1]]
    else:
        held = held if isinstance(held, dict) else data
        held["unheard of"] = value
    return data, path, value


def where(path: tuple[Any, ...]) -> str:
    return sk.documents.plain.path_text(path)


def test_it_is_a_schema():
    """Of draft 2020-12, and plain JSON."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_shipped_contract(path):
    """It has nothing to say of them."""
    data = parse(path.read_text(encoding="utf-8"), "toml")[0]
    assert [f"{where(tuple(error.absolute_path))}: {error.message[:200]}" for error in VALIDATOR.iter_errors(data)] == []


@given(agreements)
def test_what_is_dumped_is_accepted(agreement):
    """As every agreement that can be written is read back, so the schema accepts it."""
    data = json.loads(sk.dumps(agreement, "json"), parse_float=Figure)
    assert [f"{where(tuple(error.absolute_path))}: {error.message[:200]}" for error in VALIDATOR.iter_errors(data)] == []


@given(mutated("more"))
def test_an_unknown_key(mutant):
    """Refused by both, unless the keys of that table are free, and then accepted by both."""
    data, _, _ = mutant
    problems = faults(data)
    if not problems or any("is not a key of" in problem for problem in problems):
        assert accepts(data) == (not problems), problems
    elif not accepts(data):
        assert problems


@given(mutated("less"))
def test_a_key_that_is_missing(mutant):
    """Refused by both where the key is needed; what other keys need of it, the loader alone knows."""
    data, path, _ = mutant
    problems = faults(data)
    if any(problem.startswith(f"{where(path[:-1])}: has no {path[-1]!r}") or "has no 'is'" in problem for problem in problems):
        assert not accepts(data), problems
    if not problems:
        assert accepts(data)


@given(mutated("other"))
def test_a_value_of_another_type(mutant):
    """Refused by both where the loader refuses that value itself, rather than what it means for another."""
    data, path, value = mutant
    problems = faults(data)
    if not problems:
        assert accepts(data)
    else:
        of_it = [problem for problem in problems if problem.partition(": ")[0].startswith(where(path))]
        named = path[:1] == ("calendars",) and len(path) == 1 and isinstance(value, dict)  # the names are gone, not the type
        assert not of_it or named or not accepts(data), of_it


@pytest.mark.parametrize(("kind", "word", "builder"), CLASSES, ids=lambda part: part if isinstance(part, str) else "")
def test_words_and_keys(kind, word, builder):
    """Each class of the vocabulary has its table: every argument a key, the needed ones required, and no other key."""
    table = SCHEMA["$defs"][f"{kind.noun.rpartition(' ')[2]}-{word.replace(' ', '-')}"]
    assert table["properties"]["is"] == {"const": word}
    own = {argument.name for argument in arguments(builder)}
    assert set(table["properties"]) == {"is", *own, *kind.extras}
    assert set(table["required"]) == {"is", *(argument.name for argument in arguments(builder) if argument.needed)}
    assert table["additionalProperties"] is False
    assert table["description"]


def test_words_that_a_key_may_have():
    """A validator of words is a list of words in the schema, so that an editor offers them."""
    objective = SCHEMA["$defs"]["objective"]["properties"]
    assert objective["silence"]["enum"] == ["no data", "met", "missed", "carry"]
    assert objective["silence"]["default"] == "no data"
    assert "what a period without data means" in objective["silence"]["description"]
    counting = SCHEMA["$defs"]["rule-linear"]["properties"]["counting"]
    assert counting["enum"] == ["exact", "full", "begun"]


GOOD: dict[str, Any] = {
    "name": "Care",
    "provider": "P",
    "customer": "C",
    "term": ["2026-01-01", "2027-01-01"],
    "timezone": "UTC",
    "fee": "1000 GBP",
    "objectives": [
        {
            "name": "A",
            "metric": {"is": "uptime", "stream": "outages"},
            "target": "at least 99.9 %",
            "penalty": {"is": "linear", "credit": "1 %", "per": "1 pp"},
        }
    ],
}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("fee",), "1000 gbp"),
        (("fee",), "GBP 1000"),
        (("fee",), 1000),
        (("window",), "monthy"),
        (("window",), {"is": "monthly", "partial": "ful"}),
        (("objectives", 0, "silence"), "mised"),
        (("objectives", 0, "minimum"), "3"),
        (("objectives", 0, "target"), "soon"),
        (("objectives", 0, "target"), 99.9),
        (("objectives", 0, "metric", "is"), "uptme"),
        (("objectives", 0, "metric", "whole"), "soon"),
        (("objectives", 0, "metric", "across"), "none"),
        (("objectives", 0, "penalty"), {"named": "late", "credit": "5 %"}),
        (("objectives", 0, "metric"), {"named": 3}),
        (("penalties",), {"late": {"is": "flat"}}),
        (("clocks",), {"channels": "desk"}),
        (("objectives", 0, "penalty", "is"), "uptime"),
        (("objectives", 0, "penalty", "credit"), "five"),
        (("objectives", 0, "penalty", "credit"), 5),
        (("objectives", 0, "penalty", "per"), True),
        (("objectives", 0, "penalty", "counting"), "half"),
        (("objectives",), []),
        (("calendars",), {"always": {"is": "always"}}),
    ],
)
def test_wrong_words_and_phrases(path, value):
    """Refused by both."""
    assert accepts(GOOD)
    assert faults(GOOD) == ()
    data = copy.deepcopy(GOOD)
    part_of(data, path[:-1])[path[-1]] = value
    assert faults(data)
    assert not accepts(data)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("fee",), " 12000.50  EUR "),
        (("window",), "Every 2  Weeks from 2026-01-05"),
        (("objectives", 0, "window"), {"is": "rolling 30 days", "step": "weekly"}),
        (("objectives", 0, "target"), "between 99 % and 99.9 %"),
        (("objectives", 0, "target"), "(at least 99 % or exactly\n5 %) and more than 3 %"),
        (("objectives", 0, "metric", "where"), [{"a": "> 5"}, {"a": ["x", None, {"is": "unknown"}, 1.5, True]}]),
        (("objectives", 0, "metric", "by"), "monitor"),
        (("objectives", 0, "metric", "whole"), "1 h 30 min"),
        (("objectives", 0, "penalty", "capped"), "1/30"),
        (("objectives", 0, "penalty", "of"), {"is": "fee"}),
        (("objectives", 0, "penalty", "of"), "80000 GBP"),
        (("objectives", 0, "window"), None),
    ],
)
def test_ways_to_write(path, value):
    """Accepted by both, however it is spelled."""
    data = copy.deepcopy(GOOD)
    part_of(data, path[:-1])[path[-1]] = value
    assert faults(data) == ()
    assert [error.message for error in VALIDATOR.iter_errors(data)] == []


@pytest.mark.parametrize("limit", ["urgent", "usual", {"p1": "urgent", "p2": "3 hours"}])
def test_names_of_limits(limit):
    """A name stands for a limit, for a table of them, and for the limit of one value; a list stands for none of them."""
    data = copy.deepcopy(GOOD) | {"limits": {"urgent": "90 min", "usual": {"p1": "1 hour", "p2": "2 hours"}}}
    metric = {"is": "within", "stream": "t", "limit": limit, "since": "a", "until": "b"}
    data["objectives"][0]["metric"] = metric | ({} if limit == "urgent" else {"limit_by": "p"})
    assert faults(data) == ()
    assert [error.message for error in VALIDATOR.iter_errors(data)] == []
    data["objectives"][0]["metric"] = metric | {"limit": {"p1": ["urgent"]}, "limit_by": "p"}
    assert faults(data)
    assert not accepts(data)


def test_words_of_ones_own():
    """A vocabulary brings its classes and its functions into the schema."""

    @attrs.frozen
    class Lasting(sk.PenaltyRule):
        """Pays for each day that it lasts."""

        a_day: sk.types.Money = attrs.field(converter=sk.money)

        def assess(self, case):
            raise NotImplementedError

    @sk.metric("surveys")
    def empathy(rows):
        """The share of kind answers."""
        return len(rows)

    made = sk.schema(sk.STANDARD | {"lasting": Lasting, "empathy": empathy})
    jsonschema.Draft202012Validator.check_schema(made)
    assert made["$defs"]["rule-lasting"]["required"] == ["is", "a_day"]
    words = [shape["title"] for shape in made["$defs"]["metric"]["anyOf"] if "properties" in shape]
    assert words == ["empathy", "named"]
    with pytest.raises(sk.errors.UsageError, match="is not a vocabulary"):
        sk.schema({"lasting": Lasting})


def test_keys_of_every_table():
    """The keys that the decoder reads for every table of a kind have a shape."""
    assert {name for kind in KINDS for name in kind.extras} <= set(EXTRAS) | {form.key for form in SHORT_FORMS}
