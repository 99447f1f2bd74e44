"""The commands of the analysis: each writes its answer, in every form."""

import json

import pytest

from slakit.cli.main import main

CONTRACT = """
name = "Hosting"
provider = "Vendor"
customer = "Us"
term = ["2026-01-01", "2027-01-01"]
timezone = "UTC"
fee = "2500 EUR"

[[objectives]]
name = "Uptime"
metric = { is = "uptime", stream = "outages" }
target = "at least 99.9 %"
penalty = { is = "flat", credit = "5 %" }
"""


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "contract.toml").write_text(CONTRACT)
    (tmp_path / "outages.csv").write_text("start,end\n2026-03-10T10:00Z,2026-03-10T11:00Z\n")
    return ["contract.toml", "--data", "outages=outages.csv"]


@pytest.mark.parametrize(
    ("command", "options", "key"),
    [
        ("outlook", ["--as-of", "2026-03-12T00:00"], "at_risk"),
        ("headroom", ["--period", "2026-04"], "lines"),
        ("suggest", ["--confidence", "80 %"], "confidence"),
        ("replay", ["--by", "quarter"], "rows"),
    ],
)
def test_every_form(files, capsys, command, options, key):
    """Text, Markdown and JSON, and the exit status 0."""
    texts = []
    for form in ("text", "markdown", "json"):
        assert main([command, *files, *options, "--format", form]) == 0
        texts.append(capsys.readouterr().out)
    assert "Uptime" in texts[0] or "2026-Q1" in texts[0]
    assert len(set(texts)) == 3
    assert key in json.loads(texts[2])


def test_an_outlook_is_monitored(files, capsys):
    """March is missed for good; of April 125 of 2,500 may still be lost."""
    for form in ("prometheus", "openmetrics"):
        assert main(["outlook", *files, "--as-of", "2026-03-12T00:00", "--period", "2026-03", "--format", form]) == 0
        text = capsys.readouterr().out
        assert 'slakit_statement_at_risk{agreement="Hosting",currency="EUR"} 0' in text
    assert main(["outlook", *files, "--as-of", "2026-04-02T00:00", "--period", "2026-04", "--format", "prometheus"]) == 0
    assert 'slakit_statement_at_risk{agreement="Hosting",currency="EUR"} 125' in capsys.readouterr().out


def test_what_if(files, capsys):
    """An hour of March is 99.866 %: 125 EUR at 99.9 %, nothing at 99.5 %; the status says that something changes."""
    assert main(["what-if", *files, "--set", "objectives.Uptime.target=at least 99.5 %"]) == 1
    assert "payable 125.00 EUR -> 0.00 EUR (-125.00 EUR)" in capsys.readouterr().out
    assert main(["what-if", *files, "--set", "objectives[0].target=at least 99.9 %"]) == 0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("objectives.Uptme.target=at least 99.5 %", "did you mean 'Uptime'"),
        ("objectives.Uptime.targt=at least 99.5 %", "did you mean 'target'"),
        ("objectives.Uptime.target", "is not PATH=VALUE"),
        ("fee.EUR=3", "nothing stands below"),
    ],
)
def test_what_is_no_change(files, capsys, change, message):
    """A path that leads nowhere is refused, with what is near."""
    assert main(["what-if", *files, "--set", change]) == 2
    assert message in capsys.readouterr().err.replace("write 'target'", "did you mean 'target'")
