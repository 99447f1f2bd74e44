"""That every bundle verifies, whatever the contract and the records, and that no byte of one can be changed without notice."""

import json
from itertools import count
from pathlib import Path

import pytest
from attrs import evolve

import slakit as sk
from slakit import bundles, testing as skt

pytest.importorskip("hypothesis")
from bundle_cases import resealed, rewritten
from hypothesis import Phase, assume, given, settings, strategies as st
from test_m1_order import EXAMPLES, METRICS, WINDOWS, agreement_of, fed, instants_of, records

from slakit.bundles.manifest import _text, json_entry
from slakit.metrics.record import canonical

NAMES = count()
GENERATE = [Phase.generate]  # a contract that fails is long however it is cut


@pytest.fixture(scope="module")
def new_path(tmp_path_factory):
    """Another path for each bundle."""
    folder = tmp_path_factory.mktemp("bundles")
    return lambda: folder / f"{next(NAMES)}.zip"


def verified(path, given_records=None):
    made = bundles.verify(path, given_records)
    assert made, made.to_text()
    path.unlink()


@pytest.mark.slow
@settings(max_examples=2 * EXAMPLES, phases=GENERATE)
@given(st.data())
def test_every_bundle_verifies(new_path, data):
    """Of any contract, with records or with their digests, and equal ones have equal bytes."""
    contract = data.draw(skt.contracts())
    given_records = data.draw(skt.records_for(contract, period="2026-03"))
    statement = sk.evaluate(contract, given_records, period="2026-03")
    paths = [new_path(), new_path(), new_path()]
    for path, form in zip(paths, ("records", "records", "digests"), strict=True):
        backwards = {stream: rows[::-1] for stream, rows in reversed(given_records.items())} if path == paths[1] else given_records
        bundles.bundle(statement, backwards, path, agreement=contract, records_as=form)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    verified(paths[0])
    verified(paths[1], given_records)
    verified(paths[2], given_records)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["daily", "monthly"])
def test_records_that_cannot_be_read(new_path, name):
    """Of every metric, with rows that have faults, as of any instant: they come out of the bundle as they went in."""
    contract = agreement_of(*WINDOWS[name], {word: metric for word, metric in METRICS.items() if "function" not in word})

    @settings(max_examples=EXAMPLES, phases=GENERATE)
    @given(records(name), st.none() | instants_of(name))
    def law(drawn, as_of):
        rows = fed(name, drawn)
        statement, path = sk.evaluate(contract, rows, as_of=as_of), new_path()
        bundles.bundle(statement, rows, path, agreement=contract)
        verified(path)

    law()


CONTRACT = sk.Agreement(
    "Hosting",
    provider="Brightside",
    customer="Acme",
    term=("2026-01-01", "2027-01-01"),
    timezone="Europe/London",
    fee="12000 GBP",
    objectives=[
        sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Tiered({"99.9 %": "5 %", "99 %": "10 %"})),
        sk.Objective("Replies", sk.Within("cases", "2 hours", since="opened", until="closed", key="id").by("team"), "at least 90 %"),
    ],
)
RECORDS = {
    "outages": [{"start": "2026-03-10T10:00Z", "end": "2026-03-10T11:00Z"}],
    "cases": [
        {"id": 1, "opened": "2026-03-10T10:00Z", "closed": "2026-03-10T11:00Z", "team": "a"},
        {"id": 2, "opened": "soon", "team": "b"},
    ],
}


@pytest.fixture(scope="module", params=["records", "digests"])
def sent(request, tmp_path_factory):
    """The bytes of a bundle, and what verifies it."""
    path = tmp_path_factory.mktemp("sent") / "march.zip"
    statement = sk.evaluate(CONTRACT, RECORDS, period="2026-03")
    bundles.bundle(statement, RECORDS, path, agreement=CONTRACT, records_as=request.param)
    return path.read_bytes(), None if request.param == "records" else RECORDS


@settings(max_examples=10 * EXAMPLES)
@given(st.data())
def test_every_change_of_a_byte_is_noticed(sent, new_path, data):
    """Of any entry or of the file around them: something does not hold, or the file is refused with slakit's own error."""
    content, own = sent
    at = data.draw(st.integers(0, len(content) - 1))
    changed = content[:at] + bytes([content[at] ^ data.draw(st.integers(1, 255))]) + content[at + 1 :]
    assert not holds(new_path(), changed, own)


@settings(max_examples=3 * EXAMPLES)
@given(st.data())
def test_every_cut_is_noticed(sent, new_path, data):
    """A file that lacks its end, or has more after it."""
    content, own = sent
    cut = content[: data.draw(st.integers(0, len(content) - 1))]
    assert not holds(new_path(), cut, own)
    assert not holds(new_path(), content + data.draw(st.binary(min_size=1)), own)


@settings(max_examples=10 * EXAMPLES)
@given(st.data())
def test_only_own_errors(sent, new_path, data):
    """Of a file in which a text of an entry is another, under a seal that was made anew: it is verified, or refused by slakit itself."""
    content, own = sent
    path = new_path()
    path.write_bytes(content)
    original = bundles.read_bundle(path)
    name = data.draw(st.sampled_from([name for name in original.manifest.names if original.entries[name]]))
    text = original.entries[name].decode()
    first = data.draw(st.integers(0, len(text) - 1))
    last = data.draw(st.integers(first, min(len(text), first + 40)))
    new = data.draw(st.sampled_from(TEXTS) | st.text(max_size=8).filter(lambda text: text.isprintable()))
    rewritten(original, path, {name: text[:first] + new + text[last:]}, reseal=True)
    holds(path, path.read_bytes(), own)


