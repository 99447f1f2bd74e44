"""The testing kit as a module: light to import, and its names."""

import subprocess
import sys

import pytest

from slakit import testing


def test_it_is_light_to_import():
    """Nothing but the names is loaded before one of them is used."""
    code = "import sys; from slakit import testing; print([name for name in sys.modules if name.startswith('slakit.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "['slakit.testing']\n"


def test_its_names():
    """They are listed, and another is refused."""
    assert {"case", "checks", "edges", "month", "outage", "payoff", "records", "requests", "Unreachable"} <= set(dir(testing))
    assert all(getattr(testing, name).__name__ == name for name in testing.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'payof'"):
        testing.payof  # noqa: B018
