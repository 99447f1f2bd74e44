"""The table of the terminal: a period at a time, what was missed first, right at every width, and read without its colours."""

import io
import re
from textwrap import dedent

import hostile
import pytest
import terminal_cases
from attrs import evolve

import slakit as sk
from slakit.errors import MissingExtra
from slakit.reports.terminal_table import TerminalTable

cells = pytest.importorskip("rich.cells")
ESCAPE = re.compile("\x1b\\[[0-9;]*m")

# 2 of 672 hours of February are down: 670/672 = 99.702 %; 20 % of 1,000 GBP are 200, of which the cap leaves 10 % of 1,000 GBP
AT_60 = """
    Care: Bright to Acme, as of 2026-04-01 00:15+00:00
    10 lines, 1 missed, 4 without data

    2026-01: 3 lines, 0 missed, 1 without data, 0.00 GBP
    outcome    objective      target        measured     payable
    ---------  -------------  ------------  --------  ----------
    no data    Posts          at least 1    no data     0.00 GBP
    met        Uptime of the  at least      100 %       0.00 GBP
               website        99.9 %
    met        Replies to     at least      100 %       0.00 GBP
               inquiries in   80 %
               time

    2026-02: 3 lines, 1 missed, 2 without data, 200.00 GBP,
      100.00 GBP payable
    outcome    objective      target        measured     payable
    ---------  -------------  ------------  --------  ----------
    missed     Uptime of the  at least      99.702 %  100.00 GBP
               website        99.9 %
    no data    Replies to     at least      no data     0.00 GBP
               inquiries in   80 %
               time
    no data    Posts          at least 1    no data     0.00 GBP

    2026-03: 3 lines, 0 missed, 1 without data, 0.00 GBP
    outcome    objective      target        measured     payable
    ---------  -------------  ------------  --------  ----------
    met, open  Replies to     at least      100 %       0.00 GBP
               inquiries in   80 %
               time
    no data    Posts          at least 1    no data     0.00 GBP
    met        Uptime of the  at least      100 %       0.00 GBP
               website        99.9 %

    2026-Q1: 1 line, 0 missed, 0.00 GBP
    outcome    objective      target        measured     payable
    ---------  -------------  ------------  --------  ----------
    met        Review         at least 1    1           0.00 GBP

    no room at 60 columns for clause, credit
    payable: 100.00 GBP
    credit 200.00 GBP gross, 100.00 GBP payable
    2026-02: 200.00 GBP capped at 10 % of 1,000.00 GBP =
      100.00 GBP

    data problems
      outages (Uptime of the website): 1 x end is start: no
        length

    why: --explain 'Uptime of the website'
    everything: --format text
"""
FEBRUARY = {
    40: """
    2026-02: 3 lines, 1 missed, 2 without
      data, 200.00 GBP, 100.00 GBP payable
    outcome    objective             payable
    ---------  -----------------  ----------
    missed     Uptime of the      100.00 GBP
               website
    no data    Replies to           0.00 GBP
               inquiries in time
    no data    Posts                0.00 GBP
    """,
    80: """
    2026-02: 3 lines, 1 missed, 2 without data, 200.00 GBP, 100.00 GBP payable
    outcome    objective           target           measured      credit     payable
    ---------  ------------------  ---------------  --------  ----------  ----------
    missed     Uptime of the       at least 99.9 %  99.702 %  200.00 GBP  100.00 GBP
               website
    no data    Replies to          at least 80 %    no data     0.00 GBP    0.00 GBP
               inquiries in time
    no data    Posts               at least 1       no data     0.00 GBP    0.00 GBP
    """,
    120: """
    2026-02: 3 lines, 1 missed, 2 without data, 200.00 GBP, 100.00 GBP payable
    outcome    objective                     clause  target           measured      credit     payable
    ---------  ----------------------------  ------  ---------------  --------  ----------  ----------
    missed     Uptime of the website         4.1     at least 99.9 %  99.702 %  200.00 GBP  100.00 GBP
    no data    Replies to inquiries in time  4.2     at least 80 %    no data     0.00 GBP    0.00 GBP
    no data    Posts                                 at least 1       no data     0.00 GBP    0.00 GBP
    """,
}
FEBRUARY[200] = FEBRUARY[120]  # no cell is wrapped any more, and nothing is spread out


