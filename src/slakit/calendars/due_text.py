"""Due rules as text: `due_rule("2 business days")`."""

import re
from collections.abc import Callable

from slakit.calendars.business_day_times import StartOfBusinessDay, TimeOfBusinessDay
from slakit.calendars.due_rules import BusinessDays, CalendarDays, CutoffRule, DueRule, EndOfBusinessDay
from slakit.calendars.month_due import DayOfMonth
from slakit.errors import ContractError, close_match
from slakit.values.number import ordinal

ORDINALS = {"same": 0, "next": 1, "first": 1, "second": 2, "third": 3}
_DAYS = re.compile(r"[a-z]\w* days?\b|\b(business|working|opening|end|before)\b|\bof (the|this|each|every)\b.* month\b")
Parts = dict[str, str | None]  # the named groups of a match

_DAY = r"(?:business|working|opening) day"
_NTH = r"\d+(?:st|nd|rd|th)"
_WHICH = rf"{'|'.join(ORDINALS)}|{_NTH}"
_MONTH = r"(?:(?:the|this|each|every) month|the (?P<following>next|following) month|the (?P<after>\d+)(?:st|nd|rd|th) month after)"
_ELSE = rf"(?:else|otherwise) (?:(?:by |at )?(?P<next>\d\S*) )?(?:on )?the next {_DAY}"


def _count(parts: Parts) -> int:
    return int(parts["n"] or 0) * (-1 if parts["before"] else 1)


def _which(parts: Parts) -> int:
    which = parts["which"] or "same"
    return (ORDINALS[which] if which in ORDINALS else int(which[:-2])) * (-1 if parts["before"] else 1)


def _day_of_month(parts: Parts) -> DayOfMonth:
    name = parts["name"] or "last"
    name = f"{ordinal(ORDINALS[name])}" if name in ORDINALS else name
    kind = " business day" if parts["kind"] else "" if name[0].isdigit() else " day"
    at = f"{parts['time']} on the " if parts["time"] else ""
    return DayOfMonth(f"{at}{name}{kind} of the month{parts['short'] or ''}", int(parts["after"] or bool(parts["following"])))


# the pattern of each rule, what makes the rule of its parts, and examples
_PHRASES: tuple[tuple[str, Callable[[Parts], DueRule], tuple[str, ...]], ...] = (
    (
        rf"(?P<n>[+-]?\d+) {_DAY}s?(?P<before> before)?(?: of (?P<of>.+))?",
        lambda parts: BusinessDays(_count(parts), day=parts["of"]),
        ("2 business days", "2 business days of 8 hours"),
    ),
    (
        rf"(?:by )?(?:the )?(?:end|close(?: of business)?) (?:of|on) (?:the )?(?:(?P<which>{_WHICH}) )?{_DAY}(?P<before> before)?",
        lambda parts: EndOfBusinessDay(_which(parts)),
        ("end of the 2nd business day",),
    ),
    (
        rf"(?:by )?(?:the )?(?:start|opening|beginning) of (?:the )?(?P<which>{_WHICH}) {_DAY}(?P<before> before)?",
        lambda parts: StartOfBusinessDay(_which(parts)),
        ("start of the next business day",),
    ),
    (
        rf"(?:by |at )?(?P<time>\d\S*) (?:on |of )?(?:the )?(?P<which>{_WHICH}) {_DAY}(?P<before> before)?",
        lambda parts: TimeOfBusinessDay(parts["time"] or "", _which(parts)),
        ("16:00 on the next business day",),
    ),
    (
        rf"(?:by |at |on )?(?:(?:the )?end of )?(?:(?P<time>\d{{1,2}}:\S+) (?:on |of )?)?(?:the )?(?P<name>last|first|second|third|{_NTH})"
        rf"(?: (?:(?P<kind>business|working|opening) )?day)? of {_MONTH}(?P<short>,? or (?:on )?(?:the )?last day)?",
        _day_of_month,
        ("17:00 on the last business day of the next month",),
    ),
    (r"(?P<n>[+-]?\d+) calendar days?(?P<before> before)?", lambda parts: CalendarDays(_count(parts)), ("3 calendar days",)),
    (
        rf"before (?P<time>\d\S*?) (?:on )?the same day[,;]? {_ELSE}",
        lambda parts: CutoffRule(parts["time"] or "", next_day=parts["next"]),
        ("before 16:00 the same day, else 10:00 the next business day",),
    ),
)
_COMPILED = tuple((re.compile(pattern), make) for pattern, make, _ in _PHRASES)
*_FIRST, _LAST = (repr(text) for _, _, texts in _PHRASES for text in texts)
EXAMPLES = f"{', '.join(_FIRST)} or {_LAST}"
WORDS = {word for pattern, _, texts in _PHRASES for word in re.findall("[a-z]{3,}", re.sub(r"\?P<\w+>", "", f"{pattern} {texts}"))}


def rule_if_any(value: object) -> DueRule | None:
    """The due rule that a value is or says; None for anything else, such as a length of time."""
    return due_rule(value) if isinstance(value, DueRule) or (isinstance(value, str) and says_days(value)) else None


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
    for pattern, make in _COMPILED:
        if match := pattern.fullmatch(text):
            return make(match.groupdict())
    raise ContractError(f"{rule!r} is not a due rule{_advice(text)}")


def says_days(text: str) -> bool:
    """True if a text names days of a calendar, so that it is not a plain length of time."""
    return bool(_DAYS.search(" ".join(text.lower().split())))


def _advice(text: str) -> str:
    """Return a hint: the first word that no rule has, or else the examples."""
    for word in re.findall(r"[a-z]+", re.sub(r"\d\S*| of [\d.]+ \w+$", " ", text)):
        if len(word) > 3 and word not in WORDS and (near := close_match(word, WORDS)).endswith("?"):
            return f", {word!r} is unknown{near}"
    return f"; write {EXAMPLES}"
