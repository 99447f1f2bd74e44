"""Syntax faults: the true place of what is wrong with a TOML or JSON text, which a parser often notices many lines later.

A string or a bracket that is never closed swallows what follows it. Here the text is gone through once more, by its strings and brackets
alone, and the one that was left open is named. Where all of them are closed the parser's own place is right.
"""

import re
from typing import NamedTuple

from slakit.agreements.paths import path_text
from slakit.documents.line_faults import Fault, json_line_fault, toml_line_fault
from slakit.documents.text_scanner import TextScanner, twice

CLOSERS = {"[": "]", "{": "}"}
NAMES = {"[": "list", "{": "table"}

_COMMENT = re.compile(r"#[^\n]*")
_MULTILINE = re.compile(r'"""|\'\'\'')
_BASIC = re.compile(r'"(?:[^"\\\n]|\\[^\n])*"')
_LITERAL = re.compile(r"'[^'\n]*'")
_SETTING = re.compile(r"""[ \t]*(?:[A-Za-z0-9_.-]+|"[^"\n]*")[ \t]*=(?!=)""")
_HEADER = re.compile(r"[ \t]*(\[\[?)[^\]\n=]*(\]\]?)?[ \t]*(?:#[^\n]*)?$", re.MULTILINE)
_LAST_KEY = re.compile(r"\n[ \t]*[A-Za-z0-9_.\"-]+[ \t]*=[ \t]*$")


class Location(NamedTuple):
    """A line and a column, from 1 on, with the problem there and its remedy."""

    line: int
    column: int
    reason: str
    remedy: str


def toml_location(text: str, reason: str, line: int, column: int) -> Location:
    """The true place of what a parser of TOML refused at a line and a column.

    >>> toml_location('name = "Hosting\\nfee = 5', "illegal character", 1, 16)[:3]
    (1, 8, 'the string that begins here is not closed')
    """
    noticed = _offset(text, line, column)
    fault = _open_toml(text, noticed) or _repeated_toml(text, reason, noticed) or toml_line_fault(text, reason, noticed)
    return _location(text, fault) if fault else Location(line, column, reason, 'name = "Hosting"')


def json_location(text: str, reason: str, line: int, column: int) -> Location:
    """The true place of what a parser of JSON refused."""
    noticed = _offset(text, line, column)
    return _location(text, _open_json(text, noticed) or json_line_fault(text, reason, noticed))


def _repeated_toml(text: str, reason: str, noticed: int) -> Fault | None:
    """The key or table that is written twice, with both lines."""
    if not reason.startswith(("Cannot", "Duplicate")):
        return None
    end = text.find("\n", noticed)
    places = TextScanner(text[: end if end >= 0 else len(text)], "toml", begun=True)
    if not places.repeated:
        return Fault("a table is closed before here, and is added to", text.rfind("\n", 0, noticed) + 1, "all its keys in one place")
    path, line = places.repeated[0]
    key = path_text(path)
    start = places.repeated_at[0]
    name = key if text[start : start + 1] != "[" else f"the table {key}"
    also = f", or [[{key}]] for one more of a list" if text[start : start + 1] == "[" else ""
    return Fault(f"{name} {twice([places.lines[path], line])}", start, f"it once{also}")


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return min(start + column - 1, len(text))


def _location(text: str, fault: Fault) -> Location:
    return Location(text.count("\n", 0, fault.at) + 1, fault.at - text.rfind("\n", 0, fault.at), fault.reason, fault.remedy)


def _unclosed(bracket: str, at: int) -> Fault:
    lines = ", and TOML has it on one line" if bracket == "{" else ""
    return Fault(f"the {NAMES[bracket]} that begins here is not closed{lines}", at, f"{bracket} ... {CLOSERS[bracket]}")


