"""page_data: a statement as plain data, every text of which the layout shows and never reads as its own language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC
from typing import Any

from slakit.reports.pdf.objective_data import chart_rows, objective_data, workings_data
from slakit.reports.pdf.table_data import Cell, Part, english, outcome, row_text, table
from slakit.reports.views.row import Row
from slakit.reports.views.statement_rows import DutyRow, Table
from slakit.reports.views.statement_view import StatementView
from slakit.reports.views.wording import Wording

WIDEST = 4  # periods side by side
AGAIN = 30  # letters of a name that stands in the row above, too
HEADER = 70  # letters of the name at the head of each page
TAG = re.compile(r"([a-z]{2,3})(?:-[A-Za-z]{4})?(?:-([A-Za-z]{2}))?(?:-.*)?")


def page_data(view: StatementView) -> dict[str, Any]:
    """Return all that the layout shows, part by part, in the order of the pages."""
    texts, t = view.wording.texts, view.wording.texts.text
    tag = TAG.fullmatch(texts.language)
    at = view.statement.as_of.astimezone(UTC)
    title = f"{t('document')}: {view.title}" + (f", {view.period}" if view.period else "")
    short = view.title if len(view.title) <= HEADER else f"{view.title[: HEADER - 1]}…"
    return {
        "lang": tag[1] if tag else "und",
        "region": tag[2] and tag[2].upper() if tag else None,
        "foreign": texts.language != "en",
        "title": title,
        "author": view.provider,
        "keywords": [view.statement.digest] if view.statement.digest else [],
        "day": [at.year, at.month, at.day],
        "head": [f"{t('document')} · {short}", view.period],
        "digest": [t("cover.digest"), view.statement.digest, t("cover.digest_meaning")],
        "page": t("page", page="{page}"),
        "page_of": t("page_of", page="{page}", pages="{pages}"),
        "contents": t("contents"),
        "explained": t("line.explained"),
        "seal": [t("cover.seal"), view.statement.seal, t("cover.seal_meaning")],
        "cover": _cover(view),
        "amended": _amended(view),
        "summary": {
            "head": t("head.summary"),
            "nothing": "" if view.tables else t("lead_nothing"),
            "tables": [*_missed(view), *_summary(view)],
        },
        "objectives": {
            "head": t("head.objectives"),
            "note": t("line.no_details") if view.details_missing else "",
            "parts": [objective_data(one) for one in view.objectives],
        },
        "money": _money(view),
        "duties": _duties(view),
        "versions": {
            "head": t("head.versions"),
            "rows": [
                [t("versions.agreement"), ", ".join(view.versions) or t("versions.none")],
                [t("versions.software"), view.software],
                [t("as_of"), view.as_of],
            ],
        },
        "workings": {"head": t("head.workings"), "parts": [workings_data(one) for one in view.objectives if one.explained]},
        "problems": _problems(view),
    }


def _cover(view: StatementView) -> dict[str, Any]:
    t = view.wording.texts.text
    amounts = [[t(f"cover.{key}"), amount, strong] for key, amount, strong in view.money]
    fee = [[t("cover.fee"), view.fee, False]] if view.fee else []
    sign = [t("cover.name"), t("cover.date"), t("cover.signature")]
    return {
        "kicker": " · ".join([t("document"), *([view.amended.number] if view.amended else [])]),
        "title": view.title,
        "period": view.period,
        "parties": [[t("cover.provider"), view.provider], [t("cover.customer"), view.customer]],
        "lead": view.lead,
        "counts": [list(one) for one in view.counts],
        "amounts": [
            *fee,
            *(amounts or [[t("cover.net"), t("cover.no_money"), False]]),
        ],
        "payments": view.payments,
        "reasons": " ".join(view.reasons),
        "projected": t("cover.projected") if view.projected else "",
        "facts": [[t("as_of"), view.as_of], *([one.word, one.text] for one in view.facts)],
        "signatures": [
            [t("labelled", word=t("cover.for_provider"), text=view.provider), sign],
            [t("labelled", word=t("cover.for_customer"), text=view.customer), sign],
        ],
        "zone": t("zone", zone=view.zone),
    }


def _amended(view: StatementView) -> dict[str, Any] | None:
    """The closed statement that this one stands for, and what changed; None for one that is not amended."""
    t, amended = view.wording.texts.text, view.amended
    if amended is None:
        return None
    head = [t("column.period"), t("column.objective"), t("column.before"), t("amended.now"), t("amended.post")]
    rows: list[Sequence[Cell]] = [[one.period, {"strong": one.name}, one.before, one.now, one.post] for one in amended.lines]
    return {
        "head": t("amended.head"),
        "lead": f"{amended.number}. {t('amended.lead')}",
        "rows": [[one.word, one.text] for one in (*amended.facts, *amended.seals)],
        "tables": [table(t("amended.caption"), head, rows, [3, 5, 4, 4, 3], (4,), named=1)] if rows else [],
    }


def _missed(view: StatementView) -> list[dict[str, Any]]:
    """The table of what was missed, those that cost most first."""
    if not view.missed:
        return []
    t, paid = view.wording.texts.text, view.has_money
    rows: list[Sequence[Cell]] = [
        [
            line.line.clause,
            _name(line.objective, line.group),
            row_text(line.target),
            line.period,
            line.measured,
            *([line.credit] if paid else []),
        ]
        for line in view.missed
    ]
    head = [t(f"column.{key}") for key in ("clause", "objective", "target", "period", "measured", *(["credit"] if paid else []))]
    widths = [2, 5, 4, 4, 4, *([4] if paid else [])]
    return [{**table(t("head.missed"), head, rows, widths, (5,) if paid else (), named=1), "more": view.more_missed}]


def _summary(view: StatementView) -> list[dict[str, Any]]:
    """The tables of the summary; many periods are tables one below the other."""
    return [_outcomes(one, first, view.wording) for one in view.tables for first in range(0, len(one.periods), WIDEST)]


def _outcomes(one: Table, first: int, wording: Wording) -> dict[str, Any]:
    t, periods = wording.texts.text, one.periods[first : first + WIDEST]
    rows: list[Sequence[Cell]] = []
    above = None
    for objective, group, lines in one.rows:
        shown = lines[first : first + WIDEST]
        figures = [line.measured if line and (line.has_data or line.outcome == "met") else "" for line in shown]
        cells = [outcome(line, figure, line.owed) if line else "" for line, figure in zip(shown, figures, strict=True)]
        promise = _name(objective.name, group, again=objective is above)
        rows.append([", ".join(objective.clauses), promise, [{"join": _targets(one.targets(shown))}], *cells])
        above = objective
    name = " – ".join(dict.fromkeys((periods[0], periods[-1])))
    count = len(periods)
    widths = [2 * count, 5 * count, 4 * count, *([12] * count)]  # the first columns are as wide in each table
    return table(name, [t("column.clause"), t("column.objective"), t("column.target"), *periods], rows, widths, named=1)


def _name(objective: str, group: str, again: bool = False) -> list[Part]:
    """The name of an objective and of a group; one that stands in the row above, too, is cut, for what differs is the group."""
    if not group:
        return [{"strong": objective}]
    return (
        [{"small": objective if len(objective) <= AGAIN else f"{objective[: AGAIN - 1]}…"}, group]
        if again
        else [{"strong": objective}, group]
    )


def _targets(targets: Sequence[Row]) -> list[Part]:
    parts: list[Part] = []
    for target in targets:
        parts += ["; "] if parts else []
        parts += row_text(target)
    return parts


def _money(view: StatementView) -> dict[str, Any] | None:
    if not view.has_money:
        return None
    t = view.wording.texts.text
    paid: list[Sequence[Cell]] = [
        [line.period, {"strong": line.name}, line.line.clause, line.credit, line.payable] for line in view.paid
    ]  # fmt: skip
    head = [t(f"column.{key}") for key in ("period", "objective", "clause", "credit", "payable")]
    total = [t("money.total"), "", "", view.gross, view.net]
    tables = [table(t("money.caption"), head, paid, [3, 5, 2, 3, 3], (3, 4), named=1, total=total)]
    if view.cuts:
        cuts: list[Sequence[Cell]] = [
            [
                cut.period,
                [{"strong": cut.word}, english(cut.text.text, small=True) if cut.text.english else {"small": cut.text.text}],
                cut.before,
                cut.change,
                cut.after,
            ]
            for cut in view.cuts
        ]
        head = [t(f"column.{key}") for key in ("period", "step", "before", "change", "after")]
        tables.append(table(t("money.cuts"), head, cuts, [3, 6, 3, 3, 3], (2, 3, 4), named=1))
    return {
        "head": t("head.money"),
        "charts": chart_rows(view.charts, titled=False),
        "tables": tables,
        "payments": view.payments,
        "same": t("money.same") if view.unchanged else "",
        "unsettled": [t("money.unsettled"), [english(text) for text in view.unsettled]] if view.unsettled else None,
    }


def _duties(view: StatementView) -> dict[str, Any]:
    t = view.wording.texts.text

    def rows(caption: str, kind: str, list_: Iterable[DutyRow]) -> dict[str, Any]:
        head = [t(f"column.{kind}"), *(t(f"column.{key}") for key in ("clause", "who", "objective", "due", "state"))]
        cells = [
            [[{"strong": one.name}, *(english(text, small=True) for text in one.follows)], one.clause, one.who, one.matter, one.last_day,
             [{"outcome": "missed", "sign": "!", "word": one.state}] if one.late else one.state]
            for one in list_
        ]  # fmt: skip
        return table(t(f"duties.{caption}"), head, cells, [5, 2, 4, 5, 4, 3], named=0)

    parts = (("duties", "duty", view.duties), ("rights", "right", view.rights), ("claims", "credit", view.claims))
    tables = [rows(*part) for part in parts if part[2]]
    return {"head": t("head.duties"), "tables": tables, "nothing": "" if tables else t("duties.nothing")}


def _problems(view: StatementView) -> dict[str, Any]:
    t = view.wording.texts.text
    faults: list[Sequence[Cell]] = [
        [{"strong": one.source}, [*row_text(one.what), *({"small": example} for example in one.places)], one.count, one.effect]
        for one in view.problems
    ]
    head = [t(f"column.{key}") for key in ("source", "what", "count", "effect")]
    uses: list[Sequence[Cell]] = [
        [{"strong": one.objective}, one.source, one.read, one.counted, one.pending, one.faulty,
         [{"join": [f"{count} · ", *row_text(reason)]} for count, reason in one.left]]
        for one in view.accounts
    ]  # fmt: skip
    names = [t(f"column.{key}") for key in ("objective", "source", "read", "counted", "pending", "faulty", "excluded")]
    return {
        "head": t("head.problems"),
        "lead": t("problem.lead") if view.problems else t("problem.nothing"),
        "tables": [table("", head, faults, [3, 6, 2, 6], (2,), named=0)] if view.problems else [],
        "records": t("head.records"),
        "accounts": [table(t("problem.accounts"), names, uses, [5, 3, 2, 2, 2, 2, 5], (2, 3, 4, 5), named=0)] if view.accounts else [],
    }
