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
from test_every_object import OBJECTS, TABLES
from test_round_trip import agreements

import slakit as sk
from slakit.documents import codec
from slakit.documents.decode import Decoder
from slakit.documents.encode import Encoder
from slakit.documents.format_checker import format_checker
from slakit.documents.kinds import kind_of
from slakit.documents.named_parts import NamedParts
from slakit.documents.plain import Figure, Plain, parse, path_text
from slakit.documents.signature import arguments
from slakit.documents.tagged import TaggedTables
from slakit.documents.vocabulary import STANDARD
from slakit.errors import JOINT, Joint

jsonschema = pytest.importorskip("jsonschema")

ROOT = Path(__file__).parents[2]
SCHEMA = sk.schema()
DEFINITIONS = {name: SCHEMA[name] for name in ("$schema", "$defs")}
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=format_checker())
DATA = [
    data
    for path in sorted([*(ROOT / "examples").rglob("*.toml"), *(ROOT / "tests").rglob("*.toml")])
    if isinstance(data := parse(path.read_text(encoding="utf-8"), "toml")[0], dict) and "objectives" in data  # no scenario
]
SMALL = [data for data in DATA if len(str(data)) < 3000]

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


KEYS = sorted(
    {name for definition in SCHEMA["$defs"].values() for name in definition.get("properties", {})} - {"is"}
)  # fmt: skip


def changed(draw: Any, data: Plain, keys: list[str]) -> Plain:
    """Data with one change: another value or text, a part twice, a value from elsewhere, a key less, a key of another table or of none."""
    data = copy.deepcopy({"whole": data})
    places = list(paths(data))
    path = draw(st.sampled_from(places[1:] or places))  # the whole is changed only where it is one text
    held = part_of(data, path[:-1])
    change = draw(st.sampled_from(["text", "text", "other", "less", "more", "more", "twice", "moved"]))
    if change == "text":
        held[path[-1]] = draw(st.sampled_from(TEXTS))
    elif change == "other":
        held[path[-1]] = copy.deepcopy(draw(st.sampled_from(OTHERS)))
    elif change == "moved":
        held[path[-1]] = copy.deepcopy(part_of(data, draw(st.sampled_from(places))))
    elif len(path) == 1:
        pass
    elif change == "less":
        del held[path[-1]]
    elif change == "twice" and isinstance(held, list):
        held.append(copy.deepcopy(held[path[-1]]))
    elif isinstance(held, dict):
        held[draw(st.sampled_from([*keys, "unheard of", ""]))] = copy.deepcopy(draw(st.sampled_from([*TEXTS, *OTHERS])))
    return data["whole"]


def agree(data: Plain, said: list[tuple[Any, str]], validator: Any = VALIDATOR) -> None:
    """Assert that the schema says what the loader said, but for what that marks as its own."""
    own = [problem for _, problem in said if isinstance(problem, Joint)]
    assert {problem.kind for problem in own} <= set(JOINT)
    if not said:
        assert [error.message[:200] for error in validator.iter_errors(data)] == []
    elif len(own) < len(said):
        assert not validator.is_valid(data), said


@st.composite
def documents(draw: Any) -> Plain:
    """A shipped contract, or one that was drawn, with a change or two."""
    drawn = st.builds(lambda agreement: json.loads(sk.dumps(agreement, "json"), parse_float=Figure), agreements)
    data = draw(st.one_of(st.sampled_from(SMALL), drawn))
    for _ in range(draw(st.integers(1, 2))):
        data = changed(draw, data, KEYS)
    return data


@st.composite
def objects(draw: Any) -> tuple[Any, Plain]:
    """An object of the vocabulary, and its data with a change: often to a key that it might have."""
    one = draw(st.sampled_from([*OBJECTS, *TABLES]))
    data = changed(draw, Encoder(STANDARD).data(one, ()), [*(argument.name for argument in arguments(type(one))), *KEYS[:20]])
    return one, data


@given(documents())
@settings(max_examples=10)  # each of them is a whole contract
def test_a_document(data):
    """Intact or changed in whatever way: accepted by both or by none."""
    agree(data, faults(data))


@given(objects())
def test_an_object(changed_object):
    """So is each object of the vocabulary by itself."""
    agree_on(*changed_object)


@pytest.mark.slow
@given(documents())
@settings(max_examples=60, deadline=None)
def test_many_documents(data):
    """The same at length."""
    agree(data, faults(data))


