"""YAML faults: the true place of what is wrong with a YAML text, and what is wrong there, in the words of who writes it.

A parser of YAML says `mapping values are not allowed here` where a colon stands in a text without quotes, and notices a list that is
never closed at the end of the text. Here each of its complaints is said of the part that has to be mended.
"""

import json
import re
from typing import Any

from slakit.documents.line_faults import Fault

QUOTED = re.compile(r"(?<![^\s\[{,:])(?:'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\")|(?<!\S)#.*")  # and comments
OPENERS = {"[": ("list", "[ ... ]"), "{": ("table", "{ ... }")}


def yaml_fault(text: str, error: Any) -> Fault | None:
    """The fault of a text by the error of its parser; None for an error of another kind."""
    problem = str(error.problem or error.context)
    mark = error.problem_mark or error.context_mark
    context = error.context_mark.index if error.context_mark else mark.index
    within = str(error.context or "")
    at = min(mark.index, len(text))
    line = text[text.rfind("\n", 0, at) + 1 : at]
    if "flow sequence" in within or "flow mapping" in within:
        name, both = OPENERS["[" if "sequence" in within else "{"]
        if "but got ':'" in problem and ": " in (own := re.split(r"[{\[,]", text[:at])[-1]):
            begins = at - len(own) + own.rindex(": ") + 2
            return Fault("a text with a colon must be in quotes", begins, json.dumps(_rest(text, begins), ensure_ascii=False))
        if got := re.search(r"but got '([\]}])'", problem):
            return Fault(f"the {name} that begins here is closed by {got[1]}", context, both)
        return Fault(f"the {name} that begins here is not closed", context, both)
    if "unexpected end of stream" in problem:
        return Fault("the string that begins here is not closed", context, f"{text[context]}...{text[context]}")
    if "unknown escape" in problem:
        return Fault("a \\ in double quotes begins an escape", at - 1, "the text in single quotes, or \\\\ for one \\")
    if "block scalar" in within:
        value = _rest(text, context)
        return Fault(f"a text that begins with {text[context]} must be in quotes", context, json.dumps(value, ensure_ascii=False))
    if "cannot start any token" in problem and "\\t" in problem:
        return Fault("a tab stands where a line is indented", at, "spaces instead of the tab")
    if "cannot start any token" in problem:
        value = json.dumps(_rest(text, at), ensure_ascii=False)
        return Fault(f"a text that begins with {text[at]} must be in quotes", at, value)
    if "mapping values" in problem:
        return _colon(text, line, at)
    if "expected ':'" in problem:
        return Fault("a key and its value are divided by a colon and a space", context, 'fee: "1000 GBP"')
    if "sequence entries" in problem:
        return Fault("a list with - begins on a line of its own", at, "each - on a line of its own, or [ ... ]")
    if "<block end>" in problem and "'<scalar>'" in problem:
        return Fault("the quotes end before here", at, "one pair of quotes around the whole text")
    if "<block end>" in problem and "'?'" in problem and "collection" in within:
        return Fault("a key stands among the items of a list", at, "- before each item, and a key where the list has ended")
    if "<block end>" in problem:
        return Fault("the line is not indented as its table is", at, "it as far in")
    return Fault("a value is missing here", at, 'fee: "1000 GBP"') if "node content" in problem else None


def _colon(text: str, line: str, at: int) -> Fault:
    """The fault of a colon that is no key's: in a text without quotes, or in a line that hangs on the value above it."""
    if ": " in line:
        begins = at - len(line) + line.rindex(": ") + 2
        value = json.dumps(_rest(text, begins), ensure_ascii=False)
        return Fault("a text with a colon must be in quotes", begins, value)
    start = at - len(line)
    indent = len(line) - len(line.lstrip())
    above = text[:start].rstrip("\n").rpartition("\n")[2]
    if indent > len(above) - len(above.lstrip()):
        return Fault(
            "the line is further in than the one above, which has its value already", start + indent, "it as far in as the line above"
        )
    begins = start - 1 - len(above)
    return Fault("the line has no colon and space after its key", begins + len(above) - len(above.lstrip()), 'fee: "1000 GBP"')


def _rest(text: str, at: int) -> str:
    """The text from a place on to the end of its line, or of its part of a list in one line; without a comment."""
    rest = re.split(r"\s+#|\s*\n", text[at:], maxsplit=1)[0].strip()
    before = QUOTED.sub("", text[:at])
    if sum(map(before.count, "[{")) <= sum(map(before.count, "]}")):
        return rest
    return re.split(r"[]},]", rest, maxsplit=1)[0].strip() or rest
