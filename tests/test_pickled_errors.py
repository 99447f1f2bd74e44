"""Errors go from one process to another as they are."""

import copy
import pickle

import pytest

from slakit.errors import ContractError, Joint, MissingExtra, RecordError, SlakitError, UnitError, UsageError


def kinds(kind=SlakitError):
    return [kind, *(one for part in kind.__subclasses__() for one in kinds(part))]


ERRORS = [ContractError("a", "b"), RecordError("x"), UnitError("u"), UsageError("v", "w"), MissingExtra("numpy", "frames")]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_is_restored_with_its_problems(error):
    """Pickled, copied and deeply copied: class, text, and each problem by itself."""
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert (type(again), str(again), again.problems) == (type(error), str(error), error.problems)


def test_every_class_of_errors_is_restored():
    """Whatever its own constructor wants."""
    for kind in kinds():
        error = kind.__new__(kind)
        SlakitError.__init__(error, "one; write 'two'", "three")
        error.line = 7
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), again.problems, again.line) == (kind, ("one; write 'two'", "three"), 7)


def test_the_kind_of_a_problem_is_kept():
    """A problem of several values stays one."""
    (again,) = pickle.loads(pickle.dumps(ContractError(Joint("a and b", "together")))).problems
    assert (again, again.kind) == ("a and b", "together")
