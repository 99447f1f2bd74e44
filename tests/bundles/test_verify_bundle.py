"""verify: what was edited is named line by line, with what is written and what was recomputed."""

import json
from datetime import datetime

import pytest
from attrs import evolve
from bundle_cases import CASES, CONTRACT, EIGHT, HOUR, LINE, OUTAGES, RECORDS, failed, manifest_with, march, resealed, rewritten, text_of

import slakit as sk
from slakit import bundles
from slakit.bundles.manifest import NAME

EARLIER_VERSION = {"slakit": "0.0.9", "Python": "3.11.0"}


@pytest.fixture
def sent(tmp_path):
    return march(tmp_path / "march.zip")


DIGEST = "digest of the statement, as its page shows it: "


@pytest.fixture
def edited(tmp_path):
    return tmp_path / "edited.zip"


def test_all_holds(sent):
    """What was checked is listed, and the answer is true; the seal is that of the bundle."""
    made = bundles.verify(sent.path)
    assert made
    titles = [check.title for check in made.checks]
    assert {"Uptime, 2026-03", "Replies [a], 2026-03", "Replies [b], 2026-03", "statement: payable", f"{OUTAGES}: SHA-256"} <= {*titles}
    assert (made.failed, made.seal, made.agreement, made.notes) == ((), sent.seal, "Hosting", ())
    assert str(made) == f"{sent.path}: Hosting: all {len(titles)} checks hold\nseal {sent.seal}\n{DIGEST}{sent.statement.digest}"
    assert made.to_dict()["digest"] == sent.statement.digest
    assert f"digest {made.digest}" in sk.REPORTS["text"].render(sent.statement)
    assert made.to_dict()["holds"] is True
    assert f"  {OUTAGES}: SHA-256: holds" in made.to_text(every=True).splitlines()


@pytest.mark.parametrize("reseal", [False, True])
def test_an_edited_statement(sent, edited, reseal):
    """A credit of 600 GBP that was written down to 60 is named, though its maker made the seal anew."""
    entries = {"statement.json": text_of(sent, "statement.json").replace('"payable": "600.00 GBP"', '"payable": "60.00 GBP"')}
    checks = failed(rewritten(sent, edited, entries, reseal))
    assert checks[-2:] == [
        "Uptime, 2026-03: payable: written 60.00 GBP, recomputed 600.00 GBP",
        "statement: payable: written 60.00 GBP, recomputed 600.00 GBP",
    ]
    assert [check.partition(" written")[0] for check in checks[:-2]] == ([] if reseal else ["statement.json: SHA-256:"])


@pytest.mark.parametrize("reseal", [False, True])
def test_an_edited_record(sent, edited, reseal):
    """An outage of eight hours that is written as one: 480 of 44,580 minutes are 1.08 %, below 99 %, and 10 % are owed."""
    checks = failed(rewritten(sent, edited, {OUTAGES: f"{EIGHT}\n"}, reseal))
    assert "Uptime, 2026-03: payable: written 600.00 GBP, recomputed 1200.00 GBP" in checks
    assert any(check.startswith(f"{OUTAGES}: digest of records: written ") for check in checks)
    assert any(check.startswith(f"{OUTAGES}: SHA-256: ") for check in checks) is not reseal
    assert not any(check.startswith("Replies") for check in checks)


@pytest.mark.parametrize("reseal", [False, True])
def test_an_edited_contract(sent, edited, reseal):
    """A target that was lowered to 98 %: an hour of 743 met it."""
    checks = failed(rewritten(sent, edited, {"contract.json": text_of(sent, "contract.json").replace('99.9 %",\n', '98 %",\n')}, reseal))
    assert "Uptime, 2026-03: outcome: written missed, recomputed met" in checks
    assert any(check.startswith("contract.json: SHA-256: ") for check in checks) is not reseal


def test_a_line_that_is_gone_and_one_that_is_new(sent, edited):
    """Each is named by its objective, group and period."""
    data = json.loads(text_of(sent, "statement.json"))
    data["lines"][1]["group"] = "c"
    checks = failed(rewritten(sent, edited, {"statement.json": json.dumps(data, indent=2) + "\n"}, reseal=True))
    assert checks == [
        "Replies [a], 2026-03: written no line, recomputed a line",
        "Replies [c], 2026-03: written a line, recomputed no line",
        "statement: order of lines: written Uptime, 2026-03; Replies [c], 2026-03; Replies [b], 2026-03, "
        "recomputed Uptime, 2026-03; Replies [a], 2026-03; Replies [b], 2026-03",
    ]


def with_statement(sent, path, change, wrap=lambda data: data):
    """A file whose statement was changed as data, with all sums made anew."""
    data = json.loads(text_of(sent, "statement.json"))
    change(data)
    return resealed(sent, path, {"statement.json": json.dumps(wrap(data), indent=2, ensure_ascii=False) + "\n"})


