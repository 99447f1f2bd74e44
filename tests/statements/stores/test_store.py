"""Stores keep closed statements whole, in order, and never overwrite one; postings add up to what is payable now."""

from importlib.util import find_spec
from itertools import pairwise
from multiprocessing import get_context

import pytest

import slakit as sk
from slakit.statements.stores.list_of_statements import ListOfStatements

AGREEMENT = sk.Agreement(
    "Hosting",
    provider="Brightside",
    customer="Acme",
    term=("2026-01-01", "2027-01-01"),
    timezone="UTC",
    fee="12000 GBP",
    objectives=[
        sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Tiered({"99.9 %": "5 %", "99 %": "10 %"})),
        sk.Objective("Long view", sk.Downtime("outages"), "at most 6 h", window="quarterly"),
    ],
)
# an hour is 0.134 % of January and of March: 99.866 % is below 99.9 % and costs 5 % of 12,000 = 600; 8 h of March are 1.075 %: 1,200
HOUR = {"start": "2026-01-10T10:00Z", "end": "2026-01-10T11:00Z"}
EIGHT = {"start": "2026-03-10T10:00Z", "end": "2026-03-10T18:00Z"}
MINUTE = {"start": "2026-03-20T10:00Z", "end": "2026-03-20T10:01Z"}
STORES = {"folder": sk.stores.FolderStore, **({"sqlite": sk.stores.SqliteStore} if find_spec("_sqlite3") else {})}


def scored(period, *outages, history=None):
    return sk.evaluate(AGREEMENT, {"outages": list(outages)}, period=period, history=history)


@pytest.fixture(params=STORES)
def store(request, tmp_path):
    return STORES[request.param](tmp_path / "kept.db")


def test_closed_months_are_the_history_of_later_ones_and_an_amendment_posts_the_difference(store):
    january = store.close(scored("2026-01", HOUR))
    assert (january.title, str(january.statement.payable)) == ("2026-01", "600.00 GBP")
    store.close(scored("2026-02", history=store.history("Hosting")))
    march = scored("2026-03", HOUR, EIGHT)
    assert [entry.title for entry in (store.close(march), *store.latest())] == ["2026-03", "2026-01", "2026-02", "2026-03"]
    amended = scored("2026-03", HOUR, MINUTE)  # the eight hours turned out to be maintenance: 1 min of March costs nothing
    posting = store.amend(amended)
    assert str(posting.payable) == "-1200.00 GBP"
    assert [entry.title for entry in store.entries()] == ["2026-01", "2026-02", "2026-03", "2026-03, amended 1"]
    assert str(store.amend(scored("2026-03", HOUR, EIGHT)).payable) == "1200.00 GBP"
    assert str(ListOfStatements(store.entries()).payable["Hosting"]) == "1800.00 GBP"
    assert store.history("Hosting", "2026-03-01T00:00Z") == [entry.statement for entry in store.entries()[:2]]
    assert store.later(scored("2026-01", HOUR)) == ("2026-02", "2026-03")


def test_what_amendments_post_adds_up_to_what_is_payable_at_last(store):
    first = store.close(scored("2026-01")).statement.payable
    posted = [store.amend(scored("2026-01", *outages)).payable for outages in ([HOUR], [], [HOUR])]
    assert first + posted[0] + posted[1] + posted[2] == store.latest()[0].statement.payable
    assert [entry.amendment for entry in store.entries()] == [0, 1, 2, 3]


def test_to_close_or_amend_the_same_again_changes_nothing(store):
    once = store.close(scored("2026-01", HOUR))
    assert store.close(scored("2026-01", HOUR)) == once
    assert not store.amend(scored("2026-01", HOUR)).changes
    assert len(store.entries()) == 1


