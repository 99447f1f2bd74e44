"""Lifecycle: the rules by which events start, pause and stop the clocks of a case.

The words of every policy stand here; docs/numbers.md C6, M9, M10 and T3 say the rest.
"""

from collections.abc import Callable, Iterable, Mapping

import attrs
from attrs import frozen

from slakit.agreements.event_kinds import Words, conditions, words_of
from slakit.errors import UsageError, close_match
from slakit.metrics.condition import Filter
from slakit.values.fields import with_words
from slakit.values.source_repr import written

FIRST_REPLY = "first reply"
REPLY = "reply"
UPDATE = "update"
RESOLUTION = "resolution"
CLOCKS = (FIRST_REPLY, REPLY, UPDATE, RESOLUTION)

FIRST = "first resolution"
TOTAL = "total"
EXCLUDED = "closed time excluded"
CYCLE = "new cycle"
REOPENINGS = (EXCLUDED, FIRST, TOTAL, CYCLE)

FIRST_COUNTS = "first counts"
LAST_COUNTS = "last counts"

FROM_START = "from the start"
FORGETTING = "from the start, earlier pauses forgotten"
RESTART = "restart"
CHANGES = (FROM_START, FORGETTING, RESTART)

STOPS = "stops"
CLEARS = "clears"
RUNS_ON = "runs on"
ENDINGS = (STOPS, CLEARS, RUNS_ON)

QUESTION = "from the question"
CREATION = "from creation"
LEFT_OUT = "left out"
FIRST_EVENT = "first event"

Texts = tuple[str, ...]
ByClock = tuple[tuple[str, str], ...]
Named = tuple[tuple[str, Texts], ...]


def texts(value: object) -> Texts:
    """A list of words; one word is a list of one."""
    listed = (value,) if isinstance(value, str) else tuple(value) if isinstance(value, Iterable) else (value,)
    if not all(isinstance(word, str) and word for word in listed):
        raise UsageError(f"{value!r} is not a list of words; write ['waiting', 'on hold']")
    return tuple(sorted(set(listed))) if isinstance(value, set | frozenset) else tuple(dict.fromkeys(listed))


def _clock(name: object) -> str:
    if name not in CLOCKS:
        raise UsageError(f"{name!r} is not a clock of a case{close_match(name, CLOCKS)}")
    return str(name)


def _is_table(value: object) -> bool:
    return isinstance(value, Mapping) or (isinstance(value, tuple) and any(isinstance(part, tuple) for part in value))


def _items(value: object) -> list[tuple[object, object]]:
    return list(value.items() if isinstance(value, Mapping) else value)  # type: ignore[call-overload,no-any-return]  # _is_table saw to it


def _states_by_clock(value: object) -> Named:
    """The states that pause each clock: one list for all clocks, or a list by clock."""
    if _is_table(value):
        given = {_clock(name): texts(states) for name, states in _items(value)}
        return tuple((name, given[name]) for name in CLOCKS if given.get(name))
    states = texts(value)
    return tuple((name, states) for name in CLOCKS) if states else ()


def _holders(value: object) -> Named:
    if not _is_table(value) and value != ():
        raise UsageError(f"holders={value!r} does not say in which states whose time runs; write holders={{'customer': ['waiting']}}")
    named = tuple((str(name), texts(states)) for name, states in (_items(value) if value else ()))
    if any(name == "closed" for name, _ in named):
        reason = "for closed_pauses is the time that a case was closed"
        raise UsageError(f"holders: 'closed' is not the name of a holder, {reason}; write another")
    return named


def one_of(name: str, value: object, allowed: Texts) -> str:
    """A word of a policy."""
    if value not in allowed:
        raise UsageError(f"{name}={value!r} is not a policy{close_match(value, allowed)}")
    return str(value)


def _policy(*allowed: str) -> "Callable[[object, attrs.Attribute[str], str], None]":
    def check(instance: object, attribute: "attrs.Attribute[str]", value: str) -> None:
        one_of(attribute.name, value, allowed)

    return with_words(check, allowed)  # type: ignore[no-any-return]  # the same function


def _unanswered(value: object) -> ByClock:
    """Read the effect of a resolution on a question that nobody answered: one word for both clocks of replies, or a word each."""
    if isinstance(value, str):
        value = {FIRST_REPLY: value, REPLY: value}
    if not _is_table(value) or any(name not in (FIRST_REPLY, REPLY) for name, _ in _items(value)):
        raise UsageError(f"unanswered={value!r} is not a policy for questions; write {{'first reply': 'stops', 'reply': 'clears'}}")
    given = dict(UNANSWERED) | {_clock(name): one_of("unanswered", word, ENDINGS) for name, word in _items(value)}
    return tuple(given.items())


UNANSWERED: ByClock = ((FIRST_REPLY, STOPS), (REPLY, CLEARS))


