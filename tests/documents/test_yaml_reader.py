"""YAML: scalars of the core schema of YAML 1.2 (yaml.org/spec/1.2.2, 10.3.2) from their raw text, and what is refused, with its place."""

from decimal import Decimal

import pytest

import slakit as sk
from slakit.documents.plain import SyntaxFault
from slakit.documents.source_map import SourceMap
from slakit.documents.yaml_reader import read_yaml

pytest.importorskip("yaml")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("99.95", Decimal("99.95")),
        ("0.10000000000000000000000001", Decimal("0.10000000000000000000000001")),
        ("1e3", Decimal("1e3")),
        (".5", Decimal("0.5")),
        ("-3", -3),
        ("+3", 3),
        ("0o10", 8),
        ("0xFF", 255),
        ("0", 0),
        ("true", True),
        ("FALSE", False),
        ("~", None),
        ("Null", None),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("Off", "Off"),
        ("y", "y"),
        ("tRue", "tRue"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("0b11", "0b11"),
        ("1.2.3", "1.2.3"),
        ("2026-01-01", "2026-01-01"),
        ("2026-01-01 09:00:00", "2026-01-01 09:00:00"),
        ("99.9 %", "99.9 %"),
        ("'99.95'", "99.95"),
        ('"true"', "true"),
        ("'010'", "010"),
        ("|\n  1\n", "1\n"),
        (">-\n  at least\n  99.9 %\n", "at least 99.9 %"),
        ("\n  at least\n  99.9 %\n", "at least 99.9 %"),
        ("[]", []),
        ("{}", {}),
    ],
)
def test_scalars(text, value):
    """Numbers are exact, words stay words, and quoted is text; what YAML 1.1 made of it is forgotten."""
    read = read_yaml(f"key: {text}").data["key"]
    assert read == value
    assert isinstance(read, type(value))
    assert type(read) is not float


def test_no_number():
    """Infinity and NaN are figures that whatever reads them refuses."""
    assert str(read_yaml("[.inf, -.INF, .nan]").data) == "[Infinity, -Infinity, NaN]"


def test_keys_are_text():
    """Whatever they look like."""
    data = read_yaml("99.90: a\n010: b\non: c\ntrue: d\n~: e\n2026-01-01: f\n'q': g").data
    assert data == {"99.90": "a", "010": "b", "on": "c", "true": "d", "~": "e", "2026-01-01": "f", "q": "g"}


def test_an_empty_text():
    """Comments alone are a document without keys, as in TOML."""
    assert read_yaml("# nothing\n").data == read_yaml("").data == {}


@pytest.mark.parametrize(
    ("text", "line", "column", "problem"),
    [
        ("a: 1\nb: !!python/object/apply:os.system [ls]", 2, 4, "the tag tag:yaml.org,2002:python/object/apply:os.system is not read"),
        ("a: !money 5", 1, 4, "the tag !money is not read; leave it out, and quote what is text"),
        ("! a: 5", 1, 1, "the tag ! is not read"),
        ("%TAG ! tag:example.org,2026:\n---\na: 1", 1, 1, "tags are not read; leave out the line that begins with %TAG"),
        ("a: &x [1]\nb: 2", 1, 4, "the anchor &x is not read; leave it out"),
        ("a: &x 1\nb: *x", 1, 4, "the anchor &x is not read; leave it out"),
        ("b: *x", 1, 4, "the alias *x is not read; write out what it stands for"),
        ("<<: {a: 1}", 1, 1, "the merge key << is not read; write out what it would bring"),
        ("a: 1\n---\nb: 2", 2, 1, "a second document begins here, and a contract is one; write it in a file of its own"),
        ("? [a, b]\n: 1", 1, 3, "a key is a table or a list; write text before the colon"),
        ("{a: 1}: 1", 1, 1, "a key is a table or a list; write text before the colon"),
        ("fee: 010", 1, 6, "010 is 10 for some readers of YAML and an octal number for others; write 10, or quote it"),
        ("fee: -0777", 1, 6, "-0777 is -777 for some readers of YAML and an octal number for others; write -777, or quote it"),
        ("a: [1, 2", 1, 4, "the text is not YAML, the list that begins here is not closed; write [ ... ]"),
        ("a: 1\n\tb: 2", 2, 1, "the text is not YAML, a tab stands where a line is indented; write spaces instead of the tab"),
        ("a: %5", 1, 4, "the text is not YAML, a text that begins with % must be in quotes; write \"%5\""),
        ("a: b: c", 1, 4, 'the text is not YAML, a text with a colon must be in quotes; write "b: c"'),
        ("a: 1\nb: \x00", 2, 4, "the text is not YAML, the character '\\x00' cannot stand in it; write name: Hosting"),
        ("a: 1\nb: '2", 2, 4, "the text is not YAML, the string that begins here is not closed; write '...'"),
        ("a:\n  b: 1\n c: 2", 3, 2, "the text is not YAML, the line is not indented as its table is; write it as far in"),
        ("[" * 100, 1, 65, "it is nested too deep, and no more than 64 levels are read; write named calendars and fewer brackets"),
        ("\n".join(" " * n + "a:" for n in range(99)), 65, 65, "it is nested too deep"),
        ("[" + "1," * 100_001, 1, 200_000, "it holds more values than the 100,000 that are read; write a shorter document"),
    ],
)  # fmt: skip
def test_what_is_refused(text, line, column, problem):
    """What could mean two things, or much in few words, and what is no YAML."""
    with pytest.raises(SyntaxFault) as caught:
        read_yaml(text)
    assert str(caught.value).startswith(problem)
    assert (caught.value.line, caught.value.column) == (line, column)