def _closed(bracket: str, at: int, sign: str, dots: str) -> Fault | None:
    """The fault of a bracket that another sign closes; `dots` are what the remedy has between the two that fit."""
    if CLOSERS[bracket] == sign:
        return None
    return Fault(f"the {NAMES[bracket]} that begins here is closed by {sign}", at, f"{bracket}{dots}{CLOSERS[bracket]}")


def _open_toml(text: str, noticed: int) -> Fault | None:
    """The string, list, table or header that is not closed before a parser noticed something."""
    opened: list[tuple[str, int]] = []
    at = 0
    begins = True  # a statement may begin here
    while at < len(text):
        sign = text[at]
        if begins and sign not in " \t\r\n#":
            begins = False
            if opened and (_SETTING.match(text, at) or (sign == "[" and _is_header(text, at))):
                return _unclosed(*opened[-1])
            if not opened and sign == "[":
                header = _HEADER.match(text, at)
                if header is None or (header[2] or "") != header[1].translate({ord("["): "]"}):
                    return Fault(
                        "the header that begins here is not closed", at, "[[objectives]]" if text[at : at + 2] == "[[" else "[settlement]"
                    )
                at = header.end()
                continue
        if sign == "\n":
            begins = True
            if opened and opened[-1][0] == "{":
                return _unclosed(*opened[-1])
            if not opened and at > noticed:
                return None  # all is closed up to where the parser stopped
        elif comment := _COMMENT.match(text, at):
            at = comment.end()
            continue
        elif sign in "\"'":
            end = _string_end(text, at)
            if isinstance(end, Fault):
                return end
            at = end
            continue
        elif sign in CLOSERS:
            opened.append((sign, at))
        elif sign in "]}" and opened and (fault := _closed(*opened.pop(), sign, " ... ")):
            return fault
        at += 1
    return _unclosed(*opened[-1]) if opened else None


def _is_header(text: str, at: int) -> bool:
    """True if a line begins with a header such as [[objectives]], which is no list of lists."""
    header = _HEADER.match(text, at)
    return bool(header and header[2] and re.fullmatch(r"\[\[?[ \t]*[A-Za-z][\w. -]*\]\]?", header[0].split("#")[0].strip()))


def _string_end(text: str, at: int) -> "int | Fault":
    """The end of a string of TOML that begins here, or what is wrong with it."""
    if quotes := _MULTILINE.match(text, at):
        end = text.find(quotes[0], quotes.end())
        while end > 0 and quotes[0] == '"""' and text[end - 1] == "\\":
            end = text.find(quotes[0], end + 1)
        if end < 0 or _LAST_KEY.search(text[quotes.end() : end]):  # the quotes that end it begin the next one
            return Fault("the text of several lines that begins here is not closed", at, f"{quotes[0]}...{quotes[0]}")
        more = 2 if text.startswith(quotes[0][:2], end + 3) else 1 if text.startswith(quotes[0][:1], end + 3) else 0
        return end + 3 + more  # one quote or two may stand before the last three
    string = (_BASIC if text[at] == '"' else _LITERAL).match(text, at)
    return string.end() if string else Fault("the string that begins here is not closed", at, f"{text[at]}...{text[at]}")


def _open_json(text: str, noticed: int) -> Fault | None:
    """The list or table of JSON that is closed by another sign, or never."""
    opened: list[tuple[str, int]] = []
    at = 0
    while at < len(text):
        sign = text[at]
        if sign == '"':
            string = _BASIC.match(text, at)
            if string is None:
                return Fault("the string that begins here is not closed", at, '"..."')
            at = string.end()
            continue
        if sign in CLOSERS:
            opened.append((sign, at))
        elif sign in "]}" and opened and (fault := _closed(*opened.pop(), sign, "...")):
            return fault
        at += 1
    if opened and noticed >= len(text.rstrip()):
        bracket, start = opened[-1]
        return Fault(f"the {NAMES[bracket]} that begins here is not closed", start, f"{bracket}...{CLOSERS[bracket]}")
    return None
