"""Losses between a contract and OpenSLO, piece by piece: nothing is left out in silence."""

from attrs import frozen

from slakit.agreements.agreement import Agreement
from slakit.documents.plain import Path


@frozen
class Loss:
    """One thing that one side cannot say, or that had to be assumed: where it stands, and what became of it."""

    location: str
    text: str

    def __str__(self) -> str:
        return f"{self.location}: {self.text}"


@frozen
class FromOpenSlo:
    """An agreement that was read from OpenSLO, and what was lost or assumed on the way."""

    agreement: Agreement
    losses: tuple[Loss, ...] = ()


@frozen
class ToOpenSlo:
    """An OpenSLO text that was written of an agreement, and what was lost on the way."""

    text: str
    losses: tuple[Loss, ...] = ()


Noted = list[tuple[Path, str]]  # losses, or problems, each with its path
