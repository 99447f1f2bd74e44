"""The law of a monitor that is asked again sees each way in which something kept could be stale: with a break put in, it fails."""

from contextlib import contextmanager

import pytest
from asked_again import law
from attrs import evolve

import slakit as sk
from slakit.engine.statement import line_sequence, measures
from slakit.engine.tally import case_parts, read_deferred
from slakit.engine.tally.case_parts import CaseParts
from slakit.engine.tally.changes import Changes
from slakit.engine.tally.keyed_records import KeyedRecords
from slakit.engine.tally.saved_cases import SavedCases
from slakit.engine.tally.tally_store import TallyStore

AS_OF = "2026-06-01T00:00Z"
ASKED = {"since": "at", "until": "done"}


def agreed(*metrics, **settings):
    objectives = [
        sk.Objective(f"o{number}", metric, "at least 0 %" if not metric.unit else f"at least 0 {metric.unit}")
        for number, metric in enumerate(metrics)
    ]
    term = ("2026-01-01", "2026-05-01")
    return sk.Agreement("A", provider="P", customer="C", term=term, timezone="UTC", window="monthly", objectives=objectives, **settings)


def post(month, day=10, **more):
    return {"at": f"2026-{month:02}-{day:02}T09:00Z", "ok": True, **more}


def rests_on(change):
    """A break of the state that a measure rests on."""
    kept = measures._rests_on

    def broken(store, planned, *given):
        return change(kept, store, planned, *given)

    return [(measures, "_rests_on", broken)]


def always(word):
    """A break that keeps what is made under a word, whatever changes."""

    def broken(self, what, state, make):
        return UNLESS(self, what, 0 if what[0] == word and state is not None else state, make)

    return [(Changes, "unless", broken)]


def without_as_of(kept, *given):
    state = kept(*given)
    return state and state[1:]


def counts_alone(kept, *given):
    state = kept(*given)
    return state and (*state[:3], tuple(count for count, *_ in state[3]))


def without_exclusions(kept, store, planned, *given):
    return kept(store, evolve(planned, exclusions=()), *given)


def first_account(self, before, below, changed):
    joined = MERGED(self, before, below, changed)
    joined.accounts = below[0].accounts
    return joined


def merged_unnoticed(store, other, merge=TallyStore.merge):
    note, Changes.note = Changes.note, lambda *given: None
    try:
        merge(store, other)
    finally:
        Changes.note = note


