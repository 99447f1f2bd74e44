"""Tables with a word, and names of every kind of part: alone, in one another, with keys beside a name, in every format."""

import json
import re

import attrs
import pytest
from shipped import CONTRACTS

import slakit as sk
from slakit.documents.plain import parse

HEAD = """\
name = "A"
provider = "P"
customer = "C"
timezone = "UTC"
term = ["2026-01-01", "2027-01-01"]
fee = "100 USD"
"""
NAMED = """
[calendars]
desk = { is = "weekly", hours = { mon-fri = "09:00-17:00" }, tz = "UTC" }

[clocks]
channels = { phone = "always", mail = "desk" }

[factors]
usage = { is = "recorded number", stream = "usage", field = "credits" }
step = { is = "lookup number", factor = "usage", above = { 4 = 1.50, 8 = 2 } }

[metrics]
up = { is = "uptime", stream = "outages" }
replies = { is = "within", stream = "t", limit = "60 min", since = "a", until = "b", clock = "channels", clock_by = "c" }
both = { is = "weighted", terms = [[0.50, "replies"], [0.5, "up"]] }

[penalties]
used = { is = "product", credit = "10 USD", factors = { usage = "usage", step = "step", a_day = "1/30" } }
leave = { is = "right", right = "terminate" }
bands = { is = "tiered", below = { "99.0 %" = "used", "98 %" = "7.0 %" }, less_for_worse = true }
"""
OBJECTIVES = """
[[objectives]]
name = "X"
metric = "both"
target = "at least 95.0 %"
penalty = ["used", { named = "leave", only_if = { in_a_row = 2 } }]

[[objectives]]
name = "Y"
metric = { named = "replies", by = "channel", where = { kind = "question" } }
target = "at least 95 %"
penalty = { named = "used", capped = "10.0 %" }

[[objectives]]
name = "Z"
metric = "up"
target = "at least 99.5 %"
penalty = "bands"
"""
TEXT = HEAD + NAMED + OBJECTIVES


def ordered(text, form="toml"):
    """The data of a text with the order of its keys."""
    return json.dumps(parse(text, form)[0], default=str)


def test_names_stand_for_parts():
    """Alone, in one another whatever their order, in lists, rows and terms, and with the keys that every table of the kind may have."""
    x, y, z = sk.loads(TEXT).objectives
    desk = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")
    up = sk.Uptime("outages")
    replies = sk.Within("t", "60 min", since="a", until="b", clock={"phone": sk.ALWAYS, "mail": desk}, clock_by="c")
    usage = sk.factors.RecordedNumber("usage", "credits")
    step = sk.factors.LookupNumber(usage, above={4: "1.5", 8: 2})
    used = sk.rules.Product("10 USD", {"usage": usage, "step": step, "a_day": "1/30"})
    assert x.metric == "1/2" * replies + "1/2" * up
    assert x.penalty == used + sk.Right("terminate").only_if(in_a_row=2)
    assert y.metric == replies.where(kind="question").by("channel")
    assert y.penalty == used.capped("10 %")
    assert (z.metric, z.penalty) == (up, sk.Tiered({"99 %": used, "98 %": "7 %"}, less_for_worse=True))


def test_what_is_read_is_written_as_it_stood():
    """Names, units and order, in every format and as data of a host; without its document it is equal all the same."""
    read = sk.loads(TEXT)
    assert ordered(sk.dumps(read)) == ordered(TEXT)
    assert ordered(sk.dumps(read, "json"), "json") == ordered(TEXT)
    assert sk.load(json.loads(sk.dumps(read, "json"))) == read
    assert sk.loads(sk.dumps(attrs.evolve(read, source=None))) == read


def test_yaml():
    pytest.importorskip("yaml")
    read = sk.loads(TEXT)
    again = sk.loads(sk.dumps(read, "yaml"), "yaml")
    assert again == read
    assert ordered(sk.dumps(again)) == ordered(TEXT)


