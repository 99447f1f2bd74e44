"""Closed statements: what was issued stays; what came late is a difference, posted to the present period (docs/numbers.md A2)."""

import json
from hashlib import sha256

import pytest

import slakit as sk

TERM = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2027-01-01"), "timezone": "UTC", "fee": "1000 EUR"}
TIERS = {"99.9 %": "5 %", "99 %": "10 %", "95 %": "25 %"}
FIRST = {"start": "2026-03-10T10:00Z", "end": "2026-03-10T11:00Z"}  # 1 of March's 744 hours: 99.87 %
LATE = {"start": "2026-03-20T10:00Z", "end": "2026-03-20T20:00Z"}  # 11 hours in all: 98.52 %


def agreement(**changes):
    up = sk.Objective("Up", sk.Uptime("o"), "at least 99.9 %", penalty=sk.Tiered(TIERS))
    calm = sk.Objective("Calm", sk.Count("q"), "at most 0", penalty=sk.Flat("1 EUR"))
    return sk.Agreement("A", **{**TERM, "objectives": [up, calm], **changes})


def march(*outages, agreed=None, as_of=None, incidents=()):
    records = {"o": list(outages), "q": list(incidents)}
    return sk.evaluate(agreed or agreement(), records, period="2026-03", as_of=as_of)


def test_a_closed_statement_is_restored_as_it_was():
    """From its JSON: equal, with the same seal, digest, lines and amounts."""
    statement = march(FIRST)
    closed = statement.close()
    again = sk.types.ClosedStatement.from_json(closed.to_json())
    assert again == closed
    assert (again.seal, again.digest) == (closed.seal, statement.digest)
    assert again.to_dict() == statement.to_dict()
    assert (str(again.credit), again.agreement, again.as_of) == ("50.00 EUR", "A", statement.as_of)
    line = again.lines[0]
    assert (line.title, str(line.outcome), str(line.credit), line.measure.value) == (
        "Up, 2026-03",
        "missed",
        "50.00 EUR",
        statement.lines[0].measure.value,
    )
    assert statement.close() == closed
    assert hash(again) == hash(closed)


def test_a_late_record_is_posted():
    """One hour was known when March was closed, 5 % of 1,000 EUR; ten more come late: 10 %, so that 50 EUR are to be posted."""
    closed = march(FIRST).close()
    before = closed.to_json()
    amended = march(FIRST, LATE, as_of="2026-05-01T00:00Z")
    posted = amended - closed
    assert closed.to_json() == before
    assert [(change.line.title, str(change.credit), str(change.payable)) for change in posted.changes] == [
        ("Up, 2026-03", "50.00 EUR", "50.00 EUR")
    ]
    assert (str(posted.credit), posted.seal, posted.digest) == ("50.00 EUR", closed.seal, amended.digest)
    assert str(posted) == "Up, 2026-03: missed at 99.865591 %, now missed at 98.521505 %; 50.00 EUR to post\nto post: 50.00 EUR"
    assert sk.difference(closed, amended) == posted
    assert amended.close() - closed == posted
    assert sk.difference(closed, amended.to_json()) == posted


def test_a_correction_in_the_favour_of_the_provider():
    """The outage is withdrawn: 50 EUR too much were credited, and are posted with a minus."""
    posted = march() - march(FIRST).close()
    assert str(posted.credit) == "-50.00 EUR"
    assert str(posted.changes[0]).startswith("Up, 2026-03: missed at 99.865591 %, now met at 100 %; -50.00 EUR to post")


def test_nothing_changed():
    """The same records: no change, and nothing to post."""
    posted = march(FIRST) - march(FIRST).close()
    assert (posted.changes, str(posted.credit), str(posted)) == ((), "0.00 EUR", "nothing changed")


def test_a_cap_is_used_up_once():
    """60 EUR at most a month: 50 were paid, 51 more are owed late (50 of Up, 1 of Calm), and 10 are posted in all.

    The cap is shared anew by largest remainder: 60 x 100/101 = 59.41 for Up, 9.41 more than before, and 0.59 for Calm.
    """
    agreed = agreement(settlement=sk.Settlement(cap="60 EUR"))
    closed = march(FIRST, agreed=agreed).close()
    posted = march(FIRST, LATE, agreed=agreed, incidents=[{"at": "2026-03-05T12:00Z"}]) - closed
    assert [(change.line.name, str(change.credit), str(change.payable)) for change in posted.changes] == [
        ("Up", "50.00 EUR", "9.41 EUR"),
        ("Calm", "1.00 EUR", "0.59 EUR"),
    ]
    assert (str(posted.credit), str(posted.payable)) == ("51.00 EUR", "10.00 EUR")