NOTE, LAST, UNLESS, WRITE = Changes.note, Changes.last, Changes.unless, SavedCases.write
SHARE = sk.Share("rows", good={"ok": True})
WITHIN = sk.Within("rows", "2 hours", **ASKED)
TWO = [("feed", "rows", [post(1), post(2)]), ("feed", "rows", [post(1, ok=False)])]
OPEN = [("ask", "2026-01-10T10:00Z"), ("feed", "rows", [post(1, done=None)]), ("ask", "2026-01-10T13:00Z")]
KEYED = agreed(sk.Share("rows", good={"ok": True}, key="id"))
CASES = [("feed", "rows", [post(1, id=number) for number in range(1, 7)]), ("feed", "rows", [post(1, 9, id=5, ok=False)])]
AHEAD = (
    agreed(sk.Within("rows", "1 day", **ASKED, key="id", pauses="holds")),
    [
        ("ask", "2026-01-10T12:00Z"),
        ("feed", "rows", [post(1, id=1, done=None, holds="2026-01-11T00:00:00+00:00/2026-01-12T00:00:00+00:00")]),
        ("ask", "2026-01-13T00:00Z"),
    ],
)
TAKEN, MERGED, PUT = KeyedRecords.take_changed, CaseParts._merged, case_parts._put
BREAKS = {  # what is put in the place of what, the agreement, and the steps after which an answer is stale
    "a cell that is forgotten": ([(Changes, "note", lambda *given: None)], agreed(SHARE), TWO),
    "the wrong cell": ([(Changes, "note", lambda self, index, group, cell: NOTE(self, index, group, cell + 1))], agreed(SHARE), TWO),
    "the wrong group": (
        [(Changes, "note", lambda self, index, group, cell: NOTE(self, index, ("b",), cell))],
        agreed(sk.Count("rows").by("site")),
        [("feed", "rows", [post(1, site="a")]), ("feed", "rows", [post(1, site="a")])],
    ),
    "a stale deadline": (
        [(TallyStore, "last_change", lambda self, index, group, cell, as_of: (0, self.changes.last(index, group, (cell,))))],
        agreed(WITHIN),
        OPEN,
    ),
    "a stale budget": (rests_on(without_as_of), agreed(WITHIN), OPEN),
    "a stale cut": (
        rests_on(without_exclusions),
        agreed(sk.Uptime("rows"), exclusions=[sk.Exclusion("quiet", applies_to="rows")]),
        [
            ("feed", "quiet", []),
            ("feed", "rows", [{"start": "2026-01-10T09:00Z", "end": "2026-01-11T09:00Z"}]),
            ("feed", "quiet", [{"start": "2026-01-10T00:00Z", "end": "2026-01-13T00:00Z"}]),
        ],
    ),
    "a stale history": ([(Changes, "note_looking_back", lambda *given: None)], agreed(sk.kpis.Growth(sk.Count("rows"))), TWO),
    "a stale row that could not be read": (
        rests_on(counts_alone),
        agreed(SHARE),
        [("feed", "rows", [post(1)]), ("feed", "rows", [post(1) | {"at": "soon"}])],
    ),
    "a stale month before": (
        [(Changes, "last", lambda self, index, group, cells=None: LAST(self, index, group, cells or ()))],
        agreed(sk.Checks("rows", ok={"ok": True}, count="time")),
        [("feed", "rows", [post(1), post(2)]), ("feed", "rows", [post(1, 31, ok=False)])],
    ),
    "a part that is forgotten": ([(KeyedRecords, "take_changed", lambda self, use: set())], KEYED, CASES),
    "the wrong part": ([(KeyedRecords, "take_changed", lambda self, use: {1} if TAKEN(self, use) else set())], KEYED, CASES),
    "a part that is not joined": ([(CaseParts, "_merged", lambda self, before, below, _: MERGED(self, before, below, ()))], KEYED, CASES),
    "a case that left its month and stays": (
        [(case_parts, "_put", lambda cells, group, cell, value: None if value is None else PUT(cells, group, cell, value))],
        KEYED,
        [("feed", "rows", [post(3, id=1), *(post(2, id=number) for number in range(2, 5))]), ("feed", "rows", [post(1, id=1)])],
    ),
    "a pause that lay ahead": ([(case_parts, "_steady", lambda *given: True)], *AHEAD),
    "parts as of another instant": ([(CaseParts, "stand", lambda *given: True)], *AHEAD),
    "a measure that is kept": (always("measure"), agreed(SHARE), TWO),
    "a line that is kept": (always("line"), agreed(SHARE), TWO),
    "a line that rests on earlier ones": (
        [(line_sequence, "_rests_on_more", lambda planned: False)],
        evolve(agreed(SHARE), objectives=[sk.Objective("o", SHARE, "at least 10 %", silence="carry")]),
        [("feed", "rows", [post(1)]), ("feed", "rows", [post(1, ok=False)])],
    ),
    "a count of open timers that is kept": (always("open"), agreed(WITHIN), OPEN),
    "a part of the digest that is kept": (always("seal"), agreed(SHARE), TWO),
    "deadlines that are kept": (always("deadlines"), agreed(WITHIN), OPEN),
    "a deadline that is kept": (always("deadline"), agreed(WITHIN), OPEN),
    "a saved tally that is kept": (always("state"), agreed(SHARE), TWO),
    "a saved case that is kept": (
        [(SavedCases, "write", lambda self, cases, keys, timed: None if self.cases else WRITE(self, cases, keys, timed))],
        KEYED,
        CASES,
    ),
    "a saved case in the wrong order": (
        [(SavedCases, "write", lambda self, cases, keys, timed: WRITE(self, cases, keys, timed) or self.cases.reverse())],
        KEYED,
        CASES,
    ),
    "a pause that is forgotten": (
        [(case_parts, "in_parts", lambda *given: True), (read_deferred, "stray_pauses", lambda *given: ())],
        agreed(sk.Elapsed("rows", **ASKED, key="id", paused_by="holds")),
        [
            ("feed", "holds", []),
            ("feed", "rows", [post(1, id=1, done="2026-01-11T09:00Z")]),
            ("feed", "holds", [{"id": 1, "start": "2026-01-10T10:00Z", "end": "2026-01-10T12:00Z"}]),
        ],
    ),
    "an account of one part alone": (
        [(CaseParts, "_merged", first_account)],
        KEYED,
        CASES,
    ),
    "a merge that nobody notes": (
        [(TallyStore, "merge", merged_unnoticed)],
        agreed(SHARE),
        [("feed", "rows", [post(1)]), ("merge", "rows", [post(1, ok=False)])],
    ),
}


@contextmanager
def broken(patches):
    """Put breaks in, and take them out."""
    with pytest.MonkeyPatch.context() as patch:
        for where, name, wrong in patches:
            patch.setattr(where, name, wrong)
        yield


@pytest.mark.parametrize("name", BREAKS)
def test_a_break_is_seen(name, monkeypatch):
    """The law holds for the steps, and fails for them once the break is put in."""
    monkeypatch.setattr(case_parts, "PART", 2)
    monkeypatch.setattr(case_parts, "JOINED", 2)
    patches, agreement, steps = BREAKS[name]
    steps = steps if steps[0][0] == "ask" else [("ask", AS_OF), *steps]
    law(agreement, steps)
    with broken(patches), pytest.raises(AssertionError):
        law(agreement, steps)