def words(text):
    return dedent(text).strip("\n")


def blocks(width, statement=None):
    """The parts of the table that blank rows part."""
    return TerminalTable(width).render(statement or terminal_cases.statement()).split("\n\n")


def test_the_whole_at_60_columns():
    """Each period, the totals, the problems, where to look next, and the digest, which is longer than a row."""
    shown, _, digest = TerminalTable(60).render(terminal_cases.statement()).partition("\ndigest\n")
    assert shown == words(AT_60)
    assert "".join(digest.split()) == terminal_cases.statement().digest


@pytest.mark.parametrize(("width", "left_out"), [
    (40, "no room at 40 columns for clause,\n  target, measured, credit\npayable"), (80, "no room at 80 columns for clause\npayable"),
    (120, "payable"), (200, "payable"),
])  # fmt: skip
def test_one_period_at_each_width(width, left_out):
    """Columns are as wide as they can be; what has no room is left out, the least important first, and named."""
    parts = blocks(width)
    assert parts[2] == words(FEBRUARY[width])
    assert parts[5].startswith(f"{left_out}: 100.00 GBP")


@pytest.mark.parametrize("made", [terminal_cases.statement, hostile.statement])
def test_no_row_is_wider_than_the_terminal(made):
    """At any width from 30 on, and none ends with a blank."""
    for width in (*range(30, 131, 6), 200):
        rows = TerminalTable(width).render(made()).split("\n")
        assert max(map(cells.cell_len, rows)) <= width
        assert rows == [row.rstrip() for row in rows]
    assert TerminalTable(5).render(made()) == TerminalTable(30).render(made())


def test_colours_are_not_needed():
    """The same text with and without; each outcome has its own, by its word, and an open one that may change another."""
    statement = terminal_cases.statement()
    coloured = TerminalTable(80, colour=True).render(statement)
    assert ESCAPE.sub("", coloured) == TerminalTable(80).render(statement)
    for word, code in (("missed", "1;31"), ("met", "32"), ("no data", "35"), ("met, open", "33")):
        assert f"\x1b[{code}m{word}\x1b[0m " in coloured
    assert "\x1b" not in TerminalTable(80).render(statement)


def test_hostile_names():
    """No control character of a name is left, nothing is read as markup of rich, and no name begins a row."""
    for width in (30, 60, 200):
        text = TerminalTable(width, colour=True).render(hostile.statement())
        assert not hostile.CONTROLS & {*ESCAPE.sub("", text)}
        assert {*ESCAPE.findall(text)} <= {f"\x1b[{code}m" for code in ("0", "1", "2", "1;31", "32", "33", "35")}
    assert '[bold]red[/bold]" \\ {x="1"} \\u202e' in text
    assert not [row for row in text.split("\n") if row.startswith("END:")]


def test_signs_of_two_cells():
    """Names of East Asia take two cells for each sign, so that 8 of them are as wide as 16 letters."""
    objectives = [sk.Objective("東京都港区芝公園", sk.Count("posts"), "at most 0"), sk.Objective("x" * 16, sk.Count("posts"), "at most 0")]
    agreement = sk.Agreement("A", provider="P", customer="C", term=("2026-01-01", "2026-02-01"), timezone="UTC", objectives=objectives)
    rows = blocks(80, sk.evaluate(agreement, {"posts": [{"at": "2026-01-05T00:00Z"}]}))[1].split("\n")
    assert rows[3:] == ["missed   東京都港区芝公園  at most 0  1", f"missed   {'x' * 16}  at most 0  1"]


