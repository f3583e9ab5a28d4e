"""Market data written to a store of the user's own: one tidy Parquet file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractor.errors import SettingError
from extractor.tidy import Block, read_tidy
from extractor.write.files import replacing


class Rows(NamedTuple):
    """The rows of one series and kind; `sources`, `retrieved` ("" unknown) and `as_of` (NaT unknown) one a row."""

    days: NDArray[np.datetime64]
    values: NDArray[np.float64]
    sources: NDArray[np.str_]
    retrieved: NDArray[np.str_]
    as_of: NDArray[np.datetime64]

    def keys(self) -> NDArray[np.int64]:
        """A number for each day and vintage."""
        vintage = np.where(np.isnat(self.as_of), 0, self.as_of.astype(np.int64) + _LATER)
        return self.days.astype(np.int64) * (2 * _LATER) + vintage


_LATER = 1 << 19
"""More days than lie between 1970 and any vintage."""


def add_to_store(blocks: Iterable[Block], store: Path) -> None:
    """Add series to the Parquet file `store`, which is made where there is none and replaced whole.

    Where both have a value for one series, kind and day (and vintage), the new one stays.
    Raises MarketDataError where the store cannot be read, SettingError where it cannot be written.
    """
    merged = {block[:2]: _rows(block) for block in read_tidy(store)} if store.exists() else {}
    for block in blocks:
        before, after = merged.get(block[:2]), _rows(block)
        merged[block[:2]] = after if before is None else _updated(before, after)
    try:
        store.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingError(f"cannot be made: {error.strerror}", where=str(store.parent)) from error
    _write(merged, store)


def _rows(block: Block) -> Rows:
    retrieved = np.array([when or "" for when in block.retrieved or [None] * len(block.sources)])
    as_of = np.full(len(block.days), "NaT", dtype="datetime64[D]") if block.as_of is None else block.as_of
    return Rows(block.days, block.values, np.array(block.sources)[block.which], retrieved[block.which], as_of)


def _updated(before: Rows, after: Rows) -> Rows:
    kept = ~np.isin(before.keys(), after.keys(), assume_unique=True)
    order = np.argsort(np.concatenate([before.keys()[kept], after.keys()]))
    return Rows(*(np.concatenate([old[kept], new])[order] for old, new in zip(before, after, strict=True)))


def _or_null(words: NDArray[np.str_]) -> Any:
    import pyarrow as pa

    return pa.array(words, mask=words == "")


def _write(series: Mapping[tuple[str, str], Rows], store: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet

    keys = sorted(series)
    lengths = [len(series[key].days) for key in keys]
    table = pa.table(
        {
            "series": np.repeat([name for name, _ in keys], lengths),
            "date": np.concatenate([series[key].days for key in keys]),
            "value": np.concatenate([series[key].values for key in keys]),
            "kind": np.repeat([kind for _, kind in keys], lengths),
            "source": np.concatenate([series[key].sources for key in keys]),
            "retrieved_at": _or_null(np.concatenate([series[key].retrieved for key in keys])),
            "as_of": np.concatenate([series[key].as_of for key in keys]),
        }
    )
    with replacing(store) as stream:
        pyarrow.parquet.write_table(table, stream, compression="zstd")
