"""A monitor that is asked after every few rows keeps what did not change: the answers are those of one that is asked once."""

import pytest
import test_m1_families as families
from attrs import evolve
from hypothesis import given, settings, strategies as st
from test_m1_order import EXAMPLES, agreement, fed, instants_of, records, same, shuffled

import slakit as sk

AGREEMENTS = {
    "metrics": agreement,
    "families": lambda name: evolve(families.agreement_of(name, families.FAMILIES), exclusions=()),
    "families with exclusions": lambda name: families.agreement_of(name, families.FAMILIES),
}


def answer(monitor, as_of):
    """A statement, or what refuses it as text."""
    try:
        return monitor.statement(as_of=as_of)
    except sk.errors.SlakitError as error:
        return str(error)


@pytest.mark.parametrize("name", ["monthly", *(pytest.param(word, marks=pytest.mark.slow) for word in ("daily", "rolling"))])
@pytest.mark.parametrize("kind", AGREEMENTS)
def test_asked_after_every_few_rows(name, kind):
    """Each answer is compared with that of a monitor that has the same records and is asked for the first time."""
    agreed = AGREEMENTS[kind](name)

    @settings(max_examples=max(2, EXAMPLES // 3))
    @given(records(name), st.randoms(use_true_random=False), st.lists(st.none() | instants_of(name), min_size=1, max_size=2))
    def law(given, draw, instants):
        monitor, so_far = sk.Monitor(agreed), {}
        events = shuffled(draw, fed(name, given))
        for place, (stream, row) in enumerate(events):
            monitor.feed(stream, [row])
            so_far.setdefault(stream, []).append(row)
            if draw.random() < 0.3 or place == len(events) - 1:
                once = sk.Monitor(agreed)
                for fed_stream, rows in so_far.items():
                    once.feed(fed_stream, iter(rows))
                as_of = draw.choice(instants)
                again, first = answer(monitor, as_of), answer(once, as_of)
                if isinstance(first, str):
                    assert again == first
                else:
                    same(again, first)

    law()
