"""What is wrong with a document: every problem at once, each with its line, its path and what to write."""

import pytest

import slakit as sk

GOOD = """name = "Care"
provider = "P"
customer = "C"
term = ["2026-01-01", "2027-01-01"]
timezone = "UTC"
fee = "1000 GBP"
"""
UPTIME = 'metric = { is = "uptime", stream = "outages" }\n'
TARGET = 'target = "at least 99.9 %"\n'


def problems(text, **options):
    with pytest.raises(sk.errors.ContractError) as caught:
        sk.loads(text, **options)
    assert str(caught.value) == "\n".join(caught.value.problems)
    return list(caught.value.problems)


def of_objective(text):
    """The problems of one objective, whose table begins on line 7."""
    return problems(f'{GOOD}[[objectives]]\nname = "A"\n{text}')


def test_a_deadline_in_business_days_names_a_calendar_of_the_contract():
    """Where the contract names one that closes, it is what to write; dates alone are none. The place is the deadline, not the clause."""
    claims = 'settlement = { claims = { within = "30 business days", clause = "5.2" } }\n'
    shut = '[calendars]\nshut = { is = "dates", dates = ["2026-05-01"], tz = "UTC" }\n'
    desk = shut + 'desk = { is = "weekly", hours = { mon-fri = "09:00-17:00" }, tz = "UTC" }\n'
    place = 'line 7 settlement.claims.within: clause 5.2: within = "30 business days" needs a calendar; write on = '
    for calendars, remedy in (
        ("", '{ is = "weekly", hours = { mon-fri = "09:00-17:00" }, tz = "UTC" }'),
        (shut, '{ is = "weekly", hours = { mon-fri = "09:00-17:00" }, tz = "UTC" }'),
        (desk, '"desk"'),
    ):
        assert problems(f'{GOOD}{claims}{calendars}[[objectives]]\nname = "A"\n{TARGET}{UPTIME}') == [f"{place}{remedy}"]


def test_every_problem_at_once():
    """A document of many faults is told all of them, in the order of its lines."""
    text = """name = 5
provider = { name = "P", rolls = { lead = "x" } }
customer = ["x"]
term = "2026"
timezone = "Europe/Londn"
fee = 12000.50
window = "monthy"
settlement = "15 %"
objective = 1

[calendars]
desk = { is = "weekly", hours = { mon = 5, wed = "8-20" }, tz = "Europe/Lodon" }

[[objectives]]
name = "A"
penality = 5
target = "soon"
metric = { is = "uptme" }

[[objectives]]
name = "B"
metric = { is = "within", stream = "inquiries", limit = "5 apples", since = "asked", clock = "dsk", where = { score = "> a" } }
target = 99.9
minimum = true
clause = 4.1
silence = "mised"
window = { is = "monthly", partial = "ful", anchor = 5 }
[objectives.penalty]
is = "tiered"
below."99 %" = "five"
"""
    assert problems(text) == [
        "line 1 name: 5 is not text; write '5'",
        "line 2 provider.rolls: is not a key of a party; did you mean 'roles'?",
        'line 3 customer: ["x"] is not a party; write { name = "Support" }',
        'line 4 term: term = "2026" is not a term; write term = ["2026-01-01", "2027-01-01"]: its first day, and the day after its last',
        "line 5 timezone: 'Europe/Londn' is not a time zone; did you mean 'Europe/London'?",
        "line 6 fee: 12000.50 is not money, it names no currency; write '12000.50 GBP'",
        "line 7 window: 'monthy' is not a window; did you mean 'monthly'?",
        "line 8 settlement: '15 %' is not a settlement; write { cap = \"15 %\" }",
        "line 9 objective: is not a key of an agreement; did you mean 'objectives'?",
        "line 12 calendars.desk.hours.mon: 5 is not opening hours; write '09:00-17:30', a list of such, or 'closed'",
        "line 12 calendars.desk.hours.wed: '8-20' is not opening hours; write '08:00-20:00'",
        "line 12 calendars.desk.tz: 'Europe/Lodon' is not a time zone; did you mean 'Europe/London'?",
        "line 16 objectives[0].penality: is not a key of an objective; did you mean 'penalty'?",
        "line 17 objectives[0].target: 'soon' is not a target; write 'at least 99.9 %'",
        "line 18 objectives[0].metric.is: 'uptme' is not a metric; did you mean 'uptime'?",
        "line 22 objectives[1].metric.limit: '5 apples' is not a quantity: 'apples' is not a unit; "
        "known: %, GB, bp, day, h, incident, item, message, min, ms, pp, request, s, user, week; write '%', 'hour' or 'message/hour'",
        "line 22 objectives[1].metric.where.score: '> a' on 'score' does not compare with a number; write '>= 4'",
        "line 22 objectives[1].metric: has no 'until'; write until = \"closed\"",
        "line 22 objectives[1].metric.clock: 'dsk' is not a calendar; did you mean 'desk'?",
        "line 23 objectives[1].target: 99.9 is not a target; write 'at least 99.9 %' or 'at least 99.9'",
        "line 24 objectives[1].minimum: true is not a whole number; write 3",
        "line 25 objectives[1].clause: 4.1 is not text; write '4.1'",
        "line 26 objectives[1].silence: silence = \"mised\" is not one of its words; did you mean 'missed'?",
        "line 27 objectives[1].window.anchor: is not a key of 'monthly'; known: month_end, partial, tz",
        "line 27 objectives[1].window.partial: partial = \"ful\" is not one of its words; did you mean 'full'?",
        "line 30 objectives[1].penalty.below.\"99 %\": 'five' is not a credit; write '5 %', '1/30', '500 GBP', '3 days' or '5 points'",
    ]


