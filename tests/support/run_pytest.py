"""A run of pytest of its own, with the plugin of slakit, in a folder of its own."""

import os
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

PLUGIN = "slakit.testing.pytest_plugin"
INSTALLED = any(point.value == PLUGIN for point in entry_points(group="pytest11"))


def run_pytest(folder, text, *options):
    """What pytest prints about a file of tests in a folder."""
    (folder / "test_it.py").write_text(text, encoding="utf-8")
    return pytest_in(folder, "-p", "no:cacheprovider", *options, "test_it.py")


def pytest_in(folder, *arguments):
    """What pytest prints about what lies in a folder."""
    return pytest_run(folder, "-q", *arguments).stdout


def pytest_run(folder, *arguments):
    """A run of pytest in a folder, with what it printed and its status."""
    given = [] if INSTALLED else ["-p", PLUGIN]
    command = [sys.executable, "-m", "pytest", "-o", "addopts=", *given, *arguments]
    path = os.pathsep.join([str(Path(__file__).parent), *filter(None, sys.path)])
    settings = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "SLAKIT_UPDATE"))}
    settings["PYTHONPATH"] = path
    return subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=settings)
