"""reconcile: cases worked out by hand, and the law that the causes add up to the whole difference."""

import pytest
from attrs import evolve

import slakit as sk
from slakit.analyses import reconcile
from slakit.engine.tally.tally_store import TallyStore

TIERS = sk.Tiered({"99.9 %": "5 %", "99 %": "10 %"})
HOSTING = sk.Agreement(
    "Hosting",
    provider="Brightside",
    customer="Acme",
    term=("2026-01-01", "2027-01-01"),
    timezone="UTC",
    fee="12000 GBP",
    objectives=[
        sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", penalty=TIERS),
        sk.Objective(
            "Replies", sk.Within("cases", "2 hours", since="opened", until="closed", key="id"), "at least 90 %", penalty=sk.Flat("10 %")
        ),
    ],
    settlement=sk.Settlement(cap="12 %"),
)
HOUR = {"start": "2026-03-10T10:00Z", "end": "2026-03-10T11:00Z"}  # 60 of 44,640 min: 99.866 %, 5 % of 12,000 = 600
LONGER = {**HOUR, "end": "2026-03-10T18:00Z"}  # 480 of 44,640 min: 98.925 %, 10 % = 1,200
ON_TIME = {"id": 7, "opened": "2026-03-20T09:00Z", "closed": "2026-03-20T10:00Z"}
LATE = {**ON_TIME, "closed": "2026-03-20T12:00Z"}


def worths(made):
    return [str(cause.payable) for cause in made.causes]


def compared(ours, theirs, **options):
    filled = [{"outages": [], "cases": [], **side} for side in (ours, theirs)]
    return reconcile(*filled, HOSTING, period="2026-03", **options)


def test_an_outage_of_one_side():
    """The outage that only we have is worth the 600.00 GBP that it costs, and the line differs by them."""
    made = compared({"outages": [HOUR]}, {})
    assert worths(made) == ["-600.00 GBP"]
    assert [(line.title, str(line.payable)) for line in made.lines] == [("Uptime, 2026-03", "-600.00 GBP")]
    assert "only in ours" in made.to_text()
    assert worths(compared({}, {"outages": [HOUR]})) == ["600.00 GBP"]


def test_another_end():
    """An outage with the same start and another end is one record with one field that differs."""
    made = compared({"outages": [HOUR]}, {"outages": [LONGER]})
    (cause,) = made.causes
    assert cause.records[0].fields == ("end",)
    assert worths(made) == ["600.00 GBP"]  # 1,200 less 600
    assert "end is 2026-03-10 11:00 +00:00 in ours and 2026-03-10 18:00 +00:00 in theirs" in str(made)


def test_a_case_is_matched_by_its_key():
    """A case with the same key is the same, whenever it was opened: late it costs 10 % of 12,000."""
    moved = {**LATE, "opened": "2026-03-20T08:30Z"}
    made = compared({"cases": [ON_TIME]}, {"cases": [moved]})
    assert made.causes[0].records[0].fields == ("closed", "opened")
    assert worths(made) == ["1200.00 GBP"]


def test_a_cap_makes_the_order_matter():
    """The cap is 12 % of 12,000 = 1,440: the outage of the 10th takes 1,200 of it, the case of the 20th what is left, 240."""
    made = compared({"cases": [ON_TIME]}, {"outages": [LONGER], "cases": [LATE]})
    assert worths(made) == ["1200.00 GBP", "240.00 GBP"]
    assert str(made.payable) == "1440.00 GBP"
    assert str(made.credit) == "2400.00 GBP"  # 1,200 each before the cap


def test_what_is_the_same_however_it_is_written():
    """Another order, offset or spelling of a number is no difference; nor are fields that the contract does not read."""
    same = {
        "outages": [{"end": "2026-03-10T12:00+01:00", "start": "2026-03-10T11:00+01:00", "note": "x"}],
        "cases": [{**ON_TIME, "id": "7"}],
    }
    made = compared({"outages": [HOUR], "cases": [ON_TIME]}, same)
    assert not made
    assert str(made) == "Hosting: nothing differs"


def test_a_stream_of_one_side():
    """Without the stream of cases there is no data, which is no miss; the records of the other side are still worth what they cost."""
    made = reconcile({"outages": [HOUR]}, {"outages": [HOUR], "cases": [LATE]}, HOSTING, period="2026-03")
    assert str(made.payable) == "840.00 GBP"  # 1,440 less 600
    assert sum(cause.payable for cause in made.causes) == made.payable
    back = reconcile({"outages": [HOUR], "cases": [LATE]}, {"outages": [HOUR]}, HOSTING, period="2026-03")
    assert sum(cause.payable for cause in back.causes) == back.payable == -made.payable


def test_many_are_grouped():
    """More than `most=` records are taken together, by stream and day, then by month; the sum stays."""
    theirs = [
        {"start": f"2026-03-{day:02}T{hour:02}:00Z", "end": f"2026-03-{day:02}T{hour:02}:20Z"} for day in (3, 4) for hour in range(9, 12)
    ]
    made = compared({}, {"outages": theirs}, most=2)
    assert [(cause.label, str(cause.payable)) for cause in made.causes] == [
        ("3 records of outages of 2026-03-03", "600.00 GBP"),  # 60 min
        ("3 records of outages of 2026-03-04", "0.00 GBP"),  # 120 min of 44,640: 99.73 %, the same tier
    ]
    (cause,) = compared({}, {"outages": theirs}, most=1).causes
    assert cause.label == "6 records of outages of 2026-03"
    assert len(cause.records) == 6


