"""Bundled history: a bundle says which earlier statements it takes as they are, and makes those anew whose records it has.

12,000 GBP a month, 5 % for an outage of an hour: 600 GBP, and 700 GBP at most a year. Where February came to 600, March pays 100.
"""

import json

import pytest
from bundle_cases import failed, resealed, rewritten, text_of

import slakit as sk
from slakit import bundles

CONTRACT = sk.Agreement(
    "Hosting", provider="Brightside", customer="Acme", term=("2026-01-01", "2027-01-01"), timezone="UTC", fee="12000 GBP",
    objectives=[sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Tiered({"99.9 %": "5 %", "99 %": "10 %"}))],
    settlement=sk.Settlement(steps=[sk.steps.Cap("700 GBP", per="yearly")]),
)  # fmt: skip
FEBRUARY, MARCH, QUIET = ([{"start": f"2026-0{month}-10T10:00Z", "end": f"2026-0{month}-10T11:00Z"}] for month in (2, 3, 4))
HISTORY = "history/1.json"


def of(period, outages, **more):
    return sk.evaluate(CONTRACT, {"outages": outages}, period=period, **more)


@pytest.fixture
def earlier():
    return of("2026-02", FEBRUARY).close()


@pytest.fixture
def sent(tmp_path, earlier):
    """March, with February as a statement alone."""
    statement = of("2026-03", MARCH, history=earlier)
    return bundles.bundle(statement, {"outages": MARCH}, tmp_path / "march.zip", agreement=CONTRACT, history=earlier)


@pytest.fixture
def full(tmp_path, earlier):
    """March, with February as a statement and its records."""
    statement = of("2026-03", FEBRUARY + MARCH, history=earlier)
    return bundles.bundle(statement, {"outages": FEBRUARY + MARCH}, tmp_path / "full.zip", agreement=CONTRACT, history=earlier)


def test_a_statement_whose_records_are_not_there(sent, earlier):
    """Records that never were may be behind it: that all holds is said together with what it rests on, in every form."""
    assert str(sent.statement.payable) == "100.00 GBP"
    assert str(of("2026-03", MARCH).payable) == "600.00 GBP"
    made = bundles.verify(sent.path)
    assert made
    named = f"2026-02, 600.00 GBP payable, seal {earlier.seal}"
    note = f"rests on 1 statement that was not recomputed: {named}"
    assert (made.rests_on, made.notes) == ((named,), (note,))
    head = f"{sent.path}: Hosting: all {len(made.checks)} checks hold, resting on 1 statement that was not recomputed"
    digest = f"digest of the statement, as its page shows it: {sent.statement.digest}"
    assert made.to_text().splitlines() == [head, f"seal {sent.seal}", digest, f"note: {note}"]
    assert made.to_markdown().startswith(f"# {head}\n")
    assert f"- {note}\n" in made.to_markdown()
    assert (made.to_dict()["notes"], made.to_dict()["rests_on"]) == ([note], [named])


def test_several_statements(tmp_path, earlier):
    """Each is named."""
    january = of("2026-01", []).close()
    statement = of("2026-03", MARCH, history=[january, earlier])
    sent = bundles.bundle(statement, {"outages": MARCH}, tmp_path / "x.zip", agreement=CONTRACT, history=[january, earlier])
    (note,) = bundles.verify(sent.path).notes
    assert note == (
        f"rests on 2 statements that were not recomputed: 2026-01, 0.00 GBP payable, seal {january.seal}; "
        f"2026-02, 600.00 GBP payable, seal {earlier.seal}"
    )


def test_a_statement_whose_records_are_there(full, tmp_path):
    """It is made anew, and nothing is left to say; also with digests and one's own records."""
    made = bundles.verify(full.path)
    assert (bool(made), made.rests_on, made.notes) == (True, (), ())
    assert f"{HISTORY}: recomputed of its records" in [check.title for check in made.checks]
    digests = bundles.bundle(
        full.statement, {"outages": FEBRUARY + MARCH}, tmp_path / "d.zip", agreement=CONTRACT, history=full.history, records_as="digests"
    )
    assert bundles.verify(digests.path, {"outages": FEBRUARY + MARCH}).rests_on == ()


@pytest.mark.parametrize(
    ("change", "check"),
    [
        (lambda data: data["lines"][0].update(payable="0.00 GBP"), "payable was nothing, and the records fed give 600.00 GBP"),
        (lambda data: data["lines"][0].update(outcome="met"), "2026-02 was met at 99.85119 %, and the records fed give missed"),
        (
            lambda data: data["lines"][0].update(judged="99.9 %"),
            f"{HISTORY}: Uptime, 2026-02: judged: written 99.9 %, recomputed 16775/168 %",
        ),
        (lambda data: data.update(payable="0.00 GBP"), f"{HISTORY}: statement: payable: written 0.00 GBP, recomputed 600.00 GBP"),
        (lambda data: data["lines"][0].pop("judged"), f"{HISTORY}: Uptime, 2026-02: judged: written nothing, recomputed 16775/168 %"),
    ],
)
def test_a_statement_that_its_records_contradict(full, tmp_path, change, check):
    """The lines of February were written otherwise than its records have them."""
    data = json.loads(text_of(full, HISTORY))
    change(data)
    checks = failed(resealed(full, tmp_path / "x.zip", {HISTORY: json.dumps(data, indent=2) + "\n"}))
    assert any(check in one for one in checks), checks


def test_what_is_none(sent, tmp_path):
    """An entry in another form, one that is no statement, and one of another agreement do not hold."""
    data = json.loads(text_of(sent, HISTORY))
    for text, check in (
        (json.dumps(data), f"{HISTORY}: form: written in another form"),
        (json.dumps(json.loads(of("2026-02", FEBRUARY).close().to_json()), indent=2) + "\n", f"{HISTORY}: form: written in another form"),
        ('{"payable": "0.00 GBP",' + text_of(sent, HISTORY)[1:], "payable is written twice"),
        ("[]", "is not a statement"),
        (json.dumps({**data, "agreement": "Desk"}, indent=2) + "\n", "a statement of 'Desk' is no history of 'Hosting'"),
    ):
        path = rewritten(sent, tmp_path / "x.zip", {HISTORY: text}, reseal=True)
        assert any(check in one for one in failed(path)), text
        assert len(bundles.verify(path).rests_on) == 1


def test_a_bundle_that_would_not_hold_is_not_written(tmp_path):
    """An earlier statement that was changed, with the records that contradict it."""
    data = json.loads(of("2026-02", FEBRUARY).to_json())
    data["lines"][0]["judged"] = "99.9 %"
    statement = of("2026-03", FEBRUARY + MARCH, history=data)
    with pytest.raises(sk.errors.UsageError, match=r"history/1\.json: Uptime, 2026-02: judged: written 99\.9 %, recomputed"):
        bundles.bundle(statement, {"outages": FEBRUARY + MARCH}, tmp_path / "x.zip", agreement=CONTRACT, history=data)
