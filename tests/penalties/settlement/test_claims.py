"""Claims: entitled, claim by, claimed, payable and forfeited are separate figures (docs/numbers.md P6)."""

import pytest
from engine_cases import agreement
from names import NAMES

import slakit as sk

DESK = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")
BAD = [{"at": "2026-01-10T12:00Z"}]  # January is missed once: 50.00 GBP


YEAR = ("2026-01-01", "2027-01-01")


def calm(penalty, **settings):
    """One fault is one too many."""
    return sk.Objective("Calm", sk.Count("faults"), "at most 0", penalty=penalty, **settings)


CALM = calm(sk.Flat("5 %"))


def agreed(claims, objective=CALM, steps=(), cap=None, **changes):
    """The first half of 2026 at 1,000.00 GBP a month, with claims."""
    settings = {"term": ("2026-01-01", "2026-07-01"), "fee": "1000 GBP"} | changes
    return agreement(objective, settlement=sk.Settlement(claims=claims, steps=steps, cap=cap), **settings)


def scored(claims, *made, as_of="2026-12-01T00:00Z", faults=BAD, **settings):
    """The statement of January; `made` are claims, or None where none were fed."""
    records = {"faults": faults} | ({} if made == (None,) else {"claims": list(made)})
    return sk.evaluate(agreed(claims, **settings), records, period="2026-01", as_of=as_of)


def figures(statement):
    line = statement.line("Calm")
    return [None if amount is None else str(amount.amount) for amount in (line.entitled, line.claimed, line.payable, line.forfeited)]


@pytest.mark.parametrize(
    ("at", "result"),
    [
        ("2026-02-01T00:00Z", ["50.00", "50.00", "50.00", None]),
        ("2026-03-03T00:00Z", ["50.00", "50.00", "50.00", None]),
        ("2026-03-03T00:00:01Z", ["50.00", "0.00", "0.00", "50.00"]),
    ],
)
def test_thirty_days(at, result):
    """January ends with the 1st of February, and 30 days on is the 3rd of March; exactly then is in time."""
    statement = scored(sk.Claims("30 days"), {"objective": "Calm", "period": "2026-01", "at": at})
    assert figures(statement) == result
    assert statement.line("Calm").claim_by.isoformat() == "2026-03-03T00:00:00+00:00"


def test_what_is_not_claimed_yet_is_neither_paid_nor_forfeited():
    """Until the deadline has passed, exactly at it included."""
    for as_of, forfeited in (("2026-02-10T00:00Z", "0.00"), ("2026-03-03T00:00Z", "0.00"), ("2026-03-03T00:01Z", "50.00")):
        statement = scored(sk.Claims("30 days"), as_of=as_of)
        assert figures(statement) == ["50.00", "0.00", "0.00", forfeited]
    assert statement.line("Calm").claim == "no claim was made by 2026-03-03T00:00:00+00:00"


def test_nothing_is_forfeited_where_nothing_is_known_of_claims():
    """The stream was never fed: what is owed stands, with the date to claim it by."""
    statement = scored(sk.Claims("30 days"), None)
    assert figures(statement) == ["50.00", None, "50.00", None]
    assert statement.line("Calm").claim == "claim by 2026-03-03T00:00:00+00:00; no claims were fed"
    assert statement.claimed is None


def test_a_claim_that_has_not_happened_yet():
    """A claim of the 20th is not known on the 10th."""
    made = {"objective": "Calm", "period": "2026-01", "at": "2026-02-20T00:00Z"}
    assert figures(scored(sk.Claims("30 days"), made, as_of="2026-02-10T00:00Z")) == ["50.00", "0.00", "0.00", "0.00"]


