"""What tests of a contract are written with.

from slakit import testing as skt
skt.edges(contract, "Uptime", period="2026-06")  # every measure at which what is paid changes
"""

from slakit.analysis.payoffs.compute import edges as edges, payoff as payoff
