"""When a page was published: every candidate that the page offers, in order of trust, and the one that holds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from extractor.acquire.markup import BELOW_TITLE, Markup, words
from extractor.acquire.stamps import Stamp, read_clock, read_stamp

_META = (
    "article:published_time",
    "article:published",
    "article:published:time",
    "og:published_time",
    "og:article:published_time",
    "article.published",
    "published_time",
    "datepublished",
    "date_published",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "pub_date",
    "publication_date",
    "publicationdate",
    "bt:pubdate",
    "rnews:datepublished",
    "originalpublicationdate",
    "apub:time",
    "article:create_at",
    "weibo:article:create_at",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "article_date_original",
    "citation_publication_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dc.date.created",
    "dcterms.created",
    "datecreated",
    "date",
    "displaydate",
)
"""Meta names that carry the time of publication on news sites, most specific first; none of them is of a change."""

_TIME_PATHS = (
    "//*[@itemprop='datePublished']",
    "//time[@pubdate]",
    "//article//time[@datetime]|//main//time[@datetime]",
    "//time[@datetime]",
)
_VISIBLE = (
    "//*[not(self::script or self::style or self::meta or self::link)]"
    "[contains(@class,'date') or contains(@class,'time') or contains(@class,'publish') or contains(@class,'byline')"
    " or contains(@class,'meta') or contains(@class,'source') or contains(@class,'info')"
    " or contains(@id,'date') or contains(@id,'time') or contains(@id,'source') or contains(@id,'info')]"
)
_MAX_ALONE = 60
"""A date without a mark of its own counts where little else stands in its element."""

_CHANGED = re.compile(r"\b(?:updated|modified|edited|last\schange|copyright)\b|©|更新", re.IGNORECASE)
_MAX_VISIBLE = 160
"""A longer element is prose: a date in it need not be the article's."""

_URL_DATE = re.compile(r"[/_-]((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_REFINES = dt.timedelta(hours=36)
"""Two stamps of one publication lie this close: a bare date on one place's calendar, a moment on another's."""


@dataclass(frozen=True, slots=True)
class Published:
    """`at` as Article.published_at, where it was found, or the `reason` why there is none."""

    at: str | None
    provenance: str | None = None
    reason: str | None = None


def find_published(markup: Markup, url: str | None, zone: str | None, latest: dt.datetime) -> Published:
    """The page's time of publication.

    The most trusted candidate that is not after `latest` gives the day; if it has no zone, a later candidate that has
    one refines it. `zone` (IANA) is the publisher's, for stamps that name none; without it such a stamp keeps its day.
    """
    stamps: list[tuple[str, Stamp]] = []
    refused: str | None = None
    for provenance, stamp in _candidates(markup, url):
        placed = stamp.placed(zone)
        if _after(placed, latest):
            refused = refused or f"the page's date ({placed.iso()}, {provenance}) lies in the future"
        else:
            stamps.append((provenance, placed))
            if placed.zoned:
                break
    if not stamps:
        return Published(None, reason=refused or _why_none(markup))
    provenance, stamp = stamps[0]
    last_provenance, last = stamps[-1]
    if last.zoned and _same_publication(stamp, last):
        provenance, stamp = last_provenance, last
    return Published(stamp.iso(), provenance)


def _candidates(markup: Markup, url: str | None) -> Iterator[tuple[str, Stamp]]:
    sources = (("ld_json", _ld(markup)), ("meta", _meta(markup)), ("time_element", _time_elements(markup.tree)))
    for provenance, texts in sources:
        for text in texts:
            if stamp := read_stamp(text):
                yield provenance, stamp
    for provenance, stamps in (("text", _visible(markup.tree)), ("url", _url(url))):
        for stamp in stamps:
            yield provenance, stamp


def _ld(markup: Markup) -> Iterator[str]:
    for key in ("datePublished", "dateCreated", "uploadDate"):
        if isinstance(value := markup.news.get(key), str | int):
            yield str(value)


def _meta(markup: Markup) -> Iterator[str]:
    for name in _META:
        yield from markup.meta.get(name, ())


def _time_elements(tree: HtmlElement) -> Iterator[str]:
    for path in _TIME_PATHS:
        for element in tree.xpath(path)[:1]:
            yield element.get("datetime") or element.get("content") or words(element)[:_MAX_VISIBLE]


def _visible(tree: HtmlElement) -> Iterator[Stamp]:
    """Dates in short elements that are marked as date or source lines, or stand below the title; none of a change."""
    for path, longest in ((_VISIBLE, _MAX_VISIBLE), (BELOW_TITLE, _MAX_ALONE)):
        for element in tree.xpath(path)[:60]:
            text = words(element) if len(element) < 20 else ""
            changed = _CHANGED.search(text)
            if len(text) <= longest and (stamp := read_stamp(text[: changed.start()] if changed else text)):
                yield stamp


def _url(url: str | None) -> Iterator[Stamp]:
    if url and (found := _URL_DATE.search(urlsplit(url).path)):
        try:
            yield Stamp(dt.date(*map(int, found.groups())))
        except ValueError:
            return


def _after(stamp: Stamp, latest: dt.datetime) -> bool:
    if stamp.at is not None and stamp.zoned:
        return stamp.at > latest
    # Days begin up to 14 hours earlier in the east than in UTC.
    return stamp.day > (latest + dt.timedelta(hours=14)).date()


def _same_publication(bare: Stamp, moment: Stamp) -> bool:
    if moment.at is None:
        return False
    noon = dt.datetime.combine(bare.day, dt.time(12), dt.UTC)
    return abs(moment.at - noon) <= _REFINES


def _why_none(markup: Markup) -> str:
    for element in markup.tree.xpath(_VISIBLE)[:60]:
        text = words(element) if len(element) < 20 else ""
        if len(text) <= _MAX_VISIBLE and (clock := read_clock(text)):
            return f"the page gives a time of day ({clock}) and no date"
    return "the page names no date in LD-JSON, meta tags, time elements, date lines or its URL"


def with_line(published: Published, line: str, zone: str | None, latest: dt.datetime) -> Published:
    """The same where it has a moment; else what a publisher's own date `line` says, on the clock of `zone`."""
    if published.at and len(published.at) > len("2024-11-12"):
        return published
    if (stamp := read_stamp(line)) and not _after(stamp.placed(zone), latest):
        return Published(stamp.placed(zone).iso(), "text")
    if published.at is None and (clock := read_clock(line)):
        return Published(None, reason=f"the page gives a time of day ({clock}) and no date")
    return published
