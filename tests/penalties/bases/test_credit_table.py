"""A credit by the value of a field: one amount for each value, or for each band of values."""

import pytest
from names import NAMES

import slakit as sk

SUMS = {"short": "250 EUR", "medium": "400 EUR", "long": "600 EUR"}
BANDS = {"short": "up to 1500", "medium": "over 1500 up to 3500", "long": "over 3500"}
PER_HEAD = sk.rules.Accrual(SUMS, per=1, credit_by="km", bands=BANDS)
SLOWEST = sk.Elapsed("o", since="a", until="b", statistic="max")
LATE = sk.Within("cases", "1 hour", since="at", until="done")


def agreement(metric, target, penalty, **settings):
    return sk.Agreement(
        "A",
        provider="P",
        customer="C",
        term=("2026-01-01", "2027-01-01"),
        timezone="UTC",
        currency="EUR",
        objectives=[sk.Objective("O", metric, target, penalty=penalty)],
        **settings,
    )


def flown(*distances):
    return [{"at": f"2026-01-{day:02}T09:00Z", "km": km} for day, km in enumerate(distances, 1)]


def line_of(metric, target, penalty, records, **asked):
    return sk.evaluate(agreement(metric, target, penalty), {metric.parts()[0].stream: records}, period="2026-01", **asked).line("O")


@pytest.mark.parametrize(
    ("km", "owed"),
    [(0, "250.00 EUR"), (1500, "250.00 EUR"), ("1500.5", "400.00 EUR"), (3500, "400.00 EUR"), (3501, "600.00 EUR")],
)
def test_a_band_has_its_edges(km, owed):
    """Up to 1,500 holds 1,500, and over 1,500 does not."""
    assert str(line_of(sk.Count("flights"), "at most 0", PER_HEAD, flown(km)).credit) == owed


def test_each_head_is_paid_by_its_distance():
    """Two of 250, one of 400 and one of 600: 1,500; the line says each band."""
    line = line_of(sk.Count("flights"), "at most 0", PER_HEAD, flown(900, 1500, 2000, 9000))
    assert (str(line.credit), line.steps) == (
        "1500.00 EUR",
        ("short: 2 x 250.00 EUR = 500.00 EUR", "medium: 400.00 EUR", "long: 600.00 EUR"),
    )


def test_each_failure_is_paid_by_its_priority():
    """One high and two low ones late, one high in time: 50 + 2 x 5."""
    rule = sk.PerBreach({"high": "50 EUR", "low": "5 EUR"}, credit_by="priority")
    cases = [("high", 2), ("high", 0), ("low", 3), ("low", 4)]
    rows = [{"at": "2026-01-05T08:00Z", "done": f"2026-01-05T{8 + late:02}:00Z", "priority": name} for name, late in cases]
    assert str(line_of(LATE, "at least 100 %", rule, rows).credit) == "60.00 EUR"


def test_a_share_of_a_base_by_value():
    """A total of 40 and one of 10 GB over, at 1 % and 2 % of 200 each: 40 x 2 + 10 x 4."""
    rule = sk.rules.Accrual({"a": "1 %", "b": "2 %"}, per=1, credit_by="plan", of="200 EUR")
    rows = [{"at": "2026-01-05T08:00Z", "gb": gb, "plan": plan} for plan, gb in (("a", 40), ("b", 10))]
    assert str(line_of(sk.Total("use", "gb"), "at most 0", rule, rows).credit) == "120.00 EUR"


def test_a_line_is_paid_by_its_group():
    """Flat pays once for each group that missed, by the plan that it is."""
    rule = sk.Flat({"gold": "100 EUR", "basic": "10 EUR"}, credit_by="plan")
    rows = [{"at": "2026-01-05T08:00Z", "plan": plan} for plan in ("gold", "gold", "basic")]
    found = sk.evaluate(agreement(sk.Count("faults").by("plan"), "at most 0", rule), {"faults": rows}, period="2026-01")
    assert {line.group: str(line.credit) for line in found.lines} == {"gold": "100.00 EUR", "basic": "10.00 EUR"}


def test_bands_of_several_fields():
    """Within the Union any flight of more than 1,500 km is of the middle band."""
    bands = {"near": {"km": "up to 1500"}, "union": {"km": "over 1500", "eu": True}, "far": {"km": "over 1500", "eu": False}}
    rule = sk.PerBreach({"near": "250 EUR", "union": "400 EUR", "far": "600 EUR"}, bands=bands)
    rows = [{**row, "eu": eu} for row, eu in zip(flown(9000, 9000, 100), (True, False, True), strict=True)]
    assert str(line_of(sk.Count("flights"), "at most 0", rule, rows).credit) == "1250.00 EUR"


REPAIRS = sk.Elapsed("cases", since="at", until="done", statistic="total")
BY_THE_HOUR = sk.rules.Accrual({"high": "10 EUR", "low": "1 EUR"}, per="1 hour", credit_by="priority")


