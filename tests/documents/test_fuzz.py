"""Documents of every kind of nonsense: slakit's own errors with their places and nothing else, in bounded time and memory."""

import copy
import json
import re
import time
import tracemalloc
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st
from shipped import CONTRACTS

import slakit as sk
from slakit.documents.kinds import KINDS
from slakit.documents.plain import Figure, parse
from slakit.documents.signature import arguments

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
FORMS = ["toml", "json", *(["yaml"] if find_spec("yaml") else [])]
PLACE = re.compile(r"line \d+( column \d+| .+)?: .+", re.DOTALL)
MOST_SECONDS = 20  # for the largest document there may be, on a slow machine; most take less than a tenth of that
MOST_MEMORY = 500  # bytes for each character

KEYS = sorted({argument.name for kind in KINDS for word in sk.STANDARD.words(kind) for argument in arguments(sk.STANDARD.find(kind, word))})
BITS = [
    *('"', "'", '"""', "'''", "[", "]", "[[", "{", "}", "=", ":", ": ", "#", "\n", "\r\n", "\t", "\\", "\\u0041", "\\ud800", "\x00"),
    *("\ufeff", "\u2028", ",", ".", "- ", "? ", "&a ", "*a", "!!int ", "<<: ", "%YAML 1.1\n", "---\n", "...\n", "|", "> ", "null", "true"),
    *("0x", "1e", "9" * 30, "é", "\U0001f600", "nan", "-inf", "2026-01-01T00:00:00Z", "07", "@", "`", " ", "  "),
]  # fmt: skip
NUMBERS = [5, -1, 0, 10**400, 10**1200, Figure("0.5"), Figure("NaN"), Figure("-Infinity"), Figure("1e999"), Figure("1e-99999")]
TEXTS = [
    *("", " ", "\x00", "\ud800", "9" * 900, "1e999 %", "1e999999999 %", "9" * 300 + " days", "-5 %", "1/0", "0 %", "2026-02-30"),
    *("9999-12-31", "0001-01-01", "FREQ=SECONDLY", "(" * 900, "at least 5 % and " * 50, "between 1 and " * 60, "1 h " * 200, "\u0661 %"),
    *("a" * 999, "a" * 100_000, "p101", "always", "end of the 999999999th business day"),
    *("every 99999999999 days from 2026-01-01", "rolling 1 second", "22:00-21:00"),
]  # fmt: skip
PARTS: list[Any] = [
    *(
        True,
        False,
        None,
        [],
        {},
        [[]],
        [[1]],
        [{}],
        [1, 2],
        [[1, 2]],
        ["x"],
        {"x": "y"},
        {"": ""},
        {"is": "nope"},
        {"is": 5},
        {"is": "unknown"},
    ),
    *({"99 %": [1]}, {"99 %": {}}, [["99 %", [1]]], [[[1], "5 %"]], [[{"a": 1}, "5 %"]], {"mon": {"a": 1}}, {"a": {"b": {"c": 1}}}),
    *({"is": word} for kind in KINDS for word in sk.STANDARD.words(kind)),
]


