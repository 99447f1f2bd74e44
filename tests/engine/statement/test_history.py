"""History: earlier statements stand for the records of their periods (docs/numbers.md P7)."""

import json

import pytest

import slakit as sk
from slakit.engine.evaluate import evaluate_after_closed

TERM = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2027-01-01"), "timezone": "UTC", "fee": "1000 EUR"}


@sk.penalty
def by_streak(case):
    """10 EUR for each missed period in a row."""
    return case.streak * sk.money("10 EUR")


@sk.penalty
def by_credits(case):
    """10 EUR, and a tenth of all that was credited before."""
    before = sum((line.credit for line in case.history if line.credit), sk.money("0 EUR"))
    return sk.money("10 EUR") + before / 10


@sk.penalty
def by_payable(case):
    """10 EUR, and all that was payable before."""
    return sum((line.payable for line in case.history if line.payable), sk.money("10 EUR"))


def incidents(*months):
    return [{"at": f"2026-{month}-05T12:00Z", "n": 1} for month in months]


def agreement(rule=by_streak, **changes):
    objective = sk.Objective("Calm", sk.Count("q"), "at most 0", penalty=rule)
    return sk.Agreement("A", **{**TERM, "objectives": [objective], **changes})


def forms(statement):
    """What a statement may be handed on as."""
    return [statement, statement.to_dict(), statement.to_json(), json.loads(statement.to_json()), statement.close(), [statement]]


def test_a_streak_goes_on_from_a_statement():
    """January and February were missed; March is the third in a row: 30 EUR, whether their records are fed or a statement tells of them."""
    agreed = agreement()
    winter = sk.evaluate(agreed, {"q": incidents("01", "02")}, period=("2026-01-01", "2026-03-01"))
    assert [str(line.credit) for line in winter.lines] == ["10.00 EUR", "20.00 EUR"]
    assert str(sk.evaluate(agreed, {"q": incidents("01", "02", "03")}, period="2026-03").credit) == "30.00 EUR"
    assert str(sk.evaluate(agreed, {"q": incidents("03")}, period="2026-03").credit) == "10.00 EUR"
    for closed in forms(winter):
        assert str(sk.evaluate(agreed, {"q": incidents("03")}, period="2026-03", history=closed).credit) == "30.00 EUR"


def test_a_monitor_takes_a_history_too():
    """Fed with March alone it goes on from the statements of January and of February."""
    agreed = agreement()
    monitor = sk.Monitor(agreed)
    monitor.feed("q", incidents("01"))
    january = monitor.statement(period="2026-01").to_json()
    february = sk.evaluate(agreed, {"q": incidents("02")}, period="2026-02", history=january)
    assert str(february.credit) == "20.00 EUR"
    fresh = sk.Monitor(agreed)
    fresh.feed("q", incidents("03"))
    assert str(fresh.statement(period="2026-03", history=[january, february]).credit) == "30.00 EUR"


def test_what_was_credited_before_is_seen():
    """10 EUR in January, 10 + 1 in February, 10 + 2.10 in March."""
    agreed = agreement(by_credits)
    months = ["01", "02", "03"]
    assert [str(line.credit) for line in sk.evaluate(agreed, {"q": incidents(*months)}).missed] == ["10.00 EUR", "11.00 EUR", "12.10 EUR"]
    closed = []
    for month, credit in zip(months, ["10.00 EUR", "11.00 EUR", "12.10 EUR"], strict=True):
        closed.append(sk.evaluate(agreed, {"q": incidents(month)}, period=f"2026-{month}", history=list(closed)))
        assert str(closed[-1].credit) == credit


def test_what_was_payable_before_is_seen():
    """With a cap of 15 EUR: January credits and pays 10; February 20, of which 15; March 35, of which 15; April 50, of which 15."""
    agreed = agreement(by_payable, settlement=sk.Settlement(cap="15 EUR"))
    months = ["01", "02", "03", "04"]
    whole = sk.evaluate(agreed, {"q": incidents(*months)}, period=("2026-01-01", "2026-05-01"))
    expected = [("10.00 EUR", "10.00 EUR"), ("20.00 EUR", "15.00 EUR"), ("35.00 EUR", "15.00 EUR"), ("50.00 EUR", "15.00 EUR")]
    assert [(str(line.credit), str(line.payable)) for line in whole.lines] == expected
    assert str(sk.evaluate(agreed, {"q": incidents(*months)}, period="2026-04").credit) == "50.00 EUR"
    spring = sk.evaluate(agreed, {"q": incidents("01", "02", "03")}, period=("2026-01-01", "2026-04-01"))
    april = sk.evaluate(agreed, {"q": incidents("04")}, period="2026-04", history=spring.to_json())
    assert (str(april.credit), str(april.payable)) == expected[3]


