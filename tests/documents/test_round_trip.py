"""The law of documents: what is dumped is read back as an equal agreement, with the same digest, in every format."""

import json
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from importlib.util import find_spec

import attrs
import pytest
from hypothesis import given, reject, settings, strategies as st

import slakit as sk
from slakit.agreements.allow import CODES
from slakit.calendars.combined import AllOf, AnyOf
from slakit.documents.plain import key_text, parse
from slakit.documents.source_map import SourceMap
from slakit.documents.yaml_layout import yaml_text
from slakit.documents.yaml_reader import read_yaml
from slakit.errors import SlakitError
from slakit.metrics.condition import filter_of
from slakit.penalties.wrappers.caps import Capped
from slakit.statements.digest import digest
from slakit.targets.bound import Bound
from slakit.values.rounding import MODES

FORMS = st.sampled_from(["toml", "json", *(["yaml"] if find_spec("yaml") else [])])
EXAMPLES = max(2, settings.get_profile(settings.get_current_profile_name()).max_examples // 3)  # each is a whole agreement
TIERS = ("below", "at_or_below", "above", "at_or_above")
ZONES = st.sampled_from(["UTC", "Europe/London", "America/New_York"])
texts = st.text(min_size=1, max_size=8).filter(lambda text: text.strip() and not text.lstrip().startswith("="))  # no expression
fields = st.one_of(st.sampled_from(["severity", "type", "a b"]), texts)
fractions = st.fractions(min_value=Fraction(1, 50), max_value=1000, max_denominator=60)
days = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 1, 1)).map(str)


def tried(make, *parts, **named):
    """What a maker makes of parts, drawn again where it refuses them."""

    @st.composite
    def made(draw):
        for _ in range(5):
            try:
                return make(*map(draw, parts), **{name: draw(part) for name, part in named.items()})
            except SlakitError:
                continue
        return reject()

    return made()


def amounts(*units):
    return st.builds(lambda number, unit: sk.quantity(f"{number} {unit}"), fractions, st.sampled_from(units))


shares = amounts("%", "pp", "‰")
lengths = st.builds(lambda number, unit: sk.quantity(f"{number} {unit}"), st.integers(1, 500), st.sampled_from(["min", "h", "s", "day"]))
more = lengths.map("more than {}".format)
counts = st.one_of(amounts("", "message", "items"), st.integers(0, 50).map(sk.quantity))
moneys = st.builds(lambda number: sk.types.Money.of(number, "GBP"), fractions)
credits = st.one_of(amounts("%"), moneys)

plain = st.one_of(st.text(max_size=6), st.integers(-5, 5), st.booleans())
wanted = st.one_of(
    plain,
    st.none(),
    st.fractions(max_denominator=9),
    st.lists(st.one_of(plain, st.none(), st.decimals(-5, 5, places=2)), min_size=1, max_size=3),
    st.builds(
        "{} {}".format,
        st.sampled_from([">=", "<", "!=", "==", "above", "At most", "between 1 and"]),
        st.one_of(fractions, st.text(max_size=3)),
    ),
)
wanted = st.one_of(wanted, st.lists(wanted.filter(lambda one: not isinstance(one, list)), min_size=1, max_size=3))
filters = tried(filter_of, st.dictionaries(fields, wanted, max_size=3))
expressions = st.builds(
    "{} - {} {} {}".format,
    st.sampled_from(["answered", "`first reply`", "(a + b) * 2"]),
    st.sampled_from(["asked", "c / -3"]),
    st.sampled_from(["<=", "at least", "!="]),
    st.sampled_from(["4 hours", "1 h 30 min", "0", "0.5 %"]),
)
expressed = tried(filter_of, expressions)
doubled = st.builds(lambda one, other: one & other, st.one_of(filters, expressed), st.one_of(filters, expressed))
goods = st.one_of(filters, doubled).filter(bool)

