"""freeze: what a snapshot says, and how it fails."""

from pathlib import Path

import pytest
from tested_contract import CONTRACT, JUNE, june

import slakit as sk
from slakit import testing as skt

TEXT = """\
Vendor hosting: Vendor to Us

2026-06
  Uptime (clause 4.1): missed; at least 99.9 %, measured 98.611 %; 250.00 EUR
  Answers: missed; at least 90 %, measured 70 %; 500.00 EUR
  Incidents: missed; at most 1, measured 10; 100.00 EUR

total: 850.00 EUR
"""


@pytest.fixture(autouse=True)
def _not_updating(monkeypatch, tmp_path):
    monkeypatch.delenv("SLAKIT_UPDATE", raising=False)
    monkeypatch.chdir(tmp_path)


def failure(statement, file="june.txt"):
    with pytest.raises(AssertionError) as error:
        skt.freeze(statement, file)
    return str(error.value)


def test_a_snapshot_is_text_to_read():
    """A row for each line, with its amount; the same statement passes, and a second write changes nothing."""
    skt.freeze(june(), "new/june.txt", update=True)
    assert Path("new/june.txt").read_bytes() == TEXT.encode()
    skt.freeze(june(), Path("new/june.txt"))
    skt.freeze(sk.Statement.from_json(june().to_json()), "new/june.txt")


def test_a_missing_file_says_how_to_write_it():
    """And shows what would be written."""
    remedy = "run pytest --sla-update, or write freeze(..., update=True) once, and review the file"
    assert failure(june()) == f"there is no snapshot 'june.txt'; {remedy}\n\n{TEXT}"


def test_the_difference_is_by_line_and_amount():
    """Two hours of outage are 99.722 %, which the first tier pays: 5 % of 2,500 EUR."""
    skt.freeze(june(), "june.txt", update=True)
    text = failure(june(outages=[{"start": "2026-06-08T02:00Z", "end": "2026-06-08T04:00Z"}]))
    assert text == (
        "the statement is not the one of 'june.txt':\n\n"
        "  2026-06 Uptime (clause 4.1): at least 99.9 %, measured 98.611 %; 250.00 EUR"
        " -> at least 99.9 %, measured 99.722 %; 125.00 EUR\n"
        "  total: 850.00 EUR -> 725.00 EUR\n\n"
        "If it is right, run pytest --sla-update."
    )


def test_lines_come_and_go():
    """Another period has other lines."""
    skt.freeze(june(), "june.txt", update=True)
    text = failure(sk.evaluate(CONTRACT, JUNE, period="2026-07"))
    assert "2026-06 Answers: gone, it was missed; at least 90 %, measured 70 %; 500.00 EUR" in text
    assert "2026-07 Answers: new, it is no data; at least 90 %, no data; 0.00 EUR" in text


def test_the_environment_updates(monkeypatch):
    """SLAKIT_UPDATE=1 writes the file, 0 does not, and update=False never does."""
    monkeypatch.setenv("SLAKIT_UPDATE", "0")
    failure(june())
    monkeypatch.setenv("SLAKIT_UPDATE", "1")
    with pytest.raises(AssertionError, match="there is no snapshot"):
        skt.freeze(june(), "june.txt", update=False)
    skt.freeze(june(), "june.txt")
    assert Path("june.txt").read_text(encoding="utf-8") == TEXT


def test_open_periods_and_what_is_owed_besides():
    """A projection says so; problems of the records stand in the snapshot too."""
    rows = [*JUNE["outages"], {"start": "2026-06-09T00:00Z", "end": "never"}]
    skt.freeze(sk.evaluate(CONTRACT, {"outages": rows}, period="2026-06", as_of="2026-06-16T00:00Z"), "open.txt", update=True)
    text = Path("open.txt").read_text(encoding="utf-8")
    assert "  Uptime (clause 4.1): missed so far; at least 99.9 %, measured 97.222 %; 250.00 EUR projected\n" in text
    assert "\ndata problem: outages (Uptime): 1 x " in text


def test_used_wrongly():
    """A line is no statement, and a folder is no file."""
    with pytest.raises(sk.errors.UsageError, match=r"is not a statement; write freeze\(evaluate\(contract, records\), 'june.txt'\)"):
        skt.freeze(june().lines[0], "june.txt")
    for update in (True, False):
        with pytest.raises(sk.errors.UsageError, match="write the path of a text file"):
            skt.freeze(june(), ".", update=update)


def test_blanks_of_an_editor_are_no_difference():
    """No last line end, spaces at the ends of lines, another line end, a byte order mark."""
    skt.freeze(june(), "june.txt", update=True)
    for text in (TEXT.rstrip(), TEXT.replace("\n", "  \r\n"), f"\ufeff{TEXT}\n\n"):
        Path("june.txt").write_bytes(text.encode())
        skt.freeze(june(), "june.txt")


def test_rows_in_another_order():
    """The order is that of the contract, and the difference says so."""
    rows = TEXT.splitlines()
    Path("june.txt").write_text("\n".join([*rows[:3], rows[4], rows[3], *rows[5:]]), encoding="utf-8")
    assert "  the rows stand in another order\n" in failure(june())


def test_a_file_that_is_no_text():
    """Its rows are none of the statement, and an update replaces it."""
    Path("june.txt").write_bytes(b"\xff\xfe\x00")
    assert "2026-06 Uptime (clause 4.1): new, it is missed;" in failure(june())
    skt.freeze(june(), "june.txt", update=True)
    assert Path("june.txt").read_bytes() == TEXT.encode()


def test_a_name_with_a_colon():
    """The row is that of "Uptime: web", and not of "Uptime"."""
    agreement = sk.Agreement(
        "Hosting", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC",
        objectives=[sk.Objective(f"Uptime: {name}", sk.Uptime(name), "at least 99.9 %") for name in ("web", "mail")],
    )  # fmt: skip
    outages = [skt.outage("2026-06-08T02:00Z", "2 h")]
    before, after = (sk.evaluate(agreement, {"web": spans, "mail": []}, period="2026-06") for spans in ([], outages))
    skt.freeze(before, "june.txt", update=True)
    assert "  2026-06 Uptime: web: met; at least 99.9 %, measured 100 % -> missed; at least 99.9 %, measured 99.722 %" in failure(after)
