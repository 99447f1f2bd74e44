"""load and dump: files of agreements, and what is wrong with them."""

import sys

import pytest
from refusals import refusal

import slakit as sk

AGREEMENT = sk.Agreement(
    "Care – é", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC",
    objectives=[sk.Objective("A", sk.Uptime("outages"), "at least 99 %")],
)  # fmt: skip


@pytest.mark.parametrize("name", ["care.toml", "care.json", "CARE.TOML"])
def test_there_and_back(tmp_path, name):
    """The ending of the name says the format; a path is text or a Path."""
    sk.dump(AGREEMENT, tmp_path / name)
    assert sk.load(str(tmp_path / name)) == AGREEMENT
    assert (tmp_path / name).read_bytes().decode("utf-8").startswith("{" if name.endswith("json") else 'name = "Care – é"\n')


@pytest.mark.parametrize("name", ["care.yaml", "care.YML"])
def test_yaml_there_and_back(tmp_path, name):
    """Two endings of one format; problems have the line of the file."""
    pytest.importorskip("yaml")
    sk.dump(AGREEMENT, tmp_path / name)
    text = (tmp_path / name).read_bytes().decode("utf-8")
    assert text.startswith('name: "Care – é"\nprovider: P\n')
    assert sk.load(tmp_path / name) == AGREEMENT
    (tmp_path / name).write_text(text.replace("at least 99 %", "soon"), encoding="utf-8")
    assert refusal(sk.errors.ContractError, sk.load, tmp_path / name) == (
        f"{name}:12 objectives[0].target: 'soon' is not a target; write 'at least 99.9 %'"
    )


def test_yaml_needs_an_extra(tmp_path, monkeypatch):
    """To read it: the command that brings it is named. To write it needs nothing."""
    monkeypatch.setitem(sys.modules, "yaml", None)
    sk.dump(AGREEMENT, tmp_path / "care.yaml")
    assert refusal(sk.errors.MissingExtra, sk.load, tmp_path / "care.yaml") == "yaml is not installed; write pip install 'slakit[yaml]'"


def test_a_file_without_end(tmp_path):
    """No more is read than a contract may have."""
    (tmp_path / "care.toml").write_bytes(b"#" * 4_000_001)
    assert refusal(sk.errors.ContractError, sk.load, tmp_path / "care.toml") == (
        "care.toml:1: it has more than 4,000,000 bytes, and no more are read; write a shorter document"
    )


def test_a_byte_order_mark(tmp_path):
    """A file as Windows editors save it is read."""
    (tmp_path / "care.toml").write_bytes(b"\xef\xbb\xbf" + sk.dumps(AGREEMENT).replace("\n", "\r\n").encode())
    assert sk.load(tmp_path / "care.toml") == AGREEMENT


def test_problems_name_the_file(tmp_path):
    """file:line before the path."""
    path = tmp_path / "care.toml"
    path.write_text(sk.dumps(AGREEMENT).replace("at least 99 %", "soon").replace('"UTC"', '"Utc/No"'))
    assert refusal(sk.errors.ContractError, sk.load, path).splitlines() == [
        "care.toml:5 timezone: 'Utc/No' is not a time zone; write a name of the IANA list of time zones, 'Europe/London'",
        "care.toml:11 objectives[0].target: 'soon' is not a target; write 'at least 99.9 %'",
    ]
    path.write_text('name = "Care"\nfee =\n')
    assert refusal(sk.errors.ContractError, sk.load, path) == (
        "care.toml:2 column 6: the text is not TOML, fee has no value; write fee = ..., or leave it out"
    )
    path.write_bytes(b'name = "Care"\nprovider = "P\xe9"\n')
    assert refusal(sk.errors.ContractError, sk.load, path) == "care.toml:2 is not UTF-8 text; save the file as UTF-8"


def test_files_that_cannot_be_used(tmp_path):
    """Missing files, directories and other endings."""
    missing = str(tmp_path / "no.toml")
    assert refusal(sk.errors.UsageError, sk.load, missing) == (
        f"{missing!r} is not a file in the folder {str(tmp_path)!r}, which has none of that kind; write a path from there"
    )
    (tmp_path / "folder.toml").mkdir()
    folder = str(tmp_path / "folder.toml")
    assert (
        refusal(sk.errors.UsageError, sk.load, folder)
        == f"{folder!r} is not a file that can be read (is a directory); write the path of a file"
    )
    assert (
        refusal(sk.errors.UsageError, sk.dump, AGREEMENT, folder)
        == f"{folder!r} is not a file that can be written (is a directory); write another path"
    )
    assert refusal(sk.errors.UsageError, sk.load, "care.yam") == "'care.yam' is not a .toml, .json or .yaml file; write 'agreement.toml'"
    assert refusal(sk.errors.UsageError, sk.dump, AGREEMENT, "care") == "'care' is not a .toml, .json or .yaml file; write 'agreement.toml'"
