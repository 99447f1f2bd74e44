"""Event logs: what starts, pauses and stops each clock of a case. The day is 2 March 2026, times are UTC."""

import pytest

from slakit.agreements.lifecycle import Lifecycle
from slakit.errors import UsageError
from slakit.readers.events.event_log import read_events
from slakit.readers.events.fold import Fold
from slakit.readers.record_problem import RecordProblem
from slakit.timeline.instants import instant

DAY = "2026-03-02T"


def fold(*events, rules=None, **options):
    """A fold of events written as "09:00 kind" or ("09:00 kind", {fields}), of case 1."""
    made = Fold(rules, **options)
    for event in events:
        text, fields = (event, {}) if isinstance(event, str) else event
        time, _, kind = text.partition(" ")
        made.add([{"case": 1, "at": f"{DAY}{time}Z", "event": kind, **fields}])
    assert made.problems == []
    return made


def clock(at):
    return None if at is None else f"{at:%H:%M}"


def runs(made, stream, **options):
    """The rows of a stream as (since, until, pauses), and no problem."""
    names = {"cases": ("opened", "resolved"), "updates": ("previous", "updated"), "cleared": ("asked", "cleared")}
    since, until = names.get(stream, ("asked", "replied"))
    problems = []
    found = [
        (clock(row[since]), clock(row[until]), [[clock(first), clock(last)] for first, last in row["pauses"]])
        for row in made.rows(stream, problems=problems, **options)
    ]
    assert problems == []
    return found


def ends(made, stream, **options):
    return [run[:2] for run in runs(made, stream, **options)]


def test_the_first_reply():
    """It runs from the creation to the first reply; notes, machines and replies that are not public do not stop it."""
    rules = Lifecycle(public={"internal": "!= true"}, automated={"author": ["bot", "rule"]})
    made = fold(
        "09:00 created", ("09:01 agent reply", {"author": "bot"}), ("09:05 agent reply", {"internal": True}), "09:10 note",
        ("09:20 agent reply", {"author": "ann"}), "09:30 agent reply", rules=rules,
    )  # fmt: skip
    assert ends(made, "first_replies") == [("09:00", "09:20")]
    assert ends(fold("09:00 created", "09:10 note"), "first_replies") == [("09:00", None)]


def test_what_cannot_be_compared():
    """A number that is not there is neither above nor below another: such a reply is not automated, and not known to be public."""
    events = ["09:00 created", "09:10 agent reply", ("09:20 agent reply", {"score": 0.9}), ("09:30 agent reply", {"score": 0.1})]
    assert ends(fold(*events, rules=Lifecycle(automated={"score": ">= 0.5"})), "first_replies") == [("09:00", "09:10")]
    assert ends(fold(*events, rules=Lifecycle(public={"score": "< 0.5"})), "first_replies") == [("09:00", "09:30")]


def test_a_message_before_the_creation():
    """A mail that came in seconds before its case was created is a question of its own time; the first reply counts from the creation."""
    made = fold("09:00 customer message", "09:02 created", "09:30 agent reply")
    assert ends(made, "first_replies") == [("09:02", "09:30")]
    assert ends(made, "replies") == [("09:00", "09:30")]


def test_every_next_reply():
    """A question is open from its oldest unanswered message; a reply to no question answers nothing."""
    made = fold(
        "09:00 created", "09:10 agent reply", "09:20 agent reply", "10:00 customer message", "10:30 customer message",
        "11:00 agent reply", "12:00 customer message",
    )  # fmt: skip
    assert ends(made, "replies") == [("09:00", "09:10"), ("10:00", "11:00"), ("12:00", None)]
    assert [(row["ref"], row["number"]) for row in made.rows("replies")] == [("1/1", 1), ("1/2", 2), ("1/3", 3)]


def faults(made, stream="cases"):
    """The kinds and texts of what is wrong, without the name of the log."""
    problems = []
    list(made.rows(stream, problems=problems))
    return [(problem.kind, problem.text.removeprefix("events, case 1 ")) for problem in problems]


TIED = ["09:00 created", "09:00 agent reply", "09:30 agent reply", "09:30 customer message"]