def test_nothing_at_all():
    """An empty document is told what every agreement has."""
    assert problems("") == [
        "line 1 agreement: has no 'name'; write name = \"Support\"",
        "line 1 agreement: has no 'provider'; write provider = \"Brightside Social Ltd\"",
        "line 1 agreement: has no 'customer'; write customer = \"Acme plc\"",
        'line 1 agreement: has no \'term\'; write term = ["2026-01-01", "2027-01-01"]',
        "line 1 agreement: has no 'timezone'; write timezone = \"Europe/London\"",
        "line 1 agreement: has no 'objectives'; write objectives = [{ name = \"Support\", "
        'metric = { is = "uptime", stream = "outages" }, target = "at least 99.9 %" }]',
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("metric = 5\n" + TARGET, 'line 9 objectives[0].metric: 5 is not a metric; write { is = "uptime", stream = "outages" }'),
        (
            'metric = { stream = "x" }\n' + TARGET,
            "line 9 objectives[0].metric: has no 'is' with the word for a metric; write { is = \"uptime\", stream = \"outages\" }",
        ),
        (
            "metric = { is = 5 }\n" + TARGET,
            'line 9 objectives[0].metric.is: 5 is not a word for a metric; write { is = "uptime", stream = "outages" }',
        ),
        (
            UPTIME + TARGET + 'penalty = "flat"',
            "line 11 objectives[0].penalty: 'flat' is not a penalty rule; write { is = \"flat\", credit = \"5 %\" }",
        ),
        (
            UPTIME + TARGET + 'penalty = { is = "flat" }',
            "line 11 objectives[0].penalty: has no 'credit'; write credit = \"5 %\"",
        ),
        (
            UPTIME + TARGET + 'penalty = { is = "flat", credit = 5.0 }',
            "line 11 objectives[0].penalty.credit: '5' is not a credit, it has no unit; write '5 GBP', '5 %', '5 days' or '5 points'",
        ),
        (
            UPTIME + TARGET + 'penalty = { is = "flat", credit = "5 %", capped = ["2 %"] }',
            "line 11 objectives[0].penalty.capped: [\"2 %\"] is not a credit; write '5 %', '1/30', '500 GBP', '3 days' or '5 points'",
        ),
        (
            UPTIME + TARGET + 'penalty = { is = "sum of", rules = [] }',
            "line 11 objectives[0].penalty.rules: [] is not a list of one or more; write rules = [{ is = \"flat\", credit = \"5 %\" }]",
        ),
        (
            UPTIME + TARGET + "penalty = { is = \"tiered\", below = [5] }",
            "line 11 objectives[0].penalty.below: [5] is not a table; write { \"99 %\" = \"10 %\", \"99.9 %\" = \"5 %\" }",
        ),
        (
            'metric = { is = "uptime", stream = "x", by = [true] }\n' + TARGET,
            "line 9 objectives[0].metric.by[0]: true is not text; write '...'",
        ),
        (
            'metric = { is = "uptime", stream = "x", where = 5 }\n' + TARGET,
            'line 9 objectives[0].metric.where: 5 is not a set of conditions; write { severity = ["high", "critical"] }',
        ),
        (
            'metric = { is = "weighted", terms = [[true, { is = "uptime", stream = "x" }]] }\n' + TARGET,
            "line 9 objectives[0].metric.terms[0][0]: true is not a number; write 3, 99.9 or '1/3'",
        ),
        (
            'metric = { is = "weighted", terms = [["1/2"]] }\n' + TARGET,
            "line 9 objectives[0].metric.terms[0]: [\"1/2\"] is not a group of 2; write [...] with 2 parts",
        ),
        (
            UPTIME + 'target = { is = "bound", operator = "=>", limit = "9 %" }',
            'line 10 objectives[0].target.operator: operator = "=>" is not a comparison; write operator = ">=" for "at least", '
            "or one of >=, <=, >, <, ==",
        ),
        (
            UPTIME + 'target = "at least 2 hours"\npenalty = { is = "flat", credit = "5 %", credits = 1 }',
            "line 11 objectives[0].penalty.credits: is not a key of 'flat'; did you mean 'credit'?",
        ),
    ],
)  # fmt: skip
def test_one_problem(text, problem):
    """Each says what is written, what was wanted, and how to write it."""
    assert problem in of_objective(text)


