"""`slakit reconcile`: two statements, or two sets of records; what it writes, and its status."""

import json
from pathlib import Path

import pytest
from hosting_document import HOSTING

from slakit.cli.main import main

CONTRACT = (
    HOSTING
    + """
[[objectives]]
name = "Replies"
metric = { is = "within", stream = "cases", limit = "2 hours", since = "opened", until = "closed", key = "id" }
target = "at least 50 %"
"""
)
FILES = {
    "contract.toml": CONTRACT,
    "ours.csv": "start,end\n2026-03-10T10:00Z,2026-03-10T11:00Z\n",  # 60 of 44,640 min, 99.866 %: 5 % of 12,000 = 600
    "theirs.csv": "DOWN;UP\n10/03/2026 10:00;10/03/2026 18:00\n",  # 480 min, 98.925 %: 10 % = 1,200
    "same.csv": "start,end\n2026-03-10T11:00+01:00,2026-03-10T12:00+01:00\n",
    "cases.csv": "id,opened,closed\n1,2026-03-02T09:00Z,2026-03-02T10:00Z\n",
    "columns.toml": '[streams.outages]\nfile = "theirs.csv"\ndelimiter = ";"\nrename = { start = "DOWN", end = "UP" }\n'
    'timezone = "UTC"\ntime_format = "%d/%m/%Y %H:%M"\n',
}
READ_THEIRS = [
    *("--theirs-delimiter", ";", "--theirs-rename", "outages.start=DOWN", "--theirs-rename", "outages.end=UP"),
    *("--theirs-time-format", "%d/%m/%Y %H:%M", "--timezone", "UTC"),
]  # fmt: skip
CAUSE = "outages of 2026-03-10 10:00 +00:00: end is 2026-03-10 11:00 +00:00 in ours and 2026-03-10 18:00 +00:00 in theirs: +600.00 GBP"


