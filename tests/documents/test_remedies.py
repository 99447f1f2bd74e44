"""Remedies: a message about a document shows no Python, and shows the format of the document."""

import ast
import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import slakit as sk
from slakit.documents.layout import json_text, toml_text
from slakit.documents.plain import parse
from slakit.documents.remedies import Remedies

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "slakit"
LAYERS = ("agreements", "calendars", "metrics", "penalties", "targets", "windows", "values", "documents")
QUOTED = re.compile(r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"")
PYTHON = re.compile(r"(?<![\w'.])[a-z_]\w*=(?!=)|\b[A-Za-z_]\w*\(|\.\w+\(|@\w|\{['\"\d]|\b(?:True|False|None)\b|\bsk\.")


TOML = re.compile(r"\w = ")


def python_in(problem, form="toml"):
    """The first piece of Python, or of another format, that a message shows outside of quotations."""
    text = QUOTED.sub("''", problem)
    match = PYTHON.search(text if form == "toml" else text.replace("{''", "{")) or (form != "toml" and TOML.search(text))
    return match and match[0]


def translated(problem, form="toml"):
    return Remedies(form, sk.STANDARD).translate(problem)


@pytest.mark.parametrize(
    ("python", "toml"),
    [
        ("write fee='1000 GBP'", 'write fee = "1000 GBP"'),
        ("mode='x' is not it; write mode='drop', 'forgive' or '50 %'", 'mode = "x" is not it; write mode = "drop", "forgive" or "50 %"'),
        ("write Flat('5 %'), or put @penalty on the function", 'write { is = "flat", credit = "5 %" }'),
        ("write Pool('40 %', pool='50 %')", 'write { is = "pool", allocation = "40 %", pool = "50 %" }'),
        ("write .only_if(in_a_row=2, arrears=True)", "write only_if = { in_a_row = 2, arrears = true }"),
        ("write .repeated({2: 2, 3: '2.5'})", 'write repeated = { 2 = 2, 3 = "2.5" }'),
        ("write Flat('5 %').capped('10 %')", 'write { is = "flat", credit = "5 %", capped = "10 %" }'),
        ("write .by('monitor', groups=['a', 'b']) after it", 'write by = "monitor", groups = ["a", "b"] after it'),
        ("needs in_a_row= and no misses=; leave by= out", "needs in_a_row and no misses; leave by out"),
        ("write Linear(...) for what is short", 'write { is = "linear", ... } for what is short'),
        ("write Within('i', '1 hour', ...), or b", 'write { is = "within", stream = "i", limit = "1 hour", ... }, or b'),
        ("write .earned_back(...) once", "write earned_back once"),
        ("write Tiered(below={...}) + Tiered(above={...})", 'write [{ is = "tiered", below = ... }, { is = "tiered", above = ... }]'),
        ("Flat('5 %') | Flat('2 %')", '{ is = "largest of", rules = [{ is = "flat", credit = "5 %" }, { is = "flat", credit = "2 %" }] }'),
        ("Fee() * '1.2' is", '{ is = "part", of = { is = "fee" }, share = "1.2" } is'),
        ("write at_least('99 %', rounding='0.1 %')", 'write "at least 99 % rounded to 0.1 %"'),
        ("write every(2, 'week', anchor='2026-01-05')", 'write "every 2 weeks from 2026-01-05"'),
        ("write rolling('30 days', step=daily())", 'write "rolling 30 days"'),
        ("write worst(Uptime('feed'), Uptime('desk'))", 'write { is = "worst", metrics = [{ is = "uptime", stream = "feed" }, '
         '{ is = "uptime", stream = "desk" }] }'),
        ("write (a / b).by('channel') around", 'write { is = "ratio", above = ..., below = ..., by = "channel" } around'),
        ("write clock={'phone': ALWAYS, 'mail': desk}", 'write clock = { phone = "always", mail = ... }'),
        ("write {'mon-fri': '09:00-17:30'}", 'write { mon-fri = "09:00-17:30" }'),
        ("write term=('2026-01-01', '2027-01-01'): it", 'write term = ["2026-01-01", "2027-01-01"]: it'),
        ("write money('10 GBP')", 'write "10 GBP"'),
        ("unit='day' is not Fraction(1, 7); at", 'unit = "day" is not Fraction(1, 7); at'),  # what no document has is left alone
    ],
)  # fmt: skip
def test_python_is_said_in_toml(python, toml):
    """Calls, settings, methods, operators and what an example leaves open."""
    assert translated(python) == toml


@pytest.mark.parametrize(
    "text",
    [
        "'fee=5' is not a fee",
        '"a.b(c)" is the provider\'s own',
        "'Flat(5)' is no word",
        "'FREQ=DAILY' is slow",
        "the desk of Acme (open) is",
    ],
)
def test_what_is_quoted_is_left_alone(text):
    """A quotation shows what the author wrote, whatever it looks like; prose is prose."""
    assert translated(text) == text


