"""allow: the findings that a contract means, each with a reason, in Python and in documents alike."""

import pytest

import slakit as sk
from slakit.statements.digest import digest

CODE = "target-of-100-percent"
PARTIES = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2027-01-01"), "timezone": "UTC"}
DOCUMENT = """
name = "Hosting"
provider = "P"
customer = "C"
term = ["2026-01-01", "2027-01-01"]
timezone = "UTC"

[[objectives]]
name = "Uptime"
metric = { is = "uptime", stream = "outages" }
target = "at least 100 %"
"""


def objective(**settings):
    return sk.Objective("Uptime", sk.Uptime("outages"), "at least 100 %", **settings)


def agreement(*objectives, **settings):
    return sk.Agreement("Hosting", **PARTIES, objectives=objectives or [objective()], **settings)


def test_held_in_order():
    """Pairs in the order of their codes, without blanks around the reason."""
    made = objective(allow={"target-of-100-percent": " every minute counts ", "met-yet-paid": "as printed"})
    assert made.allow == (("met-yet-paid", "as printed"), ("target-of-100-percent", "every minute counts"))
    assert objective(allow=made.allow) == made
    assert "allow={'met-yet-paid': 'as printed'" in repr(made)


def test_left_out():
    """Without it a contract allows nothing, and nothing is written of it."""
    assert objective().allow == agreement().allow == ()
    assert "allow" not in repr(agreement())
    assert "allow" not in sk.dumps(agreement())


@pytest.mark.parametrize(("allow", "problem"), [
    ({"target-of-100-procent": "so"}, "'target-of-100-procent' is not the code of a finding; did you mean 'target-of-100-percent'?"),
    ({CODE: " "}, f"'{CODE}' is allowed without a reason; write allow={{'{CODE}': 'clause 3: every minute counts'}}"),
    ({CODE: 3}, f"'{CODE}' is allowed without a reason; write allow={{'{CODE}': 'clause 3: every minute counts'}}"),
    ("all", "'all' is not a table of codes and reasons; write allow={'target-of-100-percent': 'clause 3: every minute counts'}"),
    ({"allow-without-finding": "so"}, "'allow-without-finding' is not the code of a finding; docs/findings.md lists all codes"),
])  # fmt: skip
def test_refused(allow, problem):
    """A code that is none, no reason, and the finding that nobody may allow."""
    with pytest.raises(sk.errors.ContractError) as error:
        objective(allow=allow)
    assert problem in str(error.value)
    with pytest.raises(sk.errors.ContractError) as error:
        agreement(allow=allow)
    assert problem in str(error.value)


def test_no_digest_changes():
    """No figure rests on it: the statement and its digest are those of the contract that allows nothing."""
    plain, allowed = agreement(), agreement(objective(allow={CODE: "so"}), allow={"partial-period": "so"})
    assert plain != allowed
    assert digest(plain) == digest(allowed)
    records = {"outages": [{"start": "2026-01-05T00:00Z", "end": "2026-01-05T01:00Z"}]}
    assert sk.evaluate(plain, records, period="2026-01").digest == sk.evaluate(allowed, records, period="2026-01").digest


@pytest.mark.parametrize("form", ["toml", "json"])
def test_written_and_read(form):
    """A document holds it in both places, and reads it back."""
    made = agreement(objective(allow={CODE: "clause 3"}), allow={"partial-period": "the term was agreed on late"})
    text = sk.dumps(made, form)
    assert "clause 3" in text
    assert sk.loads(text) == made


def test_place_of_what_is_wrong_in_a_document():
    """A problem has the line and the path of its key."""
    with pytest.raises(sk.errors.ContractError) as error:
        sk.loads(DOCUMENT + 'allow = { "target-of-100-percent" = "", "met-but-paid" = "so" }\n')
    assert [problem.partition(";")[0] for problem in error.value.problems] == [
        "line 12 objectives[0].allow.target-of-100-percent: 'target-of-100-percent' is allowed without a reason",
        "line 12 objectives[0].allow.met-but-paid: 'met-but-paid' is not the code of a finding",
    ]
