"""A tidy table of market data read into one block of arrays a series.

Its columns are `series, date, value, kind, source` and, where they are known, `retrieved_at` (when the row was got, ISO
8601) and `as_of` (the day on which a revised value was published: a row for each vintage).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractor.errors import MarketDataError

COLUMNS = ("series", "date", "value", "kind", "source")
KNOWN = ("retrieved_at", "as_of")
"""Columns that a store may lack and whose cells may be empty."""

REVISED = frozenset({"revised", "index_monthly"})
"""Kinds whose values are published anew later: without `as_of` nobody knows what was known when."""

_TIDY = "the columns of a market store are " + ", ".join(COLUMNS)


Origin = tuple[str, str | None]
"""A source, and when a row was got from it."""


class Block(NamedTuple):
    """All rows of one series and kind: `days` datetime64[D], ascending and unique; `values` float64, finite.

    `which` says for each row which of `sources` it came from and, in `retrieved` (empty, or as long as `sources`), when
    it was got. `as_of` (datetime64[D], NaT where unknown) says when each row was published; then a day has a row for
    each vintage, ascending.
    """

    name: str
    kind: str
    days: NDArray[np.datetime64]
    values: NDArray[np.float64]
    sources: tuple[str, ...]
    which: NDArray[np.int64]
    retrieved: tuple[str | None, ...] = ()
    as_of: NDArray[np.datetime64] | None = None


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
    types = {"date": pa.date32(), "as_of": pa.date32(), "value": pa.float64()}
    columns = [_cast(table[name], types.get(name, pa.string()), name, path) for name in COLUMNS]
    for name in KNOWN:
        given = table[name] if name in table.column_names else pa.nulls(table.num_rows)
        columns.append(_cast(given, types.get(name, pa.string()), name, path))
    return pa.table(columns, names=[*COLUMNS, *KNOWN])


def _read(path: Path) -> Any:
    if path.suffix == ".parquet":
        import pyarrow.parquet

        return pyarrow.parquet.ParquetFile(path).read(columns=None)
    import pyarrow.csv

    types = dict.fromkeys((*COLUMNS, *KNOWN), "string")
    as_text = pyarrow.csv.ConvertOptions(column_types=types, strings_can_be_null=True, null_values=[""])
    return pyarrow.csv.read_csv(path, convert_options=as_text)


def _cast(column: Any, wanted: Any, name: str, path: Path) -> Any:
    import pyarrow as pa

    try:
        cast = column.cast(wanted) if column.type != wanted else column
    except pa.ArrowException as error:
        what = f"{'unknown date' if name in ('date', 'as_of') else 'not a ' + name}: {str(error).splitlines()[0][:100]}"
        raise MarketDataError(what, where=str(path), todo="write dates as 2024-11-12, values as numbers") from error
    if cast.null_count and name not in KNOWN:
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
    source, origins = _origins(table)
    group = series * len(kinds) + kind
    days = table["date"].to_numpy().astype("datetime64[D]")
    values = table["value"].to_numpy()
    if not np.isfinite(values).all():
        raise MarketDataError("a value is not a number", where=f"{where} {names[series[~np.isfinite(values)][0]]}")
    as_of = _vintages(table["as_of"])
    order = np.lexsort((days, group)) if as_of is None else np.lexsort((as_of.astype(np.int64), days, group))
    group, days, values, source = group[order], days[order], values[order], source[order]
    as_of = None if as_of is None else as_of[order]
    _refuse_twice(group, days, as_of, lambda row: names[series[order[row]]], where)
    edges = np.flatnonzero(np.diff(group, prepend=group[0] - 1)).tolist()
    blocks = []
    for a, b in zip(edges, [*edges[1:], len(group)], strict=True):
        key = (names[series[order[a]]], kinds[kind[order[a]]])
        used, which = np.unique(source[a:b], return_inverse=True)
        by_name = np.array(sorted(range(len(used)), key=lambda n: _sortable(origins[used[n]])))
        place = np.empty(len(used), dtype=np.int64)
        place[by_name] = np.arange(len(used))
        seen = [origins[used[n]] for n in by_name.tolist()]
        got = tuple(when for _, when in seen) if any(when for _, when in seen) else ()
        vintages = None if as_of is None or np.isnat(as_of[a:b]).all() else as_of[a:b]
        names_of = tuple(name for name, _ in seen)
        blocks.append(Block(*key, days[a:b], values[a:b], names_of, place[which], got, vintages))
    return blocks


def _sortable(origin: Origin) -> tuple[str, str]:
    return origin[0], origin[1] or ""


def _origins(table: Any) -> tuple[NDArray[np.int64], list[Origin]]:
    """For each row the number of its source and time of retrieval, and these pairs."""
    source, sources = _codes(table["source"])
    if table["retrieved_at"].null_count == table.num_rows:
        return source, [(name, None) for name in sources]
    when, times = _codes(table["retrieved_at"].fill_null(""))
    return source * len(times) + when, [(name, time or None) for name in sources for time in times]


def _vintages(column: Any) -> NDArray[np.datetime64] | None:
    if column.null_count == len(column):
        return None
    return np.asarray(column.to_numpy(), dtype="datetime64[D]")


def _refuse_twice(
    group: NDArray[np.int64],
    days: NDArray[np.datetime64],
    as_of: NDArray[np.datetime64] | None,
    name: Callable[[int], str],
    where: str,
) -> None:
    again = (group[1:] == group[:-1]) & (days[1:] == days[:-1])
    if as_of is not None:
        again &= as_of.astype(np.int64)[1:] == as_of.astype(np.int64)[:-1]
    twice = np.flatnonzero(again)
    if len(twice):
        todo = "keep one row a series and day (and as_of)"
        raise MarketDataError(f"{name(int(twice[0]))} has {days[twice[0]]} twice", where=where, todo=todo)
