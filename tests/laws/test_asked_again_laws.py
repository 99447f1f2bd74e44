"""A monitor that is asked after every step keeps what did not change: its answers are those of one that is asked once."""

import pytest
import test_m1_families as families
from asked_again import law
from attrs import evolve
from hypothesis import given, settings, strategies as st
from test_m1_order import EXAMPLES, FIELDS as CASE_FIELDS, METRICS, TARGETS, WINDOWS, case_rows, instants_of, outage_rows, written

import slakit as sk
from slakit.engine.tally import case_parts


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    """So small that a few cases make a tree of several levels."""
    monkeypatch.setattr(case_parts, "PART", 2)
    monkeypatch.setattr(case_parts, "JOINED", 2)


KEYED = {"key": "id", "updated": "changed"}
ALL = METRICS | families.ALL | {
    "due and keyed": sk.OnTime("cases", due="due", done="replied", **KEYED).by("team"),
    "within and keyed": sk.Within("cases", "3 hours", since="asked", until="replied", **KEYED),
}  # fmt: skip
PENALTIES = [sk.Flat("1 %"), sk.Flat("1 %").only_if(misses=(2, 6))]
FIELDS = CASE_FIELDS | families.KNOWN | {"rows": families.FIELDS, "claims": ("at", "objective", "period")}
FIELDS |= {"duties": ("at", "duty", "period"), "rights": ("at", "right")}
SETTLEMENTS = [sk.Settlement(), sk.Settlement(cap="5 %"), sk.Settlement(cap="5 %", claims=sk.Claims("30 days"))]


ALL_KEYED = {name: metric for name, metric in ALL.items() if all(reading.key is not None for reading in metric.parts())}


@st.composite
def agreements(draw, name, metrics):
    """Some metrics under one window, with or without exclusions, penalties, a cap, claims and duties."""
    window, first, last = WINDOWS[name]
    chosen = draw(st.lists(st.sampled_from(sorted(metrics)), min_size=1, max_size=4, unique=True))
    objectives = [
        sk.Objective(
            word,
            ALL[word],
            TARGETS.get(ALL[word].unit, f"at least 1 {ALL[word].unit}"),
            window=window,
            penalty=draw(st.none() | st.sampled_from(PENALTIES)),
            silence=draw(st.sampled_from(["no data", "carry"])),
            duties=draw(st.sampled_from([[], [families.CURE]])),
        )
        for word in chosen
    ]
    objectives += [evolve(one, window=window) for one in draw(st.sampled_from([[], families.BY_VALUE]))]
    streams = {reading.stream for one in objectives for reading in one.metric.parts()}
    return sk.Agreement(
        "Again",
        provider="P",
        customer="C",
        term=(first, last),
        timezone="Europe/London",
        fee="1000 GBP",
        objectives=objectives,
        exclusions=[one for one in draw(st.sampled_from([[], families.EXCLUSIONS])) if one.applies_to in streams],
        settlement=draw(st.sampled_from(SETTLEMENTS)),
    )


def rows_of(name):
    """Rows of each stream."""
    when = written(instants_of(name))
    quiet = families.quiet_rows(name)
    stated = {"at": instants_of(name)}
    claimed = {"objective": st.sampled_from(sorted(ALL)), "period": st.just("2026-03")}
    return {
        "cases": st.builds(lambda row, key: row | {"id": key or row["id"]}, case_rows(when), st.none() | st.integers(5, 12)),
        "outages": outage_rows(when),
        "rows": case_rows(when).map(lambda case: families.law_rows([case])[0]),
        "quiet": quiet.map(lambda rows: rows["quiet"]).filter(bool).map(lambda rows: rows[0]),
        "holds": quiet.map(lambda rows: rows["holds"]).filter(bool).map(lambda rows: rows[0]),
        "claims": st.fixed_dictionaries(stated, optional=claimed),
        "duties": st.fixed_dictionaries(stated | {"duty": st.just("Cure")}),
        "rights": st.fixed_dictionaries(stated | {"right": st.just("terminate")}),
    }


@st.composite
def steps(draw, name, streams):
    """What happens to a monitor: rows come, alone or together, late, again with other values, by another monitor; it is saved and asked."""
    rows, when = rows_of(name), instants_of(name)
    fed = [(stream, dict.fromkeys(FIELDS[stream])) for stream in streams]
    made = [("ask", draw(st.none() | when)), *(("at once", stream, [row]) for stream, row in fed)]
    for _ in range(draw(st.integers(2, 8))):
        word = draw(st.sampled_from(["feed", "feed", "feed", "at once", "merge", "again", "again", "ask", "copy", "remove"]))
        if word == "ask":
            made.append(("ask", draw(st.none() | when), draw(st.sampled_from([None, None, "first"]))))
        elif word == "copy":
            made.append(("copy", draw(st.sampled_from(["saved", "deepcopy"]))))
        elif word == "remove":
            made.append(("remove", draw(st.sampled_from(streams)), draw(st.sampled_from([1, 3, "4"]))))
        elif word == "again":
            stream, row = draw(st.sampled_from(fed))
            other, names = draw(rows[stream]), draw(st.lists(st.sampled_from(sorted(row)), max_size=3))
            some = [row | {one: other[one] for one in names if one in other and one != "id"}]
            fed.append((stream, some[0]))
            made.append(("feed", stream, some))
        else:
            stream = draw(st.sampled_from(streams))
            some = draw(st.lists(rows[stream], max_size=4))
            fed += [(stream, row) for row in some]
            made.append((word, stream, some))
    return made


@pytest.mark.parametrize("name", ["monthly", *(pytest.param(word, marks=pytest.mark.slow) for word in ("daily", "rolling", "whole term"))])
@pytest.mark.parametrize("metrics", [ALL, ALL_KEYED], ids=["all", "keyed"])
def test_asked_after_every_step(name, metrics):
    """Statement, deadlines and state after each step are those of a monitor that has the same records and is asked for the first time."""

    @settings(max_examples=EXAMPLES * 2)
    @given(st.data())
    def asked(data):
        agreed = data.draw(agreements(name, metrics))
        law(agreed, data.draw(steps(name, agreed.streams)))

    asked()