def test_a_question_and_its_reply_at_one_instant():
    """Nothing says which came first: the question stays open, and the tie is told (M10)."""
    text = (
        "has 'customer message' and 'agent reply' 2026-03-02T09:30:00+00:00; the question stays open; "
        "name the field that tells their order, order='number'"
    )
    for events in (TIED, TIED[::-1]):
        made = fold(*events)
        rows = [(clock(row["asked"]), clock(row["replied"])) for row in made.rows("replies")]
        assert rows == [("09:00", "09:00"), ("09:30", None)]
        assert faults(made) == [("a tie", text)]


@pytest.mark.parametrize(("reply", "question", "expected"), [(1, 2, ("09:30", None)), (2, 1, ("09:30", "09:30"))])
def test_the_order_of_a_question_and_its_reply(reply, question, expected):
    """Where the log numbers its events nothing is tied: the reply answers what came before it."""
    made = fold(
        ("09:00 created", {"no": 0}), ("09:10 agent reply", {"no": 1}),
        ("09:30 agent reply", {"no": reply}), ("09:30 customer message", {"no": question}), order="no",
    )  # fmt: skip
    assert ends(made, "replies") == [("09:00", "09:10"), expected]


def test_a_tie_answers_what_was_asked_before():
    """A reply that is tied with a second message answers the first one, in either order."""
    made = fold("09:00 created", "09:10 agent reply", "09:20 customer message", "09:30 customer message", "09:30 agent reply")
    rows = [(clock(row["asked"]), clock(row["replied"])) for row in made.rows("replies")]
    assert rows == [("09:00", "09:10"), ("09:20", "09:30"), ("09:30", None)]


@pytest.mark.parametrize("first", ["created", "note"])
def test_a_tie_at_the_creation(first):
    """The message that opens a case is its question; a reply of that instant may have come before it, so that both clocks run."""
    made = fold(f"09:00 {first}", "09:00 customer message", "09:00 agent reply", rules=Lifecycle(uncreated="first event"))
    for stream in ("replies", "first_replies"):
        assert [(clock(row["asked"]), row["replied"]) for row in made.rows(stream)] == [("09:00", None)]
    assert [kind for kind, _ in faults(made)] == ["a tie"]


QUESTION = ["09:00 created", "09:10 agent reply", "10:00 customer message", "10:20 resolved"]


@pytest.mark.parametrize(
    ("policy", "replies", "cleared"),
    [("clears", [], [("10:00", "10:20")]), ("stops", [("10:00", "10:20")], []), ("runs on", [("10:00", None)], [])],
)
def test_a_question_that_a_resolution_leaves_open(policy, replies, cleared):
    """It is cleared (the default), answered by the resolution, or waits on; what is cleared is a stream of its own."""
    made = fold(*QUESTION, rules=Lifecycle(unanswered={"reply": policy}))
    assert ends(made, "replies") == [("09:00", "09:10"), *replies]
    assert ends(made, "cleared") == cleared


def test_a_message_after_the_resolution():
    """Thanks for a resolved case ask nothing, unless somebody answers them or the case is reopened: then the message is the question."""
    made = fold(*QUESTION[:2], "09:30 resolved", "10:00 customer message")
    assert ends(made, "replies") == [("09:00", "09:10")]
    assert ends(made, "cleared") == [("10:00", "10:00")]
    assert ends(fold(*QUESTION[:2], "09:30 resolved", "10:00 customer message", "10:01 reopened"), "replies")[1:] == [("10:00", None)]
    assert ends(fold(*QUESTION[:2], "09:30 resolved", "10:00 customer message", "10:05 agent reply"), "replies")[1:] == [("10:00", "10:05")]


def test_a_case_that_is_resolved_without_a_reply():
    """The resolution is its first reply (the default), or there is no such clock, or it runs on."""
    events = ["09:00 created", "10:00 resolved", "11:00 reopened", "11:30 agent reply"]
    assert ends(fold(*events), "first_replies") == [("09:00", "10:00")]
    assert ends(fold(*events, rules=Lifecycle(unanswered="clears")), "first_replies") == []
    assert ends(fold(*events, rules=Lifecycle(unanswered="runs on")), "first_replies") == [("09:00", "11:30")]


