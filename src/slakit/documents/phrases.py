"""Phrases: targets and windows as text, where text can say them."""

from attrs import evolve

from slakit.documents.kinds import TARGET, Kind
from slakit.errors import SlakitError
from slakit.targets.phrases import target
from slakit.targets.target import Target
from slakit.windows.base import Window
from slakit.windows.calendar_steps import Steps
from slakit.windows.rolling import Rolling, WholeTerm
from slakit.windows.window import daily, window

PHRASED = frozenset({"count", "unit", "anchor"})  # settings in the phrase of a window; others are keys of its table


def read_phrase(kind: Kind, text: str) -> object:
    """The target or the window that a phrase means; raises ContractError."""
    return target(text) if kind is TARGET else window(text)


def write_phrase(kind: Kind, value: Target | Window) -> str | None:
    """The phrase of a target or a window, if one reads back as the same."""
    text = value.text()
    try:
        return text if text is not None and read_phrase(kind, text) == value else None
    except SlakitError:
        return None


def bare_window(value: Steps | Rolling | WholeTerm) -> Steps | Rolling | WholeTerm:
    """The nearest window that has a phrase: no zone, no words on partial periods and month ends, and a plain step."""
    if isinstance(value, Rolling):
        return evolve(value, tz=None, partial="prorate", step=value.step if value.step.text() else daily())
    if isinstance(value, Steps):
        return evolve(value, tz=None, partial="prorate", month_end="clamp")
    return evolve(value, tz=None, partial="prorate")