@pytest.mark.parametrize(
    ("within", "by"),
    [
        ("72 hours", "2026-02-04T00:00:00+00:00"),
        ("2 months", "2026-04-01T00:00:00+01:00"),
        ("60 days", "2026-04-02T00:00:00+01:00"),  # of the wall clock: London's hour is lost between
        ("5 business days", "2026-02-07T00:00:00+00:00"),  # Saturday the 31st is not counted: five whole days, Monday to Friday
        ("end of the 5th business day", "2026-02-06T17:00:00+00:00"),
        ("end of the billing period", "2026-03-01T00:00:00+00:00"),
        ("end of the 2nd billing cycle", "2026-04-01T00:00:00+01:00"),
    ],
)
def test_deadlines(within, by):
    """Counted from the end of January in London."""
    line = scored(sk.Claims(within, on=DESK), None, timezone="Europe/London").line("Calm")
    assert line.claim_by.isoformat() == by


def test_a_billing_period_after_the_term():
    """The last month's second billing period after ends two months after the term."""
    agreement = agreed(sk.Claims("end of the 2nd billing period"))
    made = {"at": "2026-08-31T00:00Z", "objective": "Calm", "period": "2026-06"}
    records = {"faults": [{"at": "2026-06-10T12:00Z"}], "claims": [made]}
    line = sk.evaluate(agreement, records, period="2026-06").line("Calm")
    assert (line.claim_by.isoformat(), str(line.payable)) == ("2026-09-01T00:00:00+00:00", "50.00 GBP")


STAGES = sk.Claims(
    stages=[sk.steps.ClaimStage("notice", "5 days"), sk.steps.ClaimStage("claim", "20 days", after="notice", evidence="logs")]
)


@pytest.mark.parametrize(
    ("made", "payable", "forfeited", "says"),
    [
        ([("notice", "02-03", ""), ("claim", "02-20", "x")], "50.00", None, "claimed 2026-02-20T00:00:00+00:00, in time"),
        ([("notice", "02-03", ""), ("claim", "02-24", "x")], "0.00", "50.00", "the claim of 2026-02-24T00:00:00+00:00 came too late"),
        ([("notice", "02-07", ""), ("claim", "02-08", "x")], "0.00", "50.00", "the notice of 2026-02-07T00:00:00+00:00 came too late"),
        ([("claim", "02-08", "x")], "0.00", "50.00", "no notice was made by 2026-02-06T00:00:00+00:00"),
        ([("notice", "02-03", ""), ("claim", "02-08", "")], "0.00", "50.00", "the claim of 2026-02-08T00:00:00+00:00 lacks logs"),
        ([("notice", "02-03", ""), ("claim", "02-02", "x")], "0.00", "50.00", "came before what it follows"),
        ([("notice", "02-03", ""), ("claim", "02-08", ""), ("claim", "02-09", "x")], "50.00", None, "claimed 2026-02-09"),
    ],
)
def test_two_stages(made, payable, forfeited, says):
    """A notice within 5 days, then the claim within 20 days of the notice, with logs; the first that is right counts."""
    rows = [
        {"objective": "Calm", "period": "2026-01", "stage": stage, "at": f"2026-{day}T00:00Z", "logs": logs} for stage, day, logs in made
    ]
    statement = scored(STAGES, *rows)
    assert figures(statement)[2:] == [payable, forfeited]
    assert says in statement.line("Calm").claim


def test_no_claim_is_needed():
    """Automatic payment says so."""
    line = scored(sk.Claims(automatic=True), None).line("Calm")
    assert (str(line.payable), str(line.claimed), line.claim, line.claim_by) == ("50.00 GBP", "50.00 GBP", "paid without a claim", None)


@pytest.mark.parametrize("named", [{"objective": "Calm", "period": "2026-01"}, {"objective": "Calm"}, {}])
def test_a_claim_made_before_the_period_is_over_counts(named):
    """The incident is of 10 January, and it is claimed on the 12th: 50.00, whatever the claim names (P6a)."""
    statement = scored(sk.Claims("30 days"), {**named, "at": "2026-01-12T00:00Z"})
    assert (figures(statement), statement.problems) == (["50.00", "50.00", "50.00", None], ())


