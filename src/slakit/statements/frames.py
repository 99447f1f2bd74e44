"""Frames of a tidy table: Polars, pandas and Arrow, each loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from slakit.errors import UsageError, optional
from slakit.statements.csv_text import csv_text
from slakit.statements.frame_columns import FrameTable, Kind


class HasFrames:
    """Base class of what gives tidy tables: one row a line, or a piece of evidence, or another thing of `table`."""

    __slots__ = ()

    def _frame_table(self, name: str) -> FrameTable:
        raise NotImplementedError

    def to_csv(self, table: str = "lines") -> str:
        """The same columns as CSV text, with local times, in which nothing is a formula (docs/outputs.md).

        >>> statement.to_csv().splitlines()[1].split(",")[:5]
        ['Uptime', '', '', '2026-03', '2026-03-01T00:00:00+00:00']
        """
        return csv_text(self._frame_table(table))

    def to_polars(self, table: str = "lines") -> Any:
        """A Polars data frame, one row for each line, or of another table such as "evidence"; docs/statements.md lists the columns.

        Raises MissingExtra without Polars, UsageError for a table that is not there.
        """
        return polars_frame(self._frame_table(table))

    def to_pandas(self, table: str = "lines") -> Any:
        """A pandas data frame of the same columns. Raises MissingExtra without pandas, UsageError for a table that is not there."""
        return pandas_frame(self._frame_table(table))

    def to_arrow(self, table: str = "lines") -> Any:
        """An Arrow table of the same columns. Raises MissingExtra without pyarrow, UsageError for a table that is not there."""
        return arrow_table(self._frame_table(table))

    def to_frame(self, table: str = "lines") -> Any:
        """A frame of the first of these libraries that is installed: Polars, pandas, Arrow; raises UsageError without any."""
        for package, make in LIBRARIES.items():
            if find_spec(package) is not None:
                return make(self._frame_table(table))
        raise UsageError("no library of frames is installed; write pip install 'slakit[polars]' or 'slakit[pandas]'")

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The lines as a stream of Arrow, for every library that takes one, such as `pyarrow.table(statement)`."""
        return self.to_arrow().__arrow_c_stream__(requested_schema)


def polars_frame(table: FrameTable) -> Any:
    """The table as Polars has it."""
    pl = optional("polars", "polars")
    types = {Kind.TEXT: pl.String, Kind.NUMBER: pl.Float64, Kind.COUNT: pl.Int64, Kind.FLAG: pl.Boolean, Kind.TIME: pl.Int64}
    frame = pl.DataFrame(dict(table.values), schema={name: types[kind] for name, kind in table.kinds.items()})
    times = [name for name, kind in table.kinds.items() if kind is Kind.TIME]
    return frame.with_columns(pl.col(times).cast(pl.Datetime("us", "UTC")).dt.convert_time_zone(table.zone_name)) if times else frame


def pandas_frame(table: FrameTable) -> Any:
    """The table as pandas has it: text and counts are of its types that know missing values, numbers are plain floats to plot."""
    pd, np = optional("pandas", "pandas"), optional("numpy", "pandas")
    types = {Kind.TEXT: "string", Kind.NUMBER: "float64", Kind.COUNT: "Int64", Kind.FLAG: "bool"}

    def column(name: str, kind: Kind) -> Any:
        values = table.values[name]
        if kind is not Kind.TIME:
            return pd.Series(values, dtype=types[kind])
        moments = np.array(["NaT" if at is None else at for at in values], dtype="datetime64[us]")
        return pd.Series(pd.DatetimeIndex(moments).tz_localize("UTC").tz_convert(table.zone_name))

    return pd.DataFrame({name: column(name, kind) for name, kind in table.kinds.items()})


def arrow_table(table: FrameTable) -> Any:
    """The table as Arrow has it."""
    pa = optional("pyarrow", "arrow")
    instants = pa.timestamp("us", tz=table.zone_name)
    types = {Kind.TEXT: pa.string(), Kind.NUMBER: pa.float64(), Kind.COUNT: pa.int64(), Kind.FLAG: pa.bool_(), Kind.TIME: instants}
    schema = pa.schema([(name, types[kind]) for name, kind in table.kinds.items()])
    return pa.table([pa.array(table.values[name], types[kind]) for name, kind in table.kinds.items()], schema=schema)


LIBRARIES: dict[str, Callable[[FrameTable], Any]] = {"polars": polars_frame, "pandas": pandas_frame, "pyarrow": arrow_table}
