"""headroom, budgets and what would have met a line, each worked out by hand and checked by evaluating the records that it names."""

from datetime import UTC, datetime, timedelta

import pytest

import slakit as sk

TERMS = {"provider": "P", "customer": "C", "term": ("2026-04-01", "2026-05-01"), "timezone": "UTC"}
APRIL = datetime(2026, 4, 1, tzinfo=UTC)
HALF = APRIL + timedelta(days=15)
MINUTE = 60_000_000
ALLOWED = 43 * MINUTE + 12_000_000  # 0.1 % of the 720 hours of April
STEP = timedelta(microseconds=1)


def contract(metric: sk.Metric, target: str = "at least 99.9 %", **settings: object) -> sk.Agreement:
    return sk.Agreement("A", **TERMS, objectives=[sk.Objective("it", metric, target)], **settings)


def outages(*pieces: tuple[timedelta, timedelta | None]) -> dict[str, list[dict[str, object]]]:
    """Outages, each from so long after the start of April, for so long; None for one that goes on."""
    ends = [(start, None if length is None else APRIL + start + length) for start, length in pieces]
    return {"outages": [{"start": APRIL + start, "end": end} for start, end in ends]}


def hourly(metric: sk.Metric, bad: int, last: int = 720) -> dict[str, list[dict[str, object]]]:
    """A record in each of the first hours of April, so many of them bad."""
    return {metric.stream: [{"at": APRIL + timedelta(hours=hour), "ok": hour >= bad} for hour in range(last)]}


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


DOWN = (minutes(60), minutes(12))  # 12 min down on 1 April


@pytest.mark.parametrize(
    "metric",
    [
        sk.Slices("rows", per="1 hour", threshold="at least 50 %", good={"ok": True}),
        sk.Checks("rows", ok={"ok": True}, every="1 hour"),
    ],
    ids=["slices", "checks"],
)
def test_the_number_of_intervals_is_fixed(metric):
    """April has 720 hours, so 50 % of them may be lost: 360; in mid-month the 360 that come are of them."""
    half = contract(metric, "at least 50 %")
    assert sk.analyses.headroom(half, hourly(metric, 0))["it"].until_missed == 360
    assert sk.analyses.headroom(half, hourly(metric, 100))["it"].until_missed == 260
    assert sk.analyses.headroom(half, hourly(metric, 100, 360), as_of=HALF)["it"].until_missed == 260
    assert [sk.evaluate(half, hourly(metric, bad)).line("it").outcome for bad in (360, 361)] == ["met", "missed"]


def test_the_budget_of_a_fixed_number():
    """Of 720 intervals half may be lost, also when half of them have passed."""
    metric = sk.Slices("rows", per="1 hour", threshold="at least 50 %", good={"ok": True})
    budget = sk.analyses.outlook(contract(metric, "at least 50 %"), hourly(metric, 100, 360), as_of=HALF)["it"].budget
    assert (budget.allowed, budget.used, budget.left) == (360, 100, 260)


def test_the_number_of_duties_is_fixed():
    """One a day makes 30 in April; at least 90 % of 30 are 27, so 3 may be missed, of which one was: 2 are left on the 16th."""
    metric = sk.OnSchedule("rows", due=sk.Recurring("FREQ=DAILY", tz="UTC"), done="at")
    rows = {"rows": [{"at": APRIL + timedelta(days=day, hours=12)} for day in range(1, 15)]}
    assert sk.analyses.headroom(contract(metric, "at least 90 %"), rows, as_of=HALF)["it"].until_missed == 2


def test_a_running_outage_that_may_not_count():
    """12 min, and 6 min of one that goes on: 43:12 may be down, 18 are, so it may go on for 25:12."""
    metric = sk.Uptime("outages", minimum_length="10 min")
    records = outages(DOWN, (timedelta(days=15) - minutes(6), None))
    budget = sk.analyses.outlook(contract(metric), records, as_of=HALF)["it"].budget
    assert (budget.allowed, budget.used) == (ALLOWED, 18 * MINUTE)
    room = sk.analyses.headroom(contract(metric), records, as_of=HALF)["it"].until_missed
    assert room == ALLOWED - 18 * MINUTE
    for more, outcome in ((0, "met"), (1, "missed")):
        ended = outages(DOWN, (timedelta(days=15) - minutes(6), minutes(6) + timedelta(microseconds=room + more)))
        assert sk.evaluate(contract(metric), ended).line("it").outcome == outcome


EXCLUSION = sk.Exclusion("maintenance", applies_to="outages")


@pytest.mark.parametrize("exclusions", [[], [EXCLUSION]], ids=["none", "maintenance"])
def test_an_exclusion_in_the_contract_takes_nothing_away(exclusions):
    """Half of April has passed, with 12 min down: 43:12 may be down in April, and 31:12 are left, with and without an exclusion."""
    agreement = contract(sk.Uptime("outages"), exclusions=exclusions)
    records = outages(DOWN) | ({"maintenance": []} if exclusions else {})
    budget = sk.analyses.outlook(agreement, records, as_of=HALF)["it"].budget
    assert (budget.allowed, budget.used) == (ALLOWED, 12 * MINUTE)
    assert sk.analyses.headroom(agreement, records, as_of=HALF)["it"].until_missed == ALLOWED - 12 * MINUTE


def test_maintenance_that_was():
    """30 days less 5 hours of maintenance are 715 hours, of which 0.1 % are 42 min 54 s; a record of later than now is not read yet."""
    agreement = contract(sk.Uptime("outages"), exclusions=[EXCLUSION])
    works = [{"start": APRIL + timedelta(days=day), "end": APRIL + timedelta(days=day, hours=5)} for day in (5, 25)]
    room = sk.analyses.headroom(agreement, outages(DOWN) | {"maintenance": works}, as_of=HALF)["it"]
    assert room.until_missed == 42 * MINUTE + 54_000_000 - 12 * MINUTE