def test_a_hand_over():
    """While a machine talks, nobody waits for people: the first hand-over starts the clock of each question, later ones do not."""
    rules = Lifecycle(automated={"author": "bot"})
    made = fold(
        "11:00 created", ("11:01 agent reply", {"author": "bot"}), "11:02 handed over", "11:20 handed over", "11:30 agent reply",
        "12:00 customer message", "12:05 handed over", "12:06 agent reply", "12:30 handed over", rules=rules,
    )  # fmt: skip
    assert ends(made, "first_replies") == [("11:02", "11:30")]
    assert ends(made, "replies") == [("11:02", "11:30"), ("12:05", "12:06")]


def test_a_case_that_an_agent_opened():
    """Its clock runs from the customer's first question; or from the creation, where the message that opened it is no reply."""
    events = ["09:00 created by agent", "09:00 agent reply", "09:15 agent reply", "10:00 customer message", "10:30 agent reply"]
    assert ends(fold(*events), "first_replies") == [("10:00", "10:30")]
    assert ends(fold(*events, rules=Lifecycle(opened_by_agent="from creation")), "first_replies") == [("09:00", "09:15")]
    assert ends(fold(*events), "replies") == [("10:00", "10:30")]
    assert ends(fold(*events[:3]), "first_replies") == []


def test_updates():
    """While a case is open each wait for a public word is a clock; notes end none, the resolution ends the last, a reopening begins one."""
    made = fold(
        "09:00 created", "10:00 agent reply", "10:00 update", "12:00 note", "13:00 update", "13:30 customer message", "15:00 resolved",
        "16:00 update", "17:00 reopened",
    )  # fmt: skip
    assert ends(made, "updates") == [("09:00", "10:00"), ("10:00", "13:00"), ("13:00", "15:00"), ("17:00", None)]


STATES = [
    ("09:00 created", {"state": "new"}), ("10:00 state", {"state": "waiting"}), ("11:00 state", {"state": "supplier"}),
    ("12:00 state", {"state": "open"}), "12:30 agent reply", ("13:00 agent reply", {"state": "waiting"}),
    ("14:00 customer message", {"state": "open"}),
]  # fmt: skip


def test_pauses_of_each_clock():
    """Each clock has its own pausing states; pauses that touch are one, and a pause is cut to its clock."""
    rules = Lifecycle(pauses={"resolution": ["waiting", "supplier"], "first reply": "supplier"})
    made = fold(*STATES, "15:00 resolved", rules=rules)
    assert runs(made, "cases") == [("09:00", "15:00", [["10:00", "12:00"], ["13:00", "14:00"]])]
    assert runs(made, "first_replies") == [("09:00", "12:30", [["11:00", "12:00"]])]
    assert runs(made, "replies") == [("09:00", "12:30", [])]


def test_pauses_that_go_on():
    """A pause has no end as long as it goes on, and that of a stopped clock ends with it; a case may be created in one."""
    rules = Lifecycle(pauses=["waiting"])
    created = ("09:00 created", {"state": "waiting"})
    assert runs(fold(created, rules=rules), "cases") == [("09:00", None, [["09:00", None]])]
    assert runs(fold(created, "09:30 agent reply", rules=rules), "first_replies") == [("09:00", "09:30", [["09:00", "09:30"]])]
    before = fold(("08:50 state", {"state": "waiting"}), "09:00 created", ("09:10 state", {"state": "open"}), rules=rules)
    assert runs(before, "cases") == [("09:00", None, [["09:00", "09:10"]])]


def test_whose_time_it_was():
    """The time of a holder is that in his states while the case is not resolved: all other time is his pauses."""
    rules = Lifecycle(holders={"agent": ["new", "open"], "customer": ["waiting"]})
    made = fold(*STATES, "15:00 resolved", "16:00 reopened", "17:00 resolved", rules=rules)
    (row,) = made.rows("cases")
    assert [[clock(at) for at in pair] for pair in row["agent_pauses"]] == [["10:00", "12:00"], ["13:00", "14:00"], ["15:00", "16:00"]]
    assert [[clock(at) for at in pair] for pair in row["customer_pauses"]] == [["09:00", "10:00"], ["11:00", "13:00"], ["14:00", "17:00"]]
    (row,) = fold(*STATES[:2], rules=rules).rows("cases")
    assert [[clock(at) for at in pair] for pair in row["agent_pauses"]] == [["10:00", None]]
    assert [[clock(at) for at in pair] for pair in row["customer_pauses"]] == [["09:00", "10:00"]]


