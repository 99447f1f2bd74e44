"""Line faults: what is wrong within one line of a TOML or JSON text, and the line to write; what is left open is in `syntax_faults`."""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from slakit.timeline.impossible_days import first_reason, impossible_day

CURLY = "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"

_STRING = re.compile(r"\"(?:[^\"\\\n]|\\[^\n])*\"|'[^'\n]*'")
_SETTING = re.compile(r"[ \t]*(?P<key>[^=:{}\[\],#\n]*?)[ \t]*(?P<sign>[=:])[ \t]*(?P<value>[^,}\]#\n]*?)[ \t\r]*(?=[,}\]#\n]|$)")
_LINE = re.compile(r"[ \t]*(?P<key>[^=:{}\[\],#\n]*?)[ \t]*(?P<sign>[=:])[ \t]*(?P<value>[^#\n]*?)[ \t\r]*(?=[#\n]|$)")
_NO_SIGN = re.compile(r"[ \t]*(?P<key>[\w.-]+)[ \t]+(?P<value>[^=:#\n]*[^\s=:#])[ \t\r]*(?=\n|$)")
_HEADER = re.compile(r"[ \t]*(\[\[?)([^\]\n]*)(\]\]?)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[Tt][\d:Zz.+-]+)?", re.ASCII)
_BARE = re.compile(r"[A-Za-z0-9_.-]+")
_NAMES_FIRST = re.compile(r"((?:[A-Za-z][\w-]*\.)+)(.+)")
_NUMBER = re.compile(r"[-+]?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false")
_WORD = re.compile(r"[^\s,\]}\"':=]+(?: [^\s,\]}\"':=]+)*")
_WORTH = re.compile(r"[\w%]")  # what a text has that somebody meant
VALUES = "a text in quotes, a number, a date, true or false"
_PYTHON = {"True": "true", "False": "false", "yes": "true", "no": "false", "None": "null", "NULL": "null", "Null": "null"}


class Fault(NamedTuple):
    """A problem, its offset in the text, and the remedy."""

    reason: str
    at: int
    remedy: str


def toml_line_fault(text: str, reason: str, noticed: int) -> Fault | None:
    """The fault of the line in which a parser of TOML stopped; None for one that is none of these."""
    start = text.rfind("\n", 0, noticed) + 1
    masked = _masked(text, start)
    return next((fault for fault in _toml_faults(text, masked, reason, start, noticed) if fault), None)


def _masked(text: str, start: int) -> str:
    """The line that begins there, with a sign that no rule looks for in place of each one within quotes."""
    end = text.find("\n", start)
    return _STRING.sub(lambda string: '"' + "_" * (len(string[0]) - 2) + '"', text[start : end if end >= 0 else len(text)])


