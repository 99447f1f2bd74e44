"""A statement as a sequence of its lines, and the lines that are chosen of it."""

import pytest
from attrs import evolve
from tested_contract import CONTRACT, DOWN, june

import slakit as sk
from slakit.statements.selection import Lines
from slakit.timeline.zone import zone

STATEMENT = june()
YEAR = sk.evaluate(CONTRACT, {"outages": [DOWN], "cases": []}, as_of="2026-04-01T00:00Z")
SITES = sk.evaluate(
    sk.Agreement(
        "Sites", provider="P", customer="C", term=("2026-06-01", "2026-07-01"), timezone="Europe/Paris", fee="100 EUR",
        objectives=[
            sk.Objective("Up", sk.Uptime("o").by("site", "tier"), "at least 99.9 %", penalty=sk.Flat("20 %"), clause="4.1"),
            sk.Objective("Down", sk.Downtime("o").by("site"), "at most 60 min", penalty=sk.Flat("5 %"), clause="4.2 [a]"),
        ],
    ),
    {"o": [{**DOWN, "site": "eu-1", "tier": 1}, {"start": "2026-06-09T00:00Z", "end": "2026-06-09T00:30Z", "site": "us", "tier": 2}]},
)  # fmt: skip


def names(lines):
    return [line.named for line in lines]


def test_it_is_a_sequence_of_its_lines():
    """Length, order, index, slice, names; a name with one line gives that line, with several all of them."""
    assert (len(STATEMENT), names(STATEMENT)) == (3, ["Uptime", "Answers", "Incidents"])
    assert STATEMENT[0] is STATEMENT.lines[0] is STATEMENT["Uptime"] is STATEMENT[-3]
    assert names(STATEMENT[1:]) == ["Answers", "Incidents"]
    assert names(reversed(STATEMENT.lines)) == ["Incidents", "Answers", "Uptime"]
    assert ("Uptime" in STATEMENT, "Upt" in STATEMENT, STATEMENT[1] in STATEMENT) == (True, False, True)
    assert names(SITES["Up"]) == ["Up [eu-1, 1]", "Up [us, 2]"]
    assert isinstance(SITES["Up"], Lines)
    assert isinstance(STATEMENT[:1], Lines)


def test_what_is_not_there():
    """A name that is near is offered; an index past the end is Python's own error, by which a loop ends."""
    with pytest.raises(sk.errors.UsageError, match="'Uptim' is not an objective of these lines; did you mean 'Uptime'"):
        STATEMENT["Uptim"]
    with pytest.raises(IndexError):
        STATEMENT[3]
    with pytest.raises(sk.errors.UsageError, match=r"3\.5 is not an index or a name of these lines"):
        STATEMENT[3.5]


def test_a_statement_without_lines_is_one():
    """It is true, as any statement, while a selection without a line is false."""
    empty = evolve(SITES, lines=())
    assert (len(empty), bool(empty), bool(empty.missed), repr(empty.missed)) == (0, True, False, "<Lines 0 lines>")


def test_lines_that_fit():
    """By each word, all of them at once; `*` and `?` are any text and any character, and nothing else is special."""
    assert names(SITES.where(clause="4.1")) == ["Up [eu-1, 1]", "Up [us, 2]"]
    assert names(SITES.where(clause="4.2 [a]")) == names(SITES.where(clause="4.? [*")) == ["Down [eu-1]", "Down [us]"]
    assert names(SITES.where(name="Up", outcome="missed")) == ["Up [eu-1, 1]"]  # 30 min are 99.93 %
    assert names(SITES.where(outcome=sk.Outcome.MET)) == ["Up [us, 2]", "Down [us]"]
    assert names(SITES.where(group="eu*")) == ["Down [eu-1]"]
    assert names(SITES.where(group=("eu-1", 1))) == names(SITES.where(group=["eu-?", "1"])) == ["Up [eu-1, 1]"]
    assert names(SITES.where(name="Up").where(group=("us", "*"))) == ["Up [us, 2]"]
    assert len(YEAR.where(period="2026-0?")) == 9
    assert [line.period.label for line in YEAR.where(name="Uptime", period="2026-*").where(outcome="met")] == [
        "2026-01",
        "2026-02",
        "2026-03",
    ]
    assert names(SITES.where(name="Nothing of the kind")) == []
    assert SITES.where() == SITES.lines


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"outcome": "mised"}, "outcome='mised' is not an outcome; did you mean 'missed'"),
        ({"clause": 4}, r"clause=4 is not a text; write clause='4\.\*'"),
        ({"period": 2026}, "period=2026 is not a text; write period='2026-03'"),
    ],
)
def test_what_cannot_fit(wrong, problem):
    """An outcome that there is not, and what is no text, are refused."""
    with pytest.raises(sk.errors.UsageError, match=problem):
        STATEMENT.where(**wrong)


def test_a_selection_has_the_amounts_of_its_lines():
    """250 EUR of uptime and 100 of incidents; it is a tuple like any other, and shows itself as a table."""
    two = STATEMENT.where(name="*i*")
    assert (names(two), str(two.credit), str(two.payable)) == (["Uptime", "Incidents"], "350.00 EUR", "350.00 EUR")
    assert repr(two) == "<Lines 2 lines, 2 missed, 350.00 EUR>"
    assert two == (STATEMENT[0], STATEMENT[2])
    assert STATEMENT.missed == STATEMENT.lines
    assert " ".join(str(two).splitlines()[2].split()) == "2026-06 Uptime 4.1 at least 99.9 % 98.611 % missed 250.00 EUR"
    assert two.missed[:1].zone == zone("UTC")


def test_selections_keep_the_zone():
    """That of the agreement, also where no line is left."""
    for lines in (SITES.lines, SITES.missed, SITES.where(name="x"), SITES[0:0], SITES["Up"], SITES.doubtful):
        assert str(lines.zone) == "Europe/Paris"
    assert str(evolve(SITES, lines=()).missed.zone) == "Europe/Paris"
