"""LineView: one line of a statement as the page shows it."""

from __future__ import annotations

from attrs import evolve, frozen

from slakit.metrics.measure import Evidence
from slakit.reports.charts.element import clean
from slakit.reports.views.phrases import phrase
from slakit.reports.views.row import Row
from slakit.reports.views.wording import Wording
from slakit.statements.arithmetic import arithmetic
from slakit.statements.details import LineDetails, RecordDetail
from slakit.statements.line import Line
from slakit.statements.shared_cuts import SharedCut, SharedCuts
from slakit.targets.verdict import Outcome

SIGNS = {Outcome.MET: "✓", Outcome.MISSED: "✕", Outcome.NO_DATA: "–"}
WEIGHTY = ("bad", "pending", "excluded", "unread")  # records that someone may ask for
MOST = 100  # of them, and of stretches of time, for each line
NAME = 200  # letters of a name


def named(text: object) -> str:
    """Return a name from a contract or from records, cut where nobody reads on.

    >>> len(named("x" * 100_000))
    200
    """
    short = clean(str(text)[: 4 * NAME])
    return short if len(short) <= NAME else f"{short[: NAME - 1]}…"


def capitalized(text: str) -> str:
    """Return a text with a capital at its beginning, as months have none in some languages: "Janvier 2026"."""
    return text[:1].upper() + text[1:]


@frozen
class EvidenceRow:
    """One piece of evidence: whose, since when, until when, how bad, and why."""

    key: str
    start: str
    end: str
    figure: str
    reason: str = ""


