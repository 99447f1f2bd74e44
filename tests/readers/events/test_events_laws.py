"""Laws of event logs: any order, any chunks, duplicates; and every clock as a simulation minute by minute has it."""

import re
from datetime import UTC, datetime, timedelta

from hypothesis import given, strategies as st

import slakit as sk
from slakit.agreements.lifecycle import CHANGES, ENDINGS, REOPENINGS, Lifecycle
from slakit.readers.events.event_log import read_events
from slakit.readers.events.fold import Fold
from slakit.readers.events.streams import STREAMS
from slakit.timeline.instants import MINUTE, instant

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
END = 60

WORDS = ["created", "customer message", "agent reply", "update", "state", "changed", "resolved", "reopened", "handed over", "note", "typo"]
acts = st.sampled_from(WORDS)
fields = st.fixed_dictionaries(
    {},
    optional={
        "state": st.sampled_from(["open", "waiting", "hold", "solved"]),
        "priority": st.sampled_from(["P1", "P2", None]),
        "internal": st.booleans(),
        "agent": st.sampled_from(["ann", "bob"]),
    },
)
any_events = st.lists(
    st.builds(
        lambda case, minute, kind, more: {"case": case, "at": (START + timedelta(minutes=minute)).isoformat(), "event": kind, **more},
        st.sampled_from([1, 2, "2", None]), st.integers(0, 30), st.one_of(st.just("created"), acts), fields,
    ),
    max_size=25,
)  # fmt: skip
rules = st.builds(
    Lifecycle,
    public=st.sampled_from([{}, {"internal": "!= true"}]),
    resolved_states=st.sampled_from([(), ("solved",)]),
    pauses=st.sampled_from([(), ("waiting",), {"resolution": ["waiting", "hold"], "reply": ["hold"]}]),
    holders=st.just({"customer": ["waiting"]}),
    reopen=st.sampled_from(REOPENINGS),
    kinds=st.sampled_from([{}, {"ignored": "else"}, {"agent reply": ["comment"], "note": ["else"]}]),
    resolved_again=st.sampled_from(["first counts", "last counts"]),
    change=st.sampled_from(CHANGES),
    unanswered=st.sampled_from(ENDINGS),
    opened_by_agent=st.sampled_from(["from the question", "from creation"]),
    uncreated=st.sampled_from(["left out", "first event"]),
)


def everything(fold, as_of=None):
    """All rows of all streams, and what is wrong with the cases."""
    problems = []
    return {stream: list(fold.rows(stream, as_of=as_of, problems=problems)) for stream in STREAMS}, problems


def told(problems):
    """Problems without the place in the log, which is another in another order; a case has its place in the text."""
    shown = [(problem.kind, problem.field, problem.value, re.sub(r"^events, event \d+", "", problem.text)) for problem in problems]
    return sorted(shown, key=repr)


def digest(events, rules, **asked):
    """The digest of a statement that counts the rows of every stream."""
    log = read_events(events, rules=rules)
    objectives = [sk.Objective(name, sk.Count(name, at=kind.since), "at most 3") for name, kind in STREAMS.items()]
    objectives.append(sk.Objective("time", sk.Elapsed("cases", since="opened", until="resolved", key="ref"), "at most 1 hour"))
    made = sk.Agreement("A", provider="P", customer="C", term=("2026-03-01", "2026-04-01"), timezone="UTC", objectives=objectives)
    return sk.evaluate(made, {name: getattr(log, name) for name in STREAMS}, **asked).digest


