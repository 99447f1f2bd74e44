"""Event logs that a contract names: in documents, in Python and on the command line. The day is 2 March 2026."""

import json

import pytest

import slakit as sk
from slakit.__main__ import main

CONTRACT = """
name = "Desk"
provider = "P"
customer = "C"
term = ["2026-03-01", "2026-04-01"]
timezone = "UTC"

[logs.tickets]
case = "ticket"
at = "time"
kind = "what"

[logs.tickets.rules]
is = "lifecycle"
kinds = { "agent reply" = ["comment", { what = "mail", author = "agent" }], ignored = "else" }
public = { internal = "!= true" }
pauses = { resolution = ["waiting"] }
holders = { customer = "waiting" }
unanswered = "stops"

[[objectives]]
name = "Resolution"
metric = { is = "elapsed", stream = "cases", since = "opened", until = "resolved", statistic = "total", pauses = "pauses" }
target = "at most 2 hours"

[[objectives]]
name = "Replies"
metric = { is = "within", stream = "replies", limit = "15 min", since = "asked", until = "replied" }
target = "at least 100 %"
"""

EVENTS = """ticket,time,what,state,author,internal
T1,2026-03-02 10:00,created,open,,
T1,2026-03-02 10:05,comment,,,true
T1,2026-03-02 10:10,comment,,,
T1,2026-03-02 10:30,state,waiting,,
T1,2026-03-02 11:30,state,open,,
T1,2026-03-02 11:35,mail,,customer,
T1,2026-03-02 11:40,tagged,,,
T1,2026-03-02 12:00,resolved,,,
T1,2026-03-02 13:00,reopened,,,
T1,2026-03-02 13:30,resolved,,,
"""
RULES = sk.logs.Lifecycle(
    kinds={"agent reply": ["comment", {"what": "mail", "author": "agent"}], "ignored": "else"}, public={"internal": "!= true"},
    pauses={"resolution": ["waiting"]}, holders={"customer": ["waiting"]}, unanswered="stops",
)  # fmt: skip
HOUR = 3_600_000_000


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "contract.toml").write_text(CONTRACT)
    (tmp_path / "tickets.csv").write_text(EVENTS)
    return tmp_path


def test_a_log_in_a_document():
    """The rules of a log stand in the contract, and come back from TOML and JSON as they are."""
    agreement = sk.loads(CONTRACT)
    assert agreement.log_of("tickets") == sk.logs.Log(case="ticket", at="time", kind="what", rules=RULES)
    for form in ("toml", "json"):
        assert sk.loads(sk.dumps(agreement, form)) == agreement
    assert eval(repr(agreement.log_of("tickets")), {"Log": sk.logs.Log, "Lifecycle": sk.logs.Lifecycle}) == agreement.log_of("tickets")
    with pytest.raises(sk.errors.UsageError, match=r"^'ticket' is not a log of 'Desk'; did you mean 'tickets'\?$"):
        agreement.log_of("ticket")


@pytest.mark.parametrize(
    "rules",
    [
        sk.logs.Lifecycle(),
        RULES,
        sk.logs.Lifecycle(states=["a", "b"], resolved_states="b", target=["plan", "priority"], reopen="new cycle", change="restart",
                     resolved_again="last counts", opened_by_agent="from creation", uncreated="first event", state="status",
                     automated={"score": ">= 0.5", "author": ["bot", "rule"]}, pauses=["a"], public={"internal": False}),
    ],
)  # fmt: skip
def test_every_rule_in_a_document(rules):
    """Each setting of the rules and of the log is written and read again."""
    log = sk.logs.Log(order="no", carry=["priority", "plan"], streams={"cases": "incidents"}, rules=rules)
    objective = sk.Objective("N", sk.Count("incidents", at="opened"), "at most 3")
    made = sk.Agreement("A", provider="P", customer="C", term=("2026-03-01", "2026-04-01"), timezone="UTC", objectives=[objective],
                        logs={"tickets": log})  # fmt: skip
    for form in ("toml", "json"):
        assert sk.loads(sk.dumps(made, form)) == made


