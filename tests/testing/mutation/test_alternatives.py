"""Alternatives of each kind of term, each by the words of the change."""

import attrs
import pytest

import slakit as sk
from slakit import testing as skt

DESK = sk.Weekly({"mon-thu": "09:00-17:30", "fri": ["09:00-12:00", "13:00-16:00"]}, tz="Europe/London")


def agreement(metric=None, target="at least 90 %", *, window="monthly", exclusions=(), duties=(), settlement=None, **objective):
    metric = metric or sk.Within("cases", "2 hours", since="asked", until="done")
    return sk.Agreement(
        "A",
        provider="P",
        customer="C",
        term=("2026-01-01", "2027-01-01"),
        timezone="Europe/London",
        window=window,
        exclusions=exclusions,
        duties=duties,
        settlement=settlement or sk.Settlement(),
        objectives=[sk.Objective("Replies", metric, target, **objective)],
    )


def changed(terms, *path):
    """The parts of all mutants that have one path, in Python."""
    parts = []
    for mutant in skt.mutants(terms):
        if mutant.keys == path:
            part = mutant.agreement
            for step in path:
                part = part[step] if isinstance(step, int) and step < len(part) else getattr(part, str(step), None)
            parts.append(repr(part))
    return parts


METRIC = ("objectives", 0, "metric")


@pytest.mark.parametrize(
    ("window", "others"),
    [
        ("daily", ["weekly", "monthly"]),
        ("weekly", ["monthly", "weekly from 2000-01-02"]),  # a Sunday
        ("quarterly", ["monthly", "quarterly from 2000-01-02"]),
        ("yearly", ["quarterly", "yearly from 2000-01-02", "yearly from 2000-04-01", "monthly"]),
        ("every 2 weeks from 2026-01-05", ["weekly from 2026-01-05", "weekly", "monthly"]),
    ],
)
def test_windows(window, others):
    """Another length of periods, another day on which they begin, and the default."""
    assert [str(mutant.agreement.window) for mutant in skt.mutants(agreement(window=window)) if mutant.keys == ("window",)] == others


def test_the_window_of_an_objective():
    """A rolling one is monthly, or none, which is that of the agreement."""
    terms = agreement(window="quarterly")
    rolling = attrs.evolve(terms, objectives=[attrs.evolve(terms.objectives[0], window="rolling 30 days")])
    windows = [mutant.agreement.objectives[0].window for mutant in skt.mutants(rolling) if mutant.keys == ("objectives", 0, "window")]
    assert list(map(str, windows)) == ["monthly", "None"]


def test_calendars():
    """Without its holidays; each kind of day from later, or until earlier; always open."""
    calendar = DESK - sk.Dates(["2026-12-25"], tz="Europe/London")
    terms = agreement(sk.Within("cases", "2 hours", since="asked", until="done", clock=calendar))
    friday = "'fri': ['09:00-12:00', '13:00-16:00']"
    holiday = "Dates(['2026-12-25'], tz='Europe/London')"
    assert changed(terms, *METRIC, "clock") == [
        f"Weekly({{'mon-thu': '09:00-17:30', {friday}}}, tz='Europe/London')",
        f"Weekly({{'mon-thu': '09:30-17:30', {friday}}}, tz='Europe/London') - {holiday}",
        f"Weekly({{'mon-thu': '09:00-17:00', {friday}}}, tz='Europe/London') - {holiday}",
        f"Weekly({{'mon-thu': '09:00-17:30', 'fri': ['09:30-12:00', '13:00-16:00']}}, tz='Europe/London') - {holiday}",
        "ALWAYS",
        f"Weekly({{'mon-thu': '09:00-17:30', {friday}}}, tz='UTC') - Dates(['2026-12-25'], tz='UTC')",
    ]


