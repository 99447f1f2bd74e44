"""The term of an agreement: from its first day up to the day after its last."""

from datetime import date, datetime, time, tzinfo

from slakit.errors import ContractError
from slakit.timeline.impossible_days import date_fault
from slakit.timeline.instants import instant
from slakit.timeline.span import Span
from slakit.timeline.zone import wall_instant

TERM = "('2026-01-01', '2027-01-01')"


def term(value: object) -> tuple[str, str]:
    """A term as two ISO texts, from texts or dates.

    >>> term([date(2026, 1, 1), "2027-01-01"])
    ('2026-01-01', '2027-01-01')
    """
    if not isinstance(value, tuple | list) or len(value) != 2:
        raise ContractError(f"term={value!r} is not a term; write term={TERM}: its first day, and the day after its last")
    start, end = map(date_text, value)
    wrong = [edge for edge in (start, end) if not is_date(edge)]
    if wrong:
        raise ContractError(*(date_fault(edge, f"term={TERM}") for edge in wrong))
    return start, end


def span_of(edges: tuple[str, str], tz: tzinfo) -> Span:
    """A term as a span: dates are local midnights, an offset is taken as it is."""
    return Span(*(edge_of(edge, tz) for edge in edges))


def aware(edge: str) -> bool:
    """True if an edge of a term has an offset of its own, and needs no zone."""
    return datetime.fromisoformat(edge).utcoffset() is not None


def date_text(value: "str | date") -> str:
    """The ISO text of a date; anything else as it is."""
    return value.isoformat() if isinstance(value, date) else value


def is_date(edge: object) -> bool:
    """True if a value is the text of a date, or of an instant."""
    try:
        datetime.fromisoformat(edge)  # type: ignore[arg-type]  # whatever a contract says
    except (TypeError, ValueError):
        return False
    return True


def edge_of(edge: str, tz: tzinfo) -> int:
    """The instant of an edge: a date is a local midnight."""
    at = datetime.fromisoformat(edge)
    if at.utcoffset() is not None:
        return instant(at)
    return wall_instant(at if len(edge) > 10 else datetime.combine(at, time()), tz)
