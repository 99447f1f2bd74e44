"""Spark: its DataFrames give the statement of all records at once, on the Java of this machine."""

import shutil
import sys

import pytest
from cluster_cases import AGREED, AS_OF, ROWS, WHOLE

import slakit as sk

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::FutureWarning")]  # it starts Java, and warns of newer pandas


@pytest.fixture(scope="module")
def spark():
    pytest.importorskip("pyspark")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    from pyspark.sql import SparkSession

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("PYTHONPATH", ":".join(sys.path))
        session = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate()
        )
        yield session
        session.stop()


def test_a_dataframe(spark):
    """Five partitions; one that is there twice is found."""
    from slakit.clusters import spark as cluster

    frame = spark.createDataFrame(ROWS, "team string, asked timestamp, replied timestamp")  # in two partitions, one for each core
    assert cluster.evaluate(AGREED, {"inquiries": frame.repartition(5)}, as_of=AS_OF).to_dict() == WHOLE.to_dict()
    with pytest.raises(sk.errors.UsageError, match="partitions 1 and 3 of 'inquiries' hold the same records"):
        cluster.evaluate(AGREED, {"inquiries": frame.union(frame)}, as_of=AS_OF)
    with pytest.raises(sk.errors.UsageError, match="no DataFrame of Spark"):
        cluster.evaluate(AGREED, {"inquiries": ROWS}, as_of=AS_OF)
