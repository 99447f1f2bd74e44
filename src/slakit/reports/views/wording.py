"""Wording: what the engine says of a line, in the words and forms of a language and in local time."""

import re
from datetime import date, datetime, time, timedelta, tzinfo

from attrs import frozen

from slakit.calendars.trace import duration_text
from slakit.errors import SlakitError
from slakit.metrics.measure import TIME, Evidence, Exact, in_unit
from slakit.reports.locales.locale_texts import SPACE, Texts
from slakit.reports.views.engine_text import FIGURE, LocalForms
from slakit.statements.format_figure import format_figure
from slakit.statements.line import Line
from slakit.targets.bound import Bound
from slakit.targets.joined import AllOf, AnyOf
from slakit.targets.levels import Levels
from slakit.targets.phrases import target
from slakit.targets.target import Target
from slakit.timeline.instants import MICROSECOND, moment
from slakit.timeline.span import Span
from slakit.values.money import Money
from slakit.values.quantity import Quantity
from slakit.values.units import PLURALS, unit
from slakit.windows.period import Period, range_label

DAY = timedelta(days=1)
IN_TIME, NOT_YET = re.compile(r"claimed (\S+), in time"), re.compile(r"\S.* (?:by|before) \S+, not made yet")  # as lines say it
PARTS_OF_STEPS = {", of this line": "step.of_line", ", together": "step.together"}
WRITTEN = re.compile(f"-?{FIGURE}")


@frozen
class Wording:
    """The words for what a statement holds, in one language and the zone of its agreement."""

    texts: Texts
    zone: tzinfo

    def money(self, amount: Money | None) -> str:
        return "" if amount is None else self.texts.amount(amount)

    def quantity(self, amount: Quantity) -> str:
        return self.figure(amount.show())

    def figure(self, text: str) -> str:
        """Return a figure with its unit, as the engine writes it, in the forms of the language: "1,175 Stunden" for "1.175 hours"."""
        whole, _, name = text.partition(" ")
        if not WRITTEN.fullmatch(whole):
            return text
        return self._forms.figure(whole) + (f"{SPACE}{self.unit(name, one=whole in ('1', '-1'))}" if name else "")

    def unit(self, name: str, one: bool = False) -> str:
        """Return the name of a unit for one or for several, "Nachrichten/Stunde" for "message/hour"; one that is made up stays."""
        counted, *per = name.split("/")
        name = "/".join([counted if one else PLURALS.get(counted, counted), *per])
        return "/".join(self.texts.text(f"unit.{part}") if self.texts.has(f"unit.{part}") else part for part in name.split("/"))

    def step(self, word: str) -> str:
        """Return the word of a step of the arithmetic or the settlement."""
        key = next((key for end, key in PARTS_OF_STEPS.items() if word.endswith(end)), f"step.{word}")
        return self.texts.text(key) if self.texts.has(key) else word

    def target(self, promised: Target) -> str | None:
        """Return a target in words; None for one that has none here, as that of a function."""
        if isinstance(promised, Bound):
            return self._bound(promised)
        if isinstance(promised, AllOf | AnyOf):
            parts, joint = [self.target(part) for part in promised.parts], "target.and" if isinstance(promised, AllOf) else "target.or"
            first, *rest = (part for part in parts if part is not None)
            for part in rest:
                first = self.texts.text(joint, first=first, second=part)
            return first if None not in parts else None
        if isinstance(promised, Levels):
            steps = [(name, self.target(step)) for name, step in promised.steps]
            return None if any(step is None for _, step in steps) else "; ".join(f"{name}: {step}" for name, step in steps)
        try:
            read = target(promised.show())
        except SlakitError:
            return None
        return self.target(read) if isinstance(read, Bound | AllOf | AnyOf) else None

    def _bound(self, bound: Bound) -> str:
        words = self.texts.text(f"target.{bound.operator}", limit=self.figure(bound.limit.show()))
        if bound.rounding is None:
            return words
        way = {"up": "target.rounded_up", "down": "target.rounded_down"}.get(bound.mode, "target.rounded")
        return self.texts.text(way, bound=words, step=self.quantity(bound.rounding))

    def value(self, line: Line, value: Exact) -> str:
        """Return a figure of the measure of a line in the unit of its target."""
        edges = (*(bound.limit for bound in line.target.bounds), *line.edges)
        return self.figure(format_figure(value * unit(line.measure.unit).factor, line.unit, edges))

    def period(self, period: Period) -> str:
        """Return the name of a period: "March 2026", "Q1 2026", or its first and last day."""
        name = self._span(period.span, period.label)
        return self.texts.text("partial", period=name) if period.partial else name

    def _span(self, span: Span, label: str) -> str:
        start = moment(span.first, self.zone)
        if re.fullmatch(r"\d{4}-\d\d", label):
            return self.texts.date(start, "long month")
        if re.fullmatch(r"\d{4}-Q\d", label):
            return self.texts.date(start, "quarter")
        if re.fullmatch(r"\d{4}", label):
            return label
        return self.stretch(span.first, span.last)

    def stretch(self, first: int, last: int) -> str:
        """Return the first and last local day of a stretch, or its local times where it does not begin and end at midnight."""
        start, end = moment(first, self.zone), moment(last, self.zone)
        if ":" in range_label(start, end):
            return self.texts.text("date_range", start=self.texts.at(start), end=self.texts.at(end))
        final = end - DAY
        if final.date() <= start.date():
            return self.texts.date(start, "long")
        return self.texts.text("date_range", start=self.texts.date(start, "long"), end=self.texts.date(final, "long"))

    def at(self, at: datetime | int) -> str:
        """Return an instant in local time."""
        return self.texts.at(moment(at, self.zone) if isinstance(at, int) else at.astimezone(self.zone))

    def until(self, at: datetime) -> str:
        """Return the last day of what is over at an instant: at midnight that of the day before, else the instant itself."""
        local = at.astimezone(self.zone)
        return self.texts.date((local - DAY).date(), "long") if local.time() == time() else self.texts.at(local)

    def claim(self, text: str) -> str:
        """Return the state of a claim, made on a day or not yet; empty for what else the engine says of one, such as what it lacks."""
        if made := IN_TIME.fullmatch(text):
            day = self.texts.date(datetime.fromisoformat(made[1]).astimezone(self.zone), "long")
            return self.texts.text("state.on", state=self.texts.text("state.claimed"), date=day)
        return self.texts.text("state.unclaimed") if NOT_YET.fullmatch(text) else ""

    def day(self, text: str) -> str:
        """Return a day that the engine wrote as ISO text."""
        try:
            return self.texts.date(date.fromisoformat(text), "long")
        except ValueError:
            return self.engine(text)

    def measured(self, one: Evidence) -> str:
        """Return the figure of a piece of evidence with its unit."""
        if one.figure is None:
            return ""
        figure = self.length(int(one.figure)) if one.unit == TIME else self.quantity(in_unit(one.figure, one.unit))
        if not one.word:
            return figure
        return f"{figure} {self.texts.text('evidence.over') if one.word == 'over' else one.word}"

    def length(self, microseconds: int) -> str:
        """Return a length of time: 1 336 h 45 min."""
        return WRITTEN.sub(lambda match: self._forms.figure(match[0]), duration_text(microseconds * MICROSECOND)).replace(" ", SPACE)

    def engine(self, text: str) -> str:
        """Return a text of the engine, whose words stay, with its instants, days and amounts in local forms."""
        return self._forms.text(text)

    @property
    def _forms(self) -> LocalForms:
        return LocalForms(self.texts, self.at, lambda day: self.texts.date(day, "long"))
