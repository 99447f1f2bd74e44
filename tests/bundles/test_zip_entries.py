"""zip entries: equal bytes for equal entries, and files of strangers that are refused with slakit's own errors."""

import struct
import warnings
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
from bundle_cases import manifest_with, march, rewritten

from slakit import bundles
from slakit.bundles import zip_entries
from slakit.bundles.entry_names import entry_name
from slakit.bundles.zip_entries import packed
from slakit.errors import UsageError

SENT = "; take the file that was sent"


@pytest.fixture
def sent(tmp_path):
    return march(tmp_path / "march.zip")


@pytest.fixture
def refused(tmp_path):
    """The error of a file with a content, without its path and the remedy."""

    def refused(content):
        path = tmp_path / "x.zip"
        path.write_bytes(content)
        with pytest.raises(UsageError) as error:
            bundles.verify(path)
        assert str(error.value).startswith(str(path))
        return [one.removeprefix(str(path)).removesuffix(SENT) for one in error.value.problems]

    return refused


def zipped(entries, method=ZIP_DEFLATED):
    """A zip as any program makes it."""
    with warnings.catch_warnings(), ZipFile(content := BytesIO(), "w", method) as file:
        warnings.simplefilter("ignore")
        for name, one in entries:
            file.writestr(name, one)
    return content.getvalue()


def test_packed():
    """The bytes are the same on every system and in every year; the sum is that of this test's first run, by sha256sum."""
    content = packed({"manifest.json": b"{}\n", "contract.json": b""})
    assert sha256(content).hexdigest() == "badd189dff032b064496ec8582e881d36dc8fba0d32b21583402acebadfdb654"
    assert content == packed({"contract.json": b"", "manifest.json": b"{}\n"})


def test_packed_by_another_program(sent):
    """All of it can be read, and holds but for the packing."""
    with open(sent.path, "wb") as file:
        file.write(zipped(sent.entries.items()))
    made = bundles.verify(sent.path)
    assert [str(check) for check in made.failed] == ["file: packing: written by another program, recomputed as slakit packs it"]


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\3\4", b"PK\5\6" + bytes(18), b"PK\5\6" + b"\xff" * 18])
def test_no_zip(refused, content):
    (problem,) = refused(content)
    assert problem.startswith((" is not a zip that can be read (", " has no manifest.json, and is not a bundle"))


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "records/../x", "records/a/b", "C:\\x", "Contract.json", "records/\u00e9", "x" * 500]
)
def test_entries_that_no_bundle_has(refused, sent, name):
    """A name is never a path: what is none of the names of a bundle is refused."""
    (problem,) = refused(zipped([*sent.entries.items(), (name, b"")]))
    assert problem == f": {name[:200]!r} is not an entry of a bundle"


def test_entries_twice_or_too_many_or_missing(refused, sent):
    held = [*sent.entries.items()]
    assert refused(zipped([*held, held[0]])) == [f": it has the entry {held[0][0]!r} 2 times"]
    assert refused(zipped(held[1:])) == [f" has no {held[0][0]}"]
    assert refused(zipped([*held, ("records/desk.jsonl", b"")])) == [" has records/desk.jsonl, which manifest.json does not list"]
    assert refused(zipped([(f"records/{number}", b"") for number in range(10_001)])) == [
        ": it has 10,001 entries, and no more than 10,000 are read"
    ]


def test_bombs(refused, sent, monkeypatch):
    """An entry is unpacked to the size that it names and no further, and all sizes together have a limit."""
    entries = [*sent.entries.items(), ("records/desk.jsonl", bytes(2_000_000))]
    monkeypatch.setattr(zip_entries, "MOST_BYTES", 1_000_000)
    size = sum(len(one) for _, one in entries)
    assert refused(zipped(entries)) == [f": its entries have {size:,} bytes, and no more than 1,000,000 are read"]
    content = bytearray(zipped(entries))
    directory = content.rindex(b"PK\1\2")  # of the last entry: its size, 24 bytes on, is said to be 10
    content[directory + 24 : directory + 28] = struct.pack("<I", 10)
    assert refused(bytes(content)) == [": the entry 'records/desk.jsonl' cannot be read"]


def test_overlapping_entries(refused):
    """Two names for one stretch of the file."""
    content = bytearray(packed({"records/a": b"x" * 300, "records/b": b"y" * 300}))
    directory = content.rindex(b"PK\1\2")
    content[directory + 20 : directory + 28] = struct.pack("<II", 700, 700)
    assert refused(bytes(content)) == [": its entries overlap"]


def test_other_ways_to_pack(refused, sent):
    """A method that few programs know, and an encrypted entry."""
    pytest.importorskip("bz2")
    (name, *_), *_ = sorted(sent.entries.items())
    assert refused(zipped(sorted(sent.entries.items()), ZIP_BZIP2)) == [f": the entry {name!r} cannot be read"]
    content = bytearray(packed(sent.entries))
    content[content.index(b"PK\1\2") + 8] |= 1
    assert refused(bytes(content)) == [f": the entry {name!r} cannot be read"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda data: data.pop("entries"), "manifest.json has no 'entries'"),
        (lambda data: data.update(streams=7), "manifest.json.streams: 7 cannot be read"),
        (lambda data: data.update(streams=[7]), "manifest.json.streams: [7] cannot be read"),
        (lambda data: data.update(history=False), "manifest.json.history: False cannot be read"),
        (
            lambda data: data.update(streams=[{"stream": "a", "records": True}]),
            "manifest.json.streams: [{'stream': 'a', 'records': True}] cannot be read: bundledstream.records: True cannot be read",
        ),
        (lambda data: data.update(history=10**6), "manifest.json says history: 1000000, which it does not list"),
        (lambda data: data.update(history=-1), "manifest.json says history: -1, which it does not list"),
        (lambda data: data.update(records_as="both"), "manifest.json says 'both' where 'records' or 'digests' belongs"),
        (lambda data: data["entries"].update({"../x": ""}), "manifest.json lists '../x' where no such entry belongs"),
        (lambda data: data["entries"].pop("contract.json"), "manifest.json does not list 'contract.json'"),
    ],
)
def test_manifests(sent, tmp_path, change, problem):
    """What a manifest may not say is refused, with its place."""
    path = manifest_with(sent, tmp_path / "x.zip", change)
    with pytest.raises(UsageError) as error:
        bundles.read_bundle(path)
    assert str(error.value) == f"{path}: {problem}{SENT}"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", "manifest.json is not JSON"),
        ("7", "manifest.json is not the list of a bundle"),
        ('{"format": "slakit.bundle/2"}', "'slakit.bundle/2' is not"),
    ],
)
def test_what_is_no_manifest(sent, tmp_path, text, problem):
    with pytest.raises(UsageError, match=problem):
        bundles.read_bundle(rewritten(sent, tmp_path / "x.zip", {"manifest.json": text}))


def test_entry_names():
    """Letters of other cases, signs, devices of Windows and long names become names that no system takes for more."""
    names = {
        name: entry_name(name) for name in ("a", "A", "../a", "con", "nul.txt", "caf\u00e9", "\ud800", "x" * 300, "x" * 301, "%41", "")
    }
    assert len({name.lower() for name in names.values()}) == len(names)
    assert all(len(name) <= 105 and not {*name} & {*"/\\.:"} for name in names.values())
    assert (names["A"], names["con"], names["caf\u00e9"], names["%41"]) == ("%41", "%63%6f%6e", "caf%c3%a9", "%2541")
