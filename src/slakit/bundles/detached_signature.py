"""Detached signatures: Ed25519 (RFC 8032) over the bytes of a bundle, in a file of 64 bytes beside it (extra `sign`)."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import Any

from slakit.bundles.bundle_file import Bundle, read_bundle
from slakit.bundles.verification import Check
from slakit.errors import UsageError, optional, reason
from slakit.statements.stores.whole_file import write_whole

FilePath = str | os.PathLike[str]
LONGEST = 64_000  # bytes of a file of a key or a signature
MAKE = "openssl genpkey -algorithm ed25519 -out private.pem"
SHOW = "openssl pkey -in private.pem -pubout -out public.pem"


def sign(path: FilePath, key: FilePath, *, password: str | None = None, signature: FilePath | None = None) -> Path:
    """Sign a bundle with a private key, a file in PEM, and return the path of the signature: that of the bundle and `.sig`.

    The signature is that of any program for Ed25519, such as openssl. Raises UsageError for a file that is no bundle, for a key of
    another kind, and where there is a signature already; MissingExtra without the package cryptography.
    """
    sent, private = read_bundle(path), _private_key(key, password)
    written = Path(_beside(sent) if signature is None else signature)
    try:
        write_whole(written, private.sign(sent.content))
    except FileExistsError:
        raise UsageError(f"{written} is there already; take it away to sign anew") from None
    except OSError as error:
        raise UsageError(f"{written} is not a file that can be written ({reason(error)}); write another path") from None
    return written


def signature_check(sent: Bundle, key: FilePath, signature: FilePath | None) -> Check:
    """The check of the signature of a bundle by a public key."""
    public = _public_key(key)
    name = _beside(sent) if signature is None else os.fspath(signature)
    content = _read(name, "signature", "write signature= or --signature, or ask for it")
    try:
        public.verify(content, sent.content)
    except optional("cryptography.exceptions", "sign").InvalidSignature:
        return Check(name, "signature", False, "a signature", f"not one of this file by the key {fingerprint(public)[:16]}")
    return Check(name, "signature", True, f"by the key {fingerprint(public)}")


def fingerprint(public: Any) -> str:
    """The SHA-256 of the 32 bytes of a public key, by which two people compare it."""
    return sha256(public.public_bytes_raw()).hexdigest()


def is_encrypted(key: FilePath) -> bool:
    """True if a file of a private key wants a password."""
    return b"ENCRYPTED" in _read(key, "private key", f"write {MAKE}")


def _private_key(path: FilePath, password: str | None) -> Any:
    serialization = optional("cryptography.hazmat.primitives.serialization", "sign")
    content = _read(path, "private key", f"write {MAKE}")
    secret = None if password is None else password.encode()
    key = _loaded(path, lambda: serialization.load_pem_private_key(content, secret), f"an Ed25519 private key in PEM; write {MAKE}")
    return _of_kind(path, key, "Ed25519PrivateKey", f"an Ed25519 private key; write {MAKE}")


def _public_key(path: FilePath) -> Any:
    serialization = optional("cryptography.hazmat.primitives.serialization", "sign")
    content = _read(path, "public key", f"write {SHOW}")
    key = _loaded(path, lambda: serialization.load_pem_public_key(content), f"an Ed25519 public key in PEM; write {SHOW}")
    return _of_kind(path, key, "Ed25519PublicKey", f"an Ed25519 public key; write {SHOW}")


def _loaded(path: FilePath, load: Any, wanted: str) -> Any:
    unsupported = optional("cryptography.exceptions", "sign").UnsupportedAlgorithm
    try:
        return load()
    except TypeError as error:  # a password that is missing, or not wanted
        raise UsageError(f"{os.fspath(path)}: {str(error).lower()}; write password= for an encrypted key alone") from None
    except (ValueError, unsupported):
        raise UsageError(f"{os.fspath(path)} is not {wanted}") from None


def _of_kind(path: FilePath, key: Any, kind: str, wanted: str) -> Any:
    if not isinstance(key, getattr(optional("cryptography.hazmat.primitives.asymmetric.ed25519", "sign"), kind)):
        raise UsageError(f"{os.fspath(path)} is a key of another kind, not {wanted}")
    return key


def _beside(sent: Bundle) -> str:
    return f"{sent.path}.sig"


def _read(path: FilePath, what: str, remedy: str) -> bytes:
    try:
        with open(path, "rb") as file:
            content = file.read(LONGEST + 1)
    except OSError as error:
        raise UsageError(f"the {what} {os.fspath(path)} cannot be read ({reason(error)}); {remedy}") from None
    if len(content) > LONGEST:
        raise UsageError(f"{os.fspath(path)} is too long for a {what}; {remedy}")
    return content
