"""Factors: the numbers that a product formula multiplies, each on its own; worked out by hand."""

from fractions import Fraction

import pytest
from penalty_cases import case, fed, silent, written

import slakit as sk
from slakit.penalties.bases.credit_base import Missing
from slakit.penalties.rules.factors import Failures, LookupNumber, MeasuredNumber, RecordedNumber, Shortfall

TARGET = sk.target("at most 1 hour")


def measured(figure, **settings):
    """A case with so many hours against one hour at most."""
    return case(f"{figure} hours", "at most 1 hour", **settings)


def test_a_number_of_records():
    """What the field adds up to; a period without a record has none, and zero is one."""
    weight = RecordedNumber("areas", "weight")
    assert weight.value(case(1, "at most 0", read=fed(areas="1.5"))) == Fraction(3, 2)
    assert weight.value(case(1, "at most 0", read=fed(areas=0))) == 0
    with pytest.raises(Missing, match=r"^stream 'areas' has no weight for 2026-04$"):
        weight.value(case(1, "at most 0", read=fed(other=1)))
    assert RecordedNumber("areas", "weight", digits=0).value(case(1, "at most 0", read=fed(areas=2))) == 2 * 10**6  # read in millionths


def test_what_a_number_of_records_reads():
    """The field of its stream, by group; no fewer than no decimals."""
    (reading,) = RecordedNumber("areas", "weight", at="day", by="area").readings
    assert (reading.stream, reading.at, reading.by) == ("areas", "day", ("area",))
    with pytest.raises(sk.errors.ContractError, match="digits=-1"):
        RecordedNumber("areas", "weight", digits=-1)


@pytest.mark.parametrize(
    ("figure", "counting", "steps"),
    [
        ("2.5", "exact", Fraction(3, 2)),  # an hour and a half too long
        ("2.5", "full", 1),
        ("2.5", "begun", 2),
        ("2", "full", 1),
        ("2", "begun", 1),
        ("0.5", "exact", 0),  # on the right side
    ],
)
def test_how_far_a_figure_lies_from_its_target(figure, counting, steps):
    """In steps of an hour: exactly, the full ones, or the begun ones."""
    assert Shortfall(per="1 hour", counting=counting).value(measured(figure)) == steps


def test_no_figure_has_no_shortfall():
    """A period that did not report lies nowhere, and nothing was measured in it."""
    assert Shortfall(per="1 hour").value(silent("at most 1 hour")) == 0
    assert MeasuredNumber(per="1 hour").value(silent("at most 1 hour")) == 0


@pytest.mark.parametrize(
    ("figure", "settings", "steps"),
    [
        ("2.5", {}, Fraction(5, 2)),
        ("2.5", {"free": "1 hour"}, Fraction(3, 2)),
        ("2.5", {"free": "1 hour", "counting": "begun"}, 2),
        ("2.5", {"free": "1 hour", "counting": "full"}, 1),
        ("0.5", {"free": "1 hour"}, 0),  # never below nothing
        ("0.5", {}, Fraction(1, 2)),  # on the right side of the target, and measured all the same
    ],
)
def test_how_much_was_measured(figure, settings, steps):
    """In steps of an hour, the first `free` taken off."""
    assert MeasuredNumber(per="1 hour", **settings).value(measured(figure)) == steps


def test_how_often_it_failed():
    """Three failures less one are two; none below zero; how many there were has to be known."""
    assert Failures(free=1).value(measured(2, breaches=3)) == 2
    assert Failures(free=1).value(measured(2, breaches=0)) == 0
    assert Failures().value(measured(2, breaches=3)) == 3
    with pytest.raises(Missing, match="how often it failed in 2026-04 is not known"):
        Failures().value(measured(2))


@pytest.mark.parametrize(
    ("number", "above", "at_or_above"),
    [(3, "0.5", "0.5"), (4, "0.5", "1.5"), (5, "1.5", "1.5"), (8, "1.5", 2), (9, 2, 2)],
)
def test_a_number_by_a_table(number, above, at_or_above):
    """Edges at 4 and 8: above them, or at them as well; `otherwise` below all."""
    table, given = {4: "1.5", 8: 2}, case(number, "at most 0")
    count = MeasuredNumber(per=1)
    assert LookupNumber(count, above=table, otherwise="0.5").value(given) == Fraction(above)
    assert LookupNumber(count, at_or_above=table, otherwise="0.5").value(given) == Fraction(at_or_above)