@pytest.mark.parametrize(
    ("written", "wrong", "text"),
    [
        ('"lifecycle"', '"lifecicle"', "line 14 logs.tickets.rules.is: 'lifecicle' is not the rules of a log; did you mean 'lifecycle'?"),
        ('"stops"', '"stop"', 'line 19 logs.tickets.rules.unanswered: unanswered = "stop" is not a policy; did you mean \'stops\'?'),
        ("resolution =", "resolutions =", "line 17 logs.tickets.rules.pauses.resolutions: 'resolutions' is not a clock of a case"),
        ("ignored =", "ignord =", "line 15 logs.tickets.rules.kinds.ignord: 'ignord' is not a kind of event; did you mean 'ignored'?"),
        ('kind = "what"', 'knd = "what"', "line 11 logs.tickets.knd: is not a key of a log; did you mean 'kind'?"),
        ('kind = "what"', "kind = 3", "line 11 logs.tickets.kind: 3 is not text; write "),
    ],
)  # fmt: skip
def test_mistakes_in_a_document(written, wrong, text):
    """A mistake in the rules of a log has its line and path."""
    with pytest.raises(sk.errors.ContractError) as caught:
        sk.loads(CONTRACT.replace(written, wrong))
    assert any(problem.startswith(text) for problem in caught.value.problems), caught.value.problems


def agreement_of(logs, stream="cases"):
    objective = sk.Objective("N", sk.Count(stream, at="opened"), "at most 3")
    return sk.Agreement(
        "A", provider="P", customer="C", term=("2026-03-01", "2026-04-01"), timezone="UTC", objectives=[objective], logs=logs
    )


def test_logs_that_do_not_fit():
    """A log that nobody reads, that has the name of a stream, or that makes the stream of another is refused."""
    for logs, stream, text in (
        ({"cases": sk.logs.Log()}, "cases", r"^logs\.cases: 'cases' is also a stream that an objective reads; give the log another name$"),
        ({"tickets": sk.logs.Log()}, "outages", r"^logs\.tickets: no objective reads a stream of it; write stream = 'cases' in a metric"),
        (
            {"a": sk.logs.Log(), "b": sk.logs.Log()},
            "cases",
            r"^logs\.b: 'a' makes the stream 'cases' too; write streams = \{ cases = 'b cases' \}",
        ),
        ({"a": 3}, "cases", r"^logs is not a table of logs by name; write logs="),
    ):
        with pytest.raises(sk.errors.ContractError, match=text):
            agreement_of(logs, stream)
    for given, text in (
        ({"streams": {"case": "x"}}, "'case' is not a stream that a log makes; did you mean 'cases'"),
        ({"at": 3}, "at=3 is not the name of a field; write at='at'"),
        ({"order": 3}, "order=3 is not the name of a field; write order='number'"),
        ({"rules": "strict"}, "rules='strict' is not the rules of a case; write rules=Lifecycle"),
        ({"carry": [3]}, r"carry: \[3\] is not a list of words"),
    ):
        with pytest.raises(sk.errors.ContractError, match=text):
            sk.logs.Log(**given)


def test_a_log_of_a_contract_in_python(folder):
    """`read_log` gives the streams that objectives read, by the rules of the contract: 3.5 hours, less two on hold or closed."""
    agreement = sk.load("contract.toml")
    records = sk.logs.read_log(agreement, "tickets", "tickets.csv", timezone="Europe/Berlin")
    assert sorted(records) == ["cases", "replies"]
    statement = sk.evaluate(agreement, records)
    assert statement.line("Resolution").measure.value == 3 * HOUR // 2
    assert [row["opened"].hour for row in records["cases"]] == [9]
    made = agreement_of({"tickets": sk.logs.Log(streams={"cases": "incidents"})}, "incidents")
    (line,) = sk.evaluate(made, sk.logs.read_log(made, "tickets", [{"case": 1, "at": "2026-03-02T09:00Z", "event": "created"}])).lines
    assert line.measure.value == 1


