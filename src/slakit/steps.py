"""The steps of a settlement, what each is given, and the stages of a claim."""

from slakit.penalties.prior_line import PriorLine as PriorLine
from slakit.penalties.settlement.bonus_bank import BonusBank as BonusBank
from slakit.penalties.settlement.cap import Cap as Cap
from slakit.penalties.settlement.claims import ClaimStage as ClaimStage
from slakit.penalties.settlement.convert import Convert as Convert, PointsTable as PointsTable
from slakit.penalties.settlement.minimums import MinimumDeduction as MinimumDeduction, MinimumPayout as MinimumPayout
from slakit.penalties.settlement.offsets import EarnBack as EarnBack, Offset as Offset
from slakit.penalties.settlement.only_one import OnlyLargest as OnlyLargest, OnlySmallest as OnlySmallest
from slakit.penalties.settlement.round import Round as Round
from slakit.penalties.settlement.settlement_items import LineAmount as LineAmount, SettlementContext as SettlementContext
from slakit.penalties.settlement.step import Step as Step
from slakit.penalties.settlement.weighted_pool import WeightedPool as WeightedPool
