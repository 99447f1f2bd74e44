"""Phrases: the sentences of the engine that each language has, by their form; all others stay English and are marked as such."""

import re

from slakit.reports.views.row import Row
from slakit.reports.views.wording import Wording

AMOUNT = r"[\d,.]+ [A-Z]{3}"
PHRASES = tuple(
    (re.compile(shape), key)
    for shape, key in (
        (rf"(?P<before>{AMOUNT}) capped at (?P<share>\S+ %) of (?P<base>{AMOUNT}) = (?P<after>{AMOUNT})", "phrase.capped"),
        (rf"capped at (?P<share>\S+ %) of (?P<base>{AMOUNT}) = (?P<after>{AMOUNT})", "phrase.capped_at"),
        (r"To be met, it takes (?P<time>[\d.,]+ (?:d|h|min|s)(?: [\d.,]+ (?:h|min|s))*) less downtime\.", "phrase.less_down"),
        (r"To be met, it takes (?P<count>[\d,]+) fewer of the records that fail\.", "phrase.fewer"),
    )
)


def phrase(text: str, wording: Wording) -> Row:
    """Return a text of the engine in the words of the language, if it has them; amounts and numbers have its forms."""
    for shape, key in PHRASES:
        match = shape.fullmatch(text)
        if match:
            fields = {name: wording.engine(value) for name, value in match.groupdict().items()}
            return Row("", wording.texts.text(key, **fields))
    return Row("", wording.engine(text), english=True)
