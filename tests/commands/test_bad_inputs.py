"""Every bad input ends with one clear line and its exit code, and nothing hangs."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[bytes]]

STORY = "The S&P 500 rose 0.1% on Monday to close at 6,001.35.\n"
WITHOUT_ARTICLE = b"<!doctype html><html><head><title>Sign in</title></head><body><form><input></form></body></html>"
DEEP = 100_000
HUGE = 60 * 2**20

BAD: dict[str, tuple[str, Callable[[], bytes] | None]] = {
    "missing file": ("missing.html", None),
    "empty page": ("page.html", lambda: b""),
    "empty text": ("story.txt", lambda: b""),
    "white space only": ("story.txt", lambda: b" \n\t\n"),
    "binary page": ("page.html", lambda: bytes(range(256)) * 64),
    "binary text": ("story.txt", lambda: b"\x7fELF\x02\x01\x01\x00" + bytes(4096)),
    "broken gzip": ("story.txt.gz", lambda: b"\x1f\x8b\x08\x00broken"),
    "broken JSON": ("story.json", lambda: b'{"article": {"text": "half'),
    "JSON that is no object": ("story.json", lambda: b"5"),
    "object with no article": ("story.json", lambda: b'{"title": "no text"}'),
    "article with no text": ("story.json", lambda: b'{"article": {"id": "a", "title": "no text"}}'),
    "text that is no string": ("story.json", lambda: b'{"article": {"text": 5}}'),
    "deep JSON": ("story.json", lambda: b"[" * DEEP + b"]" * DEEP),
    "unknown date in JSON": (
        "story.json",
        lambda: json.dumps({"article": {"text": STORY, "published_at": "yesterday"}}).encode(),
    ),
    "page without an article": ("page.html", lambda: WITHOUT_ARTICLE),
    "page of 60 MB": ("page.html", lambda: b"<p>" + b"Stocks rose. " * (HUGE // 13) + b"</p>"),
    "text of one 5 MB line": ("story.txt", lambda: STORY.strip().encode() * (5_000_000 // len(STORY))),
    "page nested 100,000 deep": ("page.html", lambda: b"<div>" * DEEP + STORY.encode() + b"</div>" * DEEP),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_line_and_exit_code_2(name: str, run: Run, tmp_path: Path) -> None:
    file, content = BAD[name]
    if content is not None:
        (tmp_path / file).write_bytes(content())
    done = run("check", file, "--format", "jsonl")
    assert (done.returncode, done.stdout) == (2, b"")
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("tapecheck: ")
    assert file.split(".")[0] in line
    assert "fault of tapecheck" not in line


@pytest.mark.parametrize("name", BAD)
def test_bad_input_in_a_folder_costs_only_itself(name: str, run: Run, tmp_path: Path) -> None:
    file, content = BAD[name]
    if content is None:
        pytest.skip("a folder holds no missing file")
    news = tmp_path / "news"
    news.mkdir()
    (news / file).write_bytes(content())
    (news / "good.txt").write_text(STORY)
    done = run("check", news, "--format", "jsonl")
    assert done.returncode == 1
    assert json.loads(done.stdout)["article"]["id"] == "good"
    assert "tapecheck: 1 of 2 inputs failed" in done.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--published-at", "yesterday"], "yesterday"),
        (["--published-at", "2024-13-01"], "2024-13-01"),
        (["--published-at", "2024-11-12T25:00:00+08:00"], "2024-11-12T25:00:00+08:00"),
        (["--format", "xml"], "xml"),
        (["--market", "missing.parquet"], "missing.parquet"),
        (["--market", "story.txt"], "story.txt"),
        (["--market", "columns.csv"], "columns.csv"),
        (["--out", "no/such/folder/out.jsonl"], "no/such/folder/out.jsonl"),
        (["--no-such-option"], "--no-such-option"),
    ],
)
def test_bad_option_is_exit_code_2(arguments: list[str], said: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY)
    (tmp_path / "columns.csv").write_text("date,close\n2024-11-11,6001.35\n")
    done = run("check", "story.txt", *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_empty_folder_is_no_usable_input(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("check", "empty")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"tapecheck: " in done.stderr


def test_one_long_line_is_read_in_time(run: Run, tmp_path: Path) -> None:
    """`run` has a limit, so a pattern that is slow on long lines shows."""
    sentence = STORY.strip() + " "
    (tmp_path / "line.txt").write_text(sentence * (100_000 // len(sentence)))
    assert run("check", "line.txt", "--published-at", "2024-11-12", "--format", "jsonl").returncode == 0


def test_a_file_name_is_printed_harmlessly(run: Run, tmp_path: Path) -> None:
    name = "up\x1b[31m\n5%.html"
    (tmp_path / name).write_bytes(b"")
    done = run("check", name)
    assert done.returncode == 2
    assert b"\x1b" not in done.stderr
    assert done.stderr.count(b"\n") == 1
