"""Conflicts of duties: who has them, what they follow from, and the rights that they name."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slakit.agreements.duty import CLAIM, EVENTS, Duty, rights_of
from slakit.agreements.party import Party
from slakit.errors import close_match
from slakit.penalties.base import PenaltyRule
from slakit.penalties.rules.right import PERIOD as AT_ONCE
from slakit.penalties.wrappers.grants import Grants

Path = tuple[str | int, ...]
Terms = Sequence[tuple[object, PenaltyRule | None, tuple[Duty, ...] | None]]  # name, penalty and duties of each objective


def duty_conflicts(valid: Mapping[str, Any], objectives: Terms) -> Iterator[tuple[Path, str]]:
    """Yield what does not fit of the duties of an agreement and of its objectives, with the path of each."""
    shared: tuple[Duty, ...] = valid.get("duties", ())
    lists: list[tuple[Path, str, tuple[Duty, ...], tuple[Duty, ...]]] = [(("duties",), "", (), shared)]
    lists += [
        (("objectives", index, "duties"), f"objective {name!r}: ", shared, own) for index, (name, _, own) in enumerate(objectives) if own
    ]
    names = [str(name) for name, _, _ in objectives]
    unread = any(own is None for _, penalty, own in objectives)
    rights = {right for _, penalty, own in objectives for right in _rights(penalty, (*shared, *(own or ())))}
    for path, called, before, duties in lists:
        earlier = [duty.name for duty in before]
        for index, duty in enumerate(duties):
            for problem in (*_of_one(duty, earlier, names, None if unread else rights, valid), *_of_parties(duty, valid)):
                yield (*path, index), f"{called}duty {duty.name!r}: {problem}"
            earlier.append(duty.name)
    for index, (name, penalty, own) in enumerate(objectives):
        if own is None:
            continue
        names_of_duties = [duty.name for duty in (*shared, *own)]
        limited = [*rights_of(penalty), *(duty.right for duty in own if duty.right)]
        for after in {right.after for right in limited if right.after not in (AT_ONCE, *names_of_duties)}:
            problem = f"after={after!r} of a right is neither 'period' nor a duty{close_match(after, [AT_ONCE, *names_of_duties])}"
            yield ("objectives", index, "penalty"), f"objective {name!r}: {problem}"


def _rights(penalty: PenaltyRule | None, duties: Sequence[Duty]) -> set[str]:
    """The rights that a penalty or duties give."""
    granted = {part.right for part in penalty.walk() if isinstance(part, Grants)} if penalty else set()
    return granted | {right.right for right in rights_of(penalty)} | {duty.right.right for duty in duties if duty.right}


def _of_one(duty: Duty, earlier: Sequence[str], names: Sequence[str], rights: set[str] | None, valid: Mapping[str, Any]) -> Iterator[str]:
    if duty.name in earlier:
        yield "stands twice; give each its own name"
    if duty.event not in (*EVENTS, *earlier):
        yield f"after={duty.event!r} is neither an event nor an earlier duty{close_match(duty.event, [*EVENTS, *earlier])}"
    for name in duty.only if names else ():
        if name not in names:
            yield f"{name!r} in only= is not an objective{close_match(name, names)}"
    if duty.event == CLAIM and "settlement" in valid and not (valid["settlement"].claims and valid["settlement"].claims.order):
        yield "it is due after a claim, and nothing has to be claimed; write Settlement(claims=Claims('30 days'))"
    if duty.forfeits and rights is not None and duty.forfeits not in rights:
        yield f"forfeits={duty.forfeits!r} is not a right that a penalty or a duty gives{close_match(duty.forfeits, sorted(rights))}"


def _of_parties(duty: Duty, valid: Mapping[str, Any]) -> Iterator[str]:
    """Yield roles that no party has."""
    parties = [party for name in ("provider", "customer") if isinstance(party := valid.get(name), Party)]
    if len(parties) < 2:
        return
    roles = ["provider", "customer", *(role for party in parties for role in party.roles)]
    for name, role in (("who", duty.who), ("escalates_to", duty.escalates_to)):
        if role and role not in roles:
            remedy = f"write 'provider', or Party(..., roles={{{role!r}: 'Ana Ruiz'}})"
            yield f"{name}={role!r} is neither a party nor a role{close_match(role, roles)}; {remedy}"
