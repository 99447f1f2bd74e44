"""The pytest plugin: `==` of lines, statements and contracts explained field by field, and `--sla-update` for snapshots.

Every suite that has slakit installed loads this file, so that it opens the standard library alone until something of slakit is compared.
What collects files, such as scenarios, goes into a module of its own, opened by a hook here when a file of its kind is seen.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

UPDATE = "SLAKIT_UPDATE"  # the environment variable that updates snapshots
COMPARED = frozenset(
    {
        "Line",
        "WrittenLine",
        "ClosedLine",
        "Statement",
        "Agreement",
        "Objective",
        "Measure",
        "Verdict",
        "Amounts",
        "Penalty",
        "Edge",
        "Settlement",
    }
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of slakit."""
    group = parser.getgroup("slakit", "tests of contracts (slakit)")
    group.addoption("--sla-update", action="store_true", help="write the snapshots of freeze(statement, file) anew, to be reviewed")


def pytest_configure(config: pytest.Config) -> None:
    """Tell `freeze`, which knows no pytest, that snapshots are updated."""
    if config.getoption("sla_update") and UPDATE not in os.environ:
        os.environ[UPDATE] = "1"
        config.add_cleanup(_stop_updating)


def _stop_updating() -> None:
    os.environ.pop(UPDATE, None)


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Explain `==` of two results or contracts by the fields in which they differ; None leaves it to pytest."""
    kind = type(left)
    if op != "==" or kind.__name__ not in COMPARED or "slakit" not in sys.modules or type(right).__module__.partition(".")[0] != "slakit":
        return None
    if kind.__module__.partition(".")[0] != "slakit":
        return None
    from slakit.testing.field_diff import explained

    return list(explained(left, right))
