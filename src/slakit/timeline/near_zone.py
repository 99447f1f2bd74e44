"""near_zone: the time zone that is meant perhaps by a name that is none."""

from difflib import get_close_matches
from zoneinfo import available_timezones

NEAR_CITY = 0.8  # how alike two names of cities must be, of which "Hamburg" and "Luxembourg" are not


def near_zone(name: str) -> str:
    """The zone whose city is spelled nearly so, or "" where there is none: to be of the same continent makes no zone near."""
    names = sorted(one for one in available_timezones() if "/" in one and not one.startswith("Etc/"))  # Etc/GMT+2 is two hours behind
    whole, city = _letters(name), _letters(name.rpartition("/")[2])
    if alike := [one for one in names if _letters(one) == whole]:
        return alike[0]
    names.sort(key=lambda one: one.partition("/")[0] == name.partition("/")[0])  # of two cities of one name that of the same continent
    cities = {_letters(one.rpartition("/")[2]): one for one in names}
    near = get_close_matches(city, cities, n=1, cutoff=NEAR_CITY)
    return cities[near[0]] if near else ""


def _letters(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
