"""Party: one side of an agreement."""

from collections.abc import Mapping

from attrs import field, frozen

from slakit.errors import ContractError
from slakit.values.fields import is_name


def _roles(value: "Mapping[str, str] | tuple[tuple[str, str], ...]") -> tuple[tuple[str, str], ...]:
    pairs = value.items() if isinstance(value, Mapping) else value
    return tuple(sorted((str(role), str(holder)) for role, holder in pairs))


@frozen(repr=False)
class Party:
    """A party of an agreement: its name, and the person in each role.

    >>> Party("Acme plc", roles={"sign-off": "head of brand"})
    Party('Acme plc', roles={'sign-off': 'head of brand'})
    """

    name: str = field()
    _roles: tuple[tuple[str, str], ...] = field(default=(), converter=_roles, kw_only=True)

    @name.validator
    def _named(self, attribute: object, value: object) -> None:
        if not is_name(value):
            raise ContractError(f"{value!r} is not the name of a party; write 'Acme plc'")

    @property
    def roles(self) -> dict[str, str]:
        return dict(self._roles)

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f"Party({self.name!r}" + (f", roles={self.roles!r})" if self._roles else ")")


def party(value: "Party | str") -> Party:
    """A party from its name; a party passes through."""
    return value if isinstance(value, Party) else Party(value)
