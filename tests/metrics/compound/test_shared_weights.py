"""Scores in which the weight of what was not scored is shared over the rest, worked out by hand."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, strategies as st
from names import NAMES

import slakit as sk
from slakit.metrics.compound.shared_weights import SharedWeights
from slakit.metrics.measure import Measure

PARTS = [sk.Share(name, good={"ok": True}) for name in ("answers", "posts", "reports")]
SCORE = (Fraction("0.5") * PARTS[0] + Fraction("0.3") * PARTS[1] + Fraction("0.2") * PARTS[2]).redistributed()
HEAD = """
name = "A"
provider = "P"
customer = "C"
term = ["2026-01-01", "2026-03-01"]
timezone = "UTC"
"""


def line(score=SCORE, as_of=None, **good):
    """The score of January: `answers=(9, 10)` are nine good ones of ten."""
    term = ("2026-01-01", "2026-02-01")
    objective = sk.Objective("Score", score, "at least 80 %")
    agreement = sk.Agreement("A", provider="P", customer="C", term=term, timezone="UTC", objectives=[objective])
    records = {
        name: [{"at": "2026-01-05T00:00Z", "ok": n < good[name][0]} for n in range(good[name][1])] if name in good else []
        for name in agreement.streams
    }
    return sk.evaluate(agreement, records, as_of=as_of).line("Score")


@pytest.mark.parametrize(
    ("good", "score"),
    [
        ({"answers": (9, 10), "posts": (1, 2), "reports": (4, 5)}, "76 %"),  # 45 + 15 + 16
        ({"answers": (9, 10), "posts": (1, 2)}, "75 %"),  # 50 and 30 of 80: 62.5 % of 90 %, 37.5 % of 50 %
        ({"answers": (9, 10), "reports": (1, 5)}, "70 %"),  # 50 and 20 of 70: (45 + 4) / 70
        ({"reports": (4, 5)}, "80 %"),
    ],
)
def test_the_weight_of_what_has_no_data_is_shared(good, score):
    """In proportion to the weights of the others, so that they add up to 100 % again."""
    assert line(**good).measure.quantity == sk.quantity(score)


def test_its_workings():
    """Which weights counted, and what was shared."""
    assert line(answers=(9, 10), posts=(1, 2)).measure.workings == (
        "5/8 x 0.9 (9 of 10 records are ok); 3/8 x 0.5 (1 of 2 records are ok); 1/5 of no data (no records) shared over the others"
    )


def test_without_it_the_whole_has_no_data():
    """As every sum of metrics, which does not know what a missing part is worth; and so where no part has data."""
    plain = Fraction("0.5") * PARTS[0] + Fraction("0.5") * PARTS[1]
    assert line(plain, answers=(9, 10)).outcome is sk.Outcome.NO_DATA
    assert (line().outcome, line().measure.reason) == (sk.Outcome.NO_DATA, "no records")


def test_what_may_still_be_scored():
    """In the middle of January posts and reports have no record: 90 % of the answers may become 45 % (50 of 100), or 95 %."""
    measure = line(answers=(9, 10), as_of="2026-01-15T00:00Z").measure
    assert (measure.value, measure.low, measure.high) == (Fraction("0.9"), Fraction("0.45"), Fraction("0.95"))


def test_a_document_says_it():
    """`redistribute = true`; and its repr is how to write it. What is added to it is not mixed into it."""
    part = '{ is = "share", stream = "%s", good = { ok = true } }'
    terms = ", ".join(f'["{weight}", {part % name}]' for weight, name in (("0.5", "answers"), ("0.3", "posts"), ("0.2", "reports")))
    metric = f'{{ is = "weighted", redistribute = true, terms = [{terms}] }}'
    agreement = sk.loads(HEAD + f'[[objectives]]\nname = "Score"\ntarget = "at least 80 %"\nmetric = {metric}\n')
    assert agreement.objectives[0].metric == SCORE
    assert sk.loads(sk.dumps(agreement)) == agreement
    assert eval(repr(SCORE), {**NAMES, "Fraction": Fraction}) == SCORE
    assert (Fraction(1, 2) * SCORE).terms == ((Fraction(1, 2), SCORE),)
    assert SCORE.is_share


def test_parts_in_several_units_of_one_kind():
    """120 ms at 1/4 and, in microseconds, nothing at 3/4: 120 ms. With 200,000 us it is 180 ms; the units change no weight."""
    gauge, clock = sk.kpis.Gauge("probes", "ms", unit="ms", statistic="mean"), sk.Elapsed("calls", since="at", until="done")
    score = (Fraction(1, 4) * gauge + Fraction(3, 4) * clock).redistributed()
    objective = sk.Objective("Score", score, "at most 1 s")
    agreement = sk.Agreement("A", provider="P", customer="C", term=("2026-01-01", "2026-02-01"), timezone="UTC", objectives=[objective])
    probes, calls = [{"at": "2026-01-05T00:00Z", "ms": 120}], [{"at": "2026-01-05T00:00:00Z", "done": "2026-01-05T00:00:00.2Z"}]
    for answered, figure in (([], "120 ms"), (calls, "180 ms")):
        measure = sk.evaluate(agreement, {"probes": probes, "calls": answered}).line("Score").measure
        assert measure.quantity == sk.quantity(figure)


@pytest.mark.parametrize("make", [lambda: (1 * PARTS[0]).redistributed(), lambda: (PARTS[0] - PARTS[1]).redistributed()])
def test_weights_that_cannot_be_shared(make):
    """One metric alone, and a weight below zero."""
    with pytest.raises(sk.errors.ContractError, match="has no weights to share; write two metrics or more"):
        make()


def test_a_part_that_may_come_moves_a_bound_only_where_it_is_worse_or_better():
    """One half at 50 %, and one that still runs between 60 and 90 %: at least 50, if it stays without data; at most 70, (50 + 90) / 2."""
    halves = [Fraction(1, 2)] * 2
    parts = [
        Measure(value=Fraction("0.5"), low=Fraction("0.5"), high=Fraction("0.5")),
        Measure(value=None, pending=1, low=Fraction("0.6"), high=Fraction("0.9")),
    ]
    shared = SharedWeights(halves, parts, True, False)
    assert (shared.value, shared.low, shared.high) == (Fraction("0.5"), Fraction("0.5"), Fraction("0.7"))


ends = st.fractions(0, 1, max_denominator=8)
measures = st.one_of(
    st.builds(lambda a, b, c: Measure(value=sorted((a, b, c))[1], low=min(a, b, c), high=max(a, b, c)), ends, ends, ends),
    st.builds(lambda a, b: Measure(value=None, pending=1, low=min(a, b), high=max(a, b)), ends, ends),
    st.just(Measure(value=None)),
)


@given(st.lists(st.tuples(st.fractions("1/4", 2, max_denominator=4), measures), min_size=1, max_size=4))
def test_the_bounds_hold_whatever_comes(parts):
    """They are the least and the most of all outcomes: each part at either end, and without data where it may stay so."""
    weights, given_measures = zip(*parts, strict=True)
    shared = SharedWeights(weights, given_measures, True, False)
    possible = []
    for outcome in product(
        *([one.low, one.high, *([None] if one.value is None else [])] if one.low is not None else [None] for one in given_measures)
    ):
        scored = [(weight, value) for weight, value in zip(weights, outcome, strict=True) if value is not None]
        if scored:
            possible.append(sum(weight * value for weight, value in scored) / sum(weight for weight, _ in scored) * sum(weights))
    assert (shared.low, shared.high) == ((min(possible), max(possible)) if possible else (None, None))
