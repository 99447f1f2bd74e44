"""Named parts: calendars, bases and limits are named once; what is read from a document is written as it stood there."""

import json
from pathlib import Path

import attrs
import pytest

import slakit as sk
from slakit.documents.plain import parse
from slakit.statements.digest import digest

CONTRACTS = sorted((Path(__file__).parents[2] / "examples" / "contracts").glob("*.toml"))
TOML = """\
name = "A"
provider = "P"
customer = "C"
timezone = "UTC"
term = ["2026-01-01", "2027-01-01"]
currency = "USD"

[limits]
urgent = "90 min"
usual = { p1 = "60 min", p2 = "2 hours" }
whatever = "5 min"

[bases]
invoices = { is = "recorded amount", stream = "invoices", field = "amount" }
at_risk = { is = "part", of = "invoices", share = "1/10" }

[calendars]
desk = { is = "weekly", hours = { mon-fri = "09:00-17:00" }, tz = "UTC" }

[[objectives]]
target = "at least 95.00 %"
name = "X"
metric = { is = "within", until = "b", since = "a", stream = "t", limit = "urgent", clock = "desk" }
penalty = { is = "flat", of = "invoices", credit = "1.50 %" }

[[objectives]]
name = "Y"
metric = { is = "within", stream = "t", limit = { p1 = "urgent", p2 = "3 hours" }, limit_by = "p", since = "a", until = "b" }
target = "at least 95 %"
penalty = { is = "flat", of = "at_risk", credit = "1 %", capped = { most = "5 %", of = "fee" } }

[[objectives]]
name = "Z"
metric = { is = "within", stream = "t", limit = "usual", limit_by = "p", since = "a", until = "b" }
target = "at least 95 %"
penalty = { is = "flat", of = "80000 USD", credit = "1 %" }
""".replace('currency = "USD"', 'fee = "100 USD"')


def ordered(text, form="toml"):
    """The data of a text with the order of its keys."""
    return json.dumps(parse(text, form)[0], default=str)


def problems(text):
    with pytest.raises(sk.errors.ContractError) as caught:
        sk.loads(text)
    return list(caught.value.problems)


def test_names_stand_for_parts():
    """A limit, alone or by the value of a field, a base, a calendar; `fee` is the fee, and money a base of its own."""
    x, y, z = sk.loads(TOML).objectives
    invoices = sk.bases.RecordedAmount("invoices", "amount")
    desk = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")
    assert x.metric == sk.Within("t", "90 min", since="a", until="b", clock=desk)
    assert y.metric == sk.Within("t", {"p1": "90 min", "p2": "3 hours"}, limit_by="p", since="a", until="b")
    assert z.metric == sk.Within("t", {"p1": "60 min", "p2": "2 hours"}, limit_by="p", since="a", until="b")
    assert x.penalty == sk.Flat("1.5 %", of=invoices)
    assert y.penalty == sk.Flat("1 %", of=invoices * "1/10").capped("5 %", of=sk.bases.Fee())
    assert z.penalty == sk.Flat("1 %", of="80000 USD")


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_a_document_is_written_as_it_stood(path):
    """Names, units and the order of keys are those of the document, in every format; without it, all is equal all the same."""
    text = path.read_text(encoding="utf-8")
    agreement = sk.loads(text)
    assert ordered(sk.dumps(agreement)) == ordered(text)
    assert ordered(sk.dumps(agreement, "json"), "json") == ordered(text)
    assert sk.loads(sk.dumps(attrs.evolve(agreement, source=None))) == agreement


def test_names_units_and_order_are_kept():
    """The same for a document with every table of names; also for names that nothing uses."""
    assert ordered(sk.dumps(sk.loads(TOML))) == ordered(TOML)


def test_what_is_unchanged_keeps_its_text():
    """A changed agreement is written with the text of what is as it was, and with the names for what is new."""
    read = sk.loads(TOML)
    x, y, _ = read.objectives
    changed = attrs.evolve(read, name="B", objectives=[y, attrs.evolve(x, name="W")])
    text = sk.dumps(changed)
    assert sk.loads(text) == changed
    data = parse(text, "toml")[0]
    assert list(data) == ["name", "provider", "customer", "timezone", "term", "fee", "limits", "bases", "calendars", "objectives"]
    assert data["limits"] == parse(TOML, "toml")[0]["limits"]
    assert data["objectives"][0] == parse(TOML, "toml")[0]["objectives"][1]
    new = data["objectives"][1]
    assert (new["metric"]["limit"], new["metric"]["clock"], new["penalty"]["of"]) == ("urgent", "desk", "invoices")


