"""A contract of two promises, and scenarios of it."""

from slakit import testing as skt

CONTRACT = """
name = "Hosting"
provider = "Provider"
customer = "Customer"
term = ["2026-01-01", "2027-01-01"]
timezone = "Europe/London"
fee = "1000 EUR"

[[objectives]]
name = "Uptime"
clause = "4.1"
metric = { is = "uptime", stream = "outages" }
target = "at least 99 %"
penalty = { is = "tiered", below = { "99 %" = "5 %", "95 %" = "25 %" } }

[[objectives]]
name = "Replies"
metric = { is = "within", stream = "cases", since = "asked", until = "answered", limit = "2 hours", by = "channel", key = "id" }
target = "at least 90 %"
penalty = { is = "right", right = "terminate" }
"""
# June has 720 hours: 7.2 h down are 99 %, 40 h are 94.4 %
SCENARIOS = """
contract = "hosting.toml"
period = "2026-06"
records = { outages = [], cases = [] }

[[scenarios]]
name = "7 h 12 min are 99 %"
clause = "4.1"
records.outages = [{ start = "2026-06-08 02:00", end = "+7 h 12 min" }]
expect = { credit = "0 EUR", objectives.Uptime = { outcome = "met", measure = "99.000 %", credit = "0 EUR" } }

[[scenarios]]
name = "40 hours, a quarter"
records.outages = \"\"\"
start                | end
2026-06-08T02:00Z    | 2026-06-09T18:00Z
\"\"\"
expect = { payable = "250 EUR", rights = "none", findings = [], objectives.Uptime = "missed" }

[[scenarios]]
name = "two channels"
records.cases = [
    { id = 1, channel = "mail", asked = "2026-06-08 09:00", answered = "+3 h" },
    { id = 2, channel = "phone", asked = "2026-06-08 09:00", answered = "+2 h" },
    { id = 3, channel = "phone", asked = "2026-06-08 09:00", answered = "+1 min" },
]
expect.rights = "terminate"
expect.lines = [
    { objective = "Replies", group = "mail", outcome = "missed", rights = ["terminate"], breaches = 1 },
    { objective = "Replies", group = "phone", outcome = "met", sample = 2, measure = "100 %" },
]

[[scenarios]]
name = "what is due"
as_of = "2026-06-08 10:00"
records.cases = [{ id = "7", channel = "mail", asked = "2026-06-08 09:30" }]
expect.deadlines = [{ objective = "Replies", key = "7", due = "2026-06-08 11:30", overdue = false }]
"""

# the contract of one promise, of which each change but one is noticed: 7.2 h are 99 %, 36 h are 95 %
ONE = CONTRACT.partition('[[objectives]]\nname = "Replies"')[0].replace('"Europe/London"', '"UTC"')
NOTICED = """
contract = "one.toml"
period = "2026-06"

[allow]
timezone = "a month is as long there, and no outage is at its ends"

[[scenarios]]
name = "99 %"
clause = "4.1"
records.outages = [{ start = "2026-06-08 02:00", end = "+7 h 12 min" }]
expect = { credit = "0 EUR", objectives.Uptime = "met" }

[[scenarios]]
name = "a second more"
records.outages = [{ start = "2026-06-08 02:00", end = "+7 h 12 min 1 s" }]
expect = { credit = "50 EUR", objectives.Uptime = "missed" }

[[scenarios]]
name = "95 %"
records.outages = [{ start = "2026-06-08 02:00", end = "+36 h" }]
expect.credit = "50 EUR"

[[scenarios]]
name = "less"
records.outages = [{ start = "2026-06-08 02:00", end = "+36 h 1 s" }]
expect.credit = "250 EUR"
"""


def read(folder, text=SCENARIOS, name="hosting.sla.toml", **given):
    """The scenarios of a text, in a folder that holds the contract."""
    (folder / "hosting.toml").write_text(CONTRACT, encoding="utf-8")
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return skt.load_scenarios(path, **given)


# thirty files, one a day, due at six in Berlin; June is two hours ahead of UTC
FILES = """
name = "Clearing"
provider = "Provider"
customer = "Customer"
term = ["2026-01-01", "2027-01-01"]
timezone = "Europe/Berlin"

[[objectives]]
name = "Settlement files"
metric = { is = "on schedule", stream = "files", due = "daily at six", done = "sent" }
target = "at least 95 %"
""".replace('"daily at six"', '{ is = "recurring", rule = "FREQ=DAILY;BYHOUR=6;BYMINUTE=0", tz = "Europe/Berlin", start = "2026-01-01" }')
MEASURED = """
contract = "files.toml"
period = "2026-06"

[[scenarios]]
name = "all"
measures."Settlement files" = "100 %"
expect.outcome = "met"

[[scenarios]]
name = "28 of 30"
measures."Settlement files" = "280/3 %"
expect.outcome = "missed"
"""


def read_files(folder, text=MEASURED):
    """The scenarios of the thirty files."""
    (folder / "files.toml").write_text(FILES, encoding="utf-8")
    path = folder / "files.sla.toml"
    path.write_text(text, encoding="utf-8")
    return skt.load_scenarios(path)
