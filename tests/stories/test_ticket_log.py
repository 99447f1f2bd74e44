"""A help desk, told by its event log alone: replies, updates, resolutions, whose time it was, a reopened case and bad entries.

The desk is open from nine to five in Berlin (an hour ahead of UTC that March). The log is a file in no order, with lines that came
twice. All figures are worked out by hand; times are those of Berlin, the 2nd is a Monday.

- T1: asked Mon 9:30. A bot answers at 9:31 and a note is written at 10:15; Ann answers at 11:00 and waits for the customer, who writes Tue
  10:00. Bob answers and resolves Tue 11:30; the customer says thanks at 11:35.
- T2: asked Mon 9:00, made urgent at 10:00, answered 10:20, an update 12:00, resolved 14:30; the customer reopens it Wed 9:00, is answered
  10:30, and it is resolved 11:00.
- T3: asked Fri 16:30, answered Mon the 9th 9:45; since then the desk waits for the customer.
- T4: opened by the desk Tue 9:00 with a message, the desk waits; the customer writes 15:00, is answered Wed 9:30 and it is resolved.
- T5: resolved an hour before it was created.
"""

from fractions import Fraction

import pytest

import slakit as sk
from slakit.agreements.lifecycle import Lifecycle
from slakit.readers.events.event_log import read_events

DESK = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="Europe/Berlin")

LOG = """ticket;when;what;author;internal;status;priority
T4;2026-03-04 09:30;comment;ann;;;
T1;2026-03-02 10:15;comment;bob;yes;;
T1;2026-03-02 11:00;comment;ann;;waiting;
T2;2026-03-02 14:30;solved;;;;
T2;2026-03-04 09:00;reopened;;;;
T1;2026-03-02 09:31;comment;bot;;;
T2;2026-03-04 11:00;solved;;;;
T5;2026-03-04 12:00;opened;;;new;normal
T1;2026-03-03 11:30;solved;;;;
T3;2026-03-09 09:45;comment;bob;;waiting;
T1;2026-03-02 09:30;opened;;;new;normal
T4;2026-03-03 09:00;opened by us;;;waiting;normal
T2;2026-03-02 10:00;changed;;;;urgent
T1;2026-03-03 10:00;mail;;;open;
T2;2026-03-04 10:30;comment;ann;;;
T4;2026-03-03 15:00;mail;;;open;
T1;2026-03-03 11:35;mail;;;;
T2;2026-03-02 09:00;opened;;;new;normal
T5;2026-03-04 11:00;solved;;;;
T1;2026-03-03 11:30;comment;bob;;;
T2;2026-03-02 12:00;status page;ann;;;
T2;2026-03-02 10:20;comment;ann;;open;
T4;2026-03-03 09:00;comment;ann;;;
T2;2026-03-04 09:00;mail;;;;
T3;2026-03-06 16:30;opened;;;new;normal
T1;2026-03-03 12:00;mergd;;;;
T4;2026-03-04 09:30;solved;;;;
T1;2026-03-03 11:30;comment;bob;;;
T2;2026-03-02 14:30;solved;;;;
"""

RULES = Lifecycle(
    kinds={
        "created": "opened", "created by agent": "opened by us", "customer message": "mail", "agent reply": "comment",
        "update": "status page", "resolved": "solved", "ignored": ["merged"],
    },
    public={"internal": "!= yes"},
    automated={"author": "bot"},
    state="status",
    states=["new", "open", "waiting"],
    pauses={"resolution": ["waiting"]},
    holders={"desk": ["new", "open"], "customer": ["waiting"]},
)  # fmt: skip

REPLY = {"since": "asked", "until": "replied", "clock": DESK, "pauses": "pauses", "key": "ref"}
CASE = {"since": "opened", "until": "resolved", "clock": DESK, "key": "ref"}

CONTRACT = sk.Agreement(
    "Help desk",
    provider="Nordlicht GmbH",
    customer="Kiosk AG",
    term=("2026-03-01", "2027-03-01"),
    timezone="Europe/Berlin",
    fee="5000 EUR",
    objectives=[
        sk.Objective(
            "First reply",
            sk.Within("first_replies", {"urgent": "30 min", "normal": "2 hours"}, limit_by="priority", **REPLY),
            "at least 75 %",
            penalty=sk.Tiered({"75 %": "5 %"}),
        ),
        sk.Objective("Every reply", sk.Within("replies", "2 hours", **REPLY), "at least 80 %"),
        sk.Objective(
            "Updates",
            sk.Within("updates", "2 hours", since="previous", until="updated", clock=DESK, key="ref").where(priority="urgent"),
            "at least 90 %",
            penalty=sk.PerBreach("40 EUR"),
        ),
        sk.Objective(
            "Resolution",
            sk.Within("cases", {"urgent": "4 hours", "normal": "16 hours"}, limit_by="priority", pauses="pauses", **CASE),
            "at least 60 %",
        ),
        sk.Objective("Time of the desk", sk.Elapsed("cases", pauses="desk_pauses", **CASE), "at most 5 hours"),
        sk.Objective("Time of the customer", sk.Elapsed("cases", pauses="customer_pauses", statistic="total", **CASE), "at most 20 hours"),
        sk.Objective("Solved at once", sk.Share("cases", good={"reopenings": 0}, at="opened"), "at least 70 %"),
        sk.Objective("Cleared questions", sk.Count("cleared", at="cleared"), "at most 3"),
    ],
)
STREAMS = ("cases", "first_replies", "replies", "updates", "cleared")


