"""The key rules of a class as JSON Schema: which keys of one table exclude or want each other."""

from collections.abc import Iterable, Mapping
from typing import Any

from slakit.documents.signature import arguments
from slakit.values.key_rules import KeyRule, Needs, NotBoth, key_rules

Schema = dict[str, Any]


def rules_schema(made: type) -> Schema:
    """The schema of the key rules of a class, for its table; empty where it has none.

    >>> rules_schema(Settlement)["allOf"][0]["not"]["allOf"][0]
    {'required': ['cap'], 'properties': {'cap': {'not': {'enum': [None]}}}}
    """
    defaults = {argument.name: argument.default for argument in arguments(made)}
    rules = [_rule(rule, defaults) for rule in key_rules(made)]
    return {"allOf": rules} if rules else {}


def _rule(rule: KeyRule, defaults: Mapping[str, object]) -> Schema:
    if isinstance(rule, NotBoth):
        return {"not": {"allOf": [_any(rule.some, defaults), _any(rule.others, defaults)]}}
    if isinstance(rule, Needs):
        return {"if": _given(rule.key, defaults), "then": _any(rule.others, defaults)}
    return _any(rule.keys, defaults)


def _any(keys: Iterable[str], defaults: Mapping[str, object]) -> Schema:
    shapes = [_given(key, defaults) for key in keys]
    return shapes[0] if len(shapes) == 1 else {"anyOf": shapes}


def _given(key: str, defaults: Mapping[str, object]) -> Schema:
    """A key that says something: it stands there, and not with what it would mean if it did not."""
    default = defaults[key]
    nothing = [[], {}] if default == () else [default]
    return {"required": [key], "properties": {key: {"not": {"enum": nothing}}}}
