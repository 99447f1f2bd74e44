"""Thesaurus: standard terms of the field that are not words of documents, each with the word that is meant, and why.

A term that is a word somewhere is not listed there: only what was not understood is looked up.
"""

import re
from collections.abc import Container, Mapping

from slakit.documents.kinds import BASE, CALENDAR, METRIC, PENALTY, STEP, Kind

# the words that may stand after `is`, by kind; each row is a word, why it is meant, and the terms that it stands for
WORDS: Mapping[Kind, tuple[tuple[str, str, str], ...]] = {
    METRIC: (
        ("uptime", "the share of time without an outage", "availability, service availability, system availability, uptime percentage"),
        ("uptime", "the share of time without an outage", "monthly uptime percentage, uptime ratio, reachability"),
        ("downtime", "the time with an outage", "unavailability, outage duration, outage time, time down"),
        ("within", "the share of cases done within a limit", "response time, first response, first response time, first reply, reply time"),
        ("within", "the share of cases done within a limit", "time to respond, time to first response, ttfr, sla compliance, answer time"),
        ("within", "the share of cases done within a limit", "resolution time, time to resolve, time to resolution, repair time, fix time"),
        ("elapsed", 'the time from one instant to another, with statistic = "mean"', "mttr, mean time to repair, mean time to resolve"),
        (
            "elapsed",
            'the time from one instant to another, with statistic = "mean"',
            "mean time to recovery, mtta, handling time, wait time",
        ),
        ("gauge", 'a number that is recorded, with statistic = "mean" or "p95"', "latency, response latency, jitter, percentile, level"),
        (
            "share",
            "the share of records that are good",
            "success rate, error rate, quality, accuracy, first contact resolution, packet loss",
        ),
        ("slices", "the share of intervals that were good", "error budget, request success rate, good minutes"),
        ("checks", "the share of checks that passed", "probe, ping, heartbeat, health check, monitor, synthetic"),
        ("count", "how many records there are", "number, incidents, tickets, posts, frequency, volume"),
        ("total", "the sum of a field", "sum, amount, spend"),
        ("mean", "the mean of a field", "average, csat, nps, satisfaction, score"),
        ("rate", "how many a time", "requests per second, messages per hour"),
        ("mean ratio", "one field over another", "engagement rate, click rate"),
        ("distinct", "how many different values there are", "unique, unique users, reach"),
        ("on time", "the share of cases done by the instant that is due", "punctuality, timeliness, on time delivery"),
        ("on schedule", "the share of due days on which it was done", "schedule adherence, report delivery, reporting"),
        ("coverage", "the share of the promised hours that were staffed", "staffing, presence, shift coverage"),
        ("lateness", "how late a case is", "delay, overdue, days late"),
    ),
    PENALTY: (
        (
            "flat",
            "the same credit for every missed period",
            "sla credit, service credit, credit, fixed, lump sum, fine, penalty, deduction",
        ),
        ("tiered", "a credit by how bad the figure is", "tiers, bands, service credit table, sliding scale, credit schedule, table"),
        ("linear", "a credit for each step below the target", "proportional, per point, percentage, malus"),
        ("accrual", "a credit for each step of what was measured", "liquidated damages, delay damages, per day, per hour, late fee"),
        ("per breach", "a credit for each single failure", "per incident, per failure, per miss, per violation, per occurrence"),
        ("multiple", "so many times the fee of the time that was lost", "refund, pro rata, prorated refund"),
        ("bonus", "what better service earns", "reward, incentive, premium"),
        ("right", "what the customer may do", "termination, terminate, termination right, step in, audit"),
        ("sum of", "every rule pays; a list of rules is short for it", "both, all, and, plus"),
        ("largest of", "the rule that pays most pays", "greater of, greatest of, larger of, higher of, maximum of, max"),
        ("capped", "no more than so much; or the key capped beside the rule", "cap, maximum, ceiling"),
        ("floored", "no less than so much; or the key floored beside the rule", "floor, minimum"),
        ("by level", "a credit by the level that was missed", "severity, by severity, priority"),
    ),
    BASE: (
        ("fee", "what a billing period costs", "monthly fee, price, contract price, subscription, charges of the period"),
        (
            "fee of the billing period",
            "what the whole bill comes to, whatever the period of the line",
            "monthly charge, monthly recurring charge, invoice period fee",
        ),
        ("recorded amount", "the sum of a field of records", "charges, invoice, invoices, bill, spend, order value, amount"),
        ("average", "the mean of earlier periods", "mean, average fee"),
    ),
    CALENDAR: (
        ("weekly", "hours by the day of the week", "business hours, working hours, office hours, opening hours, hours, schedule"),
        ("always", "every moment counts", "24x7, 24/7, round the clock"),
        ("holidays", "the public holidays of a country", "public holidays, bank holidays"),
    ),
    STEP: (
        ("cap", "the most that is payable", "maximum, ceiling, limit of liability, aggregate cap"),
        ("minimum payout", "the least that is paid", "threshold, de minimis, minimum"),
        ("round", "how money is rounded", "rounding"),
        ("earn back", "credit that good periods return", "earnback, clawback"),
    ),
}