times = st.builds(time, st.integers(0, 23), st.integers(0, 59)).map(lambda at: at.isoformat("minutes"))
hours = st.lists(st.builds("{}-{}".format, times, times), max_size=3)
weekly = tried(
    sk.Weekly,
    st.dictionaries(st.sampled_from(["mon", "tue-thu", "fri", "sat", "sun"]), hours, max_size=4),
    ZONES,
    st.dictionaries(days, hours, max_size=2),
)
dates = st.builds(sk.Dates, st.lists(days, min_size=1, max_size=4), ZONES)
recurring = tried(
    sk.Recurring,
    st.sampled_from(["FREQ=MONTHLY;BYDAY=1SU;BYHOUR=2", "FREQ=WEEKLY;INTERVAL=2", "FREQ=DAILY;COUNT=9", "FREQ=MONTHLY;BYMONTHDAY=5"]),
    ZONES,
    st.one_of(st.none(), lengths),
    st.one_of(st.none(), days),
)


def joined(parts):
    several = st.lists(parts, min_size=1, max_size=3)
    return st.one_of(
        st.builds(lambda a, b: a | b, parts, parts),
        st.builds(lambda a, b: a & b, parts, parts),
        st.builds(lambda a, b: a - b, parts, parts),
        several.map(AnyOf),
        several.map(AllOf),
    )


calendars = st.recursive(st.one_of(st.just(sk.ALWAYS), weekly, dates, recurring), joined, max_leaves=4)

common = {"tz": st.one_of(st.none(), ZONES), "partial": st.sampled_from(["prorate", "full", "skip"])}
ends = st.sampled_from(["clamp", "overflow", "last"])
steps = st.one_of(
    tried(
        sk.every,
        st.integers(1, 4),
        st.sampled_from(["hour", "day", "week", "month", "quarter", "year"]),
        days,
        month_end=ends,
        **common,
    ),
    st.builds(sk.monthly, anchor=st.integers(1, 31), month_end=ends, **common),
    st.builds(sk.weekly, st.sampled_from(["mon", "wed", "sun"]), **common),
)
whole = st.builds(sk.whole_term, **common)
rolling = tried(sk.rolling, st.sampled_from(["30 days", "24 hours", "1 quarter"]), step=steps, **common)
windows = st.one_of(steps, whole, rolling)

maybe_counted = st.none() | st.sampled_from(["begun", "full", "exact"])
number_fields = st.one_of(texts, st.sampled_from(["= a - b", "=(done-asked)/1 hour", "= 2 * `first count`"]))
stream = {"where": st.one_of(filters, doubled), "by": st.lists(fields, max_size=2, unique=True)}
ungrouped = {"where": filters}
maybe = st.one_of(st.none(), texts)
clocked = {"since": texts, "until": texts, "clock": calendars, "attribute": texts, "key": maybe, "updated": maybe}
limits = st.dictionaries(st.one_of(texts, st.integers(0, 5)), lengths, min_size=1, max_size=3)
share = st.builds(sk.Share, texts, good=goods, **ungrouped)
total = st.builds(sk.Total, texts, texts, unit=st.sampled_from(["item", "message", "order"]), digits=st.integers(0, 9), **ungrouped)
ratios = st.one_of(
    st.builds(sk.Uptime, texts, start=texts, clock=calendars, **stream),
    st.builds(sk.Within, texts, lengths, **clocked, **stream),
    st.builds(sk.Within, texts, limits, limit_by=texts, **clocked, **stream),
    st.builds(sk.OnTime, texts, due=texts, done=texts, since=maybe, **stream),
    st.builds(sk.Share, texts, good=goods, **stream),
    tried(sk.Slices, texts, total=number_fields, bad=number_fields, per=lengths, empty=st.sampled_from(["good", "bad", "skip"]), **stream),
    st.builds(lambda a, b, x, y: a * x + b * y, share, share, fractions, fractions),
    st.builds(lambda a, b: a * b, share, share),
    tried(lambda a, b, x, y: (a * x + b * y).redistributed(), share, share, fractions, fractions),
    st.builds(lambda a, b, by: (a / b).by(*by), total, total, st.lists(fields, max_size=2, unique=True)),
)
STATISTICS = ("mean", "max", "p95", "p99.9 linear", "median higher")
elapsed = st.one_of(
    tried(
        sk.Elapsed,
        texts,
        statistic=st.sampled_from(STATISTICS),
        whole=st.none() | lengths,
        counting=st.sampled_from(["full", "begun"]),
        **clocked,
        **stream,
    ),
    st.builds(
        sk.Downtime,
        texts,
        start=texts,
        clock=calendars,
        whole=st.none() | lengths,
        minimum_length=st.none() | lengths | lengths.map("more than {}".format),
        **stream,
    ),
)
in_days = tried(
    sk.Elapsed, texts, unit=st.just("business day"), counting=maybe_counted, statistic=st.sampled_from(STATISTICS), **clocked, **stream
)
mean = tried(sk.Mean, texts, texts, weight=maybe, unit=st.just("item"), digits=st.integers(0, 9), **ungrouped)
counted = st.one_of(st.builds(sk.Count, texts, at=texts, key=maybe, **stream), total, mean, st.builds(lambda a, b: a * b, share, total))


