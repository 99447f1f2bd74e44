"""CountedChecks: how many checks count as what, each by itself."""

from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import Any

from attrs import frozen

from slakit.metrics.checks.debounce import BAD, GOOD, UNKNOWN
from slakit.metrics.checks.observations import ObservationRules
from slakit.metrics.excluded_time import ExcludedTime
from slakit.metrics.measure import WORST, Exact
from slakit.metrics.tallies.series import Series
from slakit.timeline.packed import inside

SHAKY = 2  # good so far, and bad if more failures make a run
FORGIVEN = 3  # of those that are counted already
Kind = tuple[int, Exact]  # the state that counts for a check, and the part of it that is forgiven if it is bad


@frozen
class CountedChecks:
    """The checks of a period by kind, how many they are, how many say how it was, and when the first of them failed."""

    kinds: Counter[Kind]
    count: int
    answered: int
    failures: Sequence[int]

    @classmethod
    def of(cls, own: Series, states: Any, rules: ObservationRules, shaky: int, excluded: ExcludedTime) -> "CountedChecks":
        """Count checks, of which `states` holds the state that counts at the instant of each (None: that of the check itself)."""
        if own.on_arrays:
            return cls._on_arrays(own, states, rules, shaky, excluded)
        if states is None and not excluded.forgiven:
            plain = {worth: kind_of(0, worth, rules.instead(worth), rules, 1, excluded) for worth in (GOOD, BAD, UNKNOWN)}
            kinds = Counter[Kind]()
            for worth, count in Counter(own.worths).items():
                kinds[plain[worth]] += count
            failed = (at for at, worth in zip(*own, strict=True) if plain[worth][0] == BAD)
        else:
            each = map(rules.instead, own.worths) if states is None else states
            all_kinds = [kind_of(at, worth, state, rules, shaky, excluded) for at, worth, state in zip(*own, each, strict=True)]
            kinds = Counter(all_kinds)
            failed = (at for at, (state, worth) in zip(own.instants, all_kinds, strict=True) if state == BAD and worth < 1)
        return cls(kinds, len(own.worths), len(own.worths) - own.worths.count(UNKNOWN), list(islice(failed, WORST)))

    @classmethod
    def _on_arrays(cls, own: Series, states: Any, rules: ObservationRules, shaky: int, excluded: ExcludedTime) -> "CountedChecks":
        import numpy as np

        instants, worths = own
        alone = np.where(worths == UNKNOWN, rules.instead(UNKNOWN), worths) if rules.replaces else worths
        state = alone
        if states is not None:
            settled = (alone == GOOD) | ((alone == UNKNOWN) & (rules.unknown == "drop"))
            state = np.where(settled, alone, np.where((states == GOOD) & (instants >= shaky), SHAKY, states))
        kinds, failed = Counter[Kind](), state == BAD
        for worth, spans in excluded.forgiven:  # which are disjoint
            held = ((state == BAD) | (state == SHAKY)) & inside(spans, instants)
            for one in (BAD, SHAKY):
                kinds[one, worth] += int(np.count_nonzero(state[held] == one))
            failed = failed & ~held if worth == 1 else failed
            state = np.where(held, FORGIVEN, state)
        for one in (GOOD, BAD, UNKNOWN, SHAKY):
            kinds[one, 0] += int(np.count_nonzero(state == one))
        answered = len(worths) - int(np.count_nonzero(worths == UNKNOWN))
        return cls(+kinds, len(worths), answered, instants[np.flatnonzero(failed)[:WORST]].tolist())


def kind_of(at: int, worth: int, state: int, rules: ObservationRules, shaky: int, excluded: ExcludedTime) -> Kind:
    """Return the state that counts for one check, and the part of it that is forgiven if it is bad."""
    own = rules.instead(worth)
    if own == GOOD or (own == UNKNOWN and rules.unknown == "drop"):
        return own, 0
    state = SHAKY if state == GOOD and at >= shaky else state
    return state, excluded.worth(at) if state in (BAD, SHAKY) else 0
