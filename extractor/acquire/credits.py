"""Who wrote a page, what it is called and who published it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractor.acquire.markup import BELOW_TITLE, Block, Markup, words

_BYLINE_PATHS = (
    "//*[@itemprop='author']//*[@itemprop='name']",
    "//*[@itemprop='author']",
    "//a[@rel='author']",
    (
        "//*[contains(@class,'byline') or contains(@class,'author-name') or contains(@class,'authorname')"
        " or @class='author' or contains(@class,'article-author') or @id='author']"
    ),
)
_AUTHOR_META = (
    "author",
    "article:author_name",
    "article.author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "cxenseparse:author",
    "citation_author",
    "authors",
)
_BY = re.compile(
    r"^\s*(?:(?:written|reported|story|posted|edited)\s)?by[\s:]+|^\s*(?:作者|文|记者|編輯|编辑|责任编辑)\s?[:：/]\s?",
    re.IGNORECASE,
)
_TEXT_BYLINE = re.compile(r"By\s[A-Z]")
_AND = re.compile(r"\s*(?:,|;|\||、|\s/\s|\sand\s|\s&\s|\swith\s)\s*", re.IGNORECASE)
_SUFFIX = re.compile(r"^(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d|cfa|esq)\.?$", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:reporter|correspondent|editor|writer|columnist|contributor|journalist|producer|analyst|chief)\b",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    r"[()]|https?:|www\.|@|\d{2,}|\b(?:updated|published|posted|follow|subscribe)\b", re.IGNORECASE
)
_SEPARATED = re.compile(r"^(.{8,}?)\s+[-|–—_»·]\s+([^|–—_»·]{2,40})$")


@dataclass(frozen=True, slots=True)
class Credit:
    """A value and where it was found."""

    value: str
    provenance: str


def find_title(markup: Markup, host: str | None, names: Iterable[str] = (), *, first: str = "ld_json") -> Credit | None:
    """The headline: LD-JSON, `og:title`, the first `h1`, the title element; without the site's name at its end.

    `names` are the publisher's; `first` names the provenance that goes before the others.
    """
    sites = {site.value.casefold() for site in _sites(markup)} | {name.casefold() for name in names}
    for provenance, text in sorted(_titles(markup), key=lambda title: title[0] != first):
        if title := _without_site(" ".join(html.unescape(text).split()), sites, host or ""):
            return Credit(title, provenance)
    return None


def find_authors(markup: Markup) -> tuple[tuple[str, ...], str | None]:
    """The people or bodies in the byline, as written, and where it was found; empty and None where there is none."""
    for provenance, lines in _bylines(markup):
        names = tuple(dict.fromkeys(name for line in lines for name in split_names(line)))
        if names:
            return names, provenance
    return (), None


def find_source(markup: Markup) -> Credit | None:
    """Who published the page: LD-JSON publisher, `og:site_name`, the end of the title element."""
    return next(_sites(markup), None)


def split_names(line: str) -> list[str]:
    """The names in one byline: "By Ann Lee and Bo Li, CNBC" is Ann Lee, Bo Li, CNBC; roles and addresses go."""
    line = _BY.sub("", " ".join(line.split()))
    names: list[str] = []
    for part in _AND.split(line):
        name = _BY.sub("", part).strip(" .,:;-–—|*")
        if _SUFFIX.match(name) and names:
            names[-1] += f", {name}"
        elif 1 < len(name) <= 60 and not _NOT_A_NAME.search(name) and not (names and _ROLE.search(name)):
            names.append(name)
    return names


def _titles(markup: Markup) -> Iterator[tuple[str, str]]:
    if isinstance(headline := markup.news.get("headline"), str):
        yield "ld_json", headline
    for name in ("og:title", "twitter:title", "dc.title", "title"):
        for content in markup.meta.get(name, ())[:1]:
            yield "meta", content
    headings = markup.tree.xpath("//h1")
    for heading in headings[:1]:
        yield "text", words(heading)
    for element in markup.tree.xpath("//head/title")[:1]:
        yield "title_element", element.text or ""


def _without_site(title: str, sites: set[str], host: str) -> str:
    """The title without " | Site"; the site's name alone is no title."""
    if title.casefold() in sites:
        return ""
    ends = _SEPARATED.match(title)
    while ends and _is_site(ends.group(2), sites, host):
        title = ends.group(1)
        ends = _SEPARATED.match(title)
    return title


def _is_site(name: str, sites: set[str], host: str) -> bool:
    squeezed = "".join(filter(str.isalnum, name.casefold()))
    return name.casefold() in sites or (len(squeezed) > 2 and squeezed in host.replace("-", "").replace(".", ""))


def _bylines(markup: Markup) -> Iterator[tuple[str, list[str]]]:
    yield "ld_json", list(_ld_names(markup, markup.news.get("author") or markup.news.get("creator")))
    for name in _AUTHOR_META:
        yield "meta", markup.meta.get(name, [])
    for path in _BYLINE_PATHS:
        yield "text", [text for element in markup.tree.xpath(path)[:6] if len(text := words(element)) <= 120]
    below = [words(element) for element in markup.tree.xpath(BELOW_TITLE) if len(element) < 20]
    yield "text", [text for text in below if len(text) <= 80 and _TEXT_BYLINE.match(text)]


def _ld_names(markup: Markup, value: object) -> Iterator[str]:
    """Names in an LD-JSON person, organisation, list of them, reference to one, or plain string."""
    for member in value if isinstance(value, list) else [value]:
        if isinstance(member, str):
            yield member
        elif isinstance(member, dict):
            yield from _names_of(markup.nodes.get(str(member.get("@id")), member) if "name" not in member else member)


def _names_of(block: Block) -> Iterator[str]:
    names = block.get("name")
    for name in names if isinstance(names, list) else [names]:
        if isinstance(name, str):
            yield name


def _sites(markup: Markup) -> Iterator[Credit]:
    for name in _ld_names(markup, markup.news.get("publisher")):
        yield Credit(" ".join(name.split()), "ld_json")
    for key in ("og:site_name", "application-name", "publisher", "dc.publisher", "twitter:site"):
        if content := markup.first(key):
            yield Credit(content.lstrip("@"), "meta")