def repairs(*cases):
    return [{"at": "2026-01-05T08:00Z", "done": f"2026-01-05T{8 + took:02}:00Z" if took else None, "priority": p} for p, took in cases]


def test_the_total_of_clocks_by_their_priority():
    """2 and 3 hours of high priority at 10, 4 of low at 1: 50 + 4."""
    line = line_of(REPAIRS, "at most 1 hour", BY_THE_HOUR, repairs(("high", 2), ("low", 4), ("high", 3)))
    assert (str(line.credit), line.steps) == ("54.00 EUR", ("high: 5 x 10.00 EUR = 50.00 EUR", "low: 4 x 1.00 EUR = 4.00 EUR"))
    each = sk.evaluate(agreement(REPAIRS.where(priority="low"), "at most 1 hour", sk.rules.Accrual("1 EUR", per="1 hour")), {
        "cases": repairs(("high", 2), ("low", 4), ("high", 3))
    }, period="2026-01")  # fmt: skip
    assert str(each.credit) == "4.00 EUR"


def test_lateness_by_priority():
    """Beyond an hour: 1 of high at 10, 3 of low at 1."""
    late = sk.Lateness("cases", "1 hour", since="at", until="done")
    assert str(line_of(late, "at most 0 hours", BY_THE_HOUR, repairs(("high", 2), ("low", 4), ("low", 1))).credit) == "13.00 EUR"


def test_a_clock_that_still_runs_is_paid_as_far_as_it_ran():
    """An hour of low priority, and a high one that still runs at the end of January, 26 days and 16 hours, 640 h, later: 1 + 6,400."""
    rows = repairs(("high", 0), ("low", 1))
    line = line_of(REPAIRS, "at most 1 hour", BY_THE_HOUR, rows, as_of="2026-02-01T00:00Z")
    assert (str(line.credit), line.verdict.running) == ("6401.00 EUR", True)
    single = line_of(REPAIRS, "at most 1 hour", sk.rules.Accrual("10 EUR", per="1 hour"), rows, as_of="2026-02-01T00:00Z")
    assert str(single.credit) == "6410.00 EUR"


def test_a_value_without_an_amount_is_a_problem():
    """Nothing is guessed: the line is unsettled, and the statement has a problem of the stream."""
    rule = sk.PerBreach({"high": "50 EUR", "low": "5 EUR"}, credit_by="priority")
    rows = [{"at": "2026-01-05T08:00Z", "priority": name} for name in ("high", "hihg")]
    found = sk.evaluate(agreement(sk.Count("faults"), "at most 0", rule), {"faults": rows}, period="2026-01")
    assert found.unsettled == ("O, 2026-01: 1 of 2: 'priority' is none of 'high', 'low', which credit= pays for",)
    assert [(one.stream, one.objective, one.count, one.kind) for one in found.problems] == [
        ("faults", "O", 1, "a value for which the penalty has no amount")
    ]
    assert "unsettled: O, 2026-01: 1 of 2" in str(found)


def test_a_blank_and_an_unreadable_value_are_problems():
    """A distance that is blank, and one that is no number, have no band."""
    found = sk.evaluate(agreement(sk.Count("flights"), "at most 0", PER_HEAD), {"flights": flown(100, None, "far")}, period="2026-01")
    assert found.unsettled == ("O, 2026-01: 2 of 3: 'km' is none of 'short', 'medium', 'long', which credit= pays for",)
    assert {one.kind for one in found.problems} >= {"a value for which the penalty has no amount", "no value for km"}


def test_an_unknown_value_that_did_not_fail_is_none():
    """A case in time has nothing to be paid, whatever its priority."""
    rule = sk.PerBreach({"high": "50 EUR"}, credit_by="priority")
    rows = [
        {"at": "2026-01-05T08:00Z", "done": "2026-01-05T08:10Z", "priority": "?"},
        {"at": "2026-01-05T08:00Z", "done": "2026-01-05T12:00Z", "priority": "high"},
    ]
    assert str(line_of(LATE, "at least 100 %", rule, rows).credit) == "50.00 EUR"


def test_excluded_records_are_not_paid():
    """Of two short flights one lies in excluded time: 250."""
    exclusions = [sk.Exclusion("strikes", applies_to="flights")]
    agreed = agreement(sk.Count("flights"), "at most 0", PER_HEAD, exclusions=exclusions)
    strike = [{"start": "2026-01-02T00:00Z", "end": "2026-01-03T00:00Z"}]
    assert str(sk.evaluate(agreed, {"flights": flown(100, 100), "strikes": strike}, period="2026-01").credit) == "250.00 EUR"


