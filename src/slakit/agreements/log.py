"""Log: an event log that a contract rests on: what its fields are called, and the rules by which events make rows of streams."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import field, frozen

from slakit.agreements.lifecycle import Lifecycle, texts
from slakit.errors import ContractError, SlakitError, close_match
from slakit.values.fields import instance_of, named_by
from slakit.values.source_repr import written

FOLDED = ("cases", "first_replies", "replies", "updates", "cleared")  # the streams that a log makes
Names = tuple[tuple[str, str], ...]

_name = named_by("the name of a field", lambda attribute: repr(attribute.default or "number"))


def _carry(value: "Iterable[str] | None") -> tuple[str, ...] | None:
    try:
        return None if value is None else texts(value)
    except SlakitError as error:
        raise ContractError(f"carry: {error}") from None


def _pairs(value: object, kind: type, problem: str) -> tuple[tuple[str, Any], ...]:
    pairs: tuple[Any, ...] = tuple(value.items()) if isinstance(value, Mapping) else value if isinstance(value, tuple) else (None,)
    if not all(isinstance(pair, tuple) and len(pair) == 2 and isinstance(pair[0], str) and isinstance(pair[1], kind) for pair in pairs):
        raise ContractError(problem)
    return pairs


def _streams(value: object) -> Names:
    pairs = _pairs(value, str, f"streams={value!r} does not say what streams are called; write streams={{'cases': 'incidents'}}")
    for name, _ in pairs:
        if name not in FOLDED:
            raise ContractError(f"{name!r} is not a stream that a log makes{close_match(name, FOLDED)}")
    return pairs


a_lifecycle = instance_of(Lifecycle, "the rules of a case", "Lifecycle(pauses={'resolution': ['waiting']})")


@frozen(repr=False)
class Log:
    """An event log of a contract: the fields with the case, the instant and the kind of each event, and the rules of its cases.

    >>> Log(case="ticket", at="time", kind="what", rules=Lifecycle(pauses={"resolution": ["waiting"]}))
    Log(case='ticket', at='time', kind='what', rules=Lifecycle(pauses={'resolution': ('waiting',)}))

    Objectives read the streams that it makes: `cases`, `first_replies`, `replies`, `updates` and `cleared`, as `read_events` has them;
    `streams` gives them other names, where a contract has two logs. `order` and `carry` are those of `read_events`. Raises ContractError.
    """

    case: str = field(default="case", validator=_name, kw_only=True)
    at: str = field(default="at", validator=_name, kw_only=True)
    kind: str = field(default="event", validator=_name, kw_only=True)
    order: str | None = field(default=None, validator=_name, kw_only=True)
    rules: Lifecycle = field(factory=Lifecycle, validator=a_lifecycle, kw_only=True)
    carry: tuple[str, ...] | None = field(default=None, converter=_carry, kw_only=True)
    streams: Names = field(default=(), converter=_streams, kw_only=True)

    __repr__ = written

    def made(self) -> dict[str, str]:
        """The name of each stream that it makes."""
        return {name: name for name in FOLDED} | dict(self.streams)


def logs_of(value: object) -> tuple[tuple[str, Log], ...]:
    """The logs of a contract by name."""
    return _pairs(value, Log, "logs is not a table of logs by name; write logs={'tickets': Log(case='ticket', at='time', kind='what')}")


def log_problems(logs: Iterable[tuple[str, Log]], streams: Iterable[str]) -> list[str]:
    """Return the problems of the logs of a contract whose objectives read these streams."""
    read, fed, problems = tuple(streams), dict[str, str](), list[str]()
    for name, log in logs:
        names = log.made().values()
        if name in read:
            problems.append(f"logs.{name}: {name!r} is also a stream that an objective reads; give the log another name")
        if not any(stream in read for stream in names):
            remedy = f"write stream = {next(iter(names))!r} in a metric, or leave it out"
            problems.append(f"logs.{name}: no objective reads a stream of it; {remedy}")
        for stream in names:
            if stream in fed and stream in read:
                remedy = f"write streams = {{ cases = '{name} cases' }} in one of them"
                problems.append(f"logs.{name}: {fed[stream]!r} makes the stream {stream!r} too; {remedy}")
            fed.setdefault(stream, name)
    return problems
