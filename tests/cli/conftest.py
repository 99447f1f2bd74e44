"""A folder with a contract and records, for the tests of the command line."""

from pathlib import Path

import pytest

import slakit as sk
from slakit.cli.main import main
from slakit.documents.load_dump import dumps

CARE = sk.Agreement(
    "Care",
    provider=sk.Party("Bright"),
    customer=sk.Party("Acme"),
    term=("2026-01-01", "2027-01-01"),
    timezone="Europe/London",
    fee="1000 GBP",
    objectives=[
        sk.Objective("Uptime", sk.Uptime("outages"), sk.at_least("99.9 %"), penalty=sk.Flat("5 %")),
        sk.Objective("Replies", sk.Within("cases", "2 hours", since="opened", until="closed"), sk.at_least("50 %")),
    ],
)
RECORDS = {
    "outages.csv": "start,end\n2026-03-10T10:00Z,2026-03-10T11:00Z\n",
    "none.csv": "start,end\n",
    "cases.csv": "id,opened,closed\n1,2026-03-02T09:00Z,2026-03-02T11:00Z\n",
}


@pytest.fixture
def document():
    """The contract as it is written."""
    return dumps(CARE)


@pytest.fixture
def score(tmp_path, monkeypatch, document):
    """Runs `slakit score` in a folder with a contract and records."""
    monkeypatch.chdir(tmp_path)
    for name, content in {"contract.toml": document, **RECORDS}.items():
        Path(name).write_text(content)
    return lambda *arguments, contract="contract.toml": main(["score", contract, *arguments])
