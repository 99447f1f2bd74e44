"""A contract is run for months from the command line: closed, listed, amended."""

import json

import pytest
from hosting_document import HOSTING as CONTRACT

from slakit.cli.main import main

HOUR, EIGHT = "2026-01-10T10:00Z,2026-01-10T11:00Z", "2026-01-10T10:00Z,2026-01-10T18:00Z"  # 600 and 1,200 of 12,000 GBP


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "contract.toml").write_text(CONTRACT)
    return tmp_path


def run(capsys, folder, command, period, *rows, more=()):
    (folder / "outages.csv").write_text("\n".join(["start,end", *rows]) + "\n")
    status = main([command, "contract.toml", "--data", "outages=outages.csv", "--period", period, *more])
    output = capsys.readouterr()
    return status, output.out, output.err


@pytest.mark.parametrize("more", [(), ("--statements", "kept.db")])
def test_months_are_closed_listed_and_amended(folder, capsys, more):
    if more:
        pytest.importorskip("sqlite3")
    status, out, err = run(capsys, folder, "close", "2026-01", HOUR, more=more)
    assert (status, "credit 600.00 GBP" in out, "closed 2026-01 in" in err) == (1, True, True)
    assert run(capsys, folder, "close", "2026-02", more=more)[0] == 0
    status, out, _ = run(capsys, folder, "amend", "2026-01", EIGHT, more=more)
    assert status == 1
    assert out.splitlines()[-2:] == ["to post: 600.00 GBP", "what was closed later may change too; amend 2026-02, in this order"]
    assert run(capsys, folder, "amend", "2026-01", EIGHT, more=more)[:2] == (0, "nothing changed\n")
    assert main(["history", *more[1:]]) == 0
    out = capsys.readouterr().out
    # 600 closed, 600 posted, 1,200 payable at last
    assert [line.split()[1:] for line in out.splitlines()[2:5]] == [
        ["2026-01", "1", "1", "600.00", "GBP", "600.00", "GBP", "600.00", "GBP", out.splitlines()[2].split()[-1]],
        ["2026-01,", "amended", "1", "1", "1", "1,200.00", "GBP", "1,200.00", "GBP", "600.00", "GBP", out.splitlines()[3].split()[-1]],
        ["2026-02", "1", "0", "0.00", "GBP", "0.00", "GBP", "0.00", "GBP", out.splitlines()[4].split()[-1]],
    ]
    assert out.splitlines()[-1] == "payable under Hosting: 1,200.00 GBP"
    assert main(["history", *more[1:], "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [(one["period"], one["amendment"]) for one in data["statements"]] == [("2026-01", 0), ("2026-01, amended 1", 1), ("2026-02", 0)]


def test_the_list_fits_into_a_narrow_terminal(folder, capsys, monkeypatch):
    run(capsys, folder, "close", "2026-01", HOUR)
    monkeypatch.setenv("COLUMNS", "50")
    assert main(["history"]) == 0
    table, left, total = capsys.readouterr().out.split("\n\n")
    assert table.splitlines()[0].split() == ["agreement", "period", "missed", "payable", "posted"]
    assert max(map(len, table.splitlines())) <= 50
    assert (left, total) == ("no room for lines, credit, seal", "payable under Hosting: 600.00 GBP\n")


@pytest.mark.parametrize("more", [(), ("--statements", "kept.db")])
def test_the_statements_of_one_agreement(folder, capsys, more):
    """A name selects, in a folder as in a database; one that is not there is refused with what is near."""
    if more:
        pytest.importorskip("sqlite3")
    run(capsys, folder, "close", "2026-01", HOUR, more=more)
    assert main(["history", *more[1:], "--agreement", "Hosting"]) == 0
    assert "2026-01" in capsys.readouterr().out
    assert main(["history", *more[1:], "--agreement", "Hostng"]) == 2
    message = capsys.readouterr().err
    assert "--agreement 'Hostng' has no statement in " in message
    assert "did you mean 'Hosting'" in message


def test_what_cannot_be_closed_is_refused(folder, capsys):
    assert run(capsys, folder, "close", "2026-01", HOUR)[0] == 1
    status, _, err = run(capsys, folder, "close", "2026-01")
    assert (status, "2026-01 is closed at 600.00 GBP payable, and the statement differs from it; write amend to post" in err) == (2, True)
    status, _, err = run(capsys, folder, "amend", "2026-05")
    assert (status, "2026-05 is not closed, and cannot be amended; write close" in err) == (2, True)
    status, _, err = run(capsys, folder, "close", "2026-02", "2026-02-01T00:00Z,when it was mended", "2026-02-01T00:00Z,2026-02-01T00:01Z")
    assert (status, "not closed: 1 record could not be read" in err, [path.name for path in (folder / "statements").iterdir()]) == (
        3,
        True,
        ["2026-01.json"],
    )


def test_a_closed_statement_that_was_changed_stops_everything(folder, capsys):
    run(capsys, folder, "close", "2026-01", HOUR)
    path = folder / "statements" / "2026-01.json"
    path.write_text(path.read_text().replace("600.00", "60.00"))
    assert main(["history"]) == 2
    assert "its seal does not fit" in capsys.readouterr().err
    assert run(capsys, folder, "close", "2026-02")[0] == 2
    assert main(["history", "nowhere"]) == 2
    assert "'nowhere' is not there" in capsys.readouterr().err


def test_nothing_unread_is_closed(folder, capsys):
    """A miss is certain, and its credit is not: the hour is 5 %, and with the outage that cannot be read it might be 10 %."""
    status, out, err = run(capsys, folder, "close", "2026-01", HOUR, "2026-01-11T10:00Z,later")
    assert (status, "missed, 1 unread" in out, "not closed: 1 record could not be read and may change it" in err) == (3, True, True)
    assert not (folder / "statements").exists()
    assert run(capsys, folder, "close", "2026-01", HOUR, "2026-01-11T10:00Z,later", more=("--allow-unread", "1"))[0] == 1


def test_an_export_that_holds_a_closed_month_again(folder, capsys):
    """February's file begins with an outage of January of another length: January stays as it was closed, and that is said."""
    run(capsys, folder, "close", "2026-01", EIGHT)
    files = ["contract.toml", "--data", "outages=outages.csv", "--period", "2026-02"]
    status, out, err = run(capsys, folder, "close", "2026-02", HOUR, "2026-02-10T10:00Z,2026-02-10T11:00Z")
    assert (status, "credit 600.00 GBP" in out) == (1, True)
    # 8 and 1 of 744 hours
    assert err.splitlines() == [
        "the files hold records of a closed period: Uptime, 2026-01 was missed at 98.924731 %, and these records alone give missed at "
        "99.865591 %; it stays as it was closed, and slakit amend with all its records changes it",
        err.splitlines()[1],
    ]
    assert "closed 2026-02" in err
    assert main(["history"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "payable under Hosting: 1,800.00 GBP"
    assert main(["score", *files, "--statements", "statements"]) == 1
    assert "it stays as it was closed" in capsys.readouterr().err
    assert main(["score", *files, "--statements", "nowhere"]) == 2
    assert "--statements 'nowhere' is not there" in capsys.readouterr().err


def test_closed_statements_are_the_history_of_a_score(folder, capsys):
    """A streak of two needs January, of which the closed statement alone tells: 1 % for the second miss in a row."""
    (folder / "contract.toml").write_text(
        CONTRACT[: CONTRACT.index("penalty")] + 'penalty = { is = "flat", credit = "1 %", only_if = { in_a_row = 2 } }\n'
    )
    run(capsys, folder, "close", "2026-01", HOUR)
    february = ["2026-02-10T10:00Z,2026-02-10T11:00Z"]
    assert "credit 0.00 GBP" in run(capsys, folder, "score", "2026-02", *february)[1]
    assert "credit 120.00 GBP" in run(capsys, folder, "score", "2026-02", *february, more=("--statements", "statements"))[1]


@pytest.mark.parametrize("count", ["-1", "1.5", "x", "9" * 5_000])
@pytest.mark.parametrize("command", ["close", "score", "report"])
def test_a_number_of_unread_records_is_one(folder, capsys, command, count):
    """A negative number would refuse a statement without a fault, and so is refused itself, by each command that has the option."""
    status, out, err = run(capsys, folder, command, "2026-01", HOUR, more=["--allow-unread", count])
    assert (status, out) == (2, "")
    assert f"'{count}' is not a number of records; write --allow-unread 3" in err
    assert not (folder / "statements").exists()


CASES = (
    CONTRACT.partition("[[objectives]]")[0]
    + """
[[objectives]]
name = "Replies"
target = "at least 90 %"
penalty = { is = "flat", credit = "5 %" }

[objectives.metric]
is = "within"
stream = "cases"
limit = { complaint = "1 hour", question = "4 hours" }
limit_by = "kind"
since = "asked"
until = "replied"
where = { region = "EU" }
"""
)


def test_records_that_no_objective_counts_are_accepted_by_their_number(tmp_path, monkeypatch, capsys):
    """Of 4 cases one is in time, a complaint of "complant" has no limit, one lies before the term, and one is of another region."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "contract.toml").write_text(CASES)
    rows = ["complaint,EU,2026-01-10T10:00Z,2026-01-10T10:30Z", "complant,EU,2026-01-10T10:00Z,2026-01-10T19:00Z"]
    rows += ["question,EU,2025-12-10T10:00Z,2025-12-10T10:30Z", "question,US,2026-01-11T10:00Z,2026-01-11T10:30Z"]
    (tmp_path / "cases.csv").write_text("\n".join(["kind,region,asked,replied", *rows]) + "\n")
    command = ["close", "contract.toml", "--data", "cases=cases.csv", "--period", "2026-01"]
    assert main(command) == 3
    out, err = capsys.readouterr()
    assert "left out: 2 of cases" in out
    assert "not closed: no objective counts 2 of cases (" in err
    assert "no limit for its kind" in err
    assert "outside the term" in err
    assert err.rstrip().endswith("mend the records or the contract, or write --allow-left-out 2")
    assert not (tmp_path / "statements").exists()
    assert main([*command, "--allow-left-out", "1"]) == 3
    capsys.readouterr()
    assert main([*command, "--allow-left-out", "2"]) == 0
    err = capsys.readouterr().err
    assert "counted by no objective: 3 of cases (" in err
    assert "not (region is EU)" in err
    assert main([*command, "--allow-left-out", "-1"]) == 2


def test_history_names_the_months_of_which_none_is_closed(folder, capsys):
    """January, February and April are closed, and not March; nothing is said of May, which may still come."""
    for month in ("2026-01", "2026-02", "2026-04"):
        assert run(capsys, folder, "close", month)[0] == 0
    assert main(["history"]) == 0
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "nothing is closed of 2026-03-01..2026-03-31 under Hosting", "", "payable under Hosting: 0.00 GBP",
    ]  # fmt: skip
    assert run(capsys, folder, "close", "2026-03")[0] == 0
    assert main(["history", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["gaps"] == {}


def test_gaps_are_days_of_the_agreement(folder, capsys):
    """A quarter of another offset in its middle: the first day that is missing is 1 February, and the last 30 June."""
    (folder / "contract.toml").write_text(CONTRACT.replace("UTC", "Europe/Berlin").replace("Europe/London", "Europe/Berlin"))
    for month in ("2026-01", "2026-07"):
        assert run(capsys, folder, "close", month)[0] == 0
    assert main(["history"]) == 0
    assert "nothing is closed of 2026-02-01..2026-06-30 under Hosting" in capsys.readouterr().out


def test_nothing_is_amended_for_records_that_cannot_be_read(folder, capsys):
    """What stays open at close is not posted by amend either: the second outage may be the one that costs more."""
    assert run(capsys, folder, "close", "2026-01", HOUR)[0] == 1
    rows = (HOUR, "soon,2026-01-11T10:00Z")
    status, out, err = run(capsys, folder, "amend", "2026-01", *rows)
    assert (status, out) == (3, "")
    assert err == "not amended: 1 record could not be read and may change it; mend them, or write --allow-unread 1\n"
    assert not (folder / "statements" / "2026-01.amended-1.json").exists()
    assert run(capsys, folder, "amend", "2026-01", EIGHT, rows[1], more=["--allow-unread", "1"])[0] == 1


def test_what_only_some_objectives_count_is_named(tmp_path, monkeypatch, capsys):
    """A priority with a slip of the pen has no limit, and another objective counts the case: it is closed, and said."""
    monkeypatch.chdir(tmp_path)
    also = '\n[[objectives]]\nname = "Cases"\nmetric = { is = "count", stream = "cases", at = "asked" }\ntarget = "at most 9"\n'
    (tmp_path / "contract.toml").write_text(CASES + also)
    rows = ["complaint,EU,2026-01-10T10:00Z,2026-01-10T10:30Z", "complant,EU,2026-01-10T10:00Z,2026-01-10T19:00Z"]
    (tmp_path / "cases.csv").write_text("\n".join(["kind,region,asked,replied", *rows]) + "\n")
    assert main(["close", "contract.toml", "--data", "cases=cases.csv", "--period", "2026-01"]) == 0
    assert "not counted by Replies: 1 of cases (no limit for its kind); look whether that is meant" in capsys.readouterr().err


def test_a_blank_that_may_be_no_fault_has_its_remedy(tmp_path, monkeypatch, capsys):
    """Who gave no mark makes the mean uncertain, until the contract says that only known marks count."""
    monkeypatch.chdir(tmp_path)
    head = CONTRACT.partition("[[objectives]]")[0]
    metric = 'metric = { is = "mean", stream = "cases", field = "mark" }'
    (tmp_path / "contract.toml").write_text(head + f'\n[[objectives]]\nname = "Marks"\n{metric}\ntarget = "at least 4"\n')
    (tmp_path / "cases.csv").write_text("at,mark\n2026-01-10T10:00Z,5\n2026-01-11T10:00Z,\n")
    command = ["close", "contract.toml", "--data", "cases=cases.csv", "--period", "2026-01"]
    assert main(command) == 3
    remedy = 'not closed: Marks counts no blank mark of cases; if a blank is no fault, write where = { mark = "known" } for its metric'
    assert remedy in capsys.readouterr().err
    text = (tmp_path / "contract.toml").read_text().replace('field = "mark" }', 'field = "mark", where = { mark = "known" } }')
    (tmp_path / "contract.toml").write_text(text)
    assert main(command) == 0
