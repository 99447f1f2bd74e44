"""Signatures: of the whole file, by keys in PEM, as any program for Ed25519 makes and reads them."""

import sys

import pytest
from bundle_cases import failed, march, rewritten

from slakit import bundles
from slakit.bundles import detached_signature
from slakit.errors import MissingExtra, UsageError

# RFC 8032, 7.1, test 2: a message of the one byte 72
SECRET = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"
PUBLIC = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
SIGNATURE = (
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


@pytest.fixture
def sent(tmp_path):
    return march(tmp_path / "march.zip")


@pytest.fixture
def keys(tmp_path):
    """A private and a public key, as files."""
    pytest.importorskip("cryptography")
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return written(tmp_path, Ed25519PrivateKey.from_private_bytes(bytes.fromhex(SECRET)), "key")


def written(folder, private, name, password=None):
    from cryptography.hazmat.primitives import serialization as s

    hidden = s.NoEncryption() if password is None else s.BestAvailableEncryption(password)
    files = folder / f"{name}.pem", folder / f"{name}.pub.pem"
    files[0].write_bytes(private.private_bytes(s.Encoding.PEM, s.PrivateFormat.PKCS8, hidden))
    files[1].write_bytes(private.public_key().public_bytes(s.Encoding.PEM, s.PublicFormat.SubjectPublicKeyInfo))
    return files


def test_signed(sent, keys, tmp_path):
    """The signature lies beside the file, has 64 bytes and holds; of a file that changed it does not, nor by another key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private, public = keys
    made = bundles.sign(sent.path, private)
    assert (str(made), len(made.read_bytes())) == (f"{sent.path}.sig", 64)
    checked = bundles.verify(sent.path, key=public)
    assert checked
    assert [check.written for check in checked.checks if check.part == "signature"] == [
        "by the key 39f713d0a644253f04529421b9f51b9b08979d08295959c4f3990ee617f5139f"  # sha256sum of PUBLIC
    ]
    _, other = written(tmp_path, Ed25519PrivateKey.generate(), "other")
    assert failed(sent.path, key=other)[0].startswith(
        f"{made}: signature: written a signature, recomputed not one of this file by the key "
    )
    resealed = rewritten(sent, tmp_path / "again.zip", {}, reseal=True, made_by={"slakit": "1"})
    assert [one.partition(" written")[0] for one in failed(resealed, key=public, signature=made)] == [f"{made}: signature:"]
    with pytest.raises(UsageError, match="is there already; take it away to sign anew"):
        bundles.sign(sent.path, private)
    assert bundles.sign(sent.path, private, signature=tmp_path / "x.sig").read_bytes() == made.read_bytes()


def test_the_standard(keys):
    """The keys and signatures of RFC 8032."""
    private, public = keys
    assert detached_signature._private_key(private, None).sign(b"\x72").hex() == SIGNATURE
    assert detached_signature._public_key(public).public_bytes_raw().hex() == PUBLIC


def test_passwords(sent, keys, tmp_path):
    """An encrypted key wants its password, and another one none."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private, public = written(tmp_path, Ed25519PrivateKey.generate(), "hidden", b"secret")
    assert (detached_signature.is_encrypted(private), detached_signature.is_encrypted(keys[0])) == (True, False)
    for key, password in ((private, None), (private, "wrong"), (keys[0], "secret")):
        with pytest.raises(UsageError, match=r"(hidden|key)\.pem"):
            bundles.sign(sent.path, key, password=password)
    bundles.sign(sent.path, private, password="secret")
    assert bundles.verify(sent.path, key=public)


def test_other_keys(sent, keys, tmp_path):
    """A key of another kind, no key, no signature, and the wrong one of the pair."""
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

    private, public = keys
    for files in (written(tmp_path, generate_private_key(SECP256R1()), "curve"), (tmp_path / "march.zip", tmp_path / "march.zip")):
        with pytest.raises(UsageError, match=r"not an Ed25519 private key.*; write openssl genpkey -algorithm ed25519"):
            bundles.sign(sent.path, files[0])
        (tmp_path / "march.zip.sig").write_bytes(bytes(64))
        with pytest.raises(UsageError, match="not an Ed25519 public key"):
            bundles.verify(sent.path, key=files[1])
        (tmp_path / "march.zip.sig").unlink()
    with pytest.raises(UsageError, match=r"the signature .*march\.zip\.sig cannot be read \(no such file or directory\)"):
        bundles.verify(sent.path, key=public)
    with pytest.raises(UsageError, match="not an Ed25519 public key in PEM"):
        bundles.verify(sent.path, key=private)
    with pytest.raises(UsageError, match=r"the private key .*none\.pem cannot be read"):
        bundles.sign(sent.path, tmp_path / "none.pem")
    (tmp_path / "march.zip.sig").write_bytes(b"x" * 70_000)
    with pytest.raises(UsageError, match="is too long for a signature"):
        bundles.verify(sent.path, key=public)
    (tmp_path / "march.zip.sig").write_bytes(b"x")
    assert not bundles.verify(sent.path, key=public)


def test_without_the_extra(sent, tmp_path, monkeypatch):
    """All but signatures works; the error names the extra."""
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.serialization", None)
    (tmp_path / "key.pem").write_text("")
    with pytest.raises(MissingExtra, match=r"pip install 'slakit\[sign\]'"):
        bundles.sign(sent.path, tmp_path / "key.pem")
    with pytest.raises(MissingExtra):
        bundles.verify(sent.path, key=tmp_path / "key.pem")
    with pytest.raises(UsageError, match="signature= wants key= too"):
        bundles.verify(sent.path, signature=tmp_path / "key.pem")
