"""contracts: every one can be checked and evaluated with records that are drawn for it, and all kinds are drawn."""

from hypothesis import HealthCheck, Phase, given, settings, strategies as st

import slakit as sk
from slakit import testing as skt

QUICK = settings(max_examples=15, phases=[Phase.generate], database=None, deadline=None, suppress_health_check=list(HealthCheck))


@QUICK
@given(st.data())
def test_each_can_be_evaluated(data):
    """With the records that are drawn for it, of which none is a problem; it is written and read back the same."""
    contract = data.draw(skt.contracts())
    assert sk.loads(sk.dumps(contract)) == contract
    records = data.draw(skt.records_for(contract, period="2026-03"))
    statement = sk.evaluate(contract, records, period="2026-03")
    assert statement.problems == ()
    assert {line.name for line in statement.lines} <= {objective.name for objective in contract.objectives}


def test_all_kinds_are_drawn():
    """Metrics, targets of both sides, windows and rules."""
    kinds = set()

    @settings(QUICK, max_examples=150, derandomize=True)
    @given(skt.contracts())
    def law(contract):
        for one in contract.objectives:
            kinds.update(
                {type(one.metric).__name__, one.target.bounds[0].operator, type(one.penalty).__name__, str(one.window), one.silence}
            )

    law()
    metrics = {"Uptime", "Share", "Within", "OnTime", "Checks", "Weighted", "Downtime", "Elapsed", "Count", "Total", "Mean"}
    assert len(metrics & kinds) >= 9
    assert {">=", ">", "<=", "<", "NoneType", "Flat", "Tiered", "Capped", "Repeated", "None", "monthly", "weekly"} <= kinds
