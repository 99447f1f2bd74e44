"""A contract with one fault: one message, at the place of the fault, without Python, and its remedy mends it where it is an example."""

import copy
import json
import re
import tomllib
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

import slakit as sk
from slakit.documents.layout import json_text, toml_text
from slakit.documents.plain import parse, path_text
from slakit.documents.yaml_layout import yaml_text
from support.broken_documents import at, breaks

CONTRACTS = sorted((Path(__file__).parents[2] / "examples" / "contracts").glob("*.toml"))
TEXTS = {"toml": toml_text, "json": json_text, "yaml": yaml_text}
FORMS = ["toml", "json", *(["yaml"] if find_spec("yaml") else [])]
DATA = {path.stem: parse(path.read_text(encoding="utf-8"), "toml")[0] for path in CONTRACTS}
MESSAGE = re.compile(r"line (\d+) (?P<place>(?:\"(?:[^\"\\]|\\.)*\"|[^\s\":])+): (?P<problem>.*)", re.DOTALL)
QUOTED = re.compile(r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"")
PYTHON = re.compile(r"\b(?:None|True|False)\b|(?<![\w'.])[a-z_]\w*=(?!=)|\b[A-Z]\w+\(|\.\w+\(")
TABLE_OF_PYTHON = re.compile(r"\{'[^']*': |\['|\[[^\]]*, '")
REMEDY = re.compile(r"; write (?P<text>[a-z_]+ = .*)", re.DOTALL)


def problems(data, form):
    """What is said of data in a format; empty if nothing is wrong with it."""
    try:
        sk.loads(TEXTS[form](data), form)
    except sk.errors.ContractError as error:
        return error.problems
    return ()


def refuted(broken, form):
    """What is amiss in the messages about a broken contract: a list of complaints, empty if all is well."""
    said = problems(broken.data, form)
    complaints = []
    for message in said:
        shown = QUOTED.sub("''", message)
        if PYTHON.search(shown) or TABLE_OF_PYTHON.search(message):
            complaints.append("Python")
        if shown.count("; write ") + shown.count("did you mean") > 1:
            complaints.append("two remedies")
    named = broken.kind == "misspelt key" and not any("is not a key of" in message for message in said)  # a name that the author chose
    named = named or (
        broken.kind == "text for table" and "neither a party nor a role" in str(said)
    )  # a party's name alone, without its roles
    if said and broken.kind != "dropped key" and not named and "bands" not in broken.path:  # bands are judged with their credits
        place = MESSAGE.fullmatch(said[0])["place"]
        holders = [path_text(broken.path[:length]) for length in range(max(1, len(broken.path) - 2), len(broken.path))]
        if not place.startswith(path_text(broken.path)) and place not in holders:
            complaints.append("place")
    several = broken.kind == "dropped key" or named or "falls in no tier" in str(said)  # each use of what is not there, each gap
    if len(said) > 1 and not several:
        complaints.append("several")
    if form == "toml" and len(said) == 1:
        complaints += not_mended(broken, MESSAGE.fullmatch(said[0]))
    return [(complaint, said) for complaint in complaints]


def not_mended(broken, message):
    """A complaint if the remedy for a missing key is an example that does not mend what is missing."""
    lacks = re.match(r"has no '(\w+)'", message["problem"])
    remedy = REMEDY.search(message["problem"])
    if broken.kind != "dropped key" or not lacks or not remedy or "..." in remedy["text"]:
        return []
    mended = copy.deepcopy(broken.data)
    at(mended, broken.path).update(json.loads(json.dumps(tomllib.loads(remedy["text"], parse_float=Decimal), default=str)))
    own = path_text((*broken.path, lacks[1]))
    again = [one for one in problems(mended, "toml") if f"has no {lacks[1]!r}" in one or (f" {own}: " in one and " is not a" in one)]
    return ["remedy"] if again else []


@pytest.mark.parametrize("form", FORMS)
@given(st.data())
@settings(deadline=None)
def test_one_fault_one_message(form, data):
    """Any fault of any shipped contract, in any format."""
    broken = data.draw(st.sampled_from(BREAKS))
    assert refuted(broken, form) == [], broken[:2]


BREAKS = [broken for name in sorted(DATA)[::7] for broken in list(breaks(DATA[name]))[::3]]


@pytest.mark.slow
@pytest.mark.parametrize("name", DATA)
def test_every_fault_of_every_contract(name):
    """All of them, in TOML."""
    assert [complaint for broken in breaks(DATA[name]) for complaint in refuted(broken, "toml")] == []


SETTING = {
    "toml": re.compile(r"[a-z_]+ = [^\[{].*"),
    "json": re.compile(r' +"[a-z_]+": [^\[{].*,'),
    "yaml": re.compile(r" *[a-z_]+: [^\s].*"),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", sorted(DATA)[::12])
def test_a_key_that_is_written_twice(name, form):
    """Both lines are named, wherever it stands."""
    lines = TEXTS[form](DATA[name]).splitlines()
    numbers = [number for number, line in enumerate(lines) if SETTING[form].fullmatch(line)]
    assert numbers
    for number in numbers[:: max(1, len(numbers) // 8)]:
        with pytest.raises(sk.errors.ContractError) as caught:
            sk.loads("\n".join([*lines[: number + 1], *lines[number:]]) + "\n", form)
        (problem,) = caught.value.problems
        assert problem.startswith(f"line {number + 2} ")
        assert problem.endswith(f" is written twice, on lines {number + 1} and {number + 2}; write it once")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", sorted(DATA)[::12])
def test_a_bracket_that_does_not_fit(name, form):
    """The line on which it opens is named, with what closes it."""
    lines = TEXTS[form](DATA[name]).splitlines()
    numbers = [number for number, line in enumerate(lines) if re.fullmatch(r"[^\[\]]*\[[^\[\]{}#]+\],?", line) and not line.startswith("[")]
    for number in numbers[:5]:
        wrong = [*lines[:number], lines[number].replace("]", "}"), *lines[number + 1 :]]
        with pytest.raises(sk.errors.ContractError, match="the list that begins here is closed by }") as caught:
            sk.loads("\n".join(wrong) + "\n", form)
        assert str(caught.value).startswith(f"line {number + 1} column {lines[number].index('[') + 1}: ")
