"""Cases that move between desks, each calendar counting while it is in force (docs/numbers.md C10); every figure by hand."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies as st

import slakit as sk

pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")

FIRST = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")
SECOND = sk.Weekly({"daily": "00:00-24:00"}, tz="UTC")
DESKS = {"first line": FIRST, "second line": SECOND}
CLOCK = {"clock": DESKS, "clock_by": "team", "moves": "history", "since": "opened", "until": "resolved", "key": "id"}
HOUR = 3_600_000_000
MONDAY = datetime(2026, 1, 5, tzinfo=UTC)


def at(hours):
    return MONDAY + timedelta(hours=hours)


# opened on Monday at 15:00 with the first line, moved on Monday at 18:00, back on Tuesday at 08:00, solved at 10:00:
# 15-17, 18-24 and 00-08, 09-10 = 2 + 14 + 1 hours
MOVED = {
    "id": 1,
    "opened": at(15),
    "resolved": at(34),
    "team": "first line",
    "history": [[at(14), "first line"], [at(18), "second line"], [at(32), "first line"]],
}
STAYED = {"id": 2, "opened": at(15), "resolved": at(34), "team": "first line", "history": None}  # 15-17 and 09-10


def agreed(metric, target="at least 0 %"):
    made = sk.Agreement(
        "A",
        provider="P",
        customer="C",
        term=("2026-01-01", "2026-02-01"),
        timezone="UTC",
        window="whole term",
        objectives=[sk.Objective("O", metric, target)],
    )
    assert sk.loads(sk.dumps(made)) == made == sk.loads(sk.dumps(made, "json"))
    return made


def line(metric, rows=(MOVED, STAYED), target="at least 0 %", as_of=None):
    statements = [sk.evaluate(agreed(metric, target), {"cases": list(rows)}, as_of=as_of)]
    statements.append(sk.evaluate(agreed(metric, target), {"cases": pl.DataFrame(list(map(texts, rows)))}, as_of=as_of))
    statements.append(sk.evaluate(agreed(metric, target), {"cases": pd.DataFrame(list(map(texts, rows)))}, as_of=as_of))
    assert len({statement.digest for statement in statements}) == 1
    return statements[0].line("O")


def texts(row):
    """The row as a file has it: a history as one text."""
    moves = row["history"]
    return row | {"history": None if moves is None else "; ".join(f"{when.isoformat()}/{desk}" for when, desk in moves)}


def test_elapsed_is_the_sum_of_the_desks():
    """17 hours and 3: 10 on average."""
    measure = line(sk.Elapsed("cases", **CLOCK), target="at most 17 hours").measure
    assert (measure.value, measure.sample) == (10 * HOUR, 2)
    assert line(sk.Elapsed("cases", statistic="max", **CLOCK), target="at most 17 hours").measure.value == 17 * HOUR


@pytest.mark.parametrize(("limit", "share"), [("17 hours", 1), ("16 hours 59 min", Fraction(1, 2)), ("2 hours", 0)])
def test_a_limit_is_used_up_as_the_desks_run(limit, share):
    """Exactly 17 hours are in time."""
    assert line(sk.Within("cases", limit, **CLOCK)).measure.value == share


def test_lateness():
    """Of a limit of two hours the moved one ran over by 15, the other by one."""
    assert line(sk.Lateness("cases", "2 hours", **CLOCK), target="at most 1 hour").measure.value == 16 * HOUR


def test_a_due_rule_counts_the_days_in_force():
    """One business day on from Friday, 15:00: Saturday with the second line, which opens every day, and Monday with the first."""
    row = {
        "id": 1,
        "opened": at(111),
        "resolved": at(135.5),
        "team": "first line",
        "history": [[at(111), "first line"], [at(112), "second line"]],
    }
    assert line(sk.Within("cases", "1 business day", **CLOCK), [row]).measure.value == 0
    assert line(sk.Within("cases", "1 business day", **CLOCK), [row | {"resolved": at(135)}]).measure.value == 1
    assert line(sk.Within("cases", "1 business day", **CLOCK), [row | {"history": None}]).measure.value == 1
    days = sk.Elapsed("cases", unit="business day", counting="begun", **CLOCK)
    assert line(days, [row], target="at most 1 business day").measure.value == 2


def test_pauses_count_on_the_desk_in_force():
    """On hold from Monday 16:00 to 20:00: an hour of the first line and two of the second; 14 of 17 are left."""
    held = sk.Elapsed("cases", pauses="holds", **CLOCK)
    rows = [MOVED | {"holds": [[at(16), at(20)]]}]
    statement = sk.evaluate(agreed(held, "at most 1 hour"), {"cases": rows})
    assert statement.line("O").measure.value == 14 * HOUR


def test_a_case_that_still_runs():
    """As of Tuesday 09:00, 16 hours; a move after that has not happened. The due time of 20 hours is with the desk it is with by then."""
    row = MOVED | {"resolved": None}
    assert line(sk.Elapsed("cases", **CLOCK), [row], target="at most 17 hours", as_of="2026-01-06T09:00Z").measure.low == 16 * HOUR
    early = line(sk.Elapsed("cases", **CLOCK), [row], target="at most 17 hours", as_of="2026-01-05T20:00Z")
    assert early.measure.low == 4 * HOUR
    assert line(sk.Within("cases", "4 hours", **CLOCK), [row], as_of="2026-01-05T20:00Z").measure.pending == 1
    assert line(sk.Within("cases", "3 hours 59 min", **CLOCK), [row], as_of="2026-01-05T20:00Z").measure.value == 0


@pytest.mark.parametrize(
    ("limit", "as_of", "due"),
    [
        ("4 hours", "2026-01-05T16:00Z", "2026-01-06T11:00Z"),  # with the first line as yet: 15-17, 09-11
        ("4 hours", "2026-01-05T19:00Z", "2026-01-05T20:00Z"),  # moved at 18:00: 15-17, 18-20
        ("20 hours", "2026-01-06T09:30Z", "2026-01-06T13:00Z"),  # 2 + 14 hours by 08:00, 09-13 with the first line again
        ("end of the next business day", "2026-01-06T09:30Z", "2026-01-06T17:00Z"),
    ],
)
def test_deadlines(limit, as_of, due):
    """A monitor says by when a case is due, by what is known of its moves; saved and restored it says the same."""
    agreement = agreed(sk.Within("cases", limit, **CLOCK))
    monitor = sk.Monitor(agreement)
    by_then = [[when, desk] for when, desk in MOVED["history"] if when <= datetime.fromisoformat(as_of)]
    monitor.feed("cases", [MOVED | {"resolved": None, "history": by_then}])
    (deadline,) = monitor.deadlines(as_of=as_of)
    assert deadline.due == datetime.fromisoformat(due)
    full = sk.Monitor(agreement)
    full.feed("cases", [MOVED | {"resolved": None}])
    assert full.deadlines(as_of=as_of)[0].due == deadline.due  # a move that is yet to come has not happened
    (again,) = sk.Monitor.restore(agreement, monitor.state()).deadlines(as_of=as_of)
    assert again.due == deadline.due


def test_what_cannot_be_read():
    """A move without a zone, two desks at one instant, and what is no list are data problems; a desk without a calendar has no clock."""
    rows = [
        MOVED | {"history": [["2026-01-05T15:00", "first line"]]},
        MOVED | {"id": 3, "history": [[at(15), "first line"], [at(15), "second line"]]},
        MOVED | {"id": 4, "history": 7},
        MOVED | {"id": 5, "history": [[at(14), "first line"], [at(18), "third line"]]},
        STAYED,
    ]
    statement = sk.evaluate(agreed(sk.Elapsed("cases", **CLOCK), "at most 1 hour"), {"cases": rows})
    assert statement.line("O").measure.value == 3 * HOUR
    assert sorted(problem.kind.partition(";")[0] for problem in statement.problems) == [
        "history: a move has no zone",
        "history: not a list of moves",
        "history: two desks at one instant",
    ]
    assert dict(statement.accounts[0].excluded) == {"no clock for its team": 1}


def test_moves_need_desks():
    """A clock for each desk, and the field that names it."""
    with pytest.raises(sk.errors.ContractError, match=r"has moves= from desk to desk and one clock; write clock={'first line': desk"):
        sk.Elapsed("cases", since="opened", until="resolved", clock=FIRST, moves="history")


def test_an_event_log_keeps_the_history():
    """Created with the first line at 15:00, handed to the second at 18:00, back at 08:00, resolved at 10:00: 17 hours, as above."""
    events = [
        {"case": "T1", "at": at(15), "event": "created", "team": "first line"},
        {"case": "T1", "at": at(18), "event": "changed", "team": "second line"},
        {"case": "T1", "at": at(32), "event": "changed", "team": "first line"},
        {"case": "T1", "at": at(34), "event": "resolved"},
    ]
    agreement = sk.loads("""
