"""What is payable of a billing period, however it is asked for (docs/numbers.md P5, P7)."""

import slakit as sk

TERM = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2027-01-01"), "timezone": "UTC"}


def test_a_cap_is_used_up_in_time_order_whichever_days_are_asked_for():
    """10 GBP for each of five missed days and 15 GBP at most in a month: 10, 5, 0, 0, 0, asked day by day or for the month."""
    agreement = sk.Agreement(
        "A",
        **TERM,
        fee="100 GBP",
        settlement=sk.Settlement(cap="15 GBP"),
        objectives=[sk.Objective("Calm", sk.Count("q"), "at most 0", window="daily", penalty=sk.Flat("10 GBP"))],
    )
    rows = [{"at": f"2026-03-0{day}T12:00Z"} for day in range(1, 6)]
    month = sk.evaluate(agreement, {"q": rows}, period="2026-03")
    days = [sk.evaluate(agreement, {"q": rows}, period=f"2026-03-0{day}") for day in range(1, 6)]
    assert [line.payable for line in month.lines[:5]] == [sk.money(f"{amount} GBP") for amount in (10, 5, 0, 0, 0)]
    assert [day.payable for day in days] == [line.payable for line in month.lines[:5]]
    assert (month.credit, month.payable) == (sk.money("50 GBP"), sk.money("15 GBP"))


def test_a_month_that_is_skipped_has_no_cap():
    """The term begins in mid-January and skips it; a missed week there pays in full, one in February no more than 15 % of 100 GBP."""
    agreement = sk.Agreement(
        "A",
        **TERM | {"term": ("2026-01-12", "2026-04-01")},
        fee="100 GBP",
        window=sk.monthly(partial="skip"),
        settlement=sk.Settlement(cap="15 %"),
        objectives=[sk.Objective("Calm", sk.Count("q"), "at most 0", window="weekly", penalty=sk.Flat("20 GBP"))],
    )
    rows = [{"at": "2026-01-13T12:00Z"}, {"at": "2026-02-03T12:00Z"}]
    statement = sk.evaluate(agreement, {"q": rows})
    assert [str(line.payable) for line in statement.missed] == ["20.00 GBP", "15.00 GBP"]


def test_a_gap_is_under_a_cap_of_the_year():
    """The same skipped month has a share of what a year may come to: 20 of 30, so February has 10 left."""
    agreement = sk.Agreement(
        "A",
        **TERM | {"term": ("2026-01-12", "2026-04-01")},
        fee="100 GBP",
        window=sk.monthly(partial="skip"),
        settlement=sk.Settlement(steps=[sk.steps.Cap("30 GBP", per="yearly")]),
        objectives=[sk.Objective("Calm", sk.Count("q"), "at most 0", window="weekly", penalty=sk.Flat("20 GBP"))],
    )
    rows = [{"at": "2026-01-13T12:00Z"}, {"at": "2026-02-03T12:00Z"}]
    assert [str(line.payable) for line in sk.evaluate(agreement, {"q": rows}).missed] == ["20.00 GBP", "10.00 GBP"]
    assert str(sk.evaluate(agreement, {"q": rows}, period="2026-W06").payable) == "10.00 GBP"


def test_a_bill_is_settled_under_the_settlement_at_its_start():
    """15 a month until June, 5 from July on (docs/numbers.md A1)."""
    agreement = sk.Agreement(
        "A",
        **TERM,
        fee="100 GBP",
        settlement=sk.Settlement(cap="15 GBP"),
        objectives=[sk.Objective("Calm", sk.Count("q"), "at most 0", penalty=sk.Flat("20 GBP"))],
    ).amend(effective="2026-07-01", settlement=sk.Settlement(cap="5 GBP"))
    rows = [{"at": "2026-06-13T12:00Z"}, {"at": "2026-07-03T12:00Z"}]
    assert [str(line.payable) for line in sk.evaluate(agreement, {"q": rows}).missed] == ["15.00 GBP", "5.00 GBP"]


