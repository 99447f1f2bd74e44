"""The clocks of a case: when each began and when it stopped. Each function finds the runs of one kind of clock."""

from collections.abc import Iterator

from attrs import frozen

from slakit.agreements.event_kinds import ASKED, HANDED, REOPENED, REPLIED, RESOLVED, UPDATED
from slakit.agreements.lifecycle import CLEARS, CREATION, CYCLE, EXCLUDED, FIRST, FIRST_REPLY, REPLY, RUNS_ON, STOPS, Lifecycle
from slakit.readers.events.case_events import CaseEvents
from slakit.timeline.instants import LAST


@frozen
class ClockRun:
    """One run of a clock: since when, until when if it has stopped, and stretches that are left out besides the pauses of states."""

    since: int
    until: int | None
    shut: tuple[tuple[int, int], ...] = ()


def first_replies(case: CaseEvents, rules: Lifecycle) -> Iterator[ClockRun]:
    """Yield the clock from the creation, or the hand-over to people, to the first public reply by a person."""
    since = case.created
    acts = case.acts
    if case.by_agent and rules.opened_by_agent != CREATION:
        question = next((at for at, act in acts if act == ASKED), None)
        if question is None:
            return
        since = question
    ends = (REPLIED,) if rules.at_resolution(FIRST_REPLY) == RUNS_ON else (REPLIED, RESOLVED)
    opening = case.by_agent and rules.opened_by_agent == CREATION
    index = next((index for index, (at, act) in enumerate(acts) if act == ASKED and at >= since), 0) if not opening else 0
    later = [(at, act) for at, act in acts[index:] if at >= since and not (opening and at == case.created and act == REPLIED)]
    until, act = next(((at, act) for at, act in later if act in ends), (None, ""))
    if act == RESOLVED and rules.at_resolution(FIRST_REPLY) == CLEARS:
        return
    handed = next((at for at, act in later if act == HANDED and at <= (LAST if until is None else until)), since)
    yield ClockRun(handed, until)


def replies(case: CaseEvents, rules: Lifecycle) -> Iterator[ClockRun]:
    """Yield clocks from the oldest unanswered message of the customer to the next public reply by a person."""
    return (run for run, cleared in _rounds(case, rules) if not cleared)


def cleared(case: CaseEvents, rules: Lifecycle) -> Iterator[ClockRun]:
    """Yield the clocks of unanswered questions that the resolution of the case cleared."""
    return (run for run, cleared in _rounds(case, rules) if cleared)


def _rounds(case: CaseEvents, rules: Lifecycle) -> Iterator[tuple[ClockRun, bool]]:
    """Yield the clock of each question, with True if a resolution cleared it."""
    policy = rules.at_resolution(REPLY)
    asked: int | None = None
    handed = False
    for at, act in case.acts:
        if act == ASKED and asked is None:
            asked, handed = at, False
        elif asked is None:
            continue
        elif act == HANDED and not handed:
            asked, handed = at, True
        elif act == REPLIED or (act == RESOLVED and policy == STOPS):
            yield ClockRun(asked, at), False
            asked = None
        elif act == RESOLVED and policy == CLEARS:
            yield ClockRun(asked, at), True
            asked = None
    if asked is not None and case.is_closed and policy != RUNS_ON:  # asked when all was resolved, as thanks are
        yield ClockRun(asked, asked), True
    elif asked is not None:
        yield ClockRun(asked, None), False


def updates(case: CaseEvents, rules: Lifecycle) -> Iterator[ClockRun]:
    """Yield the clocks from each public word (a reply, an update, or the resolution) to the next, as long as the case is open."""
    previous: int | None = case.created
    for at, act in case.acts:
        if at < case.created:
            continue
        if act == REOPENED:
            previous = at
        elif act in (REPLIED, UPDATED, RESOLVED) and previous is not None:
            if at > previous:
                yield ClockRun(previous, at)
            previous = None if act == RESOLVED else at
    if previous is not None:
        yield ClockRun(previous, None)


def resolutions(case: CaseEvents, rules: Lifecycle) -> Iterator[ClockRun]:
    """Yield the clock from the creation to the resolution, or several clocks; `reopen` says what a reopening does to it."""
    closings = case.closings
    if rules.reopen == FIRST:
        yield ClockRun(case.created, closings[0].resolved if closings else None)
    elif rules.reopen == CYCLE:
        starts = [case.created, *(closing.reopened for closing in closings if closing.reopened is not None)]
        stops = [*(closing.resolved for closing in closings), None]
        for since, until in zip(starts, stops, strict=False):
            yield ClockRun(since, until)
    else:
        shut = tuple((closing.resolved, closing.reopened) for closing in closings if closing.reopened is not None)
        yield ClockRun(case.created, closings[-1].resolved if case.is_closed else None, shut if rules.reopen == EXCLUDED else ())
