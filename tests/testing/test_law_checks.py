"""The laws of contracts: each is seen to fail on a contract or a rule that breaks it, with the records and the lines."""

from itertools import count

import pytest
from attrs import evolve, frozen
from hypothesis import Phase, settings

import slakit as sk
from slakit import testing as skt
from slakit.penalties.amounts import Amounts
from slakit.testing.law_checks import CAPS, CENTS, EMPTY, HISTORY, LAWS, ORDER, OUTSIDE, WORSE
from slakit.testing.law_worlds import LawWorld


@pytest.fixture
def _unshrunk():
    """Without the search for the smallest records, which takes some seconds."""
    before = settings.get_current_profile_name()
    settings.register_profile("unshrunk", settings(settings.get_profile(before), phases=[Phase.generate], derandomize=True, database=None))
    settings.load_profile("unshrunk")
    yield
    settings.load_profile(before)


def bad(penalty, metric=None, target="at least 99.9 %", **terms):
    """A contract with one promise."""
    objective = sk.Objective("Uptime", metric or sk.Uptime("outages"), target, penalty=penalty)
    return sk.Agreement(
        "Bad", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC", fee="100 EUR", objectives=[objective], **terms
    )  # fmt: skip


def failure(contract, law, examples=60):
    """The text with which a law fails."""
    with pytest.raises(AssertionError) as error:
        skt.laws(contract, examples=examples)(law)
    text = str(error.value)
    assert text.startswith(f"{law!r} does not hold.\n\nBad, 2026-02: ")
    return text


@frozen(repr=False)
class Doubled(sk.steps.Step):
    """A step that doubles what was capped."""

    def settle(self, lines, context):
        return tuple(evolve(line, payable=line.payable * 2) for line in lines)


@sk.penalty(always=True)
def standing_charge(case):
    """A rule that charges for nothing."""
    return sk.money("5 EUR")


def counting():
    """A rule that remembers how often it was asked."""
    calls = count(1)

    @sk.penalty(always=True)
    def remembered(case):
        return sk.money("1 EUR") * next(calls)

    return remembered


@pytest.mark.slow
def test_a_charge_for_each_outage_whatever_its_length():
    """Two short outages cost more than one long one: the smallest records show it, and both lines."""
    text = failure(bad(sk.PerBreach("10 EUR")), WORSE, examples=300)
    assert "worse service, and less is owed: credit 20.00 EUR and then 10.00 EUR" in text
    assert text.count("  outages: {'start': '2026-02-") >= 3
    assert "Worse service, records:\n" in text
    assert text.count("Uptime, 2026-02\n  promised: at least 99.9 %") == 2
    assert "credit:   20.00 EUR" in text


@pytest.mark.usefixtures("_unshrunk")
def test_a_step_that_undoes_a_cap():
    """50 EUR are the most, and twice as much is payable."""
    text = failure(bad(sk.Flat("90 %"), settlement=sk.Settlement(steps=[sk.steps.Cap("50 EUR"), Doubled()])), CAPS)
    assert "100.00 EUR is payable for 2026-02, and the cap is 50.00 EUR" in text


@pytest.mark.usefixtures("_unshrunk")
def test_a_cap_of_a_rule_that_does_not_hold(monkeypatch):
    """The wrapper is broken, so that 90 EUR are credited."""
    monkeypatch.setattr("slakit.penalties.wrappers.caps._held", lambda penalty, limit, side, note: penalty)
    assert "90.00 EUR is credited, and the cap is 50.00 EUR" in failure(bad(sk.Flat("90 %").capped("50 %")), CAPS)


@pytest.mark.usefixtures("_unshrunk")
def test_a_charge_without_records():
    """The rule pays, whatever happened; silence="missed" may."""
    assert "there is no record, and something is owed" in failure(bad(standing_charge), EMPTY)
    promise = sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Flat("5 %"), silence="missed")
    skt.laws(evolve(bad(None), objectives=[promise]))(EMPTY)


@pytest.mark.usefixtures("_unshrunk")
@pytest.mark.parametrize(
    ("law", "words"),
    [
        (ORDER, "the records in another order give another statement"),
        (OUTSIDE, "records after the period change it"),
        (HISTORY, "a statement as history gives another result than records do"),
    ],
)
def test_a_rule_that_remembers(law, words):
    """It pays by how often it was asked."""
    assert words in failure(bad(counting()), law)


def test_a_fraction_of_a_cent(monkeypatch):
    """A statement whose credit was not rounded."""
    right = LawWorld.evaluate
    third = Amounts(sk.money("100 EUR") / 3)
    monkeypatch.setattr(LawWorld, "evaluate", lambda world, records: evolve(right(world, records), amounts=third))
    assert "credit is 33.(3) EUR, which is no whole number of the smallest coin" in failure(bad(None), CENTS).replace("100/3", "33.(3)")


def test_every_law_has_its_sentence():
    """Each is described where it is checked."""
    assert {*LAWS} == {WORSE, CAPS, ORDER, EMPTY, OUTSIDE, CENTS, HISTORY}
    assert all(law.__doc__ for law in LAWS.values())