def test_what_is_changed_keeps_its_names():
    """A new cap beside a name, other groups of a named metric, another target: all else stays as it stood."""
    read = sk.loads(TEXT)
    x, y, z = read.objectives
    changes = (
        ([attrs.evolve(x, name="W"), y, z], 'name = "X"', 'name = "W"'),
        ([x, attrs.evolve(y, penalty=y.penalty.rule.capped("20 %")), z], '"10.0 %"', '"20 %"'),
        ([x, attrs.evolve(y, penalty=y.penalty.rule), z], '{ named = "used", capped = "10.0 %" }', '"used"'),
        ([x, y, attrs.evolve(z, penalty=x.penalty.rules[0])], 'penalty = "bands"', 'penalty = "used"'),
        ([x, attrs.evolve(y, metric=z.metric), z], '{ named = "replies", by = "channel", where = { kind = "question" } }', '"up"'),
        ([x, attrs.evolve(y, metric=y.metric.by("desk")), z], 'by = "channel"', 'by = ["desk"]'),
        ([x, y, attrs.evolve(z, target="at least 99.6 %")], "99.5 %", "99.6 %"),
    )
    for objectives, old, new in changes:
        changed = attrs.evolve(read, objectives=objectives)
        text = sk.dumps(changed)
        assert sk.loads(text) == changed
        assert json.loads(ordered(text)) == json.loads(ordered(HEAD + NAMED + OBJECTIVES.replace(old, new)))


def hoisted(data):
    """The data of a contract with every metric and rule of its objectives in a table of names, and each name where they stood."""
    made = {**data, "metrics": dict(data.get("metrics", {})), "penalties": dict(data.get("penalties", {}))}
    made["objectives"] = []
    for index, objective in enumerate(data["objectives"]):
        one = dict(objective)
        for key, table in (("metric", "metrics"), ("penalty", "penalties")):
            if key in one and not isinstance(one[key], str):
                made[table][f"part {index}"], one[key] = one[key], f"part {index}"
        made["objectives"].append(one)
    return {key: part for key, part in made.items() if part}


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_every_contract_with_names(path):
    """Every metric and rule of the shipped contracts may be named, and means the same."""
    data = parse(path.read_text(encoding="utf-8"), "toml")[0]
    if "objectives" not in data:
        pytest.skip("no contract")
    with_names = hoisted(data)
    read = sk.load(with_names)
    assert read == sk.load(data)
    assert read.source.unused == {}
    assert ordered(sk.dumps(read)) == json.dumps(with_names, default=str)


@pytest.mark.parametrize(("written", "wrong", "problem"), [
    ('metric = "both"', 'metric = "bot"', "objectives[0].metric: 'bot' is not a metric; did you mean 'both'?"),
    ('metric = "both"', 'metric = "desk"', "objectives[0].metric: 'desk' is not a metric, but one of the calendars"),
    ('penalty = "bands"', 'penalty = "band"', "objectives[2].penalty: 'band' is not a penalty rule; did you mean 'bands'?"),
    ('penalty = "bands"', 'penalty = "usage"', "objectives[2].penalty: 'usage' is not a penalty rule, but one of the factors"),
    ('usage = "usage"', 'usage = "usge"',
     "penalties.used.factors.usage: 'usge' is not a number, nor the name of a factor; did you mean 'usage'?"),
    ('"99.0 %" = "used"', '"99.0 %" = "usd"',
     "penalties.bands.below.\"99.0 %\": 'usd' is not an amount, nor the name of a penalty rule; did you mean 'used'?"),
    ('"99.0 %" = "used"', '"99.0 %" = "bands"', "penalties.bands.below.\"99.0 %\": 'bands' is made of itself; name another penalty rule"),
    ('[0.5, "up"]', '[0.5, "both"]', "metrics.both.terms[1][1]: 'both' is made of itself; name another metric"),
    ('factor = "usage"', 'factor = "step"', "factors.step.factor: 'step' is made of itself; name another factor"),
    ('named = "replies"', 'named = "reply"', "objectives[1].metric.named: 'reply' is not a metric; did you mean 'replies'?"),
    ('named = "replies"', 'named = 3', "objectives[1].metric.named: 3 is not a name; write { named = \"availability\" }"),
    ('named = "replies"', 'named = "replies", limit = "1 hour"', "objectives[1].metric.limit: is not a key of a table with 'named'"),
    ('{ phone = "always", mail = "desk" }', '"desk"', "clocks.channels: 'desk' is not a table of calendars by value; write "),
    ('mail = "desk"', 'mail = "dek"', "clocks.channels.mail: 'dek' is not a calendar; did you mean 'desk'?"),
    ("channels = {", "desk = {", "clocks.desk: 'desk' is a calendar as well; write another name"),
    ('clock = "channels"', 'clock = "channel"', "metrics.replies.clock: 'channel' is not a calendar; did you mean 'channels'?"),
    ("leave = {", '"5 %" = {', "penalties.\"5 %\": '5 %' is an amount by itself; write another name"),
    ("usage = { is", '"1/30" = { is', "factors.\"1/30\": '1/30' is a number by itself; write another name"),
])  # fmt: skip
def test_names_that_are_wrong(written, wrong, problem):
    """Each has its place, and a name that is near, or the table in which it stands."""
    with pytest.raises(sk.errors.ContractError) as caught:
        sk.loads(TEXT.replace(written, wrong, 1))
    assert any(re.sub(r"^line \d+ ", "", one).startswith(problem) for one in caught.value.problems), caught.value.problems


