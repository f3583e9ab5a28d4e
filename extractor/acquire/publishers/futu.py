"""Futu News and Moomoo: `.origin_content` is the body, `.futu-news-time-stamp` the date line.

Recent pages give a time of day without a date there. A first line "Source: NAME" gives the source, a last line
"Editor / NAME" the author; both stay in the text, which is the page's own. The share widget's name does not.
"""

from __future__ import annotations

import re

from bs4 import BeautifulSoup

from extractor.acquire.publishers.layout import Layout, lines_of, text_of

_WIDGET = "share_log"
_SOURCE = re.compile(r"(?:Source|来源|來源)\s?[:：]\s?(\S.{0,60})")
_EDITOR = re.compile(r"(?:Editor|编辑|編輯|责任编辑)\s?[/:：]\s?(\S.{0,40})", re.IGNORECASE)
_TIME_LINE = re.compile(r"(\S.{0,60}?)\s?[·•]\s{0,3}((?:[\d/年月日 -]{3,14}\s)?\d\d?:\d\d.{0,10})")


def read_futu(soup: BeautifulSoup) -> Layout | None:
    """The page's Layout, or None where it has no `.origin_content` (then the generic reader takes over)."""
    content = soup.select_one(".origin_content")
    if content is None:
        return None
    line = text_of(soup, ".futu-news-time-stamp")
    lines = [paragraph for paragraph in lines_of(content) if paragraph != _WIDGET]
    timed = _TIME_LINE.fullmatch(line or "")
    named = _SOURCE.fullmatch(lines[0]) if lines else None
    edited = _EDITOR.fullmatch(lines[-1]) if lines else None
    return Layout(
        lines=lines,
        authors=(edited.group(1),) if edited else (),
        source=named.group(1) if named else timed.group(1) if timed else None,
        stamp=line,
    )
