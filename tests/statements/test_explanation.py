"""Explanations as text, Markdown, HTML and data: sentence, arithmetic, evidence and what would change it."""

import json
from html.parser import HTMLParser

import hostile
import pytest

import slakit as sk
from slakit.statements.local_times import with_local_times
from slakit.statements.sentence import period_in_words, sentence
from slakit.timeline.zone import zone


def agreement(name="Uptime", **more):
    promised = sk.Objective(name, sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Tiered({"99.9 %": "5 %", "99 %": "10 %"}))
    terms = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2027-01-01"), "timezone": "Europe/London", "fee": "12000 GBP"}
    return sk.Agreement("A", **{"objectives": [promised], **terms, **more})


DOWN = {"outages": [{"start": "2026-06-08T02:00Z", "end": "2026-06-08T03:30Z"}]}


def test_the_sentence_the_steps_the_evidence_and_the_way():
    """90 of 43,200 min: 99.792 %; 0.1 % of them are 43.2 min, so that 46 min 48 s less would do. London is an hour ahead."""
    data = sk.evaluate(agreement(), DOWN, period="2026-06").explain("Uptime").to_dict()
    (line,) = json.loads(json.dumps(data))["lines"]
    start = "In June 2026 the service was up 99.792 % of the time; at least 99.9 % was promised, so a credit of 600.00 GBP is due."
    assert line["sentence"] == start
    assert line["arithmetic"][1] == {"what": "measured", "formula": "43,110 min / 43,200 min", "result": "99.792 %"}
    worst = "2026-06-08 03:00 +01:00 to 2026-06-08 04:30 +01:00, 1 h 30 min"
    assert {"what": "worst", "text": worst} in line["evidence"]
    text = "To be met, it takes 46 min 48 s less downtime."
    assert line["needed"] == {"outcome": "met", "text": text, "number": -2_808_000_000, "unit": "us"}


def test_every_stretch_and_its_clause_with_details():
    """An exclusion takes half an hour out: 43,170 min are left, of which 60 were down."""
    made = agreement(exclusions=[sk.Exclusion("maintenance", applies_to="outages", clause="7.2")])
    records = DOWN | {"maintenance": [{"start": "2026-06-08T02:00Z", "end": "2026-06-08T02:30Z"}]}
    text = sk.evaluate(made, records, period="2026-06", details=True).explain("Uptime").to_text()
    assert "measured: 43,110 min / 43,170 min = 99.861 %" in text
    assert "    bad: 2026-06-08 03:30 +01:00 to 2026-06-08 04:30 +01:00, 1 h" in text
    excluded = next(row for row in text.splitlines() if row.startswith("    excluded: 2026-06-08 03:00 +01:00"))
    assert "7.2" in excluded


def test_html_and_markdown_show_names_as_they_are():
    """What a contract says is never taken for markup."""
    explanation = sk.evaluate(agreement("<b>*Up*</b>"), DOWN, period="2026-06").explain("<b>*Up*</b>")
    assert "<b>" not in explanation.to_html()
    assert "&lt;b&gt;*Up*&lt;/b&gt;, 2026-06" in explanation.to_html()
    assert explanation._repr_html_() == explanation.to_html()
    assert explanation.to_markdown().startswith("### \\<b\\>\\*Up\\*\\</b\\>, 2026-06\n\nIn June 2026 the service was up")
    assert "\n- measured: 43,110 min / 43,200 min = 99.792 %\n" in explanation.to_markdown()


@pytest.mark.parametrize(
    ("records", "as_of", "text"),
    [
        ({"outages": []}, None, "the service was up 100 % of the time; at least 99.9 % was promised, so nothing is due."),
        ({}, None, "there is no figure for Uptime (stream 'outages' was never fed), so nothing is due."),
        (DOWN, "2026-06-20T00:00Z", "so a credit of 600.00 GBP would be due; the period is not over."),
    ],
)
def test_sentences(records, as_of, text):
    """Of what was met, of no data, and of a period that is not over."""
    line = sk.evaluate(agreement(), records, period="2026-06", as_of=as_of).line("Uptime")
    assert sentence(line).endswith(text)


def test_a_cap_is_in_the_sentence_and_in_the_steps():
    """600 capped at 4 % of 12,000 = 480."""
    line = sk.evaluate(agreement(settlement=sk.Settlement(cap="4 %")), DOWN, period="2026-06").explain("Uptime")
    assert "so a credit of 600.00 GBP is due, of which 480.00 GBP is payable." in line.to_text()
    assert "    capped, of this line: 600.00 GBP - 120.00 GBP = 480.00 GBP\n    payable: 480.00 GBP\n" in line.to_text()


