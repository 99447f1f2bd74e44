"""Import the object that an option names by MODULE:NAME, such as a vocabulary or a report of one's own."""

import sys
from importlib import import_module
from typing import Any

from slakit.errors import UsageError, close_match


def imported(option: str, text: str, example: str) -> Any:
    """Return the object that MODULE:NAME names; the module may lie in the current folder."""
    module, _, name = text.partition(":")
    if not (module and name):
        raise UsageError(f"--{option} {text!r} is not MODULE:NAME; write --{option} {example}")
    sys.path.insert(0, "")
    try:
        loaded = import_module(module)
    except ModuleNotFoundError as error:
        if error.name is None or not f"{module}.".startswith(f"{error.name}."):
            raise
        raise UsageError(f"--{option} {text!r}: there is no module {error.name!r}; write one that Python finds from here") from None
    finally:
        sys.path.remove("")
    if not hasattr(loaded, name):
        raise UsageError(f"--{option} {text!r}: {module!r} has no {name!r}{close_match(name, vars(loaded))}")
    return getattr(loaded, name)