def test_another_statement_of_a_closed_period_is_refused(store):
    store.close(scored("2026-01", HOUR))
    with pytest.raises(
        sk.errors.UsageError, match=r"2026-01 is closed at 600.00 GBP payable, and the statement differs from it; write amend"
    ):
        store.close(scored("2026-01"))
    with pytest.raises(sk.errors.UsageError, match=r"2026-02 is not closed, and cannot be amended; write close"):
        store.amend(scored("2026-02"))
    with pytest.raises(sk.errors.UsageError, match=r"the period is not over"):
        store.close(sk.evaluate(AGREEMENT, {"outages": []}, period="2026-02", as_of="2026-02-10T00:00Z"))


def test_a_quarter_closed_after_its_months_takes_their_place_if_it_agrees(store):
    for month in ("2026-01", "2026-02"):
        store.close(scored(month, HOUR))
    with pytest.raises(sk.errors.UsageError, match=r"2026-01 is closed at 600.00 GBP payable, and the statement differs"):
        store.close(scored("2026-Q1"))
    store.close(scored("2026-Q1", HOUR))
    assert [entry.title for entry in store.latest()] == ["2026-01..2026-03"]
    with pytest.raises(sk.errors.UsageError, match=r"2026-01 was closed within 2026-01\.\.2026-03; evaluate and amend"):
        store.amend(scored("2026-01"))
    assert str(ListOfStatements(store.entries()).payable["Hosting"]) == "600.00 GBP"  # each line once


def test_a_text_that_was_changed_and_one_that_is_gone_are_noticed(tmp_path):
    store = sk.stores.FolderStore(tmp_path)
    store.close(scored("2026-01", HOUR))
    for outages in ([], [HOUR]):
        store.amend(scored("2026-01", *outages))
    (tmp_path / "2026-01.amended-1.json").unlink()
    changed = tmp_path / "2026-01.json"
    changed.write_text(changed.read_text().replace('"payable": "600', '"payable": "601'))
    with pytest.raises(sk.errors.UsageError) as caught:
        store.entries()
    assert [text.split(str(tmp_path))[-1] for text in caught.value.problems] == [
        "/2026-01.json: the closed statement was changed after it was closed, its seal does not fit; use the one that was issued",
        "Hosting, 2026-01: amended 2 is here, and the one that was closed is not; bring it back",
        "Hosting, 2026-01: amended 2 is here, and amended 1 is not; bring it back",
    ]


RENAMED = {  # what is kept under which name in the end: January was closed at 600, and amended to 0 and then to 1,200
    "an amended one in place of the closed one": {"2026-01": "2026-01.amended-2"},
    "two amendments that changed places": {
        "2026-01": "2026-01", "2026-01.amended-1": "2026-01.amended-2", "2026-01.amended-2": "2026-01.amended-1",
    },
    "one twice": {"2026-01": "2026-01", "2026-02": "2026-01"},
    "an amendment twice": {"2026-01": "2026-01", "2026-01.amended-1": "2026-01.amended-1", "2026-02.amended-1": "2026-01.amended-1"},
    "another original, under a seal of its own": {"2026-01": "other", "2026-01.amended-1": "2026-01.amended-1"},
}  # fmt: skip


@pytest.mark.parametrize("kept", RENAMED.values(), ids=RENAMED)
def test_amended_statements_stand_for_the_ones_before_them(tmp_path, kept):
    """Each statement is whole and under its seal, but they are not those that were kept, or not in their order."""
    (tmp_path / "was").mkdir()
    was, now = sk.stores.FolderStore(tmp_path / "was"), sk.stores.FolderStore(tmp_path / "now")
    was.close(scored("2026-01", HOUR))
    for outages in ((), ({**HOUR, "end": "2026-01-10T20:00Z"},)):
        was.amend(scored("2026-01", *outages))
    assert len(was.entries()) == 3
    (was.folder / "other.json").write_text(scored("2026-01", MINUTE).close().to_json(), encoding="utf-8")
    now.folder.mkdir()
    for name, of in kept.items():
        (now.folder / f"{name}.json").write_bytes((was.folder / f"{of}.json").read_bytes())
    with pytest.raises(sk.errors.UsageError, match=r"stands for|twice"):
        now.entries()


