"""check: the order of what is found, what silences it, and bad use."""

import pytest
from checked import contract, promise

import slakit as sk

T = sk.Tiered({"99.5 %": "5 %", "99 %": "10 %"})
MISSED = "missed-without-credit"


def test_not_an_agreement():
    """A path is no agreement."""
    with pytest.raises(sk.errors.UsageError, match=r"'contract.toml' is not an agreement; write check\(load\('contract.toml'\)\)"):
        sk.check("contract.toml")


def test_order():
    """What is of the whole first, then promise by promise, by place."""
    second = promise(sk.Share("posts", good={"ok": True}), "at least 100 %", name="Posts")
    findings = sk.check(contract(promise(penalty=T), second, term=("2026-01-15", "2027-01-01")))
    assert [finding.place for finding in findings] == ["window", "objectives[0].penalty", "objectives[1].target"]


def test_one_allows_for_all():
    """The agreement allows it in every promise, and a promise for itself alone."""
    both = promise(penalty=T), promise(penalty=T, name="Quarter", window="quarterly")
    assert len(sk.check(contract(*both))) == 2
    assert sk.check(contract(*both, allow={MISSED: "as agreed"})) == ()
    one = promise(penalty=T, allow={MISSED: "as agreed"})
    assert [finding.place for finding in sk.check(contract(one, both[1]))] == ["objectives[1].penalty"]
    assert [finding.allowed for finding in sk.check(contract(one, both[1]), allowed=True)] == ["as agreed", None]


def test_what_is_allowed_twice():
    """The reason of the promise counts, and that of the agreement silences nothing then."""
    made = contract(promise(penalty=T, allow={MISSED: "of the promise"}), allow={MISSED: "of the whole"})
    (finding,) = sk.check(made)
    assert (finding.code, finding.place) == ("allow-without-finding", f"allow.{MISSED}")


def test_allowed_in_vain():
    """It has the place and the clause of the promise."""
    (finding,) = sk.check(contract(promise(clause="4.1", allow={MISSED: "once"})))
    assert (finding.place, finding.clause) == (f"objectives[0].allow.{MISSED}", "4.1")
    assert finding.text == "'missed-without-credit' is allowed, and there is no such finding"


def test_values():
    """A finding is a value: equal ones are equal, and nothing of it changes."""
    one, other = (sk.check(contract(promise(penalty=T)))[0] for _ in range(2))
    assert one == other
    assert isinstance(one, sk.types.Finding)
    assert isinstance(one.witness, sk.types.Witness)
    with pytest.raises(AttributeError):
        one.code = "other"