@pytest.mark.parametrize(
    ("change", "check"),
    [
        (lambda data: data.update(note="agreed"), "statement: note: written agreed, recomputed nothing"),
        (lambda data: data.update(note=None), "statement: note: written null, recomputed nothing"),
        (lambda data: data["lines"][0].update(note=None), "Uptime, 2026-03: note: written null, recomputed nothing"),
        (lambda data: data["lines"][0].pop("projected"), "Uptime, 2026-03: projected: written nothing, recomputed null"),
        (lambda data: data["lines"][0]["measure"].update(note=0), "Uptime, 2026-03: measure.note: written 0, recomputed nothing"),
        (lambda data: data["lines"].reverse(), "statement: order of lines: written Replies [b], 2026-03; "),
        (lambda data: data["lines"].insert(0, data["lines"][0]), "Uptime, 2026-03, line 2: written a line, recomputed no line"),
        (lambda data: data.pop("nature"), "statement: nature: written nothing, recomputed "),
    ],
)
def test_all_of_a_statement_is_compared(sent, edited, change, check):
    """What is written in it and has no figure, what is not there, and what is there twice."""
    assert any(one.startswith(check) for one in failed(with_statement(sent, edited, change)))


def test_a_closed_statement_in_its_place(sent, edited):
    """Under a seal of its own there is room for more: it is named, and what is there besides is not accepted."""
    closed = json.loads(bundles.read_bundle(sent.path).statement.close().to_json())
    assert failed(with_statement(sent, edited, lambda data: None, lambda data: closed)) == [
        "statement.json: form: written in another form, recomputed as slakit writes it"
    ]
    (check,) = failed(with_statement(sent, edited, lambda data: None, lambda data: {**closed, "payable": "0.00 GBP", "note": "agreed"}))
    assert "'payable' is not a key of a closed statement" in check
    assert "'note' is not a key of a closed statement" in check


@pytest.mark.parametrize(
    ("name", "text", "check"),
    [
        ("contract.json", "{", "contract.json: written a contract, recomputed unreadable: "),
        ("statement.json", "[1, 2]", "statement.json: written a statement, recomputed unreadable: list is not a statement"),
        ("statement.json", '{"lines": [7]}', "line 1: written a line, recomputed no line"),
        (OUTAGES, "[]\n", f"records: written records of the contract, recomputed {OUTAGES}:1 is not a record (no table)"),
        (OUTAGES, '{"start":{"fraction":"1e999999999"}}\n', f"{OUTAGES}:1 is not a record (fraction '1e999999999' is no number)"),
        (OUTAGES, '{"start":{"day":["2026-03-01","x",null]}}\n', f"{OUTAGES}:1 is not a record (day "),
        (OUTAGES, '{"start":{"nothing":1}}\n', f"{OUTAGES}:1 is not a record ('nothing')"),
        (OUTAGES, f"{'[' * 100_000}\n", f"{OUTAGES}:1 is not a record ("),
    ],
)
def test_entries_that_are_unreadable(sent, edited, name, text, check):
    """What an edit made unreadable does not hold, and its place is named."""
    assert any(check in one for one in failed(rewritten(sent, edited, {name: text})))


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        ("statement.json", "{", '{"payable": "0.00 GBP",', "payable"),
        ("statement.json", '"name": "Uptime"', '"payable": "0.00 GBP", "name": "Uptime"', "lines[0].payable"),
        (OUTAGES, "{", '{"end":"2026-03-10T10:01:00Z",', "end"),
    ],
)
def test_a_key_that_stands_twice(sent, edited, name, old, new, place):
    """Of two amounts a person reads the first and a program the second: neither counts."""
    changed = text_of(sent, name).replace(old, new, 1)
    checks = failed(resealed(sent, edited, {name: changed}))
    assert len(checks) == 1
    assert place in checks[0]
    assert "twice" in checks[0]


def test_a_key_of_the_list_or_the_contract_that_stands_twice(sent, edited):
    """The bundle is refused, as one cannot say what it lists or agrees."""
    with pytest.raises(sk.errors.ContractError, match=r"contract\.json: .*fee: is written twice"):
        bundles.verify(rewritten(sent, edited, {"contract.json": '{"fee": "1 GBP",' + text_of(sent, "contract.json")[1:]}, reseal=True))
    with pytest.raises(
        sk.errors.UsageError, match=r"manifest\.json is not JSON that can be read \(streams\[1\]\.records is written twice\)"
    ):
        bundles.verify(
            rewritten(sent, edited, {NAME: text_of(sent, NAME).replace('"stream": "outages"', '"records": 0, "stream": "outages"')})
        )


