"""That every store answers the same to every verb, whatever was closed and amended before; and that a name selects in all of them."""

from tempfile import TemporaryDirectory

import pytest

import slakit as sk
from slakit.statements.stores.list_of_statements import ListOfStatements

pytest.importorskip("hypothesis")
pytest.importorskip("sqlite3")
from hypothesis import given, strategies as st

HOSTING = sk.Agreement(
    "Hosting",
    provider="Brightside",
    customer="Acme",
    term=("2026-01-01", "2027-01-01"),
    timezone="UTC",
    fee="12000 GBP",
    objectives=[sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Flat("5 %"))],
)
MONTHS = ("2026-01", "2026-02", "2026-03", "2026-Q1")
OUTAGES = ((), ({"start": "2026-01-10T10:00Z", "end": "2026-01-10T11:00Z"}, {"start": "2026-02-10T10:00Z", "end": "2026-02-10T11:00Z"}))
STATEMENTS = {
    (month, index): sk.evaluate(HOSTING, {"outages": list(outages)}, period=month)
    for month in MONTHS
    for index, outages in enumerate(OUTAGES)
}


class OwnStore(sk.stores.StatementStore):
    """A store of one's own that selects nothing itself."""

    def __init__(self):
        self.kept = {}

    def texts(self, agreement):
        for key, text in self.kept.items():
            yield str(key), key[1], text

    def keep(self, entry, text):
        self.kept[entry.period, entry.amendment] = text


names = st.sampled_from([None, "Hosting", "Desk"])
statements = st.sampled_from(sorted(STATEMENTS))
actions = st.one_of(
    st.tuples(st.sampled_from(["close", "amend", "later"]), statements),
    st.tuples(st.sampled_from(["entries", "latest"]), names),
    st.tuples(st.just("history"), names, st.sampled_from([None, "2026-02-01T00:00Z", "2026-04-01T00:00Z"])),
)


def answer(store, verb, first, *more):
    try:
        made = getattr(store, verb)(STATEMENTS.get(first, first), *more)
    except sk.errors.UsageError as error:
        return str(error)
    return (ListOfStatements(made).to_text(), made) if verb in ("entries", "latest") else made


@given(st.lists(actions, max_size=8))
def test_every_store_answers_the_same(done):
    """A folder, a database and a store of one's own, verb by verb; "Desk" has nothing in any of them."""
    with TemporaryDirectory() as folder:
        stores = [sk.stores.FolderStore(f"{folder}/statements"), sk.stores.SqliteStore(f"{folder}/statements.db"), OwnStore()]
        for action in [*done, ("entries", "Hosting"), ("latest", None), ("entries", "Desk"), ("history", "Desk")]:
            answers = [answer(store, *action) for store in stores]
            assert answers[0] == answers[1] == answers[2], action
        assert answers[0] == []
