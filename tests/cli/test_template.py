"""`slakit template`: the empty files that a contract needs, which are filled in and scored."""

import csv
import json
import tomllib
from pathlib import Path

import pytest
from shipped import CONTRACTS

import slakit as sk
from slakit.cli.main import main
from slakit.cli.template import file_names, template_files
from slakit.readers.options import COLUMN, COLUMNS, ReadOptions

HERE = Path(__file__).parents[2]

CONTRACT = """
name = "Desk"
provider = "Brightside"
customer = "Acme"
term = ["2026-01-01", "2027-01-01"]
timezone = "Europe/London"
fee = "1000 GBP"

[[exclusions]]
stream = "maintenance"
applies_to = "outages"
notice = "72 hours"

[[objectives]]
name = "Uptime"
metric = { is = "uptime", stream = "outages" }
target = "at least 99.9 %"
penalty = { is = "flat", credit = "5 %" }

[[objectives]]
name = "Replies"
metric = { is = "within", stream = "tickets", since = "opened", until = "replied", limit = { high = "1 hour", low = "4 hours" }, \
limit_by = "priority", key = "id" }
target = "at least 60 %"
penalty = { is = "linear", credit = "1 %", per = "1 pp" }
"""
ROWS = {
    "outages": [{"start": "2026-07-10 10:00", "end": "2026-07-10 11:00"}, {"start": "2026-07-20 02:00", "end": "2026-07-20 04:00"}],
    "maintenance": [{"start": "2026-07-20 02:00", "end": "2026-07-20 04:00", "announced": "2026-07-10 09:00"}],
    "tickets": [
        {"id": "1", "opened": "2026-07-06 09:00", "replied": "2026-07-06 10:00", "priority": "high"},
        {"id": "2", "opened": "2026-07-06 09:00", "replied": "2026-07-06 13:01", "priority": "low"},
    ],
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("contract.toml").write_text(CONTRACT)
    return tmp_path


def fill(path, rows):
    """Add rows to a file under the columns that it has, and no other."""
    columns = path.read_text().strip().split(",")
    with path.open("a", newline="") as file:
        csv.DictWriter(file, columns).writerows(rows)


def test_template_to_statement(folder, capsys):
    """Down for 60 min of 44,640 - 120 min of July, 99.865 %: missed, 5 % of 1,000 GBP. One of two replies in time: 10 pp short, 100 GBP."""
    assert main(["template", "contract.toml", "--output", "records"]) == 0
    assert "next: slakit score contract.toml --columns records/columns.toml" in capsys.readouterr().out
    assert sorted(path.name for path in Path("records").iterdir()) == ["columns.toml", "maintenance.csv", "outages.csv", "tickets.csv"]
    assert Path("records/tickets.csv").read_text() == "id,opened,replied,priority\n"
    for stream, rows in ROWS.items():
        fill(Path("records") / f"{stream}.csv", rows)
    assert main(["score", "contract.toml", "--columns", "records/columns.toml", "--period", "2026-07", "--json"]) == 1
    statement = json.loads(capsys.readouterr().out)
    assert [(line["name"], line["credit"]) for line in statement["lines"]] == [("Uptime", "50.00 GBP"), ("Replies", "100.00 GBP")]
    assert statement["lines"][0]["measure"]["workings"].startswith("44,460 min up of 44,520 min; 60 min down in 1 outage")


def test_it_writes_over_nothing(folder, capsys):
    """All files that are there are named, and none is written."""
    Path("outages.csv").write_text("start\n2026-07-01T00:00Z\n")
    assert main(["template", "contract.toml"]) == 2
    assert capsys.readouterr().err == (
        "slakit: 'outages.csv' is there already; write --force to keep records and write the rest anew, or another --output\n"
    )
    assert sorted(path.name for path in folder.iterdir()) == ["contract.toml", "outages.csv"]
    assert main(["template", "contract.toml", "--output", "outages.csv/x"]) == 2
    assert "is not a folder that can be written to" in capsys.readouterr().err


def test_a_header_is_written_anew(folder, capsys):
    """After a promise was added: headers are written anew, the file of columns by --force, and records are never touched."""
    assert main(["template", "contract.toml"]) == 0
    Path("outages.csv").write_text("start\n\n")
    Path("columns.toml").write_text("# mine\n")
    capsys.readouterr()
    assert main(["template", "contract.toml"]) == 2
    assert "'columns.toml' is there already" in capsys.readouterr().err
    assert Path("outages.csv").read_text() == "start\n\n"
    Path("tickets.csv").write_text("opened\n2026-07-01T00:00Z\n")
    assert main(["template", "contract.toml", "--force"]) == 0
    assert "; kept tickets.csv; next" in capsys.readouterr().out
    assert Path("outages.csv").read_text() == "start,end\n"
    assert Path("tickets.csv").read_text() == "opened\n2026-07-01T00:00Z\n"
    assert Path("columns.toml").read_text().startswith("# How the records of")
    Path("columns.toml").unlink()
    Path("tickets.csv").write_text("opened\n")
    assert main(["template", "contract.toml"]) == 0


def test_every_option_is_in_the_file(folder):
    """Each option of the readers stands in it with its sentence, as a key or as one that waits behind a #."""
    text = template_files(sk.load("contract.toml"))["columns.toml"]
    lines = text.splitlines()
    for name, flag in ReadOptions.flags().items():
        own = [line for line in lines if line.lstrip("# ").startswith(f"{name} = ") or line.startswith(f"[streams.tickets.{name}]")]
        assert own, name
        assert flag.help in own[0]
    every = text.replace("# times", "times").replace("\n# ", "\n").partition("\n\n")[2].replace("For all files", "# For all files")
    read = tomllib.loads(every)  # with every line used it is TOML still
    assert {*read} == {name for name, flag in ReadOptions.flags().items() if flag.form not in (COLUMN, COLUMNS)} | {"streams"}
    assert {*read["streams"]["tickets"]} == {"file", "times", "rename"}


def test_duties_and_rights(folder):
    """What was done of a duty names the duty, and the use of a right the right: a row of an instant alone would stand for all."""
    duties = """
[[duties]]
name = "Notice"
who = "customer"
within = "30 days"

[[duties]]
name = "Cure"
who = "provider"
after = "Notice"
within = "30 days"
grants = { is = "right", right = "terminate", within = "60 days" }
"""
    files = template_files(sk.loads(CONTRACT + duties))
    assert files["duties.csv"] == "at,duty,objective,period\n"
    assert files["rights.csv"] == "at,right,objective,period\n"
    assert 'duty = "duty"  # one of Notice, Cure' in files["columns.toml"]
    assert 'right = "right"  # one of terminate' in files["columns.toml"]
    assert "a function of the contract" not in files["columns.toml"]


def test_names_of_files():
    """Two streams never share a file, and every name can be one."""
    assert file_names(["not attributable", "a/b", "a.b", "A b", "..", "é"]) == [
        "not-attributable.csv", "a-b.csv", "a-b-2.csv", "A-b-3.csv", "records.csv", "é.csv",
    ]  # fmt: skip


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_contract_has_files_that_are_read(path, tmp_path, capsys):
    """The empty files of each contract of the examples are read, and no field is missing in them."""
    assert main(["template", str(path), "--output", str(tmp_path / "records")]) == 0
    assert main(["score", str(path), "--columns", str(tmp_path / "records" / "columns.toml"), "--json"]) in (0, 1)
    assert capsys.readouterr().err == ""
