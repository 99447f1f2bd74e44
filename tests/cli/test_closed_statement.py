"""`--closed`: what is sent of a closed period is the statement that was closed, and says of an amended one what it stands for."""

import json
from importlib.util import find_spec
from pathlib import Path

import pytest
from hosting_document import HOSTING as CONTRACT

import slakit as sk
from slakit.cli.main import main

HOUR, EIGHT = "2026-02-10T10:00Z,2026-02-10T11:00Z", "2026-02-10T10:00Z,2026-02-10T18:00Z"  # 600 and 1,200 of 12,000 GBP
JANUARY = "2026-01-10T10:00Z,2026-01-10T11:00Z"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder in which January and February are closed, and February amended: 600 GBP became 1,200."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "contract.toml").write_text(CONTRACT)
    outages(tmp_path, JANUARY)
    assert main(["close", *DATA, "--period", "2026-01"]) == 1
    outages(tmp_path, HOUR)
    assert main(["close", *DATA, "--period", "2026-02"]) == 1
    outages(tmp_path, EIGHT)
    assert main(["amend", *DATA, "--period", "2026-02", "--reason", "a ticket came late"]) == 1
    return tmp_path


DATA = ("contract.toml", "--data", "outages=outages.csv")
FEBRUARY, AMENDED = "statements/2026-02.json", "statements/2026-02.amended-1.json"


def outages(folder, *rows):
    (folder / "outages.csv").write_text("\n".join(["start,end", *rows]) + "\n")


def run(capsys, *arguments):
    capsys.readouterr()
    status = main(list(arguments))
    written = capsys.readouterr()
    return status, written.out, written.err


def closed(path):
    return sk.types.ClosedStatement.from_json(Path(path).read_bytes())


def test_a_report_has_the_digest_and_the_seal_of_what_was_closed(folder, capsys):
    """Another evaluation of February, without January before it, has another digest."""
    anew = run(capsys, "score", *DATA, "--period", "2026-02")[1]
    status, out, _ = run(capsys, "score", "--closed", FEBRUARY)
    kept = closed(FEBRUARY)
    assert (status, kept.digest in out, kept.seal in out, kept.digest in anew) == (1, True, True, False)
    assert "credit 600.00 GBP" in out
    assert "amendment" not in out
    written = sk.Statement.from_json(run(capsys, "score", "--closed", FEBRUARY, "--json")[1])
    assert written.close().seal == kept.seal


def test_an_amended_one_says_what_it_stands_for(folder, capsys):
    """1,200 less 600 GBP are to be posted: in text, in JSON, and on the page."""
    first, kept = closed(FEBRUARY), closed(AMENDED)
    _, out, _ = run(capsys, "score", "--closed", "statements", "--period", "2026-02")
    flat = " ".join(out.split())
    assert f"amendment 1: stands for the statement of digest {first.digest}, seal {first.seal}, 600.00 GBP payable" in flat
    assert "reason: a ticket came late" in flat
    assert "to post: 600.00 GBP" in flat
    assert "amended: Uptime, 2026-02: missed at 99.85119 %, now missed at 98.809524 %" in flat
    replaced = json.loads(run(capsys, "score", "--closed", AMENDED, "--json")[1])["replaces"]
    assert (replaced["digest"], replaced["seal"], replaced["posted"]) == (first.digest, first.seal, "600.00 GBP")
    assert (replaced["reason"], [one["payable"] for one in replaced["lines"]]) == ("a ticket came late", ["600.00 GBP"])
    if find_spec("jinja2"):
        status, _, note = run(capsys, "report", "--closed", AMENDED, "--output", "amended.html")
        page = (folder / "amended.html").read_text(encoding="utf-8")
        assert (status, note) == (1, "wrote amended.html: 1 line, 1 missed\n")
        assert all(text in page for text in ("Amended statement", "a ticket came late", first.digest, first.seal, kept.digest, kept.seal))


def test_a_page_and_an_explanation(folder, capsys):
    if find_spec("jinja2"):
        assert run(capsys, "report", "--closed", FEBRUARY, "--output", "february.html", "--lang", "fr")[0] == 1
        assert closed(FEBRUARY).seal in (folder / "february.html").read_text(encoding="utf-8")
    anew = run(capsys, "score", *DATA, "--period", "2026-02", "--explain", "Uptime")[1]
    assert run(capsys, "score", "--closed", AMENDED, "--explain", "Uptime")[1] == anew
    assert "What would change it" in run(capsys, "score", "--closed", AMENDED, "--explain", "Uptime", "--format", "text")[1]


