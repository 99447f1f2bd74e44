"""`slakit schema`: the schema of documents, as output or into a file."""

import json

import slakit as sk
from slakit.cli.main import main


def test_it_is_written(capsys):
    """The same as of the library."""
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == sk.schema()


def test_it_is_written_to_a_file(tmp_path, capsys, monkeypatch):
    """With words of one's own too; nothing is printed."""
    (tmp_path / "own_words.py").write_text(
        "import slakit as sk\n\n\n@sk.metric('surveys')\ndef empathy(rows):\n    return len(rows)\n\n\nWORDS = {'empathy': empathy}\n"
    )
    monkeypatch.chdir(tmp_path)
    assert main(["schema", "--output", "slakit.schema.json", "--vocabulary", "own_words:WORDS"]) == 0
    assert capsys.readouterr().out == ""
    words = json.loads((tmp_path / "slakit.schema.json").read_text(encoding="utf-8"))["$defs"]["metric"]["anyOf"]
    assert any(shape.get("title") == "empathy" for shape in words)


def test_a_file_that_cannot_be_written(tmp_path, capsys):
    """It is named, with the reason."""
    assert main(["schema", "--output", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"slakit: {tmp_path} cannot be used (is a directory)\n"


def test_that_of_a_statement_is_written(tmp_path, capsys):
    """The same as of the library, to a file too; words of contracts have no part in it."""
    assert main(["schema", "--statement"]) == 0
    assert json.loads(capsys.readouterr().out) == sk.Statement.json_schema()
    assert main(["schema", "--statement", "--output", str(tmp_path / "statement.schema.json")]) == 0
    assert json.loads((tmp_path / "statement.schema.json").read_text(encoding="utf-8"))["title"] == "slakit.statement/2"
    assert main(["schema", "--statement", "--vocabulary", "own_words:WORDS"]) == 2
    assert "write --statement alone" in capsys.readouterr().err
