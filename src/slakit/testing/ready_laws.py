"""laws: the laws that every contract should obey, as one test of a contract."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from inspect import Parameter, Signature
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.errors import UsageError, close_match, optional
from slakit.testing.law_checks import EMPTY, LAWS, WORSE, joined_is_never_better
from slakit.testing.law_payoffs import never_less_for_worse
from slakit.testing.law_worlds import LawWorld

EXAMPLES = 10


def laws(contract: Agreement, *, except_: Mapping[str, str] | None = None, examples: int = EXAMPLES) -> Callable[..., None]:
    """Return the test function of the laws of a contract, which pytest collects as one test for each law.

    >>> test_laws = testing.laws(agreement, examples=2)
    >>> test_laws("caps hold")  # one of them
    >>> test_laws()             # all of them, without pytest

    In a file of tests one line is enough: `test_laws = testing.laws(CONTRACT)`. Each law tries so many `examples` of drawn records; one
    that fails shows the smallest of them, and the lines that break it. A law that the contract breaks by its own terms is left out with
    the reason: `except_={"worse is never better for the provider": "each outage costs, however short it is"}`. `LAWS` in
    docs/testing.md lists them. Raises MissingExtra without Hypothesis.
    """
    hypothesis = optional("hypothesis", "testing")
    if not isinstance(contract, Agreement):
        raise UsageError(f"{contract!r} is not an agreement; write laws(load('contract.toml'))")
    if type(examples) is not int or examples < 1:
        raise UsageError(f"examples={examples!r} is not a number of records, 1 or more; write examples=10")
    reasons = dict(except_ or {})
    if unknown := [name for name in reasons if name not in LAWS]:
        raise UsageError(*(f"except_= has {name!r}, which is not a law{close_match(name, LAWS)}" for name in unknown))
    if silent := [name for name, reason in reasons.items() if not isinstance(reason, str) or not reason.strip()]:
        raise UsageError(*(f"except_= has no reason for {name!r}; write the words of the contract that break it" for name in silent))

    worlds = LawWorld.all_of(contract)

    def test_laws(law: str | None = None) -> None:
        __tracebackhide__ = True
        for name in LAWS if law is None else (law,):
            if name not in LAWS:
                raise UsageError(f"{name!r} is not a law{close_match(name, LAWS)}")
            if name not in reasons:
                _try(hypothesis, worlds, name, examples)

    test_laws.__doc__ = f"The laws of {contract.name!r}."
    test_laws.__signature__ = Signature([Parameter("law", Parameter.POSITIONAL_OR_KEYWORD)])  # type: ignore[attr-defined]
    if pytest := sys.modules.get("pytest"):
        test_laws.pytestmark = [pytest.mark.parametrize("law", _parameters(pytest, reasons))]  # type: ignore[attr-defined]
    return test_laws


def _parameters(pytest: Any, reasons: Mapping[str, str]) -> list[Any]:
    return [
        pytest.param(
            name, marks=[pytest.mark.skip(reason=f"by the terms of the contract: {reasons[name]}")] if name in reasons else [], id=name
        )
        for name in LAWS
    ]


def _try(hypothesis: Any, worlds: list[LawWorld], name: str, examples: int) -> None:
    """Try one law in each of the periods of a contract."""
    __tracebackhide__ = True
    if name == EMPTY:  # which draws no records
        for world in worlds:
            _named(name, LAWS[name], world, None)
        return

    if name == WORSE:  # first where it can be computed
        for world in worlds:
            _named(name, lambda world, _: never_less_for_worse(world), world, None)
        if joined := [world for world in worlds if world.joined is not None]:
            _draw(hypothesis, joined, name, joined_is_never_better, examples)
    _draw(hypothesis, worlds, name, LAWS[name], examples)


def _draw(hypothesis: Any, worlds: list[LawWorld], name: str, law: Any, examples: int) -> None:
    """Try a law with drawn records."""
    __tracebackhide__ = True
    health = hypothesis.HealthCheck
    by_label = {world.period.label: world for world in worlds}

    def holds(data: Any) -> None:
        __tracebackhide__ = True
        _named(name, law, by_label[data.draw(hypothesis.strategies.sampled_from([*by_label]), label="period")], data)

    quiet = [health.too_slow, health.data_too_large, health.filter_too_much, health.large_base_example]
    phases = [phase for phase in hypothesis.Phase if phase is not hypothesis.Phase.explain]  # which marks lines of slakit
    settings = hypothesis.settings(
        max_examples=examples, deadline=None, report_multiple_bugs=False, suppress_health_check=quiet, phases=phases
    )
    try:
        settings(hypothesis.given(hypothesis.strategies.data())(holds))()
    except AssertionError as error:  # without the frames and the notes of Hypothesis: the text has the records
        raise AssertionError(str(error)) from None


def _named(name: str, law: Any, world: LawWorld, data: Any) -> None:
    """Try a law once; its AssertionError begins with its name."""
    __tracebackhide__ = True
    try:
        law(world, data)
    except AssertionError as error:
        raise AssertionError(f"{name!r} does not hold.\n\n{error}") from None
