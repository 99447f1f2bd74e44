"""A contract of one or more promises, and the codes that check finds in it."""

import slakit as sk

SETTINGS = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2027-01-01"), "timezone": "Europe/London", "fee": "1000 EUR"}
UPTIME = sk.Uptime("outages")


def promise(metric=UPTIME, target="at least 99.9 %", penalty=None, name="Uptime", **settings):
    return sk.Objective(name, metric, target, penalty=penalty, **settings)


def contract(*objectives, **settings):
    """An agreement that names its fee only where something is a share of it, so that the fee is no finding."""
    settled = settings.get("settlement")
    needs_fee = any(one.penalty and one.penalty.needs_fee for one in objectives) or (settled is not None and settled.needs_fee)
    chosen = SETTINGS | ({} if needs_fee else {"fee": None, "currency": "EUR"}) | settings
    return sk.Agreement("Checked", objectives=objectives, **chosen)


def codes(*objectives, **settings):
    """The codes of what is found, in the order of the contract."""
    return [finding.code for finding in sk.check(contract(*objectives, **settings))]


def only(*objectives, **settings):
    """The one finding that there is."""
    (finding,) = sk.check(contract(*objectives, **settings))
    return finding
