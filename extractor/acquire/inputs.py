"""The inputs that a user names -> Articles, and a Failure for each that cannot become one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from extractor.acquire.failures import failure_of
from extractor.acquire.finish import iso_date, with_published, with_retrieval
from extractor.acquire.folder import files_in
from extractor.acquire.json_files import read_json, read_json_lines
from extractor.acquire.page import Page, read_page
from extractor.acquire.raw import bounded, gunzipped, read_file, read_lines, shown
from extractor.acquire.sniff import is_url, kind_of_bytes, kind_of_name, stem_of
from extractor.acquire.text_files import read_text
from extractor.errors import InputError, SettingError, UnreadableInput
from extractor.records import Article, Failure

Outcome = Article | Failure

_OTHER = {"feed": "feed or sitemap", "archive": "web archive"}
"""Kinds of bytes that hold many pages or their addresses, but no article."""


def read_inputs(
    inputs: Sequence[str],
    *,
    article_id: str | None = None,
    published_at: str | None = None,
    allow_private: bool = False,
    on_skip: Callable[[str], None] | None = None,
) -> Iterator[Article | Failure]:
    """The articles of the inputs, in their order, each as soon as it is read.

    An input is an HTML, text, JSON or JSONL file (also gzipped), a folder of these, a URL, or "-" for stdin.

    Args:
        inputs: what to read.
        article_id: id of the one article that the one input holds.
        published_at: ISO 8601; goes before what the inputs say.
        allow_private: whether a URL may lead to this machine or a private network.
        on_skip: told the path of every file of a folder that is of no kind that is read.

    A bad file in a folder, a bad object in a JSON array or a bad line in JSONL becomes a Failure. So does a bad input
    among several; the only input raises InputError where nothing at all came of it.
    Raises SettingError for a date that is none, and for an id that would have to serve several articles.
    """
    if published_at is not None:
        published_at = iso_date(published_at)
    if article_id is not None and len(inputs) > 1:
        raise _several(article_id)
    outcomes = _outcomes(
        inputs, partial(_outcomes_of, allow_private=allow_private, on_skip=on_skip or (lambda _: None))
    )
    return _with_options(outcomes, article_id, published_at)


def _several(article_id: str) -> SettingError:
    todo = "give one input with one article"
    return SettingError("an id can name one article only", where=repr(article_id), todo=todo)


def _outcomes(inputs: Sequence[str], read: Callable[[str], Iterator[Outcome]]) -> Iterator[Outcome]:
    for given in inputs:
        fruitless = True
        try:
            for outcome in read(given):
                fruitless = False
                yield outcome
        except InputError as error:
            if fruitless and len(inputs) == 1:
                raise
            yield failure_of(error, _locator(given))


def _with_options(outcomes: Iterable[Outcome], article_id: str | None, published_at: str | None) -> Iterator[Outcome]:
    named = False
    for outcome in outcomes:
        if isinstance(outcome, Failure):
            yield outcome
            continue
        if article_id is not None and named:
            raise _several(article_id)
        named, article = True, outcome if article_id is None else replace(outcome, id=article_id)
        yield article if published_at is None else with_published(article, published_at)


def _outcomes_of(given: str, *, allow_private: bool, on_skip: Callable[[str], None]) -> Iterator[Outcome]:
    if given == "-":
        return _whole(_stdin, "stdin")
    if is_url(given):
        return _whole(partial(_fetched, given, allow_private=allow_private), given)
    path = Path(given)
    if path.is_dir():
        return _folder(path, on_skip)
    return _file(path)


def _folder(folder: Path, on_skip: Callable[[str], None]) -> Iterator[Outcome]:
    for path in files_in(folder, on_skip):
        try:
            yield from _file(path)
        except InputError as error:
            yield failure_of(error, shown(path))


def _file(path: Path) -> Iterator[Outcome]:
    if kind_of_name(path.name) == "jsonl":
        return read_json_lines(read_lines(path), where=shown(path), stem=stem_of(path.name))
    return _whole(lambda: _read(read_file(path), shown(path), stem_of(path.name), kind_of_name(path.name)), shown(path))


def _stdin() -> Iterator[Outcome]:
    chunks = iter(lambda: sys.stdin.buffer.read(1 << 16), b"")
    return _read(bounded(gunzipped(chunks, "stdin"), "stdin"), "stdin", "stdin")


def _fetched(url: str, *, allow_private: bool) -> Iterator[Outcome]:
    from extractor.acquire.fetch import fetch

    answer = fetch(url, allow_private=allow_private)
    if kind_of_bytes(answer.raw) == "html":
        page = Page(
            raw=answer.raw,
            where=url,
            stem=stem_of(url),
            url=answer.url,
            charset=answer.charset,
            retrieved_at=answer.retrieved_at,
        )
        yield read_page(page)
        return
    for outcome in _read(answer.raw, url, stem_of(url)):
        yield outcome if isinstance(outcome, Failure) else with_retrieval(outcome, answer.url, answer.retrieved_at)


def _read(raw: bytes, where: str, stem: str, kind: str | None = None) -> Iterator[Outcome]:
    """The articles in the bytes of one file: of the kind that its name told, else of the kind they look like."""
    looks = kind_of_bytes(raw)
    kind = looks if looks in _OTHER and kind in (None, "html") else kind or looks
    if kind == "html":
        yield read_page(Page(raw=raw, where=where, stem=stem))
    elif kind == "json":
        yield from read_json(raw, where=where, stem=stem)
    elif kind in _OTHER:
        raise UnreadableInput(f"is a {_OTHER[kind]}, not an article", where=where, todo="give the pages that it holds")
    else:
        yield read_text(raw, where=where, stem=stem)


def _whole(read: Callable[[], Iterator[Outcome]], where: str) -> Iterator[Outcome]:
    """What `read` gives; a fault of a library or of ours becomes an error of this input alone."""
    try:
        yield from read()
    except (InputError, SettingError):
        raise
    except Exception as error:
        raise UnreadableInput(f"a fault of tapecheck, please report it: {error!r}", where=where) from error


def _locator(given: str) -> str:
    return "stdin" if given == "-" else shown(Path(given)) if not is_url(given) else given
