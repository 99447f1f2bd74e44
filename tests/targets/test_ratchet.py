"""Ratchet: what a target becomes by the results since it was set, worked out by hand."""

import pytest
from hypothesis import given, strategies as st
from names import NAMES

import slakit as sk
from slakit.errors import ContractError

GAP = sk.rules.Ratchet(best=4, share="10 %")
HALF_WAY = sk.rules.Ratchet(best=3, moves="50 %")


@pytest.mark.parametrize(
    ("ratchet", "old", "results", "new"),
    [
        (GAP, "at least 99.6 %", ["99.9 %"] * 4 + ["95 %"], "at least 99.64 %"),  # a tenth of the 0.4 to 100
        (GAP, "at least 99.6 %", ["99.62 %"] * 4, "at least 99.62 %"),  # the mean, where that is less
        (GAP, "at least 99.6 %", ["99 %"] * 4, "at least 99.6 %"),  # never down
        (GAP, "at least 99.6 %", ["100 %"] * 3, "at least 99.6 %"),  # fewer than four
        (GAP, "at least 99.6 % rounded to 0.01 %", ["99.9 %"] * 4, "at least 99.64 % rounded to 0.01 %"),
        (HALF_WAY, "at least 97 %", ["98.4 %", "98.6 %", "98.8 %", "90 %"], "at least 97.8 %"),  # half of 97 to 98.6
        (sk.rules.Ratchet(best=3, moves="50 %", share="20 %"), "at least 97 %", ["98.6 %"] * 3, "at least 97.6 %"),  # 97 + 20 % of 3
        (sk.rules.Ratchet(best=3, rounding="0.1 %"), "at least 97 %", ["98 %", "98 %", "98.5 %"], "at least 98.2 %"),  # 98.1667
        (sk.rules.Ratchet(best=3, rounding="0.1 %", mode="down"), "at least 97 %", ["98 %", "98 %", "98.5 %"], "at least 98.1 %"),
        (sk.rules.Ratchet(best=1, rounding="1 %"), "at least 97 %", ["99.9 %"], "at least 100 %"),
        (sk.rules.Ratchet(best=1, towards="99.95 %", rounding="0.1 %"), "at least 99 %", ["100 %"], "at least 99.95 %"),  # not 100
        (sk.rules.Ratchet(best=2), "at most 4 hours", ["3 hours", "1 hour", "7 hours"], "at most 2 hours"),  # the shorter are better
        (sk.rules.Ratchet(best=2, share="25 %"), "at most 4 hours", ["3 hours", "1 hour"], "at most 3 hours"),  # a quarter of 4 to none
        (sk.rules.Ratchet(best=2, share="50 %", towards="2 hours"), "at most 4 hours", ["1 hour"] * 2, "at most 3 hours"),
        (sk.rules.Ratchet(best=2), "at least 50 messages", ["60 messages", "90 messages"], "at least 75 messages"),
        (sk.rules.Ratchet(best=2, share="10 %", towards="100 messages"), "more than 50 messages", [60, 90], "more than 55 messages"),
    ],
)
def test_what_a_target_becomes(ratchet, old, results, new):
    """The mean of the best, or so much of the way there, held to a share of the gap to perfection; never looser."""
    assert str(ratchet.raised(old, results)) == new


LEVELS = sk.Levels({"expected": "at least 99.6 %", "minimum": "at least 99 %"})
BOTH = ["expected", "minimum"]


@pytest.mark.parametrize(
    ("ratchet", "results", "new"),
    [
        (GAP, ["99.9 %"] * 4, {"expected": "at least 99.64 %", "minimum": "at least 99 %"}),  # the promise alone
        (
            sk.rules.Ratchet(best=4, share="10 %", levels=BOTH),
            ["99.9 %"] * 4,
            {"expected": "at least 99.64 %", "minimum": "at least 99.1 %"},
        ),
        (
            sk.rules.Ratchet(best=4, share="10 %", levels=BOTH),
            ["99.05 %"] * 4,
            {"expected": "at least 99.6 %", "minimum": "at least 99.05 %"},
        ),
        (
            sk.rules.Ratchet(best=4, moves="50 %", levels="minimum"),
            ["99.8 %"] * 4,
            {"expected": "at least 99.6 %", "minimum": "at least 99.4 %"},
        ),
        # both would come to the mean: the minimum stays
        (sk.rules.Ratchet(best=4, levels=BOTH), ["99.9 %"] * 4, {"expected": "at least 99.9 %", "minimum": "at least 99 %"}),
    ],
)
def test_a_target_with_levels(ratchet, results, new):
    """Each level rises by its own gap: a tenth of 0.4 and of 1; half of the way from 99 to 99.8."""
    assert ratchet.raised(LEVELS, results) == sk.Levels(new)
    assert eval(repr(ratchet), NAMES) == ratchet


