"""Thesaurus: what people call things finds the word of documents; only for what is no word itself."""

import pytest

import slakit as sk
from slakit.documents.signature import arguments
from slakit.documents.thesaurus import KEYS, WORDS, meant_key, meant_word

TOP = 'name = "N"\nprovider = "P"\ncustomer = "C"\nterm = ["2026-01-01", "2027-01-01"]\ntimezone = "UTC"\nfee = "9 GBP"\n'


def problems(objective, top=TOP):
    with pytest.raises(sk.errors.ContractError) as caught:
        sk.loads(f'{top}[[objectives]]\nname = "A"\n{objective}')
    return [problem.partition(" ")[2].partition(" ")[2] for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("term", "word"),
    [
        ("availability", "uptime"), ("Uptime percentage", "uptime"), ("response_time", "within"), ("first reply", "within"),
        ("resolution time", "within"), ("MTTR", "elapsed"), ("latency", "gauge"), ("error rate", "share"), ("average", "mean"),
    ],
)  # fmt: skip
def test_metrics_of_the_field(term, word):
    """A term of the field is answered with the word, and with what the word means."""
    (problem,) = problems(f'metric = {{ is = "{term}", stream = "x" }}\ntarget = "at least 99 %"\n')
    assert problem.startswith(f"objectives[0].metric.is: {term!r} is not a metric; write {word!r}, ")


@pytest.mark.parametrize(
    ("term", "word"),
    [("SLA credit", "flat"), ("service credit", "flat"), ("penalty", "flat"), ("tiers", "tiered"), ("liquidated damages", "accrual"),
     ("terminate", "right"), ("greater of", "largest of"), ("refund", "multiple")],
)  # fmt: skip
def test_penalties_of_the_field(term, word):
    """The same for rules."""
    (problem,) = problems(f'metric = {{ is = "uptime", stream = "x" }}\ntarget = "at least 99 %"\npenalty = {{ is = "{term}" }}\n')
    assert problem.startswith(f"objectives[0].penalty.is: {term!r} is not a penalty rule; write {word!r}, ")


def test_keys_of_the_field():
    """A key is answered with the key of that table."""
    top = TOP.replace("provider", "supplier").replace("fee", '"monthly fee"')
    found = problems(
        'SLI = { is = "uptime", stream = "x" }\nSLO = "at least 99 %"\nservice_credit = { is = "flat", credit = "5 %" }\n', top
    )
    assert [problem for problem in found if "is not a key" in problem] == [
        "supplier: is not a key of an agreement; write 'provider', who performs",
        "\"monthly fee\": is not a key of an agreement; write 'fee', what a billing period costs",
        "objectives[0].SLI: is not a key of an objective; write 'metric', what is measured",
        "objectives[0].SLO: is not a key of an objective; write 'target', what was promised",
        "objectives[0].service_credit: is not a key of an objective; write 'penalty', what a miss costs",
    ]


def test_near_spellings_are_as_before():
    """What is near a word is that word misspelt, and what nobody means is listed."""
    assert meant_word(next(iter(WORDS)), "uptme") == ""
    assert meant_key("penality", ["penalty"]) == ""


@pytest.mark.parametrize("kind", WORDS, ids=lambda kind: kind.noun)
def test_terms_lead_to_words_and_are_none(kind):
    """Every row leads to a word of its kind; no term is a word of that kind, or leads to two."""
    words = {*sk.STANDARD.words(kind)}
    rows = [(word, term) for word, _, terms in WORDS[kind] for term in terms.split(", ")]
    assert {word for word, _ in rows} <= words
    assert {term for _, term in rows} & words == set()
    assert len({term for _, term in rows}) == len(rows)


def test_keys_lead_to_keys():
    """Every row leads to a key that some table takes, and says why."""
    takes = {argument.name for _, _, made in sk.STANDARD if isinstance(made, type) for argument in arguments(made)}
    takes |= {argument.name for made in (sk.Agreement, sk.Objective, sk.Settlement, sk.duties.Duty) for argument in arguments(made)}
    takes |= {"repeated", "only_if", "floored", "capped", "earned_back", "grants"}
    assert {name for name, _, _ in KEYS} <= takes
    assert all(why and terms for _, why, terms in KEYS)