def test_a_log_on_the_command_line(folder, capsys):
    """`--data LOG=FILE` folds the log by the rules of the contract and feeds its streams."""
    status = main(["score", "contract.toml", "--data", "tickets=tickets.csv", "--timezone", "UTC", "--json"])
    found = json.loads(capsys.readouterr().out)
    assert status == 0
    assert [(line["name"], line["measure"]["value"]) for line in found["lines"]] == [("Resolution", str(3 * HOUR // 2)), ("Replies", "1")]


def test_a_log_as_of_an_instant_on_the_command_line(folder, capsys):
    """`--as-of` folds the log as of then: the case that was reopened later was resolved."""
    assert (
        main(["score", "contract.toml", "--data", "tickets=tickets.csv", "--timezone", "UTC", "--as-of", "2026-03-02T12:30", "--json"]) == 0
    )
    line = json.loads(capsys.readouterr().out)["lines"][0]
    assert (line["measure"]["value"], line["measure"]["pending"]) == (str(HOUR), 0)


def test_several_files_and_options_of_a_log(folder, capsys):
    """Files, names of columns, formats and delimiters are given for a log as for a stream; what is wrong is told of its file."""
    lines = EVENTS.replace(",", ";").replace("2026-03-02 ", "02.03.2026 ").replace("ticket;", "no;").splitlines(keepends=True)
    (folder / "a.csv").write_text("".join(lines[:5]))
    (folder / "b.csv").write_text("".join([lines[0], *lines[5:], "T2;02.03.2026 25:00;created;;;\n"]))
    status = main([
        "score", "contract.toml", "--data", "tickets=a.csv", "--data", "tickets=b.csv", "--rename", "tickets.ticket=no", "--json",
        "--timezone", "tickets=UTC", "--time-format", "tickets=%d.%m.%Y %H:%M", "--delimiter", "tickets=;",
    ])  # fmt: skip
    found = json.loads(capsys.readouterr().out)
    assert [line["measure"]["value"] for line in found["lines"]] == [str(3 * HOUR // 2), "1"]
    ((problem),) = found["problems"]
    assert (problem["kind"], problem["count"], problem["examples"][0].startswith("b.csv:8: time '02.03.2026 25:00'")) == (
        "unreadable",
        1,
        True,
    )
    assert status in (0, 3)


def test_what_the_command_line_refuses(folder, capsys):
    """A log that the contract does not name, and records of a stream beside the log that makes it."""
    assert main(["score", "contract.toml", "--data", "ticket=tickets.csv"]) == 2
    assert "'ticket' is not a stream of the contract; did you mean 'tickets'?" in capsys.readouterr().err
    assert main(["score", "contract.toml", "--data", "tickets=tickets.csv", "--data", "cases=tickets.csv"]) == 2
    assert "'tickets' and 'cases' both have a file, and both are records of 'cases'; write one of them" in capsys.readouterr().err


def test_a_log_of_which_no_row_can_be_read(folder, capsys):
    """It was not meant so: told once, whichever streams are read, status 2."""
    (folder / "tickets.csv").write_text("ticket,time,what\nT1,2026-03-02,created,x\nT2,2026-03-02,created,x\n")
    assert main(["score", "contract.toml", "--data", "tickets=tickets.csv", "--timezone", "UTC"]) == 2
    assert capsys.readouterr().err.count("no row of tickets.csv can be read, of 2: tickets.csv:2: ") == 1


def test_revisions_on_the_command_line(tmp_path, monkeypatch, capsys):
    """A column of revision numbers is no column of times; one of instants is."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "c.toml").write_text(CONTRACT.split("[logs")[0] + """
[[objectives]]
name = "High"
metric = { is = "count", stream = "cases", at = "asked", key = "id", updated = "rev", where = { priority = "high" } }
target = "at most 3"
""")  # fmt: skip
    for texts in (("2", "10"), ("2026-03-02 10:00", "2026-03-02 11:00")):
        lines = [f"1,2026-03-02 09:00,{rev},{priority}\n" for rev, priority in zip(texts, ("low", "high"), strict=True)]
        (tmp_path / "cases.csv").write_text("id,asked,rev,priority\n" + "".join(lines))
        assert main(["score", "c.toml", "--data", "cases=cases.csv", "--timezone", "UTC", "--json"]) == 0
        found = json.loads(capsys.readouterr().out)
        assert (found["lines"][0]["measure"]["value"], found["problems"]) == ("1", [])
