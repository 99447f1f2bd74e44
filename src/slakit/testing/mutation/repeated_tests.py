"""Tests in Python that take the contract by the fixture `sla_contract`, each run again under other contracts (docs/testing.md)."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

import pytest
from _pytest.runner import runtestprotocol  # what plugins that run a test again call: there is no public way
from attrs import field, frozen

from slakit.agreements.agreement import Agreement
from slakit.documents.load_dump import load
from slakit.documents.vocabulary import STANDARD, Vocabulary
from slakit.errors import SlakitError, UsageError

FIXTURE = "sla_contract"
UNDER_TEST = pytest.StashKey[Agreement]()
NO_CONTRACT = (
    "the fixture sla_contract has no contract; write pytest --sla-contract hosting.toml, "
    "or sla_contract = hosting.toml in pytest.ini (sla_contract = 'hosting.toml' in pyproject.toml, under [tool.pytest.ini_options])"
)


def contract_of(config: pytest.Config) -> Agreement:
    """The contract that the fixture returns: while tests are run again the one that is tried, otherwise the one that is named."""
    if UNDER_TEST in config.stash:
        return config.stash[UNDER_TEST]
    try:
        contract, fault = named_contract(config), ""
    except SlakitError as error:
        contract, fault = None, str(error)
    if fault:  # outside of the handler, so that pytest shows it once
        named = "--sla-contract" if config.getoption("sla_contract") is not None else "the setting sla_contract"
        pytest.fail(fault if fault.startswith("sla_vocabulary") else f"{named}: {fault}", pytrace=False)
    if contract is None:
        pytest.fail(NO_CONTRACT, pytrace=False)
    return contract


def named_contract(config: pytest.Config) -> Agreement | None:
    """The contract of --sla-contract, or of the settings; None where neither names one."""
    path, written = config.getoption("sla_contract"), config.getini("sla_contract")
    if path is None and written:
        path = (config.inipath.parent if config.inipath else config.rootpath) / written
    return None if path is None else load(path, vocabulary_of(config))


def vocabulary_of(config: pytest.Config) -> Vocabulary:
    """The words of documents, with those of `sla_vocabulary` in the settings."""
    written = config.getini("sla_vocabulary")
    if not written:
        return STANDARD
    module, _, name = written.partition(":")
    try:
        words: Vocabulary = STANDARD | getattr(import_module(module), name)
    except (ImportError, AttributeError, ValueError, TypeError) as error:
        raise UsageError(f"sla_vocabulary {written!r} is not a vocabulary ({error}); write MODULE:NAME, such as kpis:WORDS") from None
    return words


@frozen(eq=False)
class RepeatedTest:
    """A test as a function of a contract: it is set up, run and torn down with all of its fixtures; AssertionError if it fails."""

    item: pytest.Function = field(repr=False)

    def __call__(self, agreement: Agreement) -> None:
        stash = self.item.config.stash
        stash[UNDER_TEST] = agreement
        try:
            reports = runtestprotocol(self.item, log=False, nextitem=None)  # with no next item the fixtures of the session go as well
        finally:
            del stash[UNDER_TEST]
        failed = next((report for report in reports if report.failed), None)
        if failed is not None:
            raise AssertionError(self.item.nodeid)


def repeated_tests(items: Iterable[pytest.Item]) -> list[RepeatedTest]:
    """Those of some tests that take the contract by the fixture."""
    return [RepeatedTest(item) for item in items if isinstance(item, pytest.Function) and FIXTURE in item.fixturenames]
