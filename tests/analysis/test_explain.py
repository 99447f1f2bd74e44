"""analyses.explain: the explanation with the least changes of the amount, in every form."""

import pytest

import slakit as sk
from slakit.analyses import explain

AGREEMENT = sk.Agreement(
    "Hosting",
    provider="Brightside",
    customer="Acme",
    term=("2026-01-01", "2027-01-01"),
    timezone="UTC",
    fee="12000 GBP",
    objectives=[
        sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Tiered({"99.9 %": "5 %", "99 %": "10 %"})),
        sk.Objective("Leaks", sk.Count("leaks"), "at most 0", penalty=sk.PerBreach("10 GBP")),
    ],
)
DOWN = {"outages": [{"start": "2026-06-08T02:00Z", "end": "2026-06-08T03:30Z"}], "leaks": []}
STATEMENT = sk.evaluate(AGREEMENT, DOWN, period="2026-06")
# 90 of 43,200 min, of which 43.2 are free, and from more than 432 on 10 % are due: 46.8 less, or 342 and a microsecond more
TEXTS = [
    "With 46 min 48 s less downtime the credit would be 0.00 GBP.",
    "With 5 h 42 min 0.000001 s more downtime the credit would be 1,200.00 GBP.",
]


def test_every_form_names_them():
    made = explain(AGREEMENT, STATEMENT, "Uptime")
    for text in TEXTS:
        assert text in made.to_text()
        assert text in made.to_html()
        assert f"- {text}" in made.to_markdown()
    assert made.to_dict()["lines"][0]["next_amounts"] == [
        {"text": TEXTS[0], "number": -2_808_000_000, "unit": "us", "credit": "0.00 GBP"},
        {"text": TEXTS[1], "number": 20_520_000_001, "unit": "us", "credit": "1200.00 GBP"},
    ]


def test_without_the_agreement_nobody_knows():
    """None is not known, an empty list is that there is none."""
    assert STATEMENT.explain("Uptime").to_dict()["lines"][0]["next_amounts"] is None
    assert explain(AGREEMENT, sk.evaluate(AGREEMENT, {}, period="2026-06"), "Uptime").to_dict()["lines"][0]["next_amounts"] == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((STATEMENT, AGREEMENT, "Uptime"), "is not an agreement"),
        ((AGREEMENT, DOWN, "Uptime"), "dict is not a statement"),
        ((sk.loads(sk.dumps(AGREEMENT).replace('"Hosting"', '"Desk"')), STATEMENT, "Uptime"), "is of 'Hosting', and not of 'Desk'"),
        ((AGREEMENT, STATEMENT, "Uptme"), "did you mean 'Uptime'"),
    ],
)
def test_refusals(arguments, message):
    with pytest.raises(sk.errors.UsageError, match=message):
        explain(*arguments)