@pytest.mark.parametrize(
    ("problem", "as_json", "as_yaml"),
    [
        ("write fee='1000 GBP'", 'write "fee": "1000 GBP"', 'write fee: "1000 GBP"'),
        ("write Flat('5 %')", 'write {"is": "flat", "credit": "5 %"}', 'write { is: "flat", credit: "5 %" }'),
        ('write { is = "uptime", stream = "outages" }', 'write {"is": "uptime", "stream": "outages"}',
         'write { is: "uptime", stream: "outages" }'),
        ('has no \'due\'; write due = { is = "weekly", ... }', 'has no \'due\'; write "due": {"is": "weekly", ...}',
         'has no \'due\'; write due: { is: "weekly", ... }'),
        ("write { name = ... }", 'write {"name": ...}', "write { name: ... }"),
        ("write { 5 = }", "write { 5 = }", "write { 5 = }"),
    ],
)  # fmt: skip
def test_other_formats(problem, as_json, as_yaml):
    """JSON and YAML are shown to those who write them, also what decoders say in TOML."""
    assert (translated(problem, "json"), translated(problem, "yaml")) == (as_json, as_yaml)


def test_the_words_of_a_vocabulary():
    """A class of one's own is shown by its word."""
    assert (
        Remedies("toml", sk.STANDARD | {"goodwill": sk.Flat}).translate("write Flat('5 %')") == 'write { is = "goodwill", credit = "5 %" }'
    )


def texts() -> Iterator[tuple[str, str]]:
    """Every text of the source that shows Python, with its file; 'x' stands for what it is made of."""
    for path in (path for layer in LAYERS for path in sorted((SOURCE / layer).rglob("*.py")) if path.parent.name != "openslo"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in ast.walk(tree):
            if id(node) in inner:
                continue
            if isinstance(node, ast.JoinedStr):
                parts = [
                    part.value if isinstance(part, ast.Constant) else "'x'" if part.conversion == ord("r") else "x" for part in node.values
                ]
                yield path.relative_to(SOURCE).as_posix(), "".join(parts)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield path.relative_to(SOURCE).as_posix(), node.value


# remedies for those who write Python: what is wrong with a call, a function or a class of one's own
PYTHONIC = {
    *("metrics/function.py", "calendars/base.py", "values/rounding.py", "documents/load_dump.py", "documents/vocabulary.py"),
    "documents/layout.py",
    # the name of a function is filled in
    *("windows/window.py", "metrics/compound/choice.py", "values/units.py", "penalties/tables/ranges.py"),
}  # fmt: skip


def test_every_remedy_can_be_said_without_python():
    """Each text of the source that says what to write is said in TOML in full."""
    remedies = [(file, text) for file, text in texts() if re.search(r"\b; (write|give|leave|use) |^write ", text) and "\n" not in text]
    showing = [(file, text) for file, text in remedies if python_in(text)]
    assert len(showing) > 150
    assert [(file, translated(text)) for file, text in showing if python_in(translated(text)) and file not in PYTHONIC] == []


WRONG = (
    5,
    "x",
    "-1 GBP",
    "5 %",
    "1 hour",
    "at least 99 %",
    True,
    [],
    ["x"],
    [5],
    {},
    {"x": "y"},
    {"is": "uptime", "stream": "x"},
    {"is": "flat"},
)
CONTRACTS = sorted((ROOT / "examples" / "contracts").glob("*.toml"))


def changed(data: object) -> Iterator[object]:
    """The data with one part at a time that is wrong, missing or too much."""
    for path in list(paths(data)):
        for wrong in WRONG:
            yield put(data, path, wrong)
        yield put(data, path, None)
        yield put(data, (*path, "unknown"), 5)


def paths(data: object, path: tuple[object, ...] = ()) -> Iterator[tuple[object, ...]]:
    for step, part in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield (*path, step)
        yield from paths(part, (*path, step))


def put(data: object, path: tuple[object, ...], value: object) -> object:
    """A copy with a value at a path; None takes the part away."""
    made = copy.deepcopy(data)
    at = made
    for step in path[:-1]:
        at = at[step]
    if value is None:
        del at[path[-1]]
    elif isinstance(at, dict | list):
        at[path[-1] if isinstance(at, dict) else path[-1] if isinstance(path[-1], int) else 0] = value
    return made


@pytest.mark.parametrize("form", ["toml", "json"])
@pytest.mark.parametrize("path", CONTRACTS[::6], ids=lambda path: path.stem)
def test_no_message_about_a_document_shows_python(path, form):
    """Real contracts with one mistake each: whatever is said is said in the language of the author."""
    data = parse(path.read_text(encoding="utf-8"), "toml")[0]
    shown = set()
    for wrong in list(changed(data))[::7]:
        try:
            sk.loads(toml_text(wrong) if form == "toml" else json_text(wrong), format=form)
        except sk.errors.ContractError as error:
            shown |= {problem for problem in error.problems if python_in(problem, form)}
    assert shown == set()


def test_json_is_shown_in_json():
    """A JSON document has remedies that can be pasted into it."""
    with pytest.raises(sk.errors.ContractError) as caught:
        sk.loads(
            json.dumps({"name": "A", "provider": "P", "customer": "C", "term": "2026", "timezone": "UTC", "objectives": [{"name": "A"}]})
        )
    term, metric, target = caught.value.problems
    assert term.endswith(
        '"term": "2026" is not a term; write "term": ["2026-01-01", "2027-01-01"]: its first day, and the day after its last'
    )
    assert metric.endswith('has no \'metric\'; write "metric": {"is": "uptime", "stream": "outages"}')
    assert target.endswith('has no \'target\'; write "target": "at least 99.9 %"')
