"""Remedies: what an error says in Python, said in the language of the document that it is about.

Constructors write their remedies in Python, `write fee='12000 GBP'`, since they serve both. Here each piece of Python in a problem is
parsed and written as a document has it, `fee = "12000 GBP"`. Quoted text is a quotation, and is left alone.
"""

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal

from slakit.documents.plain import Plain, key_text
from slakit.documents.python_data import MORE, NotData, PythonReader
from slakit.documents.vocabulary import Vocabulary
from slakit.values.currencies import in_currency

_STRING = re.compile(r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"")
_NUMBER = re.compile(r"-?\d[\d_]*(?:\.\d+)?")
_NAME = re.compile(r"[A-Za-z_]\w*(?:\.\w+)*(?=\()|[A-Z]\w*|desk\b")
_CALL = re.compile(r"(?:sk\.)?(?:[a-z]+\.)?([A-Za-z_]\w*)\(")
_METHOD = re.compile(r"\.([a-z_]+)\(")
_CHAIN = re.compile(r"\.[a-z_]+\(")
_KEYWORD = re.compile(r"([a-z_]\w*)=(?![=~])")
_BRACKET = re.compile(r"\{(?=['\"\d}])|\((?=['\"\d(]|[a-z] [-+/*|] [a-z]\))|\[(?=['\"A-Z{(])")
_TRUTH = re.compile(r"(?:True|False)\b")
_UNKNOWN = re.compile(r"[a-z] [-+/*|] [a-z]\b")  # a / b
_OPERATOR = re.compile(r" [-+*/|&] (?=[A-Z(]|'[\d./]+'|\d)")
_WORD = re.compile(r"\w+")
_DOTS = re.compile(r"\.\.\.")
_TABLE = re.compile(r"\{ (?=[\w\"'-]+ = )")
_KEY = re.compile(r"[\w-]+ = (?=\S)")
_OPEN = re.compile(r"(?<== )\.\.\.|(?<=\[)\.\.\.")
_OPEN_ITEM = re.compile(r"(?<=, )\.\.\.(?= \})")

# what Python alone can do, and what a document has in its place
PHRASES = (
    (re.compile(r",? or put @\w+(?:\('\w+'\))? on the function"), ""),
    (re.compile(r" or a(?:n aware)? (?:timedelta|datetime)\b"), ""),
    (re.compile(r"\bwrite \+ where both are due"), "write a list where both are due"),
    (re.compile(r"\bonly_if\(\)"), "only_if"),
)


class Remedies:
    """The language of a document in which problems are said: its format, the words of a vocabulary, and its currency if one is known.

    >>> Remedies("toml", STANDARD).translate("5 is not a fee; write fee='12000 GBP'")
    '5 is not a fee; write fee = "12000 GBP"'
    """

    def __init__(self, form: str, vocabulary: Vocabulary, currency: str | None = None) -> None:
        self._form = form
        self._currency = currency
        self._reader = PythonReader(vocabulary)

    def translate(self, problem: str) -> str:
        """A problem with each piece of Python in it, and each example in TOML, as a document of the format has it."""
        problem = in_currency(problem, self._currency)
        for pattern, phrase in PHRASES:
            problem = pattern.sub(phrase, problem)
        return "".join(self._pieces(problem))

    def _pieces(self, text: str) -> Iterator[str]:
        at = 0
        quoting = False  # after a setting, the alternatives to its value are values too: mode='drop', 'forgive' or '50 %'
        while at < len(text):
            if quoted := not _inside_word(text, at) and _STRING.match(text, at):
                yield inline(str(ast.literal_eval(quoted[0])), self._form) if quoting else quoted[0]
                at = quoted.end()
                continue
            try:
                piece, end = self._piece(text, at)
                quoting = quoting or bool(_KEYWORD.match(text, at))
            except NotData:
                piece, end = text[at], at + 1
                if word := _WORD.match(text, at):
                    piece, end = word[0], word.end()
                quoting = quoting and piece != ";"
            yield piece
            at = end

    def _piece(self, text: str, at: int) -> tuple[str, int]:
        """A piece of Python that begins here, as the document has it, and where it ends; raises NotData where none begins."""
        if _inside_word(text, at):
            raise NotData
        if method := _METHOD.match(text, at):
            end = _closed(text, method.end() - 1)
            if text[method.end() : end - 1] in ("", "..."):
                return method[1], end
            return ", ".join(setting(key, value, self._form) for key, value in self._reader.settings(text[at:end]).items()), end
        if keyword := _KEYWORD.match(text, at):
            end = _expression(text, keyword.end())
            if end == keyword.end():
                return keyword[1], end
            try:
                return setting(keyword[1], self._reader.data(text[keyword.end() : end]), self._form), end
            except NotData:
                return setting(keyword[1], MORE, self._form).replace("...", text[keyword.end() : end]), end
        if truth := _TRUTH.match(text, at):
            return truth[0].lower(), truth.end()
        call = _CALL.match(text, at)
        if (call and self._reader.says(call[1])) or _BRACKET.match(text, at) or _UNKNOWN.match(text, at):
            end = _expression(text, at)
            return inline(self._reader.data(text[at:end]), self._form), end
        if self._form != "toml":
            return self._from_toml(text, at)
        raise NotData

    def _from_toml(self, text: str, at: int) -> tuple[str, int]:
        """An example in TOML that begins here, in another format, and where it ends."""
        if _TABLE.match(text, at):
            end = _closed(text, at)
            return inline(_toml(f"value = {text[at:end]}")["value"], self._form), end
        if (key := _KEY.match(text, at)) and text[:at].endswith("write "):
            end = _expression(text, key.end())
            return ", ".join(setting(name, value, self._form) for name, value in _toml(text[at:end]).items()), end
        raise NotData


