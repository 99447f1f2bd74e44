"""Reports: the whole statement as text and as Markdown, for a reader who is no programmer."""

import hostile
import pytest
from attrs import frozen

import slakit as sk
from slakit.cli.main import main
from slakit.reports.base import report
from slakit.reports.markdown import Markdown, plain
from slakit.reports.text import WIDTH, Text

UPTIME = sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", clause="4.1", penalty=sk.Flat("20 %"))
REPLIES = sk.Within("inquiries", "1 hour", since="asked", until="replied")
POSTS = sk.Objective("Posts", sk.Count("posts"), "at least 1")
OBJECTIVES = [UPTIME, sk.Objective("Replies", REPLIES, "at least 50 %", clause="4.2"), POSTS]
RECORDS = {
    "outages": [
        {"start": "2026-01-10T10:00Z", "end": "2026-01-10T11:00Z"},
        {"start": "2026-02-10T10:00Z", "end": "2026-02-10T12:00Z"},
        {"start": "2026-02-11T10:00Z", "end": "2026-02-11T10:00Z"},
    ],
    "inquiries": [
        {"asked": "2026-02-02T09:00Z", "replied": "2026-02-02T10:00Z"},
        {"asked": "2026-02-28T23:30Z", "replied": None},
    ],
}


def agreement(**changes):
    told = {"term": ("2026-01-01", "2027-01-01"), "timezone": "UTC", "fee": "1000 GBP", "settlement": sk.Settlement(cap="10 %")}
    return sk.Agreement("Care", provider=sk.Party("Bright"), customer=sk.Party("Acme"), **{**told, "objectives": OBJECTIVES, **changes})


@pytest.fixture(scope="module")
def statement():
    return sk.evaluate(agreement(), RECORDS, period=("2026-01-01", "2026-03-01"), as_of="2026-03-01T00:15Z")


@pytest.fixture(scope="module")
def written(statement):
    return Text().render(statement)


def section(report, heading):
    """The lines under a heading, up to the next."""
    lines = report.split(f"{heading}\n{'=' * len(heading)}\n")[1].splitlines()
    ends = [place for place, line in enumerate(lines[1:]) if line and set(line) == {"="}]
    return lines[: ends[0]] if ends else lines


def test_the_table_comes_first(statement, written):
    """The report begins as the statement's own table does; data problems are told once, in their section."""
    fault = "data problem: 1 of outages: end is start: no length"
    shown, marked = statement.to_text(), statement.to_markdown()
    assert fault in shown
    assert fault in marked
    assert written.startswith(shown.removesuffix(f"\n{fault}"))
    assert fault not in written
    assert Markdown().render(statement).startswith(marked.removesuffix(f"\n- {fault}\n"))
    assert fault not in Markdown().render(statement)


def test_missed_lines_are_explained(written):
    """Promise, measure, arithmetic and cap: 44,640 less 60 minutes are below 99.9 % of 44,640; 200 GBP are cut to 100."""
    told = section(written, "What was missed")
    assert told[2].startswith("  measured: 99.866 % = 44,580 min up of 44,640 min; 60 min down in 1 outage")
    assert told[:2] + told[3:9] == [
        "Uptime (clause 4.1), 2026-01",
        "  promised: at least 99.9 %",
        "  worst:    2026-01-10T10:00:00+00:00 to 2026-01-10T11:00:00+00:00, 1 h",
        "  verdict:  missed, 99.866 % is not at least 99.9 %",
        "  penalty:  20 % of 1,000.00 GBP = 200.00 GBP",
        "  credit:   200.00 GBP",
        "  capped:   100.00 GBP of it is payable, its share of 200.00 GBP capped at 10 % of 1,000.00 GBP = 100.00 GBP",
        "",
    ]
    assert told[9] == "Uptime (clause 4.1), 2026-02"


def test_what_is_open_is_told(written):
    """One reply came exactly in time, one inquiry still runs: at worst 1 of 2."""
    assert section(written, "Still open")[:2] == ["Replies (clause 4.2), 2026-02", "  1 pending, met whatever comes"]


