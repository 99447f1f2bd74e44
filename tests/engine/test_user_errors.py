"""An exception in the code of a user comes out as it was raised, once, and names the objective and the period."""

import traceback
from fractions import Fraction

import pytest
from attrs import frozen

import slakit as sk


class OwnFault(Exception):
    """What the code of a user raises."""


@sk.metric("posts")
def faulty(rows):
    """A metric of one's own that fails."""
    raise OwnFault("metric")


@sk.metric("posts")
def half(rows):
    """A metric of one's own."""
    return Fraction(1, 2)


@sk.penalty
def rule(case):
    """A rule of one's own that fails."""
    raise OwnFault("rule")


@frozen
class Bar(sk.Target):
    """A target of one's own that fails."""

    @property
    def bounds(self):
        return ()

    def holds(self, value):
        raise OwnFault("target")

    def shortfall(self, value):
        return value

    def decided(self, low, high):
        return None

    def show(self):
        return "high"


@frozen
class Gift(sk.steps.Step):
    """A step of one's own that fails."""

    def settle(self, lines, context):
        raise OwnFault("step")


ROWS = [{"at": "2026-01-05T00:00:00Z"}]
LOW = sk.at_least("90 %")
FAULTS = {
    "in the metric of objective 'O', 2026-01": lambda: (sk.Objective("O", faulty, LOW), {}),
    "in the metric of objective 'O', 2026-01 ": lambda: (sk.Objective("O", faulty + half, LOW), {}),
    "in the penalty of objective 'O', 2026-01": lambda: (sk.Objective("O", half, LOW, penalty=rule), {}),
    "in the target of objective 'O', 2026-01": lambda: (sk.Objective("O", half, Bar()), {}),
    "in the step Gift of the settlement, 2026-01": lambda: (
        sk.Objective("O", half, LOW, penalty=sk.Flat("5 %")),
        {"settlement": sk.Settlement(steps=[Gift()])},
    ),
}


@pytest.mark.parametrize("note", FAULTS)
def test_an_exception_names_objective_and_period(note):
    """With one traceback, and of its own class."""
    objective, more = FAULTS[note]()
    agreed = sk.Agreement(
        "A", provider="P", customer="C", term=("2026-01-01", "2026-02-01"), timezone="UTC", fee="100 GBP", objectives=[objective], **more
    )
    with pytest.raises(OwnFault) as caught:
        sk.evaluate(agreed, {"posts": ROWS})
    assert note.strip() in caught.value.__notes__
    assert "".join(traceback.format_exception(caught.value)).count("Traceback") == 1