def texts(form: str) -> list[str]:
    """A few contracts in a format."""
    chosen = CONTRACTS[:: max(1, len(CONTRACTS) // 8)]
    return [sk.dumps(sk.load(path), form) for path in chosen]


SHIPPED = {form: texts(form) for form in FORMS}
DATA = [parse(text, "toml")[0] for text in SHIPPED["toml"]]


def refused(call: Any, placed: bool = True) -> tuple[str, ...]:
    """The problems of a call that may say nothing but what is wrong with the contract, each at its place, and soon."""
    start = time.process_time()  # what else the machine does is not counted
    try:
        call()
    except sk.errors.ContractError as error:
        problems = error.problems
        assert problems
        assert all(PLACE.fullmatch(problem) for problem in problems) or not placed, problems
    else:
        problems = ()
    assert time.process_time() - start < MOST_SECONDS
    return problems


@st.composite
def broken_texts(draw: Any) -> tuple[str, str]:
    """A contract with bits put in, cut out and moved."""
    form = draw(st.sampled_from(FORMS))
    text = draw(st.sampled_from(SHIPPED[form]))
    for _ in range(draw(st.integers(1, 4))):
        at, other = (draw(st.integers(0, len(text))) for _ in range(2))
        put = st.builds(lambda bit, times: bit * times, st.sampled_from(BITS), st.sampled_from([1, 1, 2, 50, 2_000]))
        bit = draw(st.one_of(put, st.just(text[other : other + 40]), st.text(max_size=4)))
        text = text[:at] + bit + text[at + draw(st.sampled_from([0, 0, 1, 10])) :]
    return form, text


@given(broken_texts())
def test_broken_texts(broken):
    """Whatever becomes of a text: every problem has its line."""
    form, text = broken
    refused(lambda: sk.loads(text, form))


@given(st.sampled_from([*FORMS, None]), st.text(st.sampled_from("".join(BITS)), max_size=60))
def test_texts_of_signs_alone(form, text):
    """What is no contract at all."""
    assert refused(lambda: sk.loads(text, form))


@st.composite
def broken_data(draw: Any) -> Any:
    """The data of a contract with parts of other types, of other kinds and of no sense put in, or with keys that belong elsewhere."""
    data = copy.deepcopy(draw(st.sampled_from(DATA)))
    for _ in range(draw(st.integers(1, 3))):
        part = copy.deepcopy(draw(st.one_of(st.sampled_from(PARTS), st.sampled_from(TEXTS), st.sampled_from(NUMBERS))))
        held: Any = data
        while True:
            steps = list(held) if isinstance(held, dict) else list(range(len(held)))
            step = draw(st.sampled_from(steps)) if steps else None
            if step is None or not isinstance(held[step], dict | list) or draw(st.integers(0, 3)) == 0:
                break
            held = held[step]
        if isinstance(held, list):
            held.insert(0, part) if step is None or draw(st.booleans()) else held.__setitem__(step, part)
        else:
            held[draw(st.one_of(st.just(step or "is"), st.sampled_from(KEYS)))] = part
    return data


@given(broken_data())
def test_broken_data(data):
    """Whatever stands where something else is wanted; the path of a problem is that of data, which has no lines."""
    refused(lambda: sk.load(data), placed=False)


@given(broken_data())
def test_broken_data_in_json(data):
    """The same as a text: each problem has its line."""
    plain = json.dumps(data, default=lambda part: float(part) if part.is_finite() else str(part))
    refused(lambda: sk.loads(plain, "json"))


def table(line: str, times: int) -> str:
    return "".join(line.format(index) for index in range(times))


HEAD = 'name = "N"\nprovider = "P"\ncustomer = "C"\nterm = ["2026-01-01", "2027-01-01"]\ntimezone = "UTC"\n'
RULES = '[[objectives]]\nname = "A"\nmetric = {{ is = "uptime", stream = "o" }}\ntarget = "at least 99 %"\npenalty = {}\n'
METRIC = '[[objectives]]\nname = "A"\ntarget = "at least 99 %"\nmetric = {}\n'
FLAT, UPTIME = '{ is = "flat", credit = "5 %" }', '{ is = "uptime", stream = "o" }'
WIDE = "[calendars]\n" + "".join(f'c{n} = {{ is = "any of", parts = ["c{n + 1}", "c{n + 1}"] }}\n' for n in range(50))
LAST = 'c50 = { is = "dates", dates = ["2026-01-01"], tz = "UTC" }\n'


def doubled(table, line, last):
    """Parts that each mean the next one twice."""
    return f"[{table}]\n" + "".join(f"n{n} = {line.replace('NEXT', f'n{n + 1}')}\n" for n in range(50)) + f"n50 = {last}\n"


WIDE_SUMS = doubled("penalties", '["NEXT", "NEXT"]', FLAT)
WIDE_METRICS = doubled("metrics", '{ is = "weighted", terms = [[1, "NEXT"], [1, "NEXT"]] }', UPTIME)
WIDE_BASES = doubled("bases", '{ is = "less", of = "NEXT", less = "NEXT" }', '{ is = "recorded amount", stream = "i", field = "a" }')

LARGE = {
    "unknown keys": ("toml", table("key{} = 1\n", 60_000)),
    "quoted keys": ("toml", table('"key {}" = 1\n', 50_000)),
    "dotted keys": ("toml", table("a{}.b = 1\n", 45_000)),
    "a key of many dots": ("toml", ".".join("a" * 400_000) + " = 1"),
    "a header of many dots": ("toml", "[" + ".".join("a" * 400_000) + "]"),
    "headers": ("toml", table("[a{}]\nb = 1\n", 30_000)),
    "lists of tables": ("toml", "[[a]]\nb = 1\n" * 50_000),
    "quotes": ("toml", 'a = "' + '\\"' * 400_000),
    "quotes and half of one": ("toml", 'a = "' + '\\"' * 400_000 + "\\"),
    "quotes of three": ("toml", 'a = """' + '\\"' * 400_000 + "\\"),
    "apostrophes": ("toml", "a = '" + "'" * 900_000),
    "lines of half a text": ("toml", 'a = "\n' * 150_000),
    "brackets": ("toml", "a = " + "[" * 500_000),
    "braces": ("json", '{"a":' * 200_000),
    "digits": ("toml", "a = " + "9" * 900_000),
    "hexadecimal digits": ("toml", "a = 0x" + "f" * 900_000),
    "decimals": ("json", '{"a": 1.' + "9" * 900_000 + "}"),
    "objectives": ("toml", HEAD + (METRIC.format('{ is = "uptme" }') * 9_000)),
    "dates": ("toml", HEAD + 'x = ["' + '", "'.join(["2026-01-01"] * 60_000) + '"]'),
    "long texts": ("toml", HEAD + METRIC.format('{ is = "within", limit = "' + "a" * 999 + '" }') * 800),
    "rules in rules": ("toml", HEAD + RULES.format('{ is = "floored", least = "1 %", rule = ' * 55 + FLAT + " }" * 55)),
    "sums of sums": ("toml", HEAD + RULES.format('{ is = "sum of", rules = [' * 28 + FLAT + "] }" * 28)),
    "metrics in metrics": ("toml", HEAD + METRIC.format('{ is = "worst", metrics = [' * 28 + UPTIME + "] }" * 28)),
    "calendars of calendars": ("toml", HEAD + WIDE + LAST + METRIC.format('{ is = "uptime", stream = "o", clock = "c0" }')),
    "sums of named sums": ("toml", HEAD + WIDE_SUMS + RULES.format('"n0"')),
    "metrics of named metrics": ("toml", HEAD + WIDE_METRICS + METRIC.format('"n0"')),
    "bases of named bases": ("toml", HEAD + WIDE_BASES + RULES.format('{ is = "flat", credit = "5 %", of = "n0" }')),
    "many named rules": ("toml", HEAD + WIDE_SUMS + RULES.format('"n42"') * 150),
    "keys that stand twice": ("json", "{" + ",".join(['"k": 1'] * 90_000) + "}"),
    "yaml: keys": ("yaml", table("k{}: 1\n", 45_000)),
    "yaml: keys that stand twice": ("yaml", "k: 1\n" * 90_000),
    "yaml: brackets": ("yaml", "[" * 500_000),
    "yaml: hyphens": ("yaml", "- " * 400_000),
    "yaml: question marks": ("yaml", "? " * 400_000),
    "yaml: numbers": ("yaml", "[" + "1," * 400_000),
    "yaml: laughs": ("yaml", "a: &a [x, x]\n" + table("b{0}: &b{0} [*a, *a]\n", 20_000)),
    "yaml: a text": ("yaml", 'a: "' + "word " * 150_000),
}


@pytest.mark.parametrize("name", LARGE)
def test_large_documents(name):
    """The worst that fits into a million characters."""
    form, text = LARGE[name]
    if form == "yaml":
        pytest.importorskip("yaml")
    assert len(text) <= 1_000_000
    refused(lambda: sk.loads(text, form))


@pytest.mark.parametrize("name", LARGE)
def test_memory(name):
    """What is held while a document is read is some hundred times its size at most; so that it is measured soon, of a shorter one."""
    form, text = LARGE[name]
    if form == "yaml":
        pytest.importorskip("yaml")
    text = text[:20_000]
    refused(lambda: sk.loads(text, form), placed=False)  # what is loaded once does not count
    tracemalloc.start()
    try:
        refused(lambda: sk.loads(text, form), placed=False)
        assert tracemalloc.get_traced_memory()[1] < MOST_MEMORY * max(len(text), 10_000)
    finally:
        tracemalloc.stop()