@given(any_events, rules, st.data())
def test_any_order_any_chunks_and_twice(events, rules, data):
    """The same log in any order, cut anywhere and with events twice, gives the same rows, problems and digest."""
    whole = Fold(rules)
    whole.add(events)
    mixed = Fold(rules)
    again = data.draw(st.permutations(events + data.draw(st.lists(st.sampled_from(events), max_size=5) if events else st.just([]))))
    cut = data.draw(st.integers(0, len(again)))
    mixed.add(again[:cut])
    mixed.add(again[cut:])
    assert everything(mixed) == everything(whole)
    assert told(mixed.problems) == told(whole.problems)
    assert mixed.duplicates - whole.duplicates == len(again) - len(events) - (ignored(again, rules) - ignored(events, rules))
    assert digest(again, rules) == digest(events, rules)


def ignored(events, rules):
    """How many events are not looked at, so that none is a duplicate."""
    other = dict(rules.kinds).get("ignored") == ("else",)
    return sum(event["event"] == "typo" and other for event in events)


@given(any_events, rules, st.integers(0, 30))
def test_as_of_is_the_log_until_then(events, rules, minute):
    """What a log says as of an instant is what the log says that ends there; but a case that it creates later is not there yet."""
    now = START + timedelta(minutes=minute)
    whole, early = Fold(rules), Fold(rules)
    whole.add(events)
    early.add(event for event in events if event["at"] <= now.isoformat())
    later = {str(event["case"]) for event in events if event["event"] == "created"}
    later -= {str(event["case"]) for event in events if event["event"] == "created" and event["at"] <= now.isoformat()}
    shown = {stream: [row for row in named(rows) if row["case"] not in later] for stream, rows in everything(early)[0].items()}
    assert {stream: named(rows) for stream, rows in everything(whole, as_of=now)[0].items()} == shown
    assert told(whole.problems_until(instant(now))) == told(early.problems)
    cases = [problem for problem in everything(early)[1] if not any(re.search(rf"case '?{case}\b", problem.text) for case in later)]
    assert [texts(problem) for problem in everything(whole, as_of=now)[1]] == [texts(problem) for problem in cases]


def texts(problem):
    """A problem of a case, the id as text."""
    return problem.kind, problem.text.replace("'", "")


@given(any_events, rules, st.integers(0, 30))
def test_a_statement_as_of_is_that_of_the_log_until_then(events, rules, minute):
    """`evaluate(as_of=)` over a log and over the log that was told as_of= give one digest."""
    now = (START + timedelta(minutes=minute)).isoformat()
    log = [event for event in events if event["event"] == "created" or rules.uncreated == "first event" or event["at"] <= now]
    until = read_events(log, rules=rules, as_of=now)
    whole = read_events(log, rules=rules)
    objective = sk.Objective("time", sk.Elapsed("cases", since="opened", until="resolved"), "at most 1 hour")
    made = sk.Agreement("A", provider="P", customer="C", term=("2026-03-01", "2026-04-01"), timezone="UTC", objectives=[objective])
    assert sk.evaluate(made, {"cases": whole.cases}, as_of=now).digest == sk.evaluate(made, {"cases": until.cases}, as_of=now).digest


def named(rows):
    """Rows with the case as text: an id that is a number and later a text stays the same case."""
    return [{**row, "case": str(row["case"])} for row in rows]


@given(any_events, rules)
def test_rows_are_sound(events, rules):
    """No clock stops before it starts, and pauses are forward, apart, in order and inside their clock."""
    fold = Fold(rules)
    fold.add(events)
    for stream, rows in everything(fold)[0].items():
        kind = STREAMS[stream]
        assert len({row["ref"] for row in rows}) == len(rows)
        for row in rows:
            since, until = row[kind.since], row[kind.until]
            assert until is None or since <= until
            for pauses in (row["pauses"], row.get("customer_pauses", [])):
                edges = [edge for pair in pauses for edge in pair]
                assert None not in edges[:-1]
                inside = [since, *(edge for edge in edges if edge is not None), *([until] if until else [])]
                assert inside == sorted(inside)
                assert len(set(edges)) == len(edges)
                assert until is None or None not in edges


