"""Reduced: a share of a credit for the records that meet conditions; worked out by hand."""

import pytest
from names import NAMES

import slakit as sk

SUMS = {"short": "250 EUR", "long": "600 EUR"}
BANDS = {"short": "up to 1500", "long": "over 1500"}
BY_BAND = [
    sk.rules.Reduced("50 %", where={"rerouted": True, "late": "up to 120"}, only="short"),
    sk.rules.Reduced("50 %", where={"rerouted": True, "late": "up to 240"}, only="long"),
]
FLOWN = sk.PerBreach(SUMS, credit_by="km", bands=BANDS, reduced=BY_BAND)
HALF = {"to": "50 %", "where": {"rerouted": True}}


FLIGHTS = sk.Count("flights")


def agreement(penalty, metric=FLIGHTS, target="at most 0"):
    parties = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2026-02-01"), "timezone": "UTC", "currency": "EUR"}
    return sk.Agreement("A", **parties, objectives=[sk.Objective("O", metric, target, penalty=penalty)])


def flights(*rows):
    return [
        {"at": f"2026-01-{day:02}T09:00Z", **dict(zip(("km", "rerouted", "late"), row, strict=True))} for day, row in enumerate(rows, 2)
    ]


def line_of(penalty, *rows, **settings):
    return sk.evaluate(agreement(penalty, **settings), {"flights": flights(*rows)}).line("O")


@pytest.mark.parametrize(
    ("row", "owed"),
    [
        ((1500, True, 120), "125.00"),  # two hours, of a short flight
        ((1500, True, 121), "250.00"),
        ((1501, True, 240), "300.00"),  # four, of a long one
        ((1501, True, "240.5"), "600.00"),
        ((1500, False, None), "250.00"),  # the other fields do not matter
    ],
)
def test_each_band_has_its_own_condition(row, owed):
    """Half of the sum of its band where it was rerouted in the time of that band, and not a minute later."""
    assert str(line_of(FLOWN, row).credit) == f"{owed} EUR"


def test_the_line_says_how_many():
    """Two short ones reduced and one in full, 2 x 125 + 250; one long one in full, 600."""
    line = line_of(FLOWN, (900, True, 10), (900, True, 120), (900, False, None), (9000, True, 300))
    assert (str(line.credit), line.steps) == (
        "1100.00 EUR",
        (
            "short, 50 % where late <= 120 and rerouted: 2 x 125.00 EUR = 250.00 EUR",
            "short: 250.00 EUR",
            "long: 600.00 EUR",
        ),
    )


def test_one_credit_for_all():
    """90 a flight, a third of it for one that was rerouted: 90 + 30."""
    rule = sk.PerBreach("90 EUR", reduced=sk.rules.Reduced("1/3", where={"rerouted": True}))
    assert str(line_of(rule, (1, True, 1), (1, False, 1)).credit) == "120.00 EUR"
    assert eval(repr(rule), NAMES | {"Reduced": sk.rules.Reduced}) == rule


def test_a_share_of_a_share():
    """5 % of 1,000 for each flight, of one that was rerouted 2.5 %: 50 + 25."""
    rule = sk.PerBreach("5 %", of="1000 EUR", reduced=HALF)
    assert str(line_of(rule, (1, True, 1), (1, False, 1)).credit) == "75.00 EUR"


def test_an_accrual():
    """2 EUR for each 100 km, of 300 km that were rerouted nothing: 500 km of 800 are 10 EUR; begun hundreds are counted apart."""
    rule = sk.rules.Accrual("2 EUR", per=100, reduced=[{"to": "0 %", "where": {"rerouted": True}}])
    assert str(line_of(rule, (300, True, 1), (500, False, 1), metric=sk.Total("flights", "km")).credit) == "10.00 EUR"
    by_band = sk.rules.Accrual(SUMS, per=1, credit_by="km", bands=BANDS, reduced=HALF)
    assert str(line_of(by_band, (300, True, 1), (500, False, 1)).credit) == "375.00 EUR"


