"""Every object that a contract is made of, in every format: written, read back as an equal one, and accepted by the schema.

The metrics, rules and steps are those of the laws, where every word of the vocabulary is listed.
"""

import sys
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from classes import words_missing
from law_cases import METRICS
from shipped import CONTRACTS

import slakit as sk
from slakit.agreements.amendment import Amendment
from slakit.agreements.exclusion import Exclusion
from slakit.agreements.lifecycle import Lifecycle
from slakit.agreements.log import Log
from slakit.calendars.combined import AllOf, AnyOf, Without
from slakit.documents.decode import Decoder
from slakit.documents.encode import Encoder
from slakit.documents.kinds import KINDS, kind_of
from slakit.documents.layout import json_text, toml_text
from slakit.documents.named_parts import NamedParts
from slakit.documents.plain import parse
from slakit.documents.tagged import TaggedTables
from slakit.documents.yaml_layout import yaml_text
from slakit.documents.yaml_reader import read_yaml
from slakit.penalties.bases.credit_base import Less, Part
from slakit.penalties.settlement.claims import Claims

LAWS = Path(__file__).parents[1] / "laws"
LAYOUTS = {"toml": toml_text, "json": json_text, "yaml": yaml_text}
FEE = sk.bases.Fee()
CHARGES = sk.bases.RecordedAmount("charges", "amount", where={"line": "hosting"})
WEEK = sk.Weekly({"mon-fri": "09:00-17:30"}, tz="UTC", dated={"2026-12-24": "09:00-12:00"})
DATES = sk.Dates(["2026-12-25"], tz="UTC")

HOLIDAYS = [sk.Holidays("GB", subdiv="ENG")] if find_spec("holidays") else []
OTHERS = [  # of the kinds that no law lists
    *(FEE, sk.bases.Fee(back=1), sk.bases.BillingFee(), sk.bases.BillingFee(back=1)),
    *(CHARGES, sk.bases.FixedAmount("5 GBP"), sk.bases.Average(3, CHARGES, current=True)),
    *(Part(FEE, "1/3"), Part(CHARGES, "12.5 %"), Less(FEE, CHARGES)),
    *(sk.factors.RecordedNumber("shipments", "units"), sk.factors.Failures(free=1)),
    *(sk.factors.MeasuredNumber(per="1 hour"), sk.factors.Shortfall(per="1 pp", counting="begun")),
    sk.factors.LookupNumber(sk.factors.Failures(), above={4: "1.5", 8: 2}),
    sk.factors.NumberByValue("failures", "in_use", {"true": "50 %", "false": 1}, by="area"),
    sk.factors.NumberByValue("failures", "km", {"over 5 up to 9": "1/3", "over 9": "1.5"}, otherwise=0, where={"ok": True}),
    *(sk.ALWAYS, WEEK, DATES, sk.Recurring("FREQ=DAILY", tz="UTC", lasting="1 hour"), *HOLIDAYS),
    *(AnyOf([WEEK, DATES]), AllOf([WEEK, DATES]), Without(WEEK, [DATES]), WEEK - DATES),
    *(sk.daily(), sk.monthly(31, "last"), sk.every(2, "week", "2026-01-05", tz="UTC"), sk.rolling("30 days", step="weekly")),
    sk.whole_term(),
    *(sk.at_least("99.9 %", rounding="0.1 %", mode="down"), sk.between("1 h", "2 h"), sk.at_most(3) | sk.exactly(9)),
    sk.Levels({"expected": "at least 99.9 %", "minimum": "at least 99 %"}),
    *(Lifecycle(), Lifecycle(kinds={"agent reply": ["mail", {"by": "agent"}]}, pauses={"resolution": ["waiting"]})),
    sk.steps.OnlySmallest(["A", "B"]),
    sk.steps.EarnBack(3, share="50 %"),
    sk.steps.EarnBack(3, lapses="6 months"),
    sk.Right("terminate", within="10 business days", on=WEEK, after="Notice", stream="used"),
    sk.PerBreach({"a": "5 EUR", "b": "1 %"}, bands={"a": {"n": "over 2 up to 5", "ok": [True, None]}, "b": {"n": "up to 2"}}, of="9 EUR"),
    sk.PerBreach("5 EUR", reduced=[sk.rules.Reduced("1/3", where=["a > 1 or not b", {"c": "x"}])]),
    sk.PerBreach({"a": "5 EUR"}, bands={"a": "n > 2 and ok"}, reduced={"to": "0 %", "where": {"x": 1}, "only": "a"}),
    sk.Flat({"gold": "3 days", "basic": "1/30"}, credit_by="plan"),
]  # fmt: skip
TABLES = [
    Exclusion("maintenance", applies_to="outages", notice="72 hours", quota="3 hours", per="quarterly", hours=WEEK, where={"kind": "x"}),
    Log(case="ticket", at="time", kind="what", rules=Lifecycle(reopen="new cycle"), carry=["team"]),
    Amendment("2026-07-01", fee="9 GBP", split=True, without=["A"], objectives=[sk.Objective("B", sk.Count("s"), "at most 3")]),
    Claims("30 days", evidence=["ticket"], clause="9"),
    sk.Settlement(cap="15 %", claims=Claims(automatic=True), tax="VAT"),
    sk.Party("P", roles={"delivery": "manager"}),
    sk.duties.Duty("Cure", "provider", within="30 days", after="Notice", grants="step in", forfeits="audit", escalates_to="lead"),
    sk.duties.Duty("Review", "lead", within="10 business days", on=WEEK, every="quarterly", what="meet", stream="reviews", clause="9"),
    sk.duties.Duty("Plan", "lead", within="3 days", misses=(2, 6), only=["A", "B"], grants=sk.Right("terminate", within="60 days")),
]  # fmt: skip


