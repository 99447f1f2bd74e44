"""`slakit diff`: what it writes, and its status."""

import json
from pathlib import Path

import pytest

from slakit.cli.main import main

STRICTER = ("99.9 %", "99.95 %")


@pytest.fixture
def compare(score, document, capsys):
    """Runs `slakit diff` on the contract and a stricter one; gives the status, the output and the errors."""
    Path("stricter.toml").write_text(document.replace(*STRICTER), encoding="utf-8")

    def run(*arguments):
        status = main(["diff", "contract.toml", *arguments])
        return status, *capsys.readouterr()

    return run


def test_a_stricter_target(compare):
    """One term; 5 % of 1,000 more between the two targets; in March an hour down is 99.8654 % and missed both."""
    status, out, err = compare("stricter.toml")
    assert (status, err) == (1, "")
    assert out.splitlines() == [
        "Care: 1 term differs",
        "  Uptime, target: at least 99.9 % -> at least 99.95 %",
        "what is paid at each measure, more or less than before:",
        "  Uptime, 2026-01 to 2026-12",
        "    below 99.95 %, at least 99.9 %: +50.00 GBP",
    ]


def test_with_records(compare):
    """25 minutes down in March are 99.944 %: met before, and missed now."""
    Path("short.csv").write_text("start,end\n2026-03-10T10:00Z,2026-03-10T10:25Z\n", encoding="utf-8")
    status, out, _ = compare("stricter.toml", "--data", "outages=short.csv", "--data", "cases=cases.csv", "--period", "2026-03")
    assert status == 1
    assert out.splitlines()[-3:] == [
        "what the records come to:",
        "  Uptime, 2026-03: met -> missed at 99.944 %; payable 0.00 GBP -> 50.00 GBP (+50.00 GBP)",
        "  in all: payable 0.00 GBP -> 50.00 GBP (+50.00 GBP)",
    ]


def test_with_a_file_of_columns(compare, document):
    """The same records, named in a file of columns, which may name a stream that only one version reads."""
    Path("short.csv").write_text("FROM,end\n2026-03-10T10:00Z,2026-03-10T10:25Z\n", encoding="utf-8")
    Path("columns.toml").write_text(
        '[streams.outages]\nfile = "short.csv"\nrename = { start = "FROM" }\n[streams.cases]\nfile = "cases.csv"\n', encoding="utf-8"
    )
    first, *rest = Path("stricter.toml").read_text(encoding="utf-8").split("[[objectives]]")
    Path("stricter.toml").write_text("[[objectives]]".join([first, *(part for part in rest if "cases" not in part)]), encoding="utf-8")
    status, out, err = compare("stricter.toml", "--columns", "columns.toml", "--period", "2026-03")
    assert (status, err) == (1, "")
    assert "  Uptime, 2026-03: met -> missed at 99.944 %; payable 0.00 GBP -> 50.00 GBP (+50.00 GBP)" in out.splitlines()


def test_the_same_contract(compare):
    """Status 0, as of `diff`."""
    assert compare("contract.toml") == (0, "Care: no term differs\n", "")


def test_other_formats(compare):
    """JSON for programs, Markdown for a review."""
    data = json.loads(compare("stricter.toml", "--format", "json")[1])
    assert data["terms"][0]["path"] == "objectives[0].target"
    assert "- Uptime, target: at least 99.9 % -\\> at least 99.95 %" in compare("stricter.toml", "--format", "markdown")[1]


def test_a_stream_that_neither_has(compare):
    """Status 2 and the nearest stream."""
    status, _, err = compare("stricter.toml", "--data", "outage=outages.csv")
    assert status == 2
    assert "slakit: --data 'outage=outages.csv': 'outage' is not a stream of either contract; did you mean 'outages'?" in err
