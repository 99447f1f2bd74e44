"""The public classes that documents may have a word for: a name is written once, in `__init__.pyi` or in its family, such as `steps.py`."""

import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import get_data
from typing import Any

from attrs import frozen

FAMILIES = ("__init__.pyi", "bases.py", "factors.py", "kpis.py", "rules.py", "steps.py")
_IMPORTS = re.compile(r"^from (slakit\.(?:calendars|metrics|penalties|targets)\.\S+) import (\([^)]*\)|.+)$", re.MULTILINE)


@frozen
class LaterClass:
    """A class by its module and its name, loaded when it is needed: a contract uses a few of them."""

    module: str
    name: str

    def load(self) -> Any:
        """The class."""
        return getattr(import_module(self.module), self.name)

    def is_of(self, made: object) -> bool:
        """True for this class and nothing else."""
        return isinstance(made, type) and (made.__module__, made.__qualname__) == (self.module, self.name)


def public_classes() -> Iterator[LaterClass]:
    """The public classes of calendars, metrics, penalties and targets.

    The files are read as text: a file of documents must not import `slakit.steps`, which stands above it in the order of layers.
    """
    for file in FAMILIES:
        for module, names in _IMPORTS.findall((get_data("slakit", file) or b"").decode()):
            yield from (LaterClass(module, name) for name in re.findall(r"([A-Z]\w*[a-z]\w*) as", names))


# classes that operators, methods or texts make, and that are not public
MADE_OTHERWISE = tuple(
    LaterClass(f"slakit.{module}", name)
    for module, names in {
        "calendars.combined": ("AnyOf", "AllOf", "Without"),
        "calendars.always": ("Always",),
        "agreements.lifecycle": ("Lifecycle",),
        "targets.bound": ("Bound",),
        "targets.joined": ("AnyOf", "AllOf"),
        "metrics.compound.choice": ("Best", "Worst"),
        "metrics.compound.arithmetic": ("Multiplied", "Ratio", "Weighted"),
        "penalties.bases.credit_base": ("Part", "Less"),
        "penalties.wrappers.combinators": ("SumOf", "LargestOf", "SmallestOf"),
        "penalties.wrappers.caps": ("Capped", "Floored"),
        "penalties.wrappers.repeated": ("Repeated",),
        "penalties.wrappers.only_if": ("OnlyIf",),
        "penalties.wrappers.earned_back": ("EarnedBack",),
        "penalties.wrappers.grants": ("Grants",),
    }.items()
    for name in names
)