def targets(limits):
    rounded = {"rounding": st.one_of(st.none(), limits.filter(lambda step: step.base > 0)), "mode": st.sampled_from(MODES)}
    bounds = tried(Bound, st.sampled_from([">=", "<=", ">", "<", "=="]), limits, **rounded)
    both = lambda parts: st.one_of(tried(lambda a, b: a & b, parts, parts), tried(lambda a, b: a | b, parts, parts))  # noqa: E731
    return st.recursive(bounds, both, max_leaves=4)


def penalties(limits):
    tables = st.dictionaries(limits, credits, min_size=1, max_size=3)
    tiered = tried(lambda word, table: sk.Tiered(**{word: table}), st.sampled_from(TIERS), tables)
    linear = tried(sk.Linear, credits, per=limits, counting=st.sampled_from(["exact", "full", "begun"]))
    simple = st.one_of(st.builds(sk.Flat, credits), st.builds(sk.PerBreach, credits, free=st.integers(0, 3)), linear, tiered)
    several = lambda parts: st.one_of(  # noqa: E731
        st.builds(lambda a, b: a + b, parts, parts),
        st.builds(lambda a, b: a | b, parts, parts),
        st.builds(lambda a, b: a & b, parts, parts),
        st.builds(Capped, parts, credits),
        *wrapped(parts),
    )
    return st.recursive(simple, several, max_leaves=4)


def wrapped(rules):
    """Rules with one more wrapper, in any order; what cannot stand there is drawn again."""
    several = st.integers(1, 4)
    return [
        tried(lambda rule, least: rule.floored(least), rules, credits),
        tried(lambda rule, times, within: rule.repeated({2: times}, within=within), rules, st.integers(1, 3), st.sampled_from([None, 6])),
        tried(lambda rule, row, late: rule.only_if(in_a_row=row, arrears=late), rules, several, st.booleans()),
        tried(lambda rule, of: rule.only_if(misses=(2, 1 + of)), rules, several),
        tried(lambda rule, after, part: rule.earned_back(after, share=part), rules, several, st.sampled_from([1, "50 %"])),
        tried(lambda rule, owing, within: rule.grants("leave", owing=owing, within=within), rules, credits, st.sampled_from([None, 6])),
    ]


ratchets = st.builds(
    sk.rules.Ratchet,
    best=st.integers(1, 9),
    share=st.sampled_from(["10 %", "100 %"]),
    moves=st.sampled_from(["50 %", "100 %"]),
    per=st.sampled_from(["yearly", "quarterly", "every year from 2026-04-01"]),
    rounding=st.sampled_from([None, "0.01 %"]),
    mode=st.sampled_from(MODES),
)
settlements = st.one_of(
    st.builds(sk.Settlement, cap=st.one_of(st.none(), credits)),
    tried(
        lambda steps: sk.Settlement(steps=steps),
        st.lists(
            st.one_of(
                tried(sk.steps.Cap, credits, net=st.booleans()),
                tried(lambda least: sk.steps.MinimumPayout(f"more than {least}"), credits),
                st.builds(sk.steps.OnlySmallest, among=st.sampled_from(["", "group", "period"])),
            ),
            max_size=3,
        ),
    ),
)
allowed = st.dictionaries(st.sampled_from(CODES), texts, max_size=2)