@pytest.fixture(scope="module", params=["alone", "with February", "February and its records"])
def resting(request, tmp_path_factory):
    """A bundle of March whose penalty rests on earlier months, or not."""
    path = tmp_path_factory.mktemp("resting") / "march.zip"
    settlement = sk.Settlement(steps=[sk.steps.Cap("700 GBP", per="yearly")])
    contract, rows = evolve(CONTRACT, settlement=settlement), {**RECORDS, "cases": RECORDS["cases"][:1]}
    before = {name: [{key: BACK.get(value, value) for key, value in row.items()} for row in of] for name, of in rows.items()}
    past = None if request.param == "alone" else sk.evaluate(contract, before, period="2026-02").close()
    if request.param == "February and its records":
        rows = {name: before[name] + rows[name] for name in rows}
    statement = sk.evaluate(contract, rows, period="2026-03", history=past)
    return bundles.bundle(statement, rows, path, agreement=contract, history=past)


BACK = {f"2026-03-10T{hour}:00Z": f"2026-02-10T{hour}:00Z" for hour in (10, 11)} | {1: 0}
VALUES = st.sampled_from([None, 0, 1, True, "", "0.00 GBP", "600.00 GBP", "met", "2026-02", "100 %", [], {}, 0.5, "a\nb"])


@settings(max_examples=20 * EXAMPLES)
@given(st.data())
def test_every_edit_is_refused_or_named(resting, new_path, data):
    """Of the parts of a statement, a record or the list, under sums that were all made anew: a bundle that is not the one that was sent
    never holds as if it were; of an earlier statement whose records are not in it the answer says another seal."""
    names = [name for name in resting.entries if name != "contract.json"]
    name = data.draw(st.sampled_from(names))
    if name.endswith(".jsonl"):
        lines = [json.loads(line) for line in resting.entries[name].decode().splitlines()]
        line = data.draw(st.integers(0, len(lines) - 1))
        lines[line] |= {data.draw(st.sampled_from(["note", "agreed", "End"])): data.draw(VALUES)}
        text = "".join(f"{canonical(one)}\n" for one in lines)
    else:
        tree = json.loads(resting.entries[name])
        tree.pop("seal", None)
        text = edited(data, tree, new=data.draw(VALUES))
    path = new_path()
    if name == "manifest.json":
        if any(text.count(key) != resting.entries[name].decode().count(key) for key in ('"timezone": null', '"log": null')):
            return  # no figure rests on them here
        rewritten(resting, path, {name: text})
    else:
        resealed(resting, path, {name: text})
    try:
        made = bundles.verify(path)
    except sk.errors.SlakitError:
        return
    was = bundles.verify(resting.path)
    assert not (made and (made.rests_on, made.notes) == (was.rests_on, was.notes)), made.to_text()


def edited(data, tree, new):
    """The text of data in which a value is another, is gone, is new, or is there twice; of the list with its seal."""
    parts = [*tables(tree)]
    table = data.draw(st.sampled_from(parts))
    keys = [*table] if isinstance(table, dict) else [*range(len(table))]
    key, what = data.draw(st.sampled_from(keys)), data.draw(st.sampled_from(["other", "gone", "more"]))
    assume(not (what == "other" and canonical(table[key]) == canonical(new)))
    if what == "other":
        table[key] = new
    elif what == "gone":
        del table[key]
    elif isinstance(table, dict):
        table["note"] = new
    else:
        table.insert(key, new)
    return _text(tree).decode() if "entries" in tree else json_entry(tree).decode()


def tables(value):
    """Every table and list that holds something."""
    if isinstance(value, dict | list) and value:
        yield value
        for part in value.values() if isinstance(value, dict) else value:
            yield from tables(part)


@pytest.mark.slow
@settings(max_examples=2 * EXAMPLES, phases=GENERATE)
@given(st.data())
def test_every_bundle_with_history_verifies(new_path, data):
    """Of any contract whose February was closed, with the records of both months or of one."""
    contract = data.draw(skt.contracts())
    february, march = (data.draw(skt.records_for(contract, period=f"2026-{month}")) for month in ("02", "03"))
    both = {name: [*february.get(name, ()), *march.get(name, ())] for name in {**february, **march}}
    try:
        past = sk.evaluate(contract, february, period="2026-02").close()
        statements = [(sk.evaluate(contract, rows, period="2026-03", history=past), rows) for rows in (march, both)]
    except sk.errors.UsageError:
        return  # a period that is not over, or records of March that change February
    for statement, rows in statements:
        path = new_path()
        bundles.bundle(statement, rows, path, agreement=contract, history=past)
        verified(path)


TEXTS = [
    "",
    "null",
    "[]",
    "{}",
    '"',
    "1e999",
    "-1",
    '{"day":["2026-03-10",1,2]}',
    '{"unread":["a","b","c"]}',
    "9999-12-31",
    "\n",
    "\\ud800",
    "NaN",
]


def holds(path: Path, content, own):
    path.write_bytes(content)
    try:
        return bool(bundles.verify(path, own))
    except sk.errors.SlakitError:
        return False
    finally:
        path.unlink()
