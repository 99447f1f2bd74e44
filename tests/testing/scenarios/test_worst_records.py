"""Which records the worst of a failing scenario are, with their limit and when they were due."""

from message_texts import DESK, load, run


def test_the_key_the_fields_the_limit_and_the_due_time(tmp_path):
    """P1 from 17:30 on Monday with one open hour left until 18:00: due at 09:30 on Tuesday; at 10:00 it is 30 min over."""
    text = """records.tickets = [
    { id = 16, prio = "P2", start = "2026-03-16 17:30", end = "+1 h" },
    { id = 17, prio = "P1", start = "2026-03-16 17:30", end = "2026-03-17 10:00" },
]
expect.objectives.Replies = "met"
"""
    details = run(tmp_path, text).details.splitlines()
    worst = next(number for number, line in enumerate(details) if "worst:" in line)
    assert details[worst : worst + 3] == [
        "  worst:    17: 2026-03-16T17:30:00+00:00, 30 min over",
        "            tickets record 2: prio = P1, end = 2026-03-17T10:00:00+00:00; limit 1 h for P1, due 2026-03-17T09:30:00+00:00",
        "  verdict:  missed, 50 % is not at least 90 %",
    ]


def test_without_a_key_what_began_at_the_same_time_in_time_is_none_of_them(tmp_path):
    """Of seven late ones that are alike five are named, and the one that was in time is not."""
    contract = DESK.replace('key = "id"\n', "")
    text = """records.tickets = [
    { prio = "P1", start = "2026-03-16 10:00", end = "+1 h" },
    { rows = 7, of = { prio = "P1", start = "2026-03-16 10:00", end = "+2 h" } },
]
expect.objectives.Replies = "met"
"""
    lines = [line.strip() for line in run(tmp_path, text, contract).details.splitlines()]
    named = [line.partition(":")[0] for line in lines if line.startswith("tickets record")]
    assert named == [f"tickets record {number}" for number in (2, 3, 4, 5, 6)]
    assert "and 2 more" in lines


def test_an_outage_among_several(tmp_path):
    """Its times stand above it already; which record of the list it is does not."""
    text = """records.outages = [{ start = "2026-03-01 10:00", end = "+1 min" }, { start = "2026-03-02 10:00", end = "+9 h" }]
expect.objectives.Uptime = "met"
"""
    lines = [line.strip() for line in run(tmp_path, text).details.splitlines()]
    assert [line for line in lines if line.startswith("outages record")] == ["outages record 2", "outages record 1"]


def test_a_claim_is_asked_for_only_where_one_matters(tmp_path):
    late = 'records.tickets = [{ id = 1, prio = "P1", start = "2026-03-16 10:00", end = "+5 h" }]\n'
    about_claims = run(tmp_path, late + 'expect.payable = "0 EUR"\n').details
    assert about_claims.splitlines()[-1] == (
        'no claims are written; write records.claims = [{ at = "2026-04-01", objective = "Replies" }] for one that is made, '
        "or records.claims = [] for none"
    )
    made = run(tmp_path, late + 'records.claims = [{ at = "2026-04-30" }]\nexpect.payable = "0 EUR"\n').details
    assert "claimed 2026-04-30T23:59:59.999999+01:00, in time" in made  # a day is its end
    assert "outside 2026-03" not in made  # a claim is made after its month
    other = run(tmp_path, late + 'expect.objectives.Replies = "met"\n').details
    assert "write records" not in other
    nothing = run(tmp_path, 'records.outages = []\nexpect.objectives.Replies = "met"\n').details
    assert nothing.splitlines()[-1] == "no records of 'tickets' are written; if there were none, write records.tickets = []"
    assert "'claims'" not in nothing
    assert "'checks'" not in nothing


def test_a_condition_in_words(tmp_path):
    """Two of three checks that are ok."""
    text = """records.answers = [{ at = "2026-03-16", ok = true }, { at = "2026-03-17", ok = true }, { at = "2026-03-18", ok = false }]
expect.objectives.Answers = "met"
"""
    assert "2 of 3 records are ok" in run(tmp_path, text).details


def test_a_file_without_a_fault_is_loaded(tmp_path):
    assert len(load(tmp_path, 'records.outages = []\nexpect.objectives.Uptime = "met"\n').scenarios) == 1