@pytest.fixture
def read(tmp_path):
    path = tmp_path / "tickets.csv"
    path.write_text(LOG)
    names = {"case": "ticket", "at": "when", "kind": "what", "delimiter": ";", "timezone": "Europe/Berlin", "carry": ["author"]}
    return lambda **more: read_events(path, rules=RULES, **names, **more)


def records(log):
    return {stream: getattr(log, stream) for stream in STREAMS}


@pytest.fixture
def march(read):
    return sk.evaluate(CONTRACT, records(read()), period="2026-03")


def test_first_replies(march):
    """T1 in 90 of 120 min; T2 in 80, but it was urgent by then: 30. T3 in 30 + 45 = 75. T4, from the question, in 120 + 30 = 150: late.

    2 of 4 are below 75 %: 5 % of 5,000.
    """
    line = march.line("First reply")
    assert (line.measure.value, line.measure.sample) == (Fraction(2, 4), 4)
    assert line.credit == sk.money("250.00 EUR")


def test_every_reply(march):
    """T1: 90 and 90 min, the thanks ask nothing. T2: 80 and 90. T3: 75. T4: 150. So 5 of 6 are in time."""
    line = march.line("Every reply")
    assert (line.measure.value, line.measure.pending, line.outcome) == (Fraction(5, 6), 0, sk.Outcome.MET)
    assert march.line("Cleared questions").measure.value == 1


def test_updates(march):
    """Of T2: 9:00 to 10:20, 12:00, then 14:30: 150 min, late; Wed 9:00 to 10:30 and 11:00. 4 of 5, one breach of 40."""
    line = march.line("Updates")
    assert (line.measure.value, line.measure.breaches, line.credit) == (Fraction(4, 5), 1, sk.money("40.00 EUR"))


def test_resolutions(march):
    """T1: Mon 7.5 h + Tue 2.5 h, waiting from 11:00 to Tue 10:00 (6 + 1 h): 3 h. T2: 5.5 h + 2 h, without the time it was closed: late.

    T4: 8 h of Tuesday less 6 of waiting, and half an hour: 2.5 h. T3 waits on after 75 min: pending. 2 of 3.
    """
    line = march.line("Resolution")
    assert (line.measure.value, line.measure.pending, line.outcome) == (Fraction(2, 3), 1, sk.Outcome.MET)


def test_whose_time_it_was(march):
    """The desk: 3 h, 7.5 h, 2.5 h are 13 h, 4 h 20 min each. The customer: 7 h, none, 6 h are 13 h.

    T3 is pending in both: the customer's clock runs since the 9th, 9:45: 7.25 h that day and 16 days of 8 h are 135.25 h so far.
    """
    desk, customer = march.line("Time of the desk").measure, march.line("Time of the customer").measure
    assert (desk.quantity, desk.pending) == (sk.quantity("4 h 20 min"), 1)
    assert (customer.quantity, customer.pending) == (sk.quantity("13 h"), 1)
    assert customer.low == sk.quantity("148.25 h").base


def test_reopened_cases(march):
    """One of four was reopened."""
    assert march.line("Solved at once").measure.value == Fraction(3, 4)


def test_what_the_month_comes_to(march):
    """250 and 40."""
    assert march.credit == sk.money("290.00 EUR")


def test_what_was_wrong_with_the_log(march, read):
    """T5 and the misspelt event are said for each stream; two lines came twice and do no harm."""
    texts = sorted({text for problem in march.problems for text in problem.examples})
    assert texts == [
        "tickets.csv, ticket 'T5' has 'resolved' 2026-03-04T10:00:00+00:00 before it was created 2026-03-04T11:00:00+00:00; "
        "correct the log",
        "tickets.csv:27: what 'mergd' is no kind of event; map it, kinds={'agent reply': ['comment'], 'ignored': ['tagged']}; "
        "did you mean 'merged'?",
    ]
    assert (read().events, read().duplicates) == (29, 2)


def test_on_tuesday_afternoon(read):
    """As of Tue 15:30 T1 and T2 are resolved, though T2 is reopened later, and T4 waits for a reply until 17:00.

    It is to be resolved within 16 h from 15:00: 2 h on Tuesday, 8 on Wednesday, 6 on Thursday until 15:00.
    """
    now = "2026-03-03T15:30+01:00"
    monitor = sk.Monitor(CONTRACT)
    for stream, rows in records(read(as_of=now)).items():
        monitor.feed(stream, rows)
    line = monitor.statement(period="2026-03", as_of=now).line("Resolution")
    assert (line.measure.value, line.measure.pending) == (Fraction(1, 2), 1)
    assert [(due.due.isoformat(timespec="minutes"), due.objective, due.key) for due in monitor.deadlines(as_of=now)] == [
        ("2026-03-03T17:00+01:00", "Every reply", "T4/1"),
        ("2026-03-03T17:00+01:00", "First reply", "T4/1"),
        ("2026-03-05T15:00+01:00", "Resolution", "T4/1"),
    ]


def test_fed_twice(march, read):
    """Rows have a key of their own, so a monitor that is fed the log again counts nothing twice."""
    monitor = sk.Monitor(CONTRACT)
    for stream, rows in [*records(read()).items()][:-1] * 2:
        monitor.feed(stream, rows)
    statement = monitor.statement(period="2026-03")
    for line in march.lines[:6]:
        assert (statement.line(line.name).measure.value, statement.line(line.name).measure.pending) == (
            line.measure.value,
            line.measure.pending,
        )


def test_any_order(march, read, tmp_path):
    """The log upside down comes to the same statement, to its digest."""
    head, *lines = LOG.splitlines(keepends=True)
    (tmp_path / "tickets.csv").write_text(head + "".join(reversed(lines)))
    assert sk.evaluate(CONTRACT, records(read()), period="2026-03").digest == march.digest
