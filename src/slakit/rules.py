"""Penalty rules that few contracts have."""

from slakit.penalties.rules.flat import Unreported as Unreported
from slakit.penalties.rules.multiple import Multiple as Multiple
from slakit.penalties.rules.product import Product as Product
from slakit.penalties.rules.ratchet import Ratchet as Ratchet