@pytest.mark.slow
@given(objects())
@settings(max_examples=400, deadline=None)
def test_many_objects(changed_object):
    """The same at length."""
    agree_on(*changed_object)


def agree_on(one: Any, data: Plain) -> None:
    kind = kind_of(one)
    name = kind.noun.partition(" ")[2].replace(" ", "-") if kind else type(one).__name__.lower()
    named = NamedParts.of({})
    decoder = Decoder(TaggedTables(STANDARD, named, files=False).read, named)
    decoder.value(data, kind.base if kind else type(one), (), loose=False)
    agree(data, decoder.faults, VALIDATOR.evolve(schema={**DEFINITIONS, "$ref": f"#/$defs/{name}"}))


@pytest.mark.parametrize("data", DATA, ids=lambda data: str(data["name"]))
def test_every_shipped_contract(data):
    """Accepted, formats and all."""
    agree(data, [])


EXCLUSIVE = [
    (sk.Settlement(cap="15 %"), {"steps": [{"is": "cap", "most": "10 %"}]}),
    (sk.Settlement(cap="15 %"), {"claims": {}}),
    (sk.steps.Cap("5 %", only=["A"]), {"excluding": ["B"]}),
    (sk.Right("leave", within="60 days", after="Notice"), {"within": None}),
    (sk.Tiered({"99 %": "5 %"}), {"above": {"99.9 %": "5 %"}}),
    (sk.Within("s", "1 hour", since="a", until="b", pauses="p"), {"paused_by": "q", "key": "id"}),
    (sk.Within("s", "1 hour", since="a", until="b"), {"paused_by": "q"}),
    (sk.Share("s", good={"a": 1}), {"groups": ["x"]}),
]


@pytest.mark.parametrize(("one", "more"), EXCLUSIVE, ids=lambda part: type(part).__name__)
def test_keys_that_exclude_or_want_each_other(one, more):
    """Refused by a validator that knows no format, as by the loader."""
    data = Encoder(STANDARD).data(one, ()) | more
    kind = kind_of(one)
    name = kind.noun.partition(" ")[2].replace(" ", "-") if kind else type(one).__name__.lower()
    plain = jsonschema.Draft202012Validator({**DEFINITIONS, "$ref": f"#/$defs/{name}"})
    assert plain.is_valid(Encoder(STANDARD).data(one, ()))
    assert not plain.is_valid(data)
    agree_on(one, data)


def test_a_list_is_no_value_of_a_field():
    """A clock for each of some values names single values; a list among them is refused by both."""
    data = {"is": "within", "stream": "s", "limit": "1 hour", "since": "a", "until": "b", "clock_by": "c", "clock": [[[None], "always"]]}
    validator = VALIDATOR.evolve(schema={**DEFINITIONS, "$ref": "#/$defs/metric"})
    named = NamedParts.of({})
    decoder = Decoder(TaggedTables(STANDARD, named).read, named)
    decoder.value(data, sk.Metric, ("metric",))
    assert decoder.faults == [(("metric", "clock", 0, 0), "[null] is not the value of a field; write 'phone'")]
    assert not validator.is_valid(data)
    data = {"is": "within", "stream": "s", "limit": [[[], "1 hour"]], "limit_by": "c", "since": "a", "until": "b"}
    decoder = Decoder(TaggedTables(STANDARD, named).read, named)
    decoder.value(data, sk.Metric, ("metric",))
    assert decoder.faults == [(("metric", "limit", 0, 0), "[] is not the value of a field; write 'phone'")]
    assert not validator.is_valid(data)


