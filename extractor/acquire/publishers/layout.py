"""What a publisher's reader finds on a page, and how it turns an element into lines of text."""

from __future__ import annotations

from dataclasses import dataclass

from bs4 import BeautifulSoup, NavigableString, Tag

from extractor.acquire.body import CELLS, clean_line

_BLOCKS = (
    "p",
    "div",
    "section",
    "li",
    "ul",
    "ol",
    "blockquote",
    "tr",
    "table",
    "figure",
    "pre",
    "h1",
    "h2",
    "h3",
    "h4",
)
_UNREAD = ("script", "style", "noscript", "template", "svg", "button", "form", "figcaption")
_BREAK = "\x1e"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A page as its publisher's reader saw it.

    `lines` are the paragraphs; `stamp` the words of the page's date line. A field that the layout does not show stays
    None or empty and is looked for where all pages have it.
    """

    lines: list[str]
    title: str | None = None
    authors: tuple[str, ...] = ()
    source: str | None = None
    stamp: str | None = None


def lines_of(element: Tag) -> list[str]:
    """The element's paragraphs, headings, list items and table rows, one line each (cells joined by " | ").

    Changes the element: unread parts and breaks are replaced.
    """
    for unread in element.find_all(list(_UNREAD)):
        unread.decompose()
    for line_break in element.find_all("br"):
        line_break.replace_with(_BREAK)
    for row in element.find_all("tr"):
        cells = [clean_line(cell.get_text(" ")) for cell in row.find_all(["td", "th"])]
        row.clear()
        row.append(NavigableString(CELLS.join(cells)))
    for block in element.find_all(list(_BLOCKS)):
        block.insert_before(_BREAK)
        block.insert_after(_BREAK)
    return [line for line in map(clean_line, element.get_text().split(_BREAK)) if line]


def text_of(soup: BeautifulSoup, selector: str) -> str | None:
    """The text of the first element that fits the CSS selector, on one line; None where there is none."""
    element = soup.select_one(selector)
    return clean_line(element.get_text(" ")) or None if element else None