def test_projected_amounts_and_an_agreement_without_money():
    """What an open period would owe stands in brackets and is added up; without money there is no column of it."""
    statement = sk.evaluate(terminal_cases.agreement(), terminal_cases.RECORDS, as_of="2026-02-15T00:00Z")
    parts = blocks(120, statement)
    assert parts[2].startswith("2026-02: 3 lines, 1 missed, 2 without data, 200.00 GBP projected\n")
    assert "(200.00 GBP)" in parts[2]
    assert "An amount in brackets is projected: its period is not over, and nothing is owed yet.\n" in "\n".join(parts)
    free = terminal_cases.agreement(fee=None, settlement=sk.Settlement(), objectives=[terminal_cases.POSTS])
    shown = TerminalTable(80).render(sk.evaluate(free, {"posts": []}, period="2026-01"))
    assert "payable" not in shown
    assert "\nmissed   Posts      at least 1  0\n" in shown


def test_a_statement_without_lines():
    shown = TerminalTable(80).render(evolve(terminal_cases.statement(), lines=()))
    assert "outcome" not in shown
    assert "no room" not in shown


def test_two_parts_of_a_month_are_told_by_their_days():
    """Lines of two parts of February, which have one label, stand under two headings."""
    first, second, *_ = terminal_cases.statement().where(period="2026-02")
    parts = [sk.Span("2026-02-01T00:00Z", "2026-02-15T00:00Z"), sk.Span("2026-02-15T00:00Z", "2026-03-01T00:00Z")]
    lines = [
        evolve(line, period=evolve(line.period, span=part, partial=True))
        for line, part in zip((first, second), reversed(parts), strict=True)
    ]
    shown = blocks(80, evolve(terminal_cases.statement(), lines=lines))[1:3]
    assert [part.split(":")[0] for part in shown] == [
        "2026-02 (partial), 2026-02-01..2026-02-14", "2026-02 (partial), 2026-02-15..2026-02-28"
    ]  # fmt: skip


def test_long_lists_are_counted():
    """Of seven objectives that were missed five are named."""
    objectives = [sk.Objective(f"No {number}", sk.Count("posts"), "at least 1") for number in range(7)]
    shown = TerminalTable(200).render(sk.evaluate(terminal_cases.agreement(objectives=objectives), {"posts": []}, period="2026-01"))
    options = ", ".join(f"--explain 'No {number}'" for number in range(5))
    assert f"\nwhy: {options}, and 2 more\neverything: --format text\n" in shown


def test_an_option_is_in_one_row_to_be_copied():
    """A name of four words is not parted where the row ends."""
    rows = TerminalTable(36).render(terminal_cases.statement()).split("\n")
    assert rows[rows.index("why:") + 1] == "  --explain 'Uptime of the website'"


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(("variables", "out", "expected"), [
    ({}, Terminal, TerminalTable(90, colour=True)),
    ({"NO_COLOR": "1"}, Terminal, TerminalTable(90)),
    ({"TERM": "dumb"}, Terminal, TerminalTable(90)),
    ({"COLUMNS": "wide"}, Terminal, TerminalTable(colour=True)),
    ({}, io.StringIO, TerminalTable(90)),
    ({"FORCE_COLOR": "1"}, io.StringIO, TerminalTable(90)),
])  # fmt: skip
def test_the_table_of_a_terminal(monkeypatch, variables, out, expected):
    """As wide as it is; in colours where it has some and nobody asked for none."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"TERM": "xterm", "COLUMNS": "90", **variables}.items():
        monkeypatch.setenv(name, value)
    assert TerminalTable.on(out()) == expected


def test_rich_is_an_extra(monkeypatch):
    """The report is listed without it, and says what to install when it is asked for."""

    def missing(package, extra):
        raise MissingExtra(package, extra)

    monkeypatch.setattr("slakit.reports.terminal_table.optional", missing)
    with pytest.raises(MissingExtra, match=r"pip install 'slakit\[cli\]'"):
        sk.REPORTS["table"].render(terminal_cases.statement())
