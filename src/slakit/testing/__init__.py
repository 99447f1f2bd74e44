"""The kit for tests of contracts (docs/testing.md).

from slakit import testing as skt
skt.edges(contract, "Uptime", period="2026-06")  # every measure at which what is paid changes

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
    from slakit.testing.contract_strategies import contracts as contracts
    from slakit.testing.ready_laws import laws as laws
    from slakit.testing.record_strategies import records_for as records_for
    from slakit.testing.snapshots import freeze as freeze

_MODULES = {
    **dict.fromkeys(("edges", "payoff"), "slakit.analysis.payoffs.compute"),
    **dict.fromkeys(("assert_credit", "assert_met", "assert_missed", "assert_payable", "assert_right"), "slakit.testing.assertions"),
    "contracts": "slakit.testing.contract_strategies",
    "laws": "slakit.testing.ready_laws",
    "records_for": "slakit.testing.record_strategies",
    "freeze": "slakit.testing.snapshots",
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