def test_claimed_five_days_after_the_incident():
    """An outage of 15 January, claimed on the 20th, to be claimed by 31 March: 200.00."""
    objective = sk.Objective("Up", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Flat("200 USD"))
    agreement = agreed(sk.Claims("end of the 2nd billing period"), objective, term=YEAR, fee=None, currency="USD")
    outages = [{"start": "2026-01-15T08:00Z", "end": "2026-01-15T20:00Z"}]
    for at, payable in (("2026-01-20", "200.00"), ("2026-03-31T23:59:59", "200.00"), ("2026-01-15T07:59", "0.00")):
        claims = [{"at": f"{at}T00:00Z" if len(at) == 10 else f"{at}Z", "objective": "Up", "period": "2026-01"}]
        line = sk.evaluate(agreement, {"outages": outages, "claims": claims}, period="2026-01", as_of="2026-12-01T00:00Z").lines[0]
        assert str(line.payable.amount) == payable, at


def test_a_same_day_notice_counts_for_a_daily_line():
    """A fault of 10 January at noon, a notice the same evening and a claim a week later."""
    objective = calm(sk.Flat("5 GBP"), window="daily")
    stages = [sk.steps.ClaimStage("notice", "5 days", after="incident"), sk.steps.ClaimStage("claim", "20 days", after="notice")]
    agreement = agreed(sk.Claims(stages=stages), objective, fee=None, currency="GBP")
    made = [{"stage": "notice", "at": "2026-01-10T18:00Z"}, {"stage": "claim", "at": "2026-01-17T00:00Z"}]
    line = sk.evaluate(agreement, {"faults": BAD, "claims": made}, period="2026-01-10", as_of="2026-12-01T00:00Z").lines[0]
    assert str(line.payable) == "5.00 GBP"


def test_a_claim_dated_before_the_incident_is_reported():
    """It decides nothing: what it was for is forfeited after its deadline, unless it is claimed again."""
    early = {"objective": "Calm", "period": "2026-01", "at": "2026-01-08T00:00Z"}
    statement = scored(sk.Claims("30 days"), early)
    assert (figures(statement), statement.unsettled) == (["50.00", "0.00", "0.00", "50.00"], ())
    assert "the claim of 2026-01-08T00:00:00+00:00 came before the incident" in statement.line("Calm").claim
    assert [str(problem) for problem in statement.problems] == [
        "claims: 1 x a claim dated before the incident it is for; 2026-01-08T00:00:00+00:00, Calm"
    ]
    assert figures(scored(sk.Claims("30 days"), early, as_of="2026-02-10T00:00Z")) == ["50.00", "0.00", "0.00", "0.00"]
    later = {"objective": "Calm", "period": "2026-01", "at": "2026-02-12T00:00Z"}
    assert figures(scored(sk.Claims("30 days"), early, later)) == ["50.00", "50.00", "50.00", None]
    before = scored(sk.Claims("30 days"), {**early, "at": "2025-12-31T00:00Z"})
    assert [problem.kind for problem in before.problems] == ["a claim dated before its period began"]


def test_a_claim_before_the_incident_that_names_no_period():
    """It may be for an earlier incident, and is no problem; the line says when it was made, and why it does not count."""
    early = {"objective": "Calm", "at": "2026-01-08T00:00Z"}
    statement = scored(sk.Claims("30 days"), early)
    assert (figures(statement), statement.problems) == (["50.00", "0.00", "0.00", "50.00"], ())
    assert statement.line("Calm").claim == (
        "the claim of 2026-01-08T00:00:00+00:00, which names no period, came before the incident; "
        "no claim that counts was made by 2026-03-03T00:00:00+00:00"
    )
    of_period = {**early, "period": "2026-01", "at": "2026-01-07T00:00Z"}
    assert "the claim of 2026-01-07T00:00:00+00:00 came before" in scored(sk.Claims("30 days"), early, of_period).line("Calm").claim


