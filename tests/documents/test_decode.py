"""What documents mean: each table and phrase is the object that Python would have written."""

from fractions import Fraction

import slakit as sk
from slakit.penalties.wrappers.caps import Capped
from slakit.targets.bound import Bound

HEAD = """
name = "Care"
provider = "P"
customer = "C"
term = ["2026-01-01", "2027-01-01"]
timezone = "Europe/London"
fee = "1000 GBP"
"""


def agreement(objectives, **more):
    told = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2027-01-01"), "timezone": "Europe/London", "fee": "1000 GBP"} | more
    return sk.Agreement("Care", objectives=objectives, **told)


def objective(text, top=""):
    return sk.loads(f'{HEAD}\n{top}\n[[objectives]]\nname = "A"\n{text}').objectives[0]


def metric(text, target="at least 99 %", top=""):
    return objective(f'metric = {text}\ntarget = "{target}"', top).metric


def penalty(text, target="at least 99 %"):
    return objective(f'metric = {{ is = "uptime", stream = "outages" }}\ntarget = "{target}"\npenalty = {text}').penalty


def test_the_vendor_contract():
    """The document of the vendor story is the agreement one would write in Python."""
    text = """
    name = "Vendor hosting"
    provider = "Vendor"
    customer = "Us"
    term = ["2026-01-01", "2027-01-01"]
    timezone = "UTC"
    fee = "2500 EUR"
    window = "monthly"

    [[objectives]]
    name = "Uptime"
    clause = "4.1"
    metric = { is = "uptime", stream = "outages" }
    target = "at least 99.9 %"
    penalty = { is = "tiered", below = { "99.9 %" = "5 %", "99 %" = "10 %", "95 %" = "25 %" } }
    """
    tiers = sk.Tiered({"99.9 %": "5 %", "99 %": "10 %", "95 %": "25 %"})
    uptime = sk.Objective("Uptime", sk.Uptime("outages"), sk.at_least("99.9 %"), clause="4.1", penalty=tiers)
    assert sk.loads(text) == sk.Agreement(
        "Vendor hosting", provider="Vendor", customer="Us", term=("2026-01-01", "2027-01-01"), timezone="UTC", fee="2500 EUR",
        window=sk.monthly(), objectives=[uptime],
    )  # fmt: skip


def test_the_same_document_in_json():
    """JSON has the same keys and the same words."""
    text = """{"name": "Care", "provider": {"name": "P", "roles": {"sign-off": "head of brand"}}, "customer": "C", "fee": null,
      "term": ["2026-01-01", "2027-01-01"], "timezone": "Europe/London", "settlement": {"cap": "50 GBP"},
      "objectives": [{"name": "A", "metric": {"is": "count", "stream": "incidents"}, "target": "at most 0", "minimum": 3,
                      "penalty": {"is": "per breach", "credit": "500 GBP", "free": 1}}]}"""
    count = sk.Objective("A", sk.Count("incidents"), sk.at_most(0), minimum=3, penalty=sk.PerBreach("500 GBP", free=1))
    party = sk.Party("P", roles={"sign-off": "head of brand"})
    assert sk.loads(text) == agreement([count], provider=party, fee=None, settlement=sk.Settlement(cap="50 GBP"))


def test_dates_of_toml():
    """A date of TOML is the same as its text."""
    text = HEAD.replace('["2026-01-01", "2027-01-01"]', "[2026-01-01, 2027-01-01T00:00:00Z]")
    read = sk.loads(f'{text}[[objectives]]\nname = "A"\nmetric = {{ is = "uptime", stream = "x" }}\ntarget = "at least 99 %"')
    assert read.term == ("2026-01-01", "2027-01-01T00:00:00+00:00")


