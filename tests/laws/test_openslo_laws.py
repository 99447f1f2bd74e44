"""Laws of OpenSLO: what is written is read back, nothing is dropped in silence, and what is wrong ends in slakit's own errors."""

import copy
import json

import pytest
from hypothesis import given, strategies as st
from openslo_cases import PUBLISHED, SLIS, TERM

import slakit as sk
from slakit.documents.openslo.slo_texts import slo_texts

yaml = pytest.importorskip("yaml")

SHARES = st.integers(0, 99_999).map(lambda figure: f"{figure // 1000}.{figure % 1000:03} %")
FILTERS = st.sampled_from(
    [{"status": "< 500"}, {"ms": "<= 0.125"}, {"up": True}, {"tone": ["good", "no"], "ms": "> 3"}, {"code": "!= 5"}, {"n": -7}]
)
THRESHOLDS = SHARES.filter(lambda text: text != "0.000 %").map(lambda text: f"at least {text}")
UNITS = ["day", "week", "month", "quarter", "year"]
STREAMS = st.sampled_from(["requests", "on", "page views", "3", "é: #1", "null"])
COUNTS = st.integers(1, 400)
WINDOWS = st.one_of(
    st.builds(lambda count, unit: sk.rolling(f"{count} {unit}s"), COUNTS, st.sampled_from(["hour", *UNITS])),
    st.builds(
        lambda count, unit, day, hour, tz: sk.every(count, unit, anchor=f"2022-01-{day:02} {hour:02}:00", tz=tz),
        st.integers(1, 3), st.sampled_from(UNITS), st.integers(1, 28), st.integers(0, 23),
        st.sampled_from([None, "America/New_York"]),
    ),
    st.sampled_from([sk.daily(), sk.weekly(), sk.weekly("sun"), sk.monthly(), sk.quarterly(), sk.yearly(anchor="2026-04-06")]),
)  # fmt: skip
METRICS = st.one_of(
    st.builds(lambda stream, good, at: sk.Share(stream, good=good, at=at), STREAMS, FILTERS, st.sampled_from(["at", "time of day"])),
    st.builds(lambda stream, good, where: sk.Share(stream, good=good, where=where), STREAMS, FILTERS, FILTERS),
    st.builds(
        lambda stream, good, minutes, threshold: sk.Slices(stream, good=good, per=f"{minutes} min", threshold=threshold),
        STREAMS, FILTERS, st.sampled_from([2, 5, 60]), st.none() | THRESHOLDS,
    ),
)  # fmt: skip
NAMES = st.sampled_from(["Up", "Up: inner", "no", "Reply time, £", "4.1"])
CLAUSES = st.sampled_from(["up", "4.1", "a-b"])


def periods(window):
    """The periods of a window in the term."""
    return [period.span for period in window.within("Europe/London").periods(sk.Span(f"{TERM[0]}T00:00Z", f"{TERM[1]}T00:00Z"))]


@given(
    st.lists(st.tuples(NAMES, METRICS, SHARES, WINDOWS, CLAUSES), min_size=1, max_size=4, unique_by=lambda one: one[0]),
    st.sampled_from(["yaml", "json"]),
)
def test_written_and_read(parts, form):
    """Name, metric, target and periods come back as they were, with nothing assumed but what slices and rolling windows leave open."""
    objectives = [
        sk.Objective(name, metric, f"at least {share}", window=window, clause=clause) for name, metric, share, window, clause in parts
    ]
    made = sk.Agreement("A", provider="P", customer="C", term=TERM, timezone="Europe/London", objectives=objectives)
    out = sk.openslo.write_slos(made, form)
    back = sk.openslo.read_slos(out.text, term=TERM, timezone="Europe/London", provider="P", customer="C", name="A").agreement
    read = {one.name: (one.metric, one.target, periods(one.window)) for one in back.objectives}
    assert read == {one.name: (one.metric, one.target, periods(one.window)) for one in made.objectives}
    assert not [loss for loss in out.losses if loss.location.startswith("objectives") and not loss.location.endswith(".clause")]


OBJECTS = {
    name: [part.data for part in slo_texts(text, "yaml")]
    for name, text in {**PUBLISHED, "slis": SLIS + "---\n" + PUBLISHED["inlined"]}.items()
}


def tables(value, path=()):
    """The paths of all tables that are read, and not handed on to a source of metrics."""
    if isinstance(value, dict):
        yield path
        for key, part in value.items():
            if key not in ("metricSource", "labels", "annotations"):
                yield from tables(part, (*path, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from tables(part, (*path, index))


def at(value, path):
    for step in path:
        value = value[step]
    return value


def text_of(data):
    return json.dumps(data, default=float)


def losses(data):
    return [str(loss) for loss in sk.openslo.read_slos(text_of(data), term=TERM).losses]


@pytest.mark.parametrize("name", PUBLISHED)
def test_nothing_is_dropped_in_silence(name):
    """A key more, at any table of a document, is one loss more, which names it."""
    [data] = OBJECTS[name]
    before = losses(data)
    for path in tables(data):
        more = copy.deepcopy(data)
        at(more, path)["surprise"] = "x"
        after = losses(more)
        assert len(after) == len(before) + 1
        assert sum("surprise" in loss for loss in after) == 1


JUNK = st.sampled_from(
    [None, "", "x", 0, -1, 10**30, 0.5, True, [], {}, ["x"], {"x": 1}, "1m", "9999999999Y", "2022-13-01", [[]], "Europe/Nowhere", "\x00"]
)


@given(st.sampled_from([*OBJECTS]), st.data())
def test_only_own_errors(name, data):
    """Whatever a value is replaced with, and whatever is taken away, the text is read or refused in words."""
    objects = copy.deepcopy(OBJECTS[name])
    for _ in range(data.draw(st.integers(1, 4))):
        value, steps = objects, []
        while isinstance(value, dict | list) and value and (not steps or data.draw(st.booleans(), label="deeper") or len(steps) < 2):
            steps.append(data.draw(st.sampled_from([*value] if isinstance(value, dict) else [*range(len(value))])))
            value = value[steps[-1]]
        parent = at(objects, steps[:-1])
        if data.draw(st.booleans(), label="taken away"):
            del parent[steps[-1]]
        else:
            parent[steps[-1]] = copy.deepcopy(data.draw(JUNK))
        if not objects:
            return
    for one in objects:
        made = read_or_refused(one)
        assert made is None or sk.loads(sk.dumps(made)) == made


def read_or_refused(data):
    """The agreement of a document, or None where it is refused in words."""
    try:
        return sk.openslo.read_slos(text_of(data), term=TERM).agreement
    except sk.errors.SlakitError as error:
        problems = error.problems
    assert problems
    assert all(problem.strip() for problem in problems)
    return None


@given(st.text(max_size=200))
def test_any_text(text):
    """A text of any signs is no crash."""
    for form in ("yaml", "json", None):
        with pytest.raises(sk.errors.SlakitError):
            sk.openslo.read_slos(text, term=TERM, format=form)
