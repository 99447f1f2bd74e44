"""Targets: exact comparison, rounding where the contract says so, joined bounds, and what is decided before a period is over (V1, V2)."""

import json
from fractions import Fraction

import pytest
from attrs import frozen
from hypothesis import given, strategies as st
from names import NAMES

import slakit as sk
from slakit.metrics.measure import Measure
from slakit.targets.verdict import Outcome, Verdict
from slakit.values.rounding import MODES

MET, MISSED, NO_DATA = Outcome.MET, Outcome.MISSED, Outcome.NO_DATA


def ratio(text):
    return Fraction(text) / 100


@pytest.mark.parametrize(
    ("target", "met", "missed"),
    [
        (sk.at_least("99.9 %"), ["99.9", "100"], ["99.8999999999999999999", "0"]),
        (sk.at_most("2 %"), ["2", "-1"], ["2.0000000001"]),
        (sk.more_than("2 %"), ["2.0000000001"], ["2", "1"]),
        (sk.less_than("2 %"), ["1.9999"], ["2", "3"]),
        (sk.exactly("2 %"), ["2"], ["2.0001", "1.9999"]),
        (sk.between("2 %", "3 %"), ["2", "3", "2.5"], ["1.999", "3.001"]),
        (sk.less_than("2 %") | sk.more_than("5 %"), ["1", "6"], ["2", "3", "5"]),
        ((sk.at_least("2 %") & sk.at_most("3 %")) | sk.exactly("7 %"), ["2", "7"], ["1", "4"]),
    ],
)
def test_on_each_side(target, met, missed):
    """The comparison is exact, edges included or not as the words say."""
    assert [sk.target(target).judge(Measure(value=ratio(value))).outcome for value in met] == [MET] * len(met)
    assert [target.judge(Measure(value=ratio(value))).outcome for value in missed] == [MISSED] * len(missed)


@pytest.mark.parametrize(
    ("value", "rounding", "mode", "judged", "outcome"),
    [
        ("99.8611", "0.1 %", "half-up", "99.9", MET),  # a real vendor's figure
        ("99.8611", None, "half-up", "99.8611", MISSED),
        ("99.8611", "0.1 %", "down", "99.8", MISSED),
        ("99.85", "0.1 %", "half-up", "99.9", MET),
        ("99.85", "0.1 %", "half-even", "99.8", MISSED),
        ("99.8499", "0.1 %", "half-up", "99.8", MISSED),
        ("99.4", "1 %", "half-up", "99", MISSED),
        ("99.5", "1 %", "half-up", "100", MET),
    ],
)
def test_rounded_before_it_is_compared(value, rounding, mode, judged, outcome):
    """Both figures are kept: the exact one in the measure, the rounded one in the verdict."""
    verdict = sk.at_least("99.9 %", rounding=rounding, mode=mode).judge(Measure(value=ratio(value)))
    assert verdict.judged == sk.quantity(f"{judged} %")
    assert verdict.outcome is outcome
    assert verdict.measure.value == ratio(value)


def test_the_shortfall():
    """How far on the wrong side, after rounding; of joined bounds the worst that must hold, or the nearest that may."""
    assert sk.at_least("99.9 %").judge(Measure(value=ratio("98.4"))).shortfall == ratio("1.5")
    assert sk.at_least("99.9 %", rounding="1 %").judge(Measure(value=ratio("98.4"))).shortfall == ratio("1.9")
    assert sk.between("10 %", "20 %").judge(Measure(value=ratio("26"))).shortfall == ratio("6")
    assert (sk.at_most("10 %") | sk.at_least("20 %")).judge(Measure(value=ratio("13"))).shortfall == ratio("3")
    assert sk.at_least("99.9 %").judge(Measure(value=1)).shortfall == 0