def test_silence_is_told(written):
    """Periods that are silent for one reason stand together."""
    told = section(written, "Without data")
    assert told[:2] == ["Replies (clause 4.2), 2026-01", "  no records"]
    assert told[2:4] == ["Posts, 2026-01, 2026-02", "  stream 'posts' was never fed"]


def test_problems_are_told(written):
    """The outage without a length is named."""
    assert section(written, "Data problems")[0] == "outages (Uptime): 1 x end is start: no length"
    assert section(written, "Data problems")[1].startswith("  start='2026-02-11T10:00")


def test_every_record_is_accounted_for(written):
    """Read = counted + pending + problems, stream by stream."""
    told = section(written, "What became of the records, over the whole term")
    assert told[:5] == [
        "outages: 3 read", "  Uptime: 2 counted + 1 end is start: no length", "", "inquiries: 2 read", "  Replies: 1 counted + 1 pending"
    ]  # fmt: skip


def test_the_digest_seals_it(statement, written):
    """The last line is the digest."""
    assert written.splitlines()[-1] == f"digest {statement.digest}"


def test_long_lists_are_shortened_honestly(statement):
    """With room for one line, the other is counted and named; here both owe 100 GBP."""
    told = section(Text(1).render(statement), "What was missed")
    assert "and 1 more missed line, which owes no more: Uptime (1)" in told
    assert "Uptime (clause 4.1), 2026-02" not in told
    many = sk.evaluate(agreement(objectives=[UPTIME]), {"outages": [{"start": "2026-01-01T00:00Z", "end": None}]})
    assert "and 2 more missed lines, which owe no more: Uptime (2)" in section(Text(10).render(many), "What was missed")


def test_the_dearest_lines_are_explained_first():
    """Of a line that owes nothing and a later one that owes 200 GBP, the later is explained where there is room for one."""
    free = sk.Objective("Free", sk.Uptime("outages"), "at least 99.9 %")
    report = Text(1).render(sk.evaluate(agreement(objectives=[free, UPTIME]), {"outages": RECORDS["outages"]}, period="2026-01"))
    told = section(report, "What was missed")
    assert told[0] == "Uptime (clause 4.1), 2026-01"
    assert "and 1 more missed line, which owes no more: Free (1)" in told


def test_nothing_to_tell_is_not_told():
    """A statement without faults has no section of them."""
    fine = Text().render(sk.evaluate(agreement(objectives=[UPTIME]), {"outages": []}, period="2026-01"))
    for heading in ("What was missed", "Still open", "Without data", "Data problems"):
        assert heading not in fine
    assert "outages: 0 read\n  Uptime: 0 counted" in fine


def test_projected_amounts_are_said_to_be():
    """An open period owes nothing yet, and the brackets in the table are explained."""
    report = sk.evaluate(agreement(), RECORDS, period="2026-01", as_of="2026-01-20T00:00Z")
    assert "(200.00 GBP)" in Text().render(report)
    note = "An amount in brackets is projected: its period is not over, and nothing is owed yet."
    assert note in Text().render(report)
    assert note in Markdown().render(report)


def test_lines_wrap_between_words_and_never_in_a_figure():
    """Long reasons go on under themselves; a number stays with its unit, and long words are left whole."""
    word = "outages-" * 20
    name = " ".join(f"value {number} %" for number in range(40))
    objectives = [sk.Objective(name, sk.Uptime(word), "at least 99.9 %")]
    outages = [{"start": "2026-01-01T00:00Z", "end": None}]
    shown = Text().render(sk.evaluate(agreement(objectives=objectives), {word: outages}, period="2026-01"))
    below = shown.split("What was missed")[1].splitlines()
    assert max(len(line) for line in below if word not in line) <= WIDTH
    assert not [line for line in below if line.lstrip().startswith("%")]
    assert word in shown
    assert "\N{NO-BREAK SPACE}" not in shown


