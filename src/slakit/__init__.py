"""slakit: any service level agreement in, a statement out.

Data takes one way through the library, and its folders are the stops, in order:

    document -> Agreement -> Reading -> Tally -> Measure -> Verdict -> Penalty -> Statement -> report

The public names stand in `__init__.pyi`, once: type checkers read them there, and so does this module, which loads a name when it is
first asked for, so that an import costs next to nothing.
"""

import re
from importlib import import_module
from pkgutil import get_data

_STUB = (get_data(__name__, "__init__.pyi") or b"").decode()
_IMPORTS = re.findall(r"^from (\S+) import (\([^)]*\)|.+)$", _STUB, re.MULTILINE)
_MODULES = {name: module for module, names in _IMPORTS for name in re.findall(r"(\w+) as", names)}
__all__ = sorted(_MODULES)


def __getattr__(name: str) -> object:
    """A public name, loaded the first time."""
    if name not in _MODULES:
        families = [part for part, module in _MODULES.items() if module == __name__ and not name.startswith("_")]
        family = next((part for part in families if hasattr(import_module(f"slakit.{part}"), name)), None)
        hint = f"; it is slakit.{family}.{name}" if family else ""
        raise AttributeError(f"module 'slakit' has no attribute {name!r}{hint}")
    module = _MODULES[name]
    value = globals()[name] = import_module(f"slakit.{name}") if module == __name__ else getattr(import_module(module), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
