"""A contract of a desk with claims, and scenario files of one scenario, for tests of what a person reads when something is wrong."""

from slakit import testing as skt

DESK = """
name = "Desk"
provider = "Brightside"
customer = "Acme"
term = ["2026-01-01", "2027-01-01"]
timezone = "Europe/London"
fee = "6000 EUR"
settlement = { claims = { within = "30 days" } }

[calendars]
desk = { is = "weekly", hours = { mon-fri = "09:00-18:00" }, tz = "Europe/London" }

[[objectives]]
name = "Replies"
target = "at least 90 %"
penalty = { is = "flat", credit = "1 %" }

[objectives.metric]
is = "within"
stream = "tickets"
limit = { P1 = "1 hour", P2 = "4 hours" }
limit_by = "prio"
key = "id"
since = "start"
until = "end"
clock = "desk"

[[objectives]]
name = "Uptime"
metric = { is = "uptime", stream = "outages" }
target = "at least 99.9 %"

[[objectives]]
name = "Answers"
metric = { is = "share", stream = "answers", good = { ok = true } }
target = "at least 99 %"
"""


def load(folder, scenario, contract=DESK, head='contract = "desk.toml"\nperiod = "2026-03"\n'):
    """The scenario file of one scenario, in a folder with its contract."""
    (folder / "desk.toml").write_text(contract, encoding="utf-8")
    path = folder / "desk.sla.toml"
    path.write_text(f'{head}[[scenarios]]\nname = "one"\n{scenario}', encoding="utf-8")
    return skt.load_scenarios(path)


def run(folder, scenario, contract=DESK):
    """The result of one scenario."""
    return load(folder, scenario, contract).scenarios[0].run()
