"""Vocabulary: words of one's own, for classes and for ready-made objects."""

import re
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from inspect import isabstract
from operator import or_

import pytest
from attrs import field, frozen
from attrs.validators import instance_of
from names import NAMES

import slakit as sk
from slakit.documents.kinds import kind_of
from slakit.documents.vocabulary import Vocabulary


@sk.metric("surveys")
def empathy(rows):
    return Fraction(sum(row["score"] >= 4 for row in rows), len(rows))


@sk.penalty
def apology(case):
    return case.streak * sk.money("10 GBP")


@frozen
class Waiver(sk.PenaltyRule):
    """A rule of a user, with settings of several kinds."""

    share: Fraction
    unless: sk.Metric
    weight: Decimal = field(default=Decimal(1), validator=instance_of(Decimal))
    loud: bool = False

    def assess(self, case):
        return case.nothing


@frozen
class Ever(sk.types.Calendar):
    """A calendar of a user."""

    def open(self, span):
        return sk.types.Spans([span])


WORDS = sk.STANDARD | {
    "empathy": empathy,
    "apology": apology,
    "waiver": Waiver,
    "ever": Ever,
    "uk desk": Ever(),
    "posts up": sk.Uptime("posts"),
}


def agreement(*objectives):
    return sk.Agreement(
        "Care", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC", fee="1000 GBP", objectives=objectives
    )


def told(metric, target="at least 80 %", penalty=None, vocabulary=WORDS):
    """The metric and the penalty as a document has them, once both formats have been read back."""
    one = agreement(sk.Objective("A", metric, target, penalty=penalty))
    for form in ("toml", "json"):
        assert sk.loads(sk.dumps(one, form, vocabulary), vocabulary=vocabulary) == one
    lines = sk.dumps(one, vocabulary=vocabulary).splitlines()
    return [line for line in lines if line.startswith(("metric", "penalty"))]


def test_functions_are_words():
    """A function that was made a metric or a rule stands under its word, with its own filter, groups or cap beside it."""
    assert told(empathy) == ['metric = { is = "empathy" }']
    assert told(empathy.where(channel="x").by("team"), penalty=apology.capped("5 %")) == [
        'metric = { is = "empathy", where = { channel = "x" }, by = ["team"] }',
        'penalty = { is = "apology", capped = "5 %" }',
    ]
    assert told(empathy * "0.5" + sk.Uptime("s") * "1/3") == [
        'metric = { is = "weighted", terms = [[0.5, { is = "empathy" }], ["1/3", { is = "uptime", stream = "s" }]] }'
    ]


def test_ready_made_objects():
    """An object that has a word is written by it, a like one with more conditions by its class."""
    assert told(sk.Uptime("posts")) == ['metric = { is = "posts up" }']
    assert told(sk.Uptime("posts").by("x")) == ['metric = { is = "uptime", stream = "posts", by = ["x"] }']
    assert told(sk.Uptime("x", clock=Ever())) == ['metric = { is = "uptime", stream = "x", clock = { is = "uk desk" } }']


def test_classes_are_words():
    """A class of a user is written with the arguments of its constructor, and read by their types."""
    assert told(empathy, penalty=Waiver(Fraction(1, 3), unless=empathy, weight=Decimal("0.10"), loud=True)) == [
        'metric = { is = "empathy" }',
        'penalty = { is = "waiver", share = "1/3", unless = { is = "empathy" }, weight = 0.10, loud = true }',
    ]


def test_problems_of_such_a_class():
    """Its arguments are judged one by one, whatever error it raises."""
    text = sk.dumps(agreement(sk.Objective("A", empathy, "at least 80 %")), vocabulary=WORDS)
    text += 'penalty = { is = "waiver", share = "x", unless = "empathy", weight = 1, loud = "yes" }'
    with pytest.raises(sk.errors.ContractError) as caught:
        sk.loads(text, vocabulary=WORDS)
    share, unless, weight, loud = caught.value.problems
    assert share == "line 13 objectives[0].penalty.share: 'x' is not a number; write 3, 99.9 or '1/3'"
    assert unless == 'line 13 objectives[0].penalty.unless: \'empathy\' is not a metric; write { is = "uptime", stream = "outages" }'
    assert weight.startswith("line 13 objectives[0].penalty.weight: 'weight' must be <class 'decimal.Decimal'> (got 1")
    assert loud == "line 13 objectives[0].penalty.loud: 'yes' is not true or false; write true"


