"""Approved: what silence says when the time for an answer is over; figures worked out by hand."""

from fractions import Fraction

import pytest
from metric_cases import ANSWERS, evaluated

import slakit as sk
from slakit.metrics.timers.approved import Approved


def sent(hour, answered=None, answer=None):
    when = None if answered is None else f"2026-01-05T{answered}Z"
    return {"sent": f"2026-01-05T{hour}Z", "answered": when, "answer": answer}


SENT = [
    sent("08:00", "09:00", "yes"),  # approved
    sent("08:00", "10:00", "no"),  # refused, exactly at the limit of 2 hours
    sent("08:00", "10:01", "no"),  # too late to refuse: silent
    sent("08:00", "11:00", "yes"),  # too late to approve: silent as well
    sent("08:00"),  # silent
    sent("11:00"),  # at noon it still has an hour
]


def test_silence_counts_as_approval():
    """At noon, of five decided one is approved, one refused, three were silent for two hours: 4 of 5; one is pending."""
    measure = evaluated(Approved("posts", "2 hours", **ANSWERS), {"posts": SENT}, "at least 50 %", as_of="2026-01-05T12:00Z").measure
    assert (measure.value, measure.pending) == (Fraction(4, 5), 1)
    assert (measure.low, measure.high, measure.breaches) == (Fraction(4, 6), Fraction(5, 6), 1)
    assert measure.workings == "4 of 5 approved"


def test_silence_counts_as_refusal():
    """The same five where approval must be in writing: 1 of 5. When the month is over, the sixth is silent too: 1 of 6."""
    metric = Approved("posts", "2 hours", silence="refused", **ANSWERS)
    assert evaluated(metric, {"posts": SENT}, "at least 50 %", as_of="2026-01-05T12:00Z").measure.value == Fraction(1, 5)
    assert evaluated(metric, {"posts": SENT}, "at least 50 %").measure.value == Fraction(1, 6)


def test_what_silence_may_say():
    """Approved or refused, and what counts as an approval must be said."""
    with pytest.raises(sk.errors.ContractError, match="silence='met' is not"):
        Approved("posts", "2 hours", silence="met", **ANSWERS)
    with pytest.raises(sk.errors.ContractError, match="names no condition"):
        Approved("posts", "2 hours", **ANSWERS | {"good": {}})


def test_evidence_is_what_failed():
    """Where silence approves, only the refusal failed; where it refuses, the latest stand first, then what was refused in time."""
    posts = [{"id": name, **row} for name, row in zip("abcdef", SENT, strict=True)]

    def evidence(silence):
        metric = Approved("posts", "2 hours", silence=silence, key="id", **ANSWERS)
        worst = evaluated(metric, {"posts": posts}, "at least 99 %", as_of="2026-01-05T12:00Z").measure.evidence
        return [(one.key, one.quantity and one.quantity.show(), one.word) for one in worst]

    assert evidence("approved") == [("b", None, "not good")]
    # due at 10:00: e has no answer by noon, d came at 11:00, c at 10:01; b is refused in time; f is due at 13:00
    assert evidence("refused") == [("e", "2 h", "over"), ("d", "1 h", "over"), ("c", "1 min", "over"), ("b", None, "not good")]