def test_the_arithmetic_of_levels():
    """Each level that rises, by its name; times go down."""
    times = sk.Levels({"expected": "at most 4 hours", "minimum": "at most 8 hours"})
    new, arithmetic = sk.rules.Ratchet(best=1, share="25 %", levels=BOTH).step(times, ["1 hour"])
    assert new == sk.Levels({"expected": "at most 3 hours", "minimum": "at most 6 hours"})
    assert arithmetic.startswith("expected raised from at most 4 hours to at most 3 hours: ")
    assert "; minimum raised from at most 8 hours to at most 6 hours: " in arithmetic
    assert GAP.step(LEVELS, ["99 %"] * 4) == (LEVELS, "")


@pytest.mark.parametrize(
    ("ratchet", "old", "message"),
    [
        (
            sk.rules.Ratchet(best=4, levels="minimum"),
            "at least 99 %",
            "is of a target with levels, and 'at least 99 %' has none; leave levels= out",
        ),
        (
            sk.rules.Ratchet(best=4, levels="minimun"),
            LEVELS,
            "levels= has 'minimun', which is no level of the target; did you mean 'minimum'?",
        ),
        (sk.rules.Ratchet(best=4, towards="99.2 %"), LEVELS, "is beyond '99.2 %' already"),
    ],
)
def test_levels_that_do_not_fit(ratchet, old, message):
    """With what to write."""
    with pytest.raises(ContractError) as caught:
        ratchet.check(old)
    assert message in str(caught.value)


def test_its_arithmetic():
    """Which results, their mean, and what held it."""
    assert GAP.step("at least 99.6 %", ["99.9 %"] * 4 + ["95 %"])[1] == (
        "raised from at least 99.6 % to at least 99.64 %: the best 4 of 5 results average 99.9 %, "
        "no more than 10 % of the way to 100 % is 99.64 %"
    )
    assert HALF_WAY.step("at least 97 %", ["98.6 %"] * 3)[1] == (
        "raised from at least 97 % to at least 97.8 %: the best 3 of 3 results average 98.6 %, 50 % of the way there is 97.8 %"
    )
    assert GAP.step("at least 99.6 %", ["99 %"] * 4)[1] == ""


@pytest.mark.parametrize(
    "ratchet", [GAP, HALF_WAY, sk.rules.Ratchet(best=2, towards="1 hour", per="quarterly", rounding="1 min", mode="up")]
)
def test_it_is_written_as_code(ratchet):
    """Its repr makes an equal one."""
    assert eval(repr(ratchet), NAMES) == ratchet


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: sk.rules.Ratchet(best=0), "best=0"),
        (lambda: sk.rules.Ratchet(best=4, share="0 %"), "is not a share above 0 % and up to 100 %"),
        (lambda: sk.rules.Ratchet(best=4, moves="150 %"), "is not a share above 0 % and up to 100 %; write moves='50 %'"),
        (lambda: sk.rules.Ratchet(best=4, per="rolling 12 months"), "is not a step of the calendar; write per='yearly'"),
        (lambda: GAP.raised("between 1 % and 2 %", []), "cannot be raised; write one bound"),
        (lambda: GAP.raised("exactly 2 %", []), "cannot be raised; write one bound"),
        (lambda: GAP.raised("at least 3 messages", []), r"share='10 %' of the gap to what\? write towards="),
        (
            lambda: sk.rules.Ratchet(best=4, towards="1 hour").raised("at least 99 %", []),
            "towards='1 hour' is not in the unit of the target",
        ),
        (lambda: sk.rules.Ratchet(best=4, rounding="1 min").raised("at least 99 %", []), "rounding='1 min' is not in the unit"),
        (
            lambda: sk.rules.Ratchet(best=4, towards="99 %").raised("at least 99.6 %", []),
            "is beyond '99 %' already; write a better towards=",
        ),
    ],
)
def test_what_is_no_ratchet(make, says):
    """The error says what to write."""
    with pytest.raises(ContractError, match=says):
        make()


@given(
    st.integers(0, 100),
    st.lists(st.integers(0, 100), max_size=6),
    st.sampled_from([GAP, HALF_WAY, sk.rules.Ratchet(best=1, rounding="7 %")]),
    st.sampled_from(["at least", "at most"]),
)
def test_a_target_is_never_looser_and_never_beyond_perfection(level, results, ratchet, phrase):
    """Whatever the results, it lies between what it was and 100 %, or nothing for 'at most'."""
    new = ratchet.raised(f"{phrase} {level} %", [f"{result} %" for result in results]).limit.base
    old, best = sk.quantity(f"{level} %").base, 1 if phrase == "at least" else 0
    assert min(old, best) <= new <= max(old, best)
