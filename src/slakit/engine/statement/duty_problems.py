"""Problems of records of duties and rights: those that name no duty, right, objective, period or group that there is."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.agreements.duty import of_periods, rights_of
from slakit.engine.plan.plan import Plan, Schedule
from slakit.engine.statement.apply_duties import Duties, Made
from slakit.engine.statement.history import History
from slakit.engine.statement.record_match import holds_period, names_group, value_of
from slakit.engine.tally.tally_store import group_name
from slakit.errors import close_match
from slakit.metrics.reading import Reading
from slakit.penalties.settlement.claims import touches
from slakit.statements.line import Line
from slakit.statements.problem import Problem
from slakit.timeline.instants import moment


def duty_problems(duties: Duties, past: History) -> list[Problem]:
    """The problems of records that are for nothing that there is."""
    kinds: dict[tuple[str, str], list[str]] = {}
    for reading, kind, at in _faults(duties, past):
        kinds.setdefault((reading.stream, kind), []).append(moment(at, duties.store.plan.agreement.zone).isoformat())
    return [Problem(stream, None, kind, len(where), tuple(where[:3])) for (stream, kind), where in kinds.items()]


def late_uses(lines: Sequence[Line], agreement: Agreement) -> Iterator[Problem]:
    """The problems of rights that were used when they had lapsed, and of no line in time: the right is gone, and the record is not."""
    streams = {right: stream for stream, names in named_matters(agreement).items() for right in names.get("right", ())}
    states = [state for line in lines for state in line.right_states]
    for right in dict.fromkeys(state.right for state in states):
        in_time = {state.used for state in states if state.right == right}
        late = {at: state for state in states if state.right == right and (at := state.too_late) is not None and at not in in_time}
        if late:
            ends = [f"{at.isoformat()}, last day {late[at].last_day}" for at in sorted(late)]
            kind = f"the right {right!r} used after its last day, when it had lapsed; use it by that day, or correct 'at'"
            yield Problem(streams[right], None, kind, len(ends), tuple(ends[:3]))


def strange_records(duties: Duties, past: History) -> Mapping[int, Counter[str]]:
    """The number of such records by reading, which do not count."""
    indexes, counts = dict(duties.store.plan.done), dict[int, Counter[str]]()
    for reading, kind, _ in _faults(duties, past):
        counts.setdefault(indexes[reading], Counter())[kind] += 1
    return counts


def _faults(duties: Duties, past: History) -> Iterator[tuple[Reading, str, int]]:
    plan = duties.store.plan
    if not plan.done:
        return
    names = named_matters(plan.agreement)
    periods = {period.label: period for schedule in _schedules(plan) for period in schedule.periods}
    periods |= {period.label: period for period in plan.billing.periods}
    for reading, made in duties.made.items():
        for at, row in made or ():
            kind = _fault(duties, past, names[reading.stream], periods, (at, row))
            if kind is not None:
                yield reading, kind, at


def named_matters(agreement: Agreement) -> dict[str, dict[str, list[str]]]:
    """The duties, and the rights, that each stream may name."""
    names: dict[str, dict[str, list[str]]] = {}
    for terms in (version.agreement for version in agreement.versions):
        rights = [right for objective in terms.objectives for right in rights_of(objective.penalty)]
        for duty in terms.every_duty:
            names.setdefault(duty.stream, {}).setdefault("duty", []).append(duty.name)
        for right in (*rights, *(duty.right for duty in terms.every_duty if duty.right)):
            if right.uses:
                names.setdefault(right.stream, {}).setdefault("right", []).append(right.right)
    return {stream: {word: [*dict.fromkeys(one)] for word, one in words.items()} for stream, words in names.items()}


def _schedules(plan: Plan) -> Sequence[Schedule]:
    """The schedules of objectives, and of the duties of the agreement itself."""
    windows = {
        (duty.every or terms.window).within(terms.timezone)
        for terms in (version.agreement for version in plan.agreement.versions)
        for duty in of_periods(terms.duties)
    }
    return [*(planned.schedule for planned in plan.objectives), *(Schedule.of(window, plan.agreement) for window in windows)]


def _fault(duties: Duties, past: History, names: Mapping[str, Sequence[str]], periods: Mapping[str, Any], made: Made) -> str | None:
    plan, (_, row) = duties.store.plan, made
    given = {word: value_of(row, word) for word in names}
    for word, value in given.items():
        if value is not None and value not in names[word]:
            return f"the {word} {value!r}, which is not in the contract{close_match(str(value), names[word])}"
    if not any(given.values()) and sum(map(len, names.values())) > 1:
        return f"no {' nor '.join(names)} is named, and the stream is of several"
    name = value_of(row, "objective")
    objectives = [planned for planned in plan.objectives if touches(name, planned.objective.name)]
    if not objectives:
        return f"{name!r}, which is no objective{close_match(str(name), plan.names)}"
    group = value_of(row, "group")
    groups = [group_name(one) for planned in objectives for one in past.groups(planned, duties.store)]
    if group is not None and not any(names_group(group, one) for one in groups):
        return f"group {group!r}, of which nothing is known{close_match(str(group), map(str, groups))}"
    label = value_of(row, "period")
    if label is not None and label not in periods and not any(holds_period(label, one, plan.agreement.zone) for one in periods.values()):
        return f"{label!r}, which is no period{close_match(str(label), periods) if len(periods) < 60 else ''}"
    return None
