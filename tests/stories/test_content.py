"""A contract on content: checks, approval ahead of publication, rounds, the plan, silence; what they make together; all by hand.

The week is that of Monday 2 March 2026; the desk is open from 9 to 17 on weekdays; what is submitted on
Monday is to be answered in two business days, by Wednesday at the same hour.
"""

from fractions import Fraction

import pytest

import slakit as sk
from slakit.metrics.compound.choice import worst
from slakit.metrics.compound.gated import Gated
from slakit.social import content

DESK = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")
AHEAD = content.approved_ahead(by=["editor", "head of brand"])

CONTRACT = sk.Agreement(
    "Posts as agreed",
    provider="Federkiel GbR",
    customer="Stadtwerke",
    term=("2026-03-01", "2026-06-01"),
    timezone="UTC",
    fee="4000 EUR",
    objectives=[
        sk.Objective("Every check", content.guidelines(at="published"), "at least 50 %", clause="1"),
        sk.Objective("Tone", content.guidelines("tone", at="published"), "at least 75 %", clause="2"),
        sk.Objective("Approved ahead", AHEAD, "at least 75 %", clause="3", penalty=sk.PerBreach("50 EUR")),
        sk.Objective("Business day ahead", content.approved_ahead("8 hours", clock=DESK), "at least 50 %", clause="4"),
        sk.Objective("Rounds", content.revised(at="published"), "at least 75 %", clause="5"),
        sk.Objective("As planned", content.as_planned(), "at least 60 %", clause="6"),
        sk.Objective("Silence approves", content.approved_by_silence("2 business days", clock=DESK), "at least 75 %", clause="7"),
        sk.Objective(
            "Weakest check",
            worst(*(content.guidelines(name, at="published") for name in content.CHECKS)),
            "at least 75 %",
            clause="8",
            penalty=sk.Flat("2 %"),
        ),
        sk.Objective(
            "Score",
            Fraction(1, 2) * content.guidelines("tone", at="published")
            + Fraction(3, 10) * content.guidelines("language", at="published")
            + Fraction(1, 5) * content.guidelines("visuals", at="published"),
            "at least 80 %",
            clause="9",
        ),
        sk.Objective(
            "Score, if on plan",
            Gated(content.guidelines("tone", at="published"), content.as_planned(), at_least="75 %"),
            "at least 50 %",
            clause="10",
        ),
    ],
)


def post(number, checks, approved, by, published, planned, rounds, submitted, answered, answer):
    marks = dict(zip(content.CHECKS, ("approved" if mark == "+" else "rejected" for mark in checks), strict=True))
    times = {"approved": approved, "published": published, "planned": planned, "submitted": submitted, "answered": answered}
    told = {name: text and f"2026-03-{text}Z" for name, text in times.items()}
    return {"no": number, **marks, **told, "approved_by": by, "rounds": rounds, "answer": answer}


POSTS = [
    # approved exactly 24 hours ahead by the editor; published on time; answered within an hour
    post(1, "+++", "03T10:00", "editor", "04T10:00", "04T10:00", 1, "02T09:00", "02T10:00", "approved"),
    # approved a minute too late; published 30 minutes early, exactly inside; refused on Wednesday at 9, exactly in time
    post(2, "+-+", "04T10:01", "editor", "05T10:00", "05T10:30", 2, "02T09:00", "04T09:00", "refused"),
    # approved two days ahead by the trainee; published 30 minutes late, exactly inside; refused a minute too late, so approved
    post(3, "++-", "04T10:00", "trainee", "06T10:00", "06T09:30", 3, "02T09:00", "04T09:01", "refused"),
    # approved on Friday 16:00 for Monday 11:00: 67 hours, 1 + 2 of the desk; published 31 minutes early; never answered, so approved
    post(4, "--+", "06T16:00", "head of brand", "09T11:00", "09T11:31", 0, "02T09:00", None, None),
]


@pytest.fixture(scope="module")
def march():
    return sk.evaluate(CONTRACT, {"posts": POSTS}, period="2026-03", as_of="2026-04-02T00:00Z")


