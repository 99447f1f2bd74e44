"""Helpers for tests of contracts.

from slakit import testing as skt
skt.outage("2026-06-08T02:00Z", "43 min")                              # a record in a line
skt.records(contract, "Uptime", "99.9 %", period="2026-06")            # records that give a measure
skt.edges(contract, "Uptime", period="2026-06")                        # every measure at which what is paid changes
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from slakit.analysis.payoffs.compute import edges as edges, payoff as payoff
    from slakit.testing.at_measure import Unreachable as Unreachable, records as records
    from slakit.testing.many_records import checks as checks, month as month, requests as requests
    from slakit.testing.mutation.contract_coverage import coverage as coverage
    from slakit.testing.mutation.mutants import mutants as mutants, survivors as survivors
    from slakit.testing.one_record import case as case, outage as outage
    from slakit.testing.scenarios.scenario_file import load_scenarios as load_scenarios
    from slakit.testing.scenarios.suite import suites as suites

_MODULES = {
    "Unreachable": "slakit.testing.at_measure",
    "records": "slakit.testing.at_measure",
    "checks": "slakit.testing.many_records",
    "month": "slakit.testing.many_records",
    "requests": "slakit.testing.many_records",
    "case": "slakit.testing.one_record",
    "outage": "slakit.testing.one_record",
    "coverage": "slakit.testing.mutation.contract_coverage",
    "edges": "slakit.analysis.payoffs.compute",
    "load_scenarios": "slakit.testing.scenarios.scenario_file",
    "mutants": "slakit.testing.mutation.mutants",
    "payoff": "slakit.analysis.payoffs.compute",
    "suites": "slakit.testing.scenarios.suite",
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
