"""A tidy table of market data (`series, date, value, kind, source`) read into one block of arrays a series."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractor.errors import MarketDataError

COLUMNS = ("series", "date", "value", "kind", "source")
_TIDY = "the columns of a market store are " + ", ".join(COLUMNS)


class Block(NamedTuple):
    """All rows of one series and kind: `days` datetime64[D], ascending and unique; `values` float64, finite.

    `which` says for each row which of `sources` it came from.
    """

    name: str
    kind: str
    days: NDArray[np.datetime64]
    values: NDArray[np.float64]
    sources: tuple[str, ...]
    which: NDArray[np.int64]


def read_tidy(path: Path) -> list[Block]:
    """The blocks of a Parquet or CSV file, or of every such file in a folder, whatever the order of the rows.

    Raises MarketDataError for a path that is missing, unreadable or empty, lacks a column, or has an unknown date, a
    value that is no number, or the same series, kind and day twice.
    """
    paths = [path]
    if path.is_dir():
        paths = sorted(p for p in path.iterdir() if p.name.endswith((".parquet", ".csv", ".csv.gz")))
    if not paths or not path.exists():
        todo = "give a Parquet or CSV file, or a folder of these"
        raise MarketDataError("no such market store" if not path.exists() else "no file", where=str(path), todo=todo)
    import pyarrow as pa

    tables = [_table(each) for each in paths]
    table = pa.concat_tables(tables)
    if not table.num_rows:
        raise MarketDataError("the market store has no rows", where=str(path), todo=_TIDY)
    return _blocks(table, str(path))


def _table(path: Path) -> Any:
    import pyarrow as pa

    try:
        table = _read(path)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        what = f"cannot be read: {str(error).splitlines()[0][:120]}"
        raise MarketDataError(what, where=str(path), todo="give a Parquet or CSV file") from error
    missing = [name for name in COLUMNS if name not in table.column_names]
    if missing:
        raise MarketDataError(f"lacks the column {', '.join(missing)}", where=str(path), todo=_TIDY)
    types = {"date": pa.date32(), "value": pa.float64()}
    columns = [_cast(table[name], types.get(name, pa.string()), name, path) for name in COLUMNS]
    return pa.table(columns, names=list(COLUMNS))


def _read(path: Path) -> Any:
    if path.suffix == ".parquet":
        import pyarrow.parquet

        return pyarrow.parquet.ParquetFile(path).read(columns=None)
    import pyarrow.csv

    types = dict.fromkeys(COLUMNS, "string")
    as_text = pyarrow.csv.ConvertOptions(column_types=types, strings_can_be_null=True, null_values=[""])
    return pyarrow.csv.read_csv(path, convert_options=as_text)


def _cast(column: Any, wanted: Any, name: str, path: Path) -> Any:
    import pyarrow as pa

    try:
        cast = column.cast(wanted) if column.type != wanted else column
    except pa.ArrowException as error:
        what = f"{'unknown date' if name == 'date' else 'not a ' + name}: {str(error).splitlines()[0][:100]}"
        raise MarketDataError(what, where=str(path), todo="write dates as 2024-11-12, values as numbers") from error
    if cast.null_count:
        raise MarketDataError(f"{cast.null_count} rows have no {name}", where=str(path), todo=_TIDY)
    return cast


def _codes(column: Any) -> tuple[NDArray[np.int64], list[str]]:
    encoded = column.combine_chunks().dictionary_encode()
    if hasattr(encoded, "combine_chunks"):
        encoded = encoded.combine_chunks()
    return encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64), encoded.dictionary.to_pylist()


def _blocks(table: Any, where: str) -> list[Block]:
    series, names = _codes(table["series"])
    kind, kinds = _codes(table["kind"])
    source, sources = _codes(table["source"])
    group = series * len(kinds) + kind
    days = table["date"].to_numpy().astype("datetime64[D]")
    values = table["value"].to_numpy()
    if not np.isfinite(values).all():
        raise MarketDataError("a value is not a number", where=f"{where} {names[series[~np.isfinite(values)][0]]}")
    order = np.lexsort((days, group))
    group, days, values, source = group[order], days[order], values[order], source[order]
    edges = np.flatnonzero(np.diff(group, prepend=group[0] - 1)).tolist()
    twice = np.flatnonzero((group[1:] == group[:-1]) & (days[1:] == days[:-1]))
    if len(twice):
        name = names[series[order[twice[0]]]]
        raise MarketDataError(f"{name} has {days[twice[0]]} twice", where=where, todo="keep one row a series and day")
    blocks = []
    for a, b in zip(edges, [*edges[1:], len(group)], strict=True):
        used = np.unique(source[a:b])
        by_name = sorted(used.tolist(), key=lambda code: sources[code])
        place = np.zeros(len(sources), dtype=np.int64)
        place[by_name] = np.arange(len(by_name))
        key = (names[series[order[a]]], kinds[kind[order[a]]])
        blocks.append(Block(*key, days[a:b], values[a:b], tuple(sources[code] for code in by_name), place[source[a:b]]))
    return blocks
