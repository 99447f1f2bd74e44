"""A penalty rule without its caps."""

from typing import Any

import attrs

from slakit.penalties.base import PenaltyRule
from slakit.penalties.wrappers.caps import Capped


def without_caps(rule: Any) -> Any:
    """The same rule, as if it and the rules it is made of had no caps.

    >>> without_caps(Linear("1 %", per="1 pp").capped("10 %") + Flat("5 EUR"))
    Linear('1 %', per='1 pp') + Flat('5.00 EUR')
    """
    if isinstance(rule, Capped):
        return without_caps(rule.rule)
    if isinstance(rule, tuple):
        return tuple(map(without_caps, rule))
    kind: type = type(rule)
    if not isinstance(rule, PenaltyRule) or not attrs.has(kind) or not any(isinstance(part, Capped) for part in rule.walk()):
        return rule
    held = {part.alias: getattr(rule, part.name) for part in attrs.fields(kind) if part.init}
    changed = {name: without_caps(value) for name, value in held.items() if isinstance(value, PenaltyRule | tuple)}
    evolved: PenaltyRule = attrs.evolve(rule, **changed)  # type: ignore[misc]  # an attrs class
    return evolved