def test_a_row_that_cannot_be_read(tmp_path):
    """A row that only their file has broken counts as a cause of its own, so that nothing is left over: 100 for what is in doubt."""

    @sk.penalty
    def by_doubt(case):
        return (case.verdict.measure.unread or 0) * sk.money("100 GBP")

    terms = evolve(HOSTING, objectives=[evolve(HOSTING.objectives[0], penalty=by_doubt)])
    whole, broken = tmp_path / "whole.jsonl", tmp_path / "broken.jsonl"
    whole.write_text('{"start": "2026-03-10T10:00Z", "end": "2026-03-10T11:00Z"}\n')
    broken.write_text(whole.read_text() + "{oops\n")
    made = reconcile({"outages": sk.read(whole)}, {"outages": sk.read(broken)}, terms, period="2026-03")
    assert [(cause.label, str(cause.payable)) for cause in made.causes] == [("what could not be read of outages", "100.00 GBP")]
    assert str(made.payable) == "100.00 GBP"
    more = [HOUR, {**HOUR, "start": "2026-03-11T10:00Z", "end": "2026-03-11T11:00Z"}]
    assert worths(reconcile({"outages": more}, {"outages": sk.read(broken)}, terms, period="2026-03")) == ["0.00 GBP", "100.00 GBP"]


def test_each_side_is_read_once(tmp_path, monkeypatch):
    """What both have is tallied once, whatever differs: 2 sides, and a statement after each step but the last."""
    asked, built, fed = reconcile.__globals__, [], []
    build = asked["build_statement"]
    monkeypatch.setitem(asked, "build_statement", lambda *arguments: built.append(1) or build(*arguments))
    feed = TallyStore.feed
    monkeypatch.setattr(TallyStore, "feed", lambda store, stream, batch: fed.append(batch.size) or feed(store, stream, batch))
    days = [{"start": f"2026-03-{day:02}T10:00Z", "end": f"2026-03-{day:02}T11:00Z"} for day in range(1, 31)]
    compared({"outages": days}, {"outages": days[3:]})
    assert len(built) == 2 + 3 - 1
    assert sorted(fed, reverse=True) == [27, 3, 2, 1]  # both; ours; after two steps; theirs has no more


def test_statements():
    """Two statements, in any of their forms, differ by their lines; these add up to the difference."""
    ours, theirs = (sk.evaluate(HOSTING, {"outages": outages, "cases": []}, period="2026-03") for outages in ([HOUR], [LONGER]))
    for one in (ours, ours.to_json(), ours.to_dict(), ours.close(), ours.close().to_json()):
        made = reconcile(one, theirs)
        assert made.causes is None
        assert [str(line.payable) for line in made.lines] == ["600.00 GBP"]
        assert str(made.payable) == "600.00 GBP"
    assert not reconcile(ours, ours.to_json())


def test_every_form():
    """Text, Markdown and data name the same cause, and its worth."""
    made = compared({"outages": [HOUR]}, {"outages": [LONGER]})
    data = made.to_dict()
    assert data["causes"][0]["payable"] == data["difference"]["payable"] == "600.00 GBP"
    assert data["causes"][0]["lines"] == ["Uptime, 2026-03"]
    assert all("+600.00 GBP" in text for text in (made.to_text(), made.to_markdown(), repr(made)))


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (({"outages": []}, {"outages": []}), "reconcile(ours, theirs, agreement)"),
        (({"outages": []}, [], HOSTING), "theirs is list, not records by stream"),
        (({"outages": []}, {"outage": []}, HOSTING), "'outages'"),
    ],
)
def test_refusals(arguments, remedy):
    """What is compared must be two statements, or two sets of records and their agreement."""
    with pytest.raises(sk.errors.UsageError) as refused:
        reconcile(*arguments)
    assert remedy in str(refused.value)


def test_other_refusals():
    """Statements of two agreements, and a number of causes that is none."""
    ours, theirs = (sk.evaluate(one, {"outages": [HOUR]}, period="2026-03") for one in (HOSTING, evolve(HOSTING, name="Other")))
    with pytest.raises(sk.errors.UsageError, match="compare two of one agreement"):
        reconcile(ours, theirs)
    with pytest.raises(sk.errors.UsageError, match="write most=50"):
        compared({}, {}, most=0)


def test_a_stream_that_one_party_did_not_give():
    """One miss of 5 % of 12,000 GBP, and no records of outages on the other side: that is said, and is worth the 600 GBP, for 2 records."""
    terms = {"provider": "P", "customer": "C", "term": ("2026-03-01", "2026-04-01"), "timezone": "UTC", "fee": "12000 GBP"}
    uptime = sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Flat("5 %"))
    agreed = sk.Agreement("Hosting", **terms, objectives=[uptime, sk.Objective("Posts", sk.Count("posts"), "at most 9")])
    ours = {"outages": [{"start": f"2026-03-{day}T10:00Z", "end": f"2026-03-{day}T11:00Z"} for day in (10, 11)], "posts": []}
    for first, second, label, worth in (
        (ours, {"posts": []}, "they gave no records of outages; we gave 2", "-600.00 GBP"),
        ({"posts": []}, ours, "we gave no records of outages; they gave 2", "+600.00 GBP"),
    ):
        made = sk.analyses.reconcile(first, second, agreed)
        assert [str(cause) for cause in made.causes] == [f"{label}: {worth}"]
        assert len(made.causes[0].records) == 2
        assert made.causes[0].payable == made.payable
