"""Claiming: what of the settled amounts was claimed in time, what still may be, and what is forfeited (semantics P6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from attrs import evolve

from slakit.engine.board import Board
from slakit.engine.plan import Plan
from slakit.engine.views import tally_of
from slakit.errors import close_match
from slakit.metrics.record import own
from slakit.metrics.tallies.kept_rows import KeptRows
from slakit.penalties.claims import BILLING, PERIOD, Claims, Stage, deadline, touches
from slakit.statements.line import Line
from slakit.statements.problem import Problem
from slakit.timeline.instants import moment
from slakit.windows.period import Period

Made = tuple[int, Any]  # when a claim was made, and its record
NAMED = ("objective", "period", "stage")


def claimed(board: Board, lines: Sequence[Line], as_of: int) -> list[Line]:
    """Lines with what is payable of them now that claims are known, and the date to claim by."""
    plan, read = board.plan, dict(board.plan.settling)
    known: dict[Claims, list[Made] | None] = {}
    done = []
    for line in lines:
        claims = plan.billing.version_at(line.period.span.first).agreement.settlement.claims
        if claims is None or line.period.span.last > as_of or not (line.entitled or line.units):
            done.append(line)
            continue
        if claims not in known:
            known[claims] = _made(board, claims, read, as_of)
        done.append(_claimed(plan, line, claims, known[claims], as_of))
    return done


def _made(board: Board, claims: Claims, read: Mapping[Any, int], as_of: int) -> list[Made] | None:
    """The claims that were made, in time order; None where nothing is known of them."""
    if claims.reading is None or claims.stream not in board.fed:
        return None
    kept = cast(KeptRows, tally_of(board, read[claims.reading], (), (1, 2)).as_of(as_of))
    return kept.dated


def _claimed(plan: Plan, line: Line, claims: Claims, made: list[Made] | None, as_of: int) -> Line:
    if claims.automatic:
        return evolve(line, claimed=line.entitled, claim="paid without a claim")
    zone, nothing = plan.agreement.zone, None if line.entitled is None else line.entitled * 0
    billed = plan.billing.period_of(line.period) or line.period
    mine = None if made is None else [one for one in made if _for(one[1], line, billed)]
    since = {PERIOD: line.period.span.last, BILLING: billed.span.last}
    due, why, by = None, "", None
    for stage in claims.order:
        start = since.get(stage.after)
        by = (
            None
            if start is None or stage.within is None
            else deadline(stage.within, start, plan.agreement.timezone, claims.on, plan.agreement.window)
        )
        due = by if due is None and by is not None else due
        found, told = (None, "") if mine is None or start is None else _valid(mine, stage, len(claims.order) > 1, start, by, line, zone)
        if found is None:
            why, due = told, by if by is not None else due
            break
        since[stage.name] = found[0]
    else:
        when = moment(since[claims.order[-1].name], zone).isoformat()
        return evolve(line, claim_by=None if due is None else moment(due, zone), claimed=line.entitled, claim=f"claimed {when}, in time")
    claim_by = None if by is None else moment(by, zone)
    wanted = f"{stage.name} by {claim_by.isoformat()}" if claim_by else f"{stage.name} to be made"
    if mine is None:
        return evolve(line, claim_by=claim_by, claim=f"{wanted}; no claims were fed")
    left = evolve(line, claim_by=claim_by, claimed=nothing, payable=nothing, units=())
    if why.startswith("!"):
        return evolve(left, claim=why[1:], unsettled=f"{line.period.label}: {why[1:]}")
    late = by is not None and as_of > by
    told = f"{wanted}{', and was not made' if late else ', not made yet'}{why and f': {why}'}"
    return evolve(left, claim=told, forfeited=line.entitled if late else nothing)


def _for(row: Any, line: Line, billed: Period) -> bool:
    group = line.group if isinstance(line.group, tuple) else (line.group,)
    named = _of(row, "group")
    return (
        touches(_of(row, "objective"), line.name)
        and touches(_of(row, "period"), line.period.label, billed.label)
        and (touches(named, line.group, str(line.group)) or (len(group) > 1 and list(group) == list(named or ())))
    )


def _valid(mine: Sequence[Made], stage: Stage, staged: bool, start: int, by: int | None, line: Line, zone: Any) -> tuple[Made | None, str]:
    """The first claim that counts for a stage, or why none does; what begins with "!" decides nothing, and is reported."""
    told, early = "", ""
    for at, row in mine:
        if staged and not touches(_of(row, "stage"), stage.name):
            continue
        when = moment(at, zone).isoformat()
        lacking = [name for name in stage.evidence if _of(row, name) in (None, False)]
        if at < line.period.span.last:
            early = early or f"!a {stage.name} is dated {when}, before the period ended"
        elif at < start:
            told = told or f"the {stage.name} of {when} came before what it follows"
        elif by is not None and at > by:
            told = told or f"the {stage.name} of {when} came too late"
        elif lacking:
            told = told or f"the {stage.name} of {when} lacks {' and '.join(lacking)}"
        else:
            return (at, row), ""
    return None, early or told


def _of(row: Any, name: str) -> Any:
    """A field of a claim; None where it is empty, as frames and files tell that."""
    value = own(row.get(name) if isinstance(row, Mapping) else getattr(row, name, None))
    return None if value == "" or value != value else value


def claim_problems(board: Board, as_of: int) -> list[Problem]:
    """Claims for what is no objective, no period, or no stage, and those dated before the end of the period that they name."""
    plan, read = board.plan, dict(board.plan.settling)
    found: dict[tuple[str, str], list[str]] = {}
    for claims in dict.fromkeys(version.agreement.settlement.claims for version in plan.agreement.versions):
        for at, row in (_made(board, claims, read, as_of) if claims else None) or ():
            if (kind := _fault(plan, cast(Claims, claims), at, row)) is not None:
                place = f"{moment(at, plan.agreement.zone).isoformat()}, {_of(row, 'objective') or 'any objective'}"
                found.setdefault((cast(Claims, claims).stream, kind), []).append(place)
    return [Problem(stream, None, kind, len(places), tuple(places[:3])) for (stream, kind), places in found.items()]


def _fault(plan: Plan, claims: Claims, at: int, row: Any) -> str | None:
    """What is wrong with a claim; None when nothing is."""
    name, label, stage = (_of(row, part) for part in NAMED)
    tracks = [track for track in plan.tracks if touches(name, track.objective.name)]
    if not tracks:
        return f"a claim for {name!r}, which is no objective{close_match(name, (track.objective.name for track in plan.tracks))}"
    stages = [known.name for known in claims.order]
    if stage not in (None, *stages):
        return f"a claim of stage {stage!r}{close_match(stage, stages)}"
    known = {period.label: period for period in plan.billing.periods}
    known |= {track.schedule.periods[place].label: track.schedule.periods[place] for track in tracks for place in track.schedule.mine}
    if not touches(label, *known):
        return f"a claim for {label!r}, which is no period{close_match(label, known) if len(known) < 60 else ''}"
    return "a claim dated before its period ended" if label in known and at < known[label].span.last else None