def test_what_does_not_fit_together():
    """What an objective or the agreement says of the whole has the line of its part, and is told with all the rest."""
    text = GOOD.replace('fee = "1000 GBP"\n', "") + (
        f'[[objectives]]\nname = "A"\n{UPTIME}target = "at most 2 hours"\npenalty = {{ is = "flat", credit = "x" }}\n'
        f'[[objectives]]\nname = "B"\n{UPTIME}{TARGET}penalty = {{ is = "flat", credit = "5 %" }}\n'
    )
    assert problems(text) == [
        "line 9 objectives[0].target: objective 'A': 'at most 2 hours' cannot judge a ratio; write 'at least 99.9 %'",
        "line 10 objectives[0].penalty.credit: 'x' is not a credit; write '5 %', '1/30', '500 GBP', '3 days' or '5 points'",
        'line 15 objectives[1].penalty: is a share of the fee, and the agreement has none; write fee = "1000 GBP"',
    ]


def test_names_of_objectives():
    """Two objectives of one name are told apart by their place."""
    one = f'[[objectives]]\nname = "A"\n{UPTIME}{TARGET}'
    assert problems(GOOD + one + one) == ["line 12 objectives[1].name: 'A' is the name of objectives[0] too; give each its own"]


def test_names_of_objectives_that_are_wrong():
    """A name that stands twice is told beside what else is wrong with either objective."""
    good, bad = (f'[[objectives]]\nname = "A"\n{UPTIME}target = "{target}"\n' for target in ("at least 99 %", "soon"))
    twice = "name: 'A' is the name of objectives[0] too; give each its own"
    soon = "target: 'soon' is not a target; write 'at least 99.9 %'"
    assert problems(GOOD + good + bad) == [f"line 12 objectives[1].{twice}", f"line 14 objectives[1].{soon}"]
    assert problems(GOOD + bad + good) == [f"line 10 objectives[0].{soon}", f"line 12 objectives[1].{twice}"]


def test_a_term_backwards_beside_other_faults():
    """The order of a term is judged as soon as both dates are read, whatever else is wrong; in UTC when the zone is."""
    text = GOOD.replace('"2027-01-01"', '"2025-01-01"').replace('"UTC"', '"Utopia"').replace('name = "Care"', "name = 5")
    found = problems(f'{text}[[objectives]]\nname = "A"\n{UPTIME}target = "soon"\n')
    assert [problem.partition(": ")[0] for problem in found] == [
        "line 1 name",
        "line 4 term",
        "line 5 timezone",
        "line 10 objectives[0].target",
    ]
    assert "reversed" in found[1]


def test_money_that_does_not_fit_beside_other_faults():
    """Shares of no fee and amounts in another currency are told of what was read: of a penalty though its objective was not made."""
    euros = 'penalty = { is = "flat", credit = "5 EUR" }\n'
    text = f'{GOOD}settlement = {{ cap = "9 USD" }}\n[[objectives]]\nname = "A"\n{UPTIME}target = "soon"\n{euros}'
    assert problems(text) == [
        "line 7 settlement: '9.00 USD' is not in GBP, the currency of the fee, '1000.00 GBP'; use one",
        "line 11 objectives[0].target: 'soon' is not a target; write 'at least 99.9 %'",
        "line 12 objectives[0].penalty: objective 'A': '5.00 EUR' is not in GBP, the currency of the fee, '1000.00 GBP'; use one",
    ]
    share = text.replace('fee = "1000 GBP"\n', "").replace("5 EUR", "5 %").replace("9 USD", "9 %")
    assert problems(share) == [
        "line 1 agreement: has no 'fee', of which objectives[0].penalty, settlement are shares; write fee = \"1000 GBP\"",
        "line 10 objectives[0].target: 'soon' is not a target; write 'at least 99.9 %'",
    ]
    unread = text.replace('fee = "1000 GBP"', "fee = 1000").replace("9 USD", "9 EUR")
    assert [problem.partition(" is not ")[0] for problem in problems(unread)] == [
        "line 6 fee: 1000",
        "line 11 objectives[0].target: 'soon'",
    ]


