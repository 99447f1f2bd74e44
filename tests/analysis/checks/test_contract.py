"""Contract and Promise: versions, periods, and the path of each rule in a document."""

from checked import contract, promise

import slakit as sk
from slakit.analysis.checks.contract import Contract
from slakit.analysis.checks.walk import parts_of
from slakit.calendars.base import Calendar

T = sk.Tiered({"99.9 %": "5 %"})


def test_paths_of_rules():
    """As a document has them: what stands around a rule is a key beside it, and sums are lists."""
    rule = (sk.Flat("1 %").only_if(in_a_row=2) + T.capped("4 %")).capped("4.5 %")
    made = Contract(contract(promise(penalty=rule))).promises[0]
    assert [(".".join(map(str, path[2:])), type(part).__name__) for path, part in made.rules()] == [
        ("penalty.capped", "Capped"), ("penalty", "SumOf"), ("penalty.0.only_if", "OnlyIf"), ("penalty.0", "Flat"),
        ("penalty.1.capped", "Capped"), ("penalty.1", "Tiered"),
    ]  # fmt: skip


def test_periods():
    """Whole ones of the version in force; those that the term cuts where there is no other."""
    made = contract(promise(), term=("2026-01-15", "2027-01-01")).amend(
        effective="2026-07-01", objectives=[promise(target="at least 99 %")]
    )
    first, second = Contract(made).promises
    assert [len(first.periods), len(second.periods)] == [5, 6]
    assert (first.shortest.label, first.longest.label) == ("2026-02", "2026-05")  # March loses an hour
    assert second.path == ("amendments", 0, "objectives", 0)
    short = contract(promise(window="yearly"), term=("2026-01-01", "2026-07-01"))
    assert [period.partial for period in Contract(short).promises[0].periods] == [True]


def test_never_judged():
    """A promise without any period is none that could be checked."""
    made = Contract(contract(promise(window=sk.yearly(partial="skip")), term=("2026-01-01", "2026-07-01")))
    assert (made.promises, len(made.every_promise)) == ((), 1)


def test_parts():
    """Every calendar with its path, inside tables by value as well."""
    desk = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC") - sk.Dates(["2026-12-25"], tz="UTC")
    replies = sk.Within("a", "1 hour", since="b", until="c", clock={"mail": desk, "phone": sk.ALWAYS}, clock_by="d")
    assert [(".".join(map(str, path)), type(part).__name__) for path, part in parts_of(replies, Calendar)] == [
        ("clock.mail", "Without"), ("clock.mail.kept", "Weekly"), ("clock.mail.taken.0", "Dates"), ("clock.phone", "Always"),
    ]  # fmt: skip
