"""Cases are read in parts: one that changes costs its part, and whatever happens in between, the next answer is right."""

import pytest
from test_changes import AS_OF, monitor, post
from tests.support.counted_steps import steps_of

import slakit as sk
from slakit.engine.tally import case_parts
from slakit.engine.tally.keyed_records import KeyedRecords

SHARE = sk.Share("rows", good={"ok": True}, key="id")


@pytest.fixture
def read(monkeypatch):
    """The number of cases that are read each time, in parts of four."""
    monkeypatch.setattr(case_parts, "PART", 4)
    monkeypatch.setattr(case_parts, "JOINED", 2)
    sizes, batch = [], KeyedRecords.batch

    def noted(self, horizon, keys=None):
        folded = batch(self, horizon, keys)
        sizes.append(folded.batch.size)
        return folded

    monkeypatch.setattr(KeyedRecords, "batch", noted)
    return sizes


def test_one_case_costs_its_part(read):
    """Twenty cases are five parts; a change of one reads four cases, a new one begins a part, and as of a later instant none is read."""
    made = monitor(SHARE)
    made.feed("rows", [post(1, id=number) for number in range(20)])
    made.statement(as_of=AS_OF)
    assert read == [4] * 5
    made.feed("rows", [post(1, id=7, ok=None, site="b"), post(2, id=20, ok=False)])
    lines = made.statement(as_of=AS_OF).lines
    assert read[5:] == [4, 1]
    assert [line.measure.sample for line in lines[:3]] == [20, 1, 0]
    made.statement(as_of="2027-03-01T00:00Z")
    assert len(read) == 7


def test_a_case_that_moves(read):
    """From February, where it was the only one, to January: a month without a case has no tally, as if it had never had one."""
    made, once = monitor(SHARE), monitor(SHARE)
    rows = [*(post(1, id=number) for number in range(9)), post(2, id=9)]
    made.feed("rows", rows)
    made.statement(as_of=AS_OF)
    made.feed("rows", [post(1, id=9)])
    once.feed("rows", iter([*rows, post(1, id=9)]))
    assert made.statement(as_of=AS_OF).digest == once.statement(as_of=AS_OF).digest
    assert [line.measure.sample for line in made.statement(as_of=AS_OF).lines[:2]] == [10, 0]


def test_an_error_between_two_parts(read, monkeypatch):
    """What was read of some parts is dropped, and all are read anew."""
    made = monitor(SHARE)
    made.feed("rows", [post(1, id=number) for number in range(9)])
    made.statement(as_of=AS_OF)
    made.feed("rows", [post(1, id=1, ok=False, at="2026-01-09T09:00Z"), post(1, id=8, at="2026-01-09T09:00Z")])
    add, calls = case_parts.add_cases, []

    def failing(*given):
        calls.append(given)
        if len(calls) == 2:
            raise KeyboardInterrupt
        add(*given)

    with monkeypatch.context() as patch:
        patch.setattr(case_parts, "add_cases", failing)
        with pytest.raises(KeyboardInterrupt):
            made.statement(as_of=AS_OF)
    measure = made.statement(as_of=AS_OF).lines[0].measure
    assert (measure.sample, measure.value) == (9, sk.quantity("8/9").base)


@pytest.mark.parametrize(
    "metric",
    [
        sk.Within("rows", "2 hours", since="at", until="done", key="id", paused_by="holds"),  # another stream pauses them
        sk.Share("rows", good={"ok": True}, key="id", updated="n"),  # instants and numbers of revisions have no order
    ],
)
def test_cases_that_are_read_together(read, metric):
    """What one case says may rest on other records, so all are read each time."""
    made = monitor(metric)
    made.feed("rows", [post(1, id=number, done=None, n=number or "2026-01-11T00:00Z") for number in range(9)])
    for stream in {*made.agreement.streams} - {"rows"}:
        made.feed(stream, [])
    made.statement(as_of=AS_OF)
    made.statement(as_of=AS_OF)
    assert read == [9, 9]


@pytest.mark.parametrize("question", ["statement", "deadlines", "state"])
def test_an_answer_costs_what_changed(question):
    """After one more event: four times the cases take no more than half more steps of Python, where all cases once took four times."""
    steps = []
    for count in (500, 2_000):
        made = monitor(sk.Within("rows", "2 hours", since="at", until="done", key="id"))
        made.feed("rows", [post(1 + number % 12, id=number, done=None if number % 9 == 0 else post(12)["at"]) for number in range(count)])
        asked = {} if question == "state" else {"as_of": AS_OF}
        ask = getattr(made, question)
        ask(**asked)
        made.feed("rows", [post(5, id=7, done=post(5, at="2026-05-10T10:00Z")["at"])])
        steps.append(steps_of(lambda ask=ask, asked=asked: ask(**asked)))
    assert steps[1] < steps[0] * 3 // 2, steps
