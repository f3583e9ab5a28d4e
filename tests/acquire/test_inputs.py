"""What counts as an input, and what of it is kept."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.acquire.finish import finish
from extractor.acquire.inputs import read_inputs
from extractor.acquire.json_files import read_json
from extractor.acquire.tags import find_tags
from extractor.acquire.text_files import read_text
from extractor.errors import NoArticle
from extractor.records import Article, Failure

PROSE = "Stocks rose for a third day on Monday as investors bet on lower rates, and the dollar fell against the yen."
MORE = "Bond yields slipped four basis points, gold was little changed and oil added half a percent in thin trading."
PAGE = f"<html lang=en><head><title>Stocks rise</title></head><body><article><p>{PROSE}</p><p>{MORE}</p></article>"


def only(outcomes: Any) -> Article:
    (article,) = outcomes
    assert isinstance(article, Article)
    return article


def test_text_is_kept_with_its_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(b"\xef\xbb\xbfSource: Wire Nine\r\n\r\n  Stocks rose 1%.\r")
    article = only(read_inputs([str(path)]))
    assert (article.id, article.source, article.text) == (
        "story",
        "Wire Nine",
        "Source: Wire Nine\r\n\r\n  Stocks rose 1%.\r",
    )
    assert article.content_hash == hashlib.sha256(article.text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Der Gewinn stieg um 5 % – das „beste“ Jahr für Bäcker über Köln", "cp1252"),
        ("国内油价新一轮调价窗口将于今日打开，机构预计汽油价格下调。", "gb18030"),
        ("Stocks rose 1% – again", "utf-16"),
    ],
)
def test_other_encodings_are_read(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(text.encode(encoding))
    assert only(read_inputs([str(path)])).text == text


def test_json_fields_are_taken_and_other_keys_ignored(tmp_path: Path) -> None:
    fields = {"id": 7, "title": "T", "source": "S", "url": "", "published_at": "2024-11-12T08:00:00Z", "language": None}
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"claims": [1], "article": {"text": "Stocks\r\nrose.", "x": {}, **fields}}))
    article = only(read_inputs([str(path)]))
    assert (article.id, article.title, article.source, article.url) == ("7", "T", "S", None)
    assert (article.published_at, article.available_at) == ("2024-11-12T08:00:00+00:00",) * 2
    assert (article.language, article.text) == ("en", "Stocks\r\nrose.")
    assert article.provenance["published_at"] == "input"


@pytest.mark.parametrize("name", ["many.json", "many.jsonl", "many.jsonl.gz"])
def test_json_lines_and_arrays(tmp_path: Path, name: str) -> None:
    rows = [json.dumps({"article": {"text": f"Stocks rose {n}%."}}) for n in range(3)]
    raw = ("[" + ",".join(rows) + "]" if name == "many.json" else "\n".join(rows)).encode()
    (tmp_path / name).write_bytes(gzip.compress(raw) if name.endswith("gz") else raw)
    assert [article.id for article in read_inputs([str(tmp_path / name)]) if isinstance(article, Article)] == [
        "many-1",
        "many-2",
        "many-3",
    ]


def test_a_folder_is_read_in_order_and_the_rest_counted(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "page.HTM").write_text(PAGE)
    (tmp_path / "b" / "two.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    (tmp_path / "a.txt").write_text(PROSE)
    (tmp_path / "c.json").write_text(json.dumps({"article": {"text": PROSE}}))
    for name in ("notes.md", "b/image.png", "archive.gz"):
        (tmp_path / name).write_bytes(b"x")
    skipped: list[str] = []
    read = list(read_inputs([str(tmp_path)], on_skip=skipped.append))
    assert [article.id for article in read if isinstance(article, Article)] == ["a", "page", "two", "c"]
    assert sorted(skipped) == sorted(str(tmp_path / name) for name in ("notes.md", "b/image.png", "archive.gz"))


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (PAGE.encode(), f"{PROSE}\n{MORE}"),
        (json.dumps({"article": {"text": "a\nb"}}).encode(), "a\nb"),
        (b"[Reuters] stocks rose", "[Reuters] stocks rose"),
        (b"< 5% of stocks rose", "< 5% of stocks rose"),
        (gzip.compress(PROSE.encode()), PROSE),
    ],
    ids=["html", "json", "text", "text-with-angle", "gzip"],
)
def test_stdin_is_told_by_its_bytes(monkeypatch: pytest.MonkeyPatch, raw: bytes, text: str) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    article = only(read_inputs(["-"], article_id="x", published_at="2024-11-12"))
    assert (article.id, article.text, article.published_at) == ("x", text, "2024-11-12")


def test_options_go_before_what_the_input_says(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"article": {"id": "own", "text": PROSE, "published_at": "2020-01-01"}}))
    article = only(read_inputs([str(path)], article_id="given", published_at="2024-11-12T08:00:00+08:00"))
    assert (article.id, article.published_at, article.available_at) == ("given", *["2024-11-12T08:00:00+08:00"] * 2)
    assert article.provenance["published_at"] == "option"
    assert "published_at" not in article.missing


def test_a_fault_in_one_file_of_a_folder_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("x")

    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "b.txt").write_text(PROSE)
    monkeypatch.setattr("extractor.acquire.inputs.read_page", broken)
    failure, article = read_inputs([str(tmp_path)])
    assert isinstance(failure, Failure)
    assert failure.message == "a fault of tapecheck, please report it: KeyError('x')"
    assert isinstance(article, Article)


def test_the_same_page_gives_the_same_article_in_any_order(tmp_path: Path) -> None:
    for name, page in (("a.html", PAGE), ("b.html", PAGE.replace("Monday", "周一")), ("c.html", "<p>" + "上涨。" * 90)):
        (tmp_path / name).write_text(page)
    paths = [str(tmp_path / name) for name in ("a.html", "b.html", "c.html")]
    assert list(read_inputs(paths)) == list(reversed(list(read_inputs(paths[::-1]))))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_text_survives_json_and_files_unchanged(text: str) -> None:
    try:
        article = only(read_json(json.dumps({"article": {"text": text}}).encode(), where="x", stem="x"))
    except NoArticle:
        assert not text.strip()
        return
    assert article.text == text
    if not set(text) & set(map(chr, range(32))) and not text.startswith("\ufeff"):
        assert read_text(text.encode(), where="x", stem="x").text == text


@given(st.lists(st.sampled_from(["$", "(", ")", "Tesla", " ", "TSLA.US", "（", "）", "\n", "特斯拉", "😀", ".SPX.US"])))
def test_every_tag_is_where_it_says(parts: list[str]) -> None:
    text = "".join(parts)
    tags = find_tags(text)
    assert all(text[tag.start : tag.end] == tag.text for tag in tags)
    assert all(one.end <= other.start for one, other in pairwise(tags))
    assert finish(Article(id="x", text=text)).tags == tags
