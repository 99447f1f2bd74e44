"""Other due times: a wrong hour, minute, day, month or zone of a due rule is a mutant, and its own term of the coverage."""

import pytest

import slakit as sk
from slakit import testing as skt
from slakit.testing.mutation.other_due_times import other_recurring, other_times

DAILY = sk.Recurring("FREQ=DAILY;BYHOUR=6;BYMINUTE=0", tz="Europe/Berlin", start="2026-01-01")
LAST = "17:00 on the last business day of the month"
DOCUMENT = """
name = "A"
provider = "P"
customer = "C"
term = ["2026-01-01", "2027-01-01"]
timezone = "UTC"

[[objectives]]
name = "Cases"
target = "{target}"

[objectives.metric]
is = "{kind}"
stream = "cases"
limit = "{limit}"
since = "asked"
until = "done"
clock = {{ is = "weekly", hours = {{ mon-fri = "09:00-17:30" }}, tz = "UTC" }}
"""
OFFICE = sk.Weekly({"mon-fri": "09:00-17:30"}, tz="Europe/London")


def agreement(metric):
    return sk.Agreement(
        "Files",
        provider="P",
        customer="C",
        term=("2026-01-01", "2027-01-01"),
        timezone="Europe/Berlin",
        objectives=[sk.Objective("Settlement files", metric, "at least 95 %")],
    )


FILES = agreement(sk.OnSchedule("files", due=DAILY, done="sent"))


def of_due(terms):
    return [
        str(one).removeprefix("Settlement files, metric ") for one in skt.mutants(terms) if "due" in one.keys and "target" not in one.keys
    ]


def rules(rule, **given):
    made = sk.Recurring(rule, tz="UTC", **given)
    return [one.rule for one in other_recurring(made) if one.rule != made.rule]


def test_a_rule_in_words():
    """06:00 in Berlin: an hour later, an hour earlier, half an hour later, from another day, in UTC."""
    assert of_due(FILES) == [
        "due rule: FREQ=DAILY;BYHOUR=6;BYMINUTE=0 -> FREQ=DAILY;BYHOUR=7;BYMINUTE=0",
        "due rule: FREQ=DAILY;BYHOUR=6;BYMINUTE=0 -> FREQ=DAILY;BYHOUR=5;BYMINUTE=0",
        "due rule: FREQ=DAILY;BYHOUR=6;BYMINUTE=0 -> FREQ=DAILY;BYHOUR=6;BYMINUTE=30",
        "due start: 2026-01-01 -> 2026-01-02",
        "due tz: Europe/Berlin -> UTC",
    ]


@pytest.mark.parametrize(
    ("rule", "others"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=5", ["FREQ=MONTHLY;BYMONTHDAY=6", "FREQ=MONTHLY;BYMONTHDAY=4"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", ["FREQ=MONTHLY;BYMONTHDAY=-2"]),  # counted back, none is the day 0
        (
            "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1",
            ["BYDAY=MO,TU;BYSETPOS=-2", "BYDAY=TU;BYSETPOS=-1", "BYDAY=MO;BYSETPOS=-1", "BYDAY=MO,TU,WE;BYSETPOS=-1"],
        ),
        ("FREQ=MONTHLY;BYDAY=-1SU", ["FREQ=MONTHLY;BYDAY=-1MO"]),
        (
            "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=31",  # June has no 31st, and there is no 32nd
            ["BYMONTH=6,12;BYMONTHDAY=30", "BYMONTH=7,12;BYMONTHDAY=31", "BYMONTH=1,6;BYMONTHDAY=31"],
        ),
        ("FREQ=DAILY;BYHOUR=0,23", ["BYHOUR=1,23", "BYHOUR=0,22", "BYHOUR=0,23;BYMINUTE=30"]),
    ],
)
def test_other_rules(rule, others):
    prefix = rule.partition(";")[0]
    start = {"start": "2026-01-01"} if "DAILY" in rule else {}
    assert rules(rule, **start) == [other if other.startswith("FREQ") else f"{prefix};{other}" for other in others]


def test_times_of_day():
    """Nothing lies before midnight, or after the end of the day, but for a time of a night shift."""
    assert [[*other_times(text)] for text in ("17:30", "00:30", "23:30", "26:00")] == [["18:30", "16:30"], ["01:30"], ["22:30"], ["25:00"]]


@pytest.mark.parametrize(
    ("limit", "others"),
    [
        (
            "17:00 on the last business day of the month",
            [
                "17:00 on the last day of the month",
                "17:00 on the 1st business day of the month",
                "18:00 on the last business day of the month",
                "16:00 on the last business day of the month",
                "17:00 on the last business day of the next month",
            ],
        ),
        (
            "16:00 on the next business day",
            [
                "17:00 on the next business day",
                "15:00 on the next business day",
                "16:00 on the 2nd business day",
                "16:00 on the same business day",
            ],
        ),
        ("end of the 2nd business day", ["end of the 3rd business day", "end of the next business day"]),
    ],
)
@pytest.mark.parametrize("kind", ["within", "lateness"])
def test_limits(limit, others, kind):
    """Every limit that is a moment has other hours and other days."""
    terms = sk.loads(DOCUMENT.format(kind=kind, limit=limit, target="at least 95 %" if kind == "within" else "at most 1 h"))
    texts = [str(one) for one in skt.mutants(terms) if "limit" in one.keys and "target" not in one.keys]
    assert texts == [f"Cases, metric limit: {limit} -> {other}" for other in others]


def test_days_of_the_month_and_dates():
    """A day of the month is another one, the last the first; each date is the next day, and the day before."""
    day = agreement(sk.OnSchedule("files", due="17:00 on the last business day", done="sent", due_on=OFFICE))
    assert of_due(day) == [
        f"due: {LAST} -> 17:00 on the last day of the month",
        f"due: {LAST} -> 17:00 on the 1st business day of the month",
        f"due: {LAST} -> 18:00 on the last business day of the month",
        f"due: {LAST} -> 16:00 on the last business day of the month",
    ]
    dates = agreement(sk.OnSchedule("files", due=["2026-03-31", "2026-06-30"], done="sent"))
    assert of_due(dates) == [
        "due: 2026-03-31, 2026-06-30 -> 2026-04-01, 2026-06-30",
        "due: 2026-03-31, 2026-06-30 -> 2026-03-30, 2026-06-30",
        "due: 2026-03-31, 2026-06-30 -> 2026-03-31, 2026-07-01",
        "due: 2026-03-31, 2026-06-30 -> 2026-03-31, 2026-06-29",
    ]


def test_a_due_time_is_a_term():
    """It is exercised by what is done just at it, and by nothing that is done on the wrong days alone."""
    sent = [{"sent": f"2026-06-{day:02}T04:00:00Z"} for day in range(1, 31)]  # 06:00 in Berlin
    terms = [term for term in skt.coverage(FILES, [{"files": sent}]).terms if ".due" in term.path]
    assert [(term.text, bool(term.tests)) for term in terms] == [
        ("Settlement files, metric due rule: FREQ=DAILY;BYHOUR=6;BYMINUTE=0", True)
    ]
    assert [term.tests for term in skt.coverage(FILES, []).terms if ".due" in term.path] == [()]