def test_every_metric_has_a_word():
    """The keys are the arguments of the class."""
    assert metric('{ is = "uptime", stream = "outages", where = { severity = ["high"] }, by = ["channel"] }') == sk.Uptime(
        "outages", where={"severity": ["high"]}, by=["channel"]
    )
    limits = '{ complaint = "1 hour", question = "4 hours" }'
    assert metric(
        f'{{ is = "within", stream = "q", limit = {limits}, limit_by = "type", since = "asked", until = "replied" }}'
    ) == sk.Within("q", {"complaint": "1 hour", "question": "4 hours"}, limit_by="type", since="asked", until="replied")
    assert metric(
        '{ is = "within", stream = "q", limit = [[1, "1 hour"], [2, "8 hours"]], limit_by = "p", since = "a", until = "b" }'
    ) == sk.Within("q", {1: "1 hour", 2: "8 hours"}, limit_by="p", since="a", until="b")
    assert metric('{ is = "elapsed", stream = "q", since = "a", until = "b", statistic = "p95" }', "at most 2 h") == sk.Elapsed(
        "q", since="a", until="b", statistic="p95"
    )
    assert metric('{ is = "on time", stream = "c", due = "target", done = "closed" }') == sk.OnTime("c", due="target", done="closed")
    assert metric('{ is = "share", stream = "posts", good = { score = ">= 4", up = true } }') == sk.Share(
        "posts", good={"score": ">= 4", "up": True}
    )
    assert metric('{ is = "count", stream = "x", by = "channel" }', "at most 3") == sk.Count("x", by="channel")
    assert metric('{ is = "total", stream = "x", field = "sent", unit = "message" }', "at most 3") == sk.Total("x", "sent", unit="message")


def test_metrics_of_metrics():
    """Sums with weights, and ratios; the weights are exact."""
    one, two = '{ is = "share", stream = "s", good = { a = 1 } }', '{ is = "share", stream = "s", good = { b = 1 } }'
    first, second = sk.Share("s", good={"a": 1}), sk.Share("s", good={"b": 1})
    assert metric(f'{{ is = "weighted", terms = [[0.1, {one}], ["1/3", {two}]] }}') == first * "0.1" + second * "1/3"
    assert metric(f'{{ is = "ratio", above = {one}, below = {two}, by = ["channel"] }}') == (first / second).by("channel")


def test_filters():
    """A value, a list, a comparison, what is not known, and two conditions on one field."""
    assert metric('{ is = "count", stream = "x", where = { a = 2.5, b = { is = "unknown" } } }', "at most 3") == sk.Count(
        "x", where={"a": "== 5/2", "b": None}
    )
    signs = '{ is = "count", stream = "x", where = { a = "== >= 4", b = "== 1/3", c = "!= 5" } }'
    literal = sk.Count("x", where={"a": "== >= 4", "b": "== 1/3", "c": "!= 5"})
    assert metric(signs, "at most 3") == literal
    assert '{ a = "== >= 4", b = "== 1/3", c = "!= 5" }' in sk.dumps(agreement([sk.Objective("A", literal, "at most 3")]))
    twice = sk.Count("x").where(score=">= 2").where(score="< 4")
    assert metric('{ is = "count", stream = "x", where = [{ score = ">= 2" }, { score = "< 4" }] }', "at most 3") == twice


def test_every_penalty_has_a_word():
    """Flat, per breach, linear, tiered; added, the larger, capped."""
    assert penalty('{ is = "flat", credit = "5 %" }') == sk.Flat("5 %")
    assert penalty('{ is = "linear", credit = "1 %", per = "1 pp", counting = "full", capped = "10 %" }') == sk.Linear(
        "1 %", per="1 pp", counting="full"
    ).capped("10 %")
    assert penalty('{ is = "tiered", at_or_above = { "3 hours" = "5 GBP" } }'.replace("3 hours", "3 %"), "at most 1 %") == sk.Tiered(
        at_or_above={"3 %": "5 GBP"}
    )
    flat, per = '{ is = "flat", credit = "5 %" }', '{ is = "per breach", credit = "5 GBP" }'
    assert penalty(f'{{ is = "sum of", rules = [{flat}, {per}], capped = "20 GBP" }}') == (sk.Flat("5 %") + sk.PerBreach("5 GBP")).capped(
        "20 GBP"
    )
    assert penalty(f'{{ is = "largest of", rules = [{flat}, {per}] }}') == sk.Flat("5 %") | sk.PerBreach("5 GBP")
    assert penalty(f'{{ is = "capped", rule = {flat}, most = "3 %", capped = "2 %" }}') == Capped(Capped(sk.Flat("5 %"), "3 %"), "2 %")


