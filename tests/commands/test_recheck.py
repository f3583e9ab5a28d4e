"""`recheck`: what a correction changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from extractor.commands import app

OLD = (
    "The Russell 2000 rose 1.9% on Monday. The Dow Jones Industrial Average added 304.14 points. "
    "The S&P 500 closed at 6,001.35 on Monday.\n"
)
AT = ("--published-at", "2024-11-11T18:00:00-05:00")


def tapecheck(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def rows(tmp_path: Path) -> Any:
    """The changes from OLD to a new text."""

    def rows(new: str, *more: str) -> list[dict[str, Any]]:
        (tmp_path / "old.txt").write_text(OLD)
        (tmp_path / "new.txt").write_text(new)
        done = tapecheck("recheck", tmp_path / "old.txt", tmp_path / "new.txt", *AT, "--format", "json", *more)
        assert done.exit_code == 0, done.output
        return list(json.loads(done.stdout))

    return rows


def short(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(
        row[name] for name in ("change", "measure", "instrument", "old_value", "old_label", "new_value", "new_label")
    )


def test_nothing_changed(rows: Any) -> None:
    assert rows(OLD) == []
    assert rows("Markets were calm.\n\n" + OLD) == []


def test_a_number_is_corrected(rows: Any) -> None:
    (row,) = rows(OLD.replace("1.9%", "1.5%"))
    assert short(row) == ("changed", "return", "RUT", 1.9, "refuted", 1.5, "supported")
    assert row["old_text"] != row["new_text"]


def test_a_claim_is_added_and_one_removed(rows: Any) -> None:
    new = OLD.replace(
        "The S&P 500 closed at 6,001.35 on Monday.", "The yield on the 10-year Treasury note rose to 4.30% on Friday."
    )
    assert {short(row)[:3] for row in rows(new)} == {("removed", "level", "SPX"), ("added", "level", "US10Y")}


def test_a_day_or_an_index_is_corrected(rows: Any) -> None:
    (row,) = rows(OLD.replace("6,001.35 on Monday", "6,001.35 on Friday"))
    assert short(row) == ("changed", "level", "SPX", 6001.35, "supported", 6001.35, "refuted")
    (row,) = rows(OLD.replace("The S&P 500 closed", "The Nasdaq Composite closed"))
    assert short(row)[:3] == ("changed", "level", "IXIC")


def test_table_and_counts(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text(OLD)
    (tmp_path / "new.txt").write_text(OLD.replace("1.9%", "1.5%"))
    done = tapecheck("recheck", tmp_path / "old.txt", tmp_path / "new.txt", *AT)
    assert "changed" in done.stdout
    assert done.stderr.startswith("tapecheck: 3 claims before, 3 now: 0 added, 0 removed, 1 changed (store ")


def test_inputs_that_are_no_two_articles(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text(OLD)
    (tmp_path / "two.jsonl").write_text(
        json.dumps({"article": {"text": OLD}}) + "\n" + json.dumps({"text": OLD}) + "\n"
    )
    for other in ("missing.txt", "two.jsonl"):
        done = tapecheck("recheck", tmp_path / "old.txt", tmp_path / other)
        assert (done.exit_code, done.stdout) == (2, "")
        assert other in done.stderr
