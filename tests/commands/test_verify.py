"""`verify`, and `--fail-on` as a gate for drafts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import extractor
from extractor.commands import app
from extractor.errors import MarketDataError, NoArticle, SettingError
from extractor.records import load

TRUE = "The Russell 2000 rose 1.5% on Monday."
FALSE = "The Russell 2000 rose 1.9% on Monday."
STAMP = "2024-11-11T18:00:00-05:00"


def tapecheck(*arguments: str | Path, **more: Any) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], **more)


def test_verify_judges_words() -> None:
    (verdict,) = extractor.verify(TRUE, published_at=STAMP).verdicts
    assert (verdict.label, verdict.correction) == ("supported", 1.5)
    (verdict,) = extractor.verify(FALSE, published_at=STAMP, market=extractor.open_market()).verdicts
    assert (verdict.label, verdict.correction) == ("refuted", 1.5)


def test_without_a_date_nothing_is_guessed() -> None:
    (verdict,) = extractor.verify(FALSE).verdicts
    assert verdict.label == "not_enough_info"
    assert verdict.correction is None


def test_a_language_that_is_not_read_says_so() -> None:
    assert extractor.verify("罗素2000指数周一上涨1.5%。").status == "language_not_supported"


@pytest.mark.parametrize(
    ("words", "options", "error"),
    [
        (" \n", {}, NoArticle),
        (TRUE, {"published_at": "Monday"}, SettingError),
        (TRUE, {"market": "no/such.parquet"}, MarketDataError),
    ],
)
def test_what_cannot_be_verified_raises(words: str, options: dict[str, str], error: type[Exception]) -> None:
    with pytest.raises(error):
        extractor.verify(words, **options)


def test_command_prints_and_shuts_the_gate() -> None:
    done = tapecheck("verify", FALSE, "--published-at", STAMP)
    assert (done.exit_code, "refuted" in done.stdout) == (0, True)
    assert tapecheck("verify", FALSE, "--published-at", STAMP, "--fail-on", "refuted").exit_code == 3
    assert tapecheck("verify", TRUE, "--published-at", STAMP, "--fail-on", "refuted").exit_code == 0
    assert tapecheck("verify", " ").exit_code == 2
    assert tapecheck("verify", "-", "--published-at", STAMP, "--fail-on", "refuted", input=FALSE).exit_code == 3


def test_a_draft_can_be_corrected_from_the_json() -> None:
    draft = "The Russell 2000 rose 1.9% on Monday, its close of 2,434.98 up 53.34 points. The Dow lost 0.7 percent."
    done = tapecheck("verify", draft, "--published-at", STAMP, "--format", "json")
    (reading,) = json.loads(done.stdout)
    refuted = [verdict for verdict in reading["verdicts"] if verdict["label"] == "refuted"]
    words = {draft[verdict["start"] : verdict["end"]]: verdict["correction"] for verdict in refuted}
    assert words == {"1.9%": 1.5, "53.34 points": 35.34, "0.7 percent": 0.7}


def test_check_fails_on_refuted_before_it_fails_on_inputs(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FALSE)
    (tmp_path / "b.json").write_text("{")
    options = ("--published-at", STAMP, "--format", "jsonl")
    assert tapecheck("check", tmp_path, *options).exit_code == 1
    done = tapecheck("check", tmp_path, *options, "--fail-on", "refuted")
    assert done.exit_code == 3
    assert [verdict.label for verdict in load(done.stdout).verdicts] == ["refuted"]
    assert tapecheck("check", tmp_path / "a.txt", "--fail-on", "everything").exit_code == 2
