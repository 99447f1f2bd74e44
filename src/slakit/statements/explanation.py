"""Explanation: how a line came about: a sentence, the arithmetic step by step, the evidence, and what would have changed it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from html import escape
from typing import Any

from attrs import field, frozen

from slakit.calendars.trace import duration_text
from slakit.metrics.measure import TIME, Evidence, Exact, in_unit
from slakit.statements.arithmetic import arithmetic
from slakit.statements.line import Line
from slakit.statements.local_times import with_local_times
from slakit.statements.needed import Needed
from slakit.statements.next_amount import NextAmount
from slakit.statements.sentence import sentence
from slakit.statements.shared_cuts import SharedCuts
from slakit.targets.verdict import Outcome
from slakit.timeline.instants import MICROSECOND, moment
from slakit.values.one_line import one_line
from slakit.values.plain_markdown import plain_markdown
from slakit.values.source_repr import in_brackets

PROJECTED = " projected; the period is not over"
Step = tuple[str, str]  # its word ("promised") and its text; a step that continues the one before has no word


@frozen
class Explanation:
    """The steps from promise to amount of some lines; str() is a short text to read, and `to_text` the whole.

    >>> print(statement.explain("Uptime").to_text())
    Uptime, 2026-03
      In March 2026 the service was up 99.865 % of the time; at least 99.9 % was promised, so a credit of 600.00 GBP is due.
    <BLANKLINE>
      Arithmetic
        promised: at least 99.9 %
        measured: 44,520 min / 44,580 min = 99.865 %
        verdict: 99.865 % is not at least 99.9 %: missed
        penalty: below 99.9 %: 5 % of 12,000.00 GBP = 600.00 GBP
        credit: 600.00 GBP
        payable: 600.00 GBP
    <BLANKLINE>
      Evidence
        measured: 44,520 min up of 44,580 min; 60 min down in 1 outage
        worst: 2026-03-10 10:00 +00:00 to 2026-03-10 11:00 +00:00, 1 h
    <BLANKLINE>
      What would change it
        To be met, it takes 15 min 25.2 s less downtime.
    """

    lines: tuple[Line, ...]
    next_amounts: tuple[tuple[NextAmount, ...], ...] = ()  # of each line, where `analyses.explain` asked the agreement
    shared: SharedCuts | None = field(default=None, eq=False, repr=False)  # what lines of the statement share

    def __repr__(self) -> str:
        return in_brackets(self, "; ".join(line.title for line in self.lines))

    def __str__(self) -> str:
        texts = ([line.title, *map(step_text, steps(line, self.shared))] for line in self.lines)
        return "\n\n".join("\n".join(map(one_line, text)) for text in texts)

    @property
    def needed(self) -> tuple[Needed | None, ...]:
        """The least change that turns the verdict of each line, exact."""
        return tuple(line.needed for line in self.lines)

    def to_dict(self) -> dict[str, Any]:
        """Plain data: for each line its title, sentence, arithmetic, evidence and what is needed.

        Under `next_amounts` are the least changes of its credit; None where the agreement was not asked, as `analyses.explain` does.
        """
        amounts = self.next_amounts or [None] * len(self.lines)
        return {"lines": [_plain(line, each, self.shared) for line, each in zip(self.lines, amounts, strict=True)]}

    def to_text(self) -> str:
        """The whole explanation as text."""
        return "\n\n".join(_text(line) for line in self.to_dict()["lines"])

    def to_markdown(self) -> str:
        """The whole explanation as GitHub Flavored Markdown."""
        return "\n\n".join(_markdown(line) for line in self.to_dict()["lines"]) + "\n"

    def to_html(self) -> str:
        """The whole explanation as a fragment of HTML, with everything from contract and records escaped."""
        return "\n".join(_html(line) for line in self.to_dict()["lines"])

    _repr_html_ = to_html


def _plain(line: Line, amounts: Sequence[NextAmount] | None, shared: SharedCuts | None) -> dict[str, Any]:
    def local(text: str) -> str:
        return with_local_times(text, line.zone)

    way = line.needed
    return {
        "title": line.title,
        "sentence": local(sentence(line)),
        "arithmetic": [{"what": one.word, "formula": local(one.formula), "result": one.result} for one in arithmetic(line, shared)],
        "evidence": [{"what": word, "text": local(text)} for word, text in evidence(line)],
        "needed": None
        if way is None
        else {
            "outcome": str(way.outcome),
            "text": str(way),
            "number": None if way.change is None else way.change.number,
            "unit": None if way.change is None else way.change.unit,
        },
        "next_amounts": None if amounts is None else [one.to_dict() for one in amounts],
    }


def _parts(data: dict[str, Any]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The sections below the sentence, each with its rows; those without any are left out."""
    formulas = [(one["what"], " = ".join(filter(None, (one["formula"], one["result"])))) for one in data["arithmetic"]]
    facts = [(one["what"], one["text"]) for one in data["evidence"]]
    ways = [("", one["text"]) for one in (data["needed"], *(data["next_amounts"] or ())) if one]
    sections = [("Arithmetic", formulas), ("Evidence", facts), ("What would change it", ways)]
    return [(heading, rows) for heading, rows in sections if rows]


def _text(data: dict[str, Any]) -> str:
    def row(word: str, text: str) -> str:
        return f"    {f'{one_line(word)}: ' if word else ''}{one_line(text)}"

    sections = ["\n".join([f"  {heading}", *(row(*pair) for pair in rows)]) for heading, rows in _parts(data)]
    return "\n\n".join([f"{one_line(data['title'])}\n  {one_line(data['sentence'])}", *sections])


