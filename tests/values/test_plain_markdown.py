"""plain_markdown: one escape for every Markdown that slakit writes."""

import hostile
import pytest
from attrs import evolve

import slakit as sk
from slakit import analyses
from slakit.cli.main import main
from slakit.documents.load_dump import dump
from slakit.reports.markdown import Markdown
from slakit.statements.stores.list_of_statements import ListOfStatements
from slakit.statements.table import markdown_table
from slakit.values.plain_markdown import block_in_markdown, code_in_markdown, plain_markdown

SIGNS = "<img src=x onerror=alert(1)> [pay](http://evil) **0.00** `code` | ~~no~~ &lt;"
PLAIN = r"\<img src=x onerror=alert(1)\> \[pay\](http://evil) \*\*0.00\*\* \`code\` \| \~\~no\~\~ \&lt;"
LEAKS = [{"at": "2026-06-12T09:00Z", "desk": SIGNS}]
MARKUP = ("<img", "[pay]", " **0", " `code", " | ~", "~~no", " &lt")  # each stands after a backslash, or does not stand at all


def agreement(fee="100 GBP"):
    return sk.Agreement(
        SIGNS,
        provider=sk.Party(SIGNS),
        customer=sk.Party("Acme"),
        term=("2026-01-01", "2027-01-01"),
        timezone="UTC",
        fee=fee,
        objectives=[sk.Objective(SIGNS, sk.Count("leaks").by("desk"), "at most 0", clause=SIGNS, penalty=sk.Flat("1 %"))],
    )


def statement():
    return sk.evaluate(agreement(), {"leaks": LEAKS}, period="2026-06")


WRITERS = {
    "statement": lambda: statement().to_markdown(),
    "report": lambda: Markdown().render(statement()),
    "explanation": lambda: statement().explain(SIGNS).to_markdown(),
    "diff": lambda: sk.diff(agreement(), agreement("200 GBP"), {"leaks": LEAKS}).to_markdown(),
    "headroom": lambda: analyses.headroom(agreement(), {"leaks": LEAKS}).to_markdown(),
    "replay": lambda: analyses.replay(agreement(), {"leaks": LEAKS}, by="objective").to_markdown(),
    "what if": lambda: analyses.what_if(agreement(), {"leaks": LEAKS}, {"fee": "200 GBP"}).to_markdown(),
    "reconcile": lambda: analyses.reconcile({"leaks": []}, {"leaks": LEAKS}, agreement()).to_markdown(),
    "outlook": lambda: analyses.outlook(agreement(), {"leaks": LEAKS}, as_of="2026-06-15T00:00Z").to_markdown(),
}


@pytest.mark.parametrize("name", WRITERS)
def test_every_markdown_is_escaped(name):
    """A name or a group that is a tag, a link or bold is text in each Markdown: no sign of it stands without a backslash."""
    text = WRITERS[name]()
    assert "onerror" in text
    raw = text.replace(PLAIN, "")
    assert not [sign for sign in MARKUP if sign in raw]
    assert "onerror" not in raw


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("- point", r"\- point"),
        ("# head", r"\# head"),
        ("12. point", r"12\. point"),
        ("1) point", r"1\) point"),
        ("-600.00 GBP", "-600.00 GBP"),
        ("+600.00 GBP", "+600.00 GBP"),
        ("99.9 % of a_name", "99.9 % of a_name"),
        ("_so_", r"\_so\_"),
        ("R&D &#60; &lt;", r"R&D \&#60; \&lt;"),
        ("a\r\n# b", "a # b"),
    ],
)
def test_signs_that_have_a_meaning(text, plain):
    """Only what Markdown would read as its own has a backslash."""
    assert plain_markdown(text) == plain


def test_code_holds_backticks():
    """The backticks around a text are more than those within it, in a line and around a block."""
    assert code_in_markdown("leaks") == "`leaks`"
    assert code_in_markdown("a``b\nc") == "``` a``b c ```"
    assert block_in_markdown("a,b") == "```\na,b\n```"
    assert block_in_markdown("```\n<b>") == "````\n```\n<b>\n````"


def test_the_rule_of_a_table():
    """The rule below the head is no cell, and a cell of one hyphen stays a cell."""
    assert markdown_table(["a", "b"], [["-", hostile.EVIL]], [1]).split("\n")[1] == "| --- | ---: |"


def test_findings(tmp_path, capsys):
    """`slakit check` writes what contracts name; a clause is text too."""
    path = str(tmp_path / "contract.toml")
    rising = sk.Objective(
        SIGNS,
        sk.Uptime("outages"),
        "at least 99.9 %",
        clause=SIGNS,
        penalty=sk.Tiered({"99.9 %": "5 %", "99 %": "3 %"}, less_for_worse=True),
    )
    dump(evolve(agreement(), objectives=[rising]), path)
    main(["check", path, "--format", "markdown"])
    lines = [line for line in capsys.readouterr().out.splitlines() if "onerror" in line]
    assert lines[0] == f"# {PLAIN}: {lines[0].split(': ')[-1]}"
    assert f"Line 14, `objectives[0].penalty`, clause {PLAIN}" in lines
    assert not [sign for sign in MARKUP for line in lines if sign in line.replace(PLAIN, "")]


def test_empty_list_of_statements():
    """A store without a statement says so."""
    assert ListOfStatements(()).to_markdown() == "no statement is closed\n"


def test_a_name_of_two_lines_is_one_heading():
    """The heading of an outlook holds the whole name."""
    two = evolve(agreement(), objectives=[evolve(agreement().objectives[0], name="Up\n# Down")])
    text = analyses.outlook(two, {"leaks": LEAKS}, as_of="2026-06-15T00:00Z").to_markdown()
    assert [line[:12] for line in text.splitlines() if line.startswith("#")] == ["## Up # Down"]
