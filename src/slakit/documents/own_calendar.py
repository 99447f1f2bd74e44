"""Own calendar: one that a document names, which its errors have where a calendar is wanted."""

import re

from slakit.documents.plain import Plain

_WANTED = re.compile(r"(?<=write )(on|clock|due_on)=Weekly\(\{[^}]*\}, tz='[^']*'\)")


def in_own_calendar(problem: str, data: Plain) -> str:
    """A problem with a calendar of the document as the example, where it has one that closes; of several the last, made of the others.

    >>> desk = {"calendars": {"desk": {"is": "weekly"}}}
    >>> in_own_calendar("needs a calendar; write on=Weekly({'mon-fri': '09:00-17:00'}, tz='UTC')", desk)
    "needs a calendar; write on='desk'"
    """
    calendars = data.get("calendars") if isinstance(data, dict) else None
    names = (
        [name for name, one in calendars.items() if isinstance(one, dict) and one.get("is") != "dates"]
        if isinstance(calendars, dict)
        else []
    )
    return _WANTED.sub(lambda wanted: f"{wanted[1]}={names[-1]!r}", problem) if names else problem
