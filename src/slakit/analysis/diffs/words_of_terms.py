"""The words of terms: how a value of a contract reads in a sentence, in the words and keys that documents write."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

import attrs
from attrs import fields, has

from slakit.agreements.amendment import Amendment
from slakit.agreements.duty import Duty
from slakit.agreements.objective import Objective
from slakit.agreements.party import Party
from slakit.calendars.always import ALWAYS
from slakit.calendars.base import Calendar
from slakit.calendars.combined import AllOf, AnyOf, Without
from slakit.calendars.dates import Dates
from slakit.calendars.due_rules import DueRule
from slakit.calendars.month_days import MonthDay
from slakit.calendars.weekly import Weekly
from slakit.metrics.base import Metric
from slakit.metrics.condition import Filter
from slakit.metrics.statistic import Statistic
from slakit.metrics.timers.limits import ExclusiveLimit
from slakit.penalties.bases.credit_base import CreditBase, Fee, FixedAmount, Less, Part
from slakit.penalties.bases.more_than import MoreThan
from slakit.penalties.rules.flat import Flat
from slakit.penalties.rules.right import Right
from slakit.penalties.tables.payout_table import PayoutTable
from slakit.penalties.wrappers.caps import Capped, Floored
from slakit.penalties.wrappers.combinators import SumOf
from slakit.penalties.wrappers.wrapper import Wrapper
from slakit.targets.target import Target
from slakit.timeline.zone import zone_name
from slakit.values.counted import counted
from slakit.values.money import Money
from slakit.values.number import exact_text
from slakit.values.quantity import Quantity
from slakit.values.source_repr import same
from slakit.windows.base import Window

WHOLE = Money | Quantity | Target | Window | Calendar | CreditBase | Filter | MonthDay  # they read as one thing, whatever they are made of
TEXTS = MoreThan | DueRule | ExclusiveLimit | Statistic | MonthDay  # whose text is what a document writes
BOUNDS = (Capped, Floored)  # of one setting, as a rule
ROWS = ("below", "at_or_below", "above", "at_or_above", "tiers", "payouts")  # of a table, which its rows say
LISTED = 3  # of more dates their number is written
BARE = {"tz": None, "partial": "prorate", "month_end": "clamp"}  # settings of a window that its phrase does not say
ITEMS = {"exclusions": "exclusion", "duties": "duty", "steps": "step", "roles": "role", "logs": "log"}  # what one of a list is called


def words_of(value: Any) -> str:
    """A value of a contract in words: amounts and phrases as they are written, other parts by their word and their settings.

    >>> words_of(Tiered({"99 %": "10 %"}).capped("8 %"))
    'tiered (below 99 %: 10 %); capped: 8 %'
    """
    if value is None or (isinstance(value, tuple | str) and not value):
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, Money):
        return value.show() if value.rounded() == value else str(value)
    if isinstance(value, Fraction):
        return exact_text(value)
    for kind, words in SPECIAL:
        if isinstance(value, kind) and (text := words(value)):
            return text
    if isinstance(value, Mapping):
        value = tuple(value.items())
    if isinstance(value, tuple):
        return _list(value)
    if has(type(value)):
        settings = ", ".join(_settings(value))
        return f"{word_of(value)} ({settings})" if settings else word_of(value)
    return str(getattr(value, "__qualname__", value))


def word_of(value: Any) -> str:
    """The word of the class of a value, as documents write it: "per breach"."""
    return re.sub("(?<!^)(?=[A-Z])", " ", type(value).__name__).lower()


def settings_of(value: Any, without: tuple[str, ...] = ()) -> str:
    """The settings of a part of a contract, but for those that a sentence names by itself."""
    return ", ".join(_settings(value, without)) or "with nothing more"


def _settings(value: Any, without: tuple[str, ...] = ()) -> Iterator[str]:
    """The keys of a value with what they are set to, without defaults."""
    if isinstance(value, PayoutTable):
        yield "; ".join(f"{name}: {words_of(pays)}" for name, pays in value.rows)
        without = (*without, *ROWS)
    for field in fields(type(value)):
        held = getattr(value, field.name)
        default = field.default.factory() if isinstance(field.default, attrs.Factory) else field.default  # type: ignore[arg-type]  # a class
        usual = field.default is not attrs.NOTHING and (held is default or (type(held) is type(default) and same(held, default)))
        if not field.init or not field.eq or usual or str(field.alias) in without:
            continue
        key = str(field.alias).replace("_", " ")
        yield key if held is True else f"{key} ({words_of(held)})" if _is_table(held) else f"{key} {words_of(held)}"


def _is_table(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and all(type(part) is tuple and len(part) == 2 for part in value)


def _list(parts: tuple[Any, ...]) -> str:
    if _is_table(parts):
        return "; ".join(f"{words_of(key)}: {words_of(held)}" for key, held in parts)
    return ", ".join(map(words_of, parts))


def around(rule: Wrapper) -> str:
    """The settings of what is around a rule: "10 %" of a cap, "in a row 2" of a condition."""
    settings = list(_settings(rule, ("rule",)))
    sole = isinstance(rule, BOUNDS) and len(settings) == 1
    return settings[0].partition(" ")[2] if sole else ", ".join(settings)


def _share(share: Fraction) -> str:
    text = exact_text(share)
    return text if "/" in text else str(Quantity.of_base(share, "%"))


def _hours(calendar: Weekly) -> str:
    days = ", ".join(f"{day} {', '.join(texts) or 'closed'}" for day, texts in (*calendar.hours, *calendar.dated))
    return f"{days} ({zone_name(calendar.zone)})"


def _dates(dates: tuple[str, ...]) -> str:
    """The dates, or of many their number, with the first and the last."""
    return ", ".join(dates) if len(dates) <= LISTED else f"{len(dates)} dates from {dates[0]} to {dates[-1]}"


def _objective(objective: Objective) -> str:
    penalty = f"; penalty: {words_of(objective.penalty)}" if objective.penalty else ""
    return f"{words_of(objective.metric)}; target {words_of(objective.target)}{penalty}"


def _duty(duty: Duty) -> str:
    """The holder, the time limit and the deed: "provider within 30 days: meet the customer (after Notice, clause 9.2)"."""
    more = ", ".join(_settings(duty, ("name", "who", "within", "what")))
    return f"{duty.who} within {counted(str(duty.within))}" + (f": {duty.what}" if duty.what else "") + (f" ({more})" if more else "")


def _flat(rule: Flat) -> str:
    more = ", ".join(_settings(rule, ("credit",)))
    return f"flat {words_of(rule.credit)}" + (f" ({more})" if more else "") if not isinstance(rule.credit, tuple) else ""


def _window(window: Window) -> str:
    """The phrase of a window, with the settings that a phrase cannot say: "monthly from 2026-01-31 (month end last)"."""
    usual: dict[str, Any] = {name: usual for name, usual in BARE.items() if hasattr(window, name)}
    given = {name: held for name in usual if (held := getattr(window, name)) != usual[name]}
    text = attrs.evolve(window, **usual).text() if has(type(window)) else window.text()
    more = ", ".join(f"{name.replace('_', ' ')} {words_of(held)}" for name, held in given.items())
    return "" if text is None else f"{text} ({more})" if more else text


def _target(target: Target) -> str:
    return counted(target.text() or ("" if has(type(target)) else str(target)))


SPECIAL: tuple[tuple[Any, Callable[[Any], str]], ...] = (
    (Target, _target),
    (Window, _window),
    (Party, str),
    (TEXTS | Quantity, lambda value: counted(str(value))),
    (type(ALWAYS), lambda _: "at all times"),
    (Weekly, _hours),
    (Dates, lambda dates: f"{_dates(dates.dates)} ({zone_name(dates.zone)})"),
    (Without, lambda whole: f"{words_of(whole.kept)} without {' and '.join(map(words_of, whole.taken))}"),
    (AnyOf, lambda whole: " or ".join(map(words_of, whole.parts))),
    (AllOf, lambda whole: " within ".join(map(words_of, whole.parts))),
    (FixedAmount, lambda base: words_of(base.money)),
    (Fee, lambda base: "the fee" if not base.back else f"the fee of {'the period' if base.back == 1 else f'{base.back} periods'} before"),
    (Part, lambda base: f"{_share(base.share.base)} of {words_of(base.of)}"),
    (Less, lambda base: f"{words_of(base.of)} less {words_of(base.less)}"),
    (Filter, lambda filter: condition(filter.written)),
    (Right, lambda right: f"right to {right.right}" + (f" ({more})" if (more := ", ".join(_settings(right, ("right",)))) else "")),
    (SumOf, lambda rule: " and ".join(f"({words_of(part)})" if isinstance(part, Wrapper) else words_of(part) for part in rule.rules)),
    (Flat, _flat),
    (Duty, _duty),
    (Wrapper, lambda rule: f"{words_of(rule.rule)}; {word_of(rule)}: {around(rule)}"),
    (Amendment, lambda amendment: "; ".join(_parts(amendment)) or "nothing changes"),
    (Objective, _objective),
)  # the words of what is not said by its word and its settings; an empty text is none


def condition(plain: Any) -> str:
    """A condition as its author writes it: "answered - asked <= 4 hours", "status < 500 and region eu or us"."""
    if isinstance(plain, Mapping):
        return " and ".join(f"{name} {condition(part)}" for name, part in plain.items())
    if isinstance(plain, list | tuple):
        return " or ".join(map(condition, plain))
    return words_of(plain) if plain is None or isinstance(plain, bool) else str(plain)


def _parts(amendment: Amendment) -> Iterator[str]:
    """The parts of an amendment: what it changes, one after the other."""
    for part in fields(Amendment):
        value = getattr(amendment, part.name)
        if part.name in ("effective", "name") or value == part.default or not value:
            continue
        if part.name == "objectives":
            yield from (f"{title(objective)}: {words_of(objective)}" for objective in value)
        else:
            yield f"{part.name.replace('_', ' ')} {words_of(value)}"


def title(objective: Objective) -> str:
    """An objective as a sentence names it: its clause and its name."""
    return f"clause {objective.clause} {objective.name}" if objective.clause else objective.name


def named_part(value: Any) -> str:
    """The name of an entry of a list: its own, or else its word; a rule is the same one with a cap, or without."""
    while isinstance(value, Wrapper):
        value = value.rule
    if name := getattr(value, "name", "") if has(type(value)) and not isinstance(value, Metric) else "":
        return f"{name!r}"
    return word_of(value) if has(type(value)) else ""
