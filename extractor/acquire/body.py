"""The article's text from a page of an unknown publisher: trafilatura, with our repair for finance pages."""

from __future__ import annotations

import html
import logging
import re
import tomllib
from collections.abc import Iterator
from configparser import ConfigParser
from functools import cache
from importlib.resources import files

from lxml.etree import _Element
from lxml.html import HtmlElement

from extractor.acquire.markup import Markup
from extractor.acquire.tags import is_tag

_BLOCKS = frozenset(("p", "head", "item", "row", "quote", "code", "list", "table", "div", "body", "lb"))
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
CELLS = " | "
"""What stands between the cells of a table row."""
_LONG_PIECE = 1000
"""Letters in a line that no paragraph has: trafilatura's last resort is the page's text in one line."""
_FURNITURE = tomllib.loads((files("extractor.acquire") / "body.toml").read_text(encoding="utf-8"))
_NOISE, _ENDS = frozenset(_FURNITURE["noise"]), frozenset(_FURNITURE["ends"])
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_LETTERS = re.compile(r"[^\W\d_]")

logging.getLogger("trafilatura").addHandler(logging.NullHandler())


def find_body(markup: Markup) -> list[str]:
    """The paragraphs, headings, list items and table rows of the article, one line each; empty where there are none.

    A table row is its cells joined by " | ". trafilatura runs in its fast mode; where that gave the whole page in one
    piece, or less than half of what the page's paragraphs or its LD-JSON hold, the full mode (a sixth slower) and then
    the LD-JSON text stand in.
    """
    _unwrap_tags(markup.tree)
    lines = _extracted(markup.tree, fast=True)
    told = _ld_body(markup)
    dumped = len(lines) <= 2 and _length(lines) > _LONG_PIECE
    if dumped or 2 * _length(lines) < max(_length(told), _prose_length(markup.tree)):
        full = _extracted(markup.tree, fast=False)
        lines = full if dumped or _length(full) > _length(lines) else lines
    return told if 2 * _length(lines) < _length(told) else lines


def without_furniture(lines: list[str], titles: set[str]) -> list[str]:
    """The lines without widgets, without a title that stands again above the text, without the boxes after it."""
    kept = [line for line in lines if line.casefold() not in _NOISE]
    wanted = {_plain(title) for title in titles}
    while kept and _plain(kept[0]) in wanted:
        kept = kept[1:]
    late = len(kept) * 3 // 5
    end = next((i for i, line in enumerate(kept) if i >= late and line.casefold() in _ENDS), len(kept))
    return kept[:end]


def clean_line(text: str) -> str:
    """One line without invisible characters, spaces collapsed."""
    return " ".join(text.translate(_INVISIBLE).split())


def _plain(title: str) -> str:
    return "".join(filter(str.isalnum, title.casefold()))


def _extracted(tree: HtmlElement, *, fast: bool) -> list[str]:
    from trafilatura import bare_extraction

    document = bare_extraction(tree, fast=fast, include_comments=False, config=_config(dense=_is_dense(tree)))
    if document is None or isinstance(document, dict):
        return []
    return [line for line in map(clean_line, _lines(document.body)) if line]


@cache
def _config(*, dense: bool) -> ConfigParser:
    """Settings of trafilatura; it takes less than 250 letters for a failure, which in Chinese make a whole article."""
    from trafilatura.settings import use_config

    config = use_config()
    if dense:
        config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "60")
    return config


def _is_dense(tree: HtmlElement) -> bool:
    """Whether the page's paragraphs are mostly in Chinese or Japanese letters."""
    text = "".join(tree.xpath("//p//text()"))[:4000]
    return 2 * len(_DENSE.findall(text)) > len(_LETTERS.findall(text))


def _lines(body: _Element) -> Iterator[str]:
    """Text between block boundaries, by a walk that does not recurse (bodies may be deep)."""
    parts: list[str] = []
    for event, element in _walk(body):
        if element.tag in _BLOCKS:
            yield "".join(parts)
            parts = []
        parts.append(_inner(element) if event == "start" else element.tail or "")
    yield "".join(parts)


def _inner(element: _Element) -> str:
    """The text before an element's first child; all of a table row; nothing of a comment."""
    if element.tag == "row":
        return CELLS.join(clean_line("".join(cell.itertext())) for cell in element)
    return element.text or "" if isinstance(element.tag, str) else ""


def _walk(body: _Element) -> Iterator[tuple[str, _Element]]:
    """Start and end of every element in document order; a table row's cells are not entered."""
    stack: list[tuple[str, _Element]] = [("start", body)]
    while stack:
        event, element = stack.pop()
        yield event, element
        if event == "start":
            stack.append(("end", element))
            if element.tag != "row" and isinstance(element.tag, str):
                stack.extend(("start", child) for child in reversed(element))


def _unwrap_tags(tree: HtmlElement) -> None:
    """Links whose text is a ticker tag become plain text: paragraphs of links alone are taken for navigation."""
    for link in tree.xpath("//a[contains(., '$')]"):
        if is_tag("".join(link.itertext())):
            link.tag = "span"
            link.attrib.clear()


def _ld_body(markup: Markup) -> list[str]:
    body = markup.news.get("articleBody")
    if not isinstance(body, str):
        return []
    return [line for line in map(clean_line, html.unescape(body).splitlines()) if line]


def _prose_length(tree: HtmlElement) -> int:
    """Characters in the paragraphs of the page's main part: of its article, else of all of it."""
    main = tree.xpath("(//article|//*[@itemprop='articleBody'])[1]")
    paragraphs = (main[0] if main else tree).iter("p")
    return sum(len(text) for text in map(_own_text, paragraphs) if len(text) > 80)


def _own_text(paragraph: HtmlElement) -> str:
    return "".join(paragraph.itertext()) if len(paragraph) < 50 else ""


def _length(lines: list[str]) -> int:
    return sum(len(_LETTERS.findall(line)) for line in lines)
