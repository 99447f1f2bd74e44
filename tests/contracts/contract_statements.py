"""The statement of every shipped contract, of the case with the fewest records or of its first period; and the demonstration."""

from functools import cache

import pytest
from contract_cases import cases, scored
from shipped import CONTRACTS, ROOT

import slakit as sk
from slakit.social.records import AS_OF, QUARTER, records
from slakit.social.sample import sample

MANY = 2_000  # records, which take long


def size(case):
    return sum(entry.get("rows", 1) for stream in case.get("records", {}).values() for entry in stream)


SMALLEST = {case["contract"]: case for case in sorted(cases(), key=size, reverse=True) if size(case) < MANY}  # one of each contract


@cache
def statement_of(path, details=False):
    """The statement of the case of a contract with the fewest records; of one without a case, of its first period without a record."""
    if path.name in SMALLEST and path.parent.name == "contracts":
        return scored(SMALLEST[path.name], details)
    agreed = sk.load(path)
    return sk.evaluate(agreed, {}, period=next(iter(agreed.window.within(agreed.timezone).periods(agreed.span))).label, details=details)


@cache
def demo(details=False):
    """The statement of the social-media sample."""
    return sk.evaluate(sample(), records(7), period=QUARTER, as_of=AS_OF, details=details)


def of_every(test):
    return pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.relative_to(ROOT / "examples").as_posix())(test)
