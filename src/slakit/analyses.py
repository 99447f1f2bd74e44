"""Questions to a contract and its records beyond a statement: the end of an open period, other terms, targets, years (docs/analysis.md)."""

from slakit.analysis.explain import explain as explain
from slakit.analysis.headrooms.headroom import headroom as headroom
from slakit.analysis.outlooks.outlook import outlook as outlook
from slakit.analysis.outlooks.prometheus_rules import prometheus_rules as prometheus_rules
from slakit.analysis.reconciliations.reconcile import reconcile as reconcile
from slakit.analysis.replays.replay import replay as replay
from slakit.analysis.suggestions.suggest import suggest as suggest
from slakit.analysis.whatifs.what_if import what_if as what_if