REOPENED = ["09:00 created", "10:00 resolved", "12:00 reopened", "13:00 resolved", "15:00 reopened"]


@pytest.mark.parametrize(
    ("policy", "closed", "reopened"),
    [
        ("first resolution", [("09:00", "10:00", [])], [("09:00", "10:00", [])]),
        ("total", [("09:00", "13:00", [])], [("09:00", None, [])]),
        ("closed time excluded", [("09:00", "13:00", [["10:00", "12:00"]])], [("09:00", None, [["10:00", "12:00"], ["13:00", "15:00"]])]),
        ("new cycle", [("09:00", "10:00", []), ("12:00", "13:00", [])],
         [("09:00", "10:00", []), ("12:00", "13:00", []), ("15:00", None, [])]),
    ],
)  # fmt: skip
def test_reopened_cases(policy, closed, reopened):
    """The resolution that counts is that of the policy."""
    rules = Lifecycle(reopen=policy)
    assert runs(fold(*REOPENED[:-1], rules=rules), "cases") == closed
    assert runs(fold(*REOPENED, rules=rules), "cases") == reopened
    assert {row["reopenings"] for row in fold(*REOPENED, rules=rules).rows("cases")} == {2}


@pytest.mark.parametrize(
    ("policy", "case", "cleared", "which"),
    [("first counts", ("09:00", "10:00"), ("10:30", "10:30"), "first"), ("last counts", ("09:00", "11:00"), ("10:30", "11:00"), "last")],
)
def test_resolved_twice(policy, case, cleared, which):
    """Of two resolutions with no reopening in between the policy says which counts, and the second is told (M9)."""
    events = ["09:00 created", "09:10 agent reply", "10:00 resolved", "10:30 customer message", "11:00 resolved", "11:00 resolved"]
    made = fold(*events, rules=Lifecycle(resolved_again=policy))
    assert [(clock(row["opened"]), clock(row["resolved"])) for row in made.rows("cases")] == [case]
    assert [(clock(row["asked"]), clock(row["cleared"])) for row in made.rows("cleared")] == [cleared]
    text = f"is resolved 2026-03-02T10:00:00+00:00 and 2026-03-02T11:00:00+00:00 without a reopening in between, the {which} counts; "
    ((kind, told),) = faults(made)
    assert (kind, told.startswith(text)) == ("resolved twice", True)


def test_resolved_twice_and_told_once():
    """The first resolution counts unless the rules say otherwise; the same instant twice contradicts nothing."""
    assert Lifecycle().resolved_again == "first counts"
    made = fold("09:00 created", ("10:00 resolved", {"agent": "ann"}), ("10:00 resolved", {"agent": "bob"}))
    assert ends(made, "cases") == [("09:00", "10:00")]
    made = fold("09:00 created", "10:00 resolved", "11:00 resolved", "12:00 resolved", "13:00 reopened", "14:00 resolved", "15:00 resolved")
    assert [kind for kind, _ in faults(made)] == ["resolved twice"]


def test_closed_time_has_a_field_of_its_own():
    """The rows of cases say when a reopened case was closed, where the policy excludes that, apart from the pauses of states."""
    events = [*STATES[:3], "12:00 resolved", "14:00 reopened"]
    (row,) = fold(*events, rules=Lifecycle(pauses="waiting")).rows("cases")
    assert [[clock(at) for at in pair] for pair in row["closed_pauses"]] == [["12:00", "14:00"]]
    assert [[clock(at) for at in pair] for pair in row["pauses"]] == [["10:00", "11:00"], ["12:00", "14:00"]]
    (row,) = fold(*events, rules=Lifecycle(reopen="total")).rows("cases")
    assert row["closed_pauses"] == []


def test_reopened_and_resolved_at_one_instant():
    """A resolved case is reopened first and then resolved; an open one is resolved first and then reopened."""
    cycle = Lifecycle(reopen="new cycle")
    made = fold("09:00 created", "10:00 resolved", "12:00 resolved", "12:00 reopened", rules=cycle)
    assert ends(made, "cases") == [("09:00", "10:00"), ("12:00", "12:00")]
    assert ends(fold("09:00 created", "12:00 reopened", "12:00 resolved", rules=cycle), "cases") == [("09:00", "12:00"), ("12:00", None)]


