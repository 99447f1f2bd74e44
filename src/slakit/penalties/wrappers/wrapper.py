"""Wrapper: base class of the rules that wrap one rule, and of those whose wrapping has a limit."""

import re

from attrs import field, frozen

from slakit.errors import ContractError
from slakit.penalties.base import PenaltyRule, inner
from slakit.penalties.bases.credit import Credit, shares
from slakit.penalties.bases.credit_base import CreditBase, Fee, base_of
from slakit.penalties.wrappers.combinators import Several
from slakit.values.fields import instance_of
from slakit.values.source_repr import written_arguments


def _may_wrap(instance: PenaltyRule, attribute: object, value: PenaltyRule) -> None:
    if not instance.last:
        inner(value)


@frozen(repr=False)
class Wrapper(PenaltyRule):
    """A rule that changes what another rule comes to; its name, as a method of that rule, makes it."""

    looks_back = False

    rule: PenaltyRule = field(
        validator=[instance_of(PenaltyRule, "a penalty rule", "Flat('5 %'), or put @penalty on the function"), _may_wrap]
    )

    @property
    def kinds(self) -> set[str]:
        return self.rule.kinds

    def __repr__(self) -> str:
        rule = f"({self.rule!r})" if isinstance(self.rule, Several) else repr(self.rule)
        arguments = written_arguments(self, without="rule")  # which would otherwise be written twice at each level, so 2 ** n times
        method = re.sub("(?<=[a-z])(?=[A-Z])", "_", type(self).__name__).lower()
        return f"{rule}.{method}({arguments})"


@frozen(repr=False)
class Limited(Wrapper):
    """A rule that is held against an amount, a share, or so much in kind; without `of`, the share is of what the rule pays shares of."""

    of: CreditBase | None = field(default=None, converter=base_of, kw_only=True)

    @property
    def limit(self) -> Credit:
        """The amount, share or so much in kind: the one credit among its settings."""
        return self.credits[0]

    @property
    def base(self) -> CreditBase | None:
        return self.of or own_base(self.rule) if shares(self.limit) else self.of

    def __attrs_post_init__(self) -> None:
        _ = self.base  # so that a share of one of several is refused


def own_base(rule: PenaltyRule) -> CreditBase | None:
    """The base of the shares that a rule pays (None: the fee), so that a limit is a share of it too; ContractError if of several."""
    bases: dict[CreditBase | None, None] = {}
    for part in rule.walk():
        if isinstance(part, PenaltyRule) and not isinstance(part, Wrapper) and (part.base or shares(*part.credits)):
            bases[None if part.base == Fee() else part.base] = None
    if len(bases) > 1:
        names = " and of ".join("the fee" if base is None else repr(base) for base in bases)
        raise ContractError(f"{rule!r} pays shares of {names}, and a limit on them could be a share of each; write of=Fee()")
    return next(iter(bases), None)
