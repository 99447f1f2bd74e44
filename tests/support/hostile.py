"""An agreement whose names and records try to be more than text: formulas, escapes of terminals, ends of lines, marks of formats."""

from functools import cache

import slakit as sk

EVIL = '=HYPERLINK("http://x","y")\r\nEND:VEVENT\x1b[31m<b>|`*[bold]red[/bold]" \\ {x="1"}\u2028\u202e'
CONTROLS = {*map(chr, range(32)), *map(chr, range(0x7F, 0xA0)), "\u2028", "\u2029", "\u202e"} - {"\n"}


@cache
def statement():
    """Of June 2026 in Europe/London, as of the first of July there: one line for each of two groups, one of them missed."""
    agreement = sk.Agreement(
        EVIL,
        provider=sk.Party("@provider\n" + EVIL),
        customer=sk.Party("+customer"),
        term=("2026-01-01", "2027-01-01"),
        timezone="Europe/London",
        fee="12000 GBP",
        objectives=[
            sk.Objective(f"Up {EVIL}", sk.Uptime("outages"), "at least 99.9 %", clause=EVIL, penalty=sk.Flat("5 %")),
            sk.Objective(EVIL, sk.Count("leaks").by("desk"), "at most 0", penalty=sk.Flat("1 %")),
        ],
    )
    records = {
        "outages": [{"start": "2026-06-10T10:00Z", "end": "2026-06-10T12:00Z"}],
        "leaks": [{"at": "2026-06-12T09:00Z", "desk": EVIL}, {"at": EVIL, "desk": "-1"}],
    }
    return sk.evaluate(agreement, records, period="2026-06", as_of="2026-07-01T00:00:00+01:00")
