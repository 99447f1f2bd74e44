"""Due rules as text: `due_rule("2 business days")`."""

import re

from slakit.calendars.due_rules import BusinessDays, CalendarDays, CutoffRule, DueRule, EndOfBusinessDay
from slakit.errors import ContractError, close_match

EXAMPLES = (
    "'2 business days', '2 business days of 8 hours', 'end of the 2nd business day', '3 calendar days' or "
    "'before 16:00 the same day, else 10:00 the next business day'"
)
ORDINALS = {"same": 0, "next": 1, "first": 1, "second": 2, "third": 3}
WORDS = {"business", "calendar", "working", "opening", "day", "days", "hours", "end", "before", "otherwise", *ORDINALS}

_DAY = r"(?:business|working|opening) day"
_WHICH = rf"{'|'.join(ORDINALS)}|\d+(?:st|nd|rd|th)"
_ELSE = rf"(?:else|otherwise) (?:(?:by |at )?(?P<next>\d\S*) )?(?:on )?the next {_DAY}"
_RULES = (
    (rf"(?P<n>[+-]?\d+) {_DAY}s?(?P<before> before)?(?: of (?P<of>.+))?", "days"),
    (r"(?P<n>[+-]?\d+) calendar days?(?P<before> before)?", "calendar"),
    (rf"(?:by )?(?:the )?end of (?:the )?(?:(?P<which>{_WHICH}) )?{_DAY}(?P<before> before)?", "end"),
    (rf"before (?P<time>\d\S*?) (?:on )?the same day[,;]? {_ELSE}", "cutoff"),
)
_COMPILED = tuple((re.compile(pattern), kind) for pattern, kind in _RULES)


def due_rule(rule: "str | DueRule") -> DueRule:
    """Read a due rule from text; a rule is returned as it is.

    >>> due_rule("2 business days of 8 hours")
    BusinessDays(2, '8 hours')
    >>> due_rule("before 16:00 the same day, else 10:00 the next business day")
    CutoffRule('16:00', '10:00')

    Raises ContractError for anything else, "2 days" included: that is 48 hours of open time.
    """
    if isinstance(rule, DueRule):
        return rule
    text = " ".join(rule.lower().split()) if isinstance(rule, str) else ""
    for pattern, kind in _COMPILED:
        if match := pattern.fullmatch(text):
            return _made(kind, match.groupdict())
    raise ContractError(f"{rule!r} is not a due rule{_advice(text)}")


def says_days(text: str) -> bool:
    """True if a text names days of a calendar, so that it is not a plain length of time."""
    return bool(re.search(r"[a-z]\w* days?\b|\b(business|working|opening|end|before)\b", " ".join(text.lower().split())))


def _made(kind: str, parts: dict[str, str | None]) -> DueRule:
    sign = -1 if parts.get("before") else 1
    if kind == "days":
        return BusinessDays(sign * int(parts["n"] or 0), day=parts["of"])
    if kind == "calendar":
        return CalendarDays(sign * int(parts["n"] or 0))
    if kind == "end":
        which = parts["which"] or "same"
        return EndOfBusinessDay(sign * (ORDINALS[which] if which in ORDINALS else int(which[:-2])))
    return CutoffRule(parts["time"] or "", next_day=parts["next"])


def _advice(text: str) -> str:
    """Return a hint: the first word that no rule has, or else the examples."""
    for word in re.findall(r"[a-z]+", re.sub(r"\d\S*| of [\d.]+ \w+$", " ", text)):
        if len(word) > 3 and word not in WORDS and (near := close_match(word, WORDS)).endswith("?"):
            return f", {word!r} is unknown{near}"
    return f"; write {EXAMPLES}"
