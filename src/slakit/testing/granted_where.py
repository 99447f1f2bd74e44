"""Granted where: the least change of what was measured that gives a right; and the rights of a contract, for one that is misspelt."""

from __future__ import annotations

from fractions import Fraction

from slakit.agreements.agreement import Agreement
from slakit.analysis.next_amount import payoff_of
from slakit.engine.evaluate import evaluate
from slakit.errors import close_match
from slakit.statements.line import Line
from slakit.statements.nearest_change import nearest_change
from slakit.testing.stream_needs import walk
from slakit.testing.uncounted_records import Fed


def rights_of_contract(agreement: Agreement) -> set[str]:
    """The rights that some rule of a contract gives, in any of its versions."""
    given = (getattr(part, "right", None) for version in agreement.versions for part in walk(version.agreement))
    return {right for right in given if isinstance(right, str)}


def granted_where(fed: Fed, lines: tuple[Line, ...], right: str) -> str:
    """Return what would give a right, on some lines: the least change of each of which it is known; or which rights there are.

    "" where the contract gives it by more than a measure, as by several misses one after the other.
    """
    rights = rights_of_contract(fed.agreement)
    if right not in rights:
        return f"{right!r} is not a right that {fed.agreement.name!r} gives{close_match(right, rights) or '; it gives none'}"
    ways = [(line, way) for line in lines if (way := _way(fed, line, right))]
    named = [f"{f'{line.title}: ' if len(lines) > 1 else ''}To give the right, it takes {way}." for line, way in ways]
    return "\n".join(named)


def _way(fed: Fed, line: Line, right: str) -> str:
    """The least change of what was measured on a line after which it gives a right."""
    paid = payoff_of(fed.agreement, line, lambda: evaluate(fed.agreement, fed.records).lines)
    if paid is None or line.measure.value is None or line.verdict.running:
        return ""

    def gives(figure: Fraction) -> bool:
        inside = (paid.low is None or figure >= paid.low) and (paid.high is None or figure <= paid.high)
        return inside and right in paid.amounts(paid.quantity(figure)).rights

    return "" if (here := line.measure.quantity) is None or gives(here.base) else nearest_change(line.measure, gives, paid.knots)