def test_one_fault_met_by_several_objectives_is_told_once():
    """The objectives that met it are listed."""
    objectives = [UPTIME, sk.Objective("Again", sk.Uptime("outages"), "at least 95 %")]
    report = Text().render(sk.evaluate(agreement(objectives=objectives), {"outages": RECORDS["outages"]}))
    assert "outages (Again, Uptime): 1 x end is start: no length" in report


def test_more_faults_than_examples_are_counted():
    """Three records are shown, the other two are counted."""
    broken = [{"start": f"2026-01-0{day}T10:00Z", "end": f"2026-01-0{day}T10:00Z"} for day in range(1, 6)]
    told = section(Text().render(sk.evaluate(agreement(objectives=[UPTIME]), {"outages": broken}, period="2026-01")), "Data problems")
    assert told[0] == "outages (Uptime): 5 x end is start: no length"
    assert told[4] == "  and 2 more"


def test_markdown_has_the_same_sections(statement):
    """Headings, points and details."""
    written = Markdown().render(statement)
    assert [line for line in written.splitlines() if line.startswith("## ")] == [
        "## What was missed", "## Still open", "## Without data", "## Data problems", "## What became of the records, over the whole term"
    ]  # fmt: skip
    assert "- **Uptime (clause 4.1), 2026-01**\n  - promised: at least 99.9 %\n" in written
    assert written.endswith(f"Digest: `{statement.digest}`\n")


def test_markdown_shows_signs_as_they_are():
    """What Markdown would read as more than itself is escaped; a snake_case word is left alone."""
    assert plain("a*b [c] <d> `e` _f_ g_h\ni") == r"a\*b \[c\] \<d\> \`e\` \_f\_ g_h i"


@frozen
class Titles:
    """A report of one's own with a setting."""

    sign: str = "*"

    def render(self, statement):
        return "".join(f"{self.sign} {line.title}\n" for line in statement.lines)


def test_a_report_of_ones_own_is_used_like_the_built_in_ones(statement):
    """A function, a class and a value with settings; anything else is refused."""
    assert {"text", "markdown", "json"} <= {*sk.REPORTS}
    assert sk.REPORTS["json"].render(statement) == statement.to_json()
    assert report(Titles).render(statement).startswith("* ")
    assert report(Titles("-")).render(statement).startswith("- ")
    assert report(lambda statement: statement.digest).render(statement) == statement.digest
    with pytest.raises(sk.errors.UsageError, match="7 is not a report; write a function of a statement"):
        report(7)


def test_the_command_line_takes_any_report(capsys, monkeypatch, tmp_path):
    """By its name, or by MODULE:NAME."""
    (tmp_path / "kpis.py").write_text("LATE = 7\ndef brief(statement):\n    return f'{len(statement.lines)} lines'\n")
    monkeypatch.chdir(tmp_path)
    for format, expected in (("kpis:brief", "lines\n"), ("json", "}\n"), ("markdown", "`\n")):
        assert main(["demo", "--format", format]) == 0
        assert capsys.readouterr().out.endswith(expected)
    for format, problem in (
        ("markdwn", "--format 'markdwn' is not a report; did you mean 'markdown'?"),
        ("kpis:LATE", "--format 'kpis:LATE': 7 is not a report"),
        ("kpis:breif", "--format 'kpis:breif': 'kpis' has no 'breif'; did you mean 'brief'?"),
    ):
        assert main(["demo", "--format", format]) == 2
        assert problem in capsys.readouterr().err


@pytest.mark.parametrize("text", [
    lambda made: Text().render(made), str, lambda made: str(made.lines), lambda made: made.to_json(),
    lambda made: str(made.explain(hostile.EVIL)), lambda made: made.explain(hostile.EVIL).to_text(),
], ids=["report", "statement", "lines", "json", "explanation", "whole explanation"])  # fmt: skip
def test_hostile_names_stay_text(text):
    """No control character of a name reaches the terminal, and no name makes a line of its own."""
    shown = text(hostile.statement())
    assert not hostile.CONTROLS & {*shown}
    assert "\\x1b[31m" in shown or "\\u001b[31m" in shown
    assert not [line for line in shown.split("\n") if line.startswith("END:")]
