"""Tagged tables: `{ is = "uptime", stream = "outages" }`, the phrases that may stand for one, and the names of parts."""

from collections.abc import Mapping
from decimal import Decimal

from attrs import evolve, frozen

from slakit.calendars.base import Calendar
from slakit.documents.decode import FAILED, Decoder, Table
from slakit.documents.filters import filtered
from slakit.documents.joint_problems import joint
from slakit.documents.kinds import BASE, CALENDAR, PENALTY, TARGET, WINDOW, Kind
from slakit.documents.named_parts import BESIDE_A_NAME, MOST_PARTS, NAMED, READY, TABLE_OF, NamedParts
from slakit.documents.phrases import PHRASED, read_phrase
from slakit.documents.plain import Path, Plain, shown
from slakit.documents.short_forms import read_keys, read_sum
from slakit.documents.signature import arguments
from slakit.documents.thesaurus import meant_word
from slakit.documents.vocabulary import Vocabulary
from slakit.errors import Joint, SlakitError, close_match
from slakit.metrics.base import Metric
from slakit.metrics.condition import Filter
from slakit.penalties.bases.credit_base import CreditBase, base_of, by_value
from slakit.targets.phrases import not_a_target
from slakit.values.fields import names
from slakit.windows.base import Window

EXTRAS: Mapping[str, object] = {"where": Filter, "by": tuple[str, ...], "groups": object, "during": Calendar}
UNTRUSTED = "write another calendar, or load it with files open to it if it is trusted"


