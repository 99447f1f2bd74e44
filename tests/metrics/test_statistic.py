"""Statistics by NumPy's methods, exactly (M2)."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from slakit.errors import ContractError
from slakit.metrics.statistic import METHODS, statistic

TEN = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]


def of(name, values):
    values = sorted(values)
    return statistic(name).of(len(values), values.__getitem__, lambda: sum(values))


@pytest.mark.parametrize(
    ("name", "figure"),
    [
        ("mean", 55),
        ("total", 550),
        ("min", 10),
        ("max", 100),
        ("median", 50),  # the 5th of 10: a value that occurred
        ("p50", 50),
        ("p51", 60),
        ("p90", 90),
        ("p91", 100),
        ("p95", 100),
        ("p100", 100),
        ("p0.1", 10),
        ("p10", 10),
        ("p10.1", 20),
        ("p50 averaged_inverted_cdf", 55),
        ("p51 averaged_inverted_cdf", 60),
        ("p50 linear", 55),
        ("p95 linear", Fraction(955, 10)),  # 0.95 x 9 = 8.55, so 90 + 0.55 x 10
        ("p50 lower", 50),
        ("p50 higher", 60),
        ("p95 lower", 90),
        ("p95 higher", 100),
    ],
)
def test_by_hand(name, figure):
    """Of ten values from 10 to 100."""
    assert of(name, TEN) == figure


def test_of_one():
    """Any statistic of one value is that value."""
    assert {of(f"p37 {method}", [7]) for method in METHODS} == {7}
    assert of("mean", [7]) == of("median", [7]) == of("total", [7]) == 7


@given(
    st.lists(st.integers(-1_000, 1_000), min_size=1, max_size=40),
    st.sampled_from([1, 5, 10, 12.5, 25, 50, 75, 80, 90, 95, 99, 99.9, 100]),
    st.sampled_from(METHODS),
)
def test_as_numpy(values, share, method):
    """The value that numpy.quantile gives under the same method name."""
    np = pytest.importorskip("numpy")
    theirs = np.quantile(np.array(values, dtype=np.float64), share / 100, method=method)
    position = Fraction(str(share)) / 100 * (len(values) if "inverted" in method else len(values) - 1)
    if method != "linear" and abs(position - round(position)) < Fraction(1, 10**9) and float(share / 100 * len(values)) != position:
        return  # NumPy's float lands beside the edge
    assert abs(float(of(f"p{share} {method}", values)) - theirs) < 1e-6


def test_what_has_no_bound():
    """A figure that rests on a value without a bound has none."""
    values = [1, 2, None, None]
    results = {
        name: statistic(name).of(4, values.__getitem__, lambda: None)
        for name in ("min", "p50", "p51", "max", "mean", "total", "p50 linear")
    }
    assert results == {"min": 1, "p50": 2, "p51": None, "max": None, "mean": None, "total": None, "p50 linear": None}


@pytest.mark.parametrize("name", ["p0", "p101", "p", "average", "p95 nearest", "95", ""])
def test_what_is_no_statistic(name):
    """The error names the statistics, or the close method."""
    with pytest.raises(ContractError, match=r"; (write|did you mean)"):
        statistic(name)


def test_it_shows_its_method():
    """A method other than the usual one is named."""
    assert str(statistic("p95")) == "p95"
    assert str(statistic(" p95 linear ")) == "p95 linear"
    assert statistic(statistic("p95")) == statistic("p95")
