"""Errors of `slakit score`: status 2, every problem on stderr, and what to write instead."""

from pathlib import Path

import pytest

MISSED = ("--data", "outages=outages.csv", "--data", "cases=cases.csv", "--period", "2026-03")


def refusal(score, capsys, *arguments, **contract):
    """What stands on stderr after a run that failed; nothing may stand on stdout."""
    assert score(*arguments, **contract) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert all(line.startswith("slakit: ") for line in shown.err.splitlines())
    return [line.removeprefix("slakit: ") for line in shown.err.splitlines()]


HINT = "name the column that holds a field: write --rename STREAM.FIELD=COLUMN, or fill in the columns.toml that slakit template writes"
REFUSALS = [
    ((), ["no stream has a file; write --data outages=records.csv, or --columns columns.toml"]),
    (("--data", "outages"), ["--data 'outages' is not STREAM=FILE; write --data outages=outages"]),
    (("--data", "outage=x.csv"), ["--data 'outage=x.csv': 'outage' is not a stream of the contract; did you mean 'outages'?"]),
    (("--data", "outages=no.csv"), ["'no.csv' is not a file that can be read (no such file or directory); write the path of a file"]),
    (("--data", "outages=."), ["'.' is a folder, not a file; write the path of a file in it"]),
    (("--data", "outages=contract.toml"),
     ["'contract.toml' does not end in .csv, .tsv, .txt, .jsonl, .ndjson or .json, with or without .gz, or in .xlsx or .parquet; "
      "save it as one of them"]),
    ((*MISSED, "--skip", "two"), ["--skip 'two' is not a number of lines above the header; write --skip 2"]),
    ((*MISSED, "--decimal", ";", "--null", "x=-"), ["--null 'x=-': 'x' is not a stream of the contract; known: cases, outages"]),
    ((*MISSED, "--thousands", "."), ["--decimal '.' and --thousands '.' are one sign; write --decimal ',', --thousands '.'"]),
    ((*MISSED, "--sheet", "A"), ["--sheet is not for CSV such as 'outages.csv'; leave it out"]),
    ((*MISSED, "--times", "outages.start"),
     ["--times 'outages.start' is not STREAM.FIELD=COLUMN+COLUMN; write --times outages.opened=Day+Hour"]),
    ((*MISSED, "--times", "outage.start=A+B"),
     ["--times 'outage.start=A+B': 'outage' is not a stream of the contract; did you mean 'outages'?"]),
    ((*MISSED, "--times", "outages.start=A+B", "--times", "outages.start=C"),
     ["--times 'outages.start=C': the field 'start' has its columns already; write one of them"]),
    ((*MISSED, "--times", "outages.start=Day+Hour"), [
        "'Day' is not a column of outages.csv; known: end, start",
        "'Hour' is not a column of outages.csv; known: end, start",
        HINT,
    ]),
    ((*MISSED, "--time-format", "outage.start=epoch"),
     ["--time-format 'outage.start=epoch': 'outage' is not a stream of the contract; did you mean 'outages'?"]),
    (("--data", "outages=outages.csv", "--data", "outages=./outages.csv"),
     ["--data 'outages=./outages.csv' is given twice; its records would count twice"]),
    ((*MISSED, "--rename", "outages=FROM"), ["--rename 'outages=FROM' is not STREAM.FIELD=COLUMN; write --rename outages.opened=OPEN_DT"]),
    ((*MISSED, "--rename", "outages.strt=FROM", "--time-format", "cases.opned=epoch"), [
        "--rename outages.strt: 'strt' is not a field that the contract reads of 'outages'; did you mean 'start'?",
        "--time-format cases.opned: 'opned' is not a field that the contract reads of 'cases'; did you mean 'opened'?",
    ]),
    ((*MISSED, "--rename", "x.start=FROM"), ["--rename 'x.start=FROM': 'x' is not a stream of the contract; known: cases, outages"]),
    ((*MISSED, "--rename", "cases.closed=A", "--rename", "cases.opened=A", "--rename", "cases.closed=B"), [
        "--rename 'cases.opened=A': the column 'A' is the field 'closed' already; write each once",
        "--rename 'cases.closed=B': the field 'closed' has a column already; write one of them",
    ]),
    (("--data", "outages=outages.csv", "--rename", "cases.opened=A"),
     ["--rename names fields of 'cases', and there is no --data cases=FILE"]),
    ((*MISSED, "--rename", "outages.start=FROM"),
     ["'FROM' is not a column of outages.csv; known: end, start; is the pair the other way round, column 'start' and field 'FROM'?", HINT]),
    (("--data", "outages=cases.csv"), [
        "'start' is not a field of cases.csv; known: closed, id, opened",
        "'end' is not a field of cases.csv; did you mean 'opened'?",
        HINT,
    ]),
    ((*MISSED, "--timezone", "London"), ["'London' is not a time zone; did you mean 'Europe/London'?"]),
    ((*MISSED, "--timezone", "UTC", "--timezone", "cases=UTC", "--timezone", "UTC"), ["--timezone 'UTC' is given twice; write it once"]),
    ((*MISSED, "--timezone", "case=Europe/Berlin", "--encoding", "x=utf-8"), [
        "--timezone 'case=Europe/Berlin': 'case' is not a stream of the contract; did you mean 'cases'?",
        "--encoding 'x=utf-8': 'x' is not a stream of the contract; known: cases, outages",
    ]),
    ((*MISSED, "--time-format", "today"),
     ["--time-format 'today' is not the format of a date or time; write --time-format '%d/%m/%Y %H:%M'"]),
    ((*MISSED, "--ambiguous", "both"), ["--ambiguous 'both' is not a reading of a repeated time; known: earlier, later"]),
    ((*MISSED, "--delimiter", ",,"), ["--delimiter ',,' is not one character; write --delimiter ';'"]),
    ((*MISSED, "--encoding", "lattin"), ["--encoding 'lattin' is not an encoding; write --encoding 'utf-8' or 'cp1252'"]),
    ((*MISSED, "--as-of", "noon"), ["--as-of 'noon' is not a time; write '2026-04-01T00:00' or '2026-04-01T00:00+01:00'"]),
    ((*MISSED, "--as-of", "2026-03-29T01:30"),
     ["--as-of '2026-03-29T01:30' was skipped by a clock change in Europe/London; write its offset, '2026-03-29T01:30:00+00:00'"]),
    ((*MISSED, "--as-of", "2026-10-25T01:30"),
     ["--as-of '2026-10-25T01:30' was repeated by a clock change in Europe/London; write its offset, '2026-10-25T01:30:00+01:00'"]),
    ((*MISSED, "--as-of", "2026-02-28T23:00"),
     ["as of 2026-02-28 23:00+00:00 no period of 'Care' in '2026-03' has begun; write an --as-of after 2026-03-01 00:00+00:00"]),
    ((*MISSED[:4], "--as-of", "2026-01-01T00:00Z", "--explain", "Uptime"),
     ["as of 2026-01-01 00:00+00:00 no period of 'Care' has begun; write an --as-of after 2026-01-01 00:00+00:00"]),
    ((*MISSED, "--explain", "Uptimes"), ["--explain 'Uptimes' is not an objective of 'Care'; did you mean 'Uptime'?"]),
    ((*MISSED, "--vocabulary", "words"), ["--vocabulary 'words' is not MODULE:NAME; write --vocabulary kpis:WORDS"]),
    ((*MISSED, "--vocabulary", "wrods:WORDS"),
     ["--vocabulary 'wrods:WORDS': there is no module 'wrods'; write one that Python finds from here"]),
    ((*MISSED, "--vocabulary", "json:decoders"), ["--vocabulary 'json:decoders': 'json' has no 'decoders'; did you mean 'decoder'?"]),
    ((*MISSED, "--vocabulary", "json:loads"), [
        "--vocabulary 'json:loads' is not a vocabulary; "
        "write WORDS = {'empathy': empathy} in json, with a metric or a penalty rule for each word"
    ]),
    ((*MISSED, "--json", "--markdown"), ["argument --markdown: not allowed with argument --json; see slakit score --help"]),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "said"), REFUSALS)
