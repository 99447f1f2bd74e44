"""An amended statement shows, in every form, which closed one it stands for, why, and what is to be posted."""

import json

import pytest
from read_back import differing, every_field, sheets
from statement_schema import faults, undescribed
from tested_contract import june

import slakit as sk
from slakit.reports.markdown import Markdown
from slakit.reports.text import Text
from slakit.statements.replaced import Replaced

REASON = "the outage was of <b>another</b> service"


@pytest.fixture(scope="module")
def closed(tmp_path_factory):
    """June as it was closed, with 10 % of 2,500 EUR for an uptime of 98.6 %, and amended without the outage."""
    store = sk.stores.FolderStore(tmp_path_factory.mktemp("statements"))
    first = store.close(june()).statement
    assert str(store.amend(june(outages=[]), REASON).payable) == "-250.00 EUR"
    return first, store.latest()[0].statement


def test_the_fields_of_what_it_stands_for(closed):
    first, second = closed
    statement = sk.Statement.from_json(second)
    replaced = statement.replaces
    assert (replaced, statement.seal) == (second.replaces, second.seal)
    assert (replaced.digest, replaced.seal, replaced.amendment, replaced.reason) == (first.digest, first.seal, 1, REASON)
    assert (replaced.payable, replaced.posted) == (first.payable, second.payable - first.payable)
    (line,) = replaced.lines
    assert (line.name, line.period, line.was, line.result) == ("Uptime", "2026-06", "missed at 98.611111 %", "met at 100 %")
    assert (line.credit, line.payable) == (sk.money("-250 EUR"), sk.money("-250 EUR"))
    assert str(line) == str((second - first).changes[0])
    assert (repr(line), repr(replaced)) == (
        "<ReplacedLine Uptime, 2026-06: missed at 98.611111 %, now met at 100 %; -250.00 EUR to post>",
        f"<Replaced amendment 1 of {first.digest[:12]}: -250.00 EUR to post>",
    )


def test_it_is_read_back_and_fits_the_schema(closed):
    pytest.importorskip("jsonschema")
    statement = sk.Statement.from_json(closed[1])
    data = json.loads(statement.to_json())
    again = sk.Statement.from_json(json.dumps(data))
    assert (again, again.seal) == (statement, "")
    assert every_field(again.replaces) == every_field(statement.replaces)
    assert {*differing(again, statement)} <= {"text", "markdown", "html", "workbook"}  # in which the seal stands
    assert (faults(data), undescribed(data)) == ([], set())
    assert again.close() == closed[1]


def test_the_text_says_so(closed):
    first, second = closed
    statement = sk.Statement.from_json(second)
    for text in (" ".join(Text().render(statement).split()), Markdown().render(statement).replace("\\", ""), statement.to_text()):
        assert f"amendment 1: stands for the statement of digest {first.digest}, seal {first.seal}, {first.payable.show()} payable" in text
        assert f"reason: {REASON}" in text.replace("&lt;", "<").replace("&gt;", ">")
        assert "amended: Uptime, 2026-06: missed at 98.611111 %, now met at 100 %; -250.00 EUR to post" in text
        assert "to post: -250.00 EUR" in text
    assert second.seal in Text().render(statement)
    assert "amendment" not in Text().render(sk.Statement.from_json(first))
    assert "seal" not in Text().render(june())


def test_the_workbook_has_a_sheet_of_it(closed):
    """Amounts are numbers; a statement that is not amended has no such sheet, and one that is not closed no seal."""
    first, second = closed
    made = {sheet.name: sheet for sheet in sheets(sk.Statement.from_json(second))}
    about = {name.value: cell.value for name, cell in made["Statement"].rows}
    assert (about["seal of the closed statement"], about["Seal of the statement replaced"]) == (second.seal, first.seal)
    assert (about["Amended statement"], about["Reason"], about["To post"]) == ("Amendment 1", REASON, -250)
    (row,) = (dict(zip(made["Amended statement"].head, row, strict=True)) for row in made["Amended statement"].rows)
    assert (row["objective"].value, row["before"].value, row["Now"].value) == ("Uptime", "Missed, 98.611111\u00a0%", "Met, 100\u00a0%")
    assert (row["To post: credit"].value, row["To post: payable"].value) == (-250, -250)
    assert [sheet.name for sheet in sheets(june())][:2] == ["Statement", "Lines"]
    assert "seal of the closed statement" not in {name.value for name, _ in sheets(june())[0].rows}


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_the_page_shows_it(closed, language):
    """Digest and seal of both, the reason, escaped, and the amount to post."""
    pytest.importorskip("jinja2")
    first, second = closed
    page = sk.Statement.from_json(second).to_html(language)
    texts = (first.digest, first.seal, second.digest, second.seal, "the outage was of &lt;b&gt;another&lt;/b&gt; service", 'id="amended"')
    assert [text for text in texts if text not in page] == []
    assert 'id="amended"' not in sk.Statement.from_json(first).to_html(language)


def test_a_second_amendment_stands_for_the_first(tmp_path):
    store = sk.stores.FolderStore(tmp_path)
    store.close(june())
    store.amend(june(outages=[]))
    assert not store.amend(june(outages=[]), "the same again").changes
    store.amend(june(), "the outage was ours after all")
    first, amended, again = (entry.statement for entry in store.entries())
    assert (again.replaces.amendment, again.replaces.seal, again.replaces.digest) == (2, amended.seal, amended.digest)
    assert (again.replaces.posted, again.payable) == (sk.money("250 EUR"), first.payable)
    assert not (again - first).changes


def test_a_line_that_was_not_there():
    """A group that came with late records has no result before, and all of its amount is to be posted."""
    agreed = sk.Agreement(
        "A", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC", fee="100 EUR",
        objectives=[sk.Objective("Calls", sk.Count("calls").by("team"), "at most 0", penalty=sk.PerBreach("5 EUR"))],
    )  # fmt: skip
    records = [{"at": "2026-01-05T09:00Z", "team": team} for team in ("a", "b")]
    closed, late = (sk.evaluate(agreed, {"calls": records[:count]}, period="2026-01") for count in (1, 2))
    (line,) = Replaced.of(late - closed.close(), digest=closed.digest, amendment=1, payable=closed.payable).lines
    assert (line.named, line.before, line.was, line.result) == ("Calls [b]", None, "no line", "missed at 1")
    assert str(line.payable) == "5.00 EUR"
