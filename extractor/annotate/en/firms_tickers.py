"""The tickers that market prose prints behind a firm's name: ( HD.N ), SKS.N, (NYSE: X), (AAPL), (ticker: MSFT)."""

from __future__ import annotations

import re

from extractor.annotate.en.firms_words import firm_words
from extractor.annotate.en.names_scan import REUTERS_CODE, Scan

CODE = re.compile(
    r"\.?(?:"
    r"\s?\(\s?(?:(?:NYSE|NASDAQ|Nasdaq|AMEX|LSE|TSX|HKEX|OTC|ASX|[Tt]ickers?)\s?:\s?\$?)(?P<a>[A-Z0-9]{1,6}(?:\.[A-Z]{1,3})?)\s?\)"
    rf"|\s?\(\s?(?P<b>{REUTERS_CODE})\s?\)"
    rf"|\s(?P<c>{REUTERS_CODE})(?![\w.])"
    r"|\s?\(\$?(?P<d>[A-Z]{1,5})\)"
    r")"
)
_FUND = re.compile(r"\b(?:ETFs?|Trust|Fund|SPDR|iShares|ProShares|Index|Shares|VanEck|exchange-traded)\b|\bfunds?\b")


def symbol_of(code: re.Match[str]) -> str | None:
    """The symbol in a match of `CODE`, or None where the brackets hold another abbreviation."""
    symbol = next(filter(None, code.groups()), "")
    return symbol if re.search(r"[A-Z]|\d\.", symbol) and symbol.lower() not in firm_words("no_tickers") else None


def initials(page: Scan, start: int, end: int, code: str) -> bool:
    """Whether the brackets hold the name's own initials, such as (IMF): an organisation, but no ticker."""
    return "." not in code and end - start > 1 and code == "".join(page.words[j].text[0] for j in range(start, end))


def listing(symbol: str) -> tuple[str, str | None]:
    """A printed symbol as (ticker, instrument id): ("WMT", "WMT") for WMT.N, ("7203", "XTKS:7203") for 7203.T."""
    code, _, venue = symbol.upper().partition(".")
    if not venue or venue in _AMERICAN:
        return code, code
    return code, f"{_MICS[venue]}:{code}" if venue in _MICS else None


_AMERICAN = frozenset(["N", "O", "OQ", "A", "P", "K", "PK", "OB", "US"])
_MICS = {
    "T": "XTKS",
    "L": "XLON",
    "DE": "XETR",
    "PA": "XPAR",
    "HK": "XHKG",
    "SS": "XSHG",
    "SZ": "XSHE",
    "AX": "XASX",
    "KS": "XKRX",
    "TO": "XTSE",
    "MI": "XMIL",
    "MC": "XMAD",
    "AS": "XAMS",
    "BR": "XBRU",
    "S": "XSWX",
    "VX": "XSWX",
    "HE": "XHEL",
    "ST": "XSTO",
    "NS": "XNSE",
    "BO": "XBOM",
    "CO": "XCSE",
    "OL": "XOSL",
    "LS": "XLIS",
    "VI": "XWBO",
    "TW": "XTAI",
    "SI": "XSES",
    "NZ": "XNZE",
    "KQ": "XKOS",
}
"""Reuters' exchange code -> ISO 10383 market identifier."""


def ticker_behind(page: Scan, end: int) -> bool:
    """Whether a ticker stands right behind word end-1."""
    code = CODE.match(page.text, page.words[end - 1].end)
    return code is not None and symbol_of(code) is not None


def fund_near(page: Scan, start: int, end: int) -> bool:
    """Whether the name or the three words behind its ticker say that it is a fund, not a firm."""
    last = page.words[end - 1].end
    return bool(_FUND.search(page.text[page.words[start].start : last + 30]))
