"""`slakit test`: scenarios of a contract in, what does not come out as expected out."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from slakit.cli.score import words
from slakit.cli.show import MET, MISSED, say
from slakit.documents.vocabulary import STANDARD
from slakit.errors import UsageError
from slakit.testing.scenarios.scenario_file import ENDINGS, load_scenarios
from slakit.testing.scenarios.suite import Suite, suites


def test(options: Namespace) -> int:
    """Run the scenarios of files and folders; the status is 1 when one fails, or what was asked of all of them does not hold."""
    vocabulary = STANDARD if options.vocabulary is None else STANDARD | words(options.vocabulary)
    files = [load_scenarios(path, options.contract, vocabulary) for path in _paths(options.paths)]
    passed = failed = 0
    for file in files:
        say(f"{file.path}: {file.agreement.name}")
        for scenario in file.scenarios:
            result = scenario.run()
            say(f"  {'passed' if result else 'FAILED'}  {scenario.title}")
            if not result:
                say("".join(f"    {line}\n" for line in str(result).splitlines()))
            passed, failed = passed + bool(result), failed + (not result)
    say(f"{passed + failed} scenario{'s' * (passed + failed != 1)}, {passed} passed, {failed} failed")
    wrong = failed > 0
    for suite in suites(files):
        if options.coverage is not None:
            wrong |= not _covered(suite, options.coverage)
        if options.mutants and not failed:
            wrong |= not _noticed(suite)
    return MISSED if wrong else MET


def _paths(given: Sequence[str]) -> Iterator[str]:
    """The scenario files that are named, and those in folders."""
    for name in given:
        path = Path(name)
        if not path.is_dir():
            yield name
            continue
        inside = sorted(str(one) for one in path.rglob("*") if one.name.lower().endswith(tuple(ENDINGS)))
        if not inside:
            raise UsageError(f"{name!r} holds no scenarios; write a file such as hosting.sla.toml into it")
        yield from inside


def _covered(suite: Suite, least: int) -> bool:
    covered = suite.coverage
    say(str(covered))
    enough = covered.percent >= least
    if not enough:
        say(f"  below the {least} % that were asked for")
    return enough


def _noticed(suite: Suite) -> bool:
    """Say which changes of the contract no scenario notices, and which allowances nothing needs."""
    say(suite.report)
    return not suite.survivors and not suite.unused
