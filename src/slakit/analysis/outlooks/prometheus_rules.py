"""prometheus_rules: recording and alerting rules for the burn rates of a contract, as YAML text (docs/analysis.md)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from slakit.agreements.agreement import Agreement
from slakit.analysis.outlooks.burn_rates import WINDOWS, threshold
from slakit.errors import UsageError, close_match
from slakit.statements.error_budget import promised_share
from slakit.timeline.instants import DAY, HOUR, MINUTE
from slakit.values.number import exact_text
from slakit.values.one_line import code_of, with_unseen

MONTH = 30 * DAY
HALF = re.compile("[\ud800-\udfff]")


def prometheus_rules(agreement: Agreement, ratios: Mapping[str, str]) -> str:
    """Write rules that alert when the error budget of an objective burns too fast, over the windows of the SRE workbook.

    >>> errors = "sum(rate(errors_total[{window}])) / sum(rate(requests_total[{window}]))"
    >>> print(analyses.prometheus_rules(agreement, {"Uptime": errors}).partition(" / ")[0])
    groups:
      - name: "slakit Hosting"
        rules:
          - record: slakit:error_ratio:rate5m
            expr: "sum(rate(errors_total[5m]))

    `ratios` are the shares of failures in PromQL, by objective, with `{window}` where its length belongs. Thresholds are those of a
    budget of 30 days: 14.4 over 1 h and 5 min, 6 over 6 h and 30 min, 1 over 3 days and 6 h (Google SRE Workbook, chapter 5).
    """
    objectives = {one.name: one for one in agreement.objectives}
    shares = {name: promised_share(one.target) for name, one in objectives.items() if one.metric.is_share}
    limits = {name: limit for name, limit in shares.items() if limit is not None and limit < 1}
    problems = [f"{name!r} is not an objective with an error budget{close_match(name, limits)}" for name in ratios if name not in limits]
    problems += [f"{text!r} has no {{window}}; write 'rate(errors[{{window}}])'" for text in ratios.values() if "{window}" not in text]
    if problems:
        raise UsageError(*problems)
    lines = ["groups:", f"  - name: {_quoted(f'slakit {agreement.name}')}", "    rules:"]
    for name, ratio in ratios.items():
        labels = f"{{objective={_quoted(name)}}}"
        for length in sorted({length for _, *both in WINDOWS for length in both}):
            lines += [f"      - record: slakit:error_ratio:rate{_length(length)}"]
            lines += [f"        expr: {_quoted(ratio.replace('{window}', _length(length)))}", "        labels:"]
            lines += [f"          objective: {_quoted(name)}"]
        for share, long, short in WINDOWS:
            rate, budget = threshold(share, long, MONTH), 1 - limits[name]
            conditions = [f"slakit:error_ratio:rate{_length(one)}{labels} >= {exact_text(rate * budget)}" for one in (long, short)]
            lines += [f"      - alert: {re.sub(r'[^A-Za-z0-9]', '', name.title()) or 'Objective'}BudgetBurn{_length(long)}"]
            lines += [f"        expr: {_quoted(' and '.join(conditions))}", "        labels:"]
            lines += [f"          severity: {'ticket' if long == 3 * DAY else 'page'}", f"          objective: {_quoted(name)}"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A text in quotes, as YAML and PromQL both read it; half of a character, which neither can hold, stands as its code."""
    whole = HALF.sub(lambda half: code_of(half[0]), text)
    return with_unseen(json.dumps(whole, ensure_ascii=False), lambda sign: f"\\u00{ord(sign):02x}" if ord(sign) < 0x100 else code_of(sign))


def _length(length: int) -> str:
    """A length as PromQL writes it."""
    return next(f"{length // size}{word}" for word, size in (("d", DAY), ("h", HOUR), ("m", MINUTE)) if length % size == 0)
