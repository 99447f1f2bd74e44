"""Kinds of events, and which kind a row is."""

from collections.abc import Callable, Mapping

from slakit.errors import ContractError, UnitError, UsageError, close_match
from slakit.metrics.condition import HOLDS, Filter, filter_of
from slakit.metrics.plain_values import plain
from slakit.metrics.record import Unread

CREATED = "created"
BY_AGENT = "created by agent"
CHANGED = "changed"
HANDED = "handed over"
ASKED = "customer message"
NOTE = "note"
REPLIED = "agent reply"
UPDATED = "update"
STATE = "state"
RESOLVED = "resolved"
REOPENED = "reopened"
IGNORED = "ignored"

ELSE = "else"  # stands for every word that no kind names

KINDS = (CREATED, BY_AGENT, CHANGED, HANDED, NOTE, REPLIED, ASKED, UPDATED, STATE, RESOLVED, REOPENED, IGNORED)
RANKS = {kind: rank for rank, kind in enumerate(KINDS)}  # the order of events at one instant

Words = tuple[str | Filter, ...]
Row = Mapping[str, object]


def words_of(value: object) -> tuple[tuple[str, Words], ...]:
    """The words of each kind, from a mapping of kinds to a word, a set of conditions, or a list of such."""
    if not isinstance(value, Mapping | tuple):
        raise UsageError(f"kinds={value!r} does not say which words are which kind; write kinds={{'agent reply': ['comment', 'mail']}}")
    pairs = []
    for kind, words in value.items() if isinstance(value, Mapping) else value:
        if kind not in RANKS:
            raise UsageError(f"{kind!r} is not a kind of event{close_match(kind, KINDS)}")
        listed = [words] if isinstance(words, str | Mapping | Filter) else words
        if not isinstance(listed, list | tuple | set | frozenset):
            raise UsageError(f"{words!r} for {kind!r} is not a word or a list of words; write kinds={{{kind!r}: ['comment', 'mail']}}")
        pairs.append((kind, tuple(_word(kind, word) for word in (sorted(listed) if isinstance(listed, set | frozenset) else listed))))
    _check_once(pairs)
    return tuple(sorted(pairs, key=lambda pair: RANKS[pair[0]]))


def _word(kind: str, word: object) -> str | Filter:
    if isinstance(word, Filter | Mapping):
        return conditions(f"kinds, {kind!r}", word)
    if not isinstance(word, str):
        raise UsageError(f"{word!r} for {kind!r} is not a word; write 'comment', or {{'event': 'comment', 'author': 'agent'}}")
    return word


def _check_once(pairs: list[tuple[str, Words]]) -> None:
    kinds: dict[str, str] = {}
    remedy = "use a field, such as {'event': 'comment', 'author': 'agent'}"
    for kind, word in ((kind, word) for kind, words in pairs for word in words if isinstance(word, str)):
        if kinds.setdefault(word, kind) != kind:
            raise UsageError(f"{word!r} is not one kind, but {kinds[word]!r} and {kind!r}; {remedy}")


def conditions(where: str, wanted: object) -> Filter:
    """A set of conditions on the fields of an event, each on one of them."""
    if isinstance(wanted, str):
        raise UsageError(f"{where}: {wanted!r} is not a set of conditions; write {{'severity': ['high', 'critical']}}")
    try:
        made = filter_of(wanted)  # type: ignore[arg-type]  # it says what it takes
    except ContractError as error:
        raise UsageError(f"{where}: {error}") from None
    if expression := next((part.name for part in made.conditions if part.operator == HOLDS), None):
        raise UsageError(f"{where}: {expression!r} is an expression, and an event is looked at field by field; write {{'internal': False}}")
    return made


def passes(wanted: Filter, row: Row) -> bool:
    """True if an event meets all conditions; one that cannot be compared meets none."""
    try:
        return all(part.holds(row.get(part.field)) for part in wanted.conditions)
    except UnitError:
        return False


def kind_reader(kinds: tuple[tuple[str, Words], ...], field: str) -> Callable[[Row], str | None]:
    """Return a function that gives the kind of an event: by its word, then by the first conditions that it meets, then by ELSE.

    It gives None for an event without a word, and for another word where no kind has ELSE.
    """
    named = {kind for kind, listed in kinds if listed != (ELSE,)}
    words = {kind: kind for kind in KINDS if kind not in named}
    words |= {word: kind for kind, listed in kinds for word in listed if isinstance(word, str)}
    other = words.pop(ELSE, None)
    filters = [(word, kind) for kind, listed in kinds for word in listed if isinstance(word, Filter)]

    def kind_of(row: Row) -> str | None:
        word = plain(row.get(field))
        kind = words.get(word) if isinstance(word, str) else None
        kind = kind or next((kind for wanted, kind in filters if passes(wanted, row)), None)
        return kind or (other if word not in (None, "") and not isinstance(word, Unread) else None)

    return kind_of
