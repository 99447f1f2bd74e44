"""Whatever a statement holds goes to another process, and is copied, as it is."""

import copy
import pickle
import subprocess
import sys

import pytest
from tested_contract import CONTRACT, JUNE, june

import slakit as sk

STATEMENT = june()
AMENDED = june(outages=[])
VALUES = [
    STATEMENT,
    STATEMENT.lines,
    STATEMENT.missed,
    STATEMENT["Uptime"],
    STATEMENT["Uptime"].measure,
    STATEMENT["Uptime"].verdict,
    STATEMENT["Uptime"].amounts,
    STATEMENT["Uptime"].period,
    STATEMENT["Uptime"].prior,
    STATEMENT["Uptime"].target,
    STATEMENT.accounts,
    STATEMENT.explain("Uptime"),
    STATEMENT.close(),
    AMENDED - STATEMENT,
    AMENDED - STATEMENT.close(),
    sk.Statement.from_json(STATEMENT.to_json()),
    CONTRACT,
    sk.evaluate(CONTRACT, JUNE | {"outages": [{"start": "never", "end": None}]}, period="2026-06"),
    sk.money("100 GBP") / 7,
    sk.quantity("500 message/hour"),
    sk.Span("2026-06-01T00:00Z", "2026-07-01T00:00Z"),
    sk.Outcome.MISSED,
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_value_is_restored(value):
    """Pickled by every protocol that keeps slots, copied and deeply copied: equal, of the same class, with the same repr."""
    made = [pickle.loads(pickle.dumps(value, protocol)) for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1)]
    for again in (*made, copy.copy(value), copy.deepcopy(value)):
        assert (type(again), repr(again)) == (type(value), repr(value))
        assert again == value
    if hasattr(value, "to_dict"):
        assert made[-1].to_dict() == value.to_dict()


def test_the_zone_and_amounts_of_lines_are_kept():
    """Which are no part of a tuple."""
    again = pickle.loads(pickle.dumps(STATEMENT.missed))
    assert (again.zone, again.payable, again.where(name="Uptime")) == (
        STATEMENT.lines.zone,
        STATEMENT.payable,
        STATEMENT.where(name="Uptime"),
    )


def test_another_process_makes_the_same_of_it(tmp_path):
    """A new interpreter, which has loaded nothing, adds up what it was sent, and sends an error back."""
    (tmp_path / "sent").write_bytes(pickle.dumps((STATEMENT, sk.quantity("90 min"))))
    code = """
import pickle, sys
path = sys.argv[1]
statement, length = pickle.load(open(path + "/sent", "rb"))
import slakit as sk
assert (length.to("hour"), str(sum(line.credit for line in statement))) == (sk.quantity("1.5 hour"), "850.00 EUR")
assert sk.Statement.from_json(statement.to_json()).digest == statement.digest
try:
    statement.line("Uptim")
except sk.errors.UsageError as error:
    pickle.dump((statement, error), open(path + "/back", "wb"))
"""
    subprocess.run([sys.executable, "-W", "ignore::ResourceWarning", "-c", code, str(tmp_path)], check=True)
    statement, error = pickle.loads((tmp_path / "back").read_bytes())
    assert statement == STATEMENT
    assert "did you mean 'Uptime'" in error.problems[0]
