"""`slakit test`: scenarios of a contract in, what does not come out as expected out."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import indent

from slakit.cli.inputs import vocabulary_of
from slakit.cli.junit import CaseReport, written
from slakit.cli.show import MET, MISSED, say
from slakit.documents.vocabulary import Vocabulary
from slakit.errors import SlakitError, UsageError, reason
from slakit.testing.scenarios.placed_problems import of_several_files
from slakit.testing.scenarios.scenario_file import ENDINGS, ScenarioFile, load_scenarios
from slakit.testing.scenarios.suite import Suite, suites


def test(options: Namespace) -> int:
    """Run the scenarios of files and folders; the status is 1 when one fails, or what was asked of all of them does not hold."""
    vocabulary = vocabulary_of(options)
    files, unread = _loaded(list(dict.fromkeys(_paths(options.paths or ["."]))), options.contract, vocabulary)
    if unread:
        if options.junit is not None:
            _write(options.junit, written([_unread(path, problems) for path, problems in unread.items()]))
        raise UsageError(*of_several_files(unread))
    cases = [case for file in files for case in _run(file)]
    passed, failed = sum(not case.failure for case in cases), sum(bool(case.failure) for case in cases)
    say(f"{len(cases)} scenario{'s' * (len(cases) != 1)}, {passed} passed, {failed} failed")
    cases += [_allowed(file) for file in files if file.not_needed]
    for suite in suites(files):
        if options.coverage is not None:
            cases.append(_covered(suite, options.coverage))
        if options.mutants and not failed:
            cases.append(_noticed(suite))
    if options.mutants and failed:
        say("no change of the contract is tried until all scenarios pass")
    if options.junit is not None:
        _write(options.junit, written(cases))
    return MISSED if any(case.failure for case in cases) else MET


def _loaded(paths: Sequence[str], contract: str | None, vocabulary: Vocabulary) -> tuple[list[ScenarioFile], dict[str, Sequence[str]]]:
    """The files, all read before the first is run, and what is wrong in those that cannot be read."""
    files: list[ScenarioFile] = []
    unread: dict[str, Sequence[str]] = {}
    for path in paths:
        try:
            files.append(load_scenarios(path, contract, vocabulary))
        except SlakitError as error:
            unread[path] = error.problems
    return files, unread


def _unread(path: str, problems: Sequence[str]) -> CaseReport:
    """The report of a file that cannot be read."""
    return CaseReport(path, "", "the file is read", problems[0], "\n".join(problems), unread=True)


def _paths(given: Sequence[str]) -> Iterator[str]:
    """The scenario files that are named, and those in folders."""
    for name in given:
        path = Path(name)
        if not path.is_dir():
            yield name
            continue
        inside = sorted(str(one) for one in path.rglob("*") if one.name.lower().endswith(tuple(ENDINGS)))
        if not inside:
            looked = f"the folder {str(path.resolve())!r} and those inside it"
            raise UsageError(f"{looked} have no file of scenarios, such as hosting.sla.toml; write slakit test PATH")
        yield from inside


def _run(file: ScenarioFile) -> Iterator[CaseReport]:
    """Run the scenarios of a file, and say of each how it went."""
    say(f"{file.path}: {file.agreement.name}")
    for scenario in file.scenarios:
        result = scenario.run()
        if result:
            say(f"  passed  {scenario.title}")
            yield CaseReport(file.path, scenario.part, scenario.name)
        else:
            say(f"  FAILED  {scenario.title}, line {scenario.line}\n{indent(result.details, ' ' * 10)}\n")
            yield CaseReport(file.path, scenario.part, scenario.name, result.headline, str(result))


def _allowed(file: ScenarioFile) -> CaseReport:
    """Say what a file allows that fits nothing of its contract."""
    text = "\n".join(file.not_needed.values())
    say(f"{file.path}\n{indent(text, '  ')}")
    return CaseReport(file.path, "", "what is allowed is needed", f"{len(file.not_needed)} allowed without need", text)


def _covered(suite: Suite, least: int) -> CaseReport:
    """Say which terms of the contract no scenario exercises."""
    covered, below = suite.coverage, ""
    say(str(covered))
    if covered.percent < least:
        below = f"{covered.percent} % of the terms are exercised, and {least} % were asked for"
        say(f"  {below}")
    return CaseReport(suite.files[0].path, "", f"coverage of {suite.agreement.name}", below, str(covered))


def _noticed(suite: Suite) -> CaseReport:
    """Say which changes of the contract no scenario notices, and which allowances nothing needs."""
    say(suite.report)
    failure = suite.headline if suite.survivors or suite.unused else ""
    return CaseReport(suite.files[0].path, "", f"mutants of {suite.agreement.name}", failure, suite.report)


def _write(path: str, text: str) -> None:
    """Write a report of a run, in the place of the one of the last run."""
    try:
        Path(path).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"--junit {path!r} is not a file that can be written ({reason(error)}); write --junit report.xml") from None
