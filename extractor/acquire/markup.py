"""An HTML page's text -> its tree, meta tags and LD-JSON: what every reader of the page looks at."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from extractor.errors import NoArticle, UnreadableInput

_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_LD_WRAP = re.compile(r"^\s*(?:<!--|//\s?<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s?\]\]>|\]\]>)\s*;?\s*$")
_NEWS_TYPE = re.compile(r"(?:News)?Article$|BlogPosting$|^Report$")
BELOW_TITLE = (
    "(//h1)[1]/following::*[self::p or self::div or self::span or self::td or self::small or self::em or self::i]"
    "[position() <= 12]"
)
"""XPath of the elements in which date and byline stand where nothing marks them as such."""

_WRAPPERS = ("@graph", "mainEntity", "itemListElement", "hasPart")
_MAX_WRAPPING = 4
_MAX_ELEMENTS = 50_000
"""A page of 20 MB may hold a million, and extraction is slower than linear; long live blogs have about 15,000."""

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Markup:
    """A parsed page.

    `tree` is lxml's; `meta` lower-case name -> contents in page order; `news` the LD-JSON block of the article (empty
    where there is none) and `nodes` every LD-JSON block by its `@id`.
    """

    tree: HtmlElement
    meta: dict[str, list[str]]
    news: Block
    nodes: dict[str, Block]

    def first(self, *names: str) -> str | None:
        """The first meta content that is not blank, by the order of `names`."""
        for name in names:
            for content in self.meta.get(name, ()):
                if content.strip():
                    return content.strip()
        return None


def read_markup(text: str, where: str) -> Markup:
    """Parse a page. Raises UnreadableInput where tags nest deeper than libxml2 reads, NoArticle where none are left."""
    parser = HTMLParser(huge_tree=True, remove_pis=True, remove_comments=True)
    text = _CONTROL.sub("", _XML_DECLARATION.sub("", text, count=1))
    try:
        tree = document_fromstring(text, parser=parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        if _too_deep(parser):
            raise _depth_error(where) from error
        raise NoArticle("holds no HTML", where=where) from error
    if _too_deep(parser):
        raise _depth_error(where)
    if sum(1 for _ in tree.iter()) > _MAX_ELEMENTS:
        raise UnreadableInput(f"holds more than {_MAX_ELEMENTS:,} HTML elements", where=where, todo="no news page does")
    blocks = list(_ld_blocks(tree))
    nodes = {block["@id"]: block for block in blocks if isinstance(block.get("@id"), str)}
    return Markup(tree, _meta(tree), next(filter(_is_news, blocks), {}), nodes)


def words(element: HtmlElement) -> str:
    """The element's text on one line, without scripts and styles."""
    parts = element.xpath(".//text()[not(ancestor::script or ancestor::style or ancestor::noscript)]")
    return " ".join("".join(parts).split())


def _too_deep(parser: HTMLParser) -> bool:
    return any(
        entry.type_name == "ERR_RESOURCE_LIMIT" or "xcessive depth" in entry.message for entry in parser.error_log
    )


def _depth_error(where: str) -> UnreadableInput:
    return UnreadableInput("tags are nested more than 2,000 deep", where=where, todo="no news page is; save it again")


def _meta(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        content = tag.get("content")
        if content is None:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if name := tag.get(attribute):
                found.setdefault(name.strip().lower(), []).append(content)
    return found


def _ld_blocks(tree: HtmlElement) -> Iterator[Block]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            yield from _unwrapped(_loads(script.text or ""), _MAX_WRAPPING)


def _loads(text: str) -> Any:
    """The JSON of one script element; None where even the usual slips (comments, raw newlines) do not explain it."""
    try:
        return json.loads(_LD_WRAP.sub("", _LD_WRAP.sub("", text)), strict=False)
    except (ValueError, RecursionError):
        return None


def _unwrapped(value: object, depth: int) -> Iterator[Block]:
    if depth < 0:
        return
    if isinstance(value, list):
        for member in value:
            yield from _unwrapped(member, depth - 1)
    elif isinstance(value, dict):
        yield value
        for key in _WRAPPERS:
            if key in value:
                yield from _unwrapped(value[key], depth - 1)


def _is_news(block: Block) -> bool:
    kinds = block.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _NEWS_TYPE.search(kind) for kind in kinds)