def test_a_claim_between_failures_that_evidence_does_not_name():
    """Ten faults, of which evidence names five: a claim that names the month is good from its start, for it may be for the others."""
    faults = [{"at": f"2026-01-{day:02}T12:00Z"} for day in range(10, 20)]
    early = {"objective": "Calm", "period": "2026-01", "at": "2026-01-11T00:00Z"}
    assert figures(scored(sk.Claims("30 days"), early, faults=faults))[2] == "50.00"


@pytest.mark.parametrize(
    ("at", "payable"), [("2026-06-30T23:59:59.999999Z", "50.00"), ("2026-07-01T00:00Z", "0.00"), ("2026-07-01T00:00:00.000001Z", "0.00")]
)
@pytest.mark.parametrize("after", ["period", "billing period", "incident"])
@pytest.mark.parametrize("window", ["monthly", "daily"])
def test_the_end_of_a_billing_period_is_too_late(at, payable, after, window):
    """An incident in April, to be claimed by the end of the 2nd billing period after it: until June is over, 1 July not included (T6)."""
    objective = calm(sk.Flat("50 GBP"), window=window)
    agreement = agreed(sk.Claims("end of the 2nd billing period", after=after), objective, term=YEAR, fee=None, currency="GBP")
    records = {"faults": [{"at": "2026-04-10T12:00Z"}], "claims": [{"at": at}]}
    statement = sk.evaluate(agreement, records, period="2026-04", as_of="2026-12-01T00:00Z")
    (line,) = statement.missed
    assert (str(line.payable.amount), line.claim_by.isoformat()) == (payable, "2026-07-01T00:00:00+00:00")
    if payable == "0.00":
        assert line.claim.endswith("came too late; no claim that counts was made before 2026-07-01T00:00:00+00:00")


def test_the_end_of_a_business_day_at_midnight_is_too_late():
    """Five whole opening days after January are over with Saturday, 7 February 00:00, which belongs to Saturday."""
    for at, payable in (("2026-02-06T23:59:59Z", "50.00"), ("2026-02-07T00:00Z", "0.00")):
        assert figures(scored(sk.Claims("5 business days", on=DESK), {"at": at}))[2] == payable
    for at, payable in (("2026-02-06T17:00Z", "50.00"), ("2026-02-06T17:00:01Z", "0.00")):
        assert figures(scored(sk.Claims("end of the 5th business day", on=DESK), {"at": at}))[2] == payable


def test_what_is_due_at_the_end_of_a_period_is_forfeited_with_it():
    """As of the end of March what was to be claimed by then is forfeited, and not a microsecond before."""
    for as_of, forfeited in (("2026-03-31T23:59:59.999999Z", "0.00"), ("2026-04-01T00:00Z", "50.00")):
        assert figures(scored(sk.Claims("end of the 2nd billing period"), as_of=as_of))[3] == forfeited


def test_a_deadline_after_the_incident():
    """Twenty days after 10 January noon; a length in calendar days is that of the wall clock."""
    for within in ("20 days", "20 calendar days"):
        for at, payable in (("2026-01-30T12:00Z", "50.00"), ("2026-01-30T12:00:01Z", "0.00")):
            statement = scored(sk.Claims(within, after="incident"), {"at": at})
            assert (figures(statement)[2], statement.lines[0].claim_by.isoformat()) == (payable, "2026-01-30T12:00:00+00:00")


def test_a_right_stands_without_a_claim():
    """A contract that owes only a right says that it need not be claimed."""
    agreement = agreed(sk.Claims("30 days"), calm(sk.Right("terminate")), fee=None)
    for records in ({"faults": BAD}, {"faults": BAD, "claims": []}):
        line = sk.evaluate(agreement, records, period="2026-01", as_of="2026-12-01T00:00Z").lines[0]
        assert (line.rights, line.claim) == (("terminate",), "a right stands without a claim")