YAML = """# a comment: [1, {
name: Care
term:
  - "2026-01-01"
  - "2027-01-01"
provider: {name: P,
  roles: {lead: x}}
objectives:
  - name: A
    metric:
      is: uptime
      by:
        - team
  -
    name: B
    target: >-
      at least
      99 %
    where: {a b: 1, "c": [2,
      3]}
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 2),
        (("name",), 2),
        (("term",), 3),
        (("term", 1), 5),
        (("provider", "name"), 6),
        (("provider", "roles", "lead"), 7),
        (("objectives",), 8),
        (("objectives", 0), 9),
        (("objectives", 0, "metric", "is"), 11),
        (("objectives", 0, "metric", "by", 0), 13),
        (("objectives", 0, "target"), 9),
        (("objectives", 1), 15),
        (("objectives", 1, "target"), 16),
        (("objectives", 1, "where", "c"), 19),
        (("objectives", 1, "where", "c", 1), 20),
    ],
)
def test_lines_of_yaml(path, line):
    """Blocks and flows, a sequence whose items begin on the next line, folded text; else the nearest that holds it."""
    assert SourceMap(YAML, "yaml").line(path) == line


def test_keys_that_stand_twice_in_yaml():
    """Refused with the line of the second, as in JSON; PyYAML itself takes the last and is silent."""
    text = sk.dumps(
        sk.Agreement(
            "A", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC",
            objectives=[sk.Objective("U", sk.Uptime("o"), "at least 99 %")],
        ),
        "yaml",
    ).replace("target: at least 99 %", "target: at least 99 %\n    target: at least 98 %")  # fmt: skip
    with pytest.raises(sk.errors.ContractError) as caught:
        sk.loads(text + "name: B\n", "yaml")
    assert caught.value.problems == (
        "line 13 objectives[0].target: is written twice, on lines 12 and 13; write it once",
        "line 14 name: is written twice, on lines 1 and 14; write it once",
    )


def test_every_problem_has_its_line():
    """As in the other formats: all at once, in the order of the lines."""
    text = 'name: 5\nprovider: P\ncustomer: C\nterm: ["2026-01-01", "2027-01-01"]\ntimezone:\nfee: 12000.50\nobjectives: []\n'
    with pytest.raises(sk.errors.ContractError) as caught:
        sk.loads(text, "yaml")
    assert caught.value.problems == (
        "line 1 name: 5 is not text; write '5'",
        "line 5 timezone: null says nothing; leave it out",
        "line 6 fee: 12000.50 is not money, it names no currency; write '12000.50 GBP'",
        'line 7 objectives: [] is not a list of one or more; write objectives: [{ name: "Support", '
        'metric: { is: "uptime", stream: "outages" }, target: "at least 99.9 %" }]',
    )