FIGURES = {
    "Every check": Fraction(1, 4),  # the first only
    "Tone": Fraction(3, 4),
    "Approved ahead": Fraction(1, 2),  # the first and the fourth
    "Business day ahead": Fraction(2, 4),  # desk hours ahead: 7 + 1 = 8, exactly; 6:59 + 1 = 7:59; 7 + 8 + 1 = 16; 1 + 2 = 3
    "Rounds": Fraction(3, 4),
    "As planned": Fraction(3, 4),  # 0, -30 and +30 minutes are inside, -31 is not
    "Silence approves": Fraction(3, 4),  # all but the second
    "Weakest check": Fraction(1, 2),  # tone 3/4, language 2/4, visuals 3/4
    "Score": Fraction(27, 40),  # 1/2 x 3/4 + 3/10 x 1/2 + 1/5 x 3/4 = 0.375 + 0.15 + 0.15 = 0.675
    "Score, if on plan": Fraction(3, 4),  # the gate is 75 %, exactly met
}


@pytest.mark.parametrize("name", FIGURES)
def test_the_figures(march, name):
    """As worked out beside each record and each figure."""
    assert march.line(name).measure.value == FIGURES[name]


def test_which_clauses_are_missed(march):
    """Every check, approval ahead, the weakest check and the score; all others are exactly met or better."""
    assert [line.clause for line in march.missed] == ["1", "3", "8", "9"]


def test_what_is_owed(march):
    """Two posts not approved as agreed are 100; 2 % of 4,000 for the weakest check are 80."""
    assert march.credit == sk.money("180 EUR")


def test_a_post_that_does_not_appear_is_a_miss_after_the_tolerance():
    """Planned for the 11th at 10:00 and not published: pending at 10:30, a miss a microsecond later, 3 of 5."""
    rows = [*POSTS, {"no": 5, "planned": "2026-03-11T10:00Z", "published": None}]
    objective = sk.Objective("As planned", content.as_planned(), "at least 60 %")
    agreement = sk.Agreement("A", provider="P", customer="C", term=("2026-03-01", "2026-04-01"), timezone="UTC", objectives=[objective])
    at = {
        text: sk.evaluate(agreement, {"posts": rows}, as_of=text).lines[0].measure
        for text in ("2026-03-11T10:30Z", "2026-03-11T10:30:00.000001Z")
    }
    assert [(measure.value, measure.pending) for measure in at.values()] == [(Fraction(3, 4), 1), (Fraction(3, 5), 0)]


def test_an_approval_that_is_missing_is_a_miss_a_day_ahead():
    """A post planned for the 20th at noon: without approval it is pending until the 19th at noon and a miss after that."""
    rows = [{"due": "2026-03-20T12:00Z", "approved": None, "approved_by": None}]
    objective = sk.Objective("Approved ahead", content.approved_ahead(due="due"), "at least 75 %")
    agreement = sk.Agreement("A", provider="P", customer="C", term=("2026-03-01", "2026-04-01"), timezone="UTC", objectives=[objective])
    found = [sk.evaluate(agreement, {"posts": rows}, as_of=text).lines[0].measure for text in ("2026-03-19T12:00Z", "2026-03-19T12:01Z")]
    assert [(measure.value, measure.pending) for measure in found] == [(None, 1), (0, 0)]


def test_silence_over_a_weekend():
    """Submitted on Thursday the 5th at 15:00: pending until Monday the 9th at 15:00, approved a minute later."""
    rows = [{"submitted": "2026-03-05T15:00Z", "answered": None, "answer": None}]
    objective = sk.Objective("Silence", content.approved_by_silence("2 business days", clock=DESK), "at least 75 %")
    agreement = sk.Agreement("A", provider="P", customer="C", term=("2026-03-01", "2026-04-01"), timezone="UTC", objectives=[objective])
    found = [sk.evaluate(agreement, {"posts": rows}, as_of=text).lines[0].measure for text in ("2026-03-09T15:00Z", "2026-03-09T15:01Z")]
    assert [(measure.value, measure.pending) for measure in found] == [(None, 1), (1, 0)]


def test_the_gate_shuts():
    """With a gate of 80 % on the plan, 75 % is not enough, and the score is zero."""
    shut = Gated(content.guidelines("tone", at="published"), content.as_planned(), at_least="80 %")
    agreement = sk.Agreement(
        "A",
        provider="P",
        customer="C",
        term=("2026-03-01", "2026-04-01"),
        timezone="UTC",
        objectives=[sk.Objective("Score", shut, "at least 50 %")],
    )
    line = sk.evaluate(agreement, {"posts": POSTS}).lines[0]
    assert (line.measure.value, line.outcome) == (0, sk.Outcome.MISSED)