# keys; of several, the first that the table takes is meant
KEYS: tuple[tuple[str, str, str], ...] = (
    (
        "metric",
        "what is measured",
        "kpi, sli, indicator, measure, measurement, availability, uptime, downtime, response time, resolution time",
    ),
    ("target", "what was promised", "threshold, goal, slo, service level, commitment, promise, objective, expected, minimum"),
    (
        "penalty",
        "what a miss costs",
        "penalties, credit, credits, service credit, service credits, sla credit, remedy, sanction, consequence",
    ),
    ("penalty", "what a miss costs", "liquidated damages, bonus, reward"),
    ("credit", "what a rule pays", "amount, value, rate, charge, payment, pays, percentage, percent, price, fee"),
    ("window", "the periods that are judged", "period, frequency, measurement period, billing period, billing cycle, cycle, interval"),
    ("per", "the step that is counted", "step, each, every, for each, increment, unit"),
    ("of", "what a share is a share of", "base, basis, percentage of, share of"),
    (
        "limit",
        "the time in which it is done",
        "time limit, deadline, within, max time, response time, resolution time, sla, target time, threshold",
    ),
    ("limit_by", "the field whose value has the limit", "by field, limit field, limits by, field, by value"),
    ("since", "the field from which time runs", "start, from, begin, opened, created, asked, reported, start time"),
    ("until", "the field until which time runs", "end, to, resolved, closed, answered, done, end time"),
    ("clock", "the calendar whose hours count", "hours, business hours, working hours, support hours, calendar, schedule, opening hours"),
    ("timezone", "the zone of the contract", "time zone, tz, zone"),
    ("tz", "the zone of the hours", "time zone, timezone, zone"),
    ("fee", "what a billing period costs", "price, monthly fee, charge, charges, contract value, retainer, subscription"),
    ("provider", "who performs", "supplier, vendor, contractor, agency, service provider, processor, seller"),
    ("customer", "who is served", "client, buyer, authority, user, subscriber, employer"),
    (
        "term",
        "the first day, and the day after the last",
        "duration, contract term, validity, start, end, start date, end date, expiry, effective, dates, period",
    ),
    ("objectives", "the promises", "slas, sla, slos, service levels, promises, kpis, metrics, targets"),
    ("exclusions", "what does not count", "maintenance, planned maintenance, scheduled maintenance, excluded, exceptions, force majeure"),
    ("within", "the time in which it is done", "deadline, time limit, claim period, due, days"),
    ("claims", "what must be claimed, and by when", "claim, claim within, claim period, claim deadline, request"),
    ("who", "who does it", "party, responsible, owner, actor"),
    ("in_a_row", "so many misses in a row", "consecutive, consecutive months, consecutive misses, running, times in a row"),
    ("settlement", "what becomes of the credits", "cap, billing, invoicing, liability, payment, claims"),
    ("stream", "which records are read", "source, table, dataset, events, data, records, log, feed"),
    ("field", "the column that holds the number", "column, attribute, key, property"),
    ("where", "which records count", "filter, filters, condition, conditions, only, query"),
    ("by", "for each value of a field", "group by, groups, per, each, split, dimension"),
    ("capped", "no more than so much", "cap, max, maximum, ceiling, most, limit, up to"),
    ("most", "the upper bound", "cap, max, maximum, ceiling, amount"),
    ("cap", "the most that is payable", "capped, max, maximum, ceiling, most, liability cap, credit cap, cap on credits, maximum credit"),
    ("floored", "no less than so much", "floor, min, minimum, least, at least"),
    ("least", "the lower bound", "floor, min, minimum, amount"),
    ("only_if", "when it is paid", "if, when, condition, conditions, provided"),
    ("repeated", "more for a repeated miss", "repeat, multiplier, escalation, consecutive"),
    ("earned_back", "credit that good periods return", "earn back, earnback, clawback"),
    ("grants", "a right on top", "right, rights, termination, terminate"),
    ("below", "a credit by the figure below which it is due", "less than, tiers, bands, table, rows, levels"),
    ("clause", "where it stands in the contract", "section, paragraph, article, reference, schedule"),
    ("name", "what it is called", "title, label, id"),
)


