"""Apply claims: what of the settled amounts was claimed in time, what still may be, and what is forfeited (docs/numbers.md P6)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from attrs import evolve

from slakit.engine.plan.plan import Plan
from slakit.engine.statement.history import History
from slakit.engine.statement.record_match import holds_period, names_group, value_of
from slakit.engine.tally.period_tallies import kept_rows
from slakit.engine.tally.tally_store import TallyStore, group_name
from slakit.errors import close_match
from slakit.metrics.reading import Reading
from slakit.penalties.settlement.claims import BILLING, INCIDENT, PERIOD, STARTS, ClaimBy, Claims, ClaimStage, deadline, touches
from slakit.statements.line import Line
from slakit.statements.problem import Problem
from slakit.timeline.instants import moment
from slakit.windows.period import Period

Made = tuple[int, Any]  # when a claim was made, and its record
ENDS = (PERIOD, BILLING)  # what ends a day, which business days do not count
NAMED = ("objective", "period", "stage")
EARLY = ("a claim dated before its period began", "a claim dated before any period began", "a claim dated before the incident it is for")


def claimed(store: TallyStore, lines: Sequence[Line], as_of: int) -> list[Line]:
    """Lines with what is payable of them now that claims are known, and the date to claim by."""
    plan, read = store.plan, dict(store.plan.settling)
    made: dict[Claims, list[Made] | None] = {}
    done = []
    for line in lines:
        claims = plan.billing.version_at(line.period.span.first).agreement.settlement.claims
        if claims is None or line.period.span.last > as_of or not (line.entitled or line.in_kind):
            done.append(evolve(line, claim="a right stands without a claim") if claims is not None and line.rights else line)
            continue
        if claims not in made:
            made[claims] = _made(store, claims, read)
        done.append(_claimed(plan, _with(line, entitled_units=line.in_kind), claims, made[claims], as_of))
    return done


def _made(store: TallyStore, claims: Claims, read: Mapping[Any, int]) -> list[Made] | None:
    """The claims that were made, in time order; None where their stream was never fed."""
    if claims.reading is None or claims.stream not in store.streams.fed:
        return None
    return kept_rows(store, read[claims.reading])


def _claimed(plan: Plan, line: Line, claims: Claims, made: list[Made] | None, as_of: int) -> Line:
    if claims.automatic:
        return _with(line, "paid without a claim", claimed=line.entitled)
    zone, nothing = plan.agreement.zone, None if line.entitled is None else line.entitled * 0
    billed = plan.billing.period_of(line.period) or line.period
    matches = None if made is None else [one for one in made if is_for(one[1], line, billed, zone)]
    since = {PERIOD: line.period.span.last, BILLING: billed.span.last, INCIDENT: _last_incident(line)}
    why, by = "", None
    for stage in claims.order:
        start = since.get(stage.after)
        by = None
        if start is not None and stage.within is not None:
            by = deadline(stage.within, start, plan.agreement.timezone, claims.on, plan.agreement.window, stage.after in ENDS)
        if matches is None or start is None:
            break
        at, why = _valid(matches, stage, len(claims.order) > 1, start, by, line, zone)
        if at is None:
            break
        since[stage.name] = at
    else:
        when = moment(since[claims.order[-1].name], zone).isoformat()
        return _with(line, f"claimed {when}, in time", None if by is None else moment(by.at, zone), claimed=line.entitled)
    claim_by = None if by is None else moment(by.at, zone)
    wanted = f"{stage.name} {'by' if by.included else 'before'} {claim_by.isoformat()}" if by and claim_by else f"{stage.name} to be made"
    if matches is None:
        return _with(line, f"{wanted}; no claims were fed", claim_by)
    late = by is not None and (by.passed(as_of) or any(by.passed(at) for at, _ in matches))  # a claim that came later says so, too
    if late and by and claim_by:
        text = f"no {stage.name}{' that counts' if why else ''} was made {'by' if by.included else 'before'} {claim_by.isoformat()}"
    else:
        text = f"{wanted}, not made yet"
    text = f"{why}; {text}" if why else text
    lost = {"forfeited": line.entitled, "forfeited_units": line.in_kind} if late else {"forfeited": nothing}
    return _with(line, text, claim_by, claimed=nothing, payable=nothing, units=line.converted, **lost)


def _with(line: Line, claim: str = "", claim_by: datetime | None = None, **amounts: Any) -> Line:
    return evolve(line, amounts=evolve(line.amounts, **amounts), claim=claim, claim_by=claim_by)


def is_for(row: Any, line: Line, billed: Period, tz: tzinfo) -> bool:
    """True if a claim is for a line, by the objective, the period and the group that it names."""
    return (
        touches(value_of(row, "objective"), line.name)
        and (touches(value_of(row, "period"), line.period.label, billed.label) or holds_period(value_of(row, "period"), line.period, tz))
        and names_group(value_of(row, "group"), line.group)
    )


def _valid(
    matches: Sequence[Made], stage: ClaimStage, staged: bool, start: int, by: ClaimBy | None, line: Line, zone: Any
) -> tuple[int | None, str]:
    """Return the instant of the first claim that counts for a stage, or why none does; one without a period covers earlier incidents."""
    why = of_earlier = ""
    for at, row in matches:
        if staged and not touches(value_of(row, "stage"), stage.name):
            continue
        lacking = [name for name in stage.evidence if value_of(row, name) in (None, False)]
        early = at < first_incident(line)
        if early and value_of(row, "period") is None:  # it may be for an earlier incident
            of_earlier = f"the {stage.name} of {moment(at, zone).isoformat()}, which names no period, came before the incident"
            continue
        flaws = {
            "came before the incident": early,
            "came before what it follows": stage.after not in STARTS and at < start,
            "came too late": by is not None and by.passed(at),
            f"lacks {' and '.join(lacking)}": bool(lacking),
        }
        flaw = next((words for words, has in flaws.items() if has), None)
        if flaw is None:
            return at, ""
        why = why or f"the {stage.name} of {moment(at, zone).isoformat()} {flaw}"
    return None, why or of_earlier


def first_incident(line: Line) -> int:
    """The earliest instant of a claim for a line: its first failure, or the start of its period where evidence does not name all."""
    first = min((one.at for one in line.measure.evidence), default=line.period.span.last)
    return max(first, line.period.span.first) if _names_all(line) else line.period.span.first


def _last_incident(line: Line) -> int:
    """The end of the last failure of a line; the end of its period where evidence does not name all of them."""
    last = line.period.span.last
    ends = (min(last, one.at if one.until is None else one.until) for one in line.measure.evidence)
    return max(ends, default=last) if _names_all(line) else last


def _names_all(line: Line) -> bool:
    """True if the evidence of a line names every failure: it holds no more than the worst few."""
    failures = line.measure.breaches
    return failures is not None and 0 < failures <= len(line.measure.evidence)


def claimed_at(store: TallyStore, line: Line) -> int | None:
    """The instant of the first claim for a line, of the last stage where there are several; None where none is known."""
    plan = store.plan
    claims = plan.billing.version_at(line.period.span.first).agreement.settlement.claims
    made = None if claims is None else _made(store, claims, dict(plan.settling))
    if claims is None or not made or not (line.entitled or line.in_kind or line.entitled_units):
        return None
    billed, stages = plan.billing.period_of(line.period) or line.period, claims.order
    for at, row in made:
        staged = len(stages) < 2 or touches(value_of(row, "stage"), stages[-1].name)
        if staged and at >= first_incident(line) and is_for(row, line, billed, plan.agreement.zone):
            return at
    return None


def claim_problems(store: TallyStore, past: History, lines: Sequence[Line]) -> list[Problem]:
    """Return the problems of claims that name no existing objective, group, period or stage, or that are too early."""
    problems: dict[tuple[str, str], list[str]] = {}
    for reading, kind, at, row in _faults(store, past, lines):
        where = f"{moment(at, store.plan.agreement.zone).isoformat()}, {value_of(row, 'objective') or 'any objective'}"
        problems.setdefault((reading.stream, kind), []).append(where)
    return [Problem(stream, None, kind, len(where), tuple(where[:3])) for (stream, kind), where in problems.items()]


def strange_claims(store: TallyStore, past: History) -> Mapping[int, Counter[str]]:
    """Return the number of claims, by reading, that name no existing objective, group, period or stage; they do not count."""
    read, counts = dict(store.plan.settling), defaultdict[int, Counter[str]](Counter)
    for reading, kind, _, _ in _faults(store, past):
        if kind not in EARLY:
            counts[read[reading]][kind] += 1
    return counts


def _faults(store: TallyStore, past: History, lines: Sequence[Line] = ()) -> Iterator[tuple[Reading, str, int, Any]]:
    """Claims that are wrong under every form of the agreement, each with its problem."""
    plan, read = store.plan, dict(store.plan.settling)
    rules: dict[Reading, list[Claims]] = {}
    for claims in dict.fromkeys(version.agreement.settlement.claims for version in plan.agreement.versions):
        if claims is not None and claims.reading is not None:
            rules.setdefault(claims.reading, []).append(claims)
    for reading, several in rules.items():
        for at, row in _made(store, several[0], read) or ():
            kinds = [_fault(store, past, claims, at, row) or _premature(plan, at, row, lines) for claims in several]
            if all(kinds) and kinds[0]:
                yield reading, kinds[0], at, row


def _premature(plan: Plan, at: int, row: Any, lines: Sequence[Line]) -> str | None:
    """The problem of a claim that came before every incident of the lines that it names; None when there is none."""
    if value_of(row, "period") is None:
        return None
    owing = [line for line in lines if line.entitled or line.entitled_units]
    named = [line for line in owing if is_for(row, line, plan.billing.period_of(line.period) or line.period, plan.agreement.zone)]
    return EARLY[2] if named and all(at < first_incident(line) for line in named) else None


def _fault(store: TallyStore, past: History, claims: Claims, at: int, row: Any) -> str | None:
    plan = store.plan
    name, label, stage = (value_of(row, part) for part in NAMED)
    objectives = [planned for planned in plan.objectives if touches(name, planned.objective.name)]
    if not objectives:
        return f"a claim for {name!r}, which is no objective{close_match(name, (planned.objective.name for planned in plan.objectives))}"
    named = value_of(row, "group")
    groups = [group_name(group) for planned in objectives for group in past.groups(planned, store)]
    if named is not None and not any(names_group(named, group) for group in groups):
        return f"a claim for group {named!r}, of which nothing is known{close_match(str(named), map(str, groups))}"
    stages = [one.name for one in claims.order]
    if stage not in (None, *stages):
        return f"a claim of stage {stage!r}{close_match(stage, stages)}"
    judged = [planned.schedule.periods[index] for planned in objectives for index in planned.schedule.judged]
    periods = {period.label: period for period in (*plan.billing.periods, *judged)}
    held = {name: period for name, period in periods.items() if label == name or holds_period(label, period, plan.agreement.zone)}
    if label is not None and not held:
        return f"a claim for {label!r}, which is no period{close_match(label, periods) if len(periods) < 60 else ''}"
    if label is None:
        return EARLY[1] if all(at < period.span.first for period in periods.values()) else None
    return EARLY[0] if all(at < period.span.first for period in held.values()) else None