def test_a_claim_that_names_no_period_is_for_incidents_before_it():
    """January is paid by the claim of 10 February; February and March are not touched by it, and are forfeited."""
    faults = [{"at": f"2026-{month}-10T12:00Z"} for month in ("01", "02", "03")]
    records = {"faults": faults, "claims": [{"at": "2026-02-10T00:00Z", "objective": "Calm"}]}
    statement = sk.evaluate(agreed(sk.Claims("30 days")), records, as_of="2026-12-01T00:00Z")
    amounts = [(line.payable.amount, line.forfeited and line.forfeited.amount) for line in statement.missed]
    assert [tuple(map(str, pair)) for pair in amounts] == [("50.00", "None"), ("0.00", "50.00"), ("0.00", "50.00")]
    assert (statement.unsettled, statement.problems) == ((), ())
    lost = scored(sk.Claims("30 days"), {"at": "2025-12-12T00:00Z"})
    assert [problem.kind for problem in lost.problems] == ["a claim dated before any period began"]


def test_a_two_stage_claim_shows_the_deadline_of_the_claim():
    """Notice on 3 February, so the claim is due on the 23rd; the notice was due on the 6th."""
    rows = [
        {"objective": "Calm", "period": "2026-01", "stage": stage, "at": f"2026-02-{day}T00:00Z", "logs": "x"}
        for stage, day in (("notice", "03"), ("claim", "20"))
    ]
    assert scored(STAGES, *rows).line("Calm").claim_by.isoformat() == "2026-02-23T00:00:00+00:00"


def in_kind(rule, *steps):
    return agreed(sk.Claims("10 days"), calm(rule), steps=steps)


TWICE = [{"at": f"2026-{month}-10T12:00Z"} for month in ("01", "02")]


def test_a_right_stands_whether_or_not_points_are_claimed():
    """5 points in January and 5 in February are the 10 that the right wants; nothing was claimed, and the points are forfeited."""
    agreement = in_kind(sk.Flat("5 points").grants("terminate", owing="10 points"))
    statement = sk.evaluate(agreement, {"faults": TWICE, "claims": []}, as_of="2026-12-01T00:00Z")
    assert [line.rights for line in statement.missed] == [(), ("terminate",)]
    texts = [([*map(str, line.units)], [*map(str, line.entitled_units)], [*map(str, line.forfeited_units)]) for line in statement.missed]
    assert texts == [([], ["5 points"], ["5 points"])] * 2
    assert "forfeited in kind: 10 points" in str(statement)
    assert "forfeited: 5 points" in str(statement.explain("Calm", "2026-01"))


def test_what_is_forfeited_in_kind_uses_up_a_cap_wherever_it_is_known_from():
    """10 days in all are used up by January, forfeited or not: February has none, from records and from a closed statement alike."""
    agreement = in_kind(sk.Flat("10 days"), sk.steps.Cap("10 days", per="yearly"))
    made, now = [{"at": "2026-03-05T00:00Z", "period": "2026-02"}], "2026-12-01T00:00Z"
    whole = sk.evaluate(agreement, {"faults": TWICE, "claims": made}, period="2026-02", as_of=now)
    january = sk.evaluate(agreement, {"faults": TWICE[:1], "claims": made}, period="2026-01", as_of=now)
    february = sk.evaluate(agreement, {"faults": TWICE[1:], "claims": made}, period="2026-02", history=january.close(), as_of=now)
    assert list(map(str, january.lines[0].forfeited_units)) == ["10 days"]
    assert (whole.units, february.units) == ((), ())


def test_claims_for_nothing_are_reported():
    """An objective, a period and a stage that are not of the agreement."""
    made = {"objective": "Calm", "period": "2026-01", "at": "2026-02-12T00:00Z"}
    faults = [{**made, "objective": "Clam"}, {**made, "period": "2027-01"}, {**made, "stage": "clam"}]
    texts = [problem.kind for problem in scored(sk.Claims("30 days"), *faults).problems]
    assert [text.split(";")[0] for text in texts] == [
        "a claim for '2027-01', which is no period",
        "a claim for 'Clam', which is no objective",
        "a claim of stage 'clam'",
    ]


