"""A duty as it is written, and what is refused."""

import pytest

import slakit as sk
from slakit.duties import Duty

DESK = sk.Weekly({"mon-fri": "09:00-17:30"}, tz="Europe/London")
RIGHT = sk.Right("terminate", within="60 days", after="Notice")
DOCUMENT = """
name = "Social care for Acme"
term = ["2026-01-01", "2027-01-01"]
timezone = "Europe/London"
provider = { name = "Brightside", roles = { "account lead" = "Ana Ruiz", "managing director" = "Lee Ford" } }
customer = { name = "Acme plc", roles = { "sign-off" = "head of brand" } }

[calendars]
desk = { is = "weekly", hours = { mon-fri = "09:00-17:30" }, tz = "Europe/London" }

[[duties]]
name = "Review"
who = "account lead"
every = "quarterly"
within = "10 business days"
on = "desk"

[[objectives]]
name = "Replies"
metric = { is = "count", stream = "late" }
target = "at most 0"
penalty = { is = "right", right = "terminate", within = "60 days", after = "Notice" }

[[objectives.duties]]
name = "Notice"
who = "sign-off"
within = "30 days"

[[objectives.duties]]
name = "Cure"
who = "provider"
after = "Notice"
within = "30 days"
grants = "step in"
forfeits = "terminate"
escalates_to = "managing director"

[[objectives.duties]]
name = "Meeting"
who = "managing director"
within = "5 days"
misses = [2, 6]
grants = { is = "right", right = "audit", within = "10 business days", on = "desk" }
"""


def agreement(*duties, agreed=(), penalty=None, **settings):
    terms = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2027-01-01"), "timezone": "UTC", **settings}
    objective = sk.Objective("Replies", sk.Count("late"), "at most 0", penalty=penalty, duties=duties)
    return sk.Agreement("A", **terms, objectives=[objective], duties=agreed)


def test_a_document_says_what_python_says():
    """Word for word."""
    agreed = sk.loads(DOCUMENT)
    notice, cure, meeting = agreed.objectives[0].duties
    assert agreed.duties == (Duty("Review", "account lead", every="quarterly", within="10 business days", on=DESK),)
    assert (agreed.objectives[0].penalty, notice) == (RIGHT, Duty("Notice", "sign-off", within="30 days"))
    assert cure == Duty(
        "Cure", "provider", after="Notice", within="30 days", grants="step in", forfeits="terminate", escalates_to="managing director"
    )
    audit = sk.Right("audit", within="10 business days", on=DESK)
    assert meeting == Duty("Meeting", "managing director", within="5 days", misses=(2, 6), grants=audit)


@pytest.mark.parametrize("form", ["toml", "json"])
def test_it_is_read_back(form):
    """From a document, and from its repr."""
    agreed = sk.loads(DOCUMENT)
    assert sk.loads(sk.dumps(agreed, format=form), format=form) == agreed
    cure = agreed.objectives[0].duties[1]
    assert eval(repr(cure), {"Duty": Duty, "Right": sk.Right}) == cure


def test_a_document_with_wrong_duties_has_all_problems_at_once():
    """Each with its line, its path and what to write."""
    text = DOCUMENT.replace('who = "sign-off"', 'who = "sign of"').replace('after = "Notice"\nwithin', 'after = "Notise"\nwithin')
    text = text.replace('within = "5 days"', 'within = "soon"')
    with pytest.raises(sk.errors.ContractError) as caught:
        sk.loads(text)
    assert [problem.partition(":")[0] for problem in caught.value.problems] == ["line 41 objectives[0].duties[2].within"]
    with pytest.raises(sk.errors.ContractError) as caught:
        sk.loads(text.replace('within = "soon"', 'within = "5 days"'))
    assert [problem.partition(";")[0] for problem in caught.value.problems] == [
        "line 24 objectives[0].duties[0]: objective 'Replies': duty 'Notice': who='sign of' is neither a party nor a role",
        "line 29 objectives[0].duties[1]: objective 'Replies': duty 'Cure': after='Notise' is neither an event nor an earlier duty",
    ]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Duty("Cure", "provider", within="soon"), "within='soon' is not a time limit; write '60 days'"),
        (lambda: Duty("Cure", "provider", within="5 business days"), "needs a calendar; write on=Weekly("),
        (lambda: Duty("Cure", "provider", within="5 days", every="monthly", after="missed"), "every='monthly' is of periods"),
        (
            lambda: Duty("Cure", "provider", within="5 days", after="right", in_a_row=2),
            "count missed periods, and it is due after 'right'",
        ),
        (lambda: Duty("Cure", "provider", within="5 days", after="Cure"), "is the duty itself"),
        (lambda: Duty("claim", "provider", within="5 days"), "'claim' is the word of an event"),
        (lambda: Duty("Pay", "customer", within="5 days", grants="terminate"), "is a right of the customer, who has the duty"),
        (lambda: Duty("Cure", "provider", within="5 days", grants=5), "grants=5 is not a right; write grants='terminate'"),
        (
            lambda: Duty("Cure", "provider", within="5 days", every="monthly", only=["Replies"]),
            "is of no objective; leave only= out",
        ),
        (lambda: Duty(" ", "provider", within="5 days"), "name=' ' is not a name"),
        (lambda: sk.Right("terminate", after="Notice"), "is where a time limit begins, and there is none; write within='60 days'"),
        (lambda: sk.Right("terminate", within="5 business days"), "needs a calendar"),
        (lambda: agreement(Duty("Cure", "chef", within="5 days")), "who='chef' is neither a party nor a role"),
        (lambda: agreement(Duty("Cure", "provider", within="5 days", escalates_to="chef")), "escalates_to='chef' is neither"),
        (
            lambda: agreement(Duty("Cure", "provider", within="5 days", after="Notice")),
            "after='Notice' is neither an event nor an earlier",
        ),
        (lambda: agreement(*[Duty("Cure", "provider", within="5 days")] * 2), "stands twice; give each its own name"),
        (
            lambda: agreement(Duty("Cure", "provider", within="5 days", forfeits="audit"), penalty=sk.Right("adit")),
            "did you mean 'adit'?",
        ),
        (
            lambda: agreement(Duty("Answer", "provider", within="5 days", after="claim")),
            "nothing has to be claimed; write Settlement(",
        ),
        (lambda: agreement(agreed=[Duty("Cure", "provider", within="5 days", only=["Reply"])]), "did you mean 'Replies'?"),
        (lambda: agreement(Duty("Cure", "provider", within="5 days", only=["Replies"])), "it stands with one; leave only= out"),
        (
            lambda: agreement(Duty("Cure", "provider", within="5 days", every="monthly")),
            "write it among the duties of the agreement",
        ),
        (lambda: agreement(penalty=RIGHT), "after='Notice' of a right is neither 'period' nor a duty"),
        (lambda: sk.Objective("O", sk.Count("o"), "at most 0", duties=["Cure"]), "is not a list of duties"),
    ],
)
def test_what_does_not_fit_is_refused(make, message):
    """With what to write."""
    with pytest.raises(sk.errors.ContractError) as caught:
        make()
    assert message in str(caught.value)
