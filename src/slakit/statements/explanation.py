"""Explanation: how a line came about, step by step."""

from datetime import tzinfo

from attrs import frozen

from slakit.calendars.trace import duration_text
from slakit.metrics.measure import TIME, Evidence, Exact, in_unit
from slakit.statements.line import Line
from slakit.targets.verdict import Outcome
from slakit.timeline.instants import MICROSECOND, moment
from slakit.values.source_repr import in_brackets

Step = tuple[str, str]  # its word ("promised") and its text; a step that continues the one before has no word


@frozen
class Explanation:
    """The steps from promise to amount of some lines; str() is text to read."""

    lines: tuple[Line, ...]

    def __repr__(self) -> str:
        return in_brackets(self, "; ".join(line.title for line in self.lines))

    def __str__(self) -> str:
        texts = ([line.title, *map(step_text, steps(line))] for line in self.lines)
        return "\n\n".join("\n".join(text) for text in texts)


def step_text(step: Step) -> str:
    """One step as a line of an explanation."""
    word, text = step
    return f"  {word + ':' if word else '':9} {text}"


def steps(line: Line) -> list[Step]:
    """The steps of a line: promised, measured, judged, owed."""
    measure, verdict = line.measure, line.verdict
    workings = f" = {measure.workings}" if measure.workings else f", {measure.reason}" if measure.reason else ""
    parts = [("promised", line.target.show()), ("measured", line.shown + workings)]
    if measure.evidence and line.outcome is not Outcome.MET:
        parts.append(("worst", "; ".join(_named(one, line.zone) for one in measure.evidence)))
    if line.outcome is Outcome.NO_DATA:
        parts.append(("verdict", "no data, so nothing is owed"))
    else:
        parts.append(("verdict", f"{line.outcome}, {line.judged} is {'' if line.outcome is Outcome.MET else 'not '}{line.target.show()}"))
        parts.append(("", verdict.reason))
    parts += [("level", f"{line.level} missed" if line.level else ""), ("", line.open), ("unread", line.unread), ("version", line.version)]
    amount = line.projected if line.projected is not None else line.credit
    if amount is not None:
        parts += [("penalty", step) for step in line.steps]
        parts.append(("credit", amount.show() + (" projected; the period is not over" if line.projected is not None else "")))
    parts += [(word, amount.show()) for word, amount in (("bonus", line.bonus), ("earned back", line.returned)) if amount]
    parts += [("in kind", amount.show()) for amount in line.in_kind]
    limited = {one.right for one in line.right_states}
    parts += [("right", right) for right in line.rights if right not in limited] + [("right", str(one)) for one in line.right_states]
    parts += [("duty", str(duty)) for duty in line.duties]
    parts.append(("unsettled", line.unsettled))
    parts += [(cut.word, cut.share) for cut in line.adjustments]
    parts.append(("claim", line.claim))
    parts += [("forfeited", amount.show()) for amount in (line.forfeited, *line.forfeited_units) if amount]
    return [step for step in parts if step[1]]


def _named(one: Evidence, zone: tzinfo) -> str:
    """One record, interval or gap in words, in the zone of the agreement: "2: 2026-03-16T19:00:00+00:00, 30 min over"."""
    when = " to ".join(moment(at, zone).isoformat() for at in (one.at, one.until) if at is not None)
    figure = "" if one.figure is None else f", {_shown(one.figure, one.unit)}"
    return f"{'' if one.key is None else f'{one.key}: '}{when}{figure}{one.word and f' {one.word}'}"


def _shown(figure: Exact, unit: str) -> str:
    return duration_text(int(figure) * MICROSECOND) if unit == TIME else in_unit(figure, unit).show()