def test_every_claim_is_accounted_for():
    """Rows of claims are read like any others, and stand in the accounts."""
    made = {"objective": "Calm", "period": "2026-01", "at": "2026-02-12T00:00Z"}
    account = next(one for one in scored(sk.Claims("30 days"), made, {**made, "at": None}).accounts if one.stream == "claims")
    assert (account.objective, account.read, account.counted) == ("settlement", 2, 1)


def test_what_a_claim_leaves_out_means_any():
    """A claim without an objective is for all lines of its period; one without a group for all groups."""
    objective = sk.Objective("Calm", sk.Count("faults").by("site"), "at most 0", penalty=sk.Flat("5 %"))
    agreement = agreed(sk.Claims("30 days"), objective)
    faults = [{"at": "2026-01-10T12:00Z", "site": site} for site in ("leeds", "york")]
    for made, payable in (({}, ["50.00", "50.00"]), ({"group": "york"}, ["0.00", "50.00"])):
        claims = [{"at": "2026-02-05T00:00Z", "period": "2026-01", **made}]
        statement = sk.evaluate(agreement, {"faults": faults, "claims": claims}, period="2026-01", as_of="2026-09-01T00:00Z")
        assert [str(line.payable.amount) for line in statement.lines] == payable
    lost = [{"at": "2026-02-05T00:00Z", "period": "2026-01", "group": "yorc"}]
    statement = sk.evaluate(agreement, {"faults": faults, "claims": lost}, period="2026-01")
    assert [problem.kind for problem in statement.problems] == ["a claim for group 'yorc', of which nothing is known; did you mean 'york'?"]


def test_only_what_is_left_after_the_cap_is_claimed():
    """50 is capped at 30: 30 is what may be claimed and is forfeited."""
    statement = scored(sk.Claims("30 days"), cap="30 GBP")
    assert (str(statement.credit), str(statement.entitled), str(statement.forfeited), str(statement.payable)) == (
        "50.00 GBP",
        "30.00 GBP",
        "30.00 GBP",
        "0.00 GBP",
    )
    assert "credit 50.00 GBP gross, 30.00 GBP entitled, 0.00 GBP claimed, 30.00 GBP forfeited, 0.00 GBP payable" in str(statement)
    text = str(statement.explain("Calm"))
    assert text.index("capped:") < text.index("claim:") < text.index("forfeited: 30.00 GBP")


def test_claims_come_as_a_frame_too():
    """What a frame leaves empty is NaN or None, and means any."""
    pandas = pytest.importorskip("pandas")
    at = pandas.to_datetime(["2026-02-12T00:00Z", "2026-02-12T00:00Z"])
    made = pandas.DataFrame({"objective": ["Calm", None], "period": "2026-01", "stage": float("nan"), "group": None, "at": at})
    records = {"faults": BAD, "claims": made}
    statement = sk.evaluate(agreed(sk.Claims("30 days")), records, period="2026-01")
    assert (str(statement.credit), statement.problems) == ("50.00 GBP", ())


def test_a_monitor_keeps_claims():
    """Fed separately, saved and restored: as in one go."""
    agreement, made = agreed(sk.Claims("30 days")), {"objective": "Calm", "period": "2026-01", "at": "2026-02-12T00:00Z"}
    monitor = sk.Monitor(agreement)
    monitor.feed("claims", [made])
    monitor.feed("faults", BAD)
    again = sk.Monitor.restore(agreement, monitor.state())
    for as_of, credit in (("2026-02-11T00:00Z", "0.00 GBP"), ("2026-02-13T00:00Z", "50.00 GBP")):
        assert str(again.statement(period="2026-01", as_of=as_of).payable) == credit
        assert again.statement(period="2026-01", as_of=as_of).digest == monitor.statement(period="2026-01", as_of=as_of).digest


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (lambda: sk.Claims(), "no deadline"),
        (lambda: sk.Claims("soon"), "not a deadline"),
        (lambda: sk.Claims("-3 days"), "not a deadline"),
        (lambda: sk.Claims("5 business days", clause="8.1"), "clause 8.1: within='5 business days' needs a calendar"),
        (lambda: sk.Claims("5 days", automatic=True), "pays without a claim"),
        (lambda: sk.Claims("5 days", stages=[sk.steps.ClaimStage("claim", "3 days")]), "both given"),
        (lambda: sk.Claims(stages=[sk.steps.ClaimStage("claim", "3 days", after="notice")]), "after='notice' is none of"),
        (lambda: sk.Claims(stages=[sk.steps.ClaimStage("claim", "3 days"), sk.steps.ClaimStage("claim", "3 days")]), "not a new name"),
        (lambda: sk.Claims("5 days", evidence=[3]), "not a list of fields"),
        (lambda: sk.Settlement(claims="30 days"), "not a rule for claims"),
    ],
)
def test_claims_that_do_not_fit(made, says):
    """Found when the contract is made."""
    with pytest.raises(sk.errors.ContractError, match=says):
        made()