def test_a_change_inside_a_part_leaves_the_rest_of_it():
    """One number of an objective, one limit of a table, one tier: all else of the text stays, units and order included."""
    text = (
        TOML[: TOML.index("[limits]")]
        + """
[calendars]
desk = { is = "weekly", hours = { mon-fri = "09:00-17:00" }, tz = "UTC" }

[bases]
invoices = { is = "recorded amount", stream = "invoices", field = "amount" }
"at risk" = { is = "part", of = "invoices", share = "1/10" }

[limits]
urgent = "90 min"

[[objectives]]
target = "at least 95.0 %"
name = "X"
metric = { stream = "t", is = "within", limit = { p1 = "urgent", p2 = "180 min" }, limit_by = "p", since = "a", until = "b" }
penalty = { capped = "20.0 %", is = "flat", credit = "25.0 %", of = "at risk" }
"""
    )
    read = sk.loads(text)
    (x,) = read.objectives
    for change, old, new in (
        (attrs.evolve(x, target="at least 96 %"), "at least 95.0 %", "at least 96 %"),
        (attrs.evolve(x, name="Y"), 'name = "X"', 'name = "Y"'),
        (attrs.evolve(x, metric=attrs.evolve(x.metric, limit={"p1": "90 min", "p2": "5 hours"})), '"180 min"', '"5 hours"'),
        (attrs.evolve(x, penalty=sk.Flat("30 %", of=x.penalty.rule.of).capped("20 %")), '"25.0 %"', '"30 %"'),
        (attrs.evolve(x, penalty=None), 'penalty = { capped = "20.0 %", is = "flat", credit = "25.0 %", of = "at risk" }', ""),
    ):
        changed = attrs.evolve(read, objectives=[change])
        assert sk.loads(sk.dumps(changed)) == changed
        assert ordered(sk.dumps(changed)) == ordered(text.replace(old, new))
    more = attrs.evolve(read, objectives=[attrs.evolve(x, name="New"), x])
    data = parse(sk.dumps(more), "toml")[0]
    assert list(data["bases"]) == ["invoices", "at risk"]
    assert data["objectives"][1] == parse(text, "toml")[0]["objectives"][0]


def test_a_document_changes_no_equality_and_no_digest():
    """Two agreements of one content are equal, whatever document they came from."""
    read = sk.loads(TOML)
    bare = attrs.evolve(read, source=None)
    assert (read, hash(read), repr(read), digest(read)) == (bare, hash(bare), repr(bare), digest(bare))
    assert "source" not in repr(read)


def test_another_vocabulary():
    """What was read with words of one's own is written without them if the vocabulary does not have them."""
    words = sk.STANDARD | {"goodwill": sk.Flat}
    read = sk.loads(TOML.replace('is = "flat"', 'is = "goodwill"'), vocabulary=words)
    assert 'is = "goodwill"' in sk.dumps(read, vocabulary=words)
    assert sk.loads(sk.dumps(read)) == read


def test_shared_bases_get_names():
    """A base that Python uses twice stands in a table of its own, as a calendar does."""
    read = attrs.evolve(sk.loads(TOML), source=None)
    data = parse(sk.dumps(read), "toml")[0]
    assert data["bases"] == {"base-1": {"is": "recorded amount", "stream": "invoices", "field": "amount"}}
    assert data["objectives"][1]["penalty"]["of"]["of"] == "base-1"
    assert data["objectives"][1]["penalty"]["capped"] == {"most": "5 %", "of": "fee"}
    assert data["objectives"][2]["penalty"]["of"] == "80000 USD"


@pytest.mark.parametrize(
    ("written", "wrong", "problem"),
    [
        (
            'of = "invoices", credit',
            'of = "invoice", credit',
            "line 24 objectives[0].penalty.of: 'invoice' is not a base; did you mean 'invoices'?",
        ),
        ('limit = "urgent"', 'limit = "urgnt"', "line 23 objectives[0].metric.limit: 'urgnt' is not a limit; did you mean 'urgent'?"),
        ('{ p1 = "urgent"', '{ p1 = "urgnt"', "line 28 objectives[1].metric.limit.p1: 'urgnt' is not a limit; did you mean 'urgent'?"),
        ('limit = "urgent"', 'limit = "5 hors"', "line 23 objectives[0].metric.limit: '5 hors' is not a quantity: 'hors' is not a unit"),
        ("whatever =", '"5 min" =', "line 11 limits.\"5 min\": '5 min' is a limit by itself; write another name"),
        ("[bases]", '[bases]\n"80000 USD" = "5 USD"', "line 14 bases.\"80000 USD\": '80000 USD' is money by itself; write another name"),
        ('whatever = "5 min"', 'whatever = "5 %"', "line 11 limits.whatever: '5 %' is not a length of time; write '1 hour'"),
        ("[bases]", '[bases]\nfee = "5 GBP"', "line 14 bases.fee: 'fee' is the fee of the period; write another name"),
        ('of = "invoices", share', 'of = "at_risk", share', "line 15 bases.at_risk.of: 'at_risk' is made of itself; name another base"),
    ],
)  # fmt: skip
def test_names_that_are_wrong(written, wrong, problem):
    """Each has its place, and a name that is near."""
    assert any(one.startswith(problem) for one in problems(TOML.replace(written, wrong, 1)))


def test_tables_that_are_none():
    """A table of names that is none is refused with an example."""
    head, _, tail = TOML.partition("[limits]")
    rest = tail[tail.index("[[objectives]]") :]
    assert 'line 8 limits: 5 is not a table of limits; write { urgent = "1 hour" }' in problems(
        f"{head}\nlimits = 5\n{rest}".replace("\n\nlimits", "\nlimits")
    )
