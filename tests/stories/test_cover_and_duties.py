"""A support desk with a minimum staffing, and the duties around it: reports, training, a review of the agreement.

April 2026 in Berlin has 22 weekdays, of which Good Friday and Easter Monday are closed: 20 desk days of 10 hours, 200 hours, all of them
two hours ahead of UTC. All figures are worked out by hand.
"""

from datetime import UTC, datetime
from fractions import Fraction

import pytest

import slakit as sk

BERLIN = "Europe/Berlin"
DESK = sk.Weekly({"mon-fri": "08:00-18:00"}, tz=BERLIN) - sk.Dates(["2026-04-03", "2026-04-06"], tz=BERLIN)
DAYS = [1, 2, 7, 8, 9, 10, 13, 14, 15, 16, 17, 20, 21, 22, 23, 24, 27, 28, 29, 30]


def shift(name, level, language, day, begins, ends):
    """A shift of an April day, in UTC; None goes on."""
    times = (None if hour is None else f"2026-04-{day:02}T{hour:02}:00:00Z" for hour in (begins, ends))
    return {"name": name, "level": level, "language": language, **dict(zip(("start", "end"), times, strict=True))}


SHIFTS = [
    # Anna is there all day, but from 10:00 on the 14th, and until 17:00 on the 15th: 200 - 2 - 1 = 197 hours
    *(shift("Anna", "expert", "de", day, 8 if day == 14 else 6, 15 if day == 15 else 16) for day in DAYS),
    # Ben every day from 8:00 to 14:00: 120 hours, 2 of them without Anna
    *(shift("Ben", "junior", "de", day, 6, 12) for day in DAYS),
    # Cem comes on the 30th at 14:00 and is still there: 4 hours with Anna until closing time
    shift("Cem", "expert", "en", 30, 12, None),
]


def cover(**settings):
    return sk.Coverage("shifts", promised=DESK, **settings)


def agreement(*objectives, term=("2026-01-01", "2027-01-01"), window="monthly", **settings):
    return sk.Agreement(
        "Desk and duties",
        provider=sk.Party("Nordlicht GmbH", roles={"desk": "team lead"}),
        customer="Kiosk AG",
        term=term,
        timezone=BERLIN,
        fee="4000 EUR",
        window=window,
        objectives=objectives,
        **settings,
    )


STAFFING = agreement(
    sk.Objective("Somebody", cover(), "at least 99 %"),
    sk.Objective("Two", cover(headcount=2, agent="name"), "at least 60 %"),
    sk.Objective("Places", cover(headcount=2, agent="name", basis="heads"), "at least 85 %", penalty=sk.Linear("1 %", per="1 pp")),
    sk.Objective("German expert", cover(needs={"level": "expert", "language": "de"}), "at least 99 %", penalty=sk.Flat("50 EUR")),
)


@pytest.fixture(scope="module")
def april():
    return sk.evaluate(STAFFING, {"shifts": SHIFTS}, period="2026-04")