def test_targets_and_windows_are_phrases():
    """Text where text can say it, a table with the phrase and what it cannot say otherwise."""
    uptime = 'metric = { is = "uptime", stream = "x" }\n'
    assert objective(uptime + 'target = "between 90 % and 99 %"').target == sk.between("90 %", "99 %")
    assert objective(uptime + 'target = { is = "any of", parts = ["at least 90 %", "exactly 5 %"] }').target == sk.at_least(
        "90 %"
    ) | sk.exactly("5 %")
    ceiling = 'target = { is = "bound", operator = ">=", limit = "9 %", mode = "up" }'
    assert objective(uptime + ceiling).target == Bound(">=", "9 %", mode="up")
    at = uptime + 'target = "at least 99 %"\nwindow = '
    assert objective(at + '"every 2 weeks from 2026-01-05"').window == sk.every(2, "week", anchor="2026-01-05")
    assert objective(at + '{ is = "every month from 2026-01-31", month_end = "last", partial = "skip", tz = "UTC" }').window == sk.every(
        1, "month", anchor="2026-01-31", month_end="last", partial="skip", tz="UTC"
    )
    assert objective(at + '{ is = "rolling 30 days", step = { is = "monthly", month_end = "last" } }').window == sk.rolling(
        "30 days", step=sk.monthly(month_end="last")
    )
    assert objective(at + '{ is = "whole term", partial = "full" }').window == sk.whole_term(partial="full")


DESK = sk.Weekly({"mon-fri": "08:00-20:00", "sat": ["10:00-12:00", "13:00-16:00"]}, tz="Europe/London")
HOURS = '{ is = "weekly", hours = { mon-fri = "08:00-20:00", sat = ["10:00-12:00", "13:00-16:00"] }, tz = "Europe/London" }'


def clock(text, top=""):
    return metric(f'{{ is = "uptime", stream = "x", clock = {text} }}', top=top).clock


def test_every_calendar_has_a_word():
    """Weekly hours with dated ones, dates, rules, and what they make together."""
    assert clock('"always"') == clock('{ is = "always" }') == sk.ALWAYS
    assert clock(HOURS) == DESK
    assert clock(HOURS[:-2] + ', dated = { 2026-12-24 = "08:00-12:00", 2026-12-25 = "closed" } }') == DESK.on(
        "2026-12-24", "08:00-12:00"
    ).on("2026-12-25", "closed")
    days = '{ is = "dates", dates = [2026-03-17, "2026-12-24..2026-12-26"], tz = "Europe/London" }'
    closed = sk.Dates(["2026-03-17", "2026-12-24..2026-12-26"], tz="Europe/London")
    assert clock(days) == closed
    rule = '{ is = "recurring", rule = "FREQ=MONTHLY;BYDAY=1SA;BYHOUR=11", tz = "UTC", lasting = "2 hours" }'
    saturdays = sk.Recurring("FREQ=MONTHLY;BYDAY=1SA;BYHOUR=11", tz="UTC", lasting="2 hours")
    assert clock(rule) == saturdays
    assert clock(f'{{ is = "without", kept = {HOURS}, taken = [{days}] }}') == DESK - closed
    assert clock(f'{{ is = "any of", parts = [{HOURS}, {rule}] }}') == DESK | saturdays
    assert clock(f'{{ is = "all of", parts = [{HOURS}, {rule}] }}') == DESK & saturdays


def test_calendars_have_names():
    """A name stands for a calendar of the table `calendars`, in any order, in one another, and for the rest of the document."""
    days = '{ is = "dates", dates = ["2026-03-17"], tz = "Europe/London" }'
    top = (
        f'[calendars]\nopen = {{ is = "without", kept = "desk", taken = ["holidays"] }}\nholidays = {days}\ndesk = {HOURS}\nhours = "desk"'
    )
    assert clock('"open"', top) == DESK - sk.Dates(["2026-03-17"], tz="Europe/London")
    assert clock('"hours"', top) == DESK


def test_a_part_of_a_number():
    """A third among several values has no decimals; it is written as what is equal to it, not rounded."""
    agreed = agreement([sk.Objective("A", sk.Count("x", where={"a": [Fraction(1, 3), 2]}), "at most 3")])
    assert '{ a = ["== 1/3", 2] }' in sk.dumps(agreed)
    assert sk.loads(sk.dumps(agreed)) == agreed
