"""Every objective of every shipped contract has a payoff, and no contract differs from itself."""

from pathlib import Path

import pytest

import slakit as sk
from slakit import testing
from slakit.analysis.payoffs.case_of_measure import number_names

ROOT = Path(__file__).parents[3] / "examples"
CONTRACTS = sorted([*(ROOT / "contracts").glob("*.toml"), *ROOT.glob("*/contract.toml")])


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_each_objective_has_a_payoff(path):
    """It is drawn, written and plain data, and its edges are in order, from the best measure to the worst.

    A penalty by the value of a field has none, since a measure does not say of how many records with each, and the error says that.
    """
    agreement = sk.load(path)
    for objective in agreement.objectives:
        if any(part.by_records for part in (objective.penalty.walk() if objective.penalty else ())):
            with pytest.raises(sk.errors.UsageError, match="pays by the value of a field, and a measure does not say"):
                testing.payoff(agreement, objective.name)
            continue
        recorded = dict.fromkeys(number_names(agreement, objective), 1_000)
        payoff = testing.payoff(agreement, objective.name, history=[], failures=2, recorded=recorded)
        figures = [edge.at.base for edge in payoff.edges]
        assert figures == sorted(figures, reverse=payoff.falling)
        assert str(payoff).count("\n") >= 1
        assert payoff.to_svg().startswith("<svg")
        assert payoff.to_dict()["knots"] or not payoff.edges
        assert (payoff - payoff).is_zero


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_contract_differs_from_itself(path):
    """Loaded twice it is one contract."""
    assert tuple(sk.diff(sk.load(path), sk.load(path))) == ()
