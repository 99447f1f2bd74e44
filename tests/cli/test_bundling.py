"""A statement is bundled, verified and signed from the command line."""

import json

import pytest
from hosting_document import HOSTING as CONTRACT

from slakit.cli.main import main

HOUR, EIGHT = "2026-03-10T10:00Z,2026-03-10T11:00Z", "2026-03-10T10:00Z,2026-03-10T18:00Z"  # 600 and 1,200 of 12,000 GBP
BUNDLE = ("bundle", "contract.toml", "--data", "outages=hour.csv", "--period", "2026-03", "--output", "march.zip")


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "contract.toml").write_text(CONTRACT)
    for name, row in (("hour", HOUR), ("eight", EIGHT)):
        (tmp_path / f"{name}.csv").write_text(f"start,end\n{row}\n")

    def run(*arguments):
        status = main(list(arguments))
        output = capsys.readouterr()
        return status, output.out, output.err

    return run


def test_bundled_and_verified(run, tmp_path):
    """0 is written, 0 all holds, 1 something does not, 2 the file or the command is wrong."""
    status, out, err = run(*BUNDLE)
    seal = err.rsplit(maxsplit=1)[-1]
    assert (status, "credit 600.00 GBP" in out, err) == (0, True, f"bundled in march.zip, seal {seal}\n")
    status, out, err = run("verify", "march.zip")
    assert (status, out.splitlines()[1], err) == (0, f"seal {seal}", "")
    assert out.splitlines()[2].startswith("digest of the statement, as its page shows it: ")
    assert out.startswith("march.zip: Hosting: all ")
    assert "  Uptime, 2026-03: holds" in run("verify", "march.zip", "--every")[1].splitlines()
    content = (tmp_path / "march.zip").read_bytes()
    (tmp_path / "edited.zip").write_bytes(content.replace(b'"payable": "600.00', b'"payable": "060.00'))
    status, out, _ = run("verify", "edited.zip")
    assert (status, "  Uptime, 2026-03: payable: written 060.00 GBP, recomputed 600.00 GBP" in out.splitlines()) == (1, True)
    status, out, _ = run("verify", "edited.zip", "--format", "json")
    assert (status, json.loads(out)["holds"]) == (1, False)
    assert run("verify", "edited.zip", "--format", "markdown")[1].startswith("# edited.zip: Hosting: ")
    assert run(*BUNDLE)[::2] == (2, "slakit: 'march.zip' is there already; write another --output, or take it away\n")
    assert (tmp_path / "march.zip").read_bytes() == content
    assert run("verify", "contract.toml")[0] == 2
    assert run("verify", "march.zip", "--data", "desk=hour.csv")[0] == 2


def test_digests(run):
    """The other party verifies with the records that it has."""
    assert run(*BUNDLE, "--records-as", "digests")[0] == 0
    error = "slakit: march.zip holds digests of its records, not the records; write --data outages=FILE\n"
    assert run("verify", "march.zip")[::2] == (2, error)
    assert run("verify", "march.zip", "--data", "outages=hour.csv")[0] == 0
    status, out, _ = run("verify", "march.zip", "--data", "outages=eight.csv")
    assert (status, "  statement: payable: written 600.00 GBP, recomputed 1200.00 GBP" in out.splitlines()) == (1, True)


def test_earlier_statements(run):
    """Closed statements of earlier months are in the bundle."""
    assert run("close", "contract.toml", "--data", "outages=hour.csv", "--period", "2026-02")[0] == 0
    assert run(*BUNDLE, "--statements", "statements")[0] == 0
    status, out, _ = run("verify", "march.zip", "--every")
    assert (status, "  history/1.json: SHA-256: holds" in out.splitlines()) == (0, True)


def test_signed(run, tmp_path):
    """By a key that openssl makes, with a password from a file."""
    pytest.importorskip("cryptography")
    from cryptography.hazmat.primitives import serialization as s
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.generate()
    pem = private.private_bytes(s.Encoding.PEM, s.PrivateFormat.PKCS8, s.BestAvailableEncryption(b"secret"))
    (tmp_path / "private.pem").write_bytes(pem)
    (tmp_path / "public.pem").write_bytes(private.public_key().public_bytes(s.Encoding.PEM, s.PublicFormat.SubjectPublicKeyInfo))
    (tmp_path / "password").write_text("secret\n")
    run(*BUNDLE)
    signing = ("sign", "march.zip", "--key", "private.pem")
    assert run(*signing)[::2] == (2, "slakit: private.pem wants a password, and nobody can be asked; write --password-file FILE\n")
    assert run(*signing, "--password-file", "password")[:2] == (0, "signed in march.zip.sig\n")
    assert run("verify", "march.zip", "--key", "public.pem")[0] == 0
    (tmp_path / "march.zip.sig").write_bytes(bytes(64))
    status, out, _ = run("verify", "march.zip", "--key", "public.pem")
    assert (status, "march.zip.sig: signature: written a signature, recomputed not one of this file" in out) == (1, True)
    assert run("verify", "march.zip", "--key", "private.pem")[0] == 2
    assert run("verify", "march.zip", "--signature", "march.zip.sig")[0] == 2
    assert run(*signing, "--password-file", "nowhere")[0] == 2