def test_a_cap_is_used_up_by_what_was_paid_before():
    """10 EUR a missed day, 15 EUR at most in a month: the statement of the first leaves 5 EUR for the second."""
    objective = sk.Objective("Calm", sk.Count("q"), "at most 0", window="daily", penalty=sk.Flat("10 EUR"))
    agreed = agreement(objectives=[objective], settlement=sk.Settlement(cap="15 EUR"))
    first, second = ([{"at": f"2026-03-0{day}T12:00Z"}] for day in (1, 2))
    closed = sk.evaluate(agreed, {"q": first}, period="2026-03-01")
    assert str(sk.evaluate(agreed, {"q": second}, period="2026-03-02", history=closed).payable) == "5.00 EUR"
    assert str(sk.evaluate(agreed, {"q": first + second}, period="2026-03-02").payable) == "5.00 EUR"
    assert str(sk.evaluate(agreed, {"q": first + second}, period="2026-03-02", history=closed).payable) == "5.00 EUR"


def test_the_last_measure_is_carried_from_a_statement():
    """50 % in January, nothing in February: February is judged by the 50 %, and missed."""
    objective = sk.Objective("Good", sk.Share("q", good={"ok": True}), "at least 90 %", silence="carry", penalty=sk.Flat("5 %"))
    agreed = agreement(objectives=[objective])
    rows = [{"at": "2026-01-05T12:00Z", "ok": ok} for ok in (True, False)]
    january = sk.evaluate(agreed, {"q": rows}, period="2026-01")
    direct = sk.evaluate(agreed, {"q": rows}, period="2026-02").lines[0]
    carried = sk.evaluate(agreed, {"q": []}, period="2026-02", history=january.to_json()).lines[0]
    assert (str(carried.outcome), carried.shown, str(carried.credit)) == ("missed", "50 %", "50.00 EUR")
    assert (carried.outcome, carried.shown, carried.credit, carried.reason) == (direct.outcome, direct.shown, direct.credit, direct.reason)


def test_groups_go_on_too():
    """Team a missed January and misses February; team b is seen in January alone, and has a line of no failure in February."""
    objective = sk.Objective("Calm", sk.Count("q").by("team"), "at most 0", penalty=by_streak)
    agreed = agreement(objectives=[objective])
    january = [{"at": "2026-01-05T12:00Z", "team": team} for team in "ab"]
    february = [{"at": "2026-02-05T12:00Z", "team": "a"}]
    closed = sk.evaluate(agreed, {"q": january}, period="2026-01").to_json()
    statement = sk.evaluate(agreed, {"q": february}, period="2026-02", history=closed)
    whole = sk.evaluate(agreed, {"q": january + february}, period="2026-02")
    assert [(line.group, str(line.outcome), str(line.credit)) for line in statement.lines] == [
        ("a", "missed", "20.00 EUR"),
        ("b", "met", "0.00 EUR"),
    ]
    assert [line.to_dict() for line in statement.lines] == [line.to_dict() for line in whole.lines]


def test_an_outage_that_runs_on_is_no_contradiction():
    """It began in January, whose statement counts it up to the end of the month; the row is fed again for what it is in February."""
    agreed = agreement(objectives=[sk.Objective("Up", sk.Uptime("o"), "at least 99.9 %", penalty=by_streak)])
    early = {"start": "2026-01-10T00:00Z", "end": "2026-01-11T00:00Z"}
    over = {"start": "2026-01-31T12:00Z", "end": "2026-02-02T00:00Z"}
    january = sk.evaluate(agreed, {"o": [early, over]}, period="2026-01")
    february = sk.evaluate(agreed, {"o": [over]}, period="2026-02", history=january)
    assert str(february.credit) == "20.00 EUR"


