"""Near files: what to say of a file that is not there: the folder that was looked in, and the names in it that are meant perhaps."""

from __future__ import annotations

from collections.abc import Sequence
from os import listdir
from os.path import abspath, basename, dirname, exists, isdir, join, splitext

from slakit.errors import close_match

NONE = "pyproject.toml"  # lies where contracts may lie, and is none
MOST = 8  # so many names of a folder are listed


def missing_file(written: str, folder: str, endings: Sequence[str] = ()) -> str:
    """The fault of a file that is not there, by its name as it is written and the folder that the name starts from; "" for one that is.

    Of other names in its folder those with one of the `endings` count, or with the ending that it has itself.
    """
    path = join(folder, written)
    if exists(path):
        return ""
    inside = dirname(abspath(path))
    if not isdir(inside):
        return f"{written!r} is not a file: there is no folder {inside!r}; write a path from the folder {abspath(folder or '.')!r}"
    wanted = tuple(endings) or (splitext(written)[1],)
    names = sorted(name for name in listdir(inside) if name.lower().endswith(wanted) and not name.startswith(".") and name != NONE)
    near = close_match(basename(written), names)
    if near.endswith("?"):
        return f"{written!r} is not a file in the folder {inside!r}{near}"
    if not names:
        return f"{written!r} is not a file in the folder {inside!r}, which has none of that kind; write a path from there"
    more = " ..." if len(names) > MOST else ""
    return f"{written!r} is not a file in the folder {inside!r}; write the name of one that is there: {', '.join(names[:MOST])}{more}"
