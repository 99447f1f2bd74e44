"""A monitor whose records are taken back, and one whose agreement is amended: what is still the same is kept, what is wanted is named."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

import slakit as sk

REPLIES = sk.Within("cases", "1 hour", since="asked", until="replied", key="id", updated="changed")
TERM = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2026-07-01"), "timezone": "UTC", "fee": "1000 GBP"}
START = datetime(2026, 1, 1, tzinfo=UTC)


def agreement(*more, **changes):
    replies = sk.Objective("Replies", REPLIES, "at least 90 %", penalty=sk.Flat("5 %"))
    up = sk.Objective("Up", sk.Uptime("outages"), "at least 99 %", penalty=sk.Flat("10 %"))
    return sk.Agreement("Desk", objectives=[replies, up, *more], **TERM | changes)


def case(name, asked, replied, changed="2026-01-20T00:00Z"):
    return {"id": name, "asked": f"2026-01-05T{asked}Z", "replied": replied and f"2026-01-05T{replied}Z", "changed": changed}


CASES = [
    case("A", "10:00", "10:30"),
    case("B", "10:00", "12:00"),
    case("B", "10:00", "13:00", "2026-01-21T00:00Z"),
    case("C", "10:00", None),
]
OUTAGES = [{"start": "2026-01-10T00:00Z", "end": "2026-01-11T00:00Z"}]


def fed(agreed, cases=CASES, outages=OUTAGES, **settings):
    monitor = sk.Monitor(agreed, **settings)
    monitor.feed("cases", cases)
    monitor.feed("outages", outages)
    return monitor


def test_a_case_is_taken_back():
    """B was late in two rows; without it A is in time and C is late: 1 of 2 instead of 1 of 3, as if it had never been fed."""
    monitor = fed(agreement())
    before = monitor.statement(period="2026-01")
    assert str(before.line("Replies").measure.quantity) == "1/3"
    assert monitor.remove("cases", "B") == 2
    after = monitor.statement(period="2026-01")
    assert (str(after.line("Replies").measure.quantity), after.line("Up").measure.value) == ("0.5", before.line("Up").measure.value)
    assert after.to_dict() == fed(agreement(), [row for row in CASES if row["id"] != "B"]).statement(period="2026-01").to_dict()
    assert [one.key for one in monitor.deadlines(as_of="2026-02-01T00:00Z", overdue=True)] == ["C"]
    again = sk.Monitor.restore(agreement(), monitor.state())
    assert again.statement(period="2026-01").digest == after.digest


def test_a_case_may_come_back():
    """Taken back and fed again with other facts: what was said before is forgotten."""
    monitor = fed(agreement())
    monitor.remove("cases", "B")
    monitor.feed("cases", [case("B", "10:00", None)])
    assert [one.key for one in monitor.deadlines(as_of="2026-02-01T00:00Z", overdue=True)] == ["B", "C"]


@pytest.mark.parametrize(("fed_as", "removed_as"), [(["a", 1], ["a", 1]), (3.0, 3), (True, True), (("a", 1), ("a", 1))])
def test_a_key_is_found_as_it_is_folded(fed_as, removed_as):
    """Any key that names a case names it here too: a list, a number however it is written, a truth."""
    monitor = fed(agreement(), [case(fed_as, "10:00", "12:00"), case("A", "10:00", "10:30")])
    assert monitor.remove("cases", removed_as) == 1
    assert monitor.statement(period="2026-01").line("Replies").measure.value == 1


@pytest.mark.parametrize(
    ("remove", "says"),
    [
        (lambda monitor: monitor.remove("cases", "Z"), "no record of 'cases' has id = 'Z'"),
        (lambda monitor: monitor.remove("case", "A"), "'case' is not a stream of 'Desk'; did you mean 'cases'"),
        (lambda monitor: monitor.remove("outages", "A"), "says what its key is; write key='id'"),
    ],
)
def test_what_cannot_be_taken_back(remove, says):
    """It is told, and nothing changes."""
    monitor = fed(agreement())
    before = monitor.state()
    with pytest.raises(sk.errors.UsageError, match=says):
        remove(monitor)
    assert monitor.state() == before
    for change in (lambda one: one.remove("cases", "A"), lambda one: one.amend(agreement())):
        with pytest.raises(sk.errors.UsageError, match="keeps no records cannot"):
            change(fed(agreement(), keep_records=False))


def test_an_amended_agreement_keeps_what_is_the_same():
    """A fee and a target change: nothing is wanted, and the figures are those of all records fed anew."""
    amended = agreement().amend(effective="2026-02-01", fee="2000 GBP")
    monitor = fed(agreement())
    assert (monitor.amend(amended), monitor.wanted) == ((), ())
    assert monitor.statement().to_dict() == fed(amended).statement().to_dict()
    assert monitor.agreement == amended
    resumed = sk.Monitor.restore(amended, fed(agreement()).state())
    assert (resumed.wanted, resumed.statement().digest) == ((), monitor.statement().digest)
    twice = amended.amend(effective="2026-03-01", fee="3000 GBP")
    assert sk.Monitor.restore(twice, fed(agreement()).state()).statement().to_dict() == fed(twice).statement().to_dict()


def test_what_an_amendment_asks_that_was_not_kept_is_named():
    """Weights by severity need the outages again, and probes are new; the cases are kept."""
    weighted = sk.Objective(
        "Up", sk.Uptime("outages", weights={"high": 1, "low": "50 %"}, weight_by="severity"), "at least 99 %", penalty=sk.Flat("10 %")
    )
    probes = sk.Objective("Probes", sk.Checks("probes", ok={"up": True}), "at least 99 %")
    amended = agreement().amend(effective="2026-02-01", objectives=[weighted, probes])
    monitor = fed(agreement())
    assert monitor.amend(amended) == ("stream 'outages' again, with severity", "stream 'probes', which is new")
    outages = [{**row, "severity": "low"} for row in OUTAGES]
    probed = [{"at": "2026-02-05T00:00Z", "up": True}]
    monitor.feed("outages", outages)
    monitor.feed("probes", probed)
    whole = fed(amended, outages=outages)
    whole.feed("probes", probed)
    assert monitor.statement().to_dict() == whole.statement().to_dict()
    resumed = sk.Monitor.restore(amended, fed(agreement()).state())
    assert resumed.wanted == ("stream 'outages' again, with severity", "stream 'probes', which is new")


def test_another_agreement_is_still_refused():
    """Only one that grew by amendments takes up a saved state."""
    with pytest.raises(sk.errors.UsageError, match="saved under another agreement"):
        sk.Monitor.restore(agreement(fee="7 GBP").amend(effective="2026-02-01", fee="8 GBP"), fed(agreement()).state())


rows = st.lists(
    st.builds(
        lambda name, hour, length, changed: {
            "id": name,
            "asked": START + timedelta(hours=hour),
            "replied": length and START + timedelta(hours=hour, minutes=length),
            "changed": START + timedelta(days=changed),
        },
        st.sampled_from([1, "2", 3.0, "d"]),
        st.integers(0, 4000),
        st.none() | st.integers(1, 300),
        st.integers(0, 150),
    ),
    max_size=12,
)


LONG_AGO = START - timedelta(days=9000)  # outside the term: it makes the fields known


@given(rows, st.data())
def test_without_a_key_is_without_its_records(some, data):
    """Whatever is fed and taken back, the statement is that of the rest."""
    if not some:
        return
    key = data.draw(st.sampled_from([row["id"] for row in some]))
    before = {**some[0], "id": "before", "asked": LONG_AGO, "replied": LONG_AGO}
    monitor = fed(agreement(), [before, *some])
    monitor.remove("cases", key)
    rest = fed(agreement(), [before, *(row for row in some if row["id"] != key)])
    one, other = (each.statement(as_of="2026-07-01T00:00Z") for each in (monitor, rest))
    assert [line.to_dict() for line in one.lines] == [line.to_dict() for line in other.lines]