@pytest.mark.parametrize(
    "claims", [sk.Claims("15 business days", on=DESK, evidence="ticket", after="billing period"), STAGES, sk.Claims(automatic=True)]
)
@pytest.mark.parametrize("form", ["toml", "json"])
def test_claims_are_read_back_from_a_document(claims, form):
    """And a repr is how one would write them."""
    agreement = agreed(claims)
    assert sk.loads(sk.dumps(agreement, format=form), format=form) == agreement
    assert eval(repr(claims), NAMES) == claims


@pytest.mark.parametrize(
    ("month", "within", "by"),
    [
        ("2026-01", "5 business days", "2026-02-07T00:00:00+00:00"),  # ends on a Saturday: Monday the 2nd to Friday the 6th
        ("2026-03", "5 business days", "2026-04-08T00:00:00+00:00"),  # ends on a Tuesday: the 1st, 2nd, 3rd, 6th and 7th
        ("2026-05", "5 business days", "2026-06-06T00:00:00+00:00"),  # ends on a Sunday: Monday the 1st to Friday the 5th
        ("2026-01", "end of the 5th business day", "2026-02-06T17:00:00+00:00"),
        ("2026-03", "end of the 5th business day", "2026-04-07T17:00:00+00:00"),
    ],
)
def test_business_days_after_a_period_are_whole_opening_days(month, within, by):
    """The midnight that ends a period belongs to its last day, which is not counted."""
    faults = [{"at": f"{month}-10T12:00Z"}]
    line = sk.evaluate(agreed(sk.Claims(within, on=DESK)), {"faults": faults}, period=month).line("Calm")
    assert line.claim_by.isoformat() == by


def test_a_claim_for_a_month_that_an_amendment_split():
    """July is two periods, each missed: a claim for 2026-07 is for both, as is one without a period."""
    base = agreed(sk.Claims("30 days"), term=YEAR)
    split = base.amend(effective="2026-07-15", fee="2000 GBP", split=True)
    faults = [{"at": "2026-07-03T00:00Z"}, {"at": "2026-07-20T00:00Z"}]
    claims = [{"objective": "Calm", "period": "2026-07", "at": "2026-08-05T00:00Z"}]
    for made in ([{**claims[0], "period": None}], claims):
        statement = sk.evaluate(split, {"faults": faults, "claims": made}, period=("2026-07-01", "2026-08-01"))
        assert len(statement.lines) == 2
        assert statement.problems == ()
        assert [line.claimed for line in statement.lines] == [line.entitled for line in statement.lines]
        assert all(line.claimed for line in statement.lines)


def test_a_claim_for_nothing_is_not_counted():
    """Of two rows one names no period: one is counted, one a problem."""
    made = {"objective": "Calm", "period": "2026-01", "at": "2026-02-12T00:00Z"}
    statement = scored(sk.Claims("30 days"), made, {**made, "period": "2031-01"})
    account = next(one for one in statement.accounts if one.stream == "claims")
    assert (account.read, account.counted, sum(account.problems.values())) == (2, 1, 1)