@pytest.mark.parametrize(
    ("target", "low", "value", "high", "outcome", "certain"),
    [
        (sk.at_least("80 %"), "85", "90", "95", MET, True),
        (sk.at_least("80 %"), "75", "90", "95", MET, False),
        (sk.at_least("80 %"), "75", "78", "79", MISSED, True),
        (sk.at_least("80 %"), "75", "78", "95", MISSED, False),
        (sk.at_most("80 %"), "85", "70", None, MISSED, True),  # what runs is over it already
        (sk.at_most("80 %"), "75", "75", None, MET, False),
        (sk.at_least("80 %"), "85", None, None, NO_DATA, False),
        (sk.at_most("80 %"), "85", None, None, MISSED, True),
        (sk.exactly("80 %"), "80", "80", "80", MET, True),
        (sk.exactly("80 %"), "70", "80", "90", MET, False),
        (sk.exactly("80 %"), "81", "85", None, MISSED, True),
        (sk.between("10 %", "20 %"), "12", "15", "18", MET, True),
        (sk.between("10 %", "20 %"), "21", "25", "30", MISSED, True),
        (sk.less_than("10 %") | sk.more_than("20 %"), "12", "15", "18", MISSED, True),
        (sk.less_than("10 %") | sk.more_than("20 %"), "21", "25", "30", MET, True),
        (sk.less_than("10 %") | sk.more_than("20 %"), "5", "25", "30", MET, False),
    ],
)
def test_while_the_period_is_open(target, low, value, high, outcome, certain):
    """An open period is certain when bounds that hold for what is to come leave one outcome; it is never final."""
    low, value, high = (None if figure is None else ratio(figure) for figure in (low, value, high))
    verdict = target.judge(Measure(value=value, low=low, high=high, pending=1, foresees=True), over=False)
    assert (verdict.outcome, verdict.certain, verdict.final) == (outcome, certain, False)


def test_final():
    """A verdict is final when the period is over and nothing is pending."""
    value = {"value": ratio("90"), "low": ratio("80"), "high": ratio("95")}
    target = sk.at_least("85 %")
    assert target.judge(Measure(**value)).final
    assert not target.judge(Measure(**value, pending=1)).final
    assert not target.judge(Measure(**value), over=False).final


def test_no_data():
    """A measure without a value is no data, with its reason."""
    verdict = sk.at_least("85 %").judge(Measure(value=None, reason="no records"))
    assert (verdict.outcome, verdict.reason, verdict.judged, verdict.shortfall) == (NO_DATA, "no records", None, None)


@pytest.mark.parametrize("outcome", Outcome)
def test_an_outcome_is_not_true_or_false(outcome):
    """bool() raises: three outcomes are not two (V1)."""
    with pytest.raises(sk.errors.UsageError, match=f"{outcome.value!r} is not true or false"):
        bool(outcome)
    assert str(outcome) == outcome.value


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("at least 99.9 %", sk.at_least("99.9 %")),
        ("at most 1 h 30 min", sk.at_most("90 min")),
        ("more than 3", sk.more_than(3)),
        ("less than  3", sk.less_than(3)),
        ("exactly 0", sk.exactly(0)),
        ("between 1 hour and 2 hours", sk.between("1 hour", "2 hours")),
        ("at least 1 % and at most 2 %", sk.between("1 %", "2 %")),
        ("less than 1 % or more than 2 %", sk.less_than("1 %") | sk.more_than("2 %")),
        ("at least 99.9 % rounded to 0.1 %", sk.at_least("99.9 %", rounding="0.1 %")),
        ("at least 99.9 % rounded to 0.1 % half-even", sk.at_least("99.9 %", rounding="0.1 %", mode="half-even")),
        ("below 5 %", sk.less_than("5 %")),
        ("under 4 hours", sk.less_than("4 hours")),
        ("above 5 %", sk.more_than("5 %")),
        ("over 5 %", sk.more_than("5 %")),
        ("no more than 3", sk.at_most(3)),
        ("not more than 3", sk.at_most(3)),
        ("up to 3", sk.at_most(3)),
        ("within 4 hours", sk.at_most("4 hours")),
        ("no less than 99.9 %", sk.at_least("99.9 %")),
        ("not less than 99.9 %", sk.at_least("99.9 %")),
        ("at or below 1 % or at or above 2 %", sk.at_most("1 %") | sk.at_least("2 %")),
        ("between 1 % and 2 % or over 5 %", sk.between("1 %", "2 %") | sk.more_than("5 %")),
        ("no less than 99.9 % rounded down to 0.1 %", sk.at_least("99.9 %", rounding="0.1 %", mode="down")),
        ("within 2 % rounded up to 0.1 %", sk.at_most("2 %", rounding="0.1 %", mode="up")),
        ("at most 2 % rounded to 0.1 % up", sk.at_most("2 %", rounding="0.1 %", mode="up")),
    ],
)
def test_the_words_of_a_target(words, meant):
    """A phrase is the target it says, and str() says it again."""
    assert sk.target(words) == meant
    assert sk.target(str(meant)) == meant


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("within 4 hours", "at most 4 hours"),
        ("no less than 99.9 % rounded to 0.1 % down", "at least 99.9 % rounded down to 0.1 %"),
        ("under 1 % or over 2 %", "less than 1 % or more than 2 %"),
    ],
)
def test_one_canonical_phrase(written, canonical):
    """However a contract words it, a document that is dumped and a report have one phrase for one target."""
    assert str(sk.target(written)) == canonical


