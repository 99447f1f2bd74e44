"""From gross credit to net payable: the changes of the settlement, and their chart."""

from __future__ import annotations

from fractions import Fraction

from slakit.reports.charts.chart import Chart
from slakit.reports.charts.credit_waterfall import CreditWaterfall
from slakit.reports.views.wording import Wording
from slakit.statements.statement import Statement

MOST = 12  # steps that have a bar each; of more, those of one kind are one


def money_charts(statement: Statement, wording: Wording) -> list[Chart]:
    """Return the charts of what is paid; none where nothing was credited, or nothing was taken off it."""
    gross, payable = statement.credit, statement.payable
    if gross is None or payable is None or gross == payable:
        return []
    title, changes = wording.texts.text("pictures.waterfall"), money_changes(statement, wording, MOST)
    return [CreditWaterfall(title, gross=gross.exact, steps=list(changes.items()), unit=gross.currency, texts=wording.texts)]


def money_changes(statement: Statement, wording: Wording, most: int) -> dict[str, Fraction]:
    """Return what each step of the settlement added to the gross credit, in words; of more steps than `most`, those of one kind are one."""
    gross, payable = statement.credit, statement.payable
    if gross is None or payable is None:
        return {}
    names = {line.period.label: wording.period(line.period) for line in statement.lines}
    several = len(statement.adjustments) <= most
    changes: dict[str, Fraction] = {}
    left = payable.exact - gross.exact
    for cut in statement.adjustments:
        if cut.amount is None or not cut.amount:
            continue
        word = wording.step(cut.word)
        label = f"{word}, {names.get(cut.period, cut.period)}" if several else word
        changes[label] = changes.get(label, Fraction(0)) - cut.amount.exact
        left += cut.amount.exact
    unclaimed = sum((line.unclaimed.exact for line in statement.lines if line.unclaimed), Fraction(0))
    forfeited = statement.forfeited.exact if statement.forfeited else Fraction(0)
    rest = left + unclaimed + forfeited
    for key, change in (("cover.forfeited", -forfeited), ("state.unclaimed", -unclaimed), ("step.more", rest)):
        if change:
            label = wording.texts.text(key)
            changes[label[:1].upper() + label[1:]] = change
    return changes