def _conditions(value: object) -> Filter:
    return conditions("a reply", value)


@frozen(repr=False)
class Lifecycle:
    """The rules by which the events of a case start, pause and stop its clocks.

    >>> Lifecycle(kinds={"agent reply": ["comment", "mail"]}, public={"internal": False}, pauses={"resolution": ["waiting"]})
    Lifecycle(kinds={'agent reply': ('comment', 'mail')}, public={'internal': False}, pauses={'resolution': ('waiting',)})

    **Events.** `kinds` maps the kinds below to the words of the log; a kind that is not named is its own word. A word may also be a set
    of conditions on the event, such as `{"event": "comment", "author": "agent"}`.
    "created", "created by agent", "customer message", "agent reply", "update" (a public word that answers nothing), "state", "resolved",
    "reopened", "handed over" (from a machine to people), "changed" (a field), "note" (moves no clock), "ignored" (is not looked at).
    "else" among the words of a kind stands for every word that no kind names: `kinds={"ignored": "else"}`.
    At one instant events happen in this order: created, changed, handed over, reply, message, update, state, resolved, reopened. So a
    message and a reply of one instant leave the question open; this is a problem, "a tie", unless `order=` says which came first.

    **Replies.** A reply or update that does not meet `public`, or that meets `automated` (conditions on the fields of its event), moves no
    clock. A field that an event lacks meets none but `"!= ..."`: where only notes are marked write `public={"internal": "!= true"}`.

    **States.** The field `state` of any event is the state from then on. `pauses` says which states pause which clocks ("first reply",
    "reply", "update", "resolution"; a plain list: all). To enter one of `resolved_states` resolves the case, to leave it reopens it.
    `holders` names whose time runs in which states, `{"customer": ["waiting"]}`. With `states`, all there are, any other is a data problem.

    **Policies.** `reopen`: "closed time excluded", "first resolution", "total" (the closed time counts) or "new cycle" (each reopening
    is a new case); it needs no setting of the metric. `resolved_again`, when a case is resolved twice with no reopening in between: the
    "first counts" or the "last counts", and a problem is reported. `change`, when a field of `target` gets another value: the clock
    runs "from the start", "from the start, earlier pauses forgotten", or does a "restart". `unanswered`, when a case is resolved and a
    question is open: its clock "stops", the question "clears" (no clock), or the clock "runs on". `opened_by_agent`: the first reply
    counts "from the question" of the customer, or "from creation", and then the message that opened the case is no reply. `uncreated`,
    when the log has no creation: the case is "left out", or its "first event" is taken for it.

    Raises UsageError for a word that is none of these.
    """

    kinds: tuple[tuple[str, Words], ...] = attrs.field(default=(), converter=words_of, kw_only=True)
    public: Filter = attrs.field(default=Filter(), converter=_conditions, kw_only=True)
    automated: Filter = attrs.field(default=Filter(), converter=_conditions, kw_only=True)
    state: str = attrs.field(default="state", kw_only=True)
    states: Texts = attrs.field(default=(), converter=texts, kw_only=True)
    resolved_states: Texts = attrs.field(default=(), converter=texts, kw_only=True)
    pauses: Named = attrs.field(default=(), converter=_states_by_clock, kw_only=True)
    holders: Named = attrs.field(default=(), converter=_holders, kw_only=True)
    target: Texts = attrs.field(default=("priority",), converter=texts, kw_only=True)
    reopen: str = attrs.field(default=EXCLUDED, validator=_policy(*REOPENINGS), kw_only=True)
    resolved_again: str = attrs.field(default=FIRST_COUNTS, validator=_policy(FIRST_COUNTS, LAST_COUNTS), kw_only=True)
    change: str = attrs.field(default=FROM_START, validator=_policy(*CHANGES), kw_only=True)
    unanswered: ByClock = attrs.field(default=UNANSWERED, converter=_unanswered, kw_only=True)
    opened_by_agent: str = attrs.field(default=QUESTION, validator=_policy(QUESTION, CREATION), kw_only=True)
    uncreated: str = attrs.field(default=LEFT_OUT, validator=_policy(LEFT_OUT, FIRST_EVENT), kw_only=True)

    def __attrs_post_init__(self) -> None:
        named = [*self.resolved_states, *(state for _, states in (*self.pauses, *self.holders) for state in states)]
        unknown = [state for state in dict.fromkeys(named) if self.states and state not in self.states]
        if unknown:
            raise UsageError(*(f"{state!r} is not one of the states{close_match(state, self.states)}" for state in unknown))

    __repr__ = written

    def pausing(self, clock: str) -> Texts:
        """The states that pause a clock."""
        return dict(self.pauses).get(clock, ())

    def at_resolution(self, clock: str) -> str:
        """Return the effect of a resolution on an open question."""
        return dict(self.unanswered)[clock]
