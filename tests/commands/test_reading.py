"""`check` and `extract`: what they print, where, and how they end."""

from __future__ import annotations

import gzip
import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from extractor import __version__
from extractor.commands import app
from extractor.records import load

ROOT = Path(__file__).resolve().parents[2]
CLI = str(ROOT / "cli.py")
STORY = "The S&P 500 rose 0.1% on Monday to close at 6,001.35.\n"
STAMP = "2024-11-12T08:00:00+08:00"


def tapecheck(*arguments: str | Path, **more: Any) -> Result:
    """The command in this process, where the models are loaded once."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments], **more)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three good inputs of three kinds and one that is not ours to read."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(STORY)
    article = {"id": "mine", "text": STORY, "published_at": STAMP, "title": "Stocks"}
    (folder / "b.json").write_text(json.dumps({"article": article, "figures": "ignored"}))
    (folder / "c.jsonl.gz").write_bytes(gzip.compress(json.dumps({"article": {**article, "id": "zipped"}}).encode()))
    (folder / "d.pdf").write_bytes(b"%PDF-1.7")
    return folder


def test_jsonl_is_one_reading_a_line(story: Path) -> None:
    done = tapecheck("check", story, "--published-at", STAMP, "--id", "mine", "--format", "jsonl")
    assert (done.exit_code, done.stderr) == (0, "")
    reading = load(done.stdout)
    assert reading.article.id == "mine"
    assert reading.article.text == STORY
    assert "supported" in {verdict.label for verdict in reading.verdicts}


def test_json_is_an_array_even_of_one(story: Path, folder: Path) -> None:
    (one,) = json.loads(tapecheck("check", story, "--format", "json").stdout)
    assert one["article"]["id"] == "story"
    assert len(json.loads(tapecheck("check", folder, "--format", "json").stdout)) == 3


def test_table_shows_words_stated_actual_and_verdict(story: Path) -> None:
    done = tapecheck("check", story, "--published-at", STAMP)
    assert done.exit_code == 0
    assert "\x1b[" not in done.stdout
    for part in ("words", "measure", "period", "stated", "actual", "verdict", "why", "6,001.35", "supported"):
        assert part in done.stdout


def test_columns_sets_the_width(story: Path) -> None:
    for width in ("60", "200"):
        done = tapecheck("check", story, "--published-at", STAMP, env={"COLUMNS": width})
        assert max(map(len, done.stdout.splitlines())) <= int(width)


def test_extract_finds_without_judging(story: Path) -> None:
    done = tapecheck("extract", story, "--published-at", STAMP, "--format", "jsonl")
    reading = load(done.stdout)
    assert reading.figures
    assert reading.verdicts == ()
    assert "findings" in tapecheck("extract", story).stdout


def test_folder_is_read_whole_and_the_rest_is_skipped(folder: Path) -> None:
    done = tapecheck("check", folder, "--format", "jsonl")
    assert done.exit_code == 0
    assert sorted(load(line).article.id for line in done.stdout.splitlines()) == ["a", "mine", "zipped"]
    assert "skipped" in done.stderr


def test_one_bad_input_costs_no_other(folder: Path) -> None:
    (folder / "broken.json").write_text("{")
    done = tapecheck("check", folder, "--format", "jsonl")
    assert done.exit_code == 1
    assert len(done.stdout.splitlines()) == 3
    assert "broken.json" in done.stderr
    assert "tapecheck: 1 of 4 inputs failed" in done.stderr


def test_stdin_is_read(story: Path) -> None:
    done = tapecheck("check", "-", "--published-at", STAMP, "--format", "jsonl", input=story.read_bytes())
    assert load(done.stdout).article.text == STORY


def test_out_is_written_whole(story: Path, tmp_path: Path) -> None:
    out = tmp_path / "verdicts.jsonl"
    done = tapecheck("check", story, "--format", "jsonl", "--out", out)
    assert (done.exit_code, done.stdout) == (0, "")
    assert load(out.read_bytes()).article.id == "story"


def test_out_keeps_what_it_was_when_nothing_was_read(tmp_path: Path) -> None:
    out = tmp_path / "verdicts.jsonl"
    out.write_text("before")
    assert tapecheck("check", tmp_path / "missing.txt", "--out", out).exit_code == 2
    assert out.read_text() == "before"
    assert list(tmp_path.iterdir()) == [out]


def test_market_comes_from_the_option_then_the_environment_then_the_user(story: Path, tmp_path: Path) -> None:
    def labels(*more: str | Path, **environment: str) -> set[str]:
        asked = ("check", story, "--published-at", STAMP, "--format", "jsonl", *more)
        return {verdict.label for verdict in load(tapecheck(*asked, env=environment).stdout).verdicts}

    empty, full = tmp_path / "empty.csv", ROOT / "corpus" / "market"
    empty.write_text("series,date,value,kind,source\nDJI,2024-11-11,1.0,close,Example\n")
    own = {"XDG_DATA_HOME": str(tmp_path / "data")}
    assert labels("--market", empty) == {"not_enough_info"}
    assert labels(TAPECHECK_MARKET=str(empty)) == {"not_enough_info"}
    assert labels("--market", full, TAPECHECK_MARKET=str(empty)) == {"supported"}
    assert tapecheck("market", "import", empty, env=own).exit_code == 0
    assert labels(**own) == {"not_enough_info"}
    assert labels() == {"supported"}


def test_a_fault_in_one_article_is_a_failure_of_that_article(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(article: object, market: object) -> None:
        raise KeyError("figure")

    monkeypatch.setattr("extractor.pipeline.check", broken)
    done = tapecheck("check", story)
    assert done.exit_code == 2
    assert "KeyError('figure')" in done.stderr
    assert "Traceback" not in done.output


def test_version() -> None:
    assert tapecheck("--version").stdout == f"tapecheck {__version__}\n"


@pytest.mark.parametrize(
    "command",
    [
        (),
        ("check",),
        ("extract",),
        ("market",),
        ("market", "import"),
        ("market", "list"),
        ("verify",),
        ("recheck",),
        ("market", "pull"),
        ("market", "update"),
        ("market", "check"),
    ],
)
def test_help_has_examples_and_exit_codes(command: tuple[str, ...]) -> None:
    done = tapecheck(*command, "--help")
    assert done.exit_code == 0
    if command != ("market",):
        assert "Examples" in done.stdout
        assert "2  wrong usage, or no usable input" in done.stdout


def test_a_closed_reader_ends_quietly(tmp_path: Path) -> None:
    lines = json.dumps({"article": {"text": STORY}}) + "\n"
    (tmp_path / "many.jsonl").write_text(lines * 200)
    command = [sys.executable, CLI, "check", str(tmp_path / "many.jsonl"), "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(30) == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_one_line() -> None:
    for arguments in (["market", "list"], ["market", "list", "--format", "jsonl"]):
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run([sys.executable, CLI, *arguments], stdout=full, stderr=subprocess.PIPE, check=False)
        assert (done.returncode, done.stderr) == (2, b"tapecheck: cannot write: No space left on device\n")


@pytest.mark.parametrize("closed", [1, 2])
def test_a_stream_closed_from_the_start_is_no_crash(closed: int, tmp_path: Path) -> None:
    script = f"exec {closed}>&-; exec '{sys.executable}' '{CLI}' check missing.txt"
    done = subprocess.run(["sh", "-c", script], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_interrupt_leaves_no_part_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(STORY)
    out = tmp_path / "out"
    out.mkdir()
    command = [sys.executable, CLI, "check", str(tmp_path / "one.txt"), "-", "--out", str(out / "x")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stderr is not None
        for _ in range(300):
            time.sleep(0.1)
            if any(part.stat().st_size for part in out.iterdir()) or running.poll() is not None:
                break
        running.send_signal(signal.SIGINT)
        assert running.wait(30) == 130
        assert running.stderr.read() == b"tapecheck: interrupted\n"
    assert list(out.iterdir()) == []


def terminal(command: list[str], **environment: str) -> bytes:
    """What a command shows on a terminal 100 columns wide."""
    ours, theirs = pty.openpty()
    more = {**os.environ, "COLUMNS": "100", "TERM": "xterm", **environment}
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=more):
        os.close(theirs)
        shown = b""
        try:
            while chunk := os.read(ours, 65536):
                shown += chunk
        except OSError:  # Linux ends a terminal whose other side is closed with an input/output error
            pass
    os.close(ours)
    return shown


@pytest.mark.skipif(shutil.which("tty") is None, reason="needs a terminal")
def test_colour_on_a_terminal_unless_no_color_is_set(story: Path) -> None:
    command = [sys.executable, CLI, "check", str(story), "--published-at", STAMP]
    assert b"\x1b[32msupported" in terminal(command)
    assert b"\x1b[" not in terminal(command, NO_COLOR="1")