bounds = st.builds(
    lambda make, limit, rounding, mode: make(f"{limit} %", rounding=rounding, **({"mode": mode} if rounding else {})),
    st.sampled_from([sk.at_least, sk.at_most, sk.more_than, sk.less_than, sk.exactly]),
    st.decimals(0, 100, places=2),
    st.sampled_from([None, "0.1 %"]),
    st.sampled_from(MODES),
)
targets = bounds | st.builds(lambda a, b: a & b, bounds, bounds) | st.builds(lambda a, b: a | b, bounds, bounds)


@given(targets)
def test_words_and_repr_read_back(target):
    """Any target reads back from its words, and from its repr."""
    assert sk.target(target.text()) == target
    assert eval(repr(target), NAMES) == target


@given(targets, st.fractions(0, 1), st.fractions(0, 1), st.fractions(0, 1))
def test_what_is_decided_holds(target, a, b, c):
    """When a stretch of figures is decided, every figure in it has that outcome."""
    low, value, high = sorted((a, b, c))
    decided = target.decided(low, high)
    if decided is not None:
        assert (MET if target.holds(value) else MISSED) is decided


@given(targets, st.fractions(0, 1))
def test_no_shortfall_when_met(target, value):
    """The shortfall is zero exactly when a target without open edges is met."""
    if target.holds(value):
        assert target.shortfall(value) == 0
    else:
        assert target.shortfall(value) >= 0


NO_TARGETS = [
    "99.9 %",
    "overs 99 %",
    "at least",
    "at least many",
    99,
    None,
    "at least 1 % rounded to 0 %",
    "within 1 h rounded up to 1 min down",
]


@pytest.mark.parametrize("written", NO_TARGETS)
def test_what_is_no_target(written):
    """The error says how a target is written."""
    with pytest.raises(sk.errors.ContractError, match="write"):
        sk.target(written)


def test_what_cannot_be_joined():
    """Units of two kinds, a range written backwards, a rounding in another unit, an unknown mode."""
    with pytest.raises(sk.errors.ContractError, match="mixes units"):
        _ = sk.at_least("1 %") & sk.at_most("2 hours")
    with pytest.raises(sk.errors.ContractError, match="smaller one first"):
        sk.between("3 %", "2 %")
    with pytest.raises(sk.errors.ContractError, match="not in the unit"):
        sk.at_least("99 %", rounding="1 min")
    with pytest.raises(sk.errors.ContractError, match="did you mean 'half-up'"):
        sk.at_least("99 %", rounding="1 %", mode="half up")


