"""write_whole: a new file that is there whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp


def write_whole(path: Path, content: bytes) -> None:
    """Write a new file, so that it is there whole or not at all, even if the process is killed; FileExistsError if it is there."""
    descriptor, part = mkstemp(suffix=".part", prefix=".", dir=path.parent)
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _name(part, path)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(part)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _name(part: str, path: Path) -> None:
    """Give a written file a name that nothing has; two at a time cannot both succeed, but on a disk without links, such as a USB stick."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:
        if path.exists():
            raise FileExistsError(path) from None
        os.rename(part, path)
