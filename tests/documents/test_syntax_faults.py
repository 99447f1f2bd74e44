"""Syntax faults: the place that an author has to mend, not the one where a parser gave up."""

from pathlib import Path

import pytest

import slakit as sk

CONTRACTS = sorted((Path(__file__).parents[2] / "examples" / "contracts").glob("*.toml"))


def fault(text, form="toml"):
    """The line, the column and the problem of a text, without what it begins with."""
    with pytest.raises(sk.errors.ContractError) as caught:
        sk.loads(text, format=form)
    (problem,) = caught.value.problems
    place, _, said = problem.partition(": the text is not TOML, " if form == "toml" else ": the text is not JSON, ")
    _, line, _, column = place.split()
    return int(line), int(column), said


STRING = 'the string that begins here is not closed; write "..."'
LIST = "the list that begins here is not closed; write [ ... ]"
TABLE = "the table that begins here is not closed, and TOML has it on one line; write { ... }"
LINES = 'the text of several lines that begins here is not closed; write """..."""'


@pytest.mark.parametrize(
    ("text", "line", "column", "problem"),
    [
        ('name = "Hosting\nprovider = "P"\n', 1, 8, STRING),
        ('a = 1\nname = "Hosting', 2, 8, STRING),
        ("a = 'x\nb = 1", 1, 5, STRING.replace('"', "'")),
        ('a = ["x", "y\n]\n', 1, 11, STRING),
        ('"a = 1\n', 1, 1, STRING),
        ('a = "x\r\nb = 1\r\n', 1, 5, STRING),
        ('a = [1, 2\nb = 3\nc = 4\n', 1, 5, LIST),
        ('terms = [\n  "x",\n  "y"\n\n[[objectives]]\nname = "b"\n', 1, 9, LIST),
        ("a = [[1, 2],\n [3, 4]\n\n# more [\nb = 1\n", 1, 5, LIST),
        ("a = [[1, 2,\n [3, 4]]\nb = 1\n", 1, 5, LIST),
        ("a = 'fine]'\nb = \"[\"\nc = [1,\n", 3, 5, LIST),
        ("a = [\n  { x = 1 },\n  { y = 2,\n]\nb = 1\n", 3, 3, TABLE),
        ('penalty = { is = "flat",\n  credit = "5 %" }\n', 1, 11, TABLE),
        ("x = { a = [1, 2}, b = 3 }\n", 1, 11, "the list that begins here is closed by }; write [ ... ]"),
        ("x = [{ a = 1], 2]\n", 1, 6, "the table that begins here is closed by ]; write { ... }"),
        ('a = """abc\nb = 2\n[[objectives]]\n', 1, 5, LINES),
        ('a = """abc\nb = """x"""\nc = 5\n', 1, 5, LINES),
        ("a = '''abc\nb = 2", 1, 5, LINES.replace('"', "'")),
        ("[settlement\ncap = 5\n", 1, 1, "the header that begins here is not closed; write [settlement]"),
        ('a = 1\n\n[[objectives]\nname = "A"\n', 3, 1, "the header that begins here is not closed; write [[objectives]]"),
        ("capped = 10 %\n", 1, 10, "'10 %' is not in quotes, and no number, date, true or false; write capped = \"10 %\""),
        ("a = yes # or no\n", 1, 5, "'yes' is not in quotes, and no number, date, true or false; write a = true"),
        ("a = True\n", 1, 5, "'True' is not in quotes, and no number, date, true or false; write a = true"),
        ("a = \N{LEFT DOUBLE QUOTATION MARK}x\N{RIGHT DOUBLE QUOTATION MARK}\n", 1, 5,
         "'\N{LEFT DOUBLE QUOTATION MARK}x\N{RIGHT DOUBLE QUOTATION MARK}' is not in quotes, and no number, date, true or false; "
         'write a = "x"'),
        ("fee: 5\n", 1, 4, "a key and its value are divided by =; write fee = 5"),
        ("fee 5 GBP\n", 1, 5, 'a key and its value are divided by =; write fee = "5 GBP"'),
        ("b = [1 2]\n", 1, 8, "a comma is missing here, or a closing bracket; write [1, 2] or { a = 1, b = 2 }"),
        ("[a]\nb = 1\n[a]\nc = 1\n", 3, 1,
         "the table a is written twice, on lines 1 and 3; write it once, or [[a]] for one more of a list"),
        ("# it's [fine\nb = {}\nb.c = x\n", 3, 7, "'x' is not in quotes, and no number, date, true or false; write b.c = \"x\""),
        ('a = """x"""""\nb = """y\\"""z"""\nc = ?\n', 3, 5, "c has no value, and ? is none: a text in quotes, a number, a date, "
         "true or false; write c = ..., or leave it out"),
    ],
)  # fmt: skip
def test_the_true_place_of_toml(text, line, column, problem):
    """What was left open is named, however many lines later it was noticed; so is what only looks like a value."""
    assert fault(text) == (line, column, problem)


@pytest.mark.parametrize(
    ("text", "line", "column", "problem"),
    [
        ('{"a": [1, 2}', 1, 7, "the list that begins here is closed by }; write [...]"),
        ('{"a": {"b": 1,\n "c": [1]', 1, 7, "the table that begins here is not closed; write {...}"),
        ('{"a": "x\n}', 1, 7, STRING),
        ('{"a": 1\n "b": 2}', 2, 2, 'a comma is missing here, or a closing bracket; write [1, 2] or {"a": 1, "b": 2}'),
    ],
)
def test_the_true_place_of_json(text, line, column, problem):
    """The same in JSON."""
    assert fault(text, "json") == (line, column, problem)


@pytest.mark.parametrize("path", CONTRACTS[::4], ids=lambda path: path.stem)
def test_a_quote_that_is_missing(path):
    """Whichever closing quote of a contract is missing, the line that is named is its own."""
    lines = path.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines):
        if line.startswith("#") or '"' not in line or "#" in line:
            continue
        at = line.rindex('"')
        text = "\n".join([*lines[:number], line[:at] + line[at + 1 :], *lines[number + 1 :]])
        assert fault(text)[0] == number + 1, line


@pytest.mark.parametrize("path", [path for path in CONTRACTS if "\n]" in path.read_text(encoding="utf-8")], ids=lambda path: path.stem)
def test_a_bracket_that_is_missing(path):
    """A list of several lines without its end is named by the line that it begins on."""
    lines = path.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines):
        if line == "]" and any(rest.strip() for rest in lines[number + 1 :]):
            begun = max(before for before in range(number) if lines[before].partition("#")[0].rstrip().endswith("["))
            assert fault("\n".join([*lines[:number], *lines[number + 1 :]]))[0] == begun + 1


def test_a_long_text_is_gone_through_once():
    """A fault at the end of a long document is placed in bounded time."""
    text = 'a = ["x"]\n[[b]]\nc = """x\n"""\n' * 20_000
    assert fault(text.replace("a =", "[[d]]\na =") + 'z = "x')[:2] == (100_001, 5)