def test_the_last_sample_before_is_no_contradiction():
    """A level holds until the next sample: that of 30 January is fed again for what it is on the first of February."""
    level = sk.kpis.Gauge("q", "n", statistic="time-weighted mean")
    agreed = agreement(objectives=[sk.Objective("Stock", level, "at least 5", penalty=by_streak)])
    figures = [("01-01", 9), ("01-10", 0), ("01-30", 0), ("02-05", 9), ("02-20", 0)]
    rows = [{"at": f"2026-{day}T00:00Z", "n": n} for day, n in figures]
    january = sk.evaluate(agreed, {"q": rows[:3]}, period="2026-01")  # 9 days of 31 at 9: below 5
    february = sk.evaluate(agreed, {"q": rows[2:]}, period="2026-02", history=january)  # 15 days of 28 at 9: 4.82
    assert (february.lines[0].shown, str(february.credit)) == ("4.821", "20.00 EUR")


def test_rolling_periods_share_their_records():
    """Seven days that end on the 10th reach back to the 4th: those records are fed again, and earlier ends come from the history."""
    rolling = sk.Objective("Calm", sk.Count("q"), "at most 1", window="rolling 7 days", penalty=by_streak)
    agreed = agreement(objectives=[rolling])
    rows = [{"at": f"2026-01-{day:02}T12:00Z"} for day in (2, 3, 5, 8, 9, 10)]
    closed = sk.evaluate(agreed, {"q": rows[:5]}, period=("2026-01-01", "2026-01-10"))
    statement = sk.evaluate(agreed, {"q": rows[2:]}, period=("2026-01-10", "2026-01-11"), history=closed)
    assert str(statement.credit) == "80.00 EUR"  # 3 to 10 January end periods of two or more: the eighth miss in a row


def test_history_that_contradicts_the_records():
    """The statement says that January was met; its records, fed again, say that it was missed."""
    agreed = agreement()
    january = sk.evaluate(agreed, {"q": []}, period="2026-01")
    with pytest.raises(sk.errors.UsageError) as error:
        sk.evaluate(agreed, {"q": incidents("01", "02")}, period="2026-02", history=january)
    assert str(error.value) == (
        "history: Calm, 2026-01 was met at 0, and the records fed give missed at 1; leave the period out of history=, or feed none of "
        "its records, and name the one you want in period="
    )


def test_history_of_the_period_that_is_asked_for():
    """Without period= the records of March alone would be measured for January too, against its statement."""
    agreed = agreement()
    january = sk.evaluate(agreed, {"q": incidents("01")}, period="2026-01")
    with pytest.raises(
        sk.errors.UsageError, match=r"Calm, 2026-01 was missed at 1, and the records fed give met at 0; .* name the one you want"
    ):
        sk.evaluate(agreed, {"q": incidents("03")}, history=january)
    assert sk.evaluate(agreed, {"q": incidents("01")}, history=january, period="2026-01").credit == january.credit


def test_history_of_another_amount():
    """The same outcome under another fee is refused, too."""
    closed = sk.evaluate(agreement(sk.Flat("5 %")), {"q": incidents("01")}, period="2026-01")
    dearer = agreement(sk.Flat("5 %"), fee="2000 EUR")
    with pytest.raises(sk.errors.UsageError, match=r"history: Calm, 2026-01 came to 50\.00 EUR, and the records fed give 100\.00 EUR"):
        sk.evaluate(dearer, {"q": incidents("01", "02")}, period="2026-02", history=closed)


def test_history_of_a_period_that_was_open():
    """Half of January is no January: the history does not hold it, unless the records do."""
    agreed = agreement()
    half = sk.evaluate(agreed, {"q": incidents("01")}, period="2026-01", as_of="2026-01-15T00:00Z")
    with pytest.raises(sk.errors.UsageError, match="history: Calm, 2026-01 was not over when its statement was made; add the statement"):
        sk.evaluate(agreed, {"q": incidents("02")}, period="2026-02", history=half)
    assert str(sk.evaluate(agreed, {"q": incidents("01", "02")}, period="2026-02", history=half).credit) == "20.00 EUR"
    full = sk.evaluate(agreed, {"q": incidents("01")}, period="2026-01")
    assert str(sk.evaluate(agreed, {"q": incidents("02")}, period="2026-02", history=[half, full]).credit) == "20.00 EUR"