def test_states_that_resolve():
    """To enter a resolved state resolves, to go on to another does nothing, to leave them reopens."""
    rules = Lifecycle(resolved_states=["solved", "closed"], reopen="new cycle")
    states = [("10:00", "solved"), ("11:00", "closed"), ("12:00", "open"), ("13:00", "closed")]
    made = fold("09:00 created", *((f"{time} state", {"state": state}) for time, state in states), "12:00 reopened", rules=rules)
    assert ends(made, "cases") == [("09:00", "10:00"), ("12:00", "13:00")]


CHANGED = [
    ("09:00 created", {"priority": "P3"}), ("09:30 state", {"state": "waiting"}), ("10:30 state", {"state": "open"}),
    ("11:00 changed", {"priority": "P1"}), ("11:30 state", {"state": "waiting"}), ("11:45 state", {"state": "open"}), "13:00 resolved",
]  # fmt: skip


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("from the start", ("09:00", "13:00", [["09:30", "10:30"], ["11:30", "11:45"]])),
        ("from the start, earlier pauses forgotten", ("09:00", "13:00", [["11:30", "11:45"]])),
        ("restart", ("11:00", "13:00", [["11:30", "11:45"]])),
    ],
)
def test_a_changed_target(policy, expected):
    """The new target counts from the start, with or without the earlier pauses, or from the change; the row has the value in force."""
    made = fold(*CHANGED, rules=Lifecycle(change=policy, pauses="waiting"))
    assert runs(made, "cases") == [expected]
    assert [row["priority"] for row in made.rows("cases")] == ["P1"]


def test_closed_time_is_no_pause():
    """Earlier pauses are forgotten, but the time that a case was closed stays excluded."""
    rules = Lifecycle(change="from the start, earlier pauses forgotten", pauses="waiting")
    made = fold(
        ("09:00 created", {"priority": "P3", "state": "waiting"}), ("09:30 state", {"state": "open"}), "10:00 resolved", "11:00 reopened",
        ("11:30 changed", {"priority": "P1"}), "13:00 resolved", rules=rules,
    )  # fmt: skip
    assert runs(made, "cases") == [("09:00", "13:00", [["10:00", "11:00"]])]


def test_what_is_no_change():
    """The first value is none, nor is the same one again, one after the stop, or one of a field that is no target."""
    rules = Lifecycle(change="restart", target=["priority", "plan"])
    made = fold(
        "09:00 created", ("09:10 changed", {"priority": "P3"}), ("09:20 changed", {"priority": "P3"}),
        ("09:30 changed", {"channel": "chat"}), "10:00 agent reply", ("10:00 changed", {"priority": "P2"}),
        ("11:00 changed", {"plan": "gold"}),
        rules=rules,
    )  # fmt: skip
    assert ends(made, "first_replies") == [("09:00", "10:00")]
    assert ends(made, "cases") == [("10:00", None)]


def test_fields_are_carried():
    """A row has the value in force when its clock stopped, the latest while it runs, and one told later where nothing was known."""
    made = fold(
        ("09:00 created", {"priority": "P3", "channel": "mail"}), ("10:00 agent reply", {"agent": "ann", "priority": None}),
        ("11:00 changed", {"priority": "P1", "channel": ""}), ("12:00 customer message", {"topic": "fees"}),
        ("13:00 agent reply", {"agent": "bob"}),
    )  # fmt: skip
    fields = ("priority", "channel", "agent", "topic")
    told = {stream: [tuple(row[name] for name in fields) for row in made.rows(stream)] for stream in ("first_replies", "replies", "cases")}
    assert told["first_replies"] == [("P3", "mail", "ann", "fees")]
    assert told["replies"] == [("P3", "mail", "ann", "fees"), ("P1", "mail", "bob", "fees")]
    assert told["cases"] == [("P1", "mail", "bob", "fees")]


def test_only_some_fields_are_carried():
    """`carry` names them; the target comes along, since clocks depend on it."""
    made = fold(("09:00 created", {"priority": "P3", "channel": "mail", "text": "a long mail", "ref": 9}), carry=["channel"])
    (row,) = made.rows("cases")
    assert sorted(row) == ["case", "channel", "closed_pauses", "number", "opened", "pauses", "priority", "ref", "reopenings", "resolved"]


