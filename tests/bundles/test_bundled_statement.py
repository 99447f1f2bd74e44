"""The statement of a bundle: live, closed, amended, with details, or written before; each is the one that was sent, and is recomputed."""

import json

import pytest
from bundle_cases import CONTRACT, HOUR, RECORDS, march, rewritten
from read_back import every_field

import slakit as sk
from slakit import bundles
from slakit.statements.formats import in_format

EIGHT = {**RECORDS, "outages": [{**HOUR, "end": "2026-03-10T18:00Z"}]}  # 1,200 in place of 600 GBP


def statement_of(records=RECORDS, **more):
    return sk.evaluate(CONTRACT, records, period="2026-03", **more)


def sent_of(statement, path, records=RECORDS, **more):
    return bundles.bundle(statement, records, path, agreement=CONTRACT, **more)


@pytest.fixture
def amended(tmp_path):
    """March as it was closed, and amended."""
    store = sk.stores.FolderStore(tmp_path / "statements")
    first = store.close(statement_of()).statement
    store.amend(statement_of(EIGHT), "the outage lasted longer")
    return first, store.latest()[0].statement


@pytest.mark.parametrize("details", [False, True])
def test_a_bundled_statement_is_the_live_one(tmp_path, details):
    statement = statement_of(details=details)
    sent = sent_of(statement, tmp_path / "march.zip")
    assert bundles.verify(sent.path)
    assert (sent.statement, every_field(sent.statement)) == (statement, every_field(statement))
    assert sent.statement.explain("Uptime").to_text() == statement.explain("Uptime").to_text()
    assert bundles.verify(sent.path).closed == "" == sent.statement.seal


@pytest.mark.parametrize("form", ["closed", "json", "read", "data"])
def test_verify_says_which_closed_statement_it_is(tmp_path, form):
    """However it is handed over, but as plain data, which has no seal."""
    closed = statement_of().close()
    forms = {"closed": closed, "json": closed.to_json(), "read": sk.Statement.from_json(closed), "data": statement_of().to_dict()}
    sent = sent_of(forms[form], tmp_path / "march.zip")
    made = bundles.verify(sent.path)
    seal = "" if form == "data" else closed.seal
    assert (bool(made), sent.statement.seal, made.closed) == (True, seal, seal and f"2026-03, 600.00 GBP payable, seal {seal}")
    assert made.to_dict()["closed"] == made.closed
    assert (
        (f"closed statement: {made.closed}" in made.to_text()) is (f"closed statement: {made.closed}" in made.to_markdown()) is bool(seal)
    )


def test_an_amended_one_is_named_with_the_one_that_it_stands_for(tmp_path, amended):
    first, second = amended
    sent = sent_of(second, tmp_path / "march.zip", EIGHT)
    made = bundles.verify(sent.path)
    assert made
    assert made.closed == f"2026-03, amended 1, 1,200.00 GBP payable, seal {second.seal}, in place of seal {first.seal}"
    assert sent.statement.replaces.reason == "the outage lasted longer"


def test_another_seal_and_another_result_do_not_hold(tmp_path, amended):
    """Whoever names another closed statement, or says that the line came out otherwise, and makes all check sums anew."""
    sent = sent_of(amended[1], tmp_path / "march.zip", EIGHT)
    other = rewritten(sent, tmp_path / "other.zip", {}, reseal=True, closed="0" * 64)
    assert [check.part for check in bundles.verify(other).failed] == ["closed"]
    data = json.loads(sent.entries["statement.json"])
    data["replaces"]["lines"][0]["now"] = "met"
    edited = rewritten(sent, tmp_path / "edited.zip", {"statement.json": json.dumps(data, indent=2) + "\n"}, reseal=True)
    failed = {(check.where, check.part): (check.written, check.recomputed) for check in bundles.verify(edited).failed}
    assert failed["Uptime, 2026-03", "replaces: now"] == ("met", "missed")
    assert ("manifest.json", "closed") in failed


def test_a_statement_that_was_written_before_is_verified(tmp_path):
    """Of the first format only what it has is compared; a figure of it that is edited does not hold."""
    first = in_format(statement_of().to_dict(), "slakit.statement/1")
    sent = sent_of(first, tmp_path / "march.zip")
    assert "closed" not in json.loads(sent.entries["manifest.json"])
    assert bundles.verify(sent.path)
    assert sent.statement.to_dict() == first
    edited = json.dumps(first, indent=2).replace('"payable": "600.00 GBP"', '"payable": "60.00 GBP"') + "\n"
    failed = bundles.verify(rewritten(sent, tmp_path / "edited.zip", {"statement.json": edited}, reseal=True)).failed
    assert [check.part for check in failed] == ["payable", "payable"]


def test_facts_that_were_edited_do_not_hold(tmp_path):
    """What judges and explains a line is compared as its figures are."""
    sent = march(tmp_path / "march.zip")
    data = json.loads(sent.entries["statement.json"])
    data["lines"][0]["measure"]["part"], data["lines"][0]["edges"] = "1", []
    edited = rewritten(sent, tmp_path / "edited.zip", {"statement.json": json.dumps(data, indent=2) + "\n"}, reseal=True)
    assert {check.part for check in bundles.verify(edited).failed} == {"measure.part", "edges"}


def test_details_do_not_go_where_records_do_not(tmp_path):
    """Digests keep the records out of the file, and details would let them in."""
    with pytest.raises(sk.errors.UsageError, match="a statement has details, which hold records, and records_as='digests' keeps them out"):
        sent_of(statement_of(details=True), tmp_path / "march.zip", records_as="digests")
    assert not any(tmp_path.iterdir())