def test_a_group_that_came_late():
    """Team b is first heard of after the close: its line is new, and owed in full."""
    objective = sk.Objective("Calm", sk.Count("q").by("team"), "at most 0", penalty=sk.Flat("3 points") + sk.Flat("1 EUR"))
    agreed = agreement(objectives=[objective])
    rows = [{"at": "2026-03-05T12:00Z", "team": team} for team in "ab"]
    closed = sk.evaluate(agreed, {"q": rows[:1]}, period="2026-03").close()
    posted = sk.evaluate(agreed, {"q": rows}, period="2026-03") - closed
    assert [(change.line.title, change.closed, str(change.payable)) for change in posted.changes] == [
        ("Calm [b], 2026-03", None, "1.00 EUR")
    ]
    assert posted.to_dict()["units"] == ["3 points"]
    assert "Calm [b], 2026-03: no line, now missed at 1; 1.00 EUR, 3 points to post" in str(posted)


def test_plain_data_of_a_difference():
    """It goes into JSON, and says of which two statements it is."""
    closed = march(FIRST).close()
    posted = march(FIRST, LATE) - closed
    written = json.loads(json.dumps(posted.to_dict()))
    assert (written["seal"], written["credit"], written["changes"][0]["payable"]) == (closed.seal, "50.00 EUR", "50.00 EUR")
    assert written["changes"][0]["closed"] == "missed at 99.865591 %"


def test_a_period_that_is_not_over_cannot_be_closed():
    """Half of March may still change."""
    with pytest.raises(sk.errors.UsageError, match="Up, 2026-03 and 1 more line: the period is not over, and cannot be closed"):
        march(FIRST, as_of="2026-03-15T00:00Z").close()


def test_a_closed_statement_that_was_changed_is_refused():
    """Another amount no longer fits the seal."""
    text = march(FIRST).close().to_json()
    with pytest.raises(sk.errors.UsageError, match="the closed statement was changed after it was closed, its seal does not fit"):
        sk.types.ClosedStatement.from_json(text.replace('"credit": "50.00 EUR"', '"credit": "5.00 EUR"'))


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('"statement": {', '"statement": {"payable": "0.00 EUR",', "statement.payable"),
        ('"name": "Up",', '"payable": "0.00 EUR", "name": "Up",', r"statement\.lines\[0\]\.payable"),
        ('"statement": {', '"statement": {}, "statement": {', "statement"),
    ],
)
def test_a_key_that_stands_twice(tmp_path, old, new, place):
    """Of two amounts a person reads the first and a program the second: neither counts, whoever reads it."""
    closed = march(FIRST).close()
    text = closed.to_json()
    twice = text.replace(old, new, 1)
    assert twice != text
    for read in (sk.types.ClosedStatement.from_json, sk.Statement.from_json, lambda text: sk.difference(text, closed)):
        with pytest.raises(sk.errors.UsageError, match=rf"\({place} is written twice\)"):
            read(twice)
    store = sk.stores.FolderStore(tmp_path)
    store.close(closed)
    (kept,) = tmp_path.rglob("*.json")
    kept.write_text(twice)
    with pytest.raises(sk.errors.UsageError, match=rf"\.json: .*\({place} is written twice\)"):
        store.history()


def test_more_than_a_closed_statement():
    """Its seal covers nothing beside the statement, so that nothing may stand there."""
    closed = json.loads(march(FIRST).close().to_json())
    for read in (sk.types.ClosedStatement.from_json, sk.Statement.from_json, lambda text: sk.difference(text, march(FIRST))):
        with pytest.raises(sk.errors.UsageError, match="'payable' is not a key of a closed statement; write"):
            read(json.dumps({**closed, "payable": "0.00 EUR", "note": "agreed"}))
    with pytest.raises(sk.errors.UsageError, match="the text is not a closed statement"):
        sk.types.ClosedStatement.from_json(json.dumps({**closed, "slakit closed": True}))


@pytest.mark.parametrize("text", ["soon", "[]", "{}", '{"slakit closed": 1}', '{"slakit closed": 2, "seal": "", "statement": {}}'])
def test_what_is_no_closed_statement(text):
    """No JSON, no table, no statement inside, another version."""
    with pytest.raises(sk.errors.UsageError, match="the text is not a closed statement"):
        sk.types.ClosedStatement.from_json(text)


def test_statements_that_cannot_be_compared():
    """Of another period than the closed one, of another agreement, or no statement at all."""
    closed = march(FIRST).close()
    april = sk.evaluate(agreement(), {"o": [], "q": []}, period="2026-04")
    with pytest.raises(
        sk.errors.UsageError, match="Up, 2026-03 was closed, and the amended statement has no such line; evaluate the same period"
    ):
        april - closed
    other = sk.Agreement("B", **TERM, objectives=agreement().objectives)
    with pytest.raises(sk.errors.UsageError, match="'B' is not 'A', whose statement was closed"):
        march(FIRST, agreed=other) - closed
    with pytest.raises(sk.errors.UsageError, match="int is not a statement"):
        sk.difference(march(FIRST), 5)