name = "A"
provider = "P"
customer = "C"
term = ["2026-01-01", "2026-02-01"]
timezone = "UTC"
window = "calendar month"

[calendars]
desk = { is = "weekly", hours = { mon-fri = "09:00-17:00" }, tz = "UTC" }

[logs.tickets.rules]
is = "lifecycle"
history = "team"

[[objectives]]
name = "Resolution"
target = "at most 17 hours"

[objectives.metric]
is = "elapsed"
stream = "cases"
since = "opened"
until = "resolved"
clock = { "first line" = "desk", "second line" = "always" }
clock_by = "team"
moves = "team_history"
""")
    assert sk.loads(sk.dumps(agreement)) == agreement
    made = sk.logs.read_log(agreement, "tickets", events)
    assert sk.evaluate(agreement, made).line("Resolution").measure.value == 17 * HOUR
    assert sk.evaluate(agreement, made, as_of=at(33)).line("Resolution").measure.low == 16 * HOUR
    monitor = sk.Monitor(agreement)
    monitor.feed("cases", made["cases"])
    assert monitor.statement().line("Resolution").measure.value == 17 * HOUR


halves = st.integers(0, 200)
histories = st.lists(st.tuples(halves, st.sampled_from(["first line", "second line", "third line"])), max_size=4)


@settings(max_examples=100, deadline=None)
@given(halves, halves, histories.filter(lambda moves: len({half for half, _ in moves}) == len(moves)))
def test_elapsed_is_what_each_desk_counts(start, length, history):
    """By definition: each half hour of the case counts where the desk it is with by then is open."""
    history = [(half, desk) for half, desk in history if desk != "third line"]
    row = {"id": 1, "opened": at(start / 2), "resolved": at((start + length) / 2), "team": "first line"}
    row["history"] = [[at(half / 2), desk] for half, desk in history]
    desks = sorted(history)
    total = 0
    for half in range(start, start + length):
        by_then = [desk for when, desk in desks if when <= half]
        desk = by_then[-1] if by_then else desks[0][1] if desks else "first line"
        total += (DESKS[desk].elapsed(at(half / 2), at(half / 2 + 0.5))).total_seconds() / 1800
    assert line(sk.Elapsed("cases", **CLOCK), [row], target="at most 1 hour").measure.value == int(total) * HOUR // 2
