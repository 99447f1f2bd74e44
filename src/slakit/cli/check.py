"""`slakit check`: a contract in, what is wrong with it out."""

import csv
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from itertools import groupby
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.analysis.checks.check import check
from slakit.analysis.checks.finding import Finding, Rows, Witness
from slakit.cli.inputs import vocabulary_of
from slakit.cli.show import MET, MISSED, say
from slakit.documents.load_dump import load
from slakit.documents.source_map import SourceMap
from slakit.values.json_text import json_text
from slakit.values.plain_markdown import block_in_markdown, code_in_markdown, plain_markdown

MOST_ROWS = 8  # of a stream that are shown


def check_contract(options: Namespace) -> int:
    """Write the findings; the status is 1 when there is one that the contract does not allow."""
    agreement = load(options.contract, vocabulary_of(options))
    with open(options.contract, encoding="utf-8-sig") as file:
        text = file.read()
    form = options.contract.lower().rpartition(".")[2].replace("yml", "yaml")
    findings = check(agreement, allowed=True)
    shown = [finding for finding in findings if options.allowed or finding.allowed is None]
    lines = SourceMap(text, form)
    say(WRITERS[options.format](agreement, [(lines.line_of(finding.place), finding) for finding in shown]))
    return MISSED if any(finding.allowed is None for finding in findings) else MET


Placed = Sequence[tuple[int, Finding]]


def _text(agreement: Agreement, findings: Placed) -> str:
    if not findings:
        return f"{agreement.name}: nothing is wrong with it"
    blocks = []
    for line, finding in findings:
        clause = f" (clause {finding.clause})" if finding.clause else ""
        rows = [f"line {line} {finding.place}{clause}: {finding.code}", f"  {finding.text}", f"  remedy: {finding.remedy}"]
        if finding.allowed is not None:
            rows.append(f"  allowed: {finding.allowed}")
        if finding.witness:
            rows += [f"  shown by: {finding.witness.text}", *(f"    {row}" for row in _records(finding.witness))]
        blocks.append("\n".join(rows))
    wrong = sum(finding.allowed is None for _, finding in findings)
    allowed = len(findings) - wrong
    counts = f"{wrong} finding{'s' * (wrong != 1)}" + (f", {allowed} allowed" if allowed else "")
    return "\n\n".join([*blocks, f"{agreement.name}: {counts}"])


def _markdown(agreement: Agreement, findings: Placed) -> str:
    parts = [f"# {plain_markdown(agreement.name)}: {len(findings)} finding{'s' * (len(findings) != 1)}"]
    for line, finding in findings:
        clause = f", clause {plain_markdown(finding.clause)}" if finding.clause else ""
        allowed = [f"Allowed: {plain_markdown(finding.allowed)}"] if finding.allowed is not None else []
        parts += [f"## {code_in_markdown(finding.code)}", f"Line {line}, {code_in_markdown(finding.place)}{clause}"]
        parts += [plain_markdown(finding.text), f"Remedy: {plain_markdown(finding.remedy)}", *allowed]
        if finding.witness:
            parts += [f"Shown by: {plain_markdown(finding.witness.text)}", block_in_markdown("\n".join(_records(finding.witness)))]
    return "\n\n".join(parts)


def _json(agreement: Agreement, findings: Placed) -> str:
    plain = [_plain(line, finding) for line, finding in findings]
    return json_text({"agreement": agreement.name, "findings": plain}, default=str)


def _plain(line: int, finding: Finding) -> dict[str, Any]:
    shown = finding.witness
    records = {} if shown is None else {"period": shown.period, "text": shown.text, "records": shown.records, "better": shown.better}
    plain: dict[str, Any] = {"code": finding.code, "place": finding.place, "line": line, "clause": finding.clause, "text": finding.text}
    return plain | {"remedy": finding.remedy, "allowed": finding.allowed, "witness": records or None}


WRITERS = {"text": _text, "markdown": _markdown, "json": _json}


def _records(witness: Witness) -> Iterator[str]:
    yield from _streams(witness.records, "")
    if witness.better:
        yield from _streams(witness.better, ", of the better service")


def _streams(records: Mapping[str, Rows], note: str) -> Iterator[str]:
    for stream, rows in records.items():
        yield f"{stream}{note}" + ("" if rows else ": no record")
        if rows:
            names = list(dict.fromkeys(name for row in rows for name in row))
            runs = [(_cells(["" if row.get(name) is None else str(row[name]) for name in names]), 1) for row in rows]
            yield _cells(names)
            alike = [(cells, sum(count for _, count in run)) for cells, run in groupby(runs, key=lambda run: run[0])]
            for cells, count in alike[:MOST_ROWS]:
                yield cells + (f"  ({count:,} times)" if count > 1 else "")
            if (more := sum(count for _, count in alike[MOST_ROWS:])) > 0:
                yield f"and {more:,} more"


def _cells(values: Sequence[str]) -> str:
    line = StringIO()
    csv.writer(line, lineterminator="").writerow(values)
    return line.getvalue()
