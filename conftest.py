"""Every example in the README, in docs/ and in docstrings is run."""

from typing import Any

import pytest


def pytest_ignore_collect(collection_path: Any) -> bool | None:
    """The core alone has no Sybil to read Markdown with."""
    return True if collection_path.suffix == ".md" and not _SYBIL else None


try:
    from sybil import Sybil
    from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser
except ImportError:
    _SYBIL = False
else:
    _SYBIL = True
    pytest_collect_file = Sybil(parsers=[PythonCodeBlockParser(), SkipParser()], patterns=["*.md"]).pytest()


@pytest.fixture(autouse=True)
def _names(doctest_namespace: dict[str, Any]) -> None:
    """What docstring examples may use without an import."""
    from names import NAMES

    doctest_namespace.update(NAMES)
