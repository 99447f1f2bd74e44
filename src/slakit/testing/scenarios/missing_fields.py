"""Missing fields: what to write where no record of a scenario has a field that the contract reads."""

from __future__ import annotations

import re

from slakit.errors import SlakitError
from slakit.testing.uncounted_records import NO_FIELD

TEXT = re.compile(rf"stream '([^']*)': {NO_FIELD} '([^']*)'; known: (.*)")
VALUE = re.compile(r"\d[\d.,:/ +-]*")  # a number, a day or a time, which is no name of a column


def with_remedy(error: SlakitError) -> str:
    """Return the text of an error, with a remedy for each field that no record has and the error has none for.

    >>> from slakit.errors import RecordError
    >>> from slakit.testing.scenarios.missing_fields import with_remedy
    >>> print(with_remedy(RecordError("stream 'loads': no record has the field 'cause'; known: end, start")))
    stream 'loads': no record has the field 'cause'; known: end, start; write cause = '' in one that has none
    """
    texts: dict[str, None] = {}
    for problem in error.problems or (str(error),):
        match = TEXT.fullmatch(problem)
        if match is None or "; write " in problem or problem.endswith("?"):
            texts[problem] = None
        elif any(VALUE.fullmatch(name) for name in match[3].split(", ")):
            texts[f"stream {match[1]!r}: the first row of the file holds values, and no names of columns; write the names above it"] = None
        else:
            texts[f"{problem}; write {match[2]} = '' in one that has none"] = None
    return "\n".join(texts)
