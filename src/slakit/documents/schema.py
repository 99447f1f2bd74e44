"""The JSON Schema (draft 2020-12) of documents, so that an editor completes a contract and marks what is wrong while it is written.

It is made of what the decoder reads by: the vocabulary, the arguments of the classes, the keys that every table of a kind may have. A new
word or key needs no line here. What one value cannot show, such as a contradiction of two, is left to the loader (docs/documents.md).
"""

from collections.abc import Container, Iterable, Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from fractions import Fraction
from tomllib import loads
from types import NoneType
from typing import Any, get_args, get_origin

from slakit.agreements.agreement import Agreement
from slakit.agreements.lifecycle import Lifecycle
from slakit.documents.formats import PREFIX, Judge, argument_judge, format_of, named_judges
from slakit.documents.kinds import CALENDAR, METRIC, PENALTY, TARGET, WINDOW, Kind, kind_of
from slakit.documents.named_parts import BESIDE_A_NAME, ITSELF, NAMED, RESERVED, TABLE_OF, TABLES
from slakit.documents.phrases import PHRASED
from slakit.documents.plain import Figure, Plain
from slakit.documents.reference.key_sentences import sentence
from slakit.documents.schema_rules import rules_schema
from slakit.documents.schema_shapes import (
    CONDITIONS,
    EXPRESSION,
    SCALAR,
    TEXT,
    Probe,
    Schema,
    group,
    integer_shape,
    joined,
    or_named,
    takes_alone,
    text_shape,
    words_of,
)
from slakit.documents.schema_texts import BY_FORMAT, NUMBER_TEXT, TARGET_TEXT, TEXTS, WINDOW_TEXT, about, example_code, summary
from slakit.documents.short_forms import SHORT_FORMS, ShortForm
from slakit.documents.signature import Argument, arguments, by_value, holds_parts, is_table, members
from slakit.documents.tagged import EXTRAS
from slakit.documents.type_checks import EXAMPLES
from slakit.documents.vocabulary import STANDARD, Vocabulary, vocabulary_of
from slakit.metrics.condition import Filter
from slakit.values.money import Money
from slakit.values.quantity import Quantity
from slakit.windows.window import NAMED as WINDOWS, window

DRAFT = "https://json-schema.org/draft/2020-12/schema"
READ_BY = {"by": "names", "where": "conditions"}  # of the keys that every table of a kind may have
GROUPED: Schema = {  # groups are of the fields that a metric is grouped by
    "if": {"required": ["groups"], "properties": {"groups": {"not": {"enum": [None, []]}}}},
    "then": {"required": ["by"]},
}
BY_ITSELF = {Quantity: f"{PREFIX}quantity", Money: f"{PREFIX}money"}
PHRASES = {WINDOW: WINDOW_TEXT, TARGET: TARGET_TEXT}
WRITTEN = (date, datetime, time, timedelta, tzinfo)  # values that are text in a document, of which the loader alone knows how
NUMBERS: tuple[Plain, ...] = (0, 1, 2, 30, Figure("0.5"))


def schema(vocabulary: Vocabulary = STANDARD) -> Schema:
    """The JSON Schema (draft 2020-12) of documents, by which editors complete and check them.

    >>> made = schema()
    >>> made["title"], made["required"]
    ('agreement', ['name', 'provider', 'customer', 'term', 'timezone', 'objectives'])

    With a vocabulary of your own its words are in it too. Raises UsageError for what is no vocabulary.
    """
    return _Writer(vocabulary_of(vocabulary)).document()


def judges(vocabulary: Vocabulary) -> Mapping[str, Judge]:
    """The judges of values by the format of a schema that they answer for."""
    writer = _Writer(vocabulary)
    writer.document()
    return writer.judges


