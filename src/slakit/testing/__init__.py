"""Helpers for tests of contracts.

from slakit import testing as skt
skt.edges(contract, "Uptime", period="2026-06")  # every measure at which what is paid changes
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from slakit.analysis.payoffs.compute import edges as edges, payoff as payoff
    from slakit.documents.format_checker import format_checker as format_checker
    from slakit.testing.mutation.contract_coverage import coverage as coverage
    from slakit.testing.mutation.mutants import mutants as mutants, survivors as survivors
    from slakit.testing.scenarios.scenario_file import load_scenarios as load_scenarios

_MODULES = {
    "coverage": "slakit.testing.mutation.contract_coverage",
    "edges": "slakit.analysis.payoffs.compute",
    "format_checker": "slakit.documents.format_checker",
    "load_scenarios": "slakit.testing.scenarios.scenario_file",
    "mutants": "slakit.testing.mutation.mutants",
    "payoff": "slakit.analysis.payoffs.compute",
    "survivors": "slakit.testing.mutation.mutants",
}
__all__ = sorted(_MODULES)


def __getattr__(name: str) -> object:
    """A name of the kit, loaded the first time."""
    if name not in _MODULES:
        raise AttributeError(f"module 'slakit.testing' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_MODULES[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