def _toml_faults(text: str, masked: str, reason: str, start: int, noticed: int) -> Iterator[Fault | None]:
    if date := next((date for date in _DATE.finditer(masked) if impossible_day(date[0])), None):
        why = impossible_day(date[0])
        remedy = why.partition("; write ")[2].replace("'", "") or "a day that the month has"
        yield Fault(f"{date[0]} is not a day or time of the calendar: {first_reason(why)}", start + date.start(), remedy)
    if reason.startswith("Unescaped"):
        yield Fault("a \\ in double quotes begins an escape", noticed - 2, "the text in single quotes, or \\\\ for one \\")
    if masked.lstrip().startswith(("//", "--", "/*", ";")):
        yield Fault("a comment begins with #", start + len(masked) - len(masked.lstrip()), "# ...")
    if reason.startswith("Expected ']") and (header := _HEADER.match(masked)):
        name = text[start + header.start(2) : start + header.end(2)]
        if '"' not in header[2]:
            yield Fault(f"the name {name!r} is not in quotes", start + header.start(2), f"{header[1]}{key_of(name)}{header[3]}")
    column = noticed - start
    if reason.startswith("Invalid initial") and masked[column : column + 1] == "}":
        yield Fault("a comma stands before the } that closes the table", noticed, "} without a comma before it")
    begins = max(masked.rfind("{", 0, column), masked.rfind(",", 0, column)) + 1
    if reason.startswith("Unclosed") and "=" in masked[begins:column] and "=" in re.split("[,}]", masked[column:])[0]:
        yield Fault("a comma is missing here, or a closing bracket", noticed, "[1, 2] or { a = 1, b = 2 }")
    if not begins and reason.startswith("Expected '='") and (bare := _NO_SIGN.match(text, start)):
        yield Fault("a key and its value are divided by =", noticed, f"{bare['key']} = {toml_value(bare['value'])}")
    setting = (_SETTING if begins else _LINE).match(masked, begins)
    if setting and setting["key"]:
        yield _of_setting(text, setting, reason, start, noticed)
    if reason.startswith("Unclosed"):
        yield Fault("a comma is missing here, or a closing bracket", noticed, "[1, 2] or { a = 1, b = 2 }")
    if reason.startswith("Invalid value") and (word := _WORD.match(text, noticed)) and not _WORTH.search(word[0]):
        yield Fault(f"{word[0]} is no value: {VALUES}", noticed, "[1, 2]")
    if reason.startswith("Invalid value") and (word := _WORD.match(text, noticed)):
        yield Fault(f"{word[0]!r} is not in quotes, and no number, date, true or false", noticed, toml_value(word[0]))
    if reason.startswith("Invalid value"):
        yield Fault("a value is missing here", noticed, "[1, 2]")
    if reason.startswith("Expected newline"):
        yield Fault("the value ends before here", noticed, "one value, or a list in [ ... ]")
    if reason.startswith("Expected '='"):
        yield Fault("a key and its value are divided by =", noticed, 'name = "Hosting"')


def _of_setting(text: str, setting: "re.Match[str]", reason: str, start: int, noticed: int) -> Fault | None:
    """The fault of a key, its sign and its value."""
    key, value = (text[start + setting.start(part) : start + setting.end(part)] for part in ("key", "value"))
    bare = bool(_BARE.fullmatch(key))
    written = toml_value(value) if value and not ({"[", "{"} & {value[0]}) else "..."
    if setting["sign"] == ":" and bare and noticed <= start + setting.start("value"):
        return Fault("a key and its value are divided by =", start + setting.start("sign"), f"{key} = {written}")
    if setting["sign"] == "=" and not bare and '"' not in setting["key"]:
        return Fault(f"the key {key!r} is not in quotes", start + setting.start("key"), f"{key_of(key)} = {written}")
    if setting["sign"] == ":" or noticed < start + setting.start("value"):
        return None
    at = start + setting.start("value")
    if not value:
        return Fault(f"{key} has no value", at, f"{key} = ..., or leave it out")
    if ends := re.fullmatch(r"\"[^\"]*\"(?P<more>[^\"=]+)", setting["value"]):
        joined = value[1 : ends.start("more") - 1] + value[ends.start("more") :]
        return Fault(f"the quotes end before {ends['more'].strip()!r}", at + ends.start("more"), f"{key} = {toml_value(joined)}")
    if reason.startswith(("Expected newline", "Invalid value")) and "=" in setting["value"]:
        return Fault("a second key begins on the line", noticed, "each key on a line of its own")
    if value[0] in "[{\"'" or _NUMBER.fullmatch(value) or (reason.startswith("Unclosed") and "=" in value):
        return None
    if not _WORTH.search(value):
        return Fault(f"{key} has no value, and {value} is none: {VALUES}", at, f"{key} = ..., or leave it out")
    return Fault(f"{value!r} is not in quotes, and no number, date, true or false", at, f"{key} = {toml_value(value)}")


