"""`slakit report`: the options of `slakit score`, and a page in a file."""

import pytest

import slakit as sk
from slakit.cli.main import main

pytest.importorskip("jinja2")


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    objective = sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Flat("5 %"), clause="4.1")
    made = sk.Agreement(
        "Hosting", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC", fee="100 GBP", objectives=[objective]
    )
    sk.dump(made, "contract.toml")
    (tmp_path / "down.csv").write_text("start,end\n2026-03-10T10:00Z,2026-03-10T11:00Z\nsoon,2026-03-11T11:00Z\n")
    return tmp_path


def test_a_page_is_written_with_the_status_of_the_score(files, capsys):
    """60 of 44,640 minutes are 99.866 %: missed, status 1; the page has charts, for it asks for details by itself."""
    command = ["contract.toml", "--data", "outages=down.csv", "--period", "2026-03", "--output"]
    assert main(["report", *command, "march.html", "--lang", "de"]) == 1
    assert main(["score", *command, "score.html", "--format", "html"]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.splitlines() == ["wrote march.html: 1 line, 1 missed", "wrote score.html: 1 line, 1 missed"]
    page = (files / "march.html").read_text(encoding="utf-8")
    assert "März 2026: verfehlt. Gemessen wurden 99,866\N{NO-BREAK SPACE}%" in page
    assert "<svg" in page
    assert "<svg" in (files / "score.html").read_text(encoding="utf-8")
    assert "down.csv" not in page
    assert main(["report", *command, "march.html"]) == 2
    assert "'march.html' is there already" in capsys.readouterr().err


def test_a_file_that_ends_with_pdf_is_a_pdf(files, capsys):
    pytest.importorskip("typst")
    command = ["contract.toml", "--data", "outages=down.csv", "--period", "2026-03"]
    assert main(["report", *command, "--output", "march.PDF", "--lang", "es"]) == 1
    assert main(["score", *command, "--output", "score.pdf", "--format", "pdf"]) == 1
    assert (files / "march.PDF").read_bytes().startswith(b"%PDF")
    assert (files / "score.pdf").read_bytes().startswith(b"%PDF")
    assert main(["score", *command, "--format", "pdf"]) == 2
    assert "a PDF is no text; write slakit report --output june.pdf" in capsys.readouterr().err


def test_file_names_and_texts_of_ones_own(files, capsys):
    (files / "nl.toml").write_text('language = "nl"\n[texts.cover]\nfee = "Vergoeding"\n', encoding="utf-8")
    command = ["report", "contract.toml", "--data", "outages=down.csv", "--period", "2026-03"]
    assert main([*command, "--with-file-names", "--texts", "nl.toml"]) == 1
    page = capsys.readouterr().out
    assert "Vergoeding" in page
    assert "down.csv:3" in page
    assert main([*command, "--lang", "nl"]) == 2
    assert "'nl' is not a language of reports" in capsys.readouterr().err


def test_the_ending_of_the_file_says_what_is_written(files, capsys):
    """A page under the name of a table or a calendar helps nobody: `report` refuses it, and `score` writes what the name says."""
    command = ["contract.toml", "--data", "outages=down.csv", "--period", "2026-03", "--output"]
    for name, form in (("march.csv", "csv"), ("march.ics", "ics"), ("march.txt", "text"), ("march.json", "json")):
        assert main(["report", *command, name]) == 2
        remedy = f"write june.html, june.pdf or june.xlsx, or slakit score ... --format {form} --output {name}"
        assert remedy in capsys.readouterr().err.replace("\n", " ")
        assert not (files / name).exists()
        assert main(["score", *command, name]) == 1
    assert (files / "march.csv").read_text().startswith("name,clause,")
    assert (files / "march.ics").read_text().startswith("BEGIN:VCALENDAR")
    assert (files / "march.txt").read_text().startswith("Hosting: P to C")
    assert (files / "march.json").read_text().startswith("{")
