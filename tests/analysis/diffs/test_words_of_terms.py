"""Values of a contract in the words and keys of documents."""

import re

import pytest
from hosting_contract import TIERS
from law_cases import METRICS

import slakit as sk
from slakit.analysis.diffs.words_of_terms import words_of

DESK = sk.Weekly({"mon-fri": "09:00-17:30"}, tz="UTC")
OTHERS = [
    *(sk.bases.Fee(back=1), sk.bases.Fee() * "1/3", sk.bases.Fee() - sk.bases.RecordedAmount("charges", "amount", where={"ok": True})),
    *(sk.factors.MeasuredNumber(per="1 hour"), sk.factors.LookupNumber(sk.factors.Failures(), above={4: "1.5"})),
    *(sk.Recurring("FREQ=DAILY", tz="UTC", lasting="1 hour"), DESK - sk.Dates(["2026-12-25"], tz="UTC"), DESK | sk.ALWAYS),
    *(sk.monthly(31, "last"), sk.every(2, "week", "2026-01-05", tz="UTC"), sk.rolling("30 days", step="weekly"), sk.whole_term()),
    *(sk.at_most(3) | sk.exactly(9), sk.Levels({"expected": "at least 99.9 %", "minimum": "at least 99 %"})),
    *(sk.steps.EarnBack(3, share="50 %"), sk.PerBreach({"a": "5 EUR"}, bands={"a": {"n": "over 2", "ok": [True, None]}}, of="9 EUR")),
    *(sk.Right("leave", within="10 business days", on=DESK), sk.Flat({"gold": "3 days", "basic": "1/30"}, credit_by="plan")),
    *(TIERS.capped("8 %"), TIERS + sk.Right("leave").only_if(misses=(2, 6)), TIERS | sk.Flat("1 %")),
]


@pytest.mark.parametrize("part", [*OTHERS, *(row[0] for row in METRICS.values())])
def test_every_part_in_words(part):
    """No word of Python is in the words of a metric, a rule, a calendar, a window, a target, a step or a base."""
    text = words_of(part)
    assert text
    assert not re.search(r"[A-Za-z]\(|[(,] ?[a-z_]+=|Fraction|None|True|\b[a-z]+_[a-z]+\b(?! yes)", text.replace("in_time", "")), text


@pytest.mark.parametrize(("part", "words"), [
    (sk.money("2500 EUR"), "2,500.00 EUR"),
    (sk.money("0.005 EUR"), "0.005 EUR"),  # which is not 0.01
    (sk.quantity("99.99995 %"), "99.99995 %"),
    (sk.quantity("0.5 hour"), "0.5 hours"),
    (sk.quantity("1 business days"), "1 business day"),
    (sk.at_most("1 hours") | sk.exactly("0.5 day"), "at most 1 hour or exactly 0.5 days"),
    (sk.quantity("500 message/hour"), "500 message/hour"),
    (sk.Party("The 2 hour shop"), "The 2 hour shop"),
    (sk.Within("c", "less than 4 hours", since="a", until="b"), "within (stream c, since a, until b, limit less than 4 hours)"),
    (sk.bases.Fee(), "the fee"),
    (sk.bases.Fee(back=1), "the fee of the period before"),
    (sk.bases.Fee(back=3), "the fee of 3 periods before"),
    (sk.bases.Fee() * "1/3", "1/3 of the fee"),
    (sk.bases.Fee() * "0.1", "10 % of the fee"),
    (sk.monthly(31, "last"), "monthly from 2000-01-31 (month end last)"),
    (DESK, "mon-fri 09:00-17:30 (UTC)"),
    (DESK - sk.Dates(["2026-12-25"], tz="UTC"), "mon-fri 09:00-17:30 (UTC) without 2026-12-25 (UTC)"),
    (sk.Within("cases", "2 hours", since="a", until="b"), "within (stream cases, since a, until b, limit 2 hours)"),
    (sk.Uptime("outages").where(kind="x"), "uptime (stream outages, where kind x)"),
    (TIERS.capped("8 %"), "tiered (below 99 %: 10 %; below 99.9 %: 5 %); capped: 8 %"),
    (sk.Flat("5 %") + sk.Right("leave").only_if(misses=(2, 6)), "flat 5 % and (right to leave; only if: misses 2, 6)"),
    (sk.duties.Duty("Cure", "provider", within="30 days", what="mend it", clause="9"), "provider within 30 days: mend it (clause 9)"),
    ((), "none"),
    (True, "yes"),
])  # fmt: skip
def test_words(part, words):
    """Amounts exact, everything else by its word."""
    assert words_of(part) == words