def test_joined_bounds_are_flat():
    """a & b & c is one set of parts, repeated ones once."""
    a, b, c = sk.at_least("1 %"), sk.at_most("9 %"), sk.at_most("8 %")
    assert (a & b) & c == a & (b & c)
    assert a & b & a == a & b
    assert len((a | b | c).parts) == 3


def test_a_verdict_keeps_its_measure():
    """A verdict is data: equal when its parts are."""
    measure = Measure(value=1)
    assert sk.at_least("1 %").judge(measure) == Verdict(outcome=MET, measure=measure, judged=sk.quantity("100 %"), shortfall=Fraction(0))


def test_a_bound_that_rounds_decides_by_what_it_rounds_to():
    """From 0.04 %, which is 0.0 % to a tenth of a point, to 100 %: `exactly 0 %` may still be met, and from 0.06 % on it is missed."""
    target = sk.exactly("0 %", rounding="0.1 %")
    assert target.decided(ratio("0.04"), ratio("100")) is None
    assert target.decided(ratio("0.06"), ratio("100")) is MISSED


def test_an_outcome_is_its_word():
    """It compares with "met", "missed" and "no data", as a key and in a list too, and is written so; it is still not true or false."""
    assert sk.Outcome.MISSED == "missed"
    assert ({sk.Outcome.MET: 1}["met"], sk.Outcome("no data"), f"{sk.Outcome.NO_DATA}") == (1, sk.Outcome.NO_DATA, "no data")
    assert json.dumps([sk.Outcome.MET]) == '["met"]'
    assert sk.Outcome.MET in ["met"]
    with pytest.raises(sk.errors.UsageError, match="not true or false"):
        bool(sk.Outcome.MISSED)


def test_a_verdict_is_not_true_or_false():
    """`if line.verdict:` was true for a miss too; it is refused, with what to write."""
    verdict = sk.at_least("99 %").judge(Measure(value=Fraction(1, 2)))
    with pytest.raises(sk.errors.UsageError, match=r"its outcome is 'missed'; write verdict\.outcome == 'met'"):
        bool(verdict)


@frozen
class Even(sk.Target):
    """A target of one's own, which no bound says."""

    def holds(self, value):
        return value % 2 == 0

    def shortfall(self, value):
        return Fraction(value % 2)

    def decided(self, low, high):
        return (MET if self.holds(low) else MISSED) if low == high and low is not None else None


@pytest.mark.parametrize(
    ("penalty", "credit"),
    [
        (sk.PerBreach("5 GBP"), "5 GBP"),
        (sk.Linear("2 GBP", per="1 message"), "2 GBP"),
        (sk.Tiered(below={"2 messages": "3 GBP"}), "3 GBP"),
        (sk.Flat("7 GBP").only_if(below="2 messages"), "7 GBP"),
        (sk.Tiered(at_or_above={"10 %": "1 GBP"}, relative=True), "no share of"),
        (sk.Bonus(sk.Linear("1 GBP", per="1 message")), "no limit"),
    ],
)
def test_a_target_without_bounds_is_judged_and_paid_for(penalty, credit):
    """Rules ask a target for its dimension and its direction; those that measure from a limit refuse one that has none."""
    if credit.startswith("no "):
        with pytest.raises(sk.errors.ContractError, match=credit):
            sk.Objective("Even", sk.Count("posts"), Even(), penalty=penalty)
        return
    agreement = sk.Agreement(
        "Pairs", provider="P", customer="C", term=("2026-01-01", "2026-04-01"), timezone="UTC", currency="GBP",
        objectives=[sk.Objective("Even", sk.Count("posts"), Even(), penalty=penalty)],
    )  # fmt: skip
    records = [{"at": "2026-01-10T00:00:00Z"}]
    line = sk.evaluate(agreement, {"posts": records}, period="2026-01").line("Even")
    assert line.outcome is MISSED
    assert line.credit == sk.money(credit)