def test_statistics():
    """Half of the way from p95 to p100 is p97.5, and as far down p92.5; the greatest is one that was not quite so great."""
    of = {"p95": ["p97.5", "p92.5"], "max": ["p95"], "total": ["max"]}
    for name, others in of.items():
        terms = agreement(sk.Elapsed("cases", since="asked", until="done", statistic=name), "at most 2 hours")
        assert [str(mutant.agreement.objectives[0].metric.statistic) for mutant in skt.mutants(terms) if mutant.keys[-1] == "statistic"][
            : len(others)
        ] == others


def test_statistics_of_a_level():
    """A figure weighted by time is one that is not; the farthest from a range is the greatest, the least, or from another."""
    of = {
        "time-weighted mean": ["mean"],
        "farthest from 0.5 to 13": [
            *("max", "min", "farthest from 0.6 to 13", "farthest from 0.4 to 13"),
            *("farthest from 0.5 to 14", "farthest from 0.5 to 12"),
        ],
    }
    for name, others in of.items():
        terms = agreement(sk.kpis.Gauge("readings", "celsius", statistic=name), "at least 2")
        assert [str(mutant.agreement.objectives[0].metric.statistic) for mutant in skt.mutants(terms) if mutant.keys[-1] == "statistic"][
            : len(others)
        ] == others


def test_conditions():
    """A comparison that includes its number or not, a number one higher or lower, a value fewer, and the opposite."""
    tone = agreement(sk.Share("posts", good={"tone": "warm"}))
    assert [str(mutant) for mutant in skt.mutants(tone) if "good" in mutant.keys] == ["Replies, metric good: tone warm -> tone != warm"]
    kept = agreement(sk.Share("posts", good={"kept": True}))
    assert [str(mutant) for mutant in skt.mutants(kept) if "good" in mutant.keys] == ["Replies, metric good: kept yes -> kept no"]
    terms = agreement(sk.Share("posts", good={"score": ">= 4", "tone": ["warm", "plain"]}))
    assert [str(mutant) for mutant in skt.mutants(terms) if "good" in mutant.keys] == [
        "Replies, metric good: score >= 4 and tone plain or warm -> tone plain or warm",
        "Replies, metric good: score >= 4 and tone plain or warm -> score > 4 and tone plain or warm",
        "Replies, metric good: score >= 4 and tone plain or warm -> score >= 5 and tone plain or warm",
        "Replies, metric good: score >= 4 and tone plain or warm -> score >= 3 and tone plain or warm",
        "Replies, metric good: score >= 4 and tone plain or warm -> score >= 4",
        "Replies, metric good: score >= 4 and tone plain or warm -> score >= 4 and tone warm",
        "Replies, metric good: score >= 4 and tone plain or warm -> score >= 4 and tone plain",
    ]


def test_limits_by_group():
    """Each entry is removed, and has other amounts."""
    terms = agreement(sk.Within("cases", {"high": "1 hour", "low": "8 hours"}, limit_by="urgency", since="asked", until="done"))
    assert [str(mutant) for mutant in skt.mutants(terms) if "high" in mutant.keys] == [
        "Replies, metric limit high removed: 1 hour",
        "Replies, metric limit high: 1 hour -> 2 hours",
        "Replies, metric limit high: 1 hour -> 0.5 hours",
    ]


def test_texts_with_a_number_or_a_time():
    """15 days are 16 or 14 days, 16:00 is 17:00 or 15:00; a choice has its other words."""
    claims = sk.Settlement(claims=sk.Claims("15 days"))
    assert changed(agreement(settlement=claims), "settlement", "claims", "within") == ["'16 days'", "'14 days'"]
    metric = sk.Within("cases", sk.due_rules.CutoffRule("16:00", next_day="10:00"), since="asked", until="done", clock=DESK)
    assert changed(agreement(metric), *METRIC, "limit", "before") == ["'17:00'", "'15:00'"]
    assert changed(agreement(silence="missed"), "objectives", 0, "silence") == ["'no data'", "'met'", "'carry'"]