def test_a_manifest_that_was_changed(sent, edited):
    """Its seal, and its form, show it: another version, another instant, a space."""
    other = manifest_with(sent, edited, lambda data: data["made_by"].update(slakit="0.0.1"))
    assert [one.partition(":")[0] for one in failed(other)] == [NAME]
    spaced = rewritten(sent, edited, {NAME: text_of(sent, NAME).replace('"history": 0', '"history":  0')})
    assert failed(spaced) == [f"{NAME}: seal: written {sent.seal}, recomputed a manifest as slakit writes it"]
    later = rewritten(sent, edited, {}, reseal=True, as_of="2026-04-02T00:00:00+01:00")
    assert "statement: as_of: written 2026-04-01T00:00:00+01:00, recomputed 2026-04-02T00:00:00+01:00" in failed(later)
    no_period = rewritten(sent, edited, {}, reseal=True, period="1990-01")
    assert failed(no_period)[0].startswith("statement.json: written a statement of these records, recomputed none: period='1990-01' lies")


def test_another_version_is_stated(sent, edited):
    """It is no fault: the figures are recomputed by this one."""
    made = bundles.verify(rewritten(sent, edited, {}, reseal=True, made_by={**sent.made_by, **EARLIER_VERSION}))
    assert made
    here = sent.made_by
    assert (
        made.notes == (f"made with other versions: slakit 0.0.9, here {here['slakit']}; Python 3.11.0, here {here['Python']}",)
        or here["Python"] == "3.11.0"
    )


def test_digests_want_the_records(tmp_path):
    """No record is in the file; with the records all of it is recomputed."""
    sent = march(tmp_path / "march.zip", records_as="digests")
    assert not any(b"2026-03-10T10" in content for name, content in sent.entries.items() if name.startswith("digests"))
    with pytest.raises(sk.errors.UsageError, match="holds digests of its records; write the records too"):
        bundles.verify(sent.path)
    with pytest.raises(sk.errors.UsageError, match="holds digests of 'cases'; write its records too"):
        bundles.verify(sent.path, {"outages": []})
    with pytest.raises(sk.errors.UsageError, match="'desk' is not a stream of"):
        bundles.verify(sent.path, {**RECORDS, "desk": []})
    with pytest.raises(sk.errors.UsageError, match="list, not records by stream"):
        bundles.verify(sent.path, [HOUR])
    with pytest.raises(sk.errors.UsageError, match="not the records; ask for them"):
        sent.records()
    assert bundles.verify(sent.path, {name: rows[::-1] for name, rows in RECORDS.items()})


def test_digests_name_what_differs(tmp_path):
    """A record that only one side has, and what the statement comes to with those that are given."""
    sent = march(tmp_path / "march.zip", records_as="digests")
    checks = failed(sent.path, {"outages": [{**HOUR, "end": "2026-03-10T18:00Z"}], "cases": CASES})
    assert checks[:3] == [
        f"digests/outages.txt: a record of the given ones alone: written nothing, recomputed {EIGHT}",
        # printf '%s' LINE | sha256sum
        "digests/outages.txt: a record of the bundle alone: "
        "written bcb2b0630d8b9a257791ca1218b2c70e27590248482d0ce3b8169e78d8811472, recomputed nothing",
        "digests/outages.txt: the given records: written 1, recomputed 0 of them",
    ]
    assert "statement: payable: written 600.00 GBP, recomputed 1200.00 GBP" in checks


def test_own_records_are_compared(sent):
    """With the records of a bundle that has some: what differs, while its statement holds."""
    assert bundles.verify(sent.path, {"outages": [{name: datetime.fromisoformat(at) for name, at in HOUR.items()}]})
    assert failed(sent.path, {"outages": [HOUR, HOUR]}) == [
        f"{OUTAGES}: a record of the given ones alone: written nothing, recomputed {LINE}",
        f"{OUTAGES}: the given records: written 1, recomputed 1 of them",
    ]
    assert failed(sent.path, {"outages": []})[0] == f"{OUTAGES}: a record of the bundle alone: written {LINE}, recomputed nothing"


def test_words_of_ones_own(tmp_path):
    """A bundle whose contract has them wants them again."""

    @sk.metric("cases", at="opened")
    def half(rows):
        return sk.quantity("50 %").base

    contract = evolve(CONTRACT, objectives=[sk.Objective("Half", half, "at least 40 %")])
    with pytest.raises(sk.errors.UsageError, match=r"the contract cannot be bundled: .*half"):
        march(tmp_path / "march.zip", {"cases": CASES}, contract)
    words = sk.STANDARD | {"half": half}
    sent = march(tmp_path / "march.zip", {"cases": CASES}, contract, vocabulary=words)
    assert bundles.verify(sent.path, vocabulary=words)
    with pytest.raises(sk.errors.ContractError, match=r"march\.zip: contract\.json: .*'half'"):
        bundles.verify(sent.path)
