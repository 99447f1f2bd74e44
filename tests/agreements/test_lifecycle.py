"""Lifecycle: the rules of a case as a value, and what each of its words may be."""

import pytest

from slakit.agreements.lifecycle import CLOCKS, Lifecycle, one_of, texts
from slakit.errors import UsageError
from slakit.metrics.condition import Filter

RULES = Lifecycle(
    kinds={"created": ["new", {"event": "x", "n": ">= 2"}]}, public={"public": True}, automated={"author": ["bot", "rule"]}, state="status",
    states=["open", "waiting", "done"], resolved_states="done", pauses={"update": ["waiting"], "reply": []},
    holders={"customer": "waiting"},
    target="plan", reopen="total", change="restart", unanswered="stops", opened_by_agent="from creation", uncreated="first event",
)  # fmt: skip


def test_rules_are_values():
    """Rules are equal by what they say, and their repr is how one writes them."""
    assert eval(repr(RULES), {"Lifecycle": Lifecycle}) == RULES
    assert repr(Lifecycle()) == "Lifecycle()"
    assert Lifecycle(public=Filter()) == Lifecycle(pauses=[]) == Lifecycle(pauses={"reply": []}, holders={}, kinds={}) == Lifecycle()
    assert repr(Lifecycle(pauses=["b", "a"])).startswith("Lifecycle(pauses={'first reply': ('b', 'a'), ")


@pytest.mark.parametrize(
    ("rules", "text"),
    [
        ({"kinds": {"agent replies": "comment"}}, "'agent replies' is not a kind of event; did you mean 'agent reply'?"),
        ({"kinds": "comment"}, "kinds='comment' does not say which words are which kind; write kinds={'agent reply': ['comment', 'mail']}"),
        ({"kinds": {"note": 3}}, "3 for 'note' is not a word or a list of words; write kinds={'note': ['comment', 'mail']}"),
        ({"kinds": {"note": [3]}}, "3 for 'note' is not a word; write 'comment', or {'event': 'comment', 'author': 'agent'}"),
        ({"kinds": {"note": "c", "update": "c"}}, "'c' is not one kind, but 'note' and 'update'; use a field, such as "),
        ({"kinds": {"note": "else", "ignored": ["x", "else"]}}, "'else' is not one kind, but 'note' and 'ignored'; use a "),
        ({"resolved_again": "first"}, "resolved_again='first' is not a policy; known: first counts, last counts"),
        ({"holders": {"closed": ["waiting"]}}, "holders: 'closed' is not the name of a holder, for closed_pauses is "),
        ({"public": ["replies - asked > 1"]}, "a reply: 'replies - asked > 1' is an expression, and an event is looked at field by field"),
        ({"public": "internal"}, "a reply: 'internal' is not a set of conditions; write {'severity': ['high', 'critical']}"),
        ({"pauses": {"answer": ["waiting"]}}, "'answer' is not a clock of a case; known: first reply, reply, resolution, update"),
        ({"pauses": [3]}, "[3] is not a list of words; write ['waiting', 'on hold']"),
        ({"pauses": 3}, "3 is not a list of words; write ['waiting', 'on hold']"),
        ({"holders": ["waiting"]}, "holders=['waiting'] does not say in which states whose time runs; write "),
        ({"reopen": "first resolutions"}, "reopen='first resolutions' is not a policy; did you mean 'first resolution'?"),
        ({"change": None}, "change=None is not a policy; known: from the start, from the start, earlier pauses forgotten, restart"),
        ({"unanswered": "stop"}, "unanswered='stop' is not a policy; did you mean 'stops'?"),
        ({"unanswered": {"update": "stops"}}, "unanswered={'update': 'stops'} is not a policy for questions; write {'first "),
        ({"states": ["open"], "pauses": ["opem"]}, "'opem' is not one of the states; did you mean 'open'?"),
    ],
)  # fmt: skip
def test_wrong_rules(rules, text):
    """Rules that say nothing are refused, with what to write."""
    with pytest.raises(UsageError) as caught:
        Lifecycle(**rules)
    assert str(caught.value).startswith(text)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("waiting", ("waiting",)),  # one word is a list of one
        (["b", "a", "b"], ("b", "a")),  # as written, each once
        ({"b", "a"}, ("a", "b")),  # a set has no order of its own
        ((), ()),
    ],
)
def test_a_list_of_words(value, expected):
    """One word is a list of one; a list keeps its order and each word once, a set is sorted."""
    assert texts(value) == expected


@pytest.mark.parametrize("value", [["a", ""], [None], 3])
def test_what_is_no_list_of_words(value):
    """An empty word, or what is no text."""
    with pytest.raises(UsageError, match=r"is not a list of words; write \['waiting', 'on hold'\]$"):
        texts(value)


def test_a_word_of_a_policy():
    """It is one of those allowed; the error names the argument."""
    assert one_of("change", "restart", ("restart", "runs on")) == "restart"
    with pytest.raises(UsageError, match=r"^change='restrat' is not a policy; did you mean 'restart'\?$"):
        one_of("change", "restrat", ("restart", "runs on"))


def test_the_states_that_pause_each_clock():
    """A plain list pauses all four clocks; a table only those it names, in the order of the clocks."""
    assert [Lifecycle(pauses=["waiting"]).pausing(clock) for clock in CLOCKS] == [("waiting",)] * 4
    rules = Lifecycle(pauses={"resolution": ["waiting", "supplier"], "first reply": "supplier"})
    assert rules.pauses == (("first reply", ("supplier",)), ("resolution", ("waiting", "supplier")))
    assert (rules.pausing("resolution"), rules.pausing("update")) == (("waiting", "supplier"), ())


def test_what_a_resolution_does_to_a_question():
    """It stops the first reply and clears the others; one word is for both, a table changes what it names."""
    both = {"first reply", "reply"}
    assert {clock: Lifecycle().at_resolution(clock) for clock in both} == {"first reply": "stops", "reply": "clears"}
    assert {clock: Lifecycle(unanswered="runs on").at_resolution(clock) for clock in both} == dict.fromkeys(both, "runs on")
    changed = Lifecycle(unanswered={"reply": "stops"})
    assert {clock: changed.at_resolution(clock) for clock in both} == dict.fromkeys(both, "stops")


def test_every_state_that_is_named_is_one_of_the_states():
    """Pauses, holders and resolved states are compared with `states`, all at once; without `states` any will do."""
    wrong = {"resolved_states": ["dome"], "pauses": ["waitin"], "holders": {"customer": ["opne"]}}
    with pytest.raises(UsageError) as caught:
        Lifecycle(states=["open", "waiting", "done"], **wrong)
    assert [problem.split()[0] for problem in caught.value.problems] == ["'dome'", "'waitin'", "'opne'"]
    assert Lifecycle(**wrong).resolved_states == ("dome",)
