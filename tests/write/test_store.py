"""Adding series to a store of the user's own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from extractor.errors import MarketDataError, SettingError
from extractor.tidy import Block, read_tidy
from extractor.write.store import add_to_store


def block(name: str, days: dict[str, float], source: str = "Example") -> Block:
    dates, values = np.array(list(days), dtype="datetime64[D]"), np.array(list(days.values()))
    return Block(name, "close", dates, values, (source,), np.zeros(len(days), dtype=np.int64))


def stored(path: Path) -> dict[str, dict[str, tuple[float, str]]]:
    return {
        each.name: {
            str(day): (float(value), each.sources[which])
            for day, value, which in zip(each.days, each.values, each.which, strict=True)
        }
        for each in read_tidy(path)
    }


def test_new_values_win_and_old_ones_stay(tmp_path: Path) -> None:
    store = tmp_path / "made" / "market.parquet"
    add_to_store([block("SPX", {"2024-11-08": 1.0, "2024-11-11": 2.0}), block("DJI", {"2024-11-11": 7.0})], store)
    add_to_store([block("SPX", {"2024-11-11": 2.5, "2024-11-12": 3.0, "2024-11-07": 0.5})], store)
    assert {name: {day: value for day, (value, _) in rows.items()} for name, rows in stored(store).items()} == {
        "DJI": {"2024-11-11": 7.0},
        "SPX": {"2024-11-07": 0.5, "2024-11-08": 1.0, "2024-11-11": 2.5, "2024-11-12": 3.0},
    }


def test_every_row_keeps_its_source(tmp_path: Path) -> None:
    store = tmp_path / "market.parquet"
    add_to_store([block("SPX", {"2024-11-08": 1.0, "2024-11-11": 2.0})], store)
    add_to_store([block("SPX", {"2024-11-11": 2.1}, source="A longer name")], store)
    assert stored(store)["SPX"] == {"2024-11-08": (1.0, "Example"), "2024-11-11": (2.1, "A longer name")}


def test_the_order_of_imports_of_different_series_leaves_no_trace(tmp_path: Path) -> None:
    first, second = block("SPX", {"2024-11-11": 2.0}), block("DJI", {"2024-11-11": 7.0})
    for name, order in (("a", (first, second)), ("b", (second, first))):
        for each in order:
            add_to_store([each], tmp_path / name / "market.parquet")
    assert (tmp_path / "a" / "market.parquet").read_bytes() == (tmp_path / "b" / "market.parquet").read_bytes()


def test_a_broken_store_is_named_and_left_as_it_is(tmp_path: Path) -> None:
    store = tmp_path / "market.parquet"
    store.write_bytes(b"not parquet")
    with pytest.raises(MarketDataError, match=r"market\.parquet"):
        add_to_store([block("SPX", {"2024-11-11": 2.0})], store)
    assert store.read_bytes() == b"not parquet"


def test_a_folder_that_cannot_be_made_is_a_setting_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(SettingError, match="cannot be made"):
        add_to_store([block("SPX", {"2024-11-11": 2.0})], tmp_path / "file" / "under" / "market.parquet")
