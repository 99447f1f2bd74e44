"""A median that clocks which still run decide: each form of the statement has the figure that was compared, and says of what it is."""

import pytest

import slakit as sk

DESK = sk.Agreement(
    "Desk", provider="P", customer="C", term=("2026-04-01", "2026-05-01"), timezone="UTC", fee="1000 GBP",
    objectives=[
        sk.Objective(
            "Solved", sk.Elapsed("cases", since="asked", until="done", statistic="median"), "at most 4 hours", penalty=sk.Flat("5 %")
        )
    ],
)  # fmt: skip
# one took an hour; two still run after 10 and 20 days: of 1 h, 240 h and 480 h the median is 240 h at least
CASES = [{"asked": "2026-04-02T00:00Z", "done": "2026-04-02T01:00Z"}, {"asked": "2026-04-21T00:00Z"}, {"asked": "2026-04-11T00:00Z"}]


@pytest.fixture(scope="module")
def line():
    return sk.evaluate(DESK, {"cases": CASES}, period="2026-04", details=True).lines[0]


def test_the_text_counts_them(line):
    assert line.shown == "240 hours so far"
    assert line.workings == "median of 1 clocks, and 2 that still run"
    assert line.reason.startswith("240 hours against at most 4 hours; median of 1 clocks; 2 still running")
    assert sk.Statement.from_json(sk.evaluate(DESK, {"cases": CASES}, period="2026-04").to_json()).lines[0].workings == line.workings


def test_the_arithmetic_ends_in_it(line):
    statement = sk.evaluate(DESK, {"cases": CASES}, period="2026-04")
    (measured,) = [one for one in statement.explain("Solved").to_dict()["lines"][0]["arithmetic"] if one["what"] == "measured"]
    assert (measured["formula"], measured["result"]) == ("median of 1 clocks, and 2 that still run", "240 hours so far")


def test_numbers_and_charts_have_it(line):
    """240 h = 864,000 s; an hour would be a met target, drawn as a missed one."""
    statement = sk.evaluate(DESK, {"cases": CASES}, period="2026-04", details=True)
    assert line.figure == 864_000 * 10**6  # microseconds
    assert "slakit_measure_seconds{" in (text := sk.REPORTS["prometheus"].render(statement))
    assert next(one for one in text.splitlines() if one.startswith("slakit_measure_seconds{")).endswith(" 864000.0")
    trend, values = line.charts()[:2]
    assert "240" in trend.alt
    assert "median" not in values.alt.partition(".")[2]  # the values that are drawn are those of clocks that stopped


def test_a_sheet_has_it(line, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    sk.evaluate(DESK, {"cases": CASES}, period="2026-04").to_xlsx(tmp_path / "april.xlsx")
    head, row, *_ = openpyxl.load_workbook(tmp_path / "april.xlsx")["Lines"].iter_rows(values_only=True)
    assert dict(zip(head, row, strict=True))["measured"] == 240
