"""That the examples of the reference are complete, run, and say the same in TOML and in Python."""

import re
import tomllib
from functools import reduce

import pytest

import slakit as sk
from slakit.documents.reference.entries import Entry, entries
from slakit.documents.reference.python_examples import EXAMPLES, GIVEN
from slakit.documents.reference.word_pages import example_key, page

ENTRIES = entries()
PATHS = {
    "metrics": ("objectives", 0, "metric"),
    "targets": ("objectives", 0, "target"),
    "penalties": ("objectives", 0, "penalty"),
    "bases": ("objectives", 0, "penalty", "of"),
    "factors": ("objectives", 0, "penalty", "factors", 0, 1),
    "steps": ("settlement", "order", 0),
    "calendars": ("objectives", 0, "metric", "clock"),
    "windows": ("objectives", 0, "window"),
}
PARTS = {
    "agreement": (),
    "party": ("provider",),
    "objective": ("objectives", 0),
    "exclusion": ("exclusions", 0),
    "settlement": ("settlement",),
    "claims": ("settlement", "claims"),
    "claim stage": ("settlement", "claims", "stages", 0),
    "log": ("logs", 0, 1),
    "lifecycle": ("logs", 0, 1, "rules"),
    "amendment": ("amendments", 0),
    "ratchet": ("objectives", 0, "ratchet"),
    "duty": ("duties", 0),
    "reduced": ("objectives", 0, "penalty", "reduced", 0),
}
OTHERS = "".join(  # objectives that examples name, and streams that they make
    f'\n[[objectives]]\nname = "{name}"\nmetric = {{ is = "count", stream = "{stream}" }}\ntarget = "at most 2"\n'
    for name, stream in (("Uptime", "a"), ("Region uptime", "b"), ("Replies", "cases"), ("Tickets", "ticket cases"), ("Old promise", "c"))
)
METRICS = (
    '{ is = "uptime", stream = "outages", by = ["service"] }',
    '{ is = "count", stream = "incidents" }',
    '{ is = "elapsed", stream = "cases", since = "asked", until = "replied" }',
    '{ is = "share", stream = "posts", good = { ok = true } }',
)
TARGETS = (
    '"at least 99.9 %"',
    '"at most 2"',
    '"at most 1 hour"',
    '"at least 10"',
    '"at least 10/hour"',
    '"at most 4 ms"',
    '"at least 5 item/hour"',
    '"at least 5 message/hour"',
    '"at most 5 calendar day"',
    '"at least 2 %"',
    "LEVELS",
)
LEVELS = '{ is = "levels", levels = { minor = "at least 99.9 %", serious = "at least 99.5 %", severe = "at least 99 %" } }'


def shown(entry: Entry, language: str) -> str:
    """The example of a page, as its reader sees it."""
    match = re.search(rf"## Example\n.*?```{language}\n(.*?)```", page(entry), re.DOTALL)
    return match[1] if match else ""


def python_object(entry: Entry) -> object:
    names: dict[str, object] = {}
    exec(shown(entry, "python"), names)
    return names[f"{entry.word.replace(' ', '_')}_example"]


def documents(entry: Entry):
    """Whole documents around the TOML of an example, with this and that metric and target beside it."""
    toml = shown(entry, "toml")
    if entry.word == "agreement":
        yield toml
        return
    given = tomllib.loads(toml)
    base = 'provider = "P"\n' * ("provider" not in given)
    base += 'name = "A"\ncustomer = "C"\nterm = ["2026-01-01", "2027-01-01"]\ntimezone = "UTC"\nfee = "1000 GBP"\n'
    base += 'currency = "GBP"\n'
    fixed = given.get("objectives", [{}])[0]
    for metric in METRICS:
        for target in TARGETS:
            settings = {"name": '"Promise"', "metric": metric, "target": LEVELS if target == "LEVELS" else target}
            lines = "".join(f"{key} = {value}\n" for key, value in settings.items() if key not in fixed)
            if "calendars" in given:
                lines = lines.replace('stream = "outages"', 'stream = "outages", clock = "desk"')
            head, header, rest = toml.partition("[[objectives]]\n")
            first, second = (head, header + lines + rest) if header else (toml, "[[objectives]]\n" + lines)
            others = OTHERS.replace('name = "Uptime"', 'name = "Uptime 2"') if fixed.get("name") == "Uptime" else OTHERS
            yield base + (second + others + "\n" + first if first.startswith("[") else first + second + others)
        if "metric" in fixed:
            return


def loaded(entry: Entry) -> object:
    """The thing of the TOML in the agreement that `loads` makes, with the first surroundings in which it may stand."""
    problems = []
    for text in documents(entry):
        try:
            agreement = sk.loads(text)
        except sk.errors.ContractError as error:
            problems.append((text, error))
            continue
        path = PARTS[entry.word] if entry.section.folder == "agreement" else PATHS[entry.section.folder]
        return reduce(lambda part, step: part[step] if isinstance(step, int) else getattr(part, step), path, agreement)
    text, error = problems[0]
    raise AssertionError(f"{error}\n{text}")


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES if entry.word not in GIVEN], ids=lambda entry: entry.link)
def test_toml_and_python_are_equal(entry):
    """The TOML of a page, in a whole document, makes what its Python makes, and that is of the word's class."""
    made = python_object(entry)
    assert type(made) is entry.made
    assert loaded(entry) == made


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES if entry.word in GIVEN], ids=lambda entry: entry.link)
def test_words_that_read_files_or_need_an_extra(entry, tmp_path, monkeypatch):
    """Such a word has an example, too, which holds where there is that file and that extra."""
    pytest.importorskip("icalendar" if entry.word == "events" else entry.word)
    monkeypatch.chdir(tmp_path)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z"]
    lines += ["DTSTART;VALUE=DATE:20260105", "END:VEVENT", "END:VCALENDAR", ""]
    (tmp_path / "opening-hours.ics").write_text("\r\n".join(lines))
    names = {"sk": sk}
    exec(f"made = {shown(entry, 'text')}", names)
    assert type(names["made"]) is entry.made
    assert sk.loads(next(documents(entry)), files=True).objectives[0].metric.clock == names["made"]


def test_every_example_has_a_word():
    """Each word has an example, and no example is left of a word that is gone."""
    assert sorted(example_key(entry) for entry in ENTRIES) == sorted([*EXAMPLES, *GIVEN])