def test_refusals(score, capsys, arguments, said):
    """Status 2, one line a problem on stderr, in the words of the command line, and nothing on stdout."""
    assert refusal(score, capsys, *arguments) == said


def test_a_period_that_is_not_one(score, capsys):
    """The near one is named."""
    [said] = refusal(score, capsys, *MISSED[:4], "--period", "2026-13")
    assert said.startswith("--period '2026-13' is not a period of 'Care': a year has 12 months; did you mean '2026-1")


def test_a_time_without_a_zone(score, capsys):
    """It is not guessed; the option that says it is named."""
    Path("outages.csv").write_text("start,end\n2026-03-10T10:00,2026-03-10T11:00\n")
    assert refusal(score, capsys, *MISSED) == ["outages.csv:2: start '2026-03-10T10:00' has no zone; write --timezone 'Europe/London'"]


def test_a_contract_that_is_not_there(score, capsys):
    """Named, without a traceback."""
    [said] = refusal(score, capsys, "--data", "outages=outages.csv", contract="contrat.toml")
    assert "contrat.toml" in said


def test_every_problem_of_a_contract(score, capsys, document):
    """Two faults of a document are two lines."""
    Path("contract.toml").write_text(document.replace("99.9 %", "99.9 percents").replace("1000", "-1000"))
    assert len(refusal(score, capsys, *MISSED)) == 2


def test_a_file_of_which_no_row_can_be_read(score, capsys):
    """An error, so that a wrong format is not mistaken for a month without records."""
    Path("outages.csv").write_text("start,end\n10/03/2026,11/03/2026\n12/03/2026,\n")
    [said] = refusal(score, capsys, *MISSED)
    assert said.startswith("no row of outages.csv can be read, of 2: outages.csv:2: start '10/03/2026' is not an ISO time")
    assert said.endswith("write --time-format '%d/%m/%Y'")