@pytest.mark.parametrize(
    ("settings", "room"),
    [
        ({"whole": "10 min", "counting": "begun"}, minutes(20)),  # 12 min cost 20, and 20 cost 20: 40; 20 min and a bit cost 30: 50
        ({"whole": "10 min"}, minutes(40) - STEP),  # 12 min cost 10, and 39:59.999999 cost 30: 40; 40 cost 40: 50
        ({"consecutive": "40 min"}, minutes(43.2)),  # 12 min cost nothing, and 43:12 may be down
        ({"consecutive": "50 min"}, minutes(50) - STEP),  # what is shorter costs nothing
        ({"minimum_length": "more than 35 min"}, minutes(43.2)),  # 12 min cost nothing
        ({"minimum_length": "45 min"}, minutes(45) - STEP),
    ],
)
def test_an_outage_that_costs_another_time_than_its_length(settings, room):
    """The longest outage that may come besides one of 12 min, and that one smallest step more is missed."""
    agreement = contract(sk.Uptime("outages", **settings))
    named = sk.analyses.headroom(agreement, outages(DOWN), period="2026-04")["it"]
    assert named.until_missed == room // STEP
    assert named.word == "downtime in one more outage"
    for length, outcome in ((room, "met"), (room + STEP, "missed")):
        assert sk.evaluate(agreement, outages(DOWN, (timedelta(days=3), length))).line("it").outcome == outcome


@pytest.mark.parametrize(
    "settings",
    [
        {"whole": "10 min", "counting": "begun"},  # 44 min cost 50, and 40 cost 40: 4 min less, not 6 min 48 s
        {"consecutive": "43 min 30 s"},  # 30.000001 s less and nothing counts
        {"minimum_length": "43 min 30 s"},
    ],
)
def test_no_length_is_named_that_would_have_met_it(settings):
    """It depends on which outage gets shorter, so a distance is named and no length, and the reason why."""
    agreement = contract(sk.Uptime("outages", **settings))
    line = sk.evaluate(agreement, outages((minutes(60), minutes(44)))).line("it")
    assert (line.outcome, line.needed.change) == ("missed", None)
    assert "pp from what was measured; no least change is worked out, as " in line.to_meet
    met = sk.evaluate(agreement, outages(DOWN)).line("it")
    assert (met.outcome, met.needed) == ("met", None)


@pytest.mark.parametrize(
    "metric",
    [
        sk.Downtime("outages", whole="10 min"),
        sk.Elapsed("outages", since="start", until="end", statistic="total", whole="10 min"),
        sk.Lateness("outages", "1 min", since="start", until="end", whole="10 min"),
    ],
    ids=["downtime", "elapsed", "lateness"],
)
def test_no_length_of_a_figure_in_whole_units(metric):
    """44 min are 40 or 50 min, of which none can be so much less as would do."""
    line = sk.evaluate(contract(metric, "at most 35 min"), outages((minutes(60), minutes(44)))).line("it")
    assert (line.outcome, line.needed.change) == ("missed", None)
    assert line.to_meet.endswith("as time counts in whole units of 10 min")


def test_no_number_of_failures_in_a_row():
    """One good check among three that failed in a row takes them all away: 3 failures of 60 are missed, and one fewer is all met."""
    metric = sk.Checks("rows", ok={"ok": True}, in_a_row=3)
    line = sk.evaluate(contract(metric, "at least 99 %"), hourly(metric, 3, 60)).line("it")
    assert (line.outcome, line.needed.change) == ("missed", None)
    assert sk.analyses.headroom(contract(metric, "at least 90 %"), hourly(metric, 3, 60))["it"].why == "only failures of 3 in a row count"


@pytest.mark.parametrize("as_of", [None, HALF], ids=["over", "half"])
def test_time_that_fails_by_checks(as_of):
    """One good check holds for all of April, 720 h, of which 10 % may fail: 72 h, and with a microsecond more it is missed."""
    agreement = contract(sk.Checks("rows", ok={"ok": True}, count="time"), "at least 90 %")
    rows = [{"at": APRIL, "ok": True}]
    assert sk.analyses.headroom(agreement, {"rows": rows}, period="2026-04", as_of=as_of)["it"].until_missed == 72 * 60 * MINUTE
    for more, outcome in ((0, "met"), (1, "missed")):
        until = HALF + timedelta(hours=72, microseconds=more)
        failing = [*rows, {"at": HALF, "ok": False}, {"at": until, "ok": True}]
        assert sk.evaluate(agreement, {"rows": failing}, as_of="2026-05-02T00:00Z").line("it").outcome == outcome


@pytest.mark.parametrize("as_of", [None, HALF], ids=["over", "half"])
def test_time_without_cover(as_of):
    """One shift covers all of April, 720 h, of which 10 % may be without: 72 h, and with a microsecond more it is missed."""
    agreement = contract(sk.Coverage("shifts", promised=sk.ALWAYS), "at least 90 %")
    shifts = [{"start": APRIL, "end": APRIL + timedelta(days=30)}]
    assert sk.analyses.headroom(agreement, {"shifts": shifts}, period="2026-04", as_of=as_of)["it"].until_missed == 72 * 60 * MINUTE
    for more, outcome in ((0, "met"), (1, "missed")):
        later = HALF + timedelta(hours=72, microseconds=more)
        two = [{"start": APRIL, "end": HALF}, {"start": later, "end": APRIL + timedelta(days=30)}]
        assert sk.evaluate(agreement, {"shifts": two}, as_of="2026-05-02T00:00Z").line("it").outcome == outcome