def claimed_for(metric, rows, claims, **how):
    """The one line of January with 200 GBP to be claimed within 30 days, or as given."""
    target = "at most 0" if metric.unit == "item" else "at most 0 min"
    objective = sk.Objective("One", metric, target, penalty=sk.Flat("200 GBP"))
    made = agreed(sk.Claims(**{"within": "30 days"} | how), objective, term=YEAR, window="monthly")
    return sk.evaluate(made, {"rows": rows, "claims": claims}, period="2026-01", as_of="2027-01-01T00:00Z").lines[0]


def test_a_claim_dated_by_its_day():
    """It covers the whole day: one of the day of the incident is not before it, one of the last day is in time (T6)."""
    incident = [{"at": "2026-01-15T10:00Z"}]
    assert str(claimed_for(sk.Count("rows"), incident, [{"at": "2026-01-15"}]).payable) == "200.00 GBP"
    assert str(claimed_for(sk.Count("rows"), incident, [{"at": "2026-01-14"}]).payable) == "0.00 GBP"


@pytest.mark.parametrize("outages", [1, 4, 11])
def test_a_claim_after_the_first_of_many_failures(outages):
    """A claim of the 6th follows the outage of the 5th, however many longer ones come later."""
    rows = [{"start": "2026-01-05T00:00Z", "end": "2026-01-05T02:00Z"}]
    rows += [{"start": f"2026-01-{day}T00:00Z", "end": f"2026-01-{day}T10:00Z"} for day in range(10, 9 + outages)]
    metric = sk.Downtime("rows")
    for claim in ({"at": "2026-01-06T00:00Z"}, {"at": "2026-01-06T00:00Z", "period": "2026-01"}):
        assert str(claimed_for(metric, rows, [claim]).payable) == "200.00 GBP"


def test_a_deadline_after_the_last_of_many_failures():
    """Seven days after the incident of the 25th, be it the smallest of eleven: a claim of the 30th is in time."""
    rows = [{"start": f"2026-01-{day:02}T00:00Z", "end": f"2026-01-{day:02}T10:00Z"} for day in range(1, 11)]
    rows += [{"start": "2026-01-25T00:00Z", "end": "2026-01-25T01:00Z"}]
    line = claimed_for(sk.Downtime("rows"), rows, [{"at": "2026-01-30T00:00Z"}], within="7 days", after="incident")
    assert str(line.payable) == "200.00 GBP"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"automatic": "yes"}, "automatic='yes' is not true or false; write automatic=True"),
        ({"after": "invoice"}, "after='invoice' is not one of its words; write after='period', 'billing period' or 'incident'"),
        ({"stages": ["notice"]}, "stages=['notice'] is not a list of stages; write stages=[ClaimStage('notice', '5 days'), "),
    ],
)
def test_what_claims_refuse(arguments, says):
    """The error names the argument and what to write."""
    with pytest.raises(sk.errors.ContractError) as caught:
        sk.Claims("30 days", **arguments)
    assert str(caught.value).startswith(says)


def test_claims_of_a_frame_have_blanks():
    """A field that a claim leaves out, a None and a blank are one claim, and one digest."""
    agreed = sk.Agreement(
        "Claims",
        provider="P",
        customer="C",
        term=("2026-01-01", "2027-01-01"),
        timezone="UTC",
        fee="1000 GBP",
        objectives=[sk.Objective("Calm", sk.Count("faults"), "at most 0", penalty=sk.Flat("5 %"))],
        settlement=sk.Settlement(claims=sk.Claims("30 days")),
    )
    faults = [{"at": "2026-01-10T00:00Z"}]
    bare = {"at": "2026-02-03T00:00Z", "objective": "Calm"}
    made = [
        sk.evaluate(agreed, {"faults": faults, "claims": [row]}, period="2026-01")
        for row in (bare, bare | {"period": None}, bare | {"period": " "})
    ]
    assert [(str(one.payable), one.digest) for one in made] == [("50.00 GBP", made[0].digest)] * 3
