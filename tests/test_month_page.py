"""docs/month.md: every command is run in a folder of its own, prints what the page shows, and leaves the files that the page sends."""

from contextlib import ExitStack, chdir
from pathlib import Path

import pytest

from slakit.cli.main import main
from slakit.statements.closed import ClosedStatement

pytest.importorskip("sybil", reason="without it pages are not read")
pytest.importorskip("jinja2")
openpyxl = pytest.importorskip("openpyxl")

pytestmark = pytest.mark.slow
PAGE = Path(__file__).parents[1] / "docs" / "month.md"


def closed(path):
    return ClosedStatement.from_json(path.read_bytes())


@pytest.fixture(scope="module")
def month(tmp_path_factory):
    """The folder of the account manager after the last command of the page."""
    from sybil import Sybil
    from walkthrough_page import WALKTHROUGHS

    folder = tmp_path_factory.mktemp("month")
    with ExitStack() as stack:
        stack.enter_context(chdir(folder))
        document = Sybil(parsers=WALKTHROUGHS["parsers"]).parse(PAGE)
        examples = list(document.examples())
        for example in examples:
            example.evaluate()  # fails with the first output that is another than the page shows
    assert len(examples) > 15
    return folder


def test_what_is_sent(month):
    """18 of 20 in time are 90 %, two points short at 60 EUR each; with the five that came late 23 of 25 are 92 %, and nothing is owed."""
    page = (month / "june.html").read_text(encoding="utf-8")
    assert "Juni 2026: verfehlt. Gemessen wurden 90\N{NO-BREAK SPACE}%" in page
    assert "120,00\N{NO-BREAK SPACE}" in page
    assert "inquiries.csv" not in page
    amended = (month / "june-amended.html").read_text(encoding="utf-8")
    assert "Juni 2026: eingehalten. Gemessen wurden 92\N{NO-BREAK SPACE}%" in amended
    first, second = (closed(month / "statements" / name) for name in ("2026-06.json", "2026-06.amended-1.json"))
    assert "Geänderter Leistungsnachweis" not in page
    assert [text for text in (first.digest, first.seal, "<svg") if text not in page] == []
    said = ("Geänderter Leistungsnachweis", "five tickets of the Instagram inbox came late", "−120,00\N{NO-BREAK SPACE}")
    assert [text for text in (*said, second.digest, second.seal, first.digest, first.seal) if text not in amended] == []
    assert "inquiries.csv" not in amended
    lines = openpyxl.load_workbook(month / "june.xlsx")["Lines"]
    cells = [cell for row in lines.iter_rows() for cell in row]
    assert any(cell.value == 120 and "EUR" in cell.number_format for cell in cells)
    assert sorted(path.name for path in (month / "statements").iterdir()) == ["2026-06.amended-1.json", "2026-06.json", "2026-07.json"]


def test_the_review_is_done(month, monkeypatch, capsys):
    """The row that the page proposes for duties.csv: the review of 3 July is that of June."""
    row = next(line for line in PAGE.read_text(encoding="utf-8").split("`") if line.startswith("2026-07-03,"))
    monkeypatch.chdir(month)
    with Path("duties.csv").open("a", encoding="utf-8") as file:
        file.write(f"{row}\n")
    assert main(["score", "contract.toml", "--columns", "columns.toml", "--period", "2026-06"]) == 1
    assert "by:     2026-07-06, done 2026-07-03" in capsys.readouterr().out