@frozen
class LineView:
    """A line in words."""

    line: Line
    wording: Wording
    shared: SharedCuts | None = None
    most: int = MOST

    @property
    def name(self) -> str:
        return named(self.line.named)

    @property
    def objective(self) -> str:
        """The name of the objective, without the group."""
        return named(self.line.name)

    @property
    def period(self) -> str:
        return self.wording.period(self.line.period)

    @property
    def group(self) -> str:
        group = self.line.group if isinstance(self.line.group, tuple) else (self.line.group,)
        return "" if self.line.group is None else named(", ".join(map(str, group)))

    @property
    def title(self) -> str:
        return f"{self.period}, {self.group}" if self.group else self.period

    @property
    def target(self) -> Row:
        """The promise; one that has no words in the language is in English."""
        words = self.wording.target(self.line.target)
        return Row("", named(self.line.target.show()) if words is None else words, words is None)

    @property
    def has_data(self) -> bool:
        return self.line.verdict.judged is not None or self.line.measure.value is not None

    @property
    def measured(self) -> str:
        """The figure that was measured."""
        text = self.wording.texts.text
        if not self.has_data:
            return text("outcome.no data")
        shown = self.line.shown
        running = shown.endswith(" so far")
        figure = self.wording.figure(shown.removesuffix(" so far"))
        return text("line.so_far", figure=figure) if running else figure

    @property
    def judged(self) -> str:
        """The figure that was compared, rounded where the contract says so."""
        return self.wording.figure(self.line.judged.partition(" (rounded")[0])

    @property
    def outcome(self) -> str:
        """The key of the outcome."""
        return str(self.line.outcome)

    @property
    def sign(self) -> str:
        return SIGNS[self.line.outcome]

    @property
    def word(self) -> str:
        return self.wording.texts.text(f"outcome.{self.outcome}")

    @property
    def state(self) -> str:
        """The changes that are still possible of the outcome, in a word or two; empty when nothing."""
        verdict, key = self.line.verdict, ""
        if not verdict.final:
            key = "certain" if verdict.certain else "open"
        elif not verdict.certain:
            key = "doubt"
        return self.wording.texts.text(f"outcome.{key}") if key else ""

    @property
    def credit(self) -> str:
        """The credit; one in brackets is projected."""
        if self.line.projected is not None:
            return f"({self.wording.money(self.line.projected)})"
        return self.wording.money(self.line.credit)

    @property
    def owed(self) -> str:
        """The credit in words, one in brackets is projected; empty where there is none."""
        if not self.line.projected and not self.line.credit:
            return ""
        return self.wording.texts.text("line.credit_of", amount=self.credit)

    @property
    def payable(self) -> str:
        return self.wording.money(self.line.payable)

    @property
    def sentence(self) -> str:
        """The verdict in a sentence or more: what was measured against what, what is still open, what is owed."""
        line, text = self.line, self.wording.texts.text
        parts = [text(f"line.{self.outcome}", period=self.title, judged=self.judged, target=self.target.text)]
        if "(rounded from " in line.judged and line.measure.value is not None:
            parts.append(text("line.rounded", figure=self.wording.value(line, line.measure.value)))
        parts += [text("line.level", level=named(line.level))] if line.level else []
        return capitalized(" ".join([*parts, *self._still(), *self._owed()]))

    def _still(self) -> list[str]:
        line, text, measure = self.line, self.wording.texts.text, self.line.measure
        parts = []
        if not line.verdict.final:
            count = self.wording.texts.number(measure.pending)
            parts.append(text("line.open", count=count) if measure.pending else text("line.not_over"))
        if measure.unread:
            parts.append(text("line.unread", count=self.wording.texts.number(measure.unread)))
        if parts and line.outcome is not Outcome.NO_DATA:
            if line.verdict.certain:
                parts.append(text("line.certain", outcome=self.word))
            elif measure.pending or measure.foresees or measure.unread:
                low, high = (None if figure is None else self.wording.value(line, figure) for figure in (measure.low, measure.high))
                key = "range_any" if low is high is None else "range_up" if high is None else "range_down" if low is None else "range"
                parts.append(text(f"line.{key}", low=low, high=high))
        return parts

    def _owed(self) -> list[str]:
        line, text, money = self.line, self.wording.texts.text, self.wording.money
        parts = []
        if line.projected is not None:
            parts += [text("line.projected", amount=money(line.projected))] if line.projected else []
        elif line.credit:
            parts.append(text("line.credit", amount=money(line.credit)))
            parts += [] if line.payable in (None, line.credit) else [text("line.payable", amount=money(line.payable))]
        parts += [text("line.bonus", amount=money(line.bonus))] if line.bonus else []
        parts += [text("line.unsettled")] if line.unsettled else []
        if line.claim_by and (line.unclaimed or line.claimed is None):
            parts.append(text("line.claim_by", date=self.wording.until(line.claim_by)))
        return parts

    @property
    def plain(self) -> bool:
        """True if nobody will ask about it: it was met for good, and nothing follows from it."""
        line = self.line
        open_ = not line.verdict.final or line.measure.unread or line.unsettled or line.duties or line.right_states or line.rights
        return line.outcome is Outcome.MET and not open_ and not line.credit and not line.bonus

    @property
    def workings(self) -> list[Row]:
        """The arithmetic, step by step, and the change that would have met a target that was missed."""
        text = self.wording.texts.text
        rows = [Row(text("step.promised"), self.target.text, self.target.english)]
        steps = [one for one in arithmetic(self.line, self.shared) if one.word != "promised"]
        words = self._in_words
        rows += [
            Row(self.wording.step(one.word), words[one.word])
            if one.word in words
            else evolve(phrase(str(one), self.wording), word=self.wording.step(one.word))
            for one in steps
        ]
        facts = [("found", self.line.workings), ("more", self.line.verdict.reason), ("unsettled", self.line.unsettled)]
        claim = self.wording.claim(self.line.claim)
        rows += [Row(text("step.claim"), claim)] if claim else []
        facts += [("claim", "" if claim else self.line.claim)]
        facts += [("forfeited", amount.show()) for amount in (self.line.forfeited,) if amount]
        rows += [evolve(phrase(fact, self.wording), word=text(f"step.{key}")) for key, fact in facts if fact]
        if self.line.outcome is Outcome.MISSED and self.line.needed is not None:
            rows.append(evolve(phrase(str(self.line.needed), self.wording), word=text("step.needed")))
        return rows

    @property
    def _in_words(self) -> dict[str, str]:
        """The steps that have words in each language, by their words in the engine: the verdict, and what is shared."""
        text = self.wording.texts.text
        verdict = text("line.judged", judged=self.judged, target=self.target.text, outcome=self.word)
        shared = {} if self.shared is None else self.shared.by_word(self.line)
        together = {f"{word}, together": self._shares(cut) for word, cut in shared.items()}
        return {**({"verdict": verdict} if self.has_data else {}), **together}

    def _shares(self, cut: SharedCut) -> str:
        text, money = self.wording.texts.text, self.wording.money
        kept = [text("line.kept", name=named(name), before=money(old), after=money(new)) for name, old, new in cut.shown]
        if cut.rest is not None:
            count, old, new = cut.rest
            kept.append(text("line.kept_more", count=self.wording.texts.number(count), before=money(old), after=money(new)))
        shares = "; ".join(kept)
        return text("line.shares", before=money(cut.before), after=money(cut.after), shares=shares) if cut.in_proportion else shares

    @property
    def evidence(self) -> list[EvidenceRow]:
        """The evidence that weighed most, the worst first."""
        return [self._evidence(one) for one in self.line.measure.evidence]

    def _evidence(self, one: Evidence) -> EvidenceRow:
        end = "" if one.until is None else self.wording.at(one.until)
        return EvidenceRow("" if one.key is None else named(one.key), self.wording.at(one.at), end, self.wording.measured(one))

    @property
    def parts(self) -> list[LineDetails]:
        return [] if self.line.details is None else list(self.line.details.each())

    @property
    def stretches(self) -> list[tuple[str, EvidenceRow]]:
        """The stretches of time that were bad or left out: the kind, and when."""
        at, length = self.wording.at, self.wording.length
        return [
            (span.kind, EvidenceRow("", at(span.first), at(span.last), length(span.length), self.wording.engine(named(span.reason))))
            for details in self.parts
            for span in details.time
            if span.kind in ("bad", "excused", "excluded", "unknown")
        ]

    @property
    def records(self) -> list[tuple[str, EvidenceRow]]:
        """The records that were bad, or did not count: the state, and which."""
        return [(one.state, self._record(one)) for details in self.parts for one in details.records if one.state in WEIGHTY]

    def _record(self, one: RecordDetail) -> EvidenceRow:
        times = f"{one.count} ×" if one.count > 1 else ""
        return EvidenceRow(
            "" if one.key is None else named(one.key), self.wording.at(one.at), times, "", self.wording.engine(named(one.reason))
        )
