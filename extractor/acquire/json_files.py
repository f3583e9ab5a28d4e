"""JSON and JSONL -> Articles: objects that carry an `article` with a `text`; everything else in them is ignored."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from extractor.acquire.decode import decode
from extractor.acquire.failures import failure_of
from extractor.acquire.finish import finish, iso_date
from extractor.errors import InputError, NoArticle, SettingError, UnreadableInput
from extractor.records import Article, Failure

_OPTIONAL = ("title", "source", "url", "published_at", "language")
_HALF_PAIR = re.compile("[\ud800-\udfff]")
_SHAPE = 'write {"article": {"text": "..."}}'


def read_json(raw: bytes, *, where: str, stem: str) -> Iterator[Article | Failure]:
    """The articles of a JSON file: one object, an array of them, or one object a line.

    An article without an id takes the stem (of several: the stem and its place, counted from 1). A single object that
    is no article raises its error (UnreadableInput, NoArticle); among several it becomes a Failure.
    """
    text = decode(raw, where).text
    try:
        value = _loads(text, where)
    except UnreadableInput:
        if "\n" not in text.strip() or not _is_object(text.strip().split("\n", 1)[0]):
            raise
        yield from read_json_lines(raw.split(b"\n"), where=where, stem=stem)
        return
    if isinstance(value, list):
        if not value:
            raise NoArticle("is an empty array", where=where, todo=_SHAPE)
        for place, member in enumerate(value, 1):
            yield _article_or_failure(member, f"{where}[{place}]", f"{stem}-{place}")
    else:
        yield _article(value, where, stem)


def read_json_lines(lines: Iterable[bytes], *, where: str, stem: str) -> Iterator[Article | Failure]:
    """The articles of JSON lines; a line that is none becomes a Failure with its number. Blank lines are passed over.

    Raises UnreadableInput where every line is blank, and whatever reading the lines raises.
    """
    blank = True
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        blank = False
        place = f"{where}:{number}"
        try:
            yield _article(_loads(decode(line, place).text, place), place, f"{stem}-{number}")
        except InputError as error:
            yield failure_of(error, place)
    if blank:
        raise UnreadableInput("is empty", where=where)


def _article_or_failure(value: object, where: str, stem: str) -> Article | Failure:
    try:
        return _article(value, where, stem)
    except InputError as error:
        return failure_of(error, where)


def _loads(text: str, where: str) -> object:
    try:
        value: object = json.loads(text)
    except RecursionError as error:
        raise UnreadableInput("the JSON is nested too deep", where=where) from error
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise UnreadableInput(f"broken JSON at {place}: {error.msg}", where=where) from error
    except ValueError as error:  # a number of more than 4,300 digits
        raise UnreadableInput(f"broken JSON: {error}", where=where) from error
    return value


def _is_object(line: str) -> bool:
    """Whether one line is a whole JSON object: then the file is JSON lines under another name."""
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _article(value: object, where: str, stem: str) -> Article:
    found = value.get("article") if isinstance(value, dict) else None
    if not isinstance(found, dict):
        raise NoArticle('the JSON has no "article" object', where=where, todo=_SHAPE)
    text = found.get("text")
    if not isinstance(text, str) or not text.strip():
        raise NoArticle("article.text is missing or blank", where=where, todo=_SHAPE)
    if half := _HALF_PAIR.search(text):
        raise UnreadableInput(f"article.text holds half a surrogate pair at character {half.start()}", where=where)
    fields = {name: value for name in _OPTIONAL if (value := _string(found, name, where))}
    if "published_at" in fields:
        fields["published_at"] = _date(fields["published_at"], where)
    article_id = str(found["id"]) if isinstance(found.get("id"), int) else _string(found, "id", where)
    authors = _authors(found, where)
    provenance = dict.fromkeys(fields, "input") | ({"authors": "input"} if authors else {})
    article = Article(
        id=article_id or stem,
        text=text,
        url=fields.get("url"),
        source=fields.get("source"),
        title=fields.get("title"),
        authors=authors,
        published_at=fields.get("published_at"),
        language=fields.get("language"),
        provenance=provenance,
    )
    return finish(article)


def _string(found: dict[str, object], name: str, where: str) -> str | None:
    """The field, or None where it is absent, null or blank."""
    value = found.get(name)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if not isinstance(value, str):
        raise UnreadableInput(f"article.{name} is not a string", where=where)
    return value.encode("utf-8", "replace").decode("utf-8")


def _authors(found: dict[str, object], where: str) -> tuple[str, ...]:
    value = found.get("authors") or []
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise UnreadableInput("article.authors is not an array of strings", where=where)
    return tuple(value)


def _date(value: str, where: str) -> str:
    try:
        return iso_date(value)
    except SettingError as error:
        raise UnreadableInput(f"article.published_at {value!r} is not a date", where=where, todo=error.todo) from error