NAMES = """
[metrics]
up = { is = "uptime", stream = "outages", clock = "desk" }
[calendars]
desk = { is = "weekly", hours = { mon = "09:00-17:00" }, tz = "UTC" }
[clocks]
channels = { phone = "always", mail = "desk" }
[limits]
urgent = "less than 4 hours"
[factors]
used = { is = "recorded number", stream = "areas", field = "weight" }
[penalties]
late = { is = "flat", credit = "5 GBP" }
[[objectives]]
name = "A"
metric = { named = "up", where = { site = "A" } }
target = "at least 99 %"
penalty = { is = "tiered", below = { "99 %" = "late", "98 %" = "10 GBP" } }
[[objectives]]
name = "B"
metric = { is = "within", stream = "s", since = "a", until = "b", limit = "urgent", clock = "channels", clock_by = "channel" }
target = "at least 99 %"
penalty = { is = "product", credit = "2 GBP", factors = { used = "used", part = "1/30" } }
"""
ANY_NAME = [  # a change, and the kind of what the loader says of it; None for what the schema refuses as well
    ("metrics.up", "down", "names"),
    ("metrics.up", 5, None),
    ("penalties.5 %", {"is": "flat", "credit": "1 GBP"}, None),
    ("calendars.desk", {"phone": "always"}, None),
    ("clocks.channels", {"is": "weekly"}, None),
    ("clocks.always", {"phone": "desk"}, None),
    ("clocks.desk", {"phone": "desk"}, "names"),
    ("limits.urgent", "at least 4 hours", None),
    ("limits.urgent", {"a": "less than 4 hours"}, "together"),
    ("objectives.0.metric.named", "down", "names"),
    ("objectives.0.metric.named", 5, None),
    ("objectives.0.metric.groups", ["a"], None),
    ("objectives.0.penalty.below.98 %", "10 gbp", "names"),
    ("objectives.0.penalty.below.98 %", 5, None),
    ("objectives.0.penalty", "early", "names"),
    ("objectives.1.penalty.factors.part", "one", "names"),
    ("objectives.1.penalty.factors.part", True, None),
    ("objectives.1.metric.clock", "chanels", "names"),
    ("objectives.1.metric.limit", "urgnt", "names"),
    ("objectives.1.metric.limit", 5, None),
]


@pytest.mark.parametrize(("path", "value", "kind"), ANY_NAME)
def test_names_of_every_kind(path, value, kind):
    """Any text may be a name, as far as the schema can see; what is no text is judged as where no name may stand."""
    head = "name = 'N'\nprovider = 'P'\ncustomer = 'C'\nterm = ['2026-01-01', '2027-01-01']\ntimezone = 'UTC'\nfee = '100 GBP'\n"
    data = parse(head + NAMES, "toml")[0]
    agree(data, faults(data))
    *steps, last = (int(step) if step.isdecimal() else step for step in path.split("."))
    part_of(data, tuple(steps))[last] = value
    wrong = faults(data)
    assert {getattr(problem, "kind", None) for _, problem in wrong} == {kind}, wrong
    assert VALIDATOR.is_valid(data) is (kind is not None)


def test_each_kind_of_problem_is_marked():
    """And keeps its mark in the error that a user sees."""
    head = "name = 'N'\nprovider = 'P'\ncustomer = 'C'\nterm = ['2026-01-01', '2027-01-01']\ntimezone = 'UTC'\n"
    one = "[[objectives]]\nname = 'A'\ntarget = 'at least 99 %'\n"
    wrong = {
        "together": one
        + "metric = { is = 'uptime', stream = 's' }\npenalty.is = 'tiered'\npenalty.below = { '9 %' = '5 %', '1 h' = '1 %' }",
        "names": one + "metric = { is = 'uptime', stream = 's', clock = 'desk' }",
        "document": 2 * (one + "metric = { is = 'uptime', stream = 's' }\n"),
        "bounds": one + f"metric = {{ is = 'uptime', stream = '{'s' * 2000}' }}",
        "files": one + "metric = { is = 'uptime', stream = 's', clock = { is = 'events', path = 'a.ics' } }",
    }
    assert set(wrong) == set(JOINT)
    for kind, text in wrong.items():
        with pytest.raises(sk.errors.ContractError) as caught:
            sk.loads(head + text)
        assert [getattr(problem, "kind", problem) for problem in caught.value.problems] == [kind]
    with pytest.raises(sk.errors.ContractError) as caught:
        sk.loads(head.replace("UTC", "Nowhere") + one + "metric = { is = 'uptime', stream = 's' }")
    assert not any(isinstance(problem, Joint) for problem in caught.value.problems)


def test_the_page_lists_each_kind():
    """docs/documents.md has a row for every kind of problem that the loader alone sees, and for no other."""
    page = (ROOT / "docs" / "documents.md").read_text(encoding="utf-8")
    rows = page.partition("| `kind` | what the loader alone sees")[2].partition("\n\n")[0].splitlines()[2:]
    assert [row.split("`")[1] for row in rows] == list(JOINT)
