"""The sentence for each key of documents, from key_sentences.toml."""

from collections.abc import Iterator, Mapping
from functools import cache
from pkgutil import get_data
from tomllib import loads

FILE = "key_sentences.toml"


@cache
def sentences() -> Mapping[str, str | Mapping[str, str]]:
    """The sentence of each key, or for a key that means several things those of the classes that have it."""
    return loads((get_data(__package__, FILE) or b"").decode())


def sentence(made: type, key: str) -> str:
    """The sentence for a key of a class; empty where there is none.

    >>> sentence(Linear, "per")
    'One step of shortfall.'
    """
    texts = sentences().get(key, "")
    return texts if isinstance(texts, str) else texts.get(owner(made, key) or "", "")


def owner(made: type, key: str) -> str | None:
    """The class by whose name the sentence for a key stands, the empty name where it is that of all others; None without one."""
    texts = sentences().get(key)
    if texts is None or isinstance(texts, str):
        return None if texts is None else ""
    return next((name for name in (*(one.__name__ for one in made.__mro__), "") if name in texts), None)


def owners() -> Iterator[tuple[str, str]]:
    """Every sentence by its key and the class that it stands for."""
    for key, texts in sentences().items():
        yield from ((key, name) for name in (texts if isinstance(texts, Mapping) else ("",)))
