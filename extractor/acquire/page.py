"""An HTML page -> Article: its publisher's reader where there is one, else the generic one."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from lxml.html import HtmlElement

from extractor.acquire.body import find_body, without_furniture
from extractor.acquire.credits import Credit, find_authors, find_source, find_title
from extractor.acquire.decode import declared_charset, decode
from extractor.acquire.finish import finish
from extractor.acquire.markup import Markup, read_markup, words
from extractor.acquire.published import Published, find_published, with_line
from extractor.acquire.publisher import READERS, Publisher, host_of, publisher_of
from extractor.acquire.publishers.layout import Layout
from extractor.errors import NoArticle
from extractor.records import Article

_TRACKING = re.compile(r"utm_|fbclid$|gclid$|mc_cid$|mc_eid$|ref$|cmpid$|igshid$", re.IGNORECASE)
_CHINESE_ZONE = "Asia/Shanghai"
_LEAST_LETTERS, _LEAST_LETTERS_OF_NEWS = 60, 20
"""Fewer letters than this are a menu or a log-in form; pages that call themselves news may be flashes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Bytes as received, not compressed.

    `where` names the page in messages. `stem` is the id of a file; a page that was fetched from `url` takes its id from
    its canonical URL instead, so that twice the same page is one id. `charset` and `retrieved_at` (ISO 8601 with
    offset) come with a response, and stay None for a file.
    """

    raw: bytes
    where: str
    stem: str
    url: str | None = None
    charset: str | None = None
    retrieved_at: str | None = None


def read_page(page: Page, *, now: dt.datetime | None = None) -> Article:
    """The article on the page, each field with its provenance or the reason why it is missing.

    `now` bounds the date of publication (default: when the page was retrieved, for a file the clock); it never shows
    in the Article. Raises UnreadableInput for bytes that are no page and NoArticle for a page that holds no article.
    """
    text = decode(page.raw, page.where, declared=page.charset or declared_charset(page.raw)).text
    markup = read_markup(text, page.where)
    url, url_provenance = _canonical(markup, page.url)
    publisher = publisher_of(url, markup.tree)
    layout = _layout(publisher, text)
    published = _published(markup, url, publisher, layout, now or _moment(page))
    title = _title(markup, publisher, layout, url)
    source = _source(markup, publisher, layout, url)
    lines = without_furniture(layout.lines if layout else find_body(markup), _titles(markup, title))
    _require_article(lines, markup, layout, page.where)
    authors, authors_provenance = _authors(markup, layout)
    found = {
        "url": url_provenance,
        "title": title and title.provenance,
        "source": source and source.provenance,
        "authors": authors_provenance,
        "published_at": published.provenance,
    }
    article = Article(
        id=url_id(url) if url and page.url else page.stem,
        text="\n".join(lines),
        url=url,
        source=source.value if source else None,
        title=title.value if title else None,
        authors=authors,
        published_at=published.at,
        retrieved_at=page.retrieved_at,
        provenance={name: value for name, value in found.items() if value},
        missing=_missing(published),
    )
    return finish(article, language_hint=_declared_language(markup))


def url_id(url: str) -> str:
    """The id of a page: its host and 12 hex digits of its URL without tracking parameters, scheme and fragment."""
    parts = urlsplit(url)
    kept = urlencode([(key, value) for key, value in parse_qsl(parts.query) if not _TRACKING.match(key)])
    address = urlunsplit(("", host_of(url) or "", parts.path.rstrip("/"), kept, ""))
    return f"{host_of(url)}-{hashlib.sha256(address.encode('utf-8', 'replace')).hexdigest()[:12]}"


def _moment(page: Page) -> dt.datetime:
    return dt.datetime.fromisoformat(page.retrieved_at) if page.retrieved_at else dt.datetime.now(dt.UTC)


def _canonical(markup: Markup, url: str | None) -> tuple[str | None, str | None]:
    """The page's own address: link, `og:url`, LD-JSON, else the address it was fetched from, and where it was found."""
    for provenance, candidate in _addresses(markup):
        if _names_a_page(candidate):
            return candidate, provenance
    return url, "input" if url else None


def _addresses(markup: Markup) -> Iterator[tuple[str, str]]:
    for link in markup.tree.xpath("//link[@rel='canonical']/@href")[:1]:
        yield "link", str(link).strip()
    for content in markup.meta.get("og:url", ())[:1]:
        yield "meta", content.strip()
    for key in ("url", "mainEntityOfPage", "@id"):
        value = markup.news.get(key)
        value = value.get("@id") if isinstance(value, dict) else value
        if isinstance(value, str):
            yield "ld_json", value.strip()


def _names_a_page(address: str) -> bool:
    """Whether an absolute http address of more than a site's front page."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and (len(parts.path) > 1 or bool(parts.query))


def _layout(publisher: Publisher | None, text: str) -> Layout | None:
    if publisher is None or publisher.reader is None:
        return None
    from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        return READERS[publisher.reader](BeautifulSoup(text, "lxml"))


def _published(
    markup: Markup, url: str | None, publisher: Publisher | None, layout: Layout | None, now: dt.datetime
) -> Published:
    zone = publisher.zone if publisher else None
    if zone is None and (_declared_language(markup) or "").lower().startswith("zh"):
        zone = _CHINESE_ZONE
    published = find_published(markup, url, zone, now)
    return with_line(published, layout.stamp, zone, now) if layout and layout.stamp else published


def _title(markup: Markup, publisher: Publisher | None, layout: Layout | None, url: str | None) -> Credit | None:
    if layout and layout.title:
        return Credit(layout.title, "text")
    names = (publisher.name,) if publisher else ()
    return find_title(markup, host_of(url), names, first=publisher.headline if publisher else "ld_json")


def _source(markup: Markup, publisher: Publisher | None, layout: Layout | None, url: str | None) -> Credit | None:
    if layout and layout.source:
        return Credit(layout.source, "text")
    if found := find_source(markup):
        return found
    if publisher:
        return Credit(publisher.name, "url" if url else "markup")
    return Credit(host, "url") if (host := host_of(url)) else None


def _authors(markup: Markup, layout: Layout | None) -> tuple[tuple[str, ...], str | None]:
    names, provenance = find_authors(markup)
    if not names and layout and layout.authors:
        return layout.authors, "editor_line"
    return names, provenance


def _titles(markup: Markup, title: Credit | None) -> set[str]:
    return {words(heading) for heading in markup.tree.iter("h1")} | ({title.value} if title else set())


def _require_article(lines: list[str], markup: Markup, layout: Layout | None, where: str) -> None:
    letters = sum(char.isalpha() for line in lines for char in line)
    han = sum("\u3400" <= char <= "\u9fff" for line in lines for char in line)
    is_news = bool(layout or markup.news or markup.first("og:type") == "article")
    if letters + 3 * han < (_LEAST_LETTERS_OF_NEWS if is_news else _LEAST_LETTERS):
        raise NoArticle("holds no article text", where=where, todo="is it a news page, and saved whole?")


def _missing(published: Published) -> dict[str, str]:
    reasons = {
        "url": "the page names no canonical address",
        "source": "the page names no publisher in LD-JSON or meta tags",
        "title": "the page has no headline in LD-JSON, meta tags, h1 or title",
        "authors": "the page has no byline in LD-JSON, meta tags or its text",
    }
    return reasons | ({"published_at": published.reason} if published.reason else {})


def _declared_language(markup: Markup) -> str | None:
    root: HtmlElement = markup.tree.getroottree().getroot()
    declared = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang")
    return declared or markup.first("og:locale", "content-language", "language")