def law(name):
    """A module of the laws, which may not be collected together with this one."""
    if str(LAWS) not in sys.path:
        sys.path.append(str(LAWS))
    return import_module(name)


def whole(value):
    """Yield every object of a kind that a value holds, itself no part of another."""
    if kind_of(value) is not None and not isinstance(value, type):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from whole(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from whole(part)


def objects():
    """Every object, each once."""
    rules = [getattr(law("test_p9_worse"), name) for name in ("RULES", "COUNTED", "TIMED", "LEVELS", "SERIES")]
    listed = [law("test_m1_families").FAMILIES, METRICS, rules, law("test_p9_steps").STEPS, OTHERS]
    distinct = []
    for one in whole(listed):
        if one not in distinct:
            distinct.append(one)
    return distinct


OBJECTS = objects()


def formed(data, form):
    """Plain data through the text of a format."""
    text = LAYOUTS[form]({"part": data})
    if form == "yaml":
        pytest.importorskip("yaml")
        return read_yaml(text).data["part"]
    return parse(text, form)[0]["part"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.noun)
def test_every_word_has_an_object(kind):
    """So that a new one cannot be forgotten; a calendar in a file has a test of its own, and windows have phrases."""
    assert words_missing(sk.STANDARD, kind, OBJECTS, without=[sk.ICalendar]) == set()


@pytest.mark.parametrize("form", LAYOUTS)
def test_objects(form):
    """Each is read back as an equal one, from each format."""
    for one in OBJECTS:
        read, faults = read_back(one, form, kind_of(one).base)
        assert faults == [], repr(one)
        assert read == one or sk.target(read) == one, repr(one)


@pytest.mark.parametrize("form", LAYOUTS)
def test_tables(form):
    """The parts of an agreement that have no word."""
    for one in TABLES:
        assert read_back(one, form, type(one)) == (one, [])


def read_back(one, form, hint):
    """An object after it was written and read, and the faults of both."""
    encoder = Encoder(sk.STANDARD)
    data = formed(encoder.data(one, ()), form)
    named = NamedParts.of({})
    decoder = Decoder(TaggedTables(sk.STANDARD, named).read, named)
    return decoder.value(data, hint, ()), [*encoder.problems, *decoder.faults]


def test_the_schema_accepts_them():
    """What can be written can be completed and checked."""
    jsonschema = pytest.importorskip("jsonschema")
    for one in [*OBJECTS, *TABLES]:
        kind = kind_of(one)
        name = kind.noun.partition(" ")[2].replace(" ", "-") if kind else type(one).__name__.lower()
        schema = SCHEMA | {"$ref": f"#/$defs/{name}"}
        errors = jsonschema.Draft202012Validator(schema).iter_errors(Encoder(sk.STANDARD).data(one, ()))
        assert [error.message[:300] for error in errors] == [], repr(one)


SCHEMA = {name: part for name, part in sk.schema().items() if name in ("$schema", "$defs")}


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_shipped_contract_in_every_format(path):
    """The same agreement from each."""
    agreement = sk.load(path)
    for form in LAYOUTS:
        if form != "yaml" or find_spec("yaml"):
            assert sk.loads(sk.dumps(agreement, form), form) == agreement