def test_names_of_calendars():
    """A name must be known, must not lead back to itself, and `always` is taken; a calendar is read though nothing uses it."""
    top = """[calendars]
always = { is = "dates", dates = ["2026-01-01"], tz = "UTC" }
a = { is = "without", kept = "b", taken = ["always"] }
b = { is = "any of", parts = ["a"] }
c = { is = "dates", dates = ["2026-13-01"], tz = "UTC" }
d = 5
"""
    text = f'{GOOD}{top}[[objectives]]\nname = "A"\nmetric = {{ is = "uptime", stream = "x", clock = "e" }}\n{TARGET}'
    calendar = '{ is = "weekly", hours = { mon-fri = "09:00-17:30" }, tz = "Europe/London" }'
    assert problems(text) == [
        "line 8 calendars.always: 'always' is the calendar that never closes; write another name",
        "line 10 calendars.b.parts[0]: 'a' is made of itself; name another calendar",
        "line 11 calendars.c.dates[0]: '2026-13-01' is not a date: a year has 12 months; write '2026-01-13'",
        f"line 12 calendars.d: 5 is not a calendar; write {calendar}",
        "line 15 objectives[0].metric.clock: 'e' is not a calendar; known: a, always, b, c, d",
    ]
    assert problems(f'calendars = 5\n{GOOD}[[objectives]]\nname = "A"\n{UPTIME}{TARGET}') == [
        f"line 1 calendars: 5 is not a table of calendars; write {{ desk = {calendar} }}"
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            'name = "A"\nfee 5',
            "line 2 column 5: the text is not TOML, a key and its value are divided by =; write fee = 5",
        ),
        ('name = "A', 'line 1 column 8: the text is not TOML, the string that begins here is not closed; write "..."'),
        ("a = 1\na = 2\n", "line 2 column 1: the text is not TOML, a is written twice, on lines 1 and 2; write it once"),
        (
            "a = 2026-02-30",
            "line 1 column 5: the text is not TOML, 2026-02-30 is not a day or time of the calendar: "
            "February 2026 has 28 days; write 2026-02-28 or 2026-03-01",
        ),
        ('{\n "a" 5}', 'line 2 column 6: the text is not JSON, a key and its value are divided by :; write "fee": "1000 GBP"'),
        (
            '{"a":' * 100_000,
            "line 1 column 321: it is nested too deep, and no more than 64 levels are read; write named calendars and fewer brackets",
        ),
        (
            "name: Hosting\n",
            "line 1 column 5: the text is not TOML, a key and its value are divided by =; "
            "write name = \"Hosting\", or loads(text, 'yaml') for YAML",
        ),
    ],
)
def test_text_that_is_neither(text, problem):
    """A fault of the syntax itself has its line and column."""
    assert problems(text) == [problem]


def test_json_of_another_shape():
    """A JSON text of something else, numbers that are none, and keys that stand twice."""
    assert problems("[1]", format="json") == [
        "line 1 agreement: [1] is not an agreement; write a table with name, provider, customer, term and objectives"
    ]
    text = """{"name": "Care", "provider": "P", "customer": "C",
      "term": ["2026-01-01", "2027-01-01"], "timezone": "UTC",
      "name": "Care", "fee": NaN, "window": null, "objectives": [
        {"name": "A", "target": "at least 99 %",
         "metric": {"is": "uptime", "stream": "x", "where": {"a": 1, "a": 1}}}
    ]}"""
    assert problems(text) == [
        "line 3 fee: NaN is not money; write '12000 GBP'",
        "line 3 window: null says nothing; leave it out",
        "line 3 name: is written twice, on lines 1 and 3; write it once",
        "line 5 objectives[0].metric.where.a: is written twice on line 5; write it once",
    ]


def test_calls_that_are_wrong():
    """What is wrong with the call is not the contract's fault."""
    for call, problem in [
        (lambda: sk.loads(b"name"), "bytes is not text; write load(path) for a file, or loads(content.decode())"),
        (lambda: sk.loads("", format="tmol"), "format='tmol' is not a format; did you mean 'toml'?"),
        (lambda: sk.loads("", vocabulary={}), "vocabulary={} is not a vocabulary; write STANDARD | {'empathy': empathy}"),
        (lambda: sk.dumps(5), "5 is not an agreement; write dumps(Agreement(...))"),
    ]:
        with pytest.raises(sk.errors.UsageError) as caught:
            call()
        assert str(caught.value) == problem
