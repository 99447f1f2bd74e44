"""Dictionary encoding: a column of a frame as a number for each record, and the values that the numbers stand for.

A column of few distinct values is so asked once for each of them. Where the library has no quick way to number the values, or would take
two that differ for one, such as True and 1 among objects, every record has a number of its own.
"""

from typing import Any

import narwhals.stable.v2 as nw
import numpy as np

from slakit.engine.read.vectors import Vector
from slakit.metrics.record import own

RANGE = 1 << 16
REPLACEABLE = (nw.String, nw.Boolean, nw.Categorical, nw.Enum, nw.Date, nw.Datetime, nw.Duration)
NARROW = (nw.Int64, nw.Int32, nw.Int16, nw.Int8, nw.UInt32, nw.UInt16, nw.UInt8)
WHOLE = (*NARROW, nw.UInt64)  # what NumPy holds as integers


def codes_of(series: "nw.Series[Any]") -> tuple[Vector, list[Any]] | None:
    """Return the code of each value, and the distinct values in the order of their codes; None if each value must be read by itself."""
    kind = series.dtype
    if isinstance(kind, NARROW) and not series.is_null().any():
        values = series.to_numpy()
        low, high = (int(values.min()), int(values.max())) if len(values) else (0, 0)
        if high - low < RANGE:
            return values.astype(np.int64) - low, list(range(low, high + 1))
    native = series.to_native()
    try:
        if hasattr(native, "factorize"):  # pandas and its kin
            return None if _mixed(native) else _filled(*native.factorize())
        if hasattr(native, "dictionary_encode"):  # pyarrow
            return _of_arrow(native)
    except NotImplementedError:  # lists and mappings
        return None
    return _of_unique(series) if isinstance(kind, (*REPLACEABLE, *NARROW)) or kind.is_float() else None


def _mixed(native: Any) -> bool:
    """True if a column of pandas holds objects that are not all texts."""
    pandas = nw.dependencies.get_pandas()
    return bool(native.dtype == object) and isinstance(native, pandas.Series) and pandas.api.types.infer_dtype(native) != "string"


def _filled(codes: Vector, distinct: Any) -> tuple[Vector, list[Any]]:
    """Return codes in which unknown, given as -1, has a code of its own."""
    codes, values = codes.astype(np.int64), [own(value) for value in distinct.tolist()]
    if (codes < 0).any():
        codes, values = np.where(codes < 0, len(values), codes), [*values, None]
    return codes, values


def _of_arrow(native: Any) -> tuple[Vector, list[Any]]:
    encoded = native.dictionary_encode().combine_chunks()
    encoded = encoded.chunk(0) if hasattr(encoded, "chunk") else encoded
    codes = encoded.indices.cast("int64").fill_null(-1).to_numpy(zero_copy_only=False)
    return _filled(codes, encoded.dictionary)


def _of_unique(series: "nw.Series[Any]") -> tuple[Vector, list[Any]]:
    unknown = series.is_null()
    present = series.filter(~unknown)
    distinct = present.unique().to_list()
    codes = np.full(len(series), len(distinct), np.int64)
    if distinct:
        codes[~unknown.to_numpy()] = present.replace_strict(distinct, list(range(len(distinct))), return_dtype=nw.Int64).to_numpy()
    return codes, [*map(own, distinct), None]


def merged(codes: Vector, names: list[Any]) -> tuple[Vector, list[Any]]:
    """Codes and names in which values of one name, such as NaN and null, share a code."""
    seen: dict[Any, int] = {}
    merged_codes = [seen.setdefault(name, len(seen)) for name in names]
    return (codes, names) if len(seen) == len(names) else (np.array(merged_codes, dtype=np.int64)[codes], list(seen))