@frozen(eq=False)
class TaggedTables:
    """The meaning of the tagged tables of one document: the words of a vocabulary, and what the document names."""

    vocabulary: Vocabulary
    parts: NamedParts
    files: bool = True

    def read(self, reader: Decoder, kind: Kind, data: Plain, path: Path) -> object:
        """The object that a tagged table or a phrase stands for."""
        if isinstance(data, str):
            return self._phrase(reader, kind, data, path)
        if isinstance(data, list) and data and kind is PENALTY:
            return read_sum([self.read(reader, kind, part, (*path, index)) for index, part in enumerate(data)], reader, path)
        if kind is TARGET and isinstance(data, int | Decimal) and not isinstance(data, bool):
            return reader.wrong(path, not_a_target(data))
        if not isinstance(data, dict):
            return reader.wrong(path, f"{shown(data)} is not {kind.noun}; write {kind.example}")
        if NAMED in data and kind in BESIDE_A_NAME:
            return self._extended(reader, kind, data, path)
        word = data.get("is")
        if not isinstance(word, str):
            problem = f"{shown(word)} is not a word for {kind.noun}" if "is" in data else f"has no 'is' with the word for {kind.noun}"
            return reader.wrong((*path, "is") if "is" in data else path, f"{problem}; write {kind.example}")
        rest = {name: part for name, part in data.items() if name != "is"}
        if (builder := self.vocabulary.find(kind, word)) is not None:
            return self._made_of(reader, kind, word, builder, rest, path)
        if kind is WINDOW:
            return self._window(reader, word, rest, path)
        near = meant_word(kind, word) or close_match(word, self.vocabulary.words(kind))
        return reader.wrong((*path, "is"), f"{word!r} is not {kind.noun}{near}")

    def _phrase(self, reader: Decoder, kind: Kind, text: str, path: Path) -> object:
        """A target or a window as text, or a part by its name."""
        if kind is CALENDAR or kind is BASE or text in self.parts.of_kind(kind) or (kind in TABLE_OF and self._names(kind, text)):
            return self.named(reader, kind, text, path)
        if kind is not TARGET and kind is not WINDOW:
            if TABLE_OF.get(kind) in reader.unread:
                return FAILED
            problem = f"{text!r} is not {kind.noun}; write {kind.example}"
            return reader.wrong(path, Joint(problem, "names") if kind in TABLE_OF else problem)
        try:
            return read_phrase(kind, text)
        except SlakitError as error:
            return reader.wrong(path, *error.problems)

    def named(self, reader: Decoder, kind: Kind, name: str, path: Path) -> object:
        """The part of a name, read when it is first asked for; `path` is where it is asked for."""
        table = TABLE_OF[kind]
        ready = READY.get(kind, {})
        if name in ready:
            return ready[name]
        given, read = self.parts.tables[table], self.parts.parts
        if name not in given:
            return FAILED if table in reader.unread else self._unnamed(reader, kind, name, path, given)
        if path != (table, name):
            self.parts.unused.pop((table, name), None)
        extent = self.parts.extent
        if (table, name) not in read:
            read[table, name] = None  # being read
            before = extent.read + extent.repeated
            read[table, name] = part = self.read(reader, kind, given[name], (table, name))
            if isinstance(part, CreditBase) and not part.called and part not in ready.values():  # those are shared by all contracts
                object.__setattr__(part, "called", name)  # for reports alone: it is no part of the value
            extent.parts[table, name] = extent.read + extent.repeated - before
        elif read[table, name] is None:
            return reader.wrong(path, Joint(f"{name!r} is made of itself; name another {kind.noun.partition(' ')[2]}", "names"))
        elif path != (table, name) and kind is not CALENDAR:  # equal calendars are compiled once
            extent.repeated += extent.parts[table, name]
        if extent.repeated > MOST_PARTS:
            problem = f"the names mean more than {MOST_PARTS:,} further parts, and no more are read; write fewer"
            return reader.wrong(path, Joint(problem, "bounds"))
        return read[table, name]

    def _unnamed(self, reader: Decoder, kind: Kind, text: str, path: Path, given: Table) -> object:
        """Money, which a base may be as well, or a fault."""
        if kind is BASE:
            try:
                return base_of(text)
            except SlakitError as error:
                if not given or any(sign.isdigit() for sign in text):
                    return reader.wrong(path, *joint(error.problems, "names"))
        names = [*READY.get(kind, ()), *given, *(self.parts.tables["clocks"] if path[-1:] == ("clock",) else ())]
        near = self.parts.elsewhere(kind, text) or meant_word(kind, text, names) or close_match(text, names)
        return reader.wrong(path, Joint(f"{text!r} is not {kind.noun}{near}{by_value(text) if kind is BASE else ''}", "names"))

    def _names(self, kind: Kind, text: str) -> bool:
        """True if a text seems to be meant for a name: some part of the kind has one, or one of another kind has this."""
        return bool(self.parts.of_kind(kind) or self.parts.elsewhere(kind, text))

    def _extended(self, reader: Decoder, kind: Kind, data: Table, path: Path) -> object:
        """A named part with the keys that every table of its kind may have."""
        name, extras = data[NAMED], {key: part for key, part in data.items() if key in kind.extras}
        reader.refuse_keys(data, [NAMED, *kind.extras], path, f"a table with {NAMED!r}")
        if not isinstance(name, str):
            example = f'{{ {NAMED} = "{"late" if kind is PENALTY else "availability"}" }}'
            return reader.wrong((*path, NAMED), f"{shown(name)} is not a name; write {example}")
        self.parts.extended.add((TABLE_OF[kind], name))
        return self._with_extras(reader, kind, self.named(reader, kind, name, (*path, NAMED)), extras, path)

    def _made_of(self, reader: Decoder, kind: Kind, word: str, builder: object, data: Table, path: Path) -> object:
        """The object of a class, or a ready-made one, with the keys that every table of the kind may have."""
        own = {argument.name for argument in arguments(builder)} if isinstance(builder, type) else set()
        self.parts.extent.read += 1
        extras = {name: part for name, part in data.items() if name in kind.extras and name not in own}
        rest = {name: part for name, part in data.items() if name not in extras}
        if isinstance(builder, type) and getattr(builder, "reads_files", False) and not self.files:
            problem = f"{word!r} reads a file, and a document that is not trusted opens none"
            return reader.wrong(path, Joint(f"{problem}; {UNTRUSTED}", "files"))
        if isinstance(builder, type):
            made = reader.build(builder, rest, path, repr(word), kind.extras)
        else:
            made = builder
            reader.refuse_keys(rest, list(kind.extras), path, repr(word))
        return self._with_extras(reader, kind, made, extras, path)

    def _with_extras(self, reader: Decoder, kind: Kind, made: object, extras: Table, path: Path) -> object:
        """A metric or a rule with the keys that every table of its kind may have."""
        groups = extras.pop("groups", None)
        if groups not in (None, []) and "by" not in extras:
            return reader.wrong((*path, "groups"), "'groups' does not say of which field; write by = \"monitor\" too")
        if kind is PENALTY:
            return read_keys(reader, made, extras, path)
        for name, part in extras.items():
            made = self._extra(reader, made, name, part, (*path, name), groups)
        return made

    def _extra(self, reader: Decoder, made: object, name: str, data: Plain, path: Path, groups: Plain = None) -> object:
        """A metric with one more setting: a filter, groups, hours."""
        value = reader.value(data, EXTRAS[name], path)
        if value is FAILED or made is FAILED:
            return FAILED
        try:
            if not isinstance(made, Metric):
                return made
            if isinstance(value, Calendar):
                return made.during(value)
            return filtered(made, value) if isinstance(value, Filter) else made.by(*names(value), groups=groups)  # type: ignore[arg-type]  # texts
        except SlakitError as error:
            return reader.wrong(path, *joint(error.problems, "together"))

    def _window(self, reader: Decoder, phrase: str, data: Table, path: Path) -> object:
        """A window from its phrase, with the settings that a phrase cannot say."""
        made = self._phrase(reader, WINDOW, phrase, (*path, "is"))
        if not isinstance(made, Window):
            return FAILED
        settings = {argument.name: argument.hint for argument in arguments(type(made)) if argument.name not in PHRASED}
        before = len(reader.faults)
        reader.refuse_keys(data, list(settings), path, repr(phrase))
        for name, part in data.items():
            value = reader.value(part, settings[name], (*path, name)) if name in settings else FAILED
            if value is FAILED:
                continue
            try:
                made = evolve(made, **{name: value})  # type: ignore[arg-type]  # its converter judges
            except SlakitError as error:
                reader.wrong((*path, name), *error.problems)
        return made if len(reader.faults) == before else FAILED