def test_a_table_that_is_none():
    with pytest.raises(sk.errors.ContractError) as caught:
        sk.loads(HEAD + "penalties = 5\n" + OBJECTIVES)
    assert 'line 7 penalties: 5 is not a table of penalties; write { late = { is = "flat", credit = "5 %" } }' in caught.value.problems


def test_a_field_may_have_the_value_named():
    """The key that stands for a name does so for metrics and rules alone: elsewhere it is a value like others."""
    text = (
        HEAD
        + NAMED[: NAMED.index("[clocks]")]
        + """
[[objectives]]
name = "X"
target = "at least 95 %"

[objectives.metric]
is = "within"
stream = "t"
limit = { named = "1 hour" }
limit_by = "kind"
since = "a"
until = "b"
clock = { named = "desk" }
clock_by = "kind"
"""
    )
    (x,) = sk.loads(text).objectives
    assert [name for name, _ in (*x.metric.limit, *x.metric.clock)] == ["named", "named"]


def test_unused_names():
    """Every table of names is looked through; a field or a stream of the same name refers to nothing."""
    text = TEXT
    for old, new in (
        ('metric = "up"', 'metric = { is = "uptime", stream = "up" }'),
        ('[0.5, "up"]', '[0.5, { is = "uptime", stream = "up" }]'),
        ('penalty = "bands"', 'penalty = { is = "flat", credit = "1 %" }'),
        ('clock = "channels", clock_by = "c"', 'clock = "desk"'),
    ):
        text = text.replace(old, new)
    places = [(finding.place, finding.remedy) for finding in sk.check(sk.loads(text)) if finding.code == "unused-name"]
    leave = "leave it out, or write it where it is meant: "
    assert places == [
        ("clocks.channels", f'{leave}clock = "channels"'),
        ("metrics.up", f'{leave}metric = "up"'),
        ("penalties.bands", f'{leave}penalty = "bands"'),
    ]


def test_findings_stand_where_the_part_is_written():
    """A finding about a part that has a name has the place of the part in its table."""
    text = (
        HEAD
        + """
[penalties]
late = { is = "tiered", below = { "99.9 %" = "5 %", "99 %" = "5 %" } }

[[objectives]]
name = "Uptime"
metric = { is = "uptime", stream = "outages" }
target = "at least 99.9 %"
penalty = { named = "late", capped = "5 %" }
"""
    )
    places = {finding.code: finding.place for finding in sk.check(sk.loads(text))}
    assert places == {"tiers-pay-the-same": 'penalties.late.below."99 %"', "cap-never-binds": "objectives[0].penalty.capped"}


def test_a_changed_part_is_a_change_of_every_clause():
    """A name says no more than what it stands for: written out it is no change, and another rule is one of all that refer to it."""
    named = sk.loads(TEXT)
    assert not sk.diff(named, sk.loads(sk.dumps(attrs.evolve(named, source=None))))
    changed = sk.diff(named, sk.loads(TEXT.replace('credit = "10 USD"', 'credit = "12 USD"')))
    assert {name for name in ("X", "Y", "Z") if name in str(changed)} == {"X", "Y", "Z"}
