"""One example of each word in Python, by word; a word of two kinds stands with the folder of its kind. Documents follow from these."""

from collections.abc import Mapping

from slakit.documents.reference.metric_examples import DESK, METRICS

AGREEMENT = {
    "agreement": """sk.Agreement(
    "Desk of Acme",
    provider=sk.Party("Brightside", roles={"delivery": "community manager"}),
    customer="Acme plc",
    term=("2026-01-01", "2027-01-01"),
    timezone="Europe/London",
    fee="12000 GBP",
    currency="GBP",
    window="monthly",
    objectives=[sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Flat("5 %"), clause="4.1")],
    exclusions=[sk.Exclusion("maintenance", applies_to="outages", notice="72 hours", quota="3 hours")],
    settlement=sk.Settlement(cap="15 %", claims=sk.Claims("30 days")),
    amendments=[sk.types.Amendment("2026-07-01", fee="13000 GBP")],
)""",
    "party": 'sk.Party("Brightside", roles={"delivery": "community manager"})',
    "objective": """sk.Objective(
    "Uptime",
    sk.Uptime("outages"),
    "at least 99.9 %",
    window="quarterly",
    penalty=sk.Tiered({"99.9 %": "5 %", "99 %": "10 %"}),
    clause="4.1",
    silence="missed",
    minimum=30,
)""",
    "exclusion": f"""sk.Exclusion(
    "maintenance",
    applies_to="outages",
    mode="forgive",
    notice="72 hours",
    quota="3 hours",
    per="monthly",
    hours={DESK},
    party={{"caused_by": "provider"}},
    where={{"kind": "planned"}},
    by="service",
    clause="6.2",
)""",
    "settlement": """sk.Settlement(
    steps=[sk.steps.Cap("10 %"), sk.steps.MinimumPayout("10 GBP")],
    claims=sk.Claims("30 days", evidence="ticket"),
    nature="price adjustment",
    tax="amounts without VAT",
    sole_remedy=True,
)""",
    "claims": f"""sk.Claims(
    "15 business days",
    on={DESK},
    after="incident",
    evidence=["ticket", "log"],
    clause="7.3",
)""",
    "claim stage": 'sk.steps.ClaimStage("notice", "72 hours", after="incident", evidence="ticket")',
    "log": """sk.logs.Log(
    case="ticket",
    at="time",
    kind="what",
    order="number",
    rules=sk.logs.Lifecycle(pauses={"resolution": ["waiting"]}),
    carry=["priority"],
    streams={"cases": "ticket cases"},
)""",
    "lifecycle": """sk.logs.Lifecycle(
    kinds={"agent reply": ["comment", "mail"]},
    public={"internal": False},
    pauses={"resolution": ["waiting"]},
    holders={"customer": ["waiting"]},
    resolved_states=["solved", "closed"],
    reopen="first resolution",
    uncreated="first event",
)""",
    "ratchet": 'sk.rules.Ratchet(best=6, moves="50 %", share="10 %", towards="100 %", rounding="0.01 %", mode="down")',
    "duty": """sk.duties.Duty(
    "Cure",
    "provider",
    within="30 days",
    what="mend what was missed",
    after="missed",
    misses=(2, 6),
    only=["Uptime"],
    grants="terminate",
    escalates_to="customer",
    clause="9.2",
)""",
    "amendment": """sk.types.Amendment(
    "2026-07-01",
    name="First amendment",
    split=True,
    fee="13000 GBP",
    without=["Old promise"],
    objectives=[sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.95 %")],
)""",
}
WINDOWS = {
    "daily": 'sk.daily(tz="Europe/London")',
    "every": 'sk.every(2, "week", anchor="2026-01-05")',
    "monthly": 'sk.monthly("2026-01-31", month_end="last", partial="full")',
    "quarterly": "sk.quarterly()",
    "rolling": 'sk.rolling("30 days", step=sk.weekly())',
    "weekly": 'sk.weekly(start="sun")',
    "whole term": "sk.whole_term()",
    "yearly": 'sk.yearly("2026-04-06")',
}
TARGETS = {
    "levels": 'sk.Levels({"minor": "at least 99.9 %", "serious": "at least 99.5 %", "severe": "at least 99 %"})',
    "bound": 'sk.at_least("99.9 %", rounding="0.1 %", mode="down")',
    "targets any of": 'sk.at_least("99.9 %") | sk.exactly("0 %")',
    "targets all of": 'sk.at_least("1 hour") & sk.at_most("4 hours")',
}
PENALTIES = {
    "bonus": 'sk.Bonus({"3 %": "200 GBP", "4 %": "300 GBP"})',
    "flat": 'sk.Flat("5 %", of=sk.bases.RecordedAmount("charges", "amount"))',
    "per breach": 'sk.PerBreach({"high": "500 GBP", "low": "50 GBP"}, credit_by="priority")',
    "linear": 'sk.Linear("10 %", per="1 pp", counting="begun", against="100 %")',
    "right": 'sk.Right("terminate", within="60 days")',
    "ranges": 'sk.Ranges({"at most 99.9 % and above 99 %": "10 %", "below 99 %": "25 %"}, gap_pays="lower")',
    "tiered": 'sk.Tiered({"99.9 %": "5 %", "99 %": "10 %"}, of=sk.bases.Fee(1))',
    "accrual": 'sk.rules.Accrual("100 GBP", per="1 hour", free="2 hours", counting="begun")',
    "unreported": 'sk.rules.Unreported("10 %")',
    "multiple": "sk.rules.Multiple(10)",
    "pool": 'sk.rules.Pool("40 %", pool="50 %", at_risk="10 %")',
    "penalties product": 'sk.rules.Product("2 GBP", {"WF": sk.factors.RecordedNumber("areas", "weight"), "UU": "0.5"})',
    "by level": 'sk.rules.ByLevel({"minor": "1 point", "serious": "3 points", "severe": "5 %"})',
    "sum of": 'sk.Flat("5 %") + sk.Linear("1 %", per="1 pp")',
    "largest of": 'sk.Flat("5 %") | sk.Flat("500 GBP")',
    "smallest of": 'sk.Flat("5 %") & sk.Flat("500 GBP")',
    "capped": 'sk.Linear("1 %", per="1 pp").capped("10 %", of="80000 GBP")',
    "floored": 'sk.Linear("1 %", per="1 pp").floored("50 GBP")',
    "repeated": 'sk.Flat("1 point").repeated({2: 2, 3: 4}, within=6)',
    "only if": 'sk.Flat("5 %").only_if(misses=(2, 6), below="99.5 %")',
    "earned back": 'sk.Flat("5 %").earned_back(2, target="at least 99.95 %", share="50 %")',
    "grants": 'sk.Flat("5 points").grants("terminate", owing="20 points", within=6)',
}
BASES = {
    "average": "sk.bases.Average(3, current=True)",
    "fee": "sk.bases.Fee(1)",
    "fee of the billing period": "sk.bases.BillingFee(1)",
    "fixed amount": 'sk.bases.FixedAmount("80000 GBP")',
    "recorded amount": 'sk.bases.RecordedAmount("orders", "value", where={"late": True}, by="region")',
    "part": 'sk.bases.Fee() * "10 %"',
    "less": 'sk.bases.Fee() - sk.bases.RecordedAmount("invoices", "passed on")',
}
FACTORS = {
    "failures": "sk.factors.Failures(free=1)",
    "lookup number": 'sk.factors.LookupNumber(sk.factors.MeasuredNumber(per=1), above={4: "1.5", 8: 2}, otherwise=1)',
    "measured number": 'sk.factors.MeasuredNumber(per="1 hour", free="2 hours", counting="begun")',
    "number by value": 'sk.factors.NumberByValue("failures", "in use", {"true": "50 %", "false": 1}, by="area")',
    "recorded number": 'sk.factors.RecordedNumber("areas", "weight", by="area")',
    "shortfall": 'sk.factors.Shortfall(per="1 pp", counting="full")',
}
STEPS = {
    "cap": 'sk.steps.Cap("10 %", per="rolling 12 months", excluding=["Replies"], used={"2025-12-31": "500 GBP"}, clause="8.1")',
    "convert": 'sk.steps.Convert("1 point", "0.5 %")',
    "points table": 'sk.steps.PointsTable({5: "2 %", 10: "4 %"})',
    "minimum deduction": 'sk.steps.MinimumDeduction("50 GBP")',
    "minimum payout": 'sk.steps.MinimumPayout("more than 10 GBP", clause="8.3")',
    "bonus bank": 'sk.steps.BonusBank(lapses="3 months", opening={"2025-12-31": "500 GBP"})',
    "earn back": 'sk.steps.EarnBack(3, share="50 %", only=["Uptime"])',
    "offset": "sk.steps.Offset()",
    "only largest": 'sk.steps.OnlyLargest(["Uptime", "Region uptime"], among="group")',
    "only smallest": 'sk.steps.OnlySmallest(["Uptime", "Region uptime"])',
    "round": 'sk.steps.Round("1 GBP", mode="down", scope="total")',
    "weighted pool": 'sk.steps.WeightedPool("10 %", weights={"Uptime": 3, "Replies": 1})',
}
CALENDARS = {
    "dates": 'sk.Dates(["2026-03-17", "2026-12-24..2026-12-26"], tz="Europe/Dublin")',
    "recurring": 'sk.Recurring("FREQ=MONTHLY;BYDAY=1SU;BYHOUR=2", tz="Europe/London", lasting="2 hours")',
    "weekly": """sk.Weekly(
    {"mon-fri": "08:00-20:00", "sat": ["10:00-12:00", "13:00-16:00"]}, tz="Europe/London", dated={"2026-12-24": "08:00-12:00"}
)""",
    "calendars any of": f'{DESK} | sk.Dates(["2026-12-27"], tz="Europe/London")',
    "calendars all of": f'{DESK} & sk.Dates(["..2026-06-30"], tz="Europe/London")',
    "without": f'{DESK} - sk.Dates(["2026-12-25"], tz="Europe/London")',
    "always": "sk.ALWAYS",
}
EXAMPLES: Mapping[str, str] = {
    **AGREEMENT,
    **{f"windows {word}" if word in CALENDARS else word: code for word, code in WINDOWS.items()},
    **METRICS,
    **TARGETS,
    **PENALTIES,
    **BASES,
    **FACTORS,
    **STEPS,
    **{f"calendars {word}" if word in WINDOWS else word: code for word, code in CALENDARS.items()},
}
# the Python and the table of words that read a file or need an extra, so that their pages can be written without these
GIVEN: Mapping[str, tuple[str, Mapping[str, str | bool]]] = {
    "events": (
        'sk.ICalendar("opening-hours.ics", tz="Europe/London")',
        {"is": "events", "path": "opening-hours.ics", "tz": "Europe/London"},
    ),
    "holidays": (
        'sk.Holidays("GB", subdiv="ENG", tz="Europe/London", observed=False)',
        {"is": "holidays", "country": "GB", "tz": "Europe/London", "subdiv": "ENG", "observed": False},
    ),
}