def test_somebody_is_there(april):
    """Only on the 15th from 17:00 to 18:00 is nobody: 199 of 200 hours, 99.5 %."""
    measure = april.line("Somebody").measure
    assert (measure.value, measure.breaches) == (Fraction(199, 200), 1)
    (gap,) = measure.evidence
    assert [datetime.fromtimestamp(at // 1_000_000, UTC).isoformat() for at in (gap.at, gap.until)] == [
        "2026-04-15T15:00:00+00:00",
        "2026-04-15T16:00:00+00:00",
    ]
    assert april.line("Somebody").outcome is sk.Outcome.MET


def test_two_at_once(april):
    """Anna and Ben 118 hours, Anna and Cem 4: 122 of 200 hours."""
    assert april.line("Two").measure.value == Fraction(122, 200)
    assert april.line("Two").outcome is sk.Outcome.MET


def test_places(april):
    """The first place 199, the second 122 hours: 321 of 400, 80.25 %, 4.75 points short of 85 %: 4.75 % of 4,000."""
    line = april.line("Places")
    assert line.measure.value == Fraction(321, 400)
    assert line.credit == sk.money("190.00 EUR")


def test_a_level_and_a_language(april):
    """Only Anna is an expert and speaks German: 197 of 200, missed."""
    assert april.line("German expert").measure.value == Fraction(197, 200)
    assert april.line("German expert").credit == sk.money("50.00 EUR")


def test_the_month_is_not_over():
    """As of the 15th at 17:00 there were 8 desk days and 9 hours, 89 hours, all covered: 100 % now, at the worst 89 of 200."""
    line = sk.evaluate(STAFFING, {"shifts": SHIFTS}, period="2026-04", as_of="2026-04-15T15:00Z").line("Somebody")
    assert (line.measure.value, line.measure.low, line.measure.high) == (1, Fraction(89, 200), 1)
    assert not line.verdict.certain


def test_nobody_is_not_no_data():
    """A stream that was fed without shifts of April is 0 %; one that was never fed is no data."""
    march = shift("Anna", "expert", "de", 1, 6, 16) | {"start": "2026-03-02T07:00:00Z", "end": "2026-03-02T17:00:00Z"}
    assert sk.evaluate(STAFFING, {"shifts": [march]}, period="2026-04").line("Somebody").measure.value == 0
    assert sk.evaluate(STAFFING, {}, period="2026-04").line("Somebody").measure.reason == "stream 'shifts' was never fed"


REPORT = sk.Recurring("FREQ=MONTHLY;BYMONTHDAY=5", tz=BERLIN)
REPORTS = [
    {"sent": "2026-01-05T22:59:59Z", "for": "2026-01-05T00:00:00+01:00"},  # 23:59:59 in Berlin
    {"sent": "2026-02-06T23:00:00Z", "for": "2026-02-05T00:00:00+01:00"},  # late by a day
    {"sent": "2026-03-31T12:00:00Z", "for": "2026-04-05T00:00:00+02:00"},  # early; that of March was never sent
    {"sent": "2026-05-05T22:00:00Z", "for": "2026-05-05T00:00:00+02:00"},  # midnight in Berlin: late
]


def reporting(**settings):
    metric = sk.OnSchedule("reports", due=REPORT, done="sent", **settings)
    return agreement(sk.Objective("Report", metric, "at least 100 %", penalty=sk.Flat("100 EUR")), term=("2026-01-01", "2026-07-01"))


def test_reports_that_name_their_duty():
    """January and April are in time; February and May late, March and June never sent: 4 x 100."""
    statement = sk.evaluate(reporting(names="for"), {"reports": REPORTS}, as_of="2026-07-01T00:00:00Z")
    outcomes = {line.period.label: line.outcome for line in statement.lines}
    assert [label for label, outcome in outcomes.items() if outcome is sk.Outcome.MET] == ["2026-01", "2026-04"]
    assert statement.credit == sk.money("400.00 EUR")
    late = {line.period.label: line.measure.evidence[0] for line in statement.missed}
    assert {label: (one.key, one.figure) for label, one in late.items()} == {
        "2026-02": ("2026-02-05", 24 * 3_600_000_000),
        "2026-03": ("2026-03-05", None),
        "2026-05": ("2026-05-05", 0),
        "2026-06": ("2026-06-05", None),
    }


def test_reports_without_a_name():
    """What is late is for its own month, and what is sent on 31 March for April: the 4 misses that the names tell, within 20 days too."""
    statement = sk.evaluate(reporting(), {"reports": REPORTS}, as_of="2026-07-01T00:00:00Z")
    assert [line.period.label for line in statement.missed] == ["2026-02", "2026-03", "2026-05", "2026-06"]
    strict = sk.evaluate(reporting(within="20 days"), {"reports": REPORTS}, as_of="2026-07-01T00:00:00Z")
    assert [line.period.label for line in strict.missed] == ["2026-02", "2026-03", "2026-05", "2026-06"]


TRAINING = sk.Recurring("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", tz=BERLIN)
REVIEW = sk.Recurring("FREQ=YEARLY;BYMONTH=6,12;BYDAY=-1FR;BYHOUR=17", tz=BERLIN)
YEAR = agreement(
    sk.Objective(
        "Training",
        sk.OnSchedule("training", due=TRAINING, done="held").where(attendance=">= 80"),
        "at least 100 %",
        penalty=sk.PerBreach("250 EUR"),
    ),
    sk.Objective("Review", sk.OnSchedule("reviews", due=REVIEW, done="signed"), "at least 100 %"),
    window="yearly",
)
HELD = {
    "training": [
        {"held": "2026-03-10T09:00:00Z", "attendance": 85},
        {"held": "2026-06-09T09:00:00Z", "attendance": 60},  # too few came
        {"held": "2026-09-30T21:59:00Z", "attendance": 80},  # 23:59 in Berlin on the last day
        {"held": "2026-10-01T09:00:00Z", "attendance": 95},
    ],
    # the last Friday of June 2026 is the 26th, 17:00 is 15:00Z; that of December is the 25th
    "reviews": [{"signed": "2026-06-26T15:00:00Z"}],
}


def test_a_year_of_training_and_reviews():
    """Training in 3 of 4 quarters, 1 x 250; one review of two."""
    statement = sk.evaluate(YEAR, HELD, as_of="2027-01-01T00:00:00Z")
    assert statement.line("Training").measure.value == Fraction(3, 4)
    assert statement.line("Training").credit == sk.money("250.00 EUR")
    assert [one.key for one in statement.line("Training").measure.evidence] == ["2026-06-30"]
    assert statement.line("Review").measure.value == Fraction(1, 2)
    assert statement.line("Review").outcome is sk.Outcome.MISSED


def test_the_year_so_far():
    """On 1 July two quarters are over, 1 of 2 trainings and 1 of 1 reviews; at best 3 of 4 and 2 of 2, at worst 1 of 4 and 1 of 2."""
    statement = sk.evaluate(YEAR, HELD, as_of="2026-07-01T00:00:00Z")
    training, review = (statement.line(name).measure for name in ("Training", "Review"))
    assert (training.value, training.low, training.high, training.pending) == (Fraction(1, 2), Fraction(1, 4), Fraction(3, 4), 2)
    assert (review.value, review.low, review.high, review.pending) == (1, Fraction(1, 2), 1, 1)


def test_a_period_without_a_duty():
    """Quarterly training has no duty in April: no data, and the reason says so."""
    monthly = agreement(sk.Objective("Training", sk.OnSchedule("training", due=TRAINING, done="held"), "at least 100 %"))
    line = sk.evaluate(monthly, {"training": HELD["training"]}, period="2026-04").line("Training")
    assert (line.outcome, line.reason) == (sk.Outcome.NO_DATA, "no duty is due in the period")


def test_both_in_a_document():
    """They are written and read back as they are."""
    for agreed in (STAFFING, YEAR, reporting(names="for", within="36 hours")):
        assert sk.loads(sk.dumps(agreed)) == agreed