def test_two_statements_of_one_period_must_agree():
    """Nobody guesses which of two is right."""
    agreed = agreement()
    one, other = (sk.evaluate(agreed, {"q": rows}, period="2026-01") for rows in (incidents("01"), []))
    with pytest.raises(
        sk.errors.UsageError, match="history: Calm, 2026-01 is in two statements, missed at 1 and met at 0; keep the statement that counts"
    ):
        sk.evaluate(agreed, {"q": []}, period="2026-02", history=[one, other])
    assert sk.evaluate(agreed, {"q": []}, period="2026-02", history=[one, one.to_json()]).credit == sk.money("0 EUR")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"agreement": "B"}, "history: a statement of 'B' is no history of 'A'; leave it out"),
        ({"name": "Clam"}, "history: 'Clam' is not an objective of 'A'; did you mean 'Calm'?"),
        ({"until": "2026-01-31T00:00:00+00:00"}, "is no period of 'Calm'; did you mean '2026-01'?"),
        ({"outcome": "mised"}, "lines[0].outcome: 'mised' cannot be read; write what to_dict() gave"),
        ({"credit": "10"}, "lines[0].credit: '10' cannot be read: '10' is not money, it names no currency; write '10 GBP'"),
        ({"claimed": "1.00 GBP"}, "Calm, 2026-01 is in GBP, and 'A' pays in EUR; use a statement of this agreement"),
        ({"from": None}, "lines[0] has no 'from'; write what to_dict() gave"),
        ({"measure": None}, "lines[0] has no measure; write what to_dict() gave"),
    ],
)
def test_history_that_does_not_fit(change, says):
    """Another agreement, another objective, another period, or what is no statement at all."""
    agreed = agreement()
    written = sk.evaluate(agreed, {"q": incidents("01")}, period="2026-01").to_dict()
    (written if "agreement" in change else written["lines"][0]).update(change)
    with pytest.raises(sk.errors.UsageError) as error:
        sk.evaluate(agreed, {"q": []}, period="2026-02", history=written)
    assert says in str(error.value)


@pytest.mark.parametrize(
    ("history", "says"),
    [
        (7, "int is not a statement; write a Statement, or what its to_dict() or to_json() gave"),
        ("soon", "the text is not the JSON of a statement"),
        ({}, "dict is not a statement"),
    ],
)
def test_what_is_no_history(history, says):
    """A number, a word, an empty table."""
    with pytest.raises(sk.errors.UsageError, match=says.replace("(", r"\(").replace(")", r"\)")):
        sk.evaluate(agreement(), {"q": []}, period="2026-02", history=history)


def test_the_digest_covers_the_history():
    """Two that hold the same history get the same digest, in whatever form; without it another."""
    agreed = agreement()
    january = sk.evaluate(agreed, {"q": incidents("01")}, period="2026-01")
    digests = {sk.evaluate(agreed, {"q": incidents("02")}, period="2026-02", history=closed).digest for closed in forms(january)}
    assert len(digests) == 1
    assert sk.evaluate(agreed, {"q": incidents("02")}, period="2026-02").digest not in digests


def test_what_was_payable_must_agree_too():
    """60 and 40 of a cap of 100 for the quarter; a history that pays 55 of the second is not what the records give."""
    agreed = agreement(sk.Flat("60 EUR"), settlement=sk.Settlement(steps=[sk.steps.Cap("100 EUR", per="quarterly")]))
    records = {"q": incidents("01", "02", "03")}
    winter = sk.evaluate(agreed, records, period=("2026-01-01", "2026-03-01")).to_dict()
    assert str(sk.evaluate(agreed, records, period="2026-03", history=winter).payable) == "0.00 EUR"
    for names in (("payable", "entitled"), ("payable",)):
        wrong = json.loads(json.dumps(winter))
        wrong["lines"][1].update(dict.fromkeys(names, "55.00 EUR"))
        with pytest.raises(sk.errors.UsageError, match=r"history: Calm, 2026-02: .* was 55\.00 EUR, and the records fed give 40\.00 EUR"):
            sk.evaluate(agreed, records, period="2026-03", history=wrong)


def test_what_is_claimed_later_is_no_contradiction():
    """On 1 February nothing of January was claimed yet; by December it was."""
    agreed = agreement(sk.Flat("60 EUR"), settlement=sk.Settlement(cap="100 EUR", claims=sk.Claims("30 days")))
    january = sk.evaluate(agreed, {"q": incidents("01"), "claims": []}, period="2026-01")
    records = {"q": incidents("01", "02"), "claims": [{"at": "2026-02-10T00:00Z", "period": "2026-01"}]}
    statement = sk.evaluate(agreed, records, period=("2026-01-01", "2026-03-01"), history=january, as_of="2026-12-01T00:00Z")
    assert [str(line.payable) for line in statement.lines] == ["60.00 EUR", "0.00 EUR"]


