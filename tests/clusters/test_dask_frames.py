"""Dask: its dataframes and bags give the statement of all records at once."""

import pytest
from cluster_cases import AGREED, AS_OF, ROWS, WHOLE

import slakit as sk

pytest.importorskip("dask.dataframe")


@pytest.fixture
def frame():
    """Eleven partitions: more than are merged at once."""
    dataframe, pandas = pytest.importorskip("dask.dataframe"), pytest.importorskip("pandas")
    return dataframe.from_pandas(pandas.DataFrame(ROWS), npartitions=11)


def test_a_dataframe(frame):
    from slakit.clusters import dask

    counted = []
    made = dask.evaluate(AGREED, {"inquiries": frame}, as_of=AS_OF, progress=lambda *done: counted.append(done))
    assert made.to_dict() == WHOLE.to_dict()
    assert counted == [("inquiries", 11)]
    with pytest.raises(sk.errors.UsageError, match="got DataFrame, no dataframe of Dask"):
        dask.evaluate(AGREED, {"inquiries": frame.compute()}, as_of=AS_OF)


def test_a_bag_of_rows():
    """Rows as mappings, and a partition that is there twice is found."""
    from dask import bag

    from slakit.clusters import dask

    rows = bag.from_sequence(ROWS, partition_size=500)
    assert dask.evaluate(AGREED, {"inquiries": rows}, as_of=AS_OF) == WHOLE
    with pytest.raises(sk.errors.UsageError, match="partitions 1 and 5 of 'inquiries' hold the same records"):
        dask.evaluate(AGREED, {"inquiries": bag.concat([rows, rows])}, as_of=AS_OF)