def test_periods_and_times_in_words():
    """As one says them, by the clock of a zone, through its changes."""
    assert [period_in_words(label) for label in ("2026", "2026-Q4", "2026-W23")] == [
        "In 2026",
        "In the fourth quarter of 2026",
        "In 2026-W23",
    ]
    text = "from 2026-10-25T00:30:00+00:00 to 2026-10-25T01:30:00.500000+00:00"
    assert with_local_times(text, zone("Europe/London")) == "from 2026-10-25 01:30 +01:00 to 2026-10-25 01:30:00.5 +00:00"


class Tags(HTMLParser):
    """The tags of a fragment."""

    def __init__(self):
        super().__init__()
        self.names = set()

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)


@pytest.mark.parametrize("form", ["__str__", "to_text", "to_markdown", "to_html"])
def test_hostile_names(form):
    """Names of contract and records end no line, move no cursor and open no tag; as data they are what they are."""
    statement = hostile.statement()
    for name in dict.fromkeys(line.name for line in statement.lines):
        explanation = statement.explain(name)
        text = getattr(explanation, form)()
        assert not hostile.CONTROLS & {*text}
        assert not any(row.startswith(("END:VEVENT", '=HYPERLINK("http://x","y")\r')) for row in text.split("\n"))
        if form == "to_html":
            tags = Tags()
            tags.feed(text)
            assert tags.names == {"section", "h3", "h4", "p", "dl", "dt", "dd"}
        assert hostile.EVIL in explanation.to_dict()["lines"][0]["title"]


def test_what_rounding_does_and_what_each_line_keeps_under_a_cap():
    """2 of 3 are 8 1/3 points short: 83.33 of 1,000; with 50 they come to 133.33, cut to 120: 83.33 * 120 / 133.33 = 75.0001."""
    replies = sk.Within("inquiries", "1 hour", since="asked", until="replied")
    late = sk.Objective("Replies", replies, "at least 75 %", penalty=sk.Linear("1 %", per="1 pp"))
    up = sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Flat("5 %"))
    made = agreement(fee="1000 GBP", settlement=sk.Settlement(cap="12 %"), objectives=[late, up])
    asked = {"asked": "2026-06-02T09:00Z", "replied": "2026-06-02T09:10Z"}
    records = DOWN | {"inquiries": [asked, asked, {**asked, "replied": None}]}
    explained = sk.evaluate(made, records, period="2026-06").explain("Replies")
    each = "each line keeps 120.00 GBP / 133.33 GBP of its amount, to the cent by largest remainder: "
    shares = f"{each}Replies 75.00 GBP of 83.33 GBP; Uptime 45.00 GBP of 50.00 GBP"
    assert "  credit:   83.33 GBP, rounded from 83.333333... GBP\n  capped:   75.00 GBP of it is payable" in str(explained)
    assert str(explained).endswith(f"\n            {shares}")
    assert "    rounding: 83.333333... GBP to the cent = 83.33 GBP\n" in explained.to_text()
    assert f"    capped, together: {shares}\n" in explained.to_text()


def test_the_clause_of_an_exclusion_is_cited_without_details():
    made = agreement(exclusions=[sk.Exclusion("maintenance", applies_to="outages", clause="7.2")])
    records = DOWN | {"maintenance": [{"start": "2026-06-08T02:00Z", "end": "2026-06-08T02:30Z"}]}
    text = str(sk.evaluate(made, records, period="2026-06").explain("Uptime"))
    assert "30 min left out by maintenance (clause 7.2)" in text


@pytest.mark.parametrize(
    ("as_of", "rest"),
    [("2026-03-10T00:00Z", ["from 192 hour to no bound"]), ("2026-04-01T00:00Z", [])],  # after the month it is missed for certain
)
def test_what_is_open_is_said_once(as_of, rest):
    """A clock that still runs is named with the verdict, and not once more as pending; of no clock there is no largest."""
    agreement = sk.Agreement(
        "Desk", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC",
        objectives=[sk.Objective("Reply", sk.Elapsed("cases", statistic="max", since="asked", until="done"), "at most 1 hour")],
    )  # fmt: skip
    cases = [{"asked": "2026-03-02T00:00Z", "done": None}]
    statement = sk.evaluate(agreement, {"cases": cases}, period="2026-03", as_of=as_of)
    over = f"{192 if rest else 720} hour"  # eight days, and thirty
    assert str(statement.explain("Reply")).splitlines()[2:] == [
        f"  measured: {over} so far = max of 1 clock that still runs",
        f"  verdict:  missed, {over} is not at most 1 hour",
        "            1 still running, and over the target already",
        *(f"            {text}" for text in rest),
    ]
