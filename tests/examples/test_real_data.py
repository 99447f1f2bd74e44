"""The examples over real records, through the command line; figures from the README beside the data, or by hand from them.

They need the folder of the real records, named by SLAKIT_REAL_DATA.
"""

import csv
import gzip
import json
import os
import shlex
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from slakit.cli.main import main

EXAMPLES = Path(__file__).parents[2] / "examples"
DATA = os.environ.get("SLAKIT_REAL_DATA", "")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not DATA, reason="SLAKIT_REAL_DATA does not name the folder of the real records"),
]

CASES = Path(DATA, "boston311", "cases_2015.csv.gz")
WINDOWS = Path(DATA, "github_incidents", "downtime_windows.csv")


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch):
    """The commands of the READMEs are written from the root of the project."""
    monkeypatch.chdir(EXAMPLES.parent)


def command(example):
    """The arguments of the command in the README of an example."""
    block = (EXAMPLES / example / "README.md").read_text().split("```console\n")[1].split("```")[0]
    words = shlex.split(os.path.expandvars(block.replace("\\\n", " ")))
    assert words[:2] == ["$", "slakit"]
    return words[2:]


def scored(capsys, *arguments):
    """The status and the JSON of a run."""
    status = main([*arguments, "--json"])
    shown = capsys.readouterr()
    assert shown.err == ""
    return status, json.loads(shown.out)


def lines(found, name):
    return {line["period"]: line for line in found["lines"] if line["name"] == name}


def boston(capsys, ambiguous="earlier"):
    """The command of the README; with another way to read the repeated hour, or with none."""
    arguments = command("boston311")
    place = arguments.index("--ambiguous")
    arguments[place : place + 2] = ["--ambiguous", ambiguous] if ambiguous else []
    return scored(capsys, *arguments)


class TestBoston:
    """121,145 cases of 2015, as they stood on 13 January 2016."""

    def test_the_year(self, capsys):
        """All figures that were published or recomputed by others, from one run."""
        status, found = boston(capsys)
        assert status == 1
        assert found["as_of"] == "2016-01-13T00:00:00-05:00"

        everything = lines(found, "Done by their target, the year")["2015-01-01..2015-12-31"]["measure"]
        assert (everything["value"], everything["sample"], everything["pending"]) == (str(Fraction(60_054, 90_653)), 90_653, 3_501)
        assert int(everything["breaches"]) == 90_653 - 60_054 == 19_154 + 11_445

        closed = lines(found, "Closed cases done by their target, the year")["2015-01-01..2015-12-31"]["measure"]
        assert (closed["value"], closed["sample"], closed["pending"]) == (str(Fraction(60_054, 79_208)), 79_208, 0)

        forward = lines(found, "The same, impossible closings left out")["2015-01-01..2015-12-31"]["measure"]
        assert (forward["value"], forward["sample"]) == (str(Fraction(59_997, 79_151)), 79_151)

        months = lines(found, "Done by their target")
        assert list(months) == [f"2015-{month:02}" for month in range(1, 13)]
        assert sum(line["measure"]["sample"] for line in months.values()) == 90_653
        assert sum(line["measure"]["pending"] for line in months.values()) == 3_501

        [problem] = found["problems"]
        assert (problem["objective"], problem["kind"], problem["count"]) == (
            "The same, impossible closings left out", "closed lies before opened", 57
        )  # fmt: skip
        assert problem["examples"][0].startswith("cases_2015.csv.gz:")

        account = next(part for part in found["accounts"] if part["objective"] == "Done by their target, the year")
        assert (account["read"], account["counted"], account["pending"]) == (121_145, 90_653, 3_501)
        assert account["excluded"] == {"no due time": 26_991}

    def test_months_against_a_plain_loop(self, capsys):
        """Each month agrees with ten lines of Python that know nothing of slakit."""
        written, as_of = "%m/%d/%Y %I:%M:%S %p", datetime(2016, 1, 13)
        good, total = {}, {}
        with gzip.open(CASES, "rt") as file:
            for row in csv.DictReader(file):
                opened, target, closed = (
                    datetime.strptime(row[name], written) if row[name] else None for name in ("OPEN_DT", "TARGET_DT", "CLOSED_DT")
                )
                if target and (closed or target < as_of):
                    month = f"{opened:%Y-%m}"
                    total[month] = total.get(month, 0) + 1
                    good[month] = good.get(month, 0) + bool(closed and closed <= target)
        _, found = boston(capsys, "later")
        for month, line in lines(found, "Done by their target").items():
            assert line["measure"]["value"] == str(Fraction(good[month], total[month])), month

    def test_the_repeated_hour(self, capsys):
        """Untold, the one opening that the clock change repeated is left out and named by file and row: 60,053 of 90,652."""
        _, found = boston(capsys, None)
        problem = next(part for part in found["problems"] if part["kind"].startswith("opened was skipped or repeated"))
        assert (problem["stream"], problem["count"]) == ("cases", 1)
        [example] = problem["examples"]
        assert example.startswith("cases_2015.csv.gz:120623: opened '2015-11-01 01:16:00' was repeated by a clock change")
        measure = lines(found, "Done by their target, the year")["2015-01-01..2015-12-31"]["measure"]
        assert measure["value"] == str(Fraction(60_053, 90_652))


