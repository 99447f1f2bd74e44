"""A notebook shows a small table: escaped, without script or colours of its own, and not without end."""

from html.parser import HTMLParser

from tested_contract import june

import slakit as sk


def contract(name="Up", term="2027-01-01", provider="P"):
    return sk.Agreement(
        "A", provider=provider, customer="C", term=("2026-01-01", term), timezone="UTC", fee="100 EUR", window="weekly",
        objectives=[sk.Objective(name, sk.Uptime("o"), "at least 99.9 %", penalty=sk.Flat("5 %"), clause="4 <b>")],
    )  # fmt: skip


class Tags(HTMLParser):
    """The tags of a text, each of which must be closed, and its cells."""

    def __init__(self, text):
        super().__init__()
        self.open, self.seen, self.attributes, self.cells = [], [], set(), []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.open.append(tag)
        self.seen.append(tag)
        self.attributes |= {(name, value) for name, value in attributes}

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1] in ("td", "th"):
            self.cells.append(data)


def test_a_statement_has_a_row_for_each_line():
    """Its head, its lines in their order, its totals below; nothing but a table and paragraphs, with alignment alone as style."""
    tags = Tags(june()._repr_html_())
    assert tags.seen.count("tr") == 1 + 3
    assert tags.cells[:7] == ["period", "objective", "clause", "target", "measured", "outcome", "credit"]
    assert [cell for cell in tags.cells if cell in ("Uptime", "Answers", "Incidents")] == ["Uptime", "Answers", "Incidents"]
    assert {*tags.seen} == {"div", "table", "caption", "thead", "tbody", "tr", "th", "td", "p"}
    assert {name for name, _ in tags.attributes} == {"style"}
    assert not any(word in value for _, value in tags.attributes for word in ("color", "background", "font"))
    assert "credit 850.00 EUR" in june()._repr_html_()


def test_what_comes_from_contracts_and_records_is_escaped():
    """A name is shown as it was written, and no tag of it counts."""
    name = "<script>alert('x')</script> & \"co\""
    statement = sk.evaluate(contract(name, provider="<img src=x>"), {"o": []})
    for text in (statement._repr_html_(), statement.lines._repr_html_(), statement[0]._repr_html_()):
        assert "<script" not in text
        assert "<img" not in text
        assert "<b>" not in text
    assert name in Tags(statement._repr_html_()).cells


def test_no_more_than_fifty_rows():
    """105 weeks of two years: fifty, and how many more there are."""
    statement = sk.evaluate(contract(term="2028-01-01"), {"o": []})
    for shown in (statement, statement.lines):
        assert Tags(shown._repr_html_()).seen.count("tr") == 1 + 50
        assert f'<p style="margin: 0">and {len(statement) - 50:,} more</p>' in shown._repr_html_()
    assert "more</p>" not in statement[:50]._repr_html_()


def test_a_line_and_a_selection():
    """The line says what was promised, measured and owed, and why; a selection has its sums as the caption."""
    tags = Tags(june()["Uptime"]._repr_html_())
    assert dict(zip(tags.cells[::2], tags.cells[1::2], strict=True)) == {
        "promised": "at least 99.9 %",
        "measured": "98.611 %",
        "outcome": "missed",
        "reason": "98.611 % against at least 99.9 %; 42,600 min up of 43,200 min; 600 min down in 1 outage",
        "owed": "250.00 EUR",
    }
    assert "3 lines, 3 missed, 850.00 EUR" in june().missed._repr_html_()
    assert Tags(june().where(name="none")._repr_html_()).cells[0] == "period"
