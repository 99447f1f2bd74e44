"""Every rule can be written in a document, and is read back as it was."""

import pytest
from names import NAMES

import slakit as sk

HEAD = """
name = "A"
provider = "P"
customer = "C"
term = ["2026-01-01", "2027-01-01"]
timezone = "UTC"
fee = "1000 GBP"
"""
UPTIME = '{ is = "uptime", stream = "o" }'
COUNT = '{ is = "count", stream = "o" }'
SLOWEST = '{ is = "elapsed", stream = "o", since = "a", until = "b", statistic = "max" }'


@pytest.mark.parametrize(
    ("metric", "target", "text", "rule"),
    [
        (
            SLOWEST,
            "at most 1 hour",
            '{ is = "accrual", credit = "9 GBP", per = "1 hour", free = "2 hours", counting = "begun" }',
            sk.rules.Accrual("9 GBP", per="1 hour", free="2 hours", counting="begun"),
        ),
        (
            SLOWEST,
            "at most 0 min",
            '{ is = "accrual", credit = "9 GBP", per = "30 min", free = "0.01 %", counting = "full" }',
            sk.rules.Accrual("9 GBP", per="30 min", free="0.01 %", counting="full"),
        ),
        (UPTIME, "at least 99 %", '{ is = "multiple", times = 10, capped = "50 %" }', sk.rules.Multiple(10).capped("50 %")),
        (
            UPTIME,
            "at least 99.9 %",
            '{ is = "ranges", gap_pays = "upper", tiers = { "at most 99.9 % and above 99 %" = "10 %", "below 99 %" = "25 %" } }',
            sk.Ranges({"at most 99.9 % and above 99 %": "10 %", "below 99 %": "25 %"}, gap_pays="upper"),
        ),
        (
            UPTIME,
            "at least 99 %",
            '{ is = "ranges", tiers = { "below 99 %" = { is = "flat", credit = "3 days", capped = "2 days" } } }',
            sk.Ranges({"below 99 %": sk.Flat("3 days").capped("2 days")}),
        ),
        (
            UPTIME,
            "at least 99 %",
            '{ is = "smallest of", rules = [{ is = "flat", credit = "5 %" }, { is = "linear", credit = "1 %", per = "1 pp" }] }',
            sk.Flat("5 %") & sk.Linear("1 %", per="1 pp"),
        ),
        (
            COUNT,
            "at most 2",
            '{ is = "tiered", at_or_above = { "10 %" = "1 %" }, relative = true }',
            sk.Tiered(at_or_above={"10 %": "1 %"}, relative=True),
        ),
        (
            COUNT,
            "at most 0",
            """{ is = "product", rate = "2 GBP", factors = { UU = "0.5", WF = { is = "recorded number", stream = "areas",
            field = "weight" },
            RD = { is = "lookup number", factor = { is = "measured number", per = 1 }, above = { 4 = "1.5", 8 = 2 } } } }""",
            sk.rules.Product(
                "2 GBP",
                {
                    "UU": "0.5",
                    "WF": sk.factors.RecordedNumber("areas", "weight"),
                    "RD": sk.factors.LookupNumber(sk.factors.MeasuredNumber(per=1), above={4: "1.5", 8: 2}),
                },
            ),
        ),
        (
            UPTIME,
            "at least 99 %",
            """{ is = "pool", allocation = "25 %", at_risk = "10 %", of = { is = "less", base = { is = "fee" },
            less = { is = "recorded amount", stream = "invoices", field = "passed" } } }""",
            sk.rules.Pool("25 %", at_risk="10 %", of=sk.bases.Fee() - sk.bases.RecordedAmount("invoices", "passed")),
        ),
        (
            UPTIME,
            "at least 99 %",
            """{ is = "sum of", rules = [{ is = "only if", in_a_row = 3, rule = { is = "right", right = "terminate" } },
            { is = "unreported", credit = "9 %" },
            { is = "repeated", times = { 2 = 2, 3 = "2.5" }, rule = { is = "flat", credit = "1 %" } }] }""",
            sk.Right("terminate").only_if(in_a_row=3) + sk.rules.Unreported("9 %") + sk.Flat("1 %").repeated({2: 2, 3: "2.5"}),
        ),
        (
            UPTIME,
            "at least 99 %",
            """{ is = "earned back", after = 2, target = "at least 99.5 %", share = "50 %", rule = { is = "floored", least = "50 GBP",
            rule = {
            is = "only if", misses = [2, 6], rule = { is = "flat", credit = "1 %" } } } }""",
            sk.Flat("1 %").only_if(misses=(2, 6)).floored("50 GBP").earned_back(2, target="at least 99.5 %", share="50 %"),
        ),
        (
            UPTIME,
            "at least 99 %",
            """{ is = "grants", right = "audit", owing = "9 points", within = 6, rule = {
            is = "capped", most = "9 %", of = { is = "fee", back = 1 }, rule = { is = "flat", credit = "1 %" } } }""",
            sk.Flat("1 %").capped("9 %", of=sk.bases.Fee(1)).grants("audit", owing="9 points", within=6),
        ),
    ],
)
def test_read_and_written(metric, target, text, rule):
    """A document says the same as Python, gives it back, and its repr makes it again."""
    agreed = sk.loads(f'{HEAD}[[objectives]]\nname = "O"\nmetric = {metric}\ntarget = "{target}"\npenalty = {" ".join(text.split())}\n')
    assert agreed.objectives[0].penalty == rule
    assert sk.loads(sk.dumps(agreed)) == agreed
    assert eval(repr(rule), NAMES) == rule
