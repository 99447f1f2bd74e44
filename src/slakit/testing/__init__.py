"""The kit for tests of contracts (docs/testing.md).

from slakit import testing as skt
skt.outage("2026-06-08T02:00Z", "43 min")                    # a record in a line
skt.records(contract, "Uptime", "99.9 %", period="2026-06")  # records that give a measure
skt.edges(contract, "Uptime", period="2026-06")              # every measure at which what is paid changes

A name is loaded when it is first asked for, and Hypothesis when a name that needs it is.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from slakit.analysis.payoffs.compute import edges as edges, payoff as payoff
    from slakit.testing.assertions import (
        assert_credit as assert_credit,
        assert_met as assert_met,
        assert_missed as assert_missed,
        assert_payable as assert_payable,
        assert_right as assert_right,
    )
    from slakit.testing.at_measure import Unreachable as Unreachable, records as records
    from slakit.testing.contract_strategies import contracts as contracts
    from slakit.testing.many_records import checks as checks, month as month, requests as requests
    from slakit.testing.mutation.contract_coverage import coverage as coverage
    from slakit.testing.mutation.mutants import mutants as mutants, survivors as survivors
    from slakit.testing.one_record import case as case, outage as outage
    from slakit.testing.ready_laws import laws as laws
    from slakit.testing.record_strategies import records_for as records_for
    from slakit.testing.scenarios.scenario_file import load_scenarios as load_scenarios
    from slakit.testing.scenarios.suite import suites as suites
    from slakit.testing.snapshots import freeze as freeze

_NAMES = {
    "slakit.analysis.payoffs.compute": ("edges", "payoff"),
    "slakit.testing.assertions": ("assert_credit", "assert_met", "assert_missed", "assert_payable", "assert_right"),
    "slakit.testing.at_measure": ("Unreachable", "records"),
    "slakit.testing.contract_strategies": ("contracts",),
    "slakit.testing.many_records": ("checks", "month", "requests"),
    "slakit.testing.mutation.contract_coverage": ("coverage",),
    "slakit.testing.mutation.mutants": ("mutants", "survivors"),
    "slakit.testing.one_record": ("case", "outage"),
    "slakit.testing.ready_laws": ("laws",),
    "slakit.testing.record_strategies": ("records_for",),
    "slakit.testing.scenarios.scenario_file": ("load_scenarios",),
    "slakit.testing.scenarios.suite": ("suites",),
    "slakit.testing.snapshots": ("freeze",),
}
_MODULES = {name: module for module, names in _NAMES.items() for name in names}
__all__ = sorted(_MODULES)


def __getattr__(name: str) -> object:
    """A name of the kit, loaded the first time."""
    if name not in _MODULES:
        raise AttributeError(f"module 'slakit.testing' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_MODULES[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
