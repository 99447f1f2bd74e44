"""The document of a contract of one promise: 99.9 % up a month, of 12,000 GBP, paid for by two tiers."""

HOSTING = """
name = "Hosting"
provider = "Brightside"
customer = "Acme"
term = ["2026-01-01", "2027-01-01"]
timezone = "UTC"
fee = "12000 GBP"

[[objectives]]
name = "Uptime"
metric = { is = "uptime", stream = "outages" }
target = "at least 99.9 %"
penalty = { is = "tiered", below = { "99.9 %" = "5 %", "99 %" = "10 %" } }
"""
