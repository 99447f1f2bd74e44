"""read_json: the JSON of what two parties rely on, in which each key stands once: of two amounts, programs show either."""

import json
from collections.abc import Iterator
from typing import Any

from slakit.values.one_line import one_line


class Repeated(dict[str, Any]):
    """A table in which some keys stand more than once."""

    keys_of_it: tuple[str, ...]


def read_json(text: str | bytes) -> Any:
    """Return the data of a JSON text; raises ValueError for what is none, and for a key that stands twice, with its place.

    >>> read_json('{"lines": [{"payable": "0 GBP", "payable": "600 GBP"}]}')
    Traceback (most recent call last):
    ...
    ValueError: lines[0].payable is written twice
    """
    repeated: list[Repeated] = []

    def table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(made := dict(pairs)) == len(pairs):
            return made
        again, seen = Repeated(made), set[str]()
        again.keys_of_it = tuple(dict.fromkeys(key for key, _ in pairs if key in seen or seen.add(key)))  # type: ignore[func-returns-value]
        repeated.append(again)
        return again

    try:
        data = json.loads(text, object_pairs_hook=table)
        if repeated:
            raise ValueError(f"{one_line(next(_repeated_paths(data, '')))[:200]} is written twice")
    except RecursionError:
        raise ValueError("it is nested too deep") from None
    return data


def _repeated_paths(data: Any, path: str) -> Iterator[str]:
    """Yield the paths of the keys that stand twice."""
    if isinstance(data, Repeated):
        yield from (f"{path}.{key}" if path else key for key in data.keys_of_it)
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, part in parts:
        yield from _repeated_paths(part, f"{path}[{key}]" if isinstance(data, list) else f"{path}.{key}" if path else str(key))
