"""Explanations have all that a reader with a pocket calculator needs: every step is recomputed from the text alone."""

import re
from pathlib import Path

import pytest
from pocket_calculator import wrong

import slakit as sk
from slakit import testing as skt
from slakit.social.records import AS_OF, QUARTER, records
from slakit.social.sample import sample

SCENARIOS = Path(__file__).parents[2] / "examples" / "scenarios"
CAPS_POOLS_ROUNDING = (
    "8x8", "accord-perishable", "aws-compute-region", "ccs-call-off-schedule-6", "computercentric", "cornerstone", "demo-agency-bonus",
    "demo-agency-duties", "eu261-cancellation", "fidic-daily-rate", "generic-99.95-february", "github", "hookpilot-agency",
    "ld-half-pct-week", "mass-dor-deliverable", "ofcom-delayed-repair", "pfi-fire-police", "slack-business-plus", "social",
    "svce-saas", "texas-dir", "tfl-qic",
    "uk-model-services-agreement", "vita-schedule-3.12",
)  # fmt: skip
ROW = re.compile(r"^    (?:measured: .* / .*|penalty: .*|capped, of this line: .*|credit: .*|payable: .*)$", re.MULTILINE)


def texts(statement):
    """The text of a statement, and those of the explanations of its lines."""
    return str(statement), [statement.explain(name).to_text() for name in dict.fromkeys(line.name for line in statement.lines)]


def statements(stem):
    """The statements of the scenarios of a file."""
    file = skt.load_scenarios(SCENARIOS / f"{stem}.sla.toml")
    return [scenario.statement(file.agreement) for scenario in file.scenarios]


@pytest.mark.parametrize("stem", CAPS_POOLS_ROUNDING)
def test_every_step_of_the_examples_is_reproduced(stem):
    """Of every scenario: measures, tiers, caps, rounding, bonuses, claims, what became money, and the totals."""
    for statement in statements(stem):
        assert wrong(*texts(statement)) == []


@pytest.mark.slow
def test_every_step_of_the_demo_is_reproduced():
    """The sample agreement over a quarter of records."""
    assert wrong(*texts(sk.evaluate(sample(), records(7), period=QUARTER, as_of=AS_OF))) == []


@pytest.mark.parametrize("as_of", ["2026-03-20T00:00Z", "2026-04-20T00:00Z"], ids=["open", "over"])
@pytest.mark.parametrize("claims", [[], [{"at": "2026-03-10T00:00Z", "objective": "Uptime", "period": "2026-02"}]], ids=["none", "one"])
def test_what_a_claim_leaves_is_a_step(as_of, claims):
    """780 of 40,320 min, 1.934524 pp, cost 719/403.2 pp at 1 % of 12,345.67; unclaimed it is not payable, yet or any more."""
    contract = sk.Agreement(
        "H", provider="P", customer="C", term=("2026-01-01", "2026-05-01"), timezone="Europe/London", fee="12345.67 GBP",
        objectives=[sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Linear("1 %", per="1 pp"))],
        settlement=sk.Settlement(claims=sk.Claims("30 days")),
    )  # fmt: skip
    outages = [{"start": "2026-02-10T10:00Z", "end": "2026-02-10T23:00Z"}]
    statement = sk.evaluate(contract, {"outages": outages, "claims": claims}, period="2026-02", as_of=as_of)
    assert bool(statement.payable) is bool(claims)
    assert wrong(*texts(statement)) == []


def altered(text):
    """A text with the last digit of its last number changed, and every other digit as it was."""
    digit = list(re.finditer(r"\d(?=[^\d]*$)", text))[-1]
    return f"{text[: digit.start()]}{(int(digit[0]) + 1) % 10}{text[digit.end() :]}"


@pytest.mark.parametrize("stem", ["8x8", "cornerstone", "demo-agency-duties", "computercentric"])
def test_one_number_that_is_altered_is_caught(stem):
    """In any step of any line that is owed anything."""
    tried = 0
    for statement in statements(stem)[:6]:
        total, explanations = texts(statement)
        for index, text in enumerate(explanations):
            for row in ROW.finditer(text):
                if not re.search(r" = |credit|payable", row[0]):
                    continue
                other = f"{text[: row.start()]}{altered(row[0])}{text[row.end() :]}"
                assert wrong(total, [*explanations[:index], other, *explanations[index + 1 :]]), row[0]
                tried += 1
    assert tried > 10


def test_an_altered_total_is_caught():
    """The lines do not come to it any more."""
    total, explanations = texts(statements("cornerstone")[1])
    credit = re.search(r"^credit .*$", total, re.MULTILINE)
    assert wrong(total.replace(credit[0], altered(credit[0])), explanations)