def test_words_of_the_log():
    """Kinds are told by the words of the log or by conditions on an event; what is ignored leaves nothing behind."""
    kinds = {
        "created": "NEW", "agent reply": {"event": "comment", "role": "agent"},
        "customer message": [{"event": "comment", "role": "user"}, "mail"],
        "ignored": ["tagged"],
    }  # fmt: skip
    made = fold(
        "09:00 NEW", ("09:05 tagged", {"channel": "x"}), ("09:10 comment", {"role": "agent"}), ("09:20 comment", {"role": "user"}),
        ("09:30 comment", {"role": "agent"}), "09:40 mail", "10:00 resolved", rules=Lifecycle(kinds=kinds),
    )  # fmt: skip
    assert ends(made, "replies") == [("09:00", "09:10"), ("09:20", "09:30")]
    assert all("channel" not in row for row in made.rows("replies"))


def test_every_other_word():
    """ "else" stands for every word that no kind names; an event without a word is still no event."""
    kinds = {"agent reply": ["comment"], "note": [{"event": "hint", "role": "bot"}], "ignored": "else"}
    rules = Lifecycle(kinds=kinds)
    made = fold(
        "09:00 created", "09:05 tagged", "09:10 comment", "09:20 agent reply", "09:30 ignored", "09:40 else", "10:00 resolved", rules=rules
    )
    assert ends(made, "replies") == [("09:00", "09:10")]
    assert ends(made, "cases") == [("09:00", "10:00")]
    made.add([{"case": 1, "at": f"{DAY}10:00Z", "event": word} for word in (None, "")])
    assert [(problem.kind, problem.value) for problem in made.problems] == [("unknown kind", "None"), ("unknown kind", "")]
    assert ends(fold("09:00 created", "09:10 answered", rules=Lifecycle(kinds={"agent reply": "else"})), "replies") == [("09:00", "09:10")]
    assert eval(repr(rules), {"Lifecycle": Lifecycle}) == rules


def test_a_log_that_begins_with_messages():
    """Where nothing says that a case was created, its first event can be taken for it; a reply first means that an agent opened it."""
    rules = Lifecycle(uncreated="first event")
    made = fold("09:00 customer message", "09:10 agent reply", rules=rules)
    assert (ends(made, "cases"), ends(made, "first_replies"), ends(made, "replies")) == ([("09:00", None)], *[[("09:00", "09:10")]] * 2)
    made = fold("09:00 agent reply", "10:00 customer message", "10:10 agent reply", rules=rules)
    assert (ends(made, "cases"), ends(made, "first_replies")) == ([("09:00", None)], [("10:00", "10:10")])


def test_as_of():
    """As of an instant what lies after has not happened: a case reopened later is resolved, one created later is not there."""
    rules = Lifecycle(pauses="waiting")
    made = fold("08:59 customer message", *REOPENED, ("13:20 changed", {"priority": "P1"}), rules=rules)
    assert ends(made, "cases", as_of=f"{DAY}11:00Z") == [("09:00", "10:00")]
    assert runs(made, "cases", as_of=f"{DAY}12:30Z") == [("09:00", None, [["10:00", "12:00"]])]
    assert runs(made, "cases", as_of=f"{DAY}08:59Z") == runs(made, "cases", as_of=f"{DAY}08:00Z") == []
    assert "priority" not in next(made.rows("cases", as_of=f"{DAY}13:00Z"))


def test_the_order_of_one_instant():
    """Where the log numbers its events, states of one instant follow each other by number."""
    states = [
        ("09:30 state", {"state": state, "no": number}) for number, state in ((4, "open"), (3, "waiting"), (5, "waiting"), (2, "open"))
    ]
    made = fold(("09:00 created", {"no": 1}), *states, order="no", rules=Lifecycle(pauses=["waiting"]))
    assert runs(made, "cases") == [("09:00", None, [["09:30", None]])]


def test_wrong_questions():
    """A fold takes rules and knows its streams; the field of the case has a name of its own."""
    with pytest.raises(UsageError, match=r"^'case' is not a stream of cases; did you mean 'cases'\?$"):
        next(Fold().rows("case"))
    with pytest.raises(UsageError, match=r"^'strict' is not the rules of a case; write rules=Lifecycle\(pauses="):
        Fold("strict")
    with pytest.raises(UsageError, match=r"^case='ref' is a field that the rows have already; rename it, rename=\{'ref': 'case'\}$"):
        Fold(case="ref")


