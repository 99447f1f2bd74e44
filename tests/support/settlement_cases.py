"""Objectives that owe what a stream says, scored under some steps of a settlement."""

import slakit as sk

TERM = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2028-01-01"), "timezone": "UTC"}


def owing(name, stream=None, rate="1 GBP", **settings):
    """An objective that owes so much for each unit of a stream: 7.5 in March is 7.50 GBP for March."""
    rule = sk.Linear(rate, per=1, against=0)
    return sk.Objective(name, sk.Total(stream or name.lower(), "n"), "at most 0", penalty=rule, silence="met", **settings)


def agreed(*steps, names="A B", objectives=None, fee="1000 GBP", settlement=None, **settings):
    given = objectives or [owing(name) for name in names.split()]
    chosen = settlement or sk.Settlement(steps=steps)
    return sk.Agreement("S", **TERM | settings, fee=fee, objectives=given, settlement=chosen)


def rows(**months):
    """Rows by month: rows(m01=5) is 5 on the tenth of January 2026; m13 is January 2027."""
    return [
        {"at": f"{2026 + (int(name[1:]) - 1) // 12}-{(int(name[1:]) - 1) % 12 + 1:02}-10T12:00Z", "n": n}
        for name, n in sorted(months.items())
    ]


def scored(agreement, period=None, **streams):
    return sk.evaluate(agreement, {name: rows(**months) for name, months in streams.items()}, period=period)


def paid(statement, what="payable"):
    return [str(getattr(line, what).amount) for line in statement.lines]
