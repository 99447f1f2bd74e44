"""StatementView: a statement as the page shows it, part by part."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version

from attrs import field, frozen

from slakit.reports.charts.chart import Chart
from slakit.reports.locales.locale_texts import Texts
from slakit.reports.views.amended_view import AmendedView
from slakit.reports.views.claim_rows import claim_rows, unclaimed
from slakit.reports.views.fee_words import fee_words
from slakit.reports.views.line_view import SIGNS, LineView, named
from slakit.reports.views.money_charts import money_charts
from slakit.reports.views.objective_view import ObjectiveView
from slakit.reports.views.problem_view import AccountRow, ProblemRow, account_rows, problem_rows
from slakit.reports.views.reasons import MOST, missed_lines, reasons
from slakit.reports.views.row import Row
from slakit.reports.views.statement_rows import CutRow, DutyRow, Table, cut_rows, table_of
from slakit.reports.views.wording import Wording
from slakit.statements.duty_state import DONE, LATE, USED
from slakit.statements.shared_cuts import SharedCuts
from slakit.statements.statement import Statement
from slakit.targets.verdict import Outcome
from slakit.timeline.zone import zone_name


@frozen(slots=False)
class StatementView:
    """A statement in words; `with_file_names` shows where in which files its problems are."""

    statement: Statement
    wording: Wording
    with_file_names: bool = False
    with_charts: bool = True
    explained: int = field(default=300)

    @classmethod
    def of(cls, statement: Statement, texts: Texts, with_file_names: bool = False, with_charts: bool = True) -> StatementView:
        """Return a statement in the words of a language and the local time of its agreement."""
        zone = statement.lines[0].zone if statement.lines else statement.as_of.tzinfo
        assert zone is not None
        return cls(statement, Wording(texts, zone), with_file_names, with_charts)

    @property
    def title(self) -> str:
        return named(self.statement.agreement)

    @property
    def provider(self) -> str:
        return named(self.statement.provider)

    @property
    def customer(self) -> str:
        return named(self.statement.customer)

    @cached_property
    def objectives(self) -> list[ObjectiveView]:
        by_name: dict[str, list[LineView]] = {}
        shared = SharedCuts.of(self.statement.lines)
        for line in self.statement.lines:
            by_name.setdefault(line.name, []).append(LineView(line, self.wording, shared))
        few = len(self.statement.lines) <= self.explained
        views = enumerate(by_name.values(), 1)
        return [ObjectiveView(f"objective-{index}", tuple(lines), self.wording, few, self.with_charts) for index, lines in views]

    @property
    def period(self) -> str:
        """The first and last local day that are judged."""
        spans = [line.period.span for line in self.statement.lines]
        return self.wording.stretch(min(span.first for span in spans), max(span.last for span in spans)) if spans else ""

    @property
    def as_of(self) -> str:
        return self.wording.at(self.statement.as_of)

    @property
    def zone(self) -> str:
        return zone_name(self.wording.zone)

    @property
    def lead(self) -> str:
        """The whole in a sentence or two."""
        text, number, lines = self.wording.texts.text, self.wording.texts.number, self.statement.lines
        judged = sum(line.outcome is not Outcome.NO_DATA for line in lines)
        if not judged:
            return text("lead_nothing")
        missed, silent = len(self.statement.missed), len(lines) - judged
        open_ = sum(not line.verdict.certain for line in lines if line.outcome is not Outcome.NO_DATA)
        key = "lead_missed" if missed else "lead_met"
        parts = [text(key, count=number(judged), missed=number(missed)) if missed else text(key, count=number(judged))]
        parts += [text("lead_open", count=number(open_))] if open_ else []
        parts += [text("lead_silent", count=number(silent))] if silent else []
        return " ".join(parts)

    @property
    def counts(self) -> list[tuple[str, str, str]]:
        """The numbers of lines that were met, missed and without data: the key, the sign, and the number in words."""
        keys = [(outcome, sum(line.outcome is outcome for line in self.statement.lines)) for outcome in Outcome]
        text, number = self.wording.texts.text, self.wording.texts.number
        return [(str(key), SIGNS[key], text(f"counts.{key}", count=number(count))) for key, count in keys if count]

    @property
    def fee(self) -> str:
        return fee_words(self.statement, self.wording)

    @property
    def money(self) -> list[tuple[str, str, bool]]:
        """The amounts of the cover: the key of each, the amount, and whether it is the one that counts."""
        one = self.statement
        rows = [("gross", one.credit, False), ("entitled", one.entitled if one.claimed is not None else None, False)]
        rows += [("claimed", one.claimed, False), ("forfeited", one.forfeited or None, False), ("net", one.payable, True)]
        rows += [("bonus", one.bonus, False), ("returned", one.returned or None, False)]
        return [(key, self.wording.money(amount), strong) for key, amount, strong in rows if amount is not None]

    @property
    def payments(self) -> list[str]:
        """The payments by the names of the parties, and what may still be claimed, by its last day.

        None where the agreement pays no money, or an amount is not known.
        """
        one, text, parties = self.statement, self.wording.texts.text, (self.provider, self.customer)
        if one.payable is None or one.unsettled:
            return []
        amounts = [("pays", one.payable, parties), ("pays_bonus", one.bonus, parties[::-1]), ("pays_back", one.returned, parties[::-1])]
        shown = [] if self.amended is None else self.amended.payments
        for key, amount, (payer, payee) in amounts:
            if amount:
                payer, payee = (payer, payee) if amount.exact > 0 else (payee, payer)
                shown.append(text(f"cover.{key}", payer=payer, payee=payee, amount=self.wording.money(abs(amount))))
        for by, amount in unclaimed(one):
            sums = {"payee": self.customer, "amount": self.wording.money(amount), "date": self.wording.until(by)}
            shown.append(text("cover.may_claim", **sums))
        return shown or ([] if self.projected or one.entitled else [text("cover.pays_nothing")])

    @property
    def reasons(self) -> list[str]:
        return reasons(self.statement, self.wording)

    @cached_property
    def missed(self) -> list[LineView]:
        """The missed lines of the list before the summary, those that cost most first."""
        return missed_lines([line for objective in self.objectives for line in objective.lines])[:MOST]

    def anchor(self, line: LineView) -> str:
        """Return the id of the objective of a line, to which the page jumps."""
        return next(objective.id for objective in self.objectives if objective.name == line.objective)

    @property
    def more_missed(self) -> str:
        """The number of missed lines that the list leaves to the summary, in words."""
        count = len(self.statement.missed) - len(self.missed) if self.missed else 0
        return self.wording.texts.text("line.more_missed", count=self.wording.texts.number(count)) if count else ""

    @property
    def details_missing(self) -> bool:
        """True if the records behind the lines are not in the statement."""
        return bool(self.statement.lines) and all(line.details is None for line in self.statement.lines)

    @property
    def facts(self) -> list[Row]:
        """The rest of the cover: in kind, nature, tax, remedies, rights."""
        one, text = self.statement, self.wording.texts.text
        kind = ", ".join(self.wording.quantity(amount) for amount in one.in_kind)
        remedies = "" if one.sole_remedy is None else text("cover.sole" if one.sole_remedy else "cover.not_sole")
        nature = text(f"nature.{one.nature}") if self.wording.texts.has(f"nature.{one.nature}") else one.nature
        rows = [("in_kind", kind), ("nature", nature), ("tax", one.tax), ("remedy", remedies)]
        rows += [("rights", "; ".join(map(named, one.rights)))]
        return [Row(text(f"cover.{key}"), value) for key, value in rows if value]

    @property
    def amended(self) -> AmendedView | None:
        """The closed statement that this one stands for; None for one that is not amended."""
        replaced = self.statement.replaces
        return None if replaced is None else AmendedView(replaced, self.wording, self._periods)

    @property
    def projected(self) -> bool:
        return any(line.projected is not None for line in self.statement.lines)

    @cached_property
    def tables(self) -> list[Table]:
        """The summary: a table for the objectives of the same periods."""
        rows: dict[tuple[str, ...], list[tuple[ObjectiveView, str, dict[str, LineView]]]] = {}
        for objective in self.objectives:
            labels = tuple(dict.fromkeys(line.line.period.label for line in objective.lines))
            by_group: dict[str, dict[str, LineView]] = {}
            for line in objective.lines:
                by_group.setdefault(line.group, {})[line.line.period.label] = line
            rows.setdefault(labels, []).extend((objective, group, lines) for group, lines in by_group.items())
        return [table_of(labels, kind) for labels, kind in rows.items()]

    @property
    def has_money(self) -> bool:
        return self.statement.credit is not None

    @property
    def gross(self) -> str:
        return self.wording.money(self.statement.credit)

    @property
    def net(self) -> str:
        return self.wording.money(self.statement.payable)

    @cached_property
    def paid(self) -> list[LineView]:
        """The lines for which something is owed, or is projected to be."""
        lines = (line for objective in self.objectives for line in objective.lines)
        return [line for line in lines if line.line.credit or line.line.payable or line.line.projected]

    @cached_property
    def charts(self) -> list[Chart]:
        return money_charts(self.statement, self.wording) if self.with_charts else []

    @cached_property
    def cuts(self) -> list[CutRow]:
        return cut_rows(self.statement, self.wording, self._periods)

    @property
    def unchanged(self) -> bool:
        """True if the gross credit is payable: no step of the settlement and no claim that was not made takes anything off."""
        return not self.cuts and self.statement.credit == self.statement.payable

    @property
    def unsettled(self) -> list[str]:
        return [named(text) for text in self.statement.unsettled]

    @cached_property
    def duties(self) -> list[DutyRow]:
        rows = []
        for one in self.statement.duties:
            who = f"{self._who(one.who)} ({named(one.holder)})" if one.holder else self._who(one.who)
            follows = tuple(self.wording.engine(named(text)) for text in one.follows)
            state, name = self._state(one.state, one.done), ": ".join(filter(None, map(named, (one.duty, one.what))))
            matter = self._matter(one.objective, one.group, one.period)
            rows.append(DutyRow(name, one.clause, who, matter, self.wording.day(one.last_day), state, not one.in_time, follows))
        return rows

    @cached_property
    def rights(self) -> list[DutyRow]:
        """The rights of all lines: those that may lapse with their last day, then the others."""
        rows = []
        for line in self.statement.lines:
            matter = self._matter(line.name, "" if line.group is None else str(line.group), line.period.label)
            for one in line.right_states:
                day = self.wording.day(one.last_day) if one.last_day else ""
                rows.append(DutyRow(named(one.right), line.clause, "", matter, day, self._state(one.state, one.used), False))
            limited = {one.right for one in line.right_states}
            rows += [DutyRow(named(right), line.clause, "", matter, "", "", False) for right in line.rights if right not in limited]
        return rows

    @cached_property
    def claims(self) -> list[DutyRow]:
        """The claims to make, and by when."""
        return claim_rows(self.statement, self.wording, f"{self._who('customer')} ({self.customer})", self._matter)

    def _who(self, who: str) -> str:
        return self.wording.texts.text(f"who.{who}") if self.wording.texts.has(f"who.{who}") else named(who)

    def _matter(self, objective: str, group: str, label: str) -> str:
        return ", ".join(filter(None, [named(objective), named(group), self._periods.get(label, label)]))

    @cached_property
    def _periods(self) -> dict[str, str]:
        return {line.period.label: self.wording.period(line.period) for line in self.statement.lines}

    def _state(self, state: str, at: datetime | None) -> str:
        texts = self.wording.texts
        text = texts.text(f"state.{state}")
        if at is None or state not in (DONE, LATE, USED):
            return text
        return texts.text("state.on", state=text, date=texts.date(at.astimezone(self.wording.zone), "long"))

    @cached_property
    def problems(self) -> list[ProblemRow]:
        return problem_rows(self.statement, self.wording, self.with_file_names)

    @cached_property
    def accounts(self) -> list[AccountRow]:
        return account_rows(self.statement, self.wording)

    @property
    def versions(self) -> list[str]:
        """The versions of the agreement that lines were judged by."""
        return list(dict.fromkeys(named(line.version) for line in self.statement.lines if line.version))

    @property
    def software(self) -> str:
        try:
            return f"slakit {version('slakit')}"
        except PackageNotFoundError:
            return "slakit"
