"""Formats: the texts of a document that JSON Schema has no word for, each judged by the reader that the loader has for it.

A format of the schema names what a value is read as: `slakit-quantity` by itself, `slakit-rule-linear-per` where the class has more to ask
of it. An editor that does not know them checks the patterns beside them; a validator with `format_checker` judges as the loader does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import NoneType
from typing import Any

from slakit.agreements.lifecycle import Lifecycle
from slakit.calendars.always import ALWAYS
from slakit.documents.decode import FAILED, Decoder, PartialList, PartialPairs
from slakit.documents.filters import read_filter
from slakit.documents.host_data import plain_data
from slakit.documents.joint_problems import takes_any_name
from slakit.documents.kinds import BASE, CALENDAR, TARGET, WINDOW, Kind, kind_of
from slakit.documents.named_parts import ITSELF, NamedParts
from slakit.documents.phrases import read_phrase
from slakit.documents.plain import Path, Plain
from slakit.documents.schema_shapes import words_of
from slakit.documents.signature import FAULTS, SAMPLES, Argument, holds_parts, members
from slakit.documents.tagged import TaggedTables
from slakit.documents.vocabulary import Vocabulary, word_of
from slakit.errors import SlakitError
from slakit.metrics.condition import filter_of
from slakit.metrics.expressions.expression import number_field
from slakit.metrics.settings import calendar
from slakit.metrics.timers.limits import limits
from slakit.penalties.bases.credit import credit
from slakit.penalties.bases.credit_base import Fee, base_of
from slakit.values.fields import contract_quantity, field_name, names, optional_quantity, unit_text
from slakit.values.money import money
from slakit.values.number import number

Judge = Callable[[object], bool]
PREFIX = "slakit-"


def judged_by(read: Callable[[Any], object]) -> Judge:
    """True for what a reader takes."""

    def judge(value: object) -> bool:
        data, faults = plain_data(value)
        if faults:
            return False
        try:
            read(data)
        except FAULTS:
            return False
        return True

    return judge


def argument_judge(made: type, argument: Argument, vocabulary: Vocabulary) -> Judge:
    """True for what the loader takes for an argument, whatever the others are; the parts within it have their own formats."""
    parts = holds_parts(argument.hint)

    def judge(value: object) -> bool:
        data, faults = plain_data(value)
        if faults:
            return False
        decoder = Decoder(AnyName(vocabulary, NamedParts.of({}), files=False).read, NamedParts.of({}))
        as_given = made is Lifecycle and argument.loose
        read = data if as_given else decoder.value(data, argument.hint, (argument.name,), argument.loose)
        if isinstance(read, PartialPairs):  # without the parts that are not known by name
            if not read:
                return True
            read = list(read)
        elif read is FAILED or decoder.faults or isinstance(read, PartialList):
            return parts
        return not argument.problems(made, read) or takes_any_name(made, argument, read)

    return judge


class AnyName(TaggedTables):
    """The meaning of tagged tables where any text may be the name of a part, since it is named elsewhere."""

    def named(self, reader: Decoder, kind: Kind, name: str, path: Path) -> object:
        """A calendar that is always open, and the base that a text means or the fee; of other kinds nothing is known."""
        if kind is CALENDAR:
            return ALWAYS
        if kind is not BASE:
            return FAILED
        try:
            return base_of(name)
        except SlakitError:
            return Fee()


def _conditions(data: Plain) -> None:
    faults: list[tuple[Path, str]] = []
    if read_filter(data, (), faults) is None:
        raise ValueError(faults)


def _limit(data: Plain) -> None:
    limits(data if data is not None else "")


def _no(read: Callable[[Any], object]) -> Callable[[Any], object]:
    """A reader of what another does not read: the name of a thing that needs one."""

    def taken(data: Plain) -> None:
        if judged_by(read)(data):
            raise ValueError(data)

    return taken


VALUES: Mapping[str, Callable[[Any], object]] = {  # what is read of a value by itself, whatever key it stands at
    "quantity": contract_quantity,
    "money": money,
    "conditions": _conditions,
    "names": names,
    "limit": _limit,
    "target": lambda text: read_phrase(TARGET, text),
    "window": lambda text: read_phrase(WINDOW, text),
    **{f"name-of-{table}": _no(read) for table, (read, _) in ITSELF.items()},
}

# what many arguments are read by, and nothing more is asked: the name of the format
COMMON: Mapping[tuple[object, object], str] = {
    (contract_quantity, None): "quantity",
    (optional_quantity, None): "quantity",
    (money, None): "money",
    (names, None): "names",
}
SHARED: Mapping[tuple[object, object], str] = {
    (credit, None): "credit",
    (number, None): "number",
    (unit_text, None): "unit",
    (base_of, None): "base",
    (None, field_name): "name",
    (None, calendar): "calendar",
    (number_field, None): "number-field",
    (filter_of, None): "filter",
}
UNASKED = {(None, None), (str, None), (tuple, None)}  # what the shape says already


def named_judges() -> dict[str, Judge]:
    """The judges of values that stand by themselves."""
    return {PREFIX + name: judged_by(read) for name, read in VALUES.items()}


def format_of(made: type, argument: Argument) -> str | None:
    """The format of an argument; None where its shape says all.

    >>> from slakit.documents.signature import arguments
    >>> [format_of(Linear, argument) for argument in arguments(Linear)]
    ['slakit-credit', 'slakit-rule-linear-per', None, 'slakit-quantity', 'slakit-optional-base']
    """
    attribute = argument.attribute
    kind = kind_of(made)
    words = (*([kind.noun.rpartition(" ")[2]] if kind else []), word_of(made), argument.name)
    own = PREFIX + "-".join(words).replace(" ", "-").replace("_", "-")
    if attribute is None:
        return own if made in SAMPLES else None
    reader = (attribute.converter, attribute.validator)
    if reader in UNASKED or (attribute.converter is None and words_of(attribute.validator) is not None):
        return None
    if reader in COMMON:
        return PREFIX + COMMON[reader]
    if reader in SHARED:
        return PREFIX + ("optional-" if NoneType in members(argument.hint) else "") + SHARED[reader]
    return own