@pytest.fixture
def reconcile(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        Path(name).write_text(text)

    def run(*arguments):
        status = main(["reconcile", *arguments])
        return status, *capsys.readouterr()

    return run


def of(theirs, *more, ours="outages=ours.csv"):
    return ["contract.toml", "--ours", ours, "--theirs", theirs, "--period", "2026-03", *more]


@pytest.mark.parametrize("how", [["--theirs", "outages=theirs.csv", *READ_THEIRS], ["--theirs-columns", "columns.toml"]])
def test_two_sets_of_records(reconcile, how):
    """Each side has readers of its own, by options or by a file of columns; 1,200 less 600."""
    status, out, err = reconcile("contract.toml", "--ours", "outages=ours.csv", "--period", "2026-03", *how)
    assert (status, err) == (1, "")
    assert CAUSE in out
    assert out.splitlines()[-1] == "payable: ours 600.00 GBP, theirs 1,200.00 GBP: +600.00 GBP"


def test_every_form(reconcile):
    """Markdown and JSON say the same as text."""
    arguments = of("outages=theirs.csv", *READ_THEIRS)
    assert "| Uptime, 2026-03 | ours" not in reconcile(*arguments)[1]
    assert "| Uptime, 2026-03 |" in reconcile(*arguments, "--format", "markdown")[1]
    data = json.loads(reconcile(*arguments, "--format", "json")[1])
    assert data["difference"]["payable"] == data["causes"][0]["payable"] == "600.00 GBP"


def test_an_option_of_both_and_one_of_a_side(reconcile):
    """What holds for both yields to that of one side, field by field."""
    Path("ours.csv").write_text(FILES["ours.csv"].replace("start,end", "DOWN,UP"))
    both = ["--rename", "outages.start=DOWN", "--rename", "outages.end=UP"]
    assert reconcile(*of("outages=ours.csv", *both)) == (0, "Hosting: nothing differs\n", "")
    Path("up.csv").write_text("DOWN,until\n2026-03-10T10:00Z,2026-03-10T11:00Z\n")
    assert reconcile(*of("outages=up.csv", *both, "--theirs-rename", "outages.end=until"))[0] == 0


def test_nothing_differs(reconcile):
    """Other offsets are no difference: status 0."""
    assert reconcile(*of("outages=same.csv")) == (0, "Hosting: nothing differs\n", "")


def test_as_of_and_most(reconcile):
    """As of noon of the 10th theirs is an open outage of 2 h; and records are grouped when there are more than --most."""
    Path("open.csv").write_text("start,end\n2026-03-10T10:00Z,2026-03-10T18:00Z\n2026-03-09T10:00Z,2026-03-09T10:01Z\n")
    _, out, _ = reconcile(*of("outages=open.csv", "--most", "1"))
    assert "2 records of outages of 2026-03: +600.00 GBP" in out
    status, out, _ = reconcile(*of("outages=same.csv", "--as-of", "2026-03-09T00:00"))
    assert (status, out) == (0, "Hosting: nothing differs\n")


def test_two_statements(reconcile, capsys):
    """The JSON of score, and the file of close, for ours or for theirs."""
    Path("long.csv").write_text("start,end\n2026-03-10T10:00Z,2026-03-10T18:00Z\n")
    for side, name in (("ours", "ours.csv"), ("theirs", "long.csv")):
        main(["score", "contract.toml", "--data", f"outages={name}", "--period", "2026-03", "--json", "--output", f"{side}.json"])
    main(["close", "contract.toml", "--data", "outages=ours.csv", "--period", "2026-03"])
    capsys.readouterr()
    for ours in ("ours.json", "statements/2026-03.json"):
        status, out, err = reconcile(ours, "theirs.json")
        assert (status, err) == (1, "")
        assert out.splitlines()[1] == (
            "  Uptime, 2026-03: ours missed at 99.865591 %, 600.00 GBP; theirs missed at 98.924731 %, 1,200.00 GBP: +600.00 GBP"
        )
    assert reconcile("ours.json", "statements/2026-03.json") == (0, "Hosting: nothing differs\n", "")
    assert "--period is for records" in reconcile("ours.json", "theirs.json", "--period", "2026-03")[2]
    assert "--theirs-skip is for records" in reconcile("ours.json", "theirs.json", "--theirs-skip", "2")[2]


@pytest.mark.parametrize(
    ("arguments", "messages"),
    [
        (["a.json", "b.json", "c.json"], ["3 files are not two statements or one contract"]),
        (
            ["none.json", "contract.toml"],
            ["'none.json' is not a file that can be read", "contract.toml: the text is not the JSON of a stat"],
        ),
        (["contract.toml"], ["no stream has a file of ours; write --ours outages=ours.csv", "no stream has a file of theirs"]),
        (
            of("outage=theirs.csv", "--ours", "x"),
            ["--ours 'x' is not STREAM=FILE", "--theirs 'outage=theirs.csv': 'outage' is not a stream"],
        ),
        (
            of("outages=same.csv", "--theirs-rename", "x"),
            ["--theirs-rename 'x' is not STREAM.FIELD=COLUMN; write --theirs-rename outages.op"],
        ),
        (of("outages=same.csv", "--rename", "cases.opened=O"), ["--rename names fields of 'cases', and there is no --ours cases=FILE"]),
        (
            of("outages=same.csv", "--ours-rename", "cases.opened=O"),
            ["--ours-rename names fields of 'cases', and there is no --ours cases"],
        ),
        (of("outages=same.csv", "--rename", "outages.strat=S"), ["--rename outages.strat: 'strat' is not a field"]),
        (of("outages=same.csv", "--most", "0"), ["'0' is not a number of causes; write --most 50"]),
        (of("outages=cases.csv"), ["'start' is not a field of cases.csv", "'end' is not a field of cases.csv"]),
    ],
)
def test_what_is_refused(reconcile, arguments, messages):
    """Status 2, and every problem at once, by the options of the side that has it."""
    status, out, err = reconcile(*arguments)
    assert (status, out) == (2, "")
    for message in messages:
        assert err.count(message) == 1, err


def test_a_bundle_of_the_other_party(reconcile, capsys):
    """Its contract, its period and its records: 600 GBP by them, 1,200 by those of ours, so theirs less ours are 600 less."""
    made = [
        "bundle",
        "contract.toml",
        "--data",
        "outages=same.csv",
        "--data",
        "cases=cases.csv",
        "--period",
        "2026-03",
        "--output",
        "t.zip",
    ]
    assert main(made) == 0
    capsys.readouterr()
    Path("mine.csv").write_text("start,end\n2026-03-10T10:00Z,2026-03-10T18:00Z\n")
    Path("cases_mine.csv").write_text("id,opened,closed\n1,2026-03-02T09:00Z,2026-03-02T12:00Z\n")
    status, out, _ = reconcile("t.zip", "--ours", "outages=mine.csv", "--ours", "cases=cases_mine.csv")
    assert (status, out.splitlines()[-1]) == (1, "payable: ours 1,200.00 GBP, theirs 600.00 GBP: -600.00 GBP")
    assert "cases of 2026-03-02 09:00 +00:00 (id=1): closed is 2026-03-02 12:00 +00:00 in ours and 2026-03-02 10:00 +00:00 in theirs" in out
    status, out, _ = reconcile("t.zip", "--theirs", "outages=mine.csv", "--theirs", "cases=cases.csv")
    assert (status, out.splitlines()[-1]) == (1, "payable: ours 600.00 GBP, theirs 1,200.00 GBP: +600.00 GBP")
    for more in ((), ("--ours", "outages=mine.csv", "--theirs", "outages=mine.csv")):
        status, _, err = reconcile("t.zip", *more)
        assert (status, "t.zip holds the records of one party; write the files of the other alone" in err) == (2, True)
