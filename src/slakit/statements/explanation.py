"""Explanation: how a line came about, step by step."""

from attrs import frozen

from slakit.calendars.trace import duration_text
from slakit.metrics.measure import TIME, Evidence, Exact, in_unit
from slakit.statements.line import Line
from slakit.targets.verdict import Outcome
from slakit.timeline.instants import MICROSECOND, moment

Step = tuple[str, str]  # what it is about ("promised"), and what is said of it; a step that goes on has no word


@frozen
class Explanation:
    """The steps from promise to amount of some lines; str() is text to read."""

    lines: tuple[Line, ...]

    def __str__(self) -> str:
        return "\n\n".join(map(_told, self.lines))


def _told(line: Line) -> str:
    return "\n".join([line.title, *(f"  {word + ':' if word else '':9} {text}" for word, text in steps(line))])


def steps(line: Line) -> list[Step]:
    """The steps of a line: promised, measured, judged, owed."""
    measure, verdict = line.measure, line.verdict
    told = [("promised", str(line.target))]
    told.append(
        ("measured", line.shown + (f" = {measure.workings}" if measure.workings else f", {measure.reason}" if measure.reason else ""))
    )
    if measure.evidence and line.outcome is not Outcome.MET:
        told.append(("worst", "; ".join(map(_named, measure.evidence))))
    if line.outcome is Outcome.NO_DATA:
        told.append(("verdict", "no data, so nothing is owed"))
    else:
        told.append(("verdict", f"{line.outcome}, {line.judged} is {'' if line.outcome is Outcome.MET else 'not '}{line.target}"))
        told.append(("", verdict.reason))
    told.append(("level", f"{line.level} missed" if line.level else ""))
    told.append(("", line.open))
    told.append(("unread", line.unread))
    told.append(("version", line.version))
    amount = line.projected if line.projected is not None else line.credit
    if amount is not None:
        told += [("penalty", step) for step in line.steps]
        told.append(("credit", amount.show() + (" projected; the period is not over" if line.projected is not None else "")))
    if line.bonus:
        told.append(("bonus", line.bonus.show()))
    if line.returned:
        told.append(("earned back", line.returned.show()))
    told += [("in kind", amount.show()) for amount in line.in_kind]
    told += [("right", right) for right in line.rights]
    told.append(("unsettled", line.unsettled))
    told += [(cut.word, cut.share) for cut in line.cuts]
    told.append(("claim", line.claim))
    told += [("forfeited", amount.show()) for amount in (line.forfeited, *line.forfeited_units) if amount]
    return [step for step in told if step[1]]


def _named(one: Evidence) -> str:
    """One record, interval or gap in words: "2: 2026-03-16T19:00:00+00:00, 30 min over"."""
    when = moment(one.at).isoformat() + (f" to {moment(one.until).isoformat()}" if one.until is not None else "")
    figure = "" if one.figure is None else f", {_shown(one.figure, one.unit)}"
    return f"{'' if one.key is None else f'{one.key}: '}{when}{figure}{one.word and f' {one.word}'}"


def _shown(figure: Exact, unit: str) -> str:
    return duration_text(int(figure) * MICROSECOND) if unit == TIME else in_unit(figure, unit).show()