def test_a_table_of_both_kinds_of_edges():
    """The largest edge that is reached decides, of whichever kind, in whatever order they are written; below all it is 1."""
    lookup = LookupNumber(MeasuredNumber(per=1), above={4: 3}, at_or_above={8: "0.5", 2: 2})
    assert [lookup.value(case(number, "at most 0")) for number in (1, 2, 4, 5, 8)] == [1, 2, 2, 3, Fraction(1, 2)]
    assert lookup.at_or_above == ((2, 2), (8, Fraction(1, 2)))
    assert written(lookup)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: LookupNumber(Failures()), "has no edges, or one twice"),
        (lambda: LookupNumber(Failures(), above={2: 1}, at_or_above={2: 3}), "has no edges, or one twice"),
        (lambda: LookupNumber(Failures(), above={"x": 1}), "is not a table of numbers"),
        (lambda: LookupNumber(Failures(), above=3), "is not a table of numbers"),
        (lambda: LookupNumber(3, above={2: 1}), "is not a factor"),
        (lambda: RecordedNumber("", "x"), "is not a name"),
        (lambda: Shortfall(per="0 hours"), "per='0 hours'"),
        (lambda: Shortfall(per="1 hour", counting="whole"), "counting='whole'"),
        (lambda: MeasuredNumber(per="1 hour", free="-1 hour"), "free='-1 hour' is less than nothing"),
        (lambda: Failures(free=-1), "free=-1"),
    ],
)
def test_what_is_no_factor(make, says):
    """The error says what is wrong."""
    with pytest.raises(sk.errors.ContractError, match=says):
        make()


TIMES, COUNTS = sk.Elapsed("cases", since="asked", until="replied"), sk.Count("cases")


@pytest.mark.parametrize(
    ("factor", "target", "metric", "says"),
    [
        (Shortfall(per="1 pp"), TARGET, TIMES, "not in the unit of the target"),
        (MeasuredNumber(per="1 pp"), TARGET, TIMES, "is not in the unit of"),
        (MeasuredNumber(per="1 pp", free="1 pp"), TARGET, TIMES, "is not in the unit of"),
        (MeasuredNumber(per=1), sk.target("between 2 and 13"), COUNTS, "MeasuredNumber"),
        (MeasuredNumber(per="1 pp", free=5), sk.target("at least 99 %"), sk.Uptime("outages"), "'5' lies outside 0 % to 100 %"),
        (Failures(), TARGET, sk.kpis.Gauge("goods", "degrees"), "has no single failures to multiply by"),
        (LookupNumber(Shortfall(per="1 pp"), above={2: 1}), TARGET, TIMES, "not in the unit of the target"),
    ],
)
def test_what_a_factor_cannot_work_with(factor, target, metric, says):
    """Another unit than that of the target, a target with two sides, or a metric without single failures."""
    with pytest.raises(sk.errors.ContractError, match=says):
        factor.check(target, metric)


def test_what_fits():
    """Hours with hours, and counts with counts."""
    steps = Shortfall(per="30 minutes")
    for factor in (steps, MeasuredNumber(per="1 hour", free="5 minutes"), LookupNumber(steps, above={2: 1})):
        factor.check(TARGET, TIMES)
    MeasuredNumber(per="1 pp").check(sk.target("at least 99 %"), sk.Uptime("outages"))
    Failures().check(sk.target("at most 3"), COUNTS)


def test_no_factor_of_these_looks_at_earlier_periods():
    """A factor of one's own does, unless it says otherwise."""
    factors = (RecordedNumber("a", "b"), Shortfall(per=1), MeasuredNumber(per=1), Failures(), LookupNumber(Failures(), above={2: 1}))
    assert [factor.needs_past for factor in factors] == [False] * 5
    assert sk.factors.Factor.looks_back
    assert [factor.absolute for factor in factors] == [False, False, True, False, False]
    assert LookupNumber(MeasuredNumber(per=1), above={2: 1}).absolute