def life(seconds):
    """The events of one case that are in order, a minute apart at least, each possible when it happens."""
    events, closed = [(0, "created", {"state": "open"})], False
    for minute, kind, state in seconds:
        if kind == "resolved":
            kind, closed = ("reopened", False) if closed else ("resolved", True)
        events.append((minute, kind, {"state": state} if kind == "state" else {}))
    return events


lives = st.lists(
    st.tuples(
        st.integers(1, END - 1),
        st.sampled_from(["customer message", "agent reply", "update", "state", "state", "resolved"]),
        st.sampled_from(["open", "waiting", "hold"]),
    ),
    max_size=12,
    unique_by=lambda event: event[0],
).map(lambda steps: life(sorted(steps)))


def folded(events, rules):
    fold = Fold(rules)
    fold.add({"case": 1, "at": START + timedelta(minutes=minute), "event": kind, **more} for minute, kind, more in events)
    return fold


def minutes(at):
    return END if at is None else (instant(at) - instant(START)) // MINUTE


def spent(row, since, until, pauses="pauses"):
    """The minutes of a clock until the END, its pauses left out."""
    paused = sum(minutes(last) - minutes(first) for first, last in row[pauses])
    return minutes(row[until]) - minutes(row[since]) - paused


@given(lives)
def test_the_resolution_minute_by_minute(events):
    """Open minutes are those in which the case is not resolved; of them the customer's are those of his state, and the rest the desk's."""
    said = {minute: (kind, more) for minute, kind, more in events}
    is_open, state, open_minutes, running, waiting, last = True, "open", 0, 0, 0, END
    for minute in range(END):
        kind, more = said.get(minute, ("", {}))
        is_open = kind == "reopened" or (is_open and kind != "resolved")
        last = minute if kind == "resolved" else END if kind == "reopened" else last
        state = more.get("state", state)
        open_minutes += is_open
        running += is_open and state != "hold"
        waiting += is_open and state == "waiting"
    holders = {"customer": ["waiting"], "desk": ["open", "hold"]}
    (row,) = folded(events, Lifecycle(holders=holders)).rows("cases")
    assert spent(row, "opened", "resolved") == open_minutes
    assert spent(row, "opened", "resolved", "customer_pauses") == waiting
    assert spent(row, "opened", "resolved", "desk_pauses") == open_minutes - waiting
    (row,) = folded(events, Lifecycle(pauses="hold")).rows("cases")
    assert spent(row, "opened", "resolved") == running
    (row,) = folded(events, Lifecycle(reopen="total")).rows("cases")
    assert spent(row, "opened", "resolved") == last
    cycles = list(folded(events, Lifecycle(reopen="new cycle")).rows("cases"))
    assert sum(spent(row, "opened", "resolved") for row in cycles) == open_minutes
    assert len(cycles) == 1 + sum(kind == "reopened" for _, kind, _ in events)


@given(lives)
def test_replies_minute_by_minute(events):
    """The minutes in which a question waits, each question on its own, as a simulation has them; so too the waits for updates."""
    said = {minute: kind for minute, kind, _ in events}
    waits, quiet, asked, is_open, heard = [], [], None, True, 0
    for minute in range(END):
        kind = said.get(minute, "")
        if kind in ("created", "customer message") and asked is None:
            asked = minute
        if kind in ("agent reply", "resolved") and asked is not None:
            waits += [minute - asked] if kind == "agent reply" else []
            asked = None
        if kind in ("agent reply", "update", "resolved") and is_open:
            quiet.append(minute - heard)
            heard = minute
        if kind == "reopened":
            heard = minute
        is_open = kind == "reopened" or (is_open and kind != "resolved")
    waits += [END - asked] if asked is not None and is_open else []
    quiet += [END - heard] if is_open else []
    fold = folded(events, Lifecycle())
    assert [spent(row, "asked", "replied") for row in fold.rows("replies")] == waits
    assert [spent(row, "previous", "updated") for row in fold.rows("updates")] == quiet
