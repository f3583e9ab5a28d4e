"""Inputs that are no article: each ends in one clear line, and never in a crash."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from extractor.acquire.inputs import read_inputs
from extractor.errors import InputError, NoArticle, SettingError, UnreadableInput
from extractor.records import Article, Failure

PROSE = "Stocks rose for a third day on Monday as investors bet on lower rates, and the dollar fell against the yen."
ARTICLE = json.dumps({"article": {"text": PROSE}}).encode()

BAD = [
    ("empty.html", b"", UnreadableInput, "is empty"),
    ("empty.txt.gz", gzip.compress(b""), UnreadableInput, "is empty"),
    ("blank.txt", b" \r\n\t", NoArticle, "nothing but white space"),
    ("binary.txt", bytes(range(256)) * 20, UnreadableInput, "is binary"),
    ("paper.html", b"%PDF-1.7\n1 0 obj", UnreadableInput, "is binary"),
    ("broken.json", b'{"article": {"text": "a"', UnreadableInput, "broken JSON at line 1, column 25"),
    ("deep.json", b"[" * 100_000, UnreadableInput, "nested too deep"),
    ("digits.json", b'{"article": {"id": ' + b"9" * 5000 + b"}}", UnreadableInput, "broken JSON"),
    ("empty.json", b"[]", NoArticle, "is an empty array"),
    ("other.json", b'{"title": "no article"}', NoArticle, 'no "article" object'),
    ("no-text.json", b'{"article": {"title": "x"}}', NoArticle, "article.text is missing or blank"),
    ("text-null.json", b'{"article": {"text": null}}', NoArticle, "article.text is missing or blank"),
    ("title.json", b'{"article": {"text": "a", "title": 5}}', UnreadableInput, "article.title is not a string"),
    ("authors.json", b'{"article": {"text": "a", "authors": "Ann"}}', UnreadableInput, "article.authors is not"),
    ("date.json", b'{"article": {"text": "a", "published_at": "soon"}}', UnreadableInput, "'soon' is not a date"),
    ("half.json", b'{"article": {"text": "a\\ud800"}}', UnreadableInput, "half a surrogate pair at character 1"),
    ("half-first.json", b'{"article": {"text": "\\ud800a"}}', UnreadableInput, "half a surrogate pair at character 0"),
    ("blank.jsonl", b"\n\n", UnreadableInput, "is empty"),
    (
        "login.html",
        b"<html><nav><a href=/>Home</a></nav><form><input><button>Go</button></form>",
        NoArticle,
        "no article",
    ),
    ("open.html", b"<" * 1_000_000, NoArticle, "no article"),
    ("long.html", b"<p>" + b"a b " * 15_000_000, UnreadableInput, "is longer than 20 MB"),
    ("deep.html", b"<html><body>" + b"<div>" * 100_000 + PROSE.encode(), UnreadableInput, "nested more than 2,000"),
    ("many.html", b"<html><body>" + b"<p>a<br>" * 300_000, UnreadableInput, "more than 50,000 HTML elements"),
    ("feed.html", b'<?xml version="1.0"?><rss><channel><item/></channel></rss>', UnreadableInput, "is a feed"),
    ("page.warc", b"WARC/1.0\r\nWARC-Type: warcinfo\r\n\r\n", UnreadableInput, "is a web archive"),
    ("cut.txt.gz", gzip.compress(PROSE.encode())[:-9], UnreadableInput, "the gzip stream ends early"),
    ("damaged.txt.gz", gzip.compress(PROSE.encode())[:30] + b"\xff" * 40, UnreadableInput, "gzip stream is damaged"),
    ("bomb.html.gz", gzip.compress(b"\0" * 100_000_000), UnreadableInput, "is longer than 20 MB"),
    ("bomb.jsonl.gz", gzip.compress(b"\n" * 100_000_000), UnreadableInput, "is a decompression bomb"),
]


@pytest.mark.parametrize(("name", "raw", "error", "says"), BAD, ids=[case[0] for case in BAD])
def test_alone_it_raises_and_in_a_folder_it_is_a_failure(
    tmp_path: Path, name: str, raw: bytes, error: type[InputError], says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    with pytest.raises(error) as caught:
        list(read_inputs([str(path)]))
    assert says in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    if name != "page.warc":
        (tmp_path / "good.txt").write_text(PROSE)
        outcomes = list(read_inputs([str(tmp_path)]))
        failure = next(outcome for outcome in outcomes if isinstance(outcome, Failure))
        assert (failure.stage, failure.error, failure.locator) == ("acquire", error.__name__, str(path))
        assert says in failure.message
        assert [outcome.id for outcome in outcomes if isinstance(outcome, Article)] == ["good"]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match=r"gone\.txt: there is no such file"):
        list(read_inputs([str(tmp_path / "gone.txt")]))


def test_a_name_with_a_null_byte_is_no_file() -> None:
    with pytest.raises(UnreadableInput):
        list(read_inputs(["a\0b.txt"]))


def test_a_folder_without_readable_files_says_so(tmp_path: Path) -> None:
    (tmp_path / "notes.docx").write_bytes(b"PK")
    skipped: list[str] = []
    with pytest.raises(UnreadableInput, match="holds no html, htm, txt, json or jsonl file"):
        list(read_inputs([str(tmp_path)], on_skip=skipped.append))
    assert skipped == [str(tmp_path / "notes.docx")]


def test_one_of_several_inputs_becomes_a_failure(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(PROSE)
    gone, article = read_inputs([str(tmp_path / "gone.txt"), str(tmp_path / "good.txt")])
    assert isinstance(gone, Failure)
    assert gone.message == "there is no such file"
    assert isinstance(article, Article)


def test_bad_lines_cost_no_other_line(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_bytes(b"\n".join([ARTICLE, b"nonsense", b'{"article": {}}', b"", ARTICLE]))
    outcomes = list(read_inputs([str(path)]))
    assert [outcome.id if isinstance(outcome, Article) else outcome.locator for outcome in outcomes] == [
        "lines-1",
        f"{path}:2",
        f"{path}:3",
        "lines-5",
    ]


def test_what_was_read_before_a_gzip_stream_ends_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "cut.jsonl.gz"
    path.write_bytes(gzip.compress((ARTICLE + b"\n") * 2)[:-4])
    *articles, failure = read_inputs([str(path)])
    assert [article.id for article in articles if isinstance(article, Article)] == ["cut-1", "cut-2"]
    assert isinstance(failure, Failure)
    assert failure.message.startswith("the gzip stream ends early")


@pytest.mark.parametrize("date", ["soon", "2024-13-01", "11/12/2024", "", " "])
def test_an_unknown_date_is_a_setting_error_before_anything_is_read(date: str) -> None:
    with pytest.raises(SettingError, match="not a date"):
        read_inputs(["nowhere.txt"], published_at=date)


def test_an_id_names_one_article(tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    path.write_bytes(ARTICLE + b"\n" + ARTICLE)
    with pytest.raises(SettingError, match="one article only"):
        list(read_inputs([str(path)], article_id="x"))
    with pytest.raises(SettingError, match="one article only"):
        read_inputs(["a.txt", "b.txt"], article_id="x")


@pytest.mark.parametrize(
    "raw",
    [
        b"<html><body><p " + b'a="' * 300_000,
        b"<html><body>" + b"<a " * 300_000,
        b"<html><body><p>" + b"&#x41;" * 300_000,
        b"<html><h1>x</h1><div class=date>" + b"2024-11-" * 100_000 + b"</div><p>" + PROSE.encode() * 9,
        b'<html><script type="application/ld+json">' + b"[" * 200_000 + b"</script><p>" + PROSE.encode() * 9,
        b"<html><body>" + b"<table><tr><td>" * 600 + PROSE.encode() * 9,
        b"<html><body>" + b'<a href="/x">$Tesla (TSLA.US)$</a> ' * 20_000,
    ],
    ids=["attributes", "open-tags", "entities", "dates", "ld-json", "tables", "tags"],
)
def test_adversarial_pages_end_in_an_article_or_an_input_error(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(raw)
    gone = str(tmp_path / "gone")
    outcome, _ = read_inputs([str(path), gone])
    assert isinstance(outcome, Article) or "please report" not in outcome.message


def test_a_line_of_five_megabytes_is_an_article(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    path.write_text("Stocks rose 1.5% on Monday. " * 180_000)
    (article,) = read_inputs([str(path)])
    assert isinstance(article, Article)
    assert len(article.text) == 28 * 180_000
