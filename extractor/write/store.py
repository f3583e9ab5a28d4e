"""Market data written to a store of the user's own: one tidy Parquet file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from extractor.errors import SettingError
from extractor.tidy import Block, read_tidy
from extractor.write.files import replacing


def add_to_store(blocks: Iterable[Block], store: Path) -> None:
    """Add series to the Parquet file `store`, which is made where there is none and replaced whole.

    Where both have a value for one series, kind, source and day, the new one stays.
    Raises MarketDataError where the store cannot be read, SettingError where it cannot be written.
    """
    merged = {block[:3]: block for block in read_tidy(store)} if store.exists() else {}
    for block in blocks:
        before = merged.get(block[:3])
        merged[block[:3]] = block if before is None else _updated(before, block)
    try:
        store.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingError(f"cannot be made: {error.strerror}", where=str(store.parent)) from error
    _write([merged[key] for key in sorted(merged)], store)


def _updated(before: Block, after: Block) -> Block:
    kept = ~np.isin(before.days, after.days, assume_unique=True)
    days = np.concatenate([before.days[kept], after.days])
    values = np.concatenate([before.values[kept], after.values])
    order = np.argsort(days)
    return Block(*after[:3], days[order], values[order])


def _write(blocks: Sequence[Block], store: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet

    lengths = [len(block.days) for block in blocks]
    table = pa.table(
        {
            "series": np.repeat([block.name for block in blocks], lengths),
            "date": np.concatenate([block.days for block in blocks]),
            "value": np.concatenate([block.values for block in blocks]),
            "kind": np.repeat([block.kind for block in blocks], lengths),
            "source": np.repeat([block.source for block in blocks], lengths),
        }
    )
    with replacing(store) as stream:
        pyarrow.parquet.write_table(table, stream, compression="zstd")
