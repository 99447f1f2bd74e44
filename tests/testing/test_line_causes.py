"""The records behind a failing line: open ones, blanks in a condition of what is good, each with its number."""

from functools import partial

import pytest
from message_texts import DESK, run

import slakit as sk
from slakit import testing
from slakit.testing.open_records import open_records
from slakit.testing.uncounted_records import Fed

BLANKS = DESK.replace("good = { ok = true }", 'good = { tone = "good", ok = true }, by = "desk"')


def below(details, word):
    """The rows below a word of an explained line."""
    rows = details[details.index(f"{word}:") :].splitlines()
    more = next((number for number, row in enumerate(rows[1:], 1) if not row.startswith(" " * 12)), len(rows))
    return [row.removeprefix(f"{word}:").strip() for row in rows[:more]]


def test_open_records_are_named(tmp_path):
    """Two of three tickets of P1 (an hour, from 9:00) are open at 9:30, and due at 10:00 and 10:10; the one that is done is not listed."""
    scenario = """
as_of = "2026-03-16 09:30"
records.tickets = [
    { id = 7, prio = "P1", start = "2026-03-16 09:00" },
    { id = 8, prio = "P1", start = "2026-03-16 09:00", end = "+10 min" },
    { id = 9, prio = "P1", start = "2026-03-16 09:10" },
]
expect.objectives.Replies = "missed"
"""
    assert below(run(tmp_path, scenario).details, "open") == [
        "tickets record 1: start = 2026-03-16T09:00:00+00:00, id = 7, due 2026-03-16T10:00:00+00:00",
        "tickets record 3: start = 2026-03-16T09:10:00+00:00, id = 9, due 2026-03-16T10:10:00+00:00",
    ]


def test_many_open_records(tmp_path):
    """Five are named, and the others counted."""
    rows = ", ".join(f'{{ id = {number}, prio = "P1", start = "2026-03-16 09:{number:02}" }}' for number in range(12))
    details = run(tmp_path, f'as_of = "2026-03-16 09:30"\nrecords.tickets = [{rows}]\nexpect.objectives.Replies = "missed"\n').details
    assert below(details, "open")[4:] == [
        "tickets record 5: start = 2026-03-16T09:04:00+00:00, id = 4, due 2026-03-16T10:04:00+00:00",
        "and 7 more",
    ]


def test_a_blank_in_a_condition_is_named(tmp_path):
    """In the group of the line, and of its month alone; a record that is bad for another value is not listed."""
    scenario = """
records.answers = [
    { at = "2026-03-16 09:00", desk = "a", tone = "good", ok = true },
    { at = "2026-03-16 09:00", desk = "a", tone = "", ok = true },
    { at = "2026-03-16 09:00", desk = "a", tone = "bad", ok = true },
    { at = "2026-03-16 09:00", desk = "a" },
    { at = "2026-03-16 09:00", desk = "b" },
    { at = "2026-04-16 09:00", desk = "a" },
]
expect.lines = [{ objective = "Answers", group = "a", outcome = "met" }]
"""
    assert "blank:" not in run(tmp_path, scenario, BLANKS).details  # it is said once, as what is not expected
    assert below(run(tmp_path, f"{scenario}expect.blank_values = 4", BLANKS).details, "blank") == [
        "answers record 2 has no 'tone', and is not good: ok and tone is good",
        "answers record 4 has no 'ok' and no 'tone', and is not good: ok and tone is good",
    ]


def test_assertions_name_them_too():
    """With the arithmetic of the line."""
    good = {"at": "2026-03-16T09:00Z", "desk": "a", "ok": True}
    records = {"answers": [good, {**good, "desk": "b", "tone": "good"}]}
    with pytest.raises(AssertionError) as error:
        testing.assert_met(sk.loads(BLANKS), records, period="2026-03", objective="Answers")
    assert str(error.value).count("answers record 1") == 1  # it is said once, as what is not expected
    with pytest.raises(AssertionError) as error:
        testing.assert_met(sk.loads(BLANKS), records, period="2026-03", objective="Answers", blank_values=1)
    assert below(str(error.value), "blank") == ["answers record 1 has no 'tone', and is not good: ok and tone is good"]


@pytest.mark.parametrize("more", [{}, {"since": "ordered"}, {"since": "ordered", "attribute": "due"}])
def test_what_is_open_and_has_a_due_time_of_its_own(more):
    """The record is named by that time, with or without a beginning."""
    metric = sk.OnTime("posts", due="planned", done="published", **more)
    terms = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2027-01-01"), "timezone": "UTC"}
    agreement = sk.Agreement("A", **terms, objectives=[sk.Objective("Posts", metric, "at least 90 %")])
    late = {"ordered": "2026-06-01T00:00Z", "planned": "2026-06-08T02:00Z", "published": "2026-06-09T02:00Z"}
    posts = [late, {"ordered": "2026-06-02T00:00Z", "planned": "2026-06-28T02:00Z", "published": None}]
    again = partial(sk.evaluate, agreement, period="2026-06", as_of="2026-06-20T00:00Z")
    statement = again({"posts": posts})
    assert statement.lines[0].measure.pending == 1
    (text,) = open_records(statement.lines[0], Fed(agreement, {"posts": posts}, again=again))
    assert text.startswith("posts record 2: planned = 2026-06-28T")
