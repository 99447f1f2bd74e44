"""Texts of the engine in the forms of a language: each number once, names of clauses never."""

import pytest
from page_cases import plain, wording


@pytest.mark.parametrize(("written", "german"), [
    ("42,610 min / 44,640 min", "42.610 min / 44.640 min"),
    ("111.1110 EUR of 1,000.00 EUR", "111,111 € of 1.000,00 €"),
    ("-1 x 0.160377 (34 of 212)", "−1 x 0,160377 (34 of 212)"),
    ("5.5 - 3.25 = 2.25", "5,5 - 3,25 = 2,25"),
    ("left out under clause 4.1: 1.5 h", "left out under clause 4.1: 1,5 h"),
    ("version 2.1 since 2026-03-01, 10:30 and 2026", "version 2.1 since 1. März 2026, 10:30 and 2026"),
    ("1,188.50.", "1.188,50."),
    ("v1.2.3 of INC-1.5 stays", "v1.2.3 of INC-1.5 stays"),
])  # fmt: skip
def test_each_figure_is_put_into_its_form_once(written, german):
    assert plain(wording("de").engine(written)) == german