def test_an_amended_statement_is_not_closed_in_another_store(tmp_path):
    """It stands for one that is not there."""
    was, now = sk.stores.FolderStore(tmp_path / "was"), sk.stores.FolderStore(tmp_path / "now")
    was.close(scored("2026-01", HOUR))
    was.amend(scored("2026-01"))
    with pytest.raises(sk.errors.UsageError, match=r"stands for .* close that first"):
        now.close(was.latest()[0].statement)


@pytest.mark.skipif("sqlite" not in STORES, reason="this Python has no SQLite")
def test_a_number_of_an_amendment_that_is_none_is_named(tmp_path):
    import sqlite3
    from contextlib import closing

    store = sk.stores.SqliteStore(tmp_path / "kept.db")
    store.close(scored("2026-01", HOUR))
    with closing(sqlite3.connect(store.path)) as connection, connection:
        connection.execute("update slakit_statements set amendment = 'z'")
    with pytest.raises(sk.errors.UsageError, match=r"kept\.db, 2026-01, amended z: 'z' is not the number of an amendment"):
        store.entries()


def test_a_folder_is_of_one_agreement_and_a_database_of_many(tmp_path):
    pytest.importorskip("sqlite3")
    other = sk.Agreement("Desk", provider="B", customer="A", term=AGREEMENT.term, timezone="UTC", objectives=AGREEMENT.objectives[1:])
    statement = sk.evaluate(other, {"outages": []}, period="2026-Q1")
    folder, database = sk.stores.FolderStore(tmp_path / "one"), sk.stores.SqliteStore(tmp_path / "many.db")
    for store in (folder, database):
        store.close(scored("2026-01", HOUR))
    with pytest.raises(sk.errors.UsageError, match=r"holds statements of 'Hosting'; keep those of 'Desk' in another folder"):
        folder.close(statement)
    database.close(statement)
    assert [[entry.title for entry in database.entries(name)] for name in ("Desk", "Hosting")] == [["2026-Q1"], ["2026-01"]]


def test_a_write_that_fails_leaves_nothing(tmp_path, monkeypatch):
    store = sk.stores.FolderStore(tmp_path)
    store.close(scored("2026-01", HOUR))

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(sk.errors.UsageError, match=r"2026-02.json cannot be written .no space left on device.; choose another folder"):
        store.close(scored("2026-02"))
    assert [path.name for path in tmp_path.iterdir()] == ["2026-01.json"]


def close_february(kind, path):
    try:
        STORES[kind](path).close(scored("2026-02"))
    except sk.errors.UsageError as error:
        return str(error)
    return "closed"


@pytest.mark.slow
@pytest.mark.parametrize("kind", STORES)
def test_of_processes_that_close_one_period_at_a_time_all_see_the_same_statement(kind, tmp_path):
    with get_context("spawn").Pool(4) as pool:
        results = pool.starmap(close_february, [(kind, str(tmp_path / "kept.db"))] * 8)
    assert "closed" in results
    assert all(result == "closed" or "already" in result for result in results)
    assert [entry.title for entry in STORES[kind](tmp_path / "kept.db").entries()] == ["2026-02"]


def test_what_is_no_store_is_refused_with_its_name(tmp_path):
    pytest.importorskip("sqlite3")
    broken = tmp_path / "broken.db"
    broken.write_text("no database, but a text that is long enough to be read as one" * 20)
    with pytest.raises(sk.errors.UsageError, match=r"broken\.db is not a database that can be read"):
        sk.stores.SqliteStore(broken).entries()
    (tmp_path / "other.json").write_text("{}")
    with pytest.raises(sk.errors.UsageError, match=r"other\.json: the text is not a closed statement"):
        sk.stores.FolderStore(tmp_path).entries()
    with pytest.raises(sk.errors.UsageError, match=r"is gone after each call"):
        sk.stores.SqliteStore(":memory:")


def test_entries_are_in_the_order_of_periods(store):
    for month in ("2026-02", "2026-01", "2026-03"):
        store.close(scored(month))
    spans = [entry.span for entry in store.entries()]
    assert all(one.last <= two.last for one, two in pairwise(spans))