def github(capsys, *more):
    """The command of the README, and more arguments."""
    return scored(capsys, *command("github"), *more)


def percent(line):
    """The measure in percent, rounded to six decimals."""
    return f"{float(round(Fraction(line['measure']['value']) * 100, 6)):.6f}"


class TestGithub:
    """819 incidents of GitHub's status page, March 2022 to August 2026."""

    def test_downtime(self, capsys):
        """770 incidents are outages, nine of them without a length; their union is 103,606 minutes of the 1,644 days of the term."""
        status, found = github(capsys)
        assert status == 1
        whole = lines(found, "Uptime over all years")["2022-03-01..2026-08-31"]["measure"]
        days = (datetime(2026, 9, 1) - datetime(2022, 3, 1)) / timedelta(days=1)
        assert Fraction(whole["value"]) == 1 - Fraction(103_606, int(days) * 1440)
        assert "103,606 min down" in whole["workings"]
        problem = found["problems"][0]
        assert (problem["kind"], problem["count"]) == ("downtime_end is downtime_start: no length", 9)
        account = next(part for part in found["accounts"] if part["objective"] == "Uptime over all years")
        assert (account["read"], account["counted"], sum(account["problems"].values())) == (819, 761, 9)

    def test_months(self, capsys):
        """The two months that others published."""
        months = lines(github(capsys)[1], "Uptime")
        assert percent(months["2024-12"]) == "99.310036"
        assert percent(months["2025-06"]) == "93.613426"

    def test_major_and_critical(self, capsys):
        """149 minutes in January 2025, 759 in October."""
        months = lines(github(capsys)[1], "Uptime without minor incidents")
        for label, down, days in (("2025-01", 149, 31), ("2025-10", 759, 31)):
            assert Fraction(months[label]["measure"]["value"]) == 1 - Fraction(down, days * 1440)

    def test_credits(self, capsys):
        """10 % or 25 % of the fees of the quarter's months, against a plain loop over major and critical incidents; 7,500 USD in all."""
        found = github(capsys)[1]
        quarters = [line for line in found["lines"] if line["name"] == "Uptime of the quarter"]
        assert len(quarters) == 19
        with WINDOWS.open() as file:
            rows = [row for row in csv.DictReader(file) if row["impact"] in ("major", "critical")]
        spans = sorted((row["downtime_start"], row["downtime_end"]) for row in rows)
        for line in quarters:
            first, last = datetime.fromisoformat(line["from"]), datetime.fromisoformat(line["until"])
            seen, down = first, timedelta()
            for start, end in spans:
                opened, closed = max(datetime.fromisoformat(start), seen), min(datetime.fromisoformat(end), last)
                down, seen = down + max(closed - opened, timedelta()), max(seen, closed)
            up = 1 - Fraction(down // timedelta(seconds=1), (last - first) // timedelta(seconds=1))
            months = 12 * (last.year - first.year) + last.month - first.month
            share = 25 if up < Fraction(99, 100) else 10 if up < Fraction(999, 1000) else 0
            assert (line["measure"]["value"], line["credit"]) == (str(up), f"{10 * share * months}.00 USD"), line["period"]
        assert found["credit"] == "7500.00 USD"

    def test_one_month(self, capsys):
        """A statement of December 2024 has the lines that end in it."""
        _, found = github(capsys, "--period", "2024-12", "--as-of", "2025-01-01T00:00")
        assert {line["period"] for line in found["lines"]} == {"2024-12", "2024-Q4"}
