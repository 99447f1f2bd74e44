"""The classes that a contract is made of: those of an attrs value and of all that its fields hold."""

from collections.abc import Mapping

import attrs


def classes_within(value):
    """Yield the class of every attrs value inside, depth first."""
    if attrs.has(type(value)):
        yield type(value)
        value = tuple(getattr(value, field.name) for field in attrs.fields(type(value)))
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, list | tuple):
        for part in value:
            yield from classes_within(part)


def words_missing(vocabulary, kind, values, without=()):
    """The words of a kind whose class is neither in the values nor among those that are left out for a reason."""
    present = {*classes_within(values), *without}
    return {word for word in vocabulary.words(kind) if vocabulary.find(kind, word) not in present}
