"""CaseEvents: the events of one case in order, from which its clocks are read (docs/numbers.md M9, M10, T3)."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from fractions import Fraction
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

from attrs import define, field, frozen

from slakit.agreements.event_kinds import ASKED, BY_AGENT, CREATED, HANDED, REOPENED, REPLIED, RESOLVED, UPDATED
from slakit.agreements.lifecycle import FIRST_EVENT, LAST_COUNTS, Lifecycle
from slakit.timeline.instants import moment

REVERSED = "a stop before its start"
NEVER_CREATED = "never created"
CONFLICT = "conflict"
STATES = "two values at one instant"
OPEN_ALREADY = "reopened while open"
TWICE = "resolved twice"
TIE = "a tie"

PLACE = itemgetter(0, 1, 2)  # at, order, rank
Fields = tuple[tuple[str, object], ...]
Fault = tuple[str, str | None, str, str]  # kind, field, value, text


class Event(NamedTuple):
    """One event of a case: when, in which order at that instant, of which kind, the state it sets, and its other fields."""

    at: int
    order: Fraction | int
    rank: int
    kind: str
    state: str | None
    fields: Fields


@frozen
class Closing:
    """The time from a resolution of a case to its reopening, if there was one."""

    resolved: int
    reopened: int | None = None


@define
class CaseEvents:
    """A case in order: its acts (what starts and stops clocks), when it was closed, its states,
    and its fields over time."""

    key: Hashable
    created: int
    by_agent: bool
    acts: list[tuple[int, str]] = field(factory=list)
    closings: list[Closing] = field(factory=list)
    states: list[tuple[int, str]] = field(factory=list)
    fields: dict[str, list[tuple[int, object]]] = field(factory=lambda: defaultdict(list))
    changes: list[int] = field(factory=list)

    @property
    def is_closed(self) -> bool:
        return bool(self.closings) and self.closings[-1].reopened is None

    def in_force(self, at: int) -> dict[str, object]:
        """Return each field as of an instant: its latest value by then, otherwise the first one after."""
        in_force = {}
        for name, values in self.fields.items():
            by_then = [value for since, value in values if since <= at]
            in_force[name] = by_then[-1] if by_then else values[0][1]
        return in_force

    def resolve(self, at: int) -> None:
        self.closings.append(Closing(at))
        self.acts.append((at, RESOLVED))

    def resolve_later(self, at: int) -> None:
        """Move the present resolution to a later instant."""
        closed = self.closings.pop()
        self.acts.remove((closed.resolved, RESOLVED))
        self.resolve(at)

    def reopen(self, at: int) -> None:
        self.closings[-1] = Closing(self.closings[-1].resolved, at)
        self.acts.append((at, REOPENED))


def case_events_of(key: Hashable, events: Iterable[Event], rules: Lifecycle) -> tuple[CaseEvents | None, list[Fault]]:
    """Return the events of a case in order, or None when its events contradict each other; and what is wrong with them."""
    ordered = sorted(events, key=PLACE)
    level: list[list[Event]] = []  # the events of one kind at one instant, where there are several
    if any(event[:3] == following[:3] for event, following in pairwise(ordered)):
        level = [sorted(group, key=repr) for _, group in groupby(ordered, key=PLACE)]
        ordered = [event for group in level for event in group]
    created, by_agent, faults = _creation(ordered, rules)
    if created is None:
        return None, faults
    wrong = _reversed(ordered, created) + _torn(level, rules)
    if wrong:
        return None, faults + wrong
    case = CaseEvents(key, created, by_agent)
    tied = _tied(ordered)
    if not _follow(case, ordered, rules, faults, begun=by_agent or created in tied):
        return None, faults
    if tied:
        at, more = _shown(tied[0]), f" and at {len(tied) - 1:,} more" * (len(tied) > 1)
        text = f"has {ASKED!r} and {REPLIED!r} {at}{more}; the question stays open; name the field that tells their order, order='number'"
        faults.append((TIE, None, at, text))
    return case, faults


def _creation(ordered: list[Event], rules: Lifecycle) -> tuple[int | None, bool, list[Fault]]:
    """Return when a case was created, True if an agent created it, and the faults of its creation."""
    creations = [event for event in ordered if event.kind in (CREATED, BY_AGENT)]
    if not creations and rules.uncreated == FIRST_EVENT:
        return ordered[0].at, ordered[0].kind == REPLIED and ordered[0].at not in _tied(ordered), []
    if not creations:
        remedy = "read the log from further back, or write Lifecycle(uncreated='first event')"
        return None, False, [(NEVER_CREATED, None, "", f"is not created in the log; {remedy}")]
    first = creations[0]
    other = next((event for event in creations if (event.at, event.kind) != (first.at, first.kind)), None)
    faults: list[Fault] = []
    if other is not None:
        text = f"is {first.kind} {_shown(first.at)} and {other.kind} {_shown(other.at)}, the first counts; give each case an id of its own"
        faults = [(CONFLICT, None, _shown(other.at), text)]
    return first.at, first.kind == BY_AGENT, faults


def _reversed(ordered: list[Event], created: int) -> list[Fault]:
    """Return the fault of an event that would stop a clock before the case was created, if there is one."""
    for event in ordered:
        if event.at < created and event.kind in (REPLIED, UPDATED, RESOLVED, REOPENED):
            text = f"has {event.kind!r} {_shown(event.at)} before it was created {_shown(created)}; correct the log"
            return [(REVERSED, None, _shown(event.at), text)]
    return []


def _torn(groups: list[list[Event]], rules: Lifecycle) -> list[Fault]:
    """Return the faults of events of one kind at one instant that name two states, or two values that set the target."""
    for together in groups:
        for name in (rules.state, *rules.target) if len(together) > 1 else ():
            values = {(event.state if name == rules.state else dict(event.fields).get(name)) for event in together} - {None}
            if len(values) > 1:
                both = " and ".join(sorted(map(repr, values)))
                text = f"has {name}={both} {_shown(together[0].at)}; name the field that tells their order, order='number'"
                return [(STATES, name, both, text)]
    return []


def _tied(ordered: list[Event]) -> list[int]:
    """The instants with both a message of the customer and a reply, whose order is unknown."""
    asked = {event[:2] for event in ordered if event.kind == ASKED}
    return sorted({event.at for event in ordered if event.kind == REPLIED and event[:2] in asked}) if asked else []


def _follow(case: CaseEvents, ordered: list[Event], rules: Lifecycle, faults: list[Fault], begun: bool) -> bool:
    """Apply the events in order; False if they contradict each other. `begun` says that the creation itself asks nothing."""
    again: int | None = None  # the instant of a resolution that came while the case was resolved
    reopenings = {event.at for event in ordered if event.kind == REOPENED}
    twice: tuple[int, int] | None = None
    if not begun and not any(event.kind == CREATED for event in ordered):
        case.acts.append((case.created, ASKED))
    for event in ordered:
        at, kind = event.at, event.kind
        if kind == CREATED and not begun:
            case.acts.append((at, ASKED))
            begun = True
        elif kind in (ASKED, HANDED, REPLIED, UPDATED):
            case.acts.append((at, kind))
        elif kind == RESOLVED:
            if not case.is_closed:
                case.resolve(at)
            elif at in reopenings:
                again = at
            elif at != case.closings[-1].resolved:
                twice = twice or (case.closings[-1].resolved, at)
                if rules.resolved_again == LAST_COUNTS:
                    case.resolve_later(at)
        elif kind == REOPENED:
            if case.is_closed:
                case.reopen(at)
                if again == at:
                    case.resolve(at)
            elif not rules.resolved_states:
                text = f"is reopened {_shown(at)} but was not resolved; if the word means something else, kinds={{'ignored': [...]}}"
                faults.append((OPEN_ALREADY, None, _shown(at), text))
                return False
        if event.state is not None:
            _enter(case, at, event.state, rules)
        for name, value in event.fields:
            _hear(case, at, name, value, rules)
    if twice:
        first, last = map(_shown, twice)
        which = "last" if rules.resolved_again == LAST_COUNTS else "first"
        text = f"is resolved {first} and {last} without a reopening in between, the {which} counts; {REMEDY}"
        faults.append((TWICE, None, last, text))
    return True


def _enter(case: CaseEvents, at: int, state: str, rules: Lifecycle) -> None:
    before = case.states[-1][1] if case.states else None
    if state != before:
        case.states.append((at, state))
    if at >= case.created:
        if state in rules.resolved_states and not case.is_closed:
            case.resolve(at)
        elif before in rules.resolved_states and state not in rules.resolved_states and case.is_closed:
            case.reopen(at)


def _hear(case: CaseEvents, at: int, name: str, value: object, rules: Lifecycle) -> None:
    values = case.fields[name]
    if values and values[-1][1] == value:
        return
    if values and name in rules.target and at > case.created:
        case.changes.append(at)
    values.append((at, value))


def stretches(states: list[tuple[int, str]], last: int) -> Iterable[tuple[int, int, str]]:
    """Yield each state as (start, end, state); the present one lasts until `last`."""
    for (at, state), (following, _) in pairwise([*states, (last, "")]):
        yield at, following, state


REMEDY = "add the reopening to the log, or write Lifecycle(resolved_again='first counts') or 'last counts'"


def _shown(at: int) -> str:
    return moment(at).isoformat()