def test_keys_of_a_ready_made_object():
    """A ready-made metric takes a filter and groups, and nothing else."""
    text = sk.dumps(agreement(sk.Objective("A", empathy, "at least 80 %")), vocabulary=WORDS)
    with pytest.raises(sk.errors.ContractError) as caught:
        sk.loads(text.replace('{ is = "empathy" }', '{ is = "empathy", stream = "x", by = 5 }'), vocabulary=WORDS)
    assert caught.value.problems == (
        "line 11 objectives[0].metric.stream: is not a key of 'empathy'; known: by, during, groups, where",
        'line 11 objectives[0].metric.by: 5 is not a list of texts; write ["5"]',
    )


def test_what_has_no_word():
    """Everything that the vocabulary cannot say is told at once, with its place."""
    one = agreement(sk.Objective("A", empathy, "at least 80 %", penalty=sk.Flat("5 %") + apology))
    with pytest.raises(sk.errors.UsageError) as caught:
        sk.dumps(one)
    metric, penalty = caught.value.problems
    assert metric.startswith("objectives[0].metric: ")
    assert metric.endswith(" has no word; write vocabulary=STANDARD | {'a word': ...} with it or its class")
    assert penalty.startswith("objectives[0].penalty[1]: ")


def test_a_vocabulary_is_a_value():
    """`|` makes a new one, the later word wins, and the kinds do not meet."""
    few = Vocabulary({"uptime": sk.Uptime, "any of": sk.Uptime})
    more = few | {"uptime": sk.Share} | Vocabulary({"flat": sk.Flat})
    assert (repr(few), repr(more)) == ("Vocabulary('uptime', 'any of')", "Vocabulary('any of', 'uptime', 'flat')")
    assert few == Vocabulary({"uptime": sk.Uptime, "any of": sk.Uptime})
    assert hash(few | {}) == hash(few)
    text = sk.dumps(agreement(sk.Objective("A", sk.Uptime("x"), "at least 80 %")))
    with pytest.raises(sk.errors.ContractError) as caught:
        sk.loads(text, vocabulary=more)
    assert str(caught.value) == "line 11 objectives[0].metric: has no 'good'; write good = { tone = \"approved\" }"


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ({"": sk.Uptime}, "'' is not a word; write STANDARD | {'empathy': empathy}"),
        ({"five": 5}, "'five': 5 is not a metric, penalty rule, calendar, window or target, nor a class of them; "
                      "write @metric('surveys') or @penalty on the line before a function"),
    ],
)  # fmt: skip
def test_words_that_stand_for_nothing(words, problem):
    """Only what an agreement is made of has words."""
    with pytest.raises(sk.errors.UsageError) as caught:
        _ = sk.STANDARD | words
    assert str(caught.value) == problem


def test_every_public_class_has_a_word():
    """A class of slakit that an agreement can be made of can be written in a document."""
    classes = [made for made in NAMES.values() if isinstance(made, type) and not isabstract(made)]
    kinds = [(kind_of(made), made) for made in classes if kind_of(made)]
    assert len(kinds) >= 14
    assert [made for kind, made in kinds if sk.STANDARD.word(kind, made) is None] == []


def test_words_that_stand_for_something():
    """The repr names the words that a document may write, and no public class that is no table."""
    named = re.findall("'([^']*)'", repr(sk.STANDARD))
    assert named == [word for _, word, _ in sk.STANDARD]
    assert not {"metric", "target", "step", "penalty rule", "settlement context", "claims", "outcome"} & {*named}


def test_the_same_words_are_the_same_vocabulary():
    """It is its words and what they stand for, however they came together; a mapping holds a word of two kinds once."""
    again = reduce(or_, (Vocabulary({word: made}) for _, word, made in reversed([*sk.STANDARD])))
    for same in (sk.STANDARD | sk.STANDARD, sk.STANDARD | {}, Vocabulary() | sk.STANDARD, again, again | sk.STANDARD, sk.STANDARD | again):
        assert same == sk.STANDARD
        assert hash(same) == hash(sk.STANDARD)
        assert len([*same]) == len([*sk.STANDARD])
    assert len((sk.STANDARD | sk.STANDARD)._entries) == len(sk.STANDARD._entries)
    assert Vocabulary({"up": sk.Uptime("a")}) == Vocabulary({"up": sk.Uptime("a")})


@pytest.mark.parametrize("other", [WORDS, sk.STANDARD | {"uptime": sk.Flat}, sk.STANDARD | {"uptime": Ever}, Vocabulary(), {}, "uptime"])
def test_other_words_are_another_vocabulary(other):
    """A word more, a word for another class, or no vocabulary at all."""
    assert other != sk.STANDARD


def test_ready_made_objects_differ():
    """A word for an object is another one than the same word for its class, or for an object of another stream."""
    few = [Vocabulary({"up": made}) for made in (sk.Uptime("a"), sk.Uptime("b"), sk.Uptime)]
    assert [one == other for one in few for other in few] == [True, False, False, False, True, False, False, False, True]
