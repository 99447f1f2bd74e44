"""The contracts that the repository ships."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
SCENARIOS = ".sla.toml"  # they are no contracts


def contracts_in(folder: Path) -> list[Path]:
    """The contracts of a folder and the folders in it."""
    return sorted(path for path in folder.rglob("*.toml") if not path.name.endswith(SCENARIOS))


CONTRACTS = contracts_in(EXAMPLES)