def test_a_closed_statement_is_history():
    """March as it was closed is what April sees, though a late record is known by now: one miss each, two in a row."""

    @sk.penalty
    def by_streak(case):
        return case.streak * sk.money("10 EUR")

    agreed = agreement(objectives=[sk.Objective("Calm", sk.Count("q"), "at most 0", penalty=by_streak)])
    closed = sk.evaluate(agreed, {"q": [{"at": "2026-03-05T12:00Z"}]}, period="2026-03").close()
    april = sk.evaluate(agreed, {"q": [{"at": "2026-04-05T12:00Z"}]}, period="2026-04", history=closed)
    assert str(april.credit) == "20.00 EUR"


def test_any_two_statements_are_compared():
    """Open or closed, either way round: 50 EUR for one hour, 100 for eleven; only of a closed one something is to be posted."""
    one, two = march(FIRST), march(FIRST, LATE)
    assert str(two - one) == "Up, 2026-03: missed at 99.865591 %, now missed at 98.521505 %; difference: 50.00 EUR\ndifference: 50.00 EUR"
    restored = sk.Statement.from_json(two.to_json())
    for later in (two, two.close(), restored, restored.close()):
        for earlier in (one, sk.Statement.from_json(one.to_json()), one.close()):
            assert str((later - earlier).payable) == "50.00 EUR"
            assert str((earlier - later).payable) == "-50.00 EUR"
            assert (later - earlier).seal == getattr(earlier, "seal", "")
            assert (later - later).changes == ()
    assert repr(one - two) == "<Difference A: 1 line changed, -50.00 EUR>"


def test_statements_of_other_periods_are_compared():
    """What one of them has not is in the difference whole: 50 EUR of March are not in April, which owes nothing."""
    april = sk.evaluate(agreement(), {"o": [], "q": []}, period="2026-04")
    moved = april - march(FIRST)
    assert [str(change) for change in moved.changes][:1] == ["Up, 2026-03: missed at 99.865591 %, now no line; -50.00 EUR to post"]
    assert str(moved).splitlines()[-1] == "difference: -50.00 EUR"
    assert moved.payable == april.payable - march(FIRST).payable


def test_what_is_projected_is_compared():
    """In the middle of March nothing is owed yet: 5 % would be, for one hour of 360."""
    early, later = march(as_of="2026-03-16T00:00Z"), march(FIRST, as_of="2026-03-16T00:00Z")
    (change,) = (later - early).changes
    assert (str(change.projected), change.payable or None) == ("50.00 EUR", None)
    assert change.text(False).endswith("; difference: 50.00 EUR projected")


def test_what_is_no_statement():
    """It is not taken off, and says what is wanted."""
    statement = march(FIRST)
    for wrong in (lambda: statement.close() - 5, lambda: statement - None, lambda: 5 - statement.close()):
        with pytest.raises(sk.errors.UsageError, match="is not a statement; write a Statement"):
            wrong()


def test_rights_that_come_and_go_are_part_of_a_difference():
    """A late outage gives the right to terminate; once it is withdrawn, the right is too."""
    up = sk.Objective("Up", sk.Uptime("o"), "at least 99.9 %", penalty=sk.Flat("5 %") + sk.Right("terminate").only_if(below="99 %"))
    agreed = agreement(objectives=[up])
    few, many = (sk.evaluate(agreed, {"o": outages}, period="2026-03") for outages in ([FIRST], [FIRST, LATE]))
    granted, withdrawn = many - few.close(), few - many.close()
    assert (granted.granted, granted.to_dict()["granted"], granted.to_dict()["changes"][0]["granted"]) == (
        ("terminate",),
        ["terminate"],
        ["terminate"],
    )
    assert str(granted).endswith("to post: 0.00 EUR; right: terminate")
    assert (withdrawn.withdrawn, withdrawn.to_dict()["withdrawn"]) == (("terminate",), ["terminate"])
    assert str(withdrawn).endswith("to post: 0.00 EUR; right withdrawn: terminate")


def test_the_total_to_post_shows_what_the_customer_owes():
    """A bonus of 5 EUR less, and 50 EUR of credit more."""
    both = sk.Objective("Up", sk.Uptime("o"), "at least 99.9 %", penalty=sk.Flat("5 %") + sk.Bonus({"99.95 %": "5 EUR"}))
    agreed = agreement(objectives=[both])
    posted = sk.evaluate(agreed, {"o": [FIRST]}, period="2026-03") - sk.evaluate(agreed, {"o": []}, period="2026-03").close()
    assert str(posted).endswith("to post: 50.00 EUR, bonus -5.00 EUR")


def test_a_statement_closed_in_the_words_of_before():
    """What was once called gross_credit and credit is read as credit and payable; its seal stays as it was."""
    now = march(FIRST).close()
    data = now.to_dict()
    old = {name: part for name, part in data.items() if name not in ("credit", "payable")}
    old |= {"gross_credit": "90.00 EUR", "credit": "50.00 EUR"}
    sealed = json.dumps(old, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    again = sk.types.ClosedStatement.from_json(
        json.dumps({"slakit closed": 1, "seal": sha256(sealed.encode()).hexdigest(), "statement": old})
    )
    assert (str(again.credit), str(again.payable)) == ("90.00 EUR", "50.00 EUR")
