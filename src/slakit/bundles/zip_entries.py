"""Zip entries: packed so that equal entries give equal bytes, and unpacked from a file that a stranger may have made."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from slakit.errors import UsageError

MOST_BYTES = 2**29  # of all entries together; half a gibibyte
MOST_ENTRIES = 10_000
BEGUN = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can write, of every entry
NAME = re.compile(r"(?:contract|manifest|statement)\.json|(?:records|digests|history)/[a-z0-9%_.-]{1,120}", re.ASCII)
HEADER = struct.Struct("<4s5H3I2H")  # of an entry, before its name
SENT = "take the file that was sent"


def packed(entries: Mapping[str, bytes]) -> bytes:
    """Return a zip of entries, in the order of their names, not compressed and without times.

    >>> assert packed({"b": b"2", "a": b"1"}) == packed({"a": b"1", "b": b"2"})
    """
    with ZipFile(content := BytesIO(), "w", ZIP_STORED) as file:
        for name in sorted(entries):
            entry = ZipInfo(name, BEGUN)
            entry.create_system, entry.external_attr = 3, 0o644 << 16  # the same on every system
            file.writestr(entry, entries[name])
    return content.getvalue()


def unpacked(content: bytes, path: str) -> dict[str, bytes]:
    """Return the entries of a bundle by name; `path` is that of errors.

    Nothing is written to any disk, no more than MOST_BYTES are unpacked, and no check sum is believed. Raises UsageError for what is no
    zip, and for one with entries that no bundle has, or has twice.
    """
    try:
        with ZipFile(BytesIO(content)) as file:
            infos = file.infolist()
    except (BadZipFile, NotImplementedError, ValueError, OSError, EOFError, struct.error) as error:
        raise UsageError(f"{path} is not a zip that can be read ({str(error).lower()}); {SENT}") from None
    problems = _problems(infos, len(content))
    if problems:
        raise UsageError(*(f"{path}: {problem}; {SENT}" for problem in problems))
    return {info.filename: _unpacked(content, info, path) for info in infos}


def _problems(infos: list[ZipInfo], size: int) -> list[str]:
    names = [info.filename for info in infos]
    if len(names) > MOST_ENTRIES:
        return [f"it has {len(names):,} entries, and no more than {MOST_ENTRIES:,} are read"]
    if (unpacked_size := sum(info.file_size for info in infos)) > MOST_BYTES:
        return [f"its entries have {unpacked_size:,} bytes, and no more than {MOST_BYTES:,} are read"]
    problems = [f"it has the entry {name!r} {names.count(name)} times" for name in sorted({*names}) if names.count(name) > 1]
    problems += [f"{name[:200]!r} is not an entry of a bundle" for name in sorted({*names}) if not NAME.fullmatch(name)]
    if sum(info.compress_size for info in infos) > size:
        problems.append("its entries overlap")
    return problems


def _unpacked(content: bytes, info: ZipInfo, path: str) -> bytes:
    """The content of an entry, whatever its check sum: what was changed in it is to be shown, not only that it was."""
    fault = f"{path}: the entry {info.filename!r} cannot be read; {SENT}"
    header = content[info.header_offset : info.header_offset + HEADER.size]
    if info.flag_bits & 1 or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or len(header) < HEADER.size or header[:4] != b"PK\3\4":
        raise UsageError(fault)
    *_, name_length, extra_length = HEADER.unpack(header)
    first = info.header_offset + HEADER.size + name_length + extra_length
    stored = content[first : first + info.compress_size]
    if info.compress_type == ZIP_DEFLATED:
        try:
            stored = zlib.decompressobj(-zlib.MAX_WBITS).decompress(stored, info.file_size + 1)
        except zlib.error:
            raise UsageError(fault) from None
    if len(stored) != info.file_size:
        raise UsageError(fault)
    return stored
