"""`slakit init`: a commented contract from a few answers, given as flags or asked for on a terminal."""

import json
import re
import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, date, datetime
from os.path import basename

from attrs import frozen

from slakit.agreements.agreement import Agreement
from slakit.cli.contract_kinds import HEAD, KINDS, PROMISES, TITLES
from slakit.cli.show import MET, say, write_new
from slakit.documents.load_dump import loads
from slakit.documents.signature import arguments
from slakit.errors import UsageError, close_match
from slakit.timeline.impossible_days import date_remedy


@frozen
class Question:
    """One answer that is needed: its flag, what is asked, what is wrong with an answer, and what it is when there is none."""

    flag: str
    text: str
    problem: Callable[[str], str]
    default: Callable[[dict[str, str]], str] | None = None
    key: str = ""

    @property
    def name(self) -> str:
        return self.key or self.flag

    def wrong(self, answer: str) -> str:
        """Return what is wrong with an answer and what to write; nothing if it is right."""
        try:
            answer.encode()
        except UnicodeEncodeError:
            return "it is not text of Unicode; write it in another way"
        return self.problem(answer)


def init(options: Namespace) -> int:
    """Write the contract and say what comes next."""
    given = {question.name: getattr(options, question.name) for question in QUESTIONS}
    problems = [
        f"--{question.flag} {answer!r}: {problem}"
        for question in QUESTIONS
        if (answer := given[question.name]) is not None and (problem := question.wrong(answer))
    ]
    if not options.output.lower().endswith(".toml"):
        problems.append(f"--output {options.output!r} is not a .toml file; write --output contract.toml")
    if problems:
        raise UsageError(*problems)
    answers = _asked(given) if sys.stdin.isatty() else _defaulted(given)
    text = contract_text(answers, basename(options.output))
    loads(text)  # so that nothing is written that cannot be read
    write_new(options.output, text)
    say(f"wrote {options.output}; next: slakit template {options.output}")
    return MET


def contract_text(answers: dict[str, str], file: str) -> str:
    """The contract of some answers, each in its place.

    >>> answers = {"kind": "api", "name": "Maps", "provider": "Brightside", "customer": "Acme", "fee": "900 GBP",
    ...            "first": "2026-01-01", "timezone": "Europe/London"}
    >>> loads(contract_text(answers, "contract.toml")).streams
    ('requests',)
    """
    last = year_later(date.fromisoformat(answers["first"])).isoformat()
    texts = {name: _quoted(value) for name, value in {**answers, "last": last}.items()} | {"file": " ".join(file.split())}
    return re.sub("@([a-z]+)@", lambda marked: texts[marked[1]], HEAD + PROMISES[answers["kind"]])


def _quoted(text: str) -> str:
    """A text as TOML has it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def year_later(first: date) -> date:
    """The same day of the next year, or the day before 1 March."""
    return first.replace(year=first.year + 1, day=28 if (first.month, first.day) == (2, 29) else first.day)


def _asked(given: dict[str, str | None]) -> dict[str, str]:
    """The answers, asked for where they are not given, until they are right."""
    answers: dict[str, str] = {}
    for question in QUESTIONS:
        answer, usual = given[question.name], question.default(answers) if question.default else ""
        while answer is None:
            try:
                answer = input(f"{question.text}{f' [{usual}]' if usual else ''}: ").strip() or usual
            except EOFError:
                raise UsageError("the answers end too early; write them as flags, see slakit init --help") from None
            if problem := question.wrong(answer):
                say(problem)
                answer = None
        answers[question.name] = answer
    return answers


def _defaulted(given: dict[str, str | None]) -> dict[str, str]:
    """The answers where nobody can be asked; UsageError for those that are needed."""
    missing = [question for question in QUESTIONS if given[question.name] is None and question.default is None]
    if missing:
        examples = {"provider": "Brightside", "customer": "Acme", "fee": "'12000 GBP'"}
        flags = " ".join(f"--{question.flag} {examples[question.flag]}" for question in missing)
        raise UsageError(f"no {' and no '.join(question.flag for question in missing)} was given; write {flags}")
    answers: dict[str, str] = {}
    for question in QUESTIONS:
        answer = given[question.name]
        answers[question.name] = answer if answer is not None else question.default(answers) if question.default else ""
    return answers


def _wrong(name: str) -> Callable[[str], str]:
    """Return a function that says what is wrong with an argument of an agreement, by its own reader."""
    [argument] = [one for one in arguments(Agreement) if one.name == name]

    def problem(answer: str) -> str:
        if not answer:
            return f"nothing is not a {name}; write one"
        return "; ".join(argument.problems(Agreement, answer))

    return problem


def _wrong_kind(answer: str) -> str:
    return "" if answer in KINDS else f"{answer!r} is not a kind of contract{close_match(answer, KINDS)}"


def _wrong_day(answer: str) -> str:
    try:
        year_later(date.fromisoformat(answer))
    except ValueError:
        return f"{answer!r} is not a day{date_remedy(answer, '2026-01-01')}"
    return ""


QUESTIONS = (
    Question("kind", f"What is promised? {', '.join(KINDS)}", _wrong_kind, lambda answers: KINDS[0]),
    Question("provider", "Who promises?", _wrong("provider")),
    Question("customer", "Who is promised something?", _wrong("customer")),
    Question(
        "name", "What is the agreement called?", _wrong("name"), lambda answers: f"{TITLES[answers['kind']]} for {answers['customer']}"
    ),
    Question("fee", "What does the customer pay each month, such as 12000 GBP?", _wrong("fee")),
    Question("from", "On which day does it begin?", _wrong_day, lambda answers: f"{datetime.now(UTC).year}-01-01", key="first"),
    Question("timezone", "In which time zone, such as Europe/London?", _wrong("timezone"), lambda answers: "UTC"),
)