def objectives(metrics, limits):
    told = {
        "window": st.one_of(st.none(), windows),
        "penalty": st.one_of(st.none(), penalties(limits)),
        "clause": st.text(max_size=5),
        "silence": st.sampled_from(["no data", "met", "missed", "carry"]),
        "minimum": st.integers(0, 9),
        "ratchet": st.one_of(st.none(), ratchets),
        "allow": allowed,
    }
    return tried(sk.Objective, texts, metrics, targets(limits), **told)


parties = st.one_of(
    texts.map(sk.Party), st.builds(sk.Party, texts, roles=st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=2))
)
agreements = tried(
    sk.Agreement,
    texts,
    provider=parties,
    customer=parties,
    term=st.sampled_from([("2026-01-01", "2027-01-01"), ("2026-01-01T12:00", "2026-01-02T00:00:00+01:00")]),
    timezone=ZONES,
    fee=moneys,
    window=st.one_of(steps, whole),
    settlement=settlements,
    objectives=st.lists(
        st.one_of(
            objectives(ratios, shares),
            objectives(elapsed, lengths),
            objectives(in_days, amounts("business day")),
            objectives(counted, counts),
        ),
        min_size=1, max_size=3, unique_by=lambda objective: objective.name,
    ),
    allow=allowed,
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=EXAMPLES)
@given(agreements, FORMS)
def test_what_is_dumped_is_read_back(agreement, form):
    """loads(dumps(a)) == a, and the statement would cite the same digest; TOML and JSON are seen from the text."""
    text = sk.dumps(agreement, form)
    read = sk.loads(text, form if form == "yaml" else None)
    assert read == agreement
    assert digest(read) == digest(agreement)
    assert sk.dumps(read, form) == text


def yaml_key(key):
    return yaml_text({key: 1}).removesuffix(": 1\n")


def paths(data, path=()):
    yield path
    for step, part in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from paths(part, (*path, step))


@pytest.mark.slow
@settings(max_examples=EXAMPLES)
@given(agreements, FORMS)
def test_every_part_has_its_line(agreement, form):
    """The line of a key holds the key, whatever is written in the document."""
    text = sk.dumps(agreement, form)
    places, lines = SourceMap(text, form), text.split("\n")
    written = {"toml": key_text, "json": lambda key: json.dumps(key, ensure_ascii=False), "yaml": yaml_key}[form]
    for path in paths(read_yaml(text).data if form == "yaml" else parse(text, form)[0]):
        if path and isinstance(path[-1], str):
            assert written(path[-1]) in lines[places.line(path) - 1]
    assert places.repeated == []


@pytest.mark.slow
@settings(max_examples=EXAMPLES)
@given(agreements)
def test_the_formats_agree(agreement):
    """TOML, JSON and the data of a host that parsed JSON by itself hold the same."""
    text = sk.dumps(agreement, "json")
    parsed = json.loads(text, parse_float=Decimal)  # a float may hold another number than what stands there
    assert sk.loads(sk.dumps(agreement, "toml")) == sk.loads(text) == sk.load(parsed)


EXACT = """
name = "A"
provider = "P"
customer = "C"
term = ["2026-01-01", "2027-01-01"]
timezone = "UTC"
fee = "2242260880038635.75 USD"

[[objectives]]
name = "X"
metric = { is = "count", stream = "t", where = { x = 2242260880038635.75 } }
target = "at least 0.12345678901234567890"
"""


def test_numbers_are_read_exactly():
    """More digits than a float holds: the number of every format is the one that stands there, and what is written has all of them."""
    read = sk.loads(EXACT)
    (x,) = read.objectives
    (condition,) = x.metric.filters.conditions
    assert condition.all_values == (Fraction("2242260880038635.75"),)
    for form in ("toml", "json", "yaml") if find_spec("yaml") else ("toml", "json"):
        text = sk.dumps(read, form)
        assert "2242260880038635.75" in text.replace("USD", "")
        assert sk.loads(text, form) == read == sk.loads(sk.dumps(attrs.evolve(read, source=None), form), form)
    assert sk.load(json.loads(sk.dumps(read, "json"), parse_float=Decimal)) == read
    assert sk.load(json.loads(sk.dumps(read, "json"))) != read  # the host's own floats say another number
