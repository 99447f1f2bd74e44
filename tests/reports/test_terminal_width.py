"""A text in lines that fit into a terminal."""

import io

import pytest

from slakit.reports.terminal_width import terminal_width, within


@pytest.mark.parametrize(("columns", "width"), [("72", 72), ("", None), ("0", None), ("wide", None)])
def test_columns_says_how_wide_it_is_and_a_pipe_has_no_width(monkeypatch, columns, width):
    monkeypatch.setenv("COLUMNS", columns)
    assert terminal_width(io.StringIO()) == width


@pytest.mark.parametrize(("text", "lines"), [
    ("Uptime, 2026-03", ["Uptime, 2026-03"]),
    ("  credit:   6.00 GBP, rounded from 6.001 GBP", ["  credit:   6.00 GBP,", "            rounded from", "            6.001 GBP"]),
    ("    capped, of this line: 600.00 GBP - 1.00 GBP", ["    capped, of this", "      line: 600.00 GBP -", "      1.00 GBP"]),
    ("            each keeps 1,440.00 GBP of it", ["            each keeps", "            1,440.00 GBP", "            of it"]),
])  # fmt: skip
def test_lines_hang_under_their_word_and_a_number_stays_with_its_unit(text, lines):
    assert within(text, 24).split("\n") == lines
    assert within(text, None) == text
