"""Formats: each judges a value as the loader reads it where it stands."""

import re
from zoneinfo import available_timezones

import pytest
from test_schema import GOOD

import slakit as sk
from slakit.documents.formats import format_of
from slakit.documents.schema import judges
from slakit.documents.schema_texts import BY_FORMAT
from slakit.documents.signature import arguments
from slakit.documents.vocabulary import STANDARD
from slakit.metrics.compound.arithmetic import Multiplied
from slakit.rules import Product

JUDGES = judges(STANDARD)


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("slakit-quantity", ["99.9 %", "1 h 30 min", "500 message/hour", 3, "1/3"], ["", "90 furlongs", "soon", True, "5 GBP"]),
        ("slakit-money", ["500 GBP", "1/3 EUR"], ["500", 500, "500 gbp", "GBP 500", "5 %"]),
        ("slakit-credit", ["5 %", "1/30", "500 GBP", "3 days", "5 points"], [5, "-5 %", "-5 GBP", "five", "3"]),
        (
            "slakit-target",
            ["at least 99.9 %", "between 1 hour and 2 hours"],
            ["at least", "between 2 hours and 1 hour", "99.9 %"],
        ),
        ("slakit-window", ["monthly", "every 2 weeks from 2026-01-05"], ["every 2 weeks from 2026-02-30", "monthy", "every 0 days"]),
        ("slakit-conditions", [{"a": "> 4"}, "a - b <= 4 hours", ["a / b >= 1 %", {"c": [1, True]}]], ["a - b", {"a": []}, 5, "= a"]),
        ("slakit-agreement-timezone", ["UTC", "Europe/London"], ["Europe/Londn", "", "../etc/passwd"]),
        (
            "slakit-agreement-term",
            [["2026-01-01", "2027-01-01"]],
            [["2026-01-01"], ["2026-02-30", "2027-01-01"]],
        ),
        ("slakit-calendar-weekly-hours", [{"mon-fri": "08:00-20:00"}], [{"mon": "25:00-26:00"}, {"mun": "08:00-20:00"}, {"mon": 5}]),
        ("slakit-duty-within", ["30 days", "2 months", "10 business days"], ["soon", "0 days", "30"]),
        ("slakit-rule-repeated-times", [{"2": 2, "4": 3}], [{"1": 2}, {"2": 3, "4": 2}, {"two": 2}]),
        ("slakit-metric-elapsed-statistic", ["p95", "mean"], ["p101", "middle"]),
        ("slakit-metric-within-limit", ["1 hour", {"a": "1 hour"}, "urgent"], [[], 5, True]),  # a text may be the name of a limit
    ],
)
def test_what_a_format_means(name, good, bad):
    """By what the documents say of each."""
    assert [value for value in good if not JUDGES[name](value)] == []
    assert [value for value in bad if JUDGES[name](value)] == []


def test_names_of_formats():
    """What is read alike has one name; what has more to ask has that of its word and key, which no other has."""
    bases = [{argument.name: format_of(made, argument) for argument in arguments(made)}["of"] for made in (sk.Linear, sk.rules.Accrual)]
    assert bases == ["slakit-optional-base", "slakit-optional-base"]
    names = [{argument.name: format_of(made, argument) for argument in arguments(made)}["factors"] for made in (Product, Multiplied)]
    assert names == ["slakit-rule-product-factors", "slakit-metric-product-factors"]


def test_patterns_of_formats():
    """Each is that of a format that there is, and takes what the loader takes: every time zone, dates in each way of ISO 8601."""
    assert set(BY_FORMAT) <= set(JUDGES)
    zone = re.compile(BY_FORMAT["slakit-agreement-timezone"]["pattern"])
    assert [name for name in available_timezones() if not zone.search(name)] == []
    date = re.compile(BY_FORMAT["slakit-amendment-effective"]["pattern"])
    written = ["2026-07-01", "20260701", "2026-W01-1", "2026W01", "2026-07-01T00:00Z", "2026-07-01 00:00:00.123456+02:00"]
    assert [text for text in written if not JUDGES["slakit-amendment-effective"](text) or not date.search(text)] == []
    assert [text for text in ("2026-7-1", "1 July 2026", "soon", "01.07.2026") if date.search(text)] == []


def test_it_opens_no_file(tmp_path):
    """A calendar that lies in a file is no reason to look for it."""
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(sk.schema(), format_checker=sk.testing.format_checker())
    clock = {"is": "events", "path": str(tmp_path / "nothing.ics")}
    metric = {"is": "uptime", "stream": "outages", "clock": clock}
    assert validator.is_valid(GOOD | {"objectives": [GOOD["objectives"][0] | {"metric": metric}]})


def test_words_of_ones_own():
    """The checker of a vocabulary knows the formats of its words."""
    pytest.importorskip("jsonschema")
    assert set(sk.testing.format_checker(STANDARD).checkers) == set(JUDGES)
    with pytest.raises(sk.errors.UsageError, match="is not a vocabulary"):
        sk.testing.format_checker({})
