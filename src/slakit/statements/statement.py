"""Statement: what was promised, measured and owed under an agreement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from attrs import field, frozen

from slakit.errors import UsageError, close_match
from slakit.penalties.amounts import Amounts, HoldsAmounts, Use, names_of, owed_text
from slakit.statements.adjustment import Adjustment
from slakit.statements.closed import ClosedStatement, less
from slakit.statements.duty_state import DONE, DutyState
from slakit.statements.explanation import Explanation
from slakit.statements.formats import in_format
from slakit.statements.frame_columns import FrameTable
from slakit.statements.json_schema import WHERE_ANY, json_schema
from slakit.statements.left_out import left_out, left_out_in_words
from slakit.statements.line import Line
from slakit.statements.line_table import line_table, same_group
from slakit.statements.notebook import MOST, html_table
from slakit.statements.parse import FORMAT
from slakit.statements.plain_data import write_fields
from slakit.statements.problem import Account, Problem
from slakit.statements.replaced import Replaced
from slakit.statements.restored import restored
from slakit.statements.selection import HasLines, Lines
from slakit.statements.shared_cuts import SharedCuts
from slakit.statements.table import markdown_table, text_table
from slakit.statements.tidy_tables import OF_STATEMENT
from slakit.statements.written_files import HasFiles
from slakit.targets.verdict import Outcome
from slakit.values.json_text import json_text
from slakit.values.one_line import one_line
from slakit.values.plain_markdown import plain_markdown
from slakit.values.source_repr import in_brackets


@frozen(kw_only=True)
class Statement(HoldsAmounts, HasLines, HasFiles):
    """The lines of an agreement, one for each objective, period and group, and what they come to.

    Its amounts are those of the lines added up: `credit` before caps, `payable` after the steps of the settlement, which `adjustments`
    explain; both are None in an agreement that pays no money. `nature`, `tax` and `sole_remedy` are what the settlement says of its
    payments. `duties` are what the parties have to do, because of lines and of the agreement itself, the soonest due first. `problems`
    are records that could not be counted, `accounts` what became of every record. `digest` is the same for everyone who holds the same
    agreement, records and `as_of` (docs/numbers.md A3). `replaces` is the closed statement that an amended one stands for. `format` is
    that of its JSON, or of the JSON that it was read from, and `seal` that of the closed statement that it was read from.

    It is a sequence of its lines: `len(statement)`, `statement[0]`, `statement["Uptime"]`, `statement.where(clause="4.*")`.
    """

    agreement: str
    provider: str
    customer: str
    as_of: datetime
    lines: Lines = field(converter=Lines)
    amounts: Amounts
    adjustments: tuple[Adjustment, ...] = ()
    nature: str = ""
    tax: str = ""
    sole_remedy: bool | None = None
    duties: tuple[DutyState, ...] = ()
    problems: tuple[Problem, ...] = ()
    accounts: tuple[Account, ...] = ()
    digest: str = ""
    replaces: Replaced | None = None
    format: str = field(default=FORMAT, eq=False)
    seal: str = field(default="", eq=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "lines", Lines(self.lines, self.as_of.tzinfo))

    def __repr__(self) -> str:
        return in_brackets(self, f"{self.agreement}, as of {self.as_of.date()}:", ", ".join([self._counted, *owed_text(self.amounts)]))

    @property
    def unsettled(self) -> tuple[str, ...]:
        """The lines for which no amount could be worked out, and why."""
        return tuple(f"{line.named}, {line.unsettled}" for line in self.lines if line.unsettled)

    @property
    def unread(self) -> int:
        """The number of unreadable records; of each stream, for the objective that could read the fewest (docs/numbers.md V1)."""
        unread: dict[str, int] = {}
        for account in self.accounts:
            unread[account.stream] = max(unread.get(account.stream, 0), account.unread)
        return sum(unread.values())

    @property
    def left_out(self) -> Mapping[str, int]:
        """By stream the records that no objective counts, for a value that the contract does not name or as they lie outside the term."""
        return left_out(self.accounts)

    @property
    def doubtful(self) -> Lines:
        """The lines whose outcome records that could not be read may change, or the stated error of a figure; those without data because of
        such records are among them."""
        lines = (line for line in self.lines if not line.verdict.certain and (line.measure.unread or line.verdict.final))
        return Lines(lines, self.lines.zone)

    def close(self) -> ClosedStatement:
        """The statement as it stands, never to change again (docs/numbers.md A2); raises UsageError where a period is not over."""
        return ClosedStatement.of(self)

    __sub__ = less

    def line(self, name: str, period: str | None = None, group: Any = None) -> Line:
        """The one line of an objective; `period` (a label such as "2026-03") and `group` say which, where there are several.

        Raises UsageError when there is none, or more than one.
        """
        lines = self._named(name, period, group)
        if len(lines) > 1:
            kinds = [
                f"{word}= one of {', '.join(map(repr, dict.fromkeys(values)))}"
                for word, values in (("period", [line.period.label for line in lines]), ("group", [line.group for line in lines]))
                if len(set(values)) > 1
            ]
            raise UsageError(f"{name!r} has {len(lines)} lines; say which: {'; '.join(kinds)}")
        return lines[0]

    def _named(self, name: str, period: str | None, group: Any) -> tuple[Line, ...]:
        named = [line for line in self.lines if line.name == name]
        if not named:
            raise UsageError(f"{name!r} is not an objective of this statement{close_match(name, (line.name for line in self.lines))}")
        dated = [line for line in named if period is None or line.period.label == period]
        if not dated:
            raise UsageError(f"{name!r} has no line for {period!r}{close_match(period, (line.period.label for line in named))}")
        chosen = [line for line in dated if group is None or same_group(line.group, group)]
        if not chosen and all(line.group is None for line in dated):
            raise UsageError(f"{name!r} has no groups, and so none {group!r}; leave the group out")
        if not chosen:
            raise UsageError(f"{name!r} has no group {group!r}{close_match(group, (line.group for line in dated))}")
        return tuple(chosen)

    def explain(self, name: str, period: str | None = None, group: Any = None) -> Explanation:
        """Explain the lines of an objective: clause, figures and arithmetic.

        >>> print(statement.explain("Uptime"))
        Uptime, 2026-03
          promised: at least 99.9 %
          measured: 99.865 % = 44,520 min up of 44,580 min; 60 min down in 1 outage
          worst:    2026-03-10T10:00:00+00:00 to 2026-03-10T11:00:00+00:00, 1 h
          verdict:  missed, 99.865 % is not at least 99.9 %
          penalty:  below 99.9 %: 5 % of 12,000.00 GBP = 600.00 GBP
          credit:   600.00 GBP
        """
        return Explanation(self._named(name, period, group), shared=SharedCuts.of(self.lines))

    def to_dict(self) -> dict[str, Any]:
        """Plain data, the same for the same records in any order."""
        data, amounts = write_fields(self, skip=("lines", "amounts", "seal")), write_fields(self.amounts)
        head = {**{key: data.pop(key) for key in ("format", "agreement", "provider", "customer", "as_of")}, **self._timezone}
        data = {key: value for key, value in data.items() if value or key not in WHERE_ANY}
        made = {**head, "lines": [line.to_dict() for line in self.lines], **{key: amounts[key] for key in names_of(Use.TOTAL)}, **data}
        return in_format(made, self.format)

    @property
    def _timezone(self) -> dict[str, str]:
        """The zone of the agreement, where it has a name that can be read back: a statement of long ago has an offset alone."""
        zone = self.lines.zone
        named = getattr(zone, "key", "UTC" if zone is UTC else None)
        return {} if named is None else {"timezone": named}

    def to_json(self, indent: int | None = 2) -> str:
        """`to_dict` as JSON text."""
        return json_text(self.to_dict(), indent)

    @classmethod
    def from_json(cls, text: str | bytes | ClosedStatement) -> Statement:
        """The statement that `to_json` wrote, equal to it in every field, with the same explanations, reports and JSON.

        >>> assert type(statement).from_json(statement.to_json()) == statement

        A ClosedStatement, and its JSON, are read as well, with the `seal`, so that the very statement that was closed can be sent.
        Of a target that was written in Python it holds what it says and cannot judge by it. JSON of an older format is read as it was:
        its lines hold the texts of their targets alone. Raises UsageError, with the place, for any other text.
        """
        return cls(**restored(cls, text))

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """The JSON Schema (draft 2020-12) of `to_json`, for programs that read it; its `title` is the `format` that the JSON names."""
        return json_schema(cls, FORMAT)

    def to_text(self) -> str:
        """The lines as a table for the terminal, with the totals below."""
        return "\n".join([one_line(self.title), "", text_table(*self._table()), "", *map(one_line, self.totals)])

    def to_markdown(self) -> str:
        """The lines as a Markdown table, with the totals below."""
        totals = "\n".join(f"- {plain_markdown(total)}" for total in self.totals)
        return f"# {plain_markdown(self.title)}\n\n{markdown_table(*self._table())}\n\n{totals}\n"

    __str__ = to_text

    @property
    def title(self) -> str:
        """The agreement, its parties, and the instant as of which it is judged."""
        return f"{self.agreement}: {self.provider} to {self.customer}, as of {self.as_of.isoformat(sep=' ', timespec='minutes')}"

    def _table(self) -> tuple[list[str], list[list[str]], list[int]]:
        """Head, rows, and the columns that are aligned right."""
        return line_table(self.lines, self)

    def _frame_table(self, name: str) -> FrameTable:
        return OF_STATEMENT.table(name, self, self.lines.zone)

    def _repr_html_(self) -> str:
        left_out = max(0, len(self) - MOST)
        return html_table(self.title, *line_table(self.lines[:MOST], self), left_out=left_out, below=self.totals)

    @property
    def _claims(self) -> str:
        figures = [] if self.claimed is None else [("entitled", self.entitled), ("claimed", self.claimed), ("forfeited", self.forfeited)]
        return "".join(f"{amount.show()} {word}, " for word, amount in figures if amount is not None)

    @property
    def _counted(self) -> str:
        """The number of its lines, of those that were missed, and of those in doubt."""
        silent = sum(line.outcome is Outcome.NO_DATA for line in self.lines)
        lines = f"{len(self.lines):,} line{'' if len(self.lines) == 1 else 's'}, {len(self.missed):,} missed"
        unread = f", {len(self.doubtful):,} in doubt" if self.doubtful else ""
        return lines + (f", {silent:,} without data" if silent else "") + unread

    @property
    def totals(self) -> list[str]:
        """The texts below the table: how many lines there are, what they come to, and what is wrong with the records."""
        totals = [self._counted, *([] if self.replaces is None else self.replaces.texts)]
        if self.credit is not None and self.payable is not None:
            gross = f"{self.credit.show()} gross, " if self.adjustments else ""
            claims = self._claims
            totals += [f"credit {gross}{claims}{self.payable.show()}{' payable' if self.adjustments or claims else ''}"]
            totals += map(str, self.adjustments)
        totals += [f"earned back {self.returned.show()}"] if self.returned else []
        totals += [f"nature: {self.nature}"] if self.nature else []
        totals += [f"tax: {self.tax}"] if self.tax else []
        totals += (
            []
            if self.sole_remedy is None
            else [f"remedies: {'the credits are the only one' if self.sole_remedy else 'others stay open beside the credits'}"]
        )
        totals += [f"bonus {self.bonus.show()}"] if self.bonus else []
        totals += [f"owed in kind: {', '.join(amount.show() for amount in self.in_kind)}"] if self.in_kind else []
        totals += [f"forfeited in kind: {', '.join(amount.show() for amount in self.forfeited_units)}"] if self.forfeited_units else []
        totals += [f"right: {right}" for right in self.rights]
        totals += [f"duty: {duty}" for duty in self.duties if duty.state != DONE] + [f"unsettled: {line}" for line in self.unsettled]
        faults = {(problem.stream, problem.kind): problem.count for problem in self.problems}
        totals += [f"data problem: {count:,} of {stream}: {kind}" for (stream, kind), count in faults.items()]
        return totals + [f"left out: {text}" for text in left_out_in_words(self.accounts)]