def test_more_records_never_cost_less():
    """P9 for what is reduced: with each flight more, whichever it is, no less is owed."""
    rows = [(900, True, 10), (900, None, 10), (9000, False, 10), (9000, True, 241), (1, True, 1)]
    known = [row for row in rows if row[1] is not None]
    owed = [line_of(FLOWN, *known[:count]).credit.exact for count in range(len(known) + 1)]
    assert owed == sorted(owed)


def test_where_it_is_not_known():
    """A flight that was rerouted, and nobody says when it arrived: the line is unsettled, and the record a problem."""
    found = sk.evaluate(agreement(FLOWN), {"flights": flights((900, True, None), (900, False, None))})
    assert found.unsettled == ("O, 2026-01: whether late <= 120 and rerouted is not known of each record",)
    assert "a value for which the penalty has no amount" in {problem.kind for problem in found.problems}


@pytest.mark.parametrize("make", ["pandas", "polars"])
def test_columns_pay_what_rows_pay(make):
    """A frame and its rows, in whatever order, the band by an expression."""
    frames = pytest.importorskip(make)
    rule = sk.PerBreach(SUMS, bands={"short": "km <= 1500 and not rerouted", "long": "km > 1500 or rerouted"}, reduced=BY_BAND[1])
    rows = flights((900, True, 10), (900, False, 10), (9000, True, 241), (1501, False, 3))
    frame = frames.DataFrame({name: [row[name] for row in rows[::-1]] for name in rows[0]})
    by_rows, by_columns = (sk.evaluate(agreement(rule), {"flights": made}) for made in (rows, frame))
    assert str(by_rows.credit) == "1750.00 EUR"  # 300, 250, 600, 600
    assert (by_columns.to_json(), by_columns.digest) == (by_rows.to_json(), by_rows.digest)


@pytest.mark.parametrize("form", ["toml", "json"])
def test_it_is_read_back(form):
    """A list of tables, beside bands of an expression."""
    rule = sk.PerBreach(SUMS, bands={"short": "km <= 1500", "long": ["km > 1500", {"eu": False}]}, reduced=BY_BAND)
    for one in (rule, FLOWN, sk.rules.Accrual("2 EUR", per=100, reduced=HALF)):
        agreed = agreement(one, metric=sk.Count("flights"))
        assert sk.loads(sk.dumps(agreed, format=form), format=form) == agreed


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: sk.PerBreach("9 EUR", reduced="half"), "reduced= has 'half', which is no reduction; write reduced=[{'to': '50 %'"),
        (lambda: sk.PerBreach("9 EUR", reduced=[{"share": 1}]), "which is no reduction"),
        (lambda: sk.rules.Reduced("100 %", where={"a": 1}), "to='100 %' is not a share from 0 % to less than 100 %; write to='50 %'"),
        (lambda: sk.rules.Reduced("50 %", where={}), "where={} is not a condition"),
        (
            lambda: sk.PerBreach("9 EUR", reduced={**HALF, "only": "short"}),
            "only for 'short', which has no amount of its own; leave only= out",
        ),
        (lambda: sk.PerBreach(SUMS, credit_by="km", bands=BANDS, reduced={**HALF, "only": "shrt"}), "did you mean 'short'?"),
        (lambda: sk.PerBreach("9 EUR", free=1, reduced=HALF), "does not say which of the records are free"),
        (lambda: sk.PerBreach("9 EUR", reduced=[HALF, {"to": "10 %", "where": {"late": "over 9"}}]), "overlap, and a record could be"),
        (
            lambda: agreement(sk.PerBreach("9 EUR", reduced=HALF), metric=sk.Uptime("flights"), target="at least 99 %"),
            "measures time",
        ),
    ],
)
def test_what_does_not_fit_is_refused(make, message):
    """With what to write."""
    with pytest.raises(sk.errors.ContractError) as caught:
        make()
    assert message in str(caught.value)


def test_a_payoff_needs_records():
    """A figure does not say how many of the records are reduced."""
    with pytest.raises(sk.errors.UsageError, match=r"write evaluate\(\.\.\.\) with records"):
        sk.testing.payoff(agreement(sk.PerBreach("9 EUR", reduced=HALF)), "O")