class _Writer:
    """Writes the schema of a vocabulary; each class has one definition, to which all that hold it refer."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._definitions: dict[str, Schema] = {}
        self.judges = named_judges()

    def document(self) -> Schema:
        """The whole schema."""
        length: Schema = {"type": "string", "pattern": r"\S", "format": f"{PREFIX}limit"}
        clock: Schema = {"type": "object", "additionalProperties": self._kind(CALENDAR), "minProperties": 1, "not": {"required": ["is"]}}
        limit: Schema = {"anyOf": [length, {"type": "object", "additionalProperties": length, "minProperties": 1}]}
        named = {
            name: {
                "type": "object",
                "description": f"{name.capitalize()} by name, so that the name may stand for one wherever it is used.",
                **_names_of(name),
                "additionalProperties": self._kind(kind) if kind else clock if name == "clocks" else limit,
            }
            for name, kind in TABLES.items()
        }
        whole = self._table(Agreement, named)
        return {"$schema": DRAFT, **whole, "$defs": dict(sorted(self._definitions.items()))}

    def _table(self, made: type, more: Mapping[str, Schema] = {}, word: str = "", title: str = "", without: Container[str] = ()) -> Schema:
        """The table of a class: its arguments, but for those `without`, and more keys."""
        parts = [argument for argument in arguments(made) if argument.name not in without]
        first: Schema = {"is": {"const": word}} if word else {}
        properties = {argument.name: self._argument(made, argument) for argument in parts}
        shared = {name: {"description": sentence(made, name), **part} for name, part in more.items() if name not in properties}
        table: Schema = {
            "title": word or title or made.__name__.lower(),
            "description": summary(made),
            "type": "object",
            "properties": first | shared | properties,
            "required": [*first, *(argument.name for argument in parts if argument.needed)],
            "additionalProperties": False,
        }
        code = example_code(made)
        grouped = GROUPED if {"by", "groups"} <= table["properties"].keys() else {}
        return table | rules_schema(made) | grouped | ({"$comment": f"in Python: {code}"} if code else {})

    def _argument(self, made: type, argument: Argument) -> Schema:
        """One key: what may be its value, and what the docstrings say of it, or the reference."""
        description = about(made, argument.name) or sentence(made, argument.name)
        example = EXAMPLES.get(argument.name, "...")
        shown: Schema = {"description": description} if description else {}
        if "..." not in example:
            shown["examples"] = [loads(f"value = {example}")["value"]]
        if isinstance(argument.default, str | bool | int) and argument.default != "":
            shown["default"] = argument.default
        read = self._read(made, argument)
        return {**shown, **(or_named(read) if argument.name == "limit" else read), **self._format(made, argument)}

    def _format(self, made: type, argument: Argument) -> Schema:
        """The format of a key, where its class has more to ask of a value than its shape."""
        name = format_of(made, argument)
        if name is None:
            return {}
        self.judges.setdefault(name, argument_judge(made, argument, self._vocabulary))
        return {"format": name, **BY_FORMAT.get(name, {})}

    def _read(self, made: type, argument: Argument) -> Schema:
        """Return the shapes that the decoder takes for an argument."""
        if made is Lifecycle and argument.loose:  # its converters read one word or several, a table or a list
            return {"type": ["string", "array", "object"]}
        words = words_of(argument.attribute.validator if argument.attribute else None)
        probe = (lambda value: takes_alone(made, argument, value)) if argument.attribute else None
        return self._value(argument.hint, probe, words, argument.loose)

    def _value(self, hint: object, accepts: Probe | None = None, words: Iterable[str] | None = None, loose: bool = True) -> Schema:
        """Return the shapes that the decoder takes for a type, in the order in which it looks; `accepts` asks the argument itself."""
        options = members(hint)
        shapes: list[Schema] = [{"type": "null"}] if NoneType in options else []
        inner = by_value(options)
        kinds = [kind for option in options if isinstance(option, type) and (kind := kind_of(option))]
        if inner is not None:
            part = self._value(inner)
            shapes.append({"type": "object", "additionalProperties": part, "minProperties": 1, "not": {"required": ["is"]}})
            shapes.append({"type": "array", "items": group([SCALAR, part]), "minItems": 1})
        for option in options:
            shapes += self._option(option, accepts, words, loose, bool(kinds), inner is not None)
        if any(kind.texts for kind in kinds) and not any(shape.get("type") == "string" for shape in shapes):
            shapes.append(TEXT)
        return joined(shapes)

    def _option(
        self, option: object, accepts: Probe | None, words: Iterable[str] | None, loose: bool, tagged: bool, parted: bool
    ) -> list[Schema]:
        """The shapes of one type; `tagged` beside one that is a table with a word, `parted` beside one that is parts by a value."""
        if option in TEXTS:
            number = [{"type": "number"}] if accepts and not tagged and any(map(accepts, NUMBERS)) else []
            by_itself = {} if accepts or option not in BY_ITSELF else {"format": BY_ITSELF[option]}
            return [{"type": "string", "pattern": TEXTS[option], **by_itself}, *number]
        if option is str:
            return [text_shape(accepts, words)]
        if option is bool:
            return [{"type": "boolean"}]
        if option is int:
            return [integer_shape(accepts)]
        if option in (Fraction, Decimal, float):
            return [{"type": "number"}, {"type": "string", "pattern": NUMBER_TEXT}]
        if option is Filter:
            some = {"minProperties": 1} if accepts and not accepts({}) else {}
            table = self._defined("conditions", lambda: CONDITIONS) | some
            several = {"type": "array", "items": {"anyOf": [table, EXPRESSION]}, **({"minItems": 1} if some else {})}
            return [table, EXPRESSION, several]
        if isinstance(option, type) and (kind := kind_of(option)):
            return [self._kind(kind)]
        if isinstance(option, type) and is_table(option):
            table = self._defined(option.__name__.lower(), lambda: self._table(option))
            return [table, TEXT] if loose and accepts and accepts("Acme plc") else [table]
        if get_origin(option) is tuple:
            return [] if parted else self._list(get_args(option), accepts)
        return [] if option is NoneType else [TEXT] if option in WRITTEN else [{}]

    def _list(self, inner: tuple[Any, ...], accepts: Probe | None) -> list[Schema]:
        """A list of parts, a group of so many, or a table that stands for pairs."""
        if inner[-1:] != (Ellipsis,):
            return [group([self._value(part) for part in inner])]
        part = inner[0]
        if holds_parts(part):
            return [{"type": "array", "items": self._value(part, loose=False), "minItems": 1}]
        some = {"minItems": 1} if accepts and not accepts([]) else {}
        if get_origin(part) is tuple and len(get_args(part)) == 2 and Ellipsis not in get_args(part):
            key, value = get_args(part)
            first, fewest = self._value(key) if key in (int, Fraction) else SCALAR, {"minProperties": 1} if some else {}
            one = self._value(value, accepts and (lambda part: accepts({"x": part})))
            return [{"type": "object", "additionalProperties": one, **fewest}, {"type": "array", "items": group([first, one]), **some}]
        listed: Schema = {"type": "array", "items": self._value(part, loose=False), **some}
        return [listed, TEXT] if part is str and (accepts is None or accepts("inquiries")) else [listed]

    def _kind(self, kind: Kind) -> Schema:
        """Anything of a kind: a table with one of its words, or a phrase."""
        return self._defined(_key(kind.noun.partition(" ")[2]), lambda: self._choice(kind))

    def _choice(self, kind: Kind) -> Schema:
        shapes: list[Schema] = []
        if kind in TABLE_OF or kind in PHRASES:  # a name, which the loader alone knows
            phrase = {"pattern": PHRASES[kind], "format": f"{PREFIX}{kind.noun.rpartition(' ')[2]}"} if kind in PHRASES else {}
            shapes.append({"type": "string", **phrase})
        shapes += [self._word(kind, word) for word in self._vocabulary.words(kind)]
        shapes += self._windows() if kind is WINDOW else []
        if kind in BESIDE_A_NAME:
            shapes.append(self._named(kind))
        if kind is PENALTY:  # a list of rules is their sum
            shapes.append({"type": "array", "items": {"$ref": f"#/$defs/{_key('penalty rule')}"}, "minItems": 1})
        return {"title": kind.noun, "anyOf": shapes, "examples": [loads(f"value = {kind.example}")["value"]]}

    def _word(self, kind: Kind, word: str) -> Schema:
        """The table of one word, with the keys that every table of its kind may have."""
        builder = self._vocabulary.find(kind, word)
        extras = self._extras(kind)
        if isinstance(builder, type):
            return self._defined(_key(f"{kind.noun.rpartition(' ')[2]} {word}"), lambda: self._table(builder, extras, word))
        keys = {"is": {"const": word}, **extras}
        return {"title": word, "description": summary(builder), "type": "object", "properties": keys, "required": ["is"],
                "additionalProperties": False}  # fmt: skip

    def _named(self, kind: Kind) -> Schema:
        """The table of a named part with the keys that every table of its kind may have."""
        text = f"The name of {kind.noun}, from [{TABLE_OF[kind]}]; the other keys are added to what it says."
        keys = {NAMED: {"description": text, **TEXT}, **self._extras(kind)}
        grouped = GROUPED if kind is METRIC else {}
        return {"title": NAMED, "type": "object", "properties": keys, "required": [NAMED], "additionalProperties": False, **grouped}

    def _extras(self, kind: Kind) -> dict[str, Schema]:
        """The keys that every table of a kind may have."""
        if kind is PENALTY:
            return {form.key: self._defined(_key(f"key {form.key}"), lambda form=form: self._short(form)) for form in SHORT_FORMS}
        return {name: self._value(EXTRAS[name]) | ({"format": PREFIX + READ_BY[name]} if name in READ_BY else {}) for name in kind.extras}

    def _short(self, form: ShortForm) -> Schema:
        """A key that stands for a method of a rule: the setting that may stand alone, or the table of all."""
        table = self._table(form.made, without={"rule"}, title=form.key)
        sole = [table["properties"][form.sole]] if form.sole else []
        return {"title": form.key, "description": summary(form.made), "anyOf": [*sole, table]}

    def _windows(self) -> list[Schema]:
        """The tables of windows: a phrase after `is`, and the settings that it cannot say."""
        tables = {}
        for phrase in (*WINDOWS, "rolling 30 days"):
            made = type(window(phrase))
            settings = {one.name: self._argument(made, one) for one in arguments(made) if one.name not in PHRASED}
            tables[made] = {
                "title": phrase, "description": summary(made), "type": "object",
                "properties": {"is": {"type": "string", "pattern": WINDOW_TEXT, "format": f"{PREFIX}window"}, **settings},
                "required": ["is"], "additionalProperties": False,
            }  # fmt: skip
        return list(tables.values())

    def _defined(self, name: str, write: Any) -> Schema:
        """A reference to a definition, which is written when it is first wanted."""
        if name not in self._definitions:
            self._definitions[name] = {}  # it may hold itself
            self._definitions[name] = write()
        return {"$ref": f"#/$defs/{name}"}


def _names_of(table: str) -> Schema:
    """The names that a table of names may have."""
    reserved = RESERVED.get("calendars" if table == "clocks" else table, {})
    none = {"not": {"enum": [*reserved]}} if reserved else {}
    itself = {"format": f"{PREFIX}name-of-{table}"} if table in ITSELF else {}
    return {"propertyNames": none | itself} if none or itself else {}


def _key(text: str) -> str:
    return text.replace(" ", "-")