def test_a_history_in_another_currency_is_refused():
    """Of an agreement of the same name that pays in dollars."""
    dollars = agreement(sk.Flat("60 USD"), fee="100 USD", settlement=sk.Settlement(cap="50 %"))
    closed = sk.evaluate(dollars, {"q": incidents("01")}, period="2026-01")
    agreed = agreement(sk.Flat("60 EUR"), settlement=sk.Settlement(steps=[sk.steps.Cap("100 EUR", per="quarterly")]))
    with pytest.raises(sk.errors.UsageError, match="history: Calm, 2026-01 is in USD, and 'A' pays in EUR"):
        sk.evaluate(agreed, {"q": incidents("02")}, period="2026-02", history=closed)


CHARGES = [{"at": "2026-01-05T00:00Z", "amount": 100}, {"at": "2026-02-05T00:00Z", "amount": 300}]
FED = sk.bases.RecordedAmount("c", "amount")


@pytest.mark.parametrize(
    ("rule", "steps", "payable"),
    [
        (sk.Flat("10 %", of=sk.bases.RecordedAmount("c", "amount", back=1)), [], "10.00 EUR"),  # of 100
        (sk.Flat("10 %", of=sk.bases.Average(2, FED, current=True)), [], "20.00 EUR"),  # of (100 + 300) / 2
        (sk.Flat("10 %", of=FED).only_if(in_a_row=2, arrears=True), [], "40.00 EUR"),  # of 300, and of 100 before
        (sk.Flat("12 EUR"), [sk.steps.Cap("5 %", per="quarterly", of=FED)], "12.00 EUR"),  # 5 % of 400 is 20, of which January used 5
    ],
)
def test_what_bases_read_before_is_fed_beside_a_statement(rule, steps, payable):
    """Without the charges of January nothing is guessed, and the line says what it wants; with them it is as with all records."""
    agreed = agreement(rule, settlement=sk.Settlement(steps=steps))
    january = sk.evaluate(agreed, {"q": incidents("01"), "c": CHARGES[:1]}, period="2026-01").close()
    assert str(sk.evaluate(agreed, {"q": incidents("01", "02"), "c": CHARGES}, period="2026-02").payable) == payable
    alone = sk.evaluate(agreed, {"q": incidents("02"), "c": CHARGES}, period="2026-02", history=january)
    assert (str(alone.payable), alone.unsettled) == (payable, ())
    without = sk.evaluate(agreed, {"q": incidents("02"), "c": CHARGES[1:]}, period="2026-02", history=january)
    wanted = "the records of stream 'c' for 2026-01 are wanted, and a statement does not hold them; feed them with history="
    assert without.unsettled == (f"Calm, 2026-02: {wanted}",)


def test_points_that_became_money_are_no_contradiction():
    """A statement beside the records of its period: 4 points were 4,000 GBP after the settlement; other records are still refused."""
    contract = sk.load("examples/contracts/uk-model-services-agreement.toml")
    records = {"outages": [{"start": "2026-01-10T00:00Z", "end": "2026-01-20T00:00Z"}]}
    january = sk.evaluate(contract, records, period="2026-01")
    assert january.credit == sk.money("4000 GBP")
    assert sk.evaluate(contract, records, period="2026-02", history=january).credit == sk.money("0 GBP")
    with pytest.raises(sk.errors.UsageError, match="and the records fed give"):
        sk.evaluate(contract, {"outages": [records["outages"][0] | {"end": "2026-01-12T00:00Z"}]}, period="2026-02", history=january)


def test_closed_statements_stand_after_all():
    """January was closed with one incident, and the export of March holds two more of it: the streak is three either way."""
    agreed = agreement(by_streak)
    january = sk.evaluate(agreed, {"q": incidents("01")}, period="2026-01").close()
    february = sk.evaluate(agreed, {"q": incidents("02")}, period="2026-02", history=january).close()
    again = [{"at": "2026-01-31T12:00Z"}] * 2 + incidents("03")
    whole = sk.evaluate(agreed, {"q": incidents("01", "02", "03")}, period="2026-03")
    statement, contradictions, _ = evaluate_after_closed(agreed, {"q": again}, [january, february], period="2026-03")
    assert [line.credit for line in statement] == [line.credit for line in whole]
    assert [text.partition(";")[0] for text in contradictions] == [
        "history: Calm, 2026-01 was missed at 1, and the records fed give missed at 2"
    ]
    assert evaluate_after_closed(agreed, {"q": incidents("03")}, [january, february], period="2026-03")[1] == ()
