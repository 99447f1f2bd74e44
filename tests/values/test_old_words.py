"""Old words: a name that an argument no longer has is refused with the one that it has."""

import pytest

import slakit as sk
from slakit.documents.signature import arguments
from slakit.values.old_words import OLD_WORDS

FEE = sk.bases.Fee()
TOP = 'name = "N"\nprovider = "P"\ncustomer = "C"\nterm = ["2026-01-01", "2027-01-01"]\ntimezone = "UTC"\nfee = "9 GBP"\n'
OBJECTIVE = '[[objectives]]\nname = "A"\nmetric = { is = "count", stream = "x" }\ntarget = "at most 0"\n'


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda: sk.PerBreach(amount="5 GBP"), "PerBreach: amount= is called credit= now; write credit='5 GBP'"),
        (lambda: sk.rules.Product(rate="5 GBP", factors={"a": 1}), "Product: rate= is called credit= now; write credit='5 GBP'"),
        (lambda: sk.bases.Average(3, base=FEE), "Average: base= is called of= now; write of=Fee()"),
    ],
)
def test_python(make, problem):
    """In Python, and by position all is as before."""
    with pytest.raises(sk.errors.ContractError) as caught:
        make()
    assert str(caught.value) == problem


def test_positions_and_new_names():
    """What stands by position needs no change."""
    assert sk.PerBreach("5 GBP", free=1) == sk.PerBreach(credit="5 GBP", free=1)
    assert sk.rules.Product("5 GBP", {"a": 1}) == sk.rules.Product(credit="5 GBP", factors={"a": 1})
    assert sk.bases.Average(3, FEE) == sk.bases.Average(3, of=FEE)


@pytest.mark.parametrize(
    ("penalty", "problem"),
    [
        ('{ is = "per breach", amount = "5 GBP" }', "penalty.amount: is not a key of 'per breach' any more; write 'credit'"),
        ('{ is = "product", rate = "5 GBP", factors = { a = 1 } }', "penalty.rate: is not a key of 'product' any more; write 'credit'"),
        (
            '{ is = "flat", credit = "5 %", of = { is = "part", base = "9 GBP", share = 1 } }',
            "penalty.of.base: is not a key of 'part' any more; write 'of'",
        ),
    ],
)
def test_documents(penalty, problem):
    """In documents, at the key."""
    with pytest.raises(sk.errors.ContractError) as caught:
        sk.loads(f"{TOP}{OBJECTIVE}penalty = {penalty}\n")
    assert f"line 11 objectives[0].{problem}" in caught.value.problems


def test_new_words_are_arguments():
    """Each class of the table has the new word, and the old one no more."""
    classes = {made.__name__: made for _, _, made in sk.STANDARD if isinstance(made, type)}
    for name, words in OLD_WORDS.items():
        names = {argument.name for argument in arguments(classes[name])}
        assert {*words.values()} <= names
        assert names.isdisjoint(words)