def test_a_case_is_one_in_whatever_form_its_id_comes():
    """7, "7", 7.0 and "7.0" are one case: opened at 9, resolved at 12."""
    for first, second in (("7", "7.0"), (7, "7.0"), (7.0, "7"), ("7.0", 7)):
        log = read_events(
            [
                {"case": first, "at": "2026-03-02T09:00Z", "event": "created"},
                {"case": second, "at": "2026-03-02T12:00Z", "event": "resolved"},
            ]
        )
        [row] = list(log.cases)
        assert (row["resolved"] - row["opened"]).total_seconds() == 3 * 3600
        assert log.cases.problems == []


def test_an_event_without_fields():
    """What is no mapping and has no attributes is no event."""
    fold = Fold()
    fold.add(["created", 3, None, Fold])
    assert [(problem.kind, problem.field) for problem in fold.problems] == [("broken row", None)] * 4
    text = "events, event 1: row 'created' is not an event; write {'case': 7, 'at': '2026-03-02T09:00Z', 'event': 'created'}"
    assert fold.problems[0].text == text


def test_values_of_any_kind():
    """Lists, mappings, truth values and numbers are carried; True is no 1, and equal events count once."""
    event = {"case": True, "at": "2026-03-02T09:00Z", "event": "created"}
    fold = Fold()
    fold.add([{**event, "ok": True, "n": 1, "tags": ["a", {"b": 1}]}, {**event, "ok": 1, "n": 1.0, "tags": ["a", {"b": 1}]}] * 2)
    (row,) = fold.rows("cases")
    assert (row["case"], row["tags"], row["n"], fold.duplicates) == ("true", ("a", "{'b': 1}"), 1, 2)


def test_ids_of_one_case():
    """A number and its text are the id of one case, since files have only text; an id stays what it is where all say the same."""
    event = {"at": "2026-03-02T09:00Z", "event": "created"}
    for ids, shown in (((7, "7"), ["7"]), (("7", 7), ["7"]), ((7, 7.0), [7]), ((7, 8), [7, 8]), (("b10", "b9"), ["b9", "b10"])):
        fold = Fold()
        fold.add([{"case": case, **event} for case in ids])
        assert [row["case"] for row in fold.rows("cases")] == shown


def test_a_fold_counts_and_says_the_latest():
    """Three events, one of them twice; the latest of all is at 10:00, of those until 09:30 at 09:20."""
    made = fold("09:00 created", "10:00 resolved", "09:20 note", "09:20 note")
    assert (made.events, made.duplicates) == (4, 1)
    assert (made.latest(), made.latest(instant(f"{DAY}09:30Z")), made.latest(instant(f"{DAY}08:00Z"))) == (
        instant(f"{DAY}10:00Z"), instant(f"{DAY}09:20Z"), None,
    )  # fmt: skip


def test_problems_until_an_instant():
    """An event that cannot be used is a problem from its own instant on; one without an instant, and those of the file, always are."""
    made = fold("09:00 created")
    made.add([{"case": 1, "at": f"{DAY}10:00Z", "event": "aswered"}, {"case": 1, "at": "soon", "event": "note"}])
    made.blame([RecordProblem("broken row", "log.csv:4", None, "", "log.csv:4: row has too few cells")])
    kinds = ["unknown kind", "unreadable", "broken row"]
    assert [problem.kind for problem in made.problems] == kinds
    assert [problem.kind for problem in made.problems_until(instant(f"{DAY}10:00Z"))] == kinds
    assert [problem.kind for problem in made.problems_until(instant(f"{DAY}09:59Z"))] == kinds[1:]


def test_an_event_that_cannot_be_used_is_one_problem():
    """The same event again is a duplicate and no second problem; `places` names where each stood."""
    made = fold()
    made.add([{"case": 1, "at": f"{DAY}10:00Z", "event": "aswered"}] * 2, ["log.csv:2", "log.csv:3"])
    assert [problem.location for problem in made.problems] == ["log.csv:2"]
    assert (made.events, made.duplicates) == (2, 1)
