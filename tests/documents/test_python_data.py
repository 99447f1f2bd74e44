"""Python code as plain data: calls by the names of their arguments, methods as keys, operators as words."""

import json

import pytest

import slakit as sk
from slakit.documents.python_data import MORE, NotData, PythonReader

READER = PythonReader(sk.STANDARD)
NAMES = {"Tiered": sk.Tiered, "Flat": sk.Flat, "Right": sk.Right}
UPTIME = {"is": "uptime", "stream": "x"}


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("Uptime('x')", UPTIME),
        ("sk.Uptime('x')", UPTIME),
        ("sk.bases.Fee(back=-1)", {"is": "fee", "back": -1}),
        ("Uptime('x').where(a='b', c=True).by('d', 'e')", {**UPTIME, "where": {"a": "b", "c": True}, "by": ["d", "e"]}),
        ("Uptime('x').during(ALWAYS)", {**UPTIME, "during": "always"}),
        ("Flat('5 %') + Flat('2 %') + Flat('1 %')", [{"is": "flat", "credit": f"{n} %"} for n in (5, 2, 1)]),
        ("(Flat('5 %') + Flat('2 %')).earned_back()", {"is": "sum of", "rules": [{"is": "flat", "credit": f"{n} %"} for n in (5, 2)],
                                                       "earned_back": {}}),
        ("Flat('5 %').grants('leave', owing='10 %')", {"is": "flat", "credit": "5 %", "grants": {"right": "leave", "owing": "10 %"}}),
        ("Flat('5 %').repeated({2: 2}, within=6)", {"is": "flat", "credit": "5 %", "repeated": {"times": {"2": 2}, "within": 6}}),
        ("Uptime('x') / Uptime('x')", {"is": "ratio", "above": UPTIME, "below": UPTIME}),
        ("Fee() - Fee(1)", {"is": "less", "of": {"is": "fee"}, "less": {"is": "fee", "back": 1}}),
        ("Weekly({'mon': '09:00-17:00'}, tz='UTC') - Dates(['2026-12-25'], tz='UTC')",
         {"is": "without", "kept": {"is": "weekly", "hours": {"mon": "09:00-17:00"}, "tz": "UTC"},
          "taken": [{"is": "dates", "dates": ["2026-12-25"], "tz": "UTC"}]}),
        ("Weekly({'mon': '09:00-17:00'}, tz='UTC').on('2026-12-25', 'closed')",
         {"is": "weekly", "hours": {"mon": "09:00-17:00"}, "tz": "UTC", "dated": {"2026-12-25": "closed"}}),
        ("at_least('99 %') & at_most('100 %')", "at least 99 % and at most 100 %"),
        ("monthly(partial='full')", {"is": "monthly", "partial": "full"}),
        ("quarterly()", "quarterly"),
        ("Linear(...)", {"is": "linear", MORE: MORE}),
        ("Party('P', roles={'lead': 'Ann'})", {"name": "P", "roles": {"lead": "Ann"}}),
        ("[1, -2.5, None]", [1, READER.data("-2.5"), None]),
    ],
)  # fmt: skip
def test_code_as_data(code, data):
    """The data is what a document holds."""
    assert READER.data(code) == data


@pytest.mark.parametrize(
    "code", ["Flat(", "unknown(5)", "print('x')", "lambda: 5", "a if b else c", "Flat('5 %').nothing()", "monthly(99)"]
)
def test_what_no_document_says(code):
    """Other code is refused, and none is run."""
    with pytest.raises(NotData):
        READER.data(code)


def test_what_is_made_is_what_the_code_makes():
    """The data of a rule is read as the rule that its code makes."""
    code = "Tiered({'99 %': Flat('5 %') + Right('leave'), '98 %': '10 %'}).repeated({2: 2}).capped('20 %')"
    text = sk.dumps(
        sk.Agreement(
            "N", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC", fee="9 GBP",
            objectives=[sk.Objective("A", sk.Uptime("x"), "at least 99.9 %", penalty=eval(code, NAMES))],
        ),
        "json",
    )  # fmt: skip
    penalty = READER.data(code)
    assert sk.loads(text).objectives[0].penalty == sk.loads(_with(text, penalty)).objectives[0].penalty


def _with(text, penalty):
    data = json.loads(text)
    data["objectives"][0]["penalty"] = penalty
    return json.dumps(data)
