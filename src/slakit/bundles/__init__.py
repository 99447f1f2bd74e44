"""Bundles: one file with a statement, its contract, its records and what made it, which the other party verifies (docs/bundles.md)."""

from slakit.bundles.bundle_file import Bundle as Bundle, read_bundle as read_bundle
from slakit.bundles.detached_signature import sign as sign
from slakit.bundles.make_bundle import bundle as bundle
from slakit.bundles.verification import Check as Check, Verification as Verification
from slakit.bundles.verify_bundle import verify as verify