def test_a_bill_that_is_not_over_settles_what_is():
    """As of the 3rd two days are over: 20 is below the smallest amount of 25; with the third day, 30 is not."""
    agreement = sk.Agreement(
        "A",
        **TERM,
        fee="100 GBP",
        settlement=sk.Settlement(steps=[sk.steps.MinimumPayout("25 GBP")]),
        objectives=[sk.Objective("Calm", sk.Count("q"), "at most 0", window="daily", penalty=sk.Flat("10 GBP"))],
    )
    rows = [{"at": f"2026-03-0{day}T12:00Z"} for day in (1, 2, 3)]
    credits = [str(sk.evaluate(agreement, {"q": rows}, period="2026-03", as_of=f"2026-03-0{day}T00:00Z").payable) for day in (3, 4)]
    assert credits == ["0.00 GBP", "30.00 GBP"]
    assert str(sk.evaluate(agreement, {"q": rows}, period="2026-03-01", as_of="2026-04-01T00:00Z").payable) == "10.00 GBP"


def test_fewer_records_than_the_minimum_are_no_data_however_long_a_clock_runs():
    """One open clock, thirty records wanted (docs/numbers.md M4)."""
    objective = sk.Objective(
        "E", sk.Elapsed("q", since="a", until="b", statistic="max"), "at most 20 hours", minimum=30, penalty=sk.Flat("5 %")
    )
    agreement = sk.Agreement("A", **TERM, fee="100 GBP", objectives=[objective])
    statement = sk.evaluate(agreement, {"q": [{"a": "2026-01-02T00:00Z", "b": None}]}, period="2026-01")
    assert (statement.lines[0].outcome, statement.credit) == (sk.Outcome.NO_DATA, sk.money("0 GBP"))
    assert statement.lines[0].reason == "0 records, fewer than the 30 that count"


def test_each_bound_rounds_for_itself():
    """99.94 % is above 99.9 %, whatever the other bound rounds to (docs/numbers.md V2)."""
    assert not sk.at_most("99.9 %").holds(sk.quantity("99.94 %").base)
    joined = sk.at_least("99 %", rounding="0.1 %") & sk.at_most("99.9 %")
    assert not joined.holds(sk.quantity("99.94 %").base)
    coarse, fine = sk.at_least("99.5 %", rounding="1 %"), sk.at_most("99.7 %", rounding="0.5 %")
    for both in (coarse & fine, fine & coarse):  # 99.4 % is 99 % to whole points and 99.5 % to half points
        assert (both.holds(sk.quantity("99.4 %").base), str(both.judge(sk.readings.Measure(value=sk.quantity("99.4 %").base)).judged)) == (
            False,
            "99.4 %",
        )


def test_an_outage_is_closed_by_a_later_row_of_its_key():
    """Open from 10:00, then known to have ended at 11:00: one hour of January's 744."""
    agreement = sk.Agreement("A", **TERM, objectives=[sk.Objective("Up", sk.Uptime("outages", key="id"), "at least 99 %")])
    monitor = sk.Monitor(agreement)
    monitor.feed("outages", [{"id": 1, "start": "2026-01-10T10:00Z", "end": None}])
    assert (
        monitor.statement(as_of="2026-01-10T20:00Z").line("Up").measure.whole - 10 * 3_600_000_000
        == 9 * 24 * 3_600_000_000 + 10 * 3_600_000_000
    )
    monitor.feed("outages", [{"id": 1, "start": "2026-01-10T10:00Z", "end": "2026-01-10T11:00Z"}])
    measure = monitor.statement(period="2026-01").line("Up").measure
    assert (measure.whole - measure.part, measure.whole) == (3_600_000_000, 744 * 3_600_000_000)


def test_one_open_clock_is_pending_once():
    """In a ratio of two statistics of the same clocks."""
    metric = sk.Elapsed("q", since="a", until="b", statistic="max") / sk.Elapsed("q", since="a", until="b")
    agreement = sk.Agreement("A", **TERM, objectives=[sk.Objective("Tail", metric, "at most 3")])
    rows = [{"a": "2026-01-02T00:00Z", "b": "2026-01-02T01:00Z"}, {"a": "2026-01-02T00:00Z", "b": None}]
    assert sk.evaluate(agreement, {"q": rows}, period="2026-01").lines[0].measure.pending == 1


def test_the_digest_does_not_know_the_name_of_a_file(tmp_path):
    """Two parties with the same bytes under two names have one digest (docs/numbers.md A3)."""
    agreement = sk.Agreement("A", **TERM, objectives=[sk.Objective("Sum", sk.Total("q", "n"), "at least 1")])
    digests = set()
    for name in ("one.csv", "two.csv"):
        (tmp_path / name).write_text("at,n\n2026-01-02T00:00Z,1\n2026-01-02T00:00Z,x\n")
        digests.add(sk.evaluate(agreement, {"q": sk.files.read_csv(tmp_path / name, times=["at"])}).digest)
    assert len(digests) == 1