def _markdown(data: dict[str, Any]) -> str:
    def row(word: str, text: str) -> str:
        return f"- {f'{plain_markdown(word)}: ' if word else ''}{plain_markdown(text)}"

    sections = ["\n".join([f"**{heading}**", "", *(row(*pair) for pair in rows)]) for heading, rows in _parts(data)]
    return "\n\n".join([f"### {plain_markdown(data['title'])}", plain_markdown(data["sentence"]), *sections])


def _html(data: dict[str, Any]) -> str:
    """One line as a section: a heading, the sentence, and a list of terms for each part."""
    sections = []
    for heading, rows in _parts(data):
        if heading == "What would change it":
            body = "".join(f"<p>{_shown_in_html(text)}</p>" for _, text in rows)
        else:
            body = f"<dl>{''.join(f'<dt>{_shown_in_html(word)}</dt><dd>{_shown_in_html(text)}</dd>' for word, text in rows)}</dl>"
        sections.append(f"<h4>{heading}</h4>{body}")
    head = f"<h3>{_shown_in_html(data['title'])}</h3><p>{_shown_in_html(data['sentence'])}</p>"
    return f'<section class="slakit-explanation">{head}{"".join(sections)}</section>'


def _shown_in_html(text: str) -> str:
    return escape(one_line(text))


def evidence(line: Line) -> list[Step]:
    """The facts behind a line: the worst records, what was excluded, what is pending, what could not be read."""
    measure = line.measure
    parts = [("measured", line.workings)]
    count = measure.breaches
    shown = len(measure.evidence)
    word = f"{shown} worst of {count:,}" if count is not None and shown and count > shown else "worst"
    parts += [(word, "; ".join(_named(one, line.zone) for one in measure.evidence))] if measure.evidence else []
    parts += _detailed(line)
    parts += [("judged", line.verdict.reason), ("open", line.also_open), ("could not be read", line.unread), ("version", line.version)]
    limited = {one.right for one in line.right_states}
    parts += [("right", right) for right in line.rights if right not in limited] + [("right", str(one)) for one in line.right_states]
    parts += [("duty", str(duty)) for duty in line.duties]
    parts += [("unsettled", line.unsettled), ("claim", line.claim)]
    return [(word, text) for word, text in parts if text]


def _detailed(line: Line) -> list[Step]:
    """Every stretch that was bad or excluded and every record that does not count, where the statement was asked for details."""
    if line.details is None:
        return []
    zone, parts = line.zone, list[Step]()
    for details in line.details.each():
        for span in details.time:
            if span.kind in ("bad", "excused", "excluded", "unknown"):
                lasting = f"{moment(span.first, zone).isoformat()} to {moment(span.last, zone).isoformat()}"
                length = duration_text(span.length * MICROSECOND)
                parts.append((span.kind, f"{lasting}, {length}{span.reason and f': {span.reason}'}"))
        for record in details.records:
            if record.state not in ("good", "counted"):
                named = "" if record.key is None else f"{record.key}: "
                times = f" ({record.count:,} times)" if record.count > 1 else ""
                reason = record.reason and f": {record.reason}"
                parts.append((record.state, f"{named}{moment(record.at, zone).isoformat()}{times}{reason}"))
        if details.more:
            parts.append(("", f"and {details.more:,} more records"))
    return parts


def step_text(step: Step) -> str:
    """One step as a line of an explanation."""
    word, text = step
    return f"  {word + ':' if word else '':9} {one_line(text)}"


def steps(line: Line, shared: SharedCuts | None = None) -> list[Step]:
    """The steps of a line: promised, measured, judged, owed; `shared` are the cuts that lines of its statement share."""
    together = shared.by_word(line) if shared is not None else {}
    measure, verdict = line.measure, line.verdict
    workings = f" = {line.workings}" if line.workings else f", {measure.reason}" if measure.reason else ""
    parts = [("promised", line.target.show()), ("measured", line.shown + workings)]
    if measure.evidence and line.outcome is not Outcome.MET:
        parts.append(("worst", "; ".join(_named(one, line.zone) for one in measure.evidence)))
    if line.outcome is Outcome.NO_DATA:
        parts.append(("verdict", "no data, so nothing is owed"))
    else:
        parts.append(("verdict", f"{line.outcome}, {line.judged} is {'' if line.outcome is Outcome.MET else 'not '}{line.target.show()}"))
        parts.append(("", verdict.reason))
    parts += [("level", f"{line.level} missed" if line.level else ""), ("", line.also_open)]
    parts += [("unread", line.unread), ("version", line.version)]
    amount = line.projected if line.projected is not None else line.credit
    if amount is not None:
        parts += [("penalty", step) for step in line.steps]
        more = PROJECTED if line.projected is not None else f", rounded from {line.unrounded}" if line.unrounded else ""
        parts.append(("credit", f"{amount.show()}{more}"))
    parts += [(word, amount.show()) for word, amount in (("bonus", line.bonus), ("earned back", line.returned)) if amount]
    parts += [("in kind", amount.show()) for amount in line.in_kind]
    limited = {one.right for one in line.right_states}
    parts += [("right", right) for right in line.rights if right not in limited] + [("right", str(one)) for one in line.right_states]
    parts += [("duty", str(duty)) for duty in line.duties]
    parts.append(("unsettled", line.unsettled))
    for cut in line.adjustments:
        share = cut.share.replace(" of it is payable,", " of it is left,") if line.unclaimed or line.forfeited else cut.share
        parts += [(cut.word, share), *([("", str(together[cut.word]))] if cut.word in together else [])]
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
