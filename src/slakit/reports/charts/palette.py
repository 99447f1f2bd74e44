"""Palette: the colours of charts by role, on light and on dark ground, and how far two of them stand out from each other."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

HEAT = 7  # steps of the palette of a heat map

# cividis-like: from pale to deep blue, which every kind of colour vision reads as more
_HEAT_LIGHT = ("#dde8f2", "#c5d8ea", "#a3c2de", "#7ea9cf", "#4f86b8", "#2c6399", "#123f6d")
_HEAT_DARK = ("#223548", "#28435d", "#2f5578", "#3d6b94", "#5f8fb8", "#93b8d8", "#cfe1f1")
_INK_LIGHT = ("#1b1f24", "#1b1f24", "#1b1f24", "#1b1f24", "#000000", "#ffffff", "#ffffff")
_INK_DARK = ("#f2f4f7", "#f2f4f7", "#f2f4f7", "#ffffff", "#0b0f14", "#0b0f14", "#0b0f14")


def _steps(word: str, colours: tuple[str, ...]) -> dict[str, str]:
    return {f"{word}-{index}": colour for index, colour in enumerate(colours)}


LIGHT: Mapping[str, str] = MappingProxyType(
    {
        "ground": "#ffffff",
        "text": "#1b1f24",
        "quiet": "#57606a",  # texts of second rank
        "line": "#d0d7de",  # lines of a grid, which carry no figure
        "axis": "#6e7781",
        "track": "#e6eaef",  # what lies under marks
        "bad": "#b42318",
        "good": "#1a7f4b",
        "excluded": "#3b6ea8",
        "pending": "#8a6100",
        "closed": "#6e7781",
        "bar": "#3b6ea8",
        "ideal": "#6e7781",
        "target": "#8f2d8a",
        **_steps("heat", _HEAT_LIGHT),
        **_steps("heat-ink", _INK_LIGHT),
    }
)
DARK: Mapping[str, str] = MappingProxyType(
    {
        "ground": "#14181d",
        "text": "#e8ecf1",
        "quiet": "#a3adb8",
        "line": "#39424d",
        "axis": "#8b96a3",
        "track": "#262d35",
        "bad": "#ff8073",
        "good": "#4cc38a",
        "excluded": "#7fb0e6",
        "pending": "#e0b04c",
        "closed": "#8b96a3",
        "bar": "#7fb0e6",
        "ideal": "#8b96a3",
        "target": "#e08fdb",
        **_steps("heat", _HEAT_DARK),
        **_steps("heat-ink", _INK_DARK),
    }
)
# what stands out from white and from black alike, for a page that sets no colours of its own
_ANYWHERE = {"bad": "#d9483b", "good": "#2f8f5b", "excluded": "#4a82c4", "pending": "#9a7420", "bar": "#4a82c4", "target": "#b052ab"}
_GREY = {"quiet": "currentColor", "text": "currentColor", "axis": "#7d8792", "closed": "#7d8792", "ideal": "#7d8792"}
_FAINT = {"line": "#8b949e55", "track": "#8b949e33", "ground": "transparent"}
FALLBACK: Mapping[str, str] = MappingProxyType({**LIGHT, **_ANYWHERE, **_GREY, **_FAINT})
# the colours of a chart in a page: its custom properties, or what stands out anywhere
PAGE: Mapping[str, str] = MappingProxyType({role: f"var(--slakit-{role}, {colour})" for role, colour in FALLBACK.items()})


def custom_properties(colours: Mapping[str, str]) -> str:
    """Return the declarations of CSS that give a page the colours of a palette.

    >>> custom_properties(LIGHT)[:24]
    '--slakit-ground:#ffffff;'
    """
    return "".join(f"--slakit-{role}:{colour};" for role, colour in colours.items())


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours, from 1 to 21, as WCAG 2.2 defines it.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [Fraction(int(colour[index : index + 2], 16), 255) for index in (1, 3, 5)]
    linear = [
        float(channel) / 12.92 if channel <= Fraction(4045, 100_000) else ((float(channel) + 0.055) / 1.055) ** 2.4 for channel in channels
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
