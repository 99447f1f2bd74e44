"""`slakit init`: a contract from a few answers."""

import sys
import tomllib
from pathlib import Path

import pytest

import slakit as sk
from slakit.cli.contract_kinds import KINDS
from slakit.cli.init import contract_text
from slakit.cli.main import main

ANSWERS = (
    "--provider",
    "Brightside",
    "--customer",
    "Acme plc",
    "--fee",
    "12000 GBP",
    "--from",
    "2026-03-01",
    "--timezone",
    "Europe/London",
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of its own, and no terminal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    return tmp_path


@pytest.fixture
def answers(folder, monkeypatch):
    """Answers the questions of a terminal one after the other, and gives the questions."""
    asked = []

    def answering(*given):
        left = list(given)

        def answer(question):
            asked.append(question)
            if not left:
                raise EOFError
            return left.pop(0)

        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr("builtins.input", answer)
        return asked

    return answering


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind(folder, capsys, kind):
    """It loads, holds the answers, has a comment on each of its lines but the repeated ones, and a template that is scored."""
    assert main(["init", "--kind", kind, *ANSWERS]) == 0
    agreement = sk.load("contract.toml")
    assert (str(agreement.provider.name), str(agreement.customer.name), str(agreement.fee)) == ("Brightside", "Acme plc", "12000.00 GBP")
    assert (agreement.term, agreement.timezone) == (("2026-03-01", "2027-03-01"), "Europe/London")
    assert sk.loads(sk.dumps(agreement)) == agreement
    assert main(["template", "contract.toml", "--output", "records"]) == 0
    assert main(["score", "contract.toml", "--columns", "records/columns.toml", "--period", "2026-03"]) in (0, 1)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_sound(folder, capsys, kind):
    """Nothing is wrong with it, the schema accepts it, and every format gives it back."""
    jsonschema = pytest.importorskip("jsonschema")
    assert main(["init", "--kind", kind, *ANSWERS]) == 0
    assert main(["check", "contract.toml"]) == 0, capsys.readouterr().out
    jsonschema.Draft202012Validator(sk.schema()).validate(tomllib.loads(Path("contract.toml").read_text()))
    agreement = sk.load("contract.toml")
    for form in ("toml", "json", "yaml"):
        if form == "yaml":
            pytest.importorskip("yaml")
        sk.dump(agreement, f"again.{form}")
        again = sk.load(f"again.{form}")
        assert again == agreement
        assert sk.dumps(again) == sk.dumps(agreement)
        assert main(["check", f"again.{form}"]) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_each_key_has_its_sentence(kind):
    """The first time that a key stands in the contract, a comment says what it is."""
    text = contract_text(
        {"kind": kind, "name": "N", "provider": "P", "customer": "C", "fee": "1 GBP", "first": "2026-01-01", "timezone": "UTC"}, "c.toml"
    )
    seen = set()
    for line in text.splitlines():
        key, sign, rest = line.partition(" = ")
        if sign and not line.startswith("#") and key not in seen:
            seen.add(key)
            assert "#" in rest, line


def test_answers_of_a_terminal(answers, capsys):
    """What is not given is asked for, again when it is wrong; an empty answer is the one in brackets."""
    asked = answers("suport", "support", "", "Brightside", "Acme", "", "much", "900 GBP", "2026-02-29", "2024-02-29", "")
    assert main(["init", "--output", "c.toml"]) == 0
    agreement = sk.load("c.toml")
    assert (agreement.name, agreement.term, agreement.timezone) == ("Support for Acme", ("2024-02-29", "2025-02-28"), "UTC")
    assert asked[0] == "What is promised? hosting, support, social, delivery, api [hosting]: "
    assert asked[5] == "What is the agreement called? [Support for Acme]: "
    shown = capsys.readouterr().out
    for part in (
        "'suport' is not a kind of contract; did you mean 'support'?",
        "nothing is not a provider",
        "'much'",
        "'2026-02-29' is not a day",
    ):
        assert part in shown


def test_answers_that_end(answers, capsys):
    answers("support")
    assert main(["init"]) == 2
    assert "the answers end too early" in capsys.readouterr().err


def refusal(capsys, *arguments):
    assert main(["init", *arguments]) == 2
    return capsys.readouterr().err.removesuffix("\n").split("\nslakit: ")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), ["slakit: no provider and no customer and no fee was given; write --provider Brightside --customer Acme --fee '12000 GBP'"]),
        ((*ANSWERS, "--kind", "suport"), ["slakit: --kind 'suport': 'suport' is not a kind of contract; did you mean 'support'?"]),
        ((*ANSWERS, "--timezone", "Europe/Londn", "--from", "soon", "--output", "c.json"), [
            "slakit: --from 'soon': 'soon' is not a day; write 2026-01-01",
            "--timezone 'Europe/Londn': 'Europe/Londn' is not a time zone; did you mean 'Europe/London'?",
            "--output 'c.json' is not a .toml file; write --output contract.toml",
        ]),
        ((*ANSWERS, "--output", "no/contract.toml"),
         ["slakit: 'no/contract.toml' is not a file that can be written (no such file or directory); write another --output"]),
        ((*ANSWERS, "--customer", "\udcff"),
         ["slakit: --customer '\\udcff': it is not text of Unicode; write it in another way"]),
    ],
)  # fmt: skip
def test_refusals(folder, capsys, arguments, expected):
    """Every answer that is wrong at once, and nothing is written."""
    assert refusal(capsys, *arguments) == expected
    assert list(folder.iterdir()) == []


def test_it_writes_over_nothing(folder, capsys):
    Path("contract.toml").write_text("mine")
    assert refusal(capsys, *ANSWERS) == ["slakit: 'contract.toml' is there already; write another --output, or take it away"]
    assert Path("contract.toml").read_text() == "mine"


def test_answers_are_texts(folder):
    """Quotes, backslashes, names of places and what is no plain sign stand in the contract as they were given."""
    name = 'A "b" \\ @fee@ = @name@ \x7f é'
    assert main(["init", *ANSWERS, "--name", name]) == 0
    assert sk.load("contract.toml").name == name
