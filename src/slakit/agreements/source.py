"""Source: the document that an agreement was read from, by which it is written again with its names, its units and its order."""

from collections.abc import Collection, Mapping
from typing import Any

from attrs import frozen

from slakit.agreements.paths import Path

UNWRITTEN = {"document": False}  # of a field that no document holds


@frozen(eq=False)
class Source:
    """The plain data of a document; `files` is true if it may name files that are opened, `unused` are the parts that it names alone."""

    data: Mapping[str, Any]
    files: bool = False
    unused: Collection[Path] = ()
