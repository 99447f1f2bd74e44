"""Another version of a contract, in force in the term of the scenarios."""

from attrs import evolve

from slakit.agreements.agreement import Agreement
from slakit.errors import SlakitError


def in_term_of(own: Agreement, other: Agreement) -> Agreement:
    """Another version as if it were in force in the term of the scenarios, so that next year's is tried on what happened this year.

    One whose amendments or dates allow no other term stays as it is.
    """
    if other.span.first <= own.span.first and own.span.last <= other.span.last:
        return other
    try:
        return evolve(other, term=own.term)
    except SlakitError:
        return other
