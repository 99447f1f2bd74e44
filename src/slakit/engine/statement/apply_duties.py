"""Apply duties: what the parties have to do because of a line or a period, whether it was done in time, and which rights came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from attrs import evolve, frozen

from slakit.agreements.agreement import Agreement
from slakit.agreements.duty import CLAIM, MISSED, PERIOD, RIGHT, Duty, of_periods, rights_of
from slakit.agreements.party import Party
from slakit.engine.plan.period_selection import PeriodSelection
from slakit.engine.plan.plan import Schedule
from slakit.engine.statement.apply_claims import claimed_at
from slakit.engine.statement.history import Key
from slakit.engine.statement.record_match import holds_period, names_group, value_of
from slakit.engine.tally.period_tallies import kept_rows
from slakit.engine.tally.tally_store import TallyStore
from slakit.metrics.reading import Reading
from slakit.penalties.rules.right import PERIOD as AT_ONCE, Right
from slakit.penalties.settlement.claims import touches
from slakit.penalties.time_limit import until
from slakit.statements.duty_state import DONE, LAPSED, LATE, NOT_KNOWN, OPEN, OVERDUE, USED, WAITING, DutyState, RightState
from slakit.statements.line import Line
from slakit.targets.verdict import Outcome
from slakit.timeline.instants import moment
from slakit.timeline.local_days import day_wall
from slakit.windows.period import Period

Made = tuple[int, Any]  # when something was done, and its record
Started = tuple[int, bool]  # an event, and whether it is the end of a period


@frozen(kw_only=True)
class Matter:
    """The line, or the period of the agreement, that duties follow from."""

    period: Period
    billed: Period
    objective: str = ""
    group: object = None

    @property
    def names(self) -> dict[str, Any]:
        """The line or the period, as a state names it."""
        group = self.group if isinstance(self.group, tuple) else (self.group,)
        named = "" if self.group is None else ", ".join(map(str, group))
        return {"objective": self.objective, "group": named, "period": self.period.label}


@frozen
class Duties:
    """The duties of one statement: what was done and used, as of an instant."""

    store: TallyStore
    as_of: int

    @cached_property
    def made(self) -> Mapping[Reading, list[Made] | None]:
        """The records of each stream in time order; None where it was never fed."""
        store = self.store
        fed = {reading: index for reading, index in store.plan.done if reading.stream in store.streams.fed}
        kept = {reading: kept_rows(store, index) for reading, index in fed.items()}
        return {reading: kept.get(reading) for reading, _ in store.plan.done}

    def of_lines(self, lines: Sequence[Line], outcomes: Mapping[Key, tuple[Outcome, ...]]) -> list[Line]:
        """Lines with the duties that follow from them, and the rights that these and time limits leave."""
        if not self.store.plan.done:  # no duty, and no right that may lapse
            return list(lines)
        over = [line.period.span.last <= self.as_of for line in lines]
        pairs = zip(lines, over, strict=True)
        return [self._of_line(line, outcomes.get(line.key, (line.outcome,))) if ended else line for line, ended in pairs]

    def of_periods(self, chosen: PeriodSelection) -> list[DutyState]:
        """The duties that follow from the periods of the agreement itself."""
        plan, states = self.store.plan, []
        for version in plan.agreement.versions:
            terms = version.agreement
            duties = of_periods(terms.duties)
            for window in dict.fromkeys((duty.every or terms.window).within(terms.timezone) for duty in duties if duty.event == PERIOD):
                schedule = Schedule.of(window, plan.agreement)
                for period in (schedule.periods[index] for index in sorted(chosen.of(schedule))):
                    if version.span.first <= period.span.first < version.span.last and period.span.last <= self.as_of:
                        matter = Matter(period=period, billed=plan.billing.period_of(period) or period)
                        states += self._states(terms, _chain(duties, window, terms), matter, {PERIOD: (period.span.last, True)})[0]
        return states

    def _of_line(self, line: Line, outcomes: Sequence[Outcome]) -> Line:
        plan = self.store.plan
        terms = plan.billing.version_at(line.period.span.first).agreement
        objective = next((one for one in terms.objectives if one.name == line.name), None)
        duties = terms.duties_of(line.name)
        limits = [right for right in rights_of(objective.penalty if objective else None) if right.within and right.right in line.rights]
        if not duties and not limits:
            return line
        billed = plan.billing.period_of(line.period) or line.period
        matter = Matter(period=line.period, billed=billed, objective=line.name, group=line.group)
        end = (line.period.span.last, True)
        events: dict[str, Started] = {PERIOD: end}
        events |= {MISSED: end} if line.outcome is Outcome.MISSED else {}
        events |= {RIGHT: end} if line.rights else {}
        if any(duty.event == CLAIM for duty in duties) and (at := claimed_at(self.store, line)) is not None:
            events[CLAIM] = (at, False)
        arising = [duty for duty in duties if not duty.counts_misses or _missed_enough(duty, outcomes)]
        states, granted, lost = self._states(terms, arising, matter, events)
        rights = [self._right(right, matter, events.get(PERIOD if right.after == AT_ONCE else right.after)) for right in limits]
        rights += [self._right(right, matter, start) for right, start in granted if right.within]
        return _with_rights(line, states, rights, [right.right for right, _ in granted], lost, matter)

    def _states(
        self, terms: Agreement, duties: Sequence[Duty], matter: Matter, events: dict[str, Started]
    ) -> tuple[list[DutyState], list[tuple[Right, Started]], dict[str, str]]:
        """The states of duties, the rights that they grant with the event of each, and those that are lost, by what was not done.

        A duty that was done is an event for those after it, and is added to `events`.
        """
        states, granted, lost = list[DutyState](), list[tuple[Right, Started]](), dict[str, str]()
        shared = [duty.stream for duty in terms.every_duty]
        for duty in duties:
            if (start := events.get(duty.event)) is None:
                continue
            due = until(duty.within, start[0], terms.timezone, duty.on, start[1])
            made = self.made[duty.readings[0]]
            done = self._first(made, "duty", duty.name, matter, start, shared.count(duty.stream) == 1)
            failed = (done is not None and due.passed(done)) or (done is None and due.passed(self.as_of))
            state = (LATE if failed else DONE) if done is not None else OPEN if not failed else OVERDUE if made is not None else NOT_KNOWN
            follows = []
            if done is not None:
                events[duty.name] = (done, False)
            if state in (LATE, OVERDUE):
                if duty.right:
                    granted.append((duty.right, (due.at, not due.included)))
                    follows.append(f"the customer may {duty.right.right}")
                if duty.forfeits:
                    lost[duty.forfeits] = duty.name
                    follows.append(f"the right to {duty.forfeits} is lost")
                follows += [f"it goes to {_named(terms, duty.escalates_to)}"] if duty.escalates_to else []
            tz = terms.zone
            states.append(
                DutyState(
                    duty=duty.name,
                    who=duty.who,
                    holder=holder_of(terms, duty.who),
                    what=duty.what,
                    clause=duty.clause,
                    since=moment(start[0], tz),
                    last_day=due.day.isoformat(),
                    due=moment(due.at, tz),
                    state=state,
                    done=None if done is None else moment(done, tz),
                    follows=tuple(follows),
                    **matter.names,
                )
            )
        return states, granted, lost

    def _right(self, right: Right, matter: Matter, start: Started | None) -> RightState:
        """The state of a right with a time limit that begins at an event, if that has happened."""
        tz, made = self.store.plan.agreement.zone, self.made[right.uses] if right.uses else None
        if start is None or right.within is None:
            return RightState(right=right.right, state=WAITING, why=f"its time begins with {right.after!r}", **matter.names)
        last = until(right.within, start[0], self.store.plan.agreement.timezone, right.on, start[1])
        used = self._first(made, "right", right.right, matter, start, alone=True)
        in_time = used is not None and not last.passed(used)
        passed = last.passed(self.as_of)
        state = USED if in_time else OPEN if not passed else NOT_KNOWN if made is None else LAPSED
        return RightState(
            right=right.right,
            since=moment(start[0], tz),
            last_day=last.day.isoformat(),
            until=moment(last.at, tz),
            state=state,
            used=moment(used, tz) if used is not None and in_time else None,
            too_late=moment(used, tz) if used is not None and not in_time else None,
            **matter.names,
        )

    def _first(self, made: list[Made] | None, word: str, name: str, matter: Matter, start: Started, alone: bool) -> int | None:
        """The instant of the first record that says that a duty was done, or a right used, after its event.

        A record that names the period of the event counts from the start of that period on; a date alone is all of its day.
        """
        tz = self.store.plan.agreement.zone
        for at, row in made or ():
            named, label = value_of(row, word), value_of(row, "period")
            if not (named == name or (named is None and alone)) or not _is_for(row, matter, label, tz):
                continue
            early = matter.period.span.first if label is not None and start[1] else start[0]
            same_day = day_wall(at, tz).time().isoformat() == "00:00:00" and day_wall(at, tz).date() == day_wall(start[0], tz).date()
            if at >= early or (same_day and not start[1]):
                return max(at, start[0]) if same_day and not start[1] else at
        return None


def _is_for(row: Any, matter: Matter, label: Any, tz: Any) -> bool:
    dated = touches(label, matter.period.label, matter.billed.label) or holds_period(label, matter.period, tz)
    return dated and touches(value_of(row, "objective"), matter.objective) and names_group(value_of(row, "group"), matter.group)


def _missed_enough(duty: Duty, outcomes: Sequence[Outcome]) -> bool:
    """True if the last of some outcomes is the one that a duty waits for."""
    missed = [outcome is Outcome.MISSED for outcome in outcomes]
    if duty.in_a_row is not None and (len(missed) < duty.in_a_row or not all(missed[-duty.in_a_row :])):
        return False
    return duty.misses is None or sum(missed[-duty.misses[1] :]) >= duty.misses[0]


def _chain(duties: Sequence[Duty], window: Any, terms: Agreement) -> list[Duty]:
    """The duties that follow from the periods of one window, at once or after one another."""
    chain: list[Duty] = []
    for duty in duties:
        own = duty.event == PERIOD and (duty.every or terms.window).within(terms.timezone) == window
        if own or duty.event in [one.name for one in chain]:
            chain.append(duty)
    return chain


def _with_rights(
    line: Line, states: Sequence[DutyState], rights: Sequence[RightState], granted: Sequence[str], lost: Mapping[str, str], matter: Matter
) -> Line:
    """A line with its duties, the rights that they granted, and without those that lapsed."""
    held = dict.fromkeys((*line.rights, *granted))
    limited = {one.right for one in rights}
    shown = [_lapsed(one, lost[one.right]) if one.right in lost and one.state != USED else one for one in rights]
    others = [(right, by) for right, by in lost.items() if right in held and right not in limited]
    shown += [RightState(right=right, state=LAPSED, why=_why(by), **matter.names) for right, by in others]
    gone = {one.right for one in shown if one.state == LAPSED} - {one.right for one in shown if one.state != LAPSED}
    amounts = evolve(line.amounts, rights=tuple(right for right in held if right not in gone))
    return evolve(line, duties=tuple(states), right_states=tuple(shown), amounts=amounts)


def _why(duty: str) -> str:
    return f"{duty!r} was not done in time"


def _lapsed(one: RightState, duty: str) -> RightState:
    return evolve(one, state=LAPSED, why=_why(duty))


def _parties(terms: Agreement) -> dict[str, Party]:
    return {"provider": terms.provider, "customer": terms.customer}


def holder_of(terms: Agreement, who: str) -> str:
    """The name of a party, or of the person in a role."""
    parties = _parties(terms)
    if who in parties:
        return parties[who].name
    return next((f"{party.roles[who]}, {party.name}" for party in parties.values() if who in party.roles), "")


def _named(terms: Agreement, who: str) -> str:
    holder = holder_of(terms, who)
    return f"{who} ({holder})" if holder else who