def test_rules_around_rules():
    """Each is taken away from around the rule, and each rule of a sum is left out."""
    rule = (sk.Linear("1 EUR", per="1 pp").capped("5 EUR") + sk.Flat("2 EUR")).only_if(in_a_row=2)
    rules = changed(agreement(penalty=rule), "objectives", 0, "penalty")
    assert rules == ["Linear('1.00 EUR', per='1 pp').capped('5.00 EUR') + Flat('2.00 EUR')", "None"]
    texts = [str(mutant) for mutant in skt.mutants(agreement(penalty=rule))]
    assert "Replies, penalty flat removed: flat 2.00 EUR" in texts
    assert "Replies, penalty only if in a row: 2 -> 3" in texts


def test_exclusions_and_duties_are_removed():
    terms = agreement(
        sk.Uptime("outages"),
        "at least 99 %",
        exclusions=[sk.Exclusion("maintenance", applies_to="outages", quota="4 hours")],
        duties=[sk.duties.Duty("Review", "provider", within="10 days", every="quarterly")],
    )
    texts = [str(mutant) for mutant in skt.mutants(terms)]
    assert "exclusion of outages for maintenance removed: quota 4 hours" in texts
    assert "exclusion of outages for maintenance quota: 4 hours -> 5 hours" in texts
    assert "duty 'Review' removed: provider within 10 days (every quarterly)" in texts
    assert "duty 'Review' within: 10 days -> 11 days" in texts


def test_what_is_not_written_is_no_term():
    """Names, descriptions and defaults have no mutants; the window has, written or not."""
    paths = {mutant.keys for mutant in skt.mutants(agreement())}
    assert paths == {("timezone",), ("window",), (*METRIC, "limit"), ("objectives", 0, "target"), ("objectives", 0, "target", "limit")}


def test_ends_of_ranges():
    """Where two ranges meet both move, or the other one has the figure; no mutant has a gap that the table does not declare."""
    table = sk.Ranges({"below 99.9 % and at least 99 %": "5 EUR", "below 99 %": "10 EUR"})
    terms = agreement(sk.Uptime("outages"), "at least 99.9 %", penalty=table)
    mutants = [mutant for mutant in skt.mutants(terms) if mutant.keys[-1] == "tiers"]
    assert [[text for text, _ in mutant.agreement.objectives[0].penalty.tiers] for mutant in mutants] == [
        ["below 100 % and at least 99 %", "below 99 %"],
        ["below 99.8 % and at least 99 %", "below 99 %"],
        ["at most 99.9 % and at least 99 %", "below 99 %"],
        ["below 99.9 % and at least 98 %", "below 98 %"],
        ["below 99.9 % and above 99 %", "at most 99 %"],
    ]


def test_ends_of_ranges_with_a_gap():
    """Exactly 99 % may belong to either of its neighbours."""
    table = sk.Ranges({"below 99.9 % and above 99 %": "5 EUR", "below 99 %": "10 EUR"}, gap_pays="none")
    terms = agreement(sk.Uptime("outages"), "at least 99.9 %", penalty=table)
    changed = [mutant.agreement.objectives[0].penalty.tiers for mutant in skt.mutants(terms) if mutant.keys[-1] == "tiers"]
    assert [text for text, _ in changed[-2]] == ["below 99.9 % and at least 99 %", "below 99 %"]
    assert [text for text, _ in changed[-1]] == ["below 99.9 % and above 99 %", "at most 99 %"]


def test_half_of_the_smallest_amount():
    """One lower than 1 % is nothing, so that half is tried too, also of an amount that is paid; of 5 % one other is enough."""
    for credit, others in {"1 %": ["2 %", "0.5 %"], "0.1 %": ["0.2 %", "0.05 %"], "5 %": ["6 %"]}.items():
        terms = attrs.evolve(
            agreement(),
            fee="1000 EUR",
            objectives=[sk.Objective("Replies", agreement().objectives[0].metric, "at least 90 %", penalty=sk.Flat(credit))],
        )
        tried = [one.agreement.objectives[0].penalty.credit for one in skt.mutants(terms) if one.keys[-1] == "credit"]
        assert [amount.show() for amount in tried] == others
