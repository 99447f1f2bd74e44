"""Which line an expectation means, where an objective has several: the words are those of a scenario file."""

import pytest
from message_texts import DESK, load, run

import slakit as sk

GROUPS = DESK.replace('stream = "outages" }', 'stream = "outages", by = "region", groups = ["eu", "us"] }')
DOWN = 'records = { outages = [{ region = "eu", start = "2026-03-16 10:00", end = "+2 h" }], tickets = [], answers = [] }\n'


def failure(folder, expect, contract=GROUPS, head="", period="2026-03"):
    """What a scenario with an expectation says first, and everything that it says."""
    head = f'contract = "desk.toml"\n{f"period = {period!r}" if period else ""}\n'
    result = load(folder, f"{DOWN}{expect}", contract, head).scenarios[0].run()
    return result.headline, str(result)


@pytest.mark.parametrize(
    ("expect", "fault"),
    [
        (
            "expect.objectives.Uptime = 'met'",
            "expect.objectives.Uptime: 'Uptime' has 2 lines, of the groups 'eu' and 'us'; "
            'write lines = [{ objective = "Uptime", group = "eu", outcome = "met" }]',
        ),
        (
            "expect.lines = [{ objective = 'Uptime', outcome = 'missed', measure = '99.9 %' }]",
            "expect.lines entry 1: 'Uptime' has 2 lines, of the groups 'eu' and 'us'; "
            'write lines = [{ objective = "Uptime", group = "eu", outcome = "met" }]',
        ),
        (
            "expect.lines = [{ objective = 'Uptime', group = 'EU', outcome = 'missed' }]",
            "expect.lines entry 1: 'Uptime' has no group 'EU'; did you mean 'eu'?",
        ),
        (
            "expect.lines = [{ outcome = 'missed' }]",
            'expect.lines entry 1: names no objective, and the contract has 3; write lines = [{ objective = "Replies", outcome = "met" }]',
        ),
    ],
)
def test_a_line_that_is_not_named_enough(tmp_path, expect, fault):
    """The remedy is an entry of `lines`, in TOML, with a group that there is."""
    headline, text = failure(tmp_path, expect)
    assert headline == fault
    assert text.count("Uptime' has") <= 1, "it is said once for all that is expected of the line"


def test_without_a_period(tmp_path):
    """A term of twelve months has twelve lines, and a scenario names its month."""
    headline, _ = failure(tmp_path, "expect.objectives.Uptime = 'met'", DESK, period="")
    assert headline == (
        "expect.objectives.Uptime: 'Uptime' has 12 lines, of the periods '2026-01' to '2026-12'; write period = \"2026-01\" in the scenario"
    )
    headline, _ = failure(tmp_path, "expect.objectives.Uptime = 'met'", GROUPS, period="")
    assert headline == (
        "expect.objectives.Uptime: 'Uptime' has 24 lines, of the periods '2026-01' to '2026-12'; write period = \"2026-01\" in the scenario, "  # noqa: E501
        'and of the groups \'eu\' and \'us\'; write lines = [{ objective = "Uptime", group = "eu", outcome = "met" }]'
    )


def test_all_else_is_compared_still(tmp_path):
    """One expectation that cannot be compared does not hide the others."""
    _, text = failure(tmp_path, "expect = { objectives.Uptime = 'met', credit = '7 EUR' }")
    assert "'Uptime' has 2 lines" in text
    assert "credit is 0.00 EUR, expected 7.00 EUR" in text


@pytest.mark.parametrize(
    ("expect", "fault"),
    [
        (
            "objectives.Uptime = { group = 'eu', outcome = 'met' }",
            'expect.objectives.Uptime.group: says which line is meant; write lines = [{ objective = "Uptime", group = "eu", outcome = "met" }]',  # noqa: E501
        ),
        (
            "group = 'eu'",
            'expect.group: says which line is meant; write lines = [{ objective = "Replies", group = "eu", outcome = "met" }]',
        ),
        (
            "lines = [{ objectiv = 'Uptime', outcome = 'met' }]",
            "expect.lines entry 1, objectiv: is nothing that a line says; did you mean 'objective'?",
        ),
    ],
)
def test_keys_that_say_which_line(tmp_path, expect, fault):
    """They stand in an entry of `lines`, among whose keys they are."""
    with pytest.raises(sk.errors.UsageError) as error:
        load(tmp_path, f"expect = {{ {expect} }}\n", GROUPS)
    assert [one.partition(" scenario 'one', ")[2] for one in error.value.problems] == [fault]


def test_the_list_of_keys_has_those_that_say_which_line(tmp_path):
    """An entry of `lines` knows objective, period and group."""
    with pytest.raises(sk.errors.UsageError, match=r"known: .*group, .*objective, .*period, "):
        load(tmp_path, "expect = { lines = [{ xyzzy = 1 }] }\n", GROUPS)


def test_a_group_by_its_name(tmp_path):
    """What the remedy says works."""
    result = run(tmp_path, f'{DOWN}expect.lines = [{{ objective = "Uptime", group = "us", outcome = "met" }}]', GROUPS)
    assert result, str(result)
