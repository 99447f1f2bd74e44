"""Data of a host: read as a document is, with a path for every problem, and no line."""

from collections import OrderedDict, UserDict
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

import pytest

import slakit as sk

DATA = {
    "name": "Care",
    "provider": {"name": "P", "roles": {"lead": "x"}},
    "customer": "C",
    "term": ("2026-01-01", "2027-01-01"),
    "timezone": "UTC",
    "fee": "1000 GBP",
    "objectives": [{"name": "A", "metric": {"is": "uptime", "stream": "outages"}, "target": "at least 99.9 %"}],
}


class Word(StrEnum):
    """A word as a host may hold it."""

    MET = "met"


def objective(**more):
    return DATA | {"objectives": [DATA["objectives"][0] | more]}


def problems(data, **settings):
    with pytest.raises(sk.errors.ContractError) as caught:
        sk.load(data, **settings)
    assert type(caught.value) is sk.errors.ContractError
    return list(caught.value.problems)


def test_a_mapping_is_read():
    """Any mapping, tuples for lists, and dates for their text; it is not changed."""
    data = OrderedDict(objective(silence=Word.MET, minimum=3)) | {"term": [date(2026, 1, 1), datetime(2027, 1, 1, tzinfo=UTC)]}
    agreement = sk.load(UserDict(data))
    assert agreement.objectives[0].silence == "met"
    assert agreement.objectives == sk.load(objective(silence="met", minimum=3)).objectives
    assert data["term"][0] == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("value", "exact"), [(0.1, "1/10"), (Decimal("0.10"), "1/10"), (Fraction(1, 3), "1/3"), (2, "2"), (1e-7, "1/10000000")]
)
def test_numbers_are_exact(value, exact):
    """A float means its shortest text, as in JSON; 0.1 is a tenth."""
    metric = {"is": "weighted", "terms": [[value, {"is": "share", "stream": "s", "good": {"ok": True}}]]}
    assert sk.load(objective(metric=metric)).objectives[0].metric.terms[0][0] == Fraction(exact)


def test_keys_that_are_numbers():
    """As a reader of YAML makes them: their text; other keys are refused."""
    limit = {1: "1 hour", 2: "4 hours"}
    within = {"is": "within", "stream": "s", "limit": limit, "limit_by": "level", "since": "asked", "until": "replied"}
    assert sk.load(objective(metric=within)) == sk.load(objective(metric=within | {"limit": {"1": "1 hour", "2": "4 hours"}}))
    assert problems({True: 1, **DATA}) == ["agreement: True is not text, and cannot be a key; write its text, in quotes"]
    assert problems(objective(where={1: 2, "1": 2})) == ["objectives[0].where.1: is given twice, as text and as a number; write it once"]


def test_problems_have_a_path():
    """All at once, as of a document, without a line."""
    assert problems(objective(target="soon", minimum=1.5) | {"fee": float("nan"), "window": None}) == [
        "fee: NaN is not money; write '12000 GBP'",
        "window: null says nothing; leave it out",
        "objectives[0].target: 'soon' is not a target; write 'at least 99.9 %'",
        "objectives[0].minimum: 1.5 is not a whole number; write 3",
    ]
    assert problems(objective(clause=b"4", silence={"met"})) == [
        "objectives[0].clause: a bytes is not data of a document; write text, a number, true or false, a list or a table",
        "objectives[0].silence: a set is not data of a document; write text, a number, true or false, a list or a table",
    ]


def test_what_holds_itself_or_much_in_little():
    """A list in itself, and ten lists of ten that are the same: refused, and soon."""
    endless = []
    endless.append(endless)
    assert problems(DATA | {"objectives": endless}) == [
        "objectives: is nested too deep, and no more than 64 levels are read; write named calendars and fewer brackets"
    ]
    many = ["x"]
    for _ in range(12):
        many = [many] * 10
    assert problems(DATA | {"objectives": many}) == [
        "objectives: holds more values than the 100,000 that are read; write a shorter document"
    ]


def test_files_are_not_opened():
    """As of a text: a calendar that lies in a file is refused unless it is trusted."""
    clock = {"is": "events", "path": "closed.ics", "tz": "UTC"}
    data = objective(metric={"is": "uptime", "stream": "o", "clock": clock})
    (problem,) = problems(data)
    assert problem.startswith("objectives[0].metric.clock: 'events' reads a file, and a document that is not trusted opens none")
    (problem,) = problems(data, files=True)
    assert "closed.ics" in problem


def test_loads_wants_text():
    """The name of the other function is given."""
    with pytest.raises(sk.errors.UsageError, match=r"a mapping is not text; write load\(data\) for what has been parsed"):
        sk.loads(DATA)
