"""Catalogue: the English texts of charts by key."""

from collections.abc import Mapping
from types import MappingProxyType

# key -> English; every other language has the same keys and fields
CATALOGUE: Mapping[str, str] = MappingProxyType(
    {
        "from_to": "{start} to {end}",
        "no_data": "no data",
        "value": "value",
        "count": "count",
        "share": "share",
        "period": "period",
        "target": "target",
        "limit": "limit",
        "total": "total",
        "of": "{part} of {whole}",
        "more": "and {count} more",
        "more.one": "and {count} more",
        # time line
        "kind": "kind",
        "start": "start",
        "end": "end",
        "length": "length",
        "note": "note",
        "bad": "Down",
        "excluded": "Excluded",
        "pending": "Pending",
        "closed": "Outside service hours",
        "up": "Up",
        "spans": "{count} spans",
        "spans.one": "{count} span",
        "timeline.alt": "{title}, {start} to {end}: {kinds}.",
        "timeline.none": "nothing to show",
        "timeline.kind": "{kind} {length} in {spans}",
        # distribution
        "distribution.alt": "{title}: {count} values from {low} to {high}, median {median}.",
        "distribution.alt.one": "{title}: one value, {low}.",
        "distribution.none": "{title}: no values.",
        "distribution.within": "{share} ({inside} of {count}) are at most {limit}.",
        "distribution.above": "{share} ({inside} of {count}) are at least {limit}.",
        "percentile": "{share} of values up to {value}",
        "percentile.short": "P{rank} {value}",
        "range": "range",
        "beyond": "over {value}",
        # budget
        "budget": "budget",
        "left": "left",
        "ideal": "even use",
        "day": "day",
        "exhausted": "used up {date}",
        "burndown.alt": "{title}: {left} of a budget of {budget} left on {date}.",
        "burndown.exhausted": "It was used up on {date}.",
        "burndown.overspent": "It is overspent by {over}.",
        "burndown.none": "{title}: no days.",
        # waterfall
        "step": "step",
        "change": "change",
        "amount": "amount",
        "gross": "Gross",
        "payable": "Payable",
        "waterfall.alt": "{title}: from {gross} to {payable} in {steps}.",
        "steps": "{count} steps",
        "steps.one": "{count} step",
        "waterfall.step": "{step} {change}",
        # trend
        "outcome": "outcome",
        "met": "met",
        "missed": "missed",
        "open": "open",
        "periods": "{count} periods",
        "periods.one": "{count} period",
        "trend.alt": "{title}: {periods}, {missed} missed; last {value} in {period}.",
        "trend.none": "{title}: no periods with data.",
        "trend.range": "Lowest {low} in {low_period}, highest {high} in {high_period}.",
        # heat map
        "weekday": "weekday",
        "hour": "hour",
        "heat_map.alt": "{title}: {count} of {whole} hours of the week have data; lowest {low} on {low_at}, highest {high} on {high_at}.",
        "heat_map.none": "{title}: no hours with data.",
        # summary
        "objective": "objective",
        "summary.alt": "{title}: {objectives}, {periods}; {met} met, {missed} missed, {no_data} without data, {open} open.",
        "objectives": "{count} objectives",
        "objectives.one": "{count} objective",
    }
)