@pytest.mark.parametrize("make", ["pandas", "polars", "pyarrow"])
def test_columns_pay_what_rows_pay(make):
    """A frame and its rows, in whatever order."""
    frames = pytest.importorskip(make)
    rows = flown(900, 1500, 2000, 9000, 3501)
    columns = {name: [row[name] for row in rows[::-1]] for name in ("at", "km")}
    frame = {"pandas": "DataFrame", "polars": "DataFrame", "pyarrow": "table"}[make]
    by_rows = sk.evaluate(agreement(sk.Count("flights"), "at most 0", PER_HEAD), {"flights": rows}, period="2026-01")
    by_columns = sk.evaluate(
        agreement(sk.Count("flights"), "at most 0", PER_HEAD), {"flights": getattr(frames, frame)(columns)}, period="2026-01"
    )
    assert (by_columns.to_json(), by_columns.digest) == (by_rows.to_json(), by_rows.digest)


WRITTEN = [
    (sk.Count("flights"), "at most 0", PER_HEAD),
    (LATE, "at least 90 %", sk.PerBreach({"high": "50 EUR", "1": "5 EUR"}, credit_by="priority")),
    (sk.Count("o").by("plan"), "at most 0", sk.Flat({"gold": "5 %", "basic": "1 %"}, credit_by="plan", of="100 EUR")),
    (
        sk.Count("o"),
        "at most 0",
        sk.PerBreach({"a": "5 EUR", "b": "1 EUR"}, bands={"a": {"n": "over 2 up to 5", "ok": ["x", None]}, "b": {"n": "up to 2"}}),
    ),
]


@pytest.mark.parametrize(("metric", "target", "rule"), WRITTEN)
@pytest.mark.parametrize("form", ["toml", "json"])
def test_it_is_read_back(metric, target, rule, form):
    """From a document, and from its repr."""
    agreed = agreement(metric, target, rule)
    assert sk.loads(sk.dumps(agreed, format=form), format=form) == agreed
    assert form == "json" or "bands={'a'" in repr(rule) or eval(repr(rule), NAMES) == rule


def test_the_order_of_a_table_changes_nothing():
    """Equal in whatever order, written in the order of the contract."""
    other = sk.rules.Accrual(dict(reversed(SUMS.items())), per=1, credit_by="km", bands=dict(reversed(BANDS.items())))
    assert (other, hash(other)) == (PER_HEAD, hash(PER_HEAD))
    assert [name for name, _ in other.credit] == ["long", "medium", "short"]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: sk.PerBreach({"high": "5 EUR"}), "write credit_by='distance'"),
        (lambda: sk.PerBreach("5 EUR", credit_by="priority"), "credit_by= needs an amount for each value; write credit={"),
        (lambda: sk.PerBreach({"high": "5 EUR"}, credit_by="p", free=2), "free='2' does not say which of the records"),
        (lambda: sk.PerBreach({}, credit_by="p"), "is not a table of credits; write credit={'short'"),
        (lambda: sk.PerBreach({"a": "soon"}, credit_by="p"), "'soon' is not a credit"),
        (lambda: sk.rules.Accrual(SUMS, per=1, credit_by="km", bands={**BANDS, "long": "over 3000"}), "bands 'medium' and 'long' overlap"),
        (lambda: sk.rules.Accrual(SUMS, per=1, credit_by="km", bands={**BANDS, "far": "over 9000"}), "band 'far' has no amount in credit="),
        (lambda: sk.rules.Accrual(SUMS, per=1, credit_by="km", bands={"short": "up to 9"}), "has an amount for 'medium', which is no band"),
        (lambda: sk.rules.Accrual(SUMS, per=1, credit_by="km", bands={**BANDS, "long": "over the sea"}), "does not compare with a number"),
        (lambda: sk.rules.Accrual(SUMS, per=1, bands=BANDS), "write credit_by='distance'"),
        (lambda: agreement(sk.Count("o"), "at most 0", sk.Flat({"gold": "5 EUR"}, credit_by="plan")), "write .by('plan') after the metric"),
        (lambda: agreement(sk.Uptime("o"), "at least 99 %", sk.PerBreach({"a": "5 EUR"}, credit_by="p")), "measures time"),
        (
            lambda: agreement(SLOWEST, "at most 1 hour", sk.rules.Accrual({"a": "5 EUR"}, per="1 hour", credit_by="p")),
            "is for what adds up, and the max of clocks does not; write statistic='total'",
        ),
        (
            lambda: agreement(sk.Downtime("o"), "at most 1 hour", sk.rules.Accrual({"a": "5 EUR"}, per="1 hour", credit_by="p")),
            "measures time",
        ),
        (lambda: sk.PerBreach(SUMS, bands=BANDS, of="distance band"), "or credit_by='distance band' for an amount by"),
        (
            lambda: sk.rules.Accrual(SUMS, per=1, credit_by="km", bands=BANDS).only_if(in_a_row=2, arrears=True),
            "of which single failures are not kept",
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(make, message):
    """With what to write."""
    with pytest.raises(sk.errors.ContractError) as caught:
        make()
    assert message in str(caught.value)
