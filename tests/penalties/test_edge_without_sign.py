"""An edge that has lost its percent sign among others that have one (99.5 is 9,950 %)."""

import pytest

import slakit as sk
from slakit.errors import ContractError


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        (
            lambda: sk.Tiered({"99.9 %": "5 %", "99.5": "10 %", "95 %": "25 %"}),
            "'99.5' has no percent sign, as the other edges have; write '99.5 %'",
        ),
        (
            lambda: sk.Ranges({"below 99.9 % and at least 99": "5 %", "below 99 %": "10 %"}),
            "'99' has no percent sign, as the other edges have; write '99 %'",
        ),
        (lambda: sk.Bonus({"99.95 %": "1 %", "99.99": "2 %"}), "'99.99' has no percent sign, as the other edges have; write '99.99 %'"),
    ],
)
def test_one_edge_without_its_sign(table, fault):
    """It is refused by its own words, before what it would pay is compared with them."""
    with pytest.raises(ContractError) as error:
        table()
    assert error.value.problems == (fault,)


@pytest.mark.parametrize("edges", [{"99.9 %": "5 %", "0": "10 %"}, {"100 %": "5 %", "0.5": "10 %"}, {"99.9 %": "5 %", "99 %": "10 %"}])
def test_edges_that_mean_what_they_say(edges):
    """Nothing is nothing with and without a sign, and a half may be written as one."""
    assert len(sk.Tiered(edges).edges) == 2
