"""`market import` and `market list`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from extractor.commands import app

HEADER = "series,date,value,kind,source\n"


def tapecheck(*arguments: str | Path, **more: Any) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], **more)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the user's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def closes(tmp_path: Path) -> Path:
    path = tmp_path / "closes.csv"
    path.write_text(HEADER + "MINE,2024-11-08,1.5,close,Example\nMINE,2024-11-11,2.5,close,Example\n")
    return path


def listed(**more: Any) -> dict[str, dict[str, Any]]:
    lines = tapecheck("market", "list", "--format", "jsonl", **more).stdout.splitlines()
    return {row["series"]: row for row in map(json.loads, lines)}


def test_list_shows_the_snapshot_where_the_user_has_no_store(own: Path) -> None:
    assert not own.exists()
    assert {"SPX", "RUT", "US10Y"} <= set(listed())
    assert listed()["SPX"]["source"] == "S&P Dow Jones Indices"


def test_import_makes_a_store_that_list_and_check_use(own: Path, closes: Path) -> None:
    done = tapecheck("market", "import", closes)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.startswith("tapecheck: 1 series, 2 rows added to ")
    row = {
        "series": "MINE",
        "kind": "close",
        "first": "2024-11-08",
        "last": "2024-11-11",
        "rows": 2,
        "source": "Example",
    }
    assert listed() == {"MINE": row}


def test_import_adds_and_does_not_replace(own: Path, closes: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.csv"
    more.write_text(HEADER + "OTHER,2024-11-11,7,close,Example\nMINE,2024-11-12,3.5,close,Example\n")
    for each in (closes, more, more):
        assert tapecheck("market", "import", each).exit_code == 0
    assert {name: row["rows"] for name, row in listed().items()} == {"MINE": 3, "OTHER": 1}


def test_table_and_json_list_the_same(closes: Path) -> None:
    table = tapecheck("market", "list", "--market", closes).stdout
    (row,) = json.loads(tapecheck("market", "list", "--market", closes, "--format", "json").stdout)
    assert [str(cell) in table for cell in row.values()] == [True] * 6


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "closes.csv"),
        ("date,close\n2024-11-11,1\n", "lacks the column"),
        (HEADER, "no rows"),
        (HEADER + "A,yesterday,1,close,x\n", "unknown date"),
        (HEADER + "A,2024-11-11,high,close,x\n", "not a value"),
        (HEADER + "A,2024-11-11,1,close,x\nA,2024-11-11,2,close,x\n", "twice"),
    ],
)
def test_a_bad_file_is_one_line_and_changes_nothing(own: Path, closes: Path, content: str, said: str) -> None:
    closes.write_text(content)
    for command in (("market", "import", closes), ("market", "list", "--market", closes)):
        done = tapecheck(*command)
        assert (done.exit_code, done.stdout) == (2, "")
        assert said in done.stderr
        assert done.stderr.count("\n") == 1
    assert not own.exists()


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    done = tapecheck("market", "import", tmp_path / "missing.parquet")
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert "missing.parquet" in done.stderr
