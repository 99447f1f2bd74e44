"""Penalty rules that few contracts have."""

from slakit.penalties.bases.reduced import Reduced as Reduced
from slakit.penalties.rules.accrual import Accrual as Accrual
from slakit.penalties.rules.flat import Unreported as Unreported
from slakit.penalties.rules.multiple import Multiple as Multiple
from slakit.penalties.rules.pool import Pool as Pool
from slakit.penalties.rules.product import Product as Product
from slakit.penalties.tables.by_level import ByLevel as ByLevel
from slakit.targets.ratchet import Ratchet as Ratchet
