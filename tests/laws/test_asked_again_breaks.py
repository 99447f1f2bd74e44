"""The law of a monitor that is asked again sees each way in which something kept could be stale: with a break put in, it fails."""

from contextlib import contextmanager

import pytest
from asked_again import law
from attrs import evolve

import slakit as sk
from slakit.engine.statement import build_statement, measures
from slakit.engine.tally.changes import Changes
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


def without_as_of(kept, *given):
    state = kept(*given)
    return state and state[1:]


def counts_alone(kept, *given):
    state = kept(*given)
    return state and (*state[:3], tuple(count for count, *_ in state[3]))


def without_exclusions(kept, store, planned, *given):
    return kept(store, evolve(planned, exclusions=()), *given)


def merged_unnoticed(store, other, merge=TallyStore.merge):
    note, Changes.note = Changes.note, lambda *given: None
    try:
        merge(store, other)
    finally:
        Changes.note = note


NOTE, LAST = Changes.note, Changes.last
SHARE = sk.Share("rows", good={"ok": True})
TWO = [("feed", "rows", [post(1), post(2)]), ("feed", "rows", [post(1, ok=False)])]
OPEN = [("ask", "2026-01-10T10:00Z"), ("feed", "rows", [post(1, done=None)]), ("ask", "2026-01-10T13:00Z")]
BREAKS = {  # what is put in the place of what, the agreement, and the steps after which an answer is stale
    "a cell that is forgotten": ([(Changes, "note", lambda *given: None)], agreed(SHARE), TWO),
    "the wrong cell": ([(Changes, "note", lambda self, index, group, cell: NOTE(self, index, group, cell + 1))], agreed(SHARE), TWO),
    "the wrong group": (
        [(Changes, "note", lambda self, index, group, cell: NOTE(self, index, ("b",), cell))],
        agreed(sk.Count("rows").by("site")),
        [("feed", "rows", [post(1, site="a")]), ("feed", "rows", [post(1, site="a")])],
    ),
    "a stale deadline": (
        [(build_statement, "_state", lambda store, index, group, cell, as_of: (0, store.changes.last(index, group, (cell,))))],
        agreed(sk.Within("rows", "2 hours", **ASKED)),
        OPEN,
    ),
    "a stale budget": (rests_on(without_as_of), agreed(sk.Within("rows", "2 hours", **ASKED)), OPEN),
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
def test_a_break_is_seen(name):
    """The law holds for the steps, and fails for them once the break is put in."""
    patches, agreement, steps = BREAKS[name]
    steps = steps if steps[0][0] == "ask" else [("ask", AS_OF), *steps]
    law(agreement, steps)
    with broken(patches), pytest.raises(AssertionError):
        law(agreement, steps)
