"""The position in a document at which the thing of an entry stands, so that an example shows the table as an author writes it."""

from collections.abc import Mapping

from attrs import field, frozen

from slakit.documents.codec import write
from slakit.documents.encode import Encoder
from slakit.documents.kinds import BASE, CALENDAR, FACTOR, METRIC, PENALTY, RULES, STEP, TARGET, Kind
from slakit.documents.layout import toml_text
from slakit.documents.plain import Path, Plain
from slakit.documents.reference.entries import WINDOWS, Entry
from slakit.documents.signature import arguments
from slakit.documents.vocabulary import STANDARD
from slakit.penalties.rules.product import Product

Table = dict[str, Plain]


@frozen
class Position:
    """The path of a thing in a document, and the keys that stand there as well."""

    path: Path
    neighbors: Mapping[str, Plain] = field(factory=dict)

    def table(self, data: Plain) -> Table:
        """A table with the data at that path."""
        inner: Plain = data
        deepest = max((depth for depth, step in enumerate(self.path) if isinstance(step, str)), default=0)
        for depth, step in reversed(list(enumerate(self.path))):
            last = depth == deepest
            inner = [inner] if isinstance(step, int) else {**(self.neighbors if last else {}), step: inner}
        return inner if isinstance(inner, dict) else {}


OBJECTIVE = ("objectives", 0)
POSITIONS: Mapping[Kind, Position] = {
    METRIC: Position((*OBJECTIVE, "metric")),
    TARGET: Position((*OBJECTIVE, "target")),
    PENALTY: Position((*OBJECTIVE, "penalty")),
    BASE: Position((*OBJECTIVE, "penalty", "of"), {"is": "flat", "credit": "5 %"}),
    FACTOR: Position((*OBJECTIVE, "penalty", "factors"), {"is": "product", arguments(Product)[0].name: "10 GBP"}),
    STEP: Position(("settlement", "steps", 0)),
    CALENDAR: Position(("calendars", "desk")),
    RULES: Position(("logs", "tickets", "rules")),
}
OF_FLIGHTS: Mapping[str, Plain] = {
    "is": "per breach",
    "credit": {"short": "250 GBP", "long": "600 GBP"},
    "bands": {"short": {"km": "up to 1500"}, "long": {"km": "over 1500"}},
}
TABLES: Mapping[str, Position] = {
    "party": Position(("provider",)),
    "objective": Position(OBJECTIVE),
    "ratchet": Position((*OBJECTIVE, "ratchet")),
    "exclusion": Position(("exclusions", 0)),
    "settlement": Position(("settlement",)),
    "claims": Position(("settlement", "claims")),
    "claim stage": Position(("settlement", "claims", "stages", 0)),
    "reduced": Position((*OBJECTIVE, "penalty", "reduced", 0), OF_FLIGHTS),
    "duty": Position(("duties", 0)),
    "log": Position(("logs", "tickets")),
    "amendment": Position(("amendments", 0)),
}


def position(entry: Entry) -> Position:
    """The position of the thing of an entry."""
    if entry.section is WINDOWS:
        return Position((*OBJECTIVE, "window"))
    return POSITIONS[entry.kind] if entry.kind else TABLES.get(entry.word, Position((entry.word,)))


def toml_of(entry: Entry, value: object) -> str:
    """The TOML that an author writes for a value of an entry.

    >>> from slakit.documents.reference.entries import entries_of
    >>> print(toml_of(entries_of("cap")[0], steps.Cap("10 %")), end="")
    settlement = { steps = [{ is = "cap", most = "10 %" }] }
    """
    if entry.word == "agreement":
        return toml_text(write(value, STANDARD))  # type: ignore[arg-type]  # its example is an agreement
    data = Encoder(STANDARD).data(value, ())
    if entry.kind is FACTOR:
        data = {"n": data}
    return toml_text(position(entry).table(data))
