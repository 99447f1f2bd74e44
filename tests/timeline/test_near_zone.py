"""A zone that is none suggests one by its city, and not by its continent."""

import pytest

from slakit.errors import ContractError
from slakit.timeline.zone import zone


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Europe/Berln", "Europe/Berlin"),
        ("Berlin", "Europe/Berlin"),
        ("america/new york", "America/New_York"),
        ("Australia/Aukland", "Pacific/Auckland"),
        ("Europe/Hamburg", None),  # Luxembourg is spelled a little so, and is another place
        ("Asia/Delhi", None),
        ("CEST", None),
    ],
)
def test_a_near_zone_is_near_by_its_city(name, near):
    advice = f"; did you mean {near!r}?" if near else "; write a name of the IANA list of time zones, 'Europe/London'"
    with pytest.raises(ContractError) as error:
        zone(name)
    assert str(error.value) == f"{name!r} is not a time zone{advice}"
