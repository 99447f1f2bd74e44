"""AmendedView: of an amended statement, the closed one that it stands for, and the lines that changed, as the page shows them."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from slakit.reports.views.line_view import named
from slakit.reports.views.row import Row
from slakit.reports.views.wording import Wording
from slakit.statements.replaced import Replaced, ReplacedLine
from slakit.targets.verdict import Outcome
from slakit.values.quantity import Quantity


@frozen
class AmendedRow:
    """A line that an amendment changed: its result before and now, and the amounts to be posted for it."""

    period: str
    name: str
    before: str
    now: str
    post: str


@frozen
class AmendedView:
    """The statement that was replaced, in words; `periods` are the names of periods by their labels."""

    replaced: Replaced
    wording: Wording
    periods: Mapping[str, str]

    @property
    def number(self) -> str:
        """The number of the amendment."""
        return self.wording.texts.text("amended.number", number=self.wording.texts.number(self.replaced.amendment))

    @property
    def payments(self) -> list[str]:
        """The amount that was payable before, and the one to be posted, in a sentence; none where nothing is to be posted."""
        before, posted = self.replaced.payable, self.replaced.posted
        if before is None or not posted:
            return []
        text, money = self.wording.texts.text, self.wording.money
        return [text("cover.amended", number=self.number, before=money(before), posted=money(posted))]

    @property
    def facts(self) -> list[Row]:
        """The reason of the amendment, the amount that was payable before, and the one to be posted."""
        one, text, money = self.replaced, self.wording.texts.text, self.wording.money
        rows = [("amended.reason", one.reason), ("amended.payable", money(one.payable)), ("amended.posted", money(one.posted))]
        return [Row(text(key), value) for key, value in rows if value]

    @property
    def seals(self) -> list[Row]:
        """The digest and the seal of the statement that was replaced."""
        text = self.wording.texts.text
        rows = [("amended.digest", self.replaced.digest), ("amended.seal", self.replaced.seal)]
        return [Row(text(key), value) for key, value in rows if value]

    @property
    def lines(self) -> list[AmendedRow]:
        """The lines that the amendment changed."""
        return [self._row(line) for line in self.replaced.lines]

    def _row(self, line: ReplacedLine) -> AmendedRow:
        text, money = self.wording.texts.text, self.wording.money
        amounts = [money(line.payable)] if line.payable else []
        amounts += [f"{text(f'cover.{key}')}: {money(amount)}" for key in ("bonus", "returned") if (amount := getattr(line, key))]
        amounts += map(self.wording.quantity, line.units)
        results = self.result(line.before, line.before_judged), self.result(line.now, line.now_judged)
        return AmendedRow(self.periods.get(line.period, line.period), named(line.named), *results, "; ".join(amounts))

    def result(self, outcome: Outcome | None, judged: Quantity | None) -> str:
        """The outcome and the figure of a line."""
        text = self.wording.texts.text
        word = text("amended.no_line") if outcome is None else text(f"outcome.{outcome}")
        return word if judged is None else f"{word}, {self.wording.figure(judged.show().removesuffix(' item'))}"
