"""A quarter of hosting and care, paid by settlement steps and on claims, month by month from earlier statements: every figure by hand.

10,000 GBP a month. Steps: the larger of uptime and replies, a point is 50 GBP, at most 8 % a month, nothing below 100 GBP, two good
months earn back half of what uptime was credited, and that is set off. Each line is claimed within 30 days, with a ticket.
"""

import pytest

import slakit as sk

AGREEMENT = sk.Agreement(
    "Hosting and care",
    provider="Brightside",
    customer="Acme",
    term=("2026-01-01", "2026-04-01"),
    timezone="UTC",
    fee="10000 GBP",
    objectives=[
        sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Tiered({"99.9 %": "5 %", "99 %": "10 %"}), clause="4.1"),
        sk.Objective("Replies", sk.Count("late"), "at most 2", penalty=sk.PerBreach("100 GBP", free=2), clause="4.2"),
        sk.Objective("Complaints", sk.Count("complaints"), "at most 0", penalty=sk.PerBreach("2 points"), clause="4.3"),
    ],
    settlement=sk.Settlement(
        steps=[
            sk.steps.OnlyLargest(["Uptime", "Replies"], clause="6.1"),
            sk.steps.Convert("1 point", "50 GBP", clause="6.2"),
            sk.steps.Cap("8 %", clause="6.3"),
            sk.steps.MinimumPayout("100 GBP", clause="6.4"),
            sk.steps.EarnBack(2, share="50 %", only=["Uptime"], clause="6.5"),
            sk.steps.Offset(clause="6.6"),
        ],
        claims=sk.Claims("30 days", evidence="ticket"),
    ),
)
OUTAGES = [{"start": "2026-01-12T08:00Z", "end": "2026-01-12T15:30Z"}]  # 450 of January's 44,640 minutes: 98.99 %
CLAIMS = [
    {"at": "2026-02-20T09:00Z", "objective": "Uptime", "period": "2026-01", "ticket": "T-1"},  # by 3 March: in time
    {"at": "2026-04-01T09:00Z", "objective": "Replies", "period": "2026-02", "ticket": "T-2"},  # by 31 March: a day late
    {"at": "2026-04-05T09:00Z", "period": "2026-03", "ticket": "T-3"},  # for every line of March
]


def at(month, count):
    return [{"at": f"2026-{month:02}-{day:02}T10:00Z"} for day in range(1, count + 1)]


LATE = {1: at(1, 5), 2: at(2, 3), 3: at(3, 4)}
COMPLAINTS = {1: at(1, 1), 2: [], 3: at(3, 2)}
ALL = {
    "outages": OUTAGES,
    "late": [*LATE[1], *LATE[2], *LATE[3]],
    "complaints": [*COMPLAINTS[1], *COMPLAINTS[2], *COMPLAINTS[3]],
    "claims": CLAIMS,
}
AS_OF = {1: "2026-03-10T00:00Z", 2: "2026-04-10T00:00Z", 3: "2026-05-10T00:00Z"}


def statement(month, **changed):
    """The statement of a month from the records of the whole quarter."""
    return sk.evaluate(AGREEMENT, ALL | changed, period=f"2026-{month:02}", as_of=AS_OF[month])


def told(month, history):
    """The statement of a month from its own records and the statements of earlier ones."""
    own = {"outages": OUTAGES if month == 1 else [], "late": LATE[month], "complaints": COMPLAINTS[month], "claims": CLAIMS}
    return sk.evaluate(AGREEMENT, own, period=f"2026-{month:02}", as_of=AS_OF[month], history=history)


def text(amount):
    return None if amount is None else str(amount.amount)


def columns(found, *names):
    """What each line comes to, by name: "0.00" is nothing, None is nothing to say."""
    return {line.name: [text(getattr(line, name)) for name in names] for line in found.lines}


def test_january():
    """Uptime 10 % = 1,000, replies 3 x 100 = 300 and the smaller, 2 points = 100; 1,100 are capped at 800.

    800 x 1,000 / 1,100 = 727.27 and 800 x 100 / 1,100 = 72.73. Uptime was claimed; the complaint was not by 3 March, and is forfeited.
    """
    found = statement(1)
    assert columns(found, "credit", "entitled", "claimed", "payable", "forfeited") == {
        "Uptime": ["1000.00", "727.27", "727.27", "727.27", None],
        "Replies": ["300.00", "0.00", None, "0.00", None],
        "Complaints": ["100.00", "72.73", "0.00", "0.00", "72.73"],
    }
    assert (str(found.credit), str(found.payable), str(found.forfeited)) == ("1400.00 GBP", "727.27 GBP", "72.73 GBP")
    assert (list(map(str, found.units)), found.in_kind) == (["2 points"], ())


def test_february():
    """Uptime is met; replies 1 x 100 = 100, which is not below the smallest amount; the claim came a day late."""
    found = statement(2)
    assert columns(found, "entitled", "payable", "forfeited")["Replies"] == ["100.00", "0.00", "100.00"]
    assert (str(found.payable), str(found.entitled), str(found.forfeited)) == ("0.00 GBP", "100.00 GBP", "100.00 GBP")


def test_march():
    """Replies 200 and 4 points = 200; two good months earn back half of 727.27, 363.64, set off: 36.36, 18.18 each."""
    found = statement(3)
    assert columns(found, "entitled", "payable", "returned") == {
        "Uptime": ["0.00", "0.00", None],
        "Replies": ["18.18", "18.18", None],
        "Complaints": ["18.18", "18.18", None],
    }
    assert str(found.payable) == "36.36 GBP"


@pytest.mark.parametrize("kept", [lambda one: one, lambda one: one.to_json(), lambda one: one.close()])
def test_month_by_month_from_statements(kept):
    """Earlier statements, as they are, as text or closed, stand for the records of their months: the same lines (P7)."""
    history = []
    for month in (1, 2, 3):
        found = told(month, history)
        assert [line.to_dict() for line in found.lines] == [line.to_dict() for line in statement(month).lines]
        history.append(kept(found))


def test_a_complaint_that_was_none():
    """January again without it: 1,000 are capped at 800, of which 727.27 are closed; 72.73 are to be posted for uptime."""
    posting = statement(1, complaints=[*COMPLAINTS[2], *COMPLAINTS[3]]) - statement(1).close()
    changed = {change.line.name: str(change.payable.amount) for change in posting.changes if change.payable}
    assert (str(posting.payable), changed) == ("72.73 GBP", {"Uptime": "72.73"})


def test_the_steps_are_lines_of_the_explanation():
    """Each step is told with its clause and arithmetic; the document says the same agreement."""
    explained = str(statement(1).explain("Uptime"))
    assert "= 800.00 GBP" in explained
    assert "claimed 2026-02-20T09:00:00+00:00, in time" in explained
    assert "2 met in a row return 50 % of 727.27 GBP, credited for 2026-01" in str(statement(3).explain("Uptime"))
    assert sk.loads(sk.dumps(AGREEMENT)) == AGREEMENT