def key_of(key: str) -> str:
    """A key of TOML, in quotes if it must be; the names of tables before it are left as they are."""
    if _BARE.fullmatch(key):
        return key
    if names := _NAMES_FIRST.fullmatch(key):
        return names[1] + key_of(names[2])
    return json.dumps(key.strip(), ensure_ascii=False)


def toml_value(value: str) -> str:
    """A value as TOML has it: in straight quotes if it is text."""
    if value[0] in "[{\"'" or _NUMBER.fullmatch(value):
        return value
    if value.lower() in ("true", "false", "yes", "no"):
        return "true" if value.lower() in ("true", "yes") else "false"
    return '"' + value.strip(CURLY).replace("\\", "\\\\").replace('"', '\\"') + '"'


def json_line_fault(text: str, reason: str, noticed: int) -> Fault:
    """The fault at which a parser of JSON stopped.

    >>> json_line_fault('{"fee": 5 %}', "Expecting ',' delimiter", 10)
    Fault(reason="'5 %' is not in quotes, and no number, true or false", at=8, remedy='"5 %"')
    """
    sign = text[noticed : noticed + 1]
    word = _WORD.match(text, noticed)
    before = len(text[:noticed].rstrip())
    if text.startswith(("//", "#", "/*"), noticed):
        return Fault("a comment stands here, and JSON has none", noticed, "the comment elsewhere, or the contract in TOML")
    if reason.startswith("Extra data"):
        return Fault("the contract ends before here", noticed, "all of it within one { ... }")
    if reason.startswith(("Invalid control", "Invalid \\")):
        return Fault(
            "a text is on one line, without a tab" if "control" in reason else "a \\ begins an escape",
            noticed,
            "\\n for a new line and \\t for a tab" if "control" in reason else "\\\\ for one \\",
        )
    if sign in ("}", "]") and text[before - 1 : before] == ",":
        return Fault(f"a comma stands before the {sign} that closes the {'table' if sign == '}' else 'list'}", before - 1, f"{sign} alone")
    if "Illegal trailing comma" in reason:
        return Fault("a comma stands before the sign that closes the table or list", noticed, "the closing sign alone")
    if sign == "'" and (quoted := re.compile(r"'([^'\n]*)'").match(text, noticed)):
        return Fault("a text must be in double quotes", noticed, json.dumps(quoted[1], ensure_ascii=False))
    if reason.startswith("Expecting property name") and word:
        return Fault("a key must be in double quotes", noticed, json.dumps(word[0], ensure_ascii=False))
    if reason.startswith("Expecting ':'"):
        return Fault("a key and its value are divided by :", noticed, '"fee": "1000 GBP"')
    if reason.startswith("Expecting value") and word:
        if word[0] in _PYTHON:
            null = _PYTHON[word[0]] == "null"
            return Fault(f"{word[0]!r} is no word of JSON", noticed, "nothing: leave the key out" if null else _PYTHON[word[0]])
        return Fault(f"{word[0]!r} is not in quotes, and no number, true or false", noticed, json.dumps(word[0], ensure_ascii=False))
    if reason.startswith("Expecting value"):
        return Fault("a value is missing here", noticed, '"fee": "1000 GBP"')
    begins = max(text.rfind(opener, 0, noticed) for opener in (":", "[", ",")) + 1
    begins += len(text[begins:]) - len(text[begins:].lstrip())
    if word and re.match(r"[\d.+-]", text[begins : begins + 1]) and (bare := _WORD.match(text, begins)) and bare.end() >= word.end():
        if all(_NUMBER.fullmatch(part) for part in bare[0].split()):
            return Fault("a comma is missing here", noticed, f"{', '.join(bare[0].split())}")
        return Fault(f"{bare[0]!r} is not in quotes, and no number, true or false", begins, json.dumps(bare[0], ensure_ascii=False))
    return Fault("a comma is missing here, or a closing bracket", noticed, '[1, 2] or {"a": 1, "b": 2}')
