"""versions: which software made a bundle, or verifies it."""

import platform
from importlib.metadata import PackageNotFoundError, version

PACKAGES = ("attrs", "holidays", "pint", "python-dateutil", "tzdata")  # what figures may depend on
FOLDER = "from a folder"


def versions() -> dict[str, str]:
    """Return the versions of slakit, of Python, and of what figures may depend on, as far as it is installed."""
    return {"slakit": version_of("slakit") or FOLDER, "Python": platform.python_version()} | {
        name: installed for name in PACKAGES if (installed := version_of(name))
    }


def version_of(package: str) -> str:
    """Return the version of a package, empty if it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