# terms that are no word, and of which the reference says in a line where they are explained
PAGES: tuple[tuple[str, str, str], ...] = (
    ("agreement", "exclusion", "maintenance, planned maintenance, scheduled maintenance, maintenance window, exclusions, force majeure"),
    ("metrics", "within", "limit, time limit, deadline, limits"),
    ("metrics", "on time", "limit, deadline, due, due date"),
    ("agreement", "duty", "escalation, escalate, escalates to, escalations, notification, report to"),
    ("targets", "bound", "target, targets, threshold, at least, at most, more than, less than"),
    ("targets", "all of", "target, targets, range"),
    ("targets", "levels", "target, targets"),
    ("bases", "fee", "next invoice, next bill, next fee, preceding invoice, last invoice, previous invoice"),
    ("agreement", "claims", "claim deadline, claim period"),
)
LINES: tuple[tuple[str, str], ...] = (
    (
        "where, condition, conditions, filter",
        'where = { kind = "complaint" } keeps the records that meet conditions: a value, a list of values, or a comparison such as '
        '">= 10" in quotes; docs/documents.md lists every form. The same tables stand after good and ok',
    ),
    (
        "blank, empty, missing value",
        'unknown = "bad", "good" or "drop" says how a record counts whose field is blank, '
        "with share and the other metrics that have that key",
    ),
)


def meant_pages(term: str) -> set[tuple[str, str]]:
    """The pages that explain a term which is no word of documents, each by its folder and its word."""
    return {(folder, word) for folder, word, terms in PAGES if _plain(term) in terms.split(", ")}


def meant_line(term: str) -> str:
    """The line that explains a term which has no page; empty for another."""
    return next((text for terms, text in LINES if _plain(term) in terms.split(", ")), "")


def meant_word(kind: Kind, word: str, allowed: Container[str] | None = None) -> str:
    """`; write 'uptime', the share of ...` for a term that means a word of a kind, or one of those allowed; else empty."""
    for name, why, terms in WORDS.get(kind, ()):
        if _plain(word) in terms.split(", ") and (allowed is None or name in allowed):
            return f"; write {name!r}, {why}"
    return ""


def meant_key(key: str, allowed: Container[str]) -> str:
    """`; write 'provider', who performs` for a term that means one of the allowed keys."""
    for name, why, terms in KEYS:
        if name in allowed and _plain(key) in terms.split(", "):
            return f"; write {name!r}, {why}"
    return ""


def _plain(term: str) -> str:
    return re.sub(r"[\s_-]+", " ", term).strip().lower()
