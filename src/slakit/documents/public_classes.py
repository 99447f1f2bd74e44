"""The public classes that documents have a word for: a name is written once, in `__init__.pyi` or in its family, such as `steps.py`."""

import re
from collections.abc import Iterator
from importlib import import_module
from inspect import isabstract
from pkgutil import get_data

from slakit.documents.kinds import kind_of

FAMILIES = ("__init__.pyi", "bases.py", "factors.py", "kpis.py", "rules.py", "steps.py")
_IMPORTS = re.compile(r"^from (slakit\.(?:calendars|metrics|penalties|targets)\.\S+) import (\([^)]*\)|.+)$", re.MULTILINE)


def public_classes() -> Iterator[type]:
    """The public classes that a table of a document can stand for.

    The files are read as text: a file of documents must not import `slakit.steps`, which stands above it in the order of layers.
    """
    for file in FAMILIES:
        for module, names in _IMPORTS.findall((get_data("slakit", file) or b"").decode()):
            for name in re.findall(r"(\w+) as", names):
                value = getattr(import_module(module), name)
                if isinstance(value, type) and kind_of(value) and not isabstract(value):
                    yield value
