"""Flaw: what one check yields, before it has a code and is held against what the contract allows."""

from attrs import frozen

from slakit.agreements.paths import Path
from slakit.analysis.checks.finding import Witness


@frozen
class Flaw:
    """The place of something wrong, the sentence, the remedy, and the records that show it; `clause` is that of a step."""

    path: Path
    text: str
    remedy: str
    witness: Witness | None = None
    clause: str = ""