def _toml(text: str) -> dict[str, Plain]:
    """The data of an example in TOML; "..." is what it leaves open."""
    text = _OPEN_ITEM.sub(f'"{MORE}" = "{MORE}"', text)
    try:
        return tomllib.loads(_OPEN.sub(f'"{MORE}"', text), parse_float=Decimal)
    except tomllib.TOMLDecodeError:
        raise NotData from None


def _inside_word(text: str, at: int) -> bool:
    return at > 0 and (text[at - 1].isalnum() or text[at - 1] == "_") and text[at] != "."


def _expression(text: str, at: int) -> int:
    """The end of the Python expression that begins here; the same, if none does."""
    end = at
    if (
        match := _STRING.match(text, at)
        or _NUMBER.match(text, at)
        or _UNKNOWN.match(text, at)
        or _NAME.match(text, at)
        or _DOTS.match(text, at)
    ):
        end = match.end()
    elif text[at : at + 1] in ("(", "[", "{"):
        end = _closed(text, at)
    if end == at:
        return at
    while True:
        if text[end : end + 1] in ("(", "[") and not text[at:end].endswith(("'", '"')):
            end = _closed(text, end)
        elif chain := _CHAIN.match(text, end):
            end = _closed(text, chain.end() - 1)
        elif operator := _OPERATOR.match(text, end):
            return _expression(text, operator.end())
        else:
            return end


def _closed(text: str, at: int) -> int:
    """The end of the bracket that opens here; raises NotData if none closes it."""
    depth = 0
    while at < len(text):
        if quoted := _STRING.match(text, at):
            at = quoted.end()
            continue
        depth += (text[at] in "([{") - (text[at] in ")]}")
        at += 1
        if not depth:
            return at
    raise NotData


def setting(key: str, value: Plain, form: str) -> str:
    """A key with its value, on one line."""
    name = {"toml": f"{key_text(key)} = ", "json": f"{_scalar(key)}: ", "yaml": f"{key_text(key)}: "}[form]
    return f"{name}{inline(value, form)}"


def inline(value: Plain, form: str) -> str:
    """A value on one line; MORE is "..."."""
    if value == MORE:
        return "..."
    if isinstance(value, dict):
        parts = ["..." if key == MORE else setting(key, part, form) for key, part in value.items()]
        space = " " if form != "json" and parts else ""
        return f"{{{space}{', '.join(parts)}{space}}}"
    return f"[{', '.join(inline(part, form) for part in value)}]" if isinstance(value, list) else _scalar(value)


def _scalar(value: "None | bool | int | str | Decimal") -> str:
    return format(value, "f") if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
