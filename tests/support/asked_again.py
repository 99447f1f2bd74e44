"""A monitor that is asked again and again, beside one that is fed the same and asked for the first time: both give the same answers."""

import copy
import json

from test_m1_order import same

import slakit as sk
from slakit.engine.group_keys import key_of
from slakit.engine.tally.tally_store import TallyStore


def answer(question, *given, **named):
    """What a question gives, or what refuses it as text."""
    try:
        return question(*given, **named)
    except sk.errors.SlakitError as error:
        return f"{type(error).__name__}: {error}"


def plain_state(monitor, removed=False):
    """A saved state, without what it notes of the batches that came, and of the fields of rows that were `removed`."""
    state = json.loads(json.dumps(monitor.state()))
    for account in state["tallies"]["accounts"]:
        del account["seen"]
    for noted in ("fields", "names", "signs", "things") if removed else ():
        del state["tallies"][noted]
    return state


class AskedAgain:
    """A monitor that answers after each step, and the steps that it went through.

    A step is a tuple: ("feed", stream, rows), ("at once", stream, rows), ("merge", stream, rows), ("remove", stream, key), ("copy", how) or
    ("ask", as_of, which periods). What `ask` says holds for the steps that follow.
    """

    def __init__(self, agreed):
        self.agreed, self.monitor = agreed, sk.Monitor(agreed)
        self.fed = []  # what was fed: streams and rows, in order
        self.asked = {"as_of": None, "period": None}
        self.removed = False

    def take(self, step):
        """Go one step, and compare all answers with those of a monitor that is asked for the first time."""
        word, *given = step
        getattr(self, word.replace(" ", "_"))(*given)
        self.check()

    def feed(self, stream, rows):
        """Feed rows that may wait."""
        self.monitor.feed(stream, list(rows))
        self.fed.append((stream, rows))

    def at_once(self, stream, rows):
        """Feed rows that are read at the call."""
        self.monitor.feed(stream, iter(rows))
        self.fed.append((stream, rows))

    def merge(self, stream, rows):
        """Feed rows to another monitor, ask it, and merge it."""
        other = sk.Monitor(self.agreed)
        other.feed(stream, list(rows))
        answer(other.statement, **self.asked)
        self.monitor.merge(other)
        self.fed.append((stream, rows))

    def remove(self, stream, key):
        """Take back all rows of a key, where there are any."""
        if not isinstance(answer(self.monitor.remove, stream, key), str):
            self.removed = True
            fields = {reading.key for planned in self.agreed.objectives for reading in planned.metric.parts() if reading.stream == stream}
            names = [name for name in fields if name is not None]

            def kept(row):
                return all(key_of(row.get(name)) != key_of(key) for name in names)

            self.fed = [(one, [row for row in rows if kept(row)] if one == stream else rows) for one, rows in self.fed]

    def copy(self, how):
        """Go on with a copy; what the old one is fed, and answers, is no matter of the new one."""
        old = self.monitor
        self.monitor = copy.deepcopy(old) if how == "deepcopy" else sk.Monitor.restore(self.agreed, json.loads(json.dumps(old.state())))
        for stream, rows in self.fed[-2:]:
            old.feed(stream, list(rows))
        answer(old.statement, **self.asked)

    def ask(self, as_of, which=None):
        """Ask as of another instant, and about all periods or the "first"."""
        first = self.agreed.objectives[0].window or self.agreed.window
        period = next(iter(first.within(self.agreed.timezone).periods(self.agreed.span))).label if which else None
        self.asked = {"as_of": as_of, "period": period}

    def check(self):
        """Compare statement, deadlines and state."""
        first = sk.Monitor(self.agreed)
        first._store = TallyStore(first._plan)  # which keeps nothing of what it worked out
        for stream, rows in self.fed:
            first.feed(stream, iter(rows))
        again, once = (answer(one.statement, **self.asked) for one in (self.monitor, first))
        if isinstance(again, str) or isinstance(once, str):
            assert again == once
        else:
            same(again, once)
        as_of = self.asked["as_of"]
        if as_of is not None:
            for overdue in (False, True):
                again, once = (answer(one.deadlines, as_of=as_of, overdue=overdue, coming=True) for one in (self.monitor, first))
                assert again == once
        assert plain_state(self.monitor, self.removed) == plain_state(first, self.removed)


def law(agreed, steps):
    """Go all steps; the number of the one that failed is in the traceback."""
    asked = AskedAgain(agreed)
    asked.check()
    for number, step in enumerate(steps):
        try:
            asked.take(step)
        except AssertionError as error:
            error.add_note(f"after step {number}: {step!r}")
            raise