def test_details_are_kept_where_they_are_asked_for(folder, capsys):
    outages(folder, "2026-03-10T10:00Z,2026-03-10T11:00Z")
    assert run(capsys, "close", *DATA, "--period", "2026-03", "--details")[0] == 1
    kept = sk.Statement.from_json(closed("statements/2026-03.json"))
    assert [span.kind for span in kept.lines[0].details.time] == ["bad"]
    assert sk.Statement.from_json(closed(FEBRUARY)).lines[0].details is None


def test_the_closed_statement_is_bundled(folder, capsys):
    """With the records that it was amended by, and January before it; verify says which one it is."""
    arguments = ("bundle", *DATA, "--closed", "statements", "--period", "2026-02", "--output", "february.zip")
    assert run(capsys, *arguments)[0] == 0
    status, out, _ = run(capsys, "verify", "february.zip")
    first, kept = closed(FEBRUARY), closed(AMENDED)
    assert status == 0
    assert f"closed statement: 2026-02, amended 1, 1,200.00 GBP payable, seal {kept.seal}, in place of seal {first.seal}" in out
    outages(folder, HOUR)
    assert run(capsys, "bundle", *DATA, "--closed", FEBRUARY, "--statements", "statements", "--output", "first.zip")[0] == 0
    assert f"closed statement: 2026-02, 600.00 GBP payable, seal {first.seal}\n" in run(capsys, "verify", "first.zip")[1]
    assert run(capsys, "bundle", *DATA, "--period", "2026-02", "--output", "open.zip")[0] == 0
    assert "closed statement" not in run(capsys, "verify", "open.zip")[1]
    status, _, error = run(capsys, *arguments[:-1], "wrong.zip")
    assert (status, "the statement is not what its records come to" in error) == (2, True)


def test_to_close_again_what_was_amended_or_written_before_changes_nothing(folder, capsys):
    assert run(capsys, "close", *DATA, "--period", "2026-02")[0] == 1
    kept = json.loads((folder / "statements/2026-01.json").read_text())
    first = sk.Statement.from_json(json.dumps({**kept["statement"], "format": "slakit.statement/1"}))
    (folder / "statements/2026-01.json").write_text(first.close().to_json())
    assert closed("statements/2026-01.json").seal != kept["seal"]
    outages(folder, JANUARY)
    assert run(capsys, "close", *DATA, "--period", "2026-01")[0] == 1
    assert sorted(path.name for path in (folder / "statements").iterdir()) == ["2026-01.json", "2026-02.amended-1.json", "2026-02.json"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("score",), "no contract is named; write slakit score contract.toml --data ..., or --closed statements/2026-06.json"),
        (("score", "contract.toml", "--closed", FEBRUARY), "--closed is a statement that no longer changes, and takes no contract"),
        (("report", "--closed", FEBRUARY, "--data", "outages=outages.csv", "--skip", "2"), "takes no --data or --skip; leave it out"),
        (("score", "--closed", "none.json"), "--closed 'none.json' cannot be read"),
        (("score", "--closed", "none.db", "--period", "2026-02"), "--closed 'none.db' is not there"),
        (("score", "--closed", "statements"), "--closed 'statements' holds 2 periods; write --period '2026-02'"),
        (("score", "--closed", "statements", "--period", "2026-03"), "--period '2026-03' is not closed in statements"),
        (("score", "--closed", FEBRUARY, "--period", "2026-01"), "--period '2026-01' is not that of statements/2026-02.json"),
        (("score", "--closed", "contract.toml"), "--closed 'contract.toml': the text is not a closed statement"),
        (
            ("score", "--closed", FEBRUARY, "--explain", "Uptme"),
            "--explain 'Uptme' is not an objective of 'Hosting'; did you mean 'Uptime'?",
        ),
        (("bundle", *DATA, "--closed", FEBRUARY, "--as-of", "2026-03-01", "--output", "a.zip"), "and takes no --as-of; leave it out"),
    ],
)
def test_what_is_refused(folder, capsys, arguments, says):
    status, out, error = run(capsys, *arguments)
    assert (status, out) == (2, "")
    assert says in error


def test_a_statement_that_was_changed_is_refused(folder, capsys):
    path = folder / FEBRUARY
    path.write_text(path.read_text().replace("600.00", "60.00"))
    status, _, error = run(capsys, "report", "--closed", FEBRUARY, "--output", "february.html")
    assert (status, "was changed after it was closed" in error) == (2, True)
