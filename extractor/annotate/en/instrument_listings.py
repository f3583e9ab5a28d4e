"""Shares and indices by symbol: Reuters codes (`JNJ.N`, `<7203.T>`, `.SPX`, `EUR=`), tickers in brackets, `$BYND`.

A symbol decides for the name beside it, and the name for the rest of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractor.annotate.en.instrument_cues import word_set
from extractor.annotate.en.instrument_words import Words
from extractor.registry import registry

# One alternative a form. A RIC of a share ends in a dot and one to three capitals; one of an index begins with a dot.
_SYMBOL = re.compile(
    r"""(?<![\w.$&])(?P<share>[A-Z0-9]{2,6}[a-z]{0,2}\.[A-Z]{1,2}|[A-Z]\.N(?!\.))(?![\w.]*\w)
      | (?<![\w.])(?P<index>\.[A-Z][A-Z0-9]{1,12})\b(?!\.\w)
      | (?<![\w.])(?P<quote>[A-Z0-9]{2,10}=[A-Z0-9]{0,5}|[A-Z0-9]{1,4}c[1-9]v?|CL[FGHJKMNQUVXZ]\d)(?!\w)
      | \(\s?[Tt]icker(?:\ symbol)?:?\s(?P<ticker>[A-Z]{1,5})\s?\)
      | [(\[]\s?(?P<market>[A-Za-z][A-Za-z ]{1,14}?)\s?:\s?(?P<code>[A-Z0-9][A-Z0-9.]{0,6})\s?[;,)\]]
      | \(\s?(?P<bare>[A-Z]{1,5})\s?(?=[,;)])
      | (?<![\w$])\$(?P<cash>[A-Z]{2,5})\b(?![\w$.])
    """,
    re.VERBOSE,
)
_CLASS = re.compile(r"([A-Z]{1,4})([ab])")
# Reuters adds "G" and "Gn" to Frankfurt's codes of four letters and more, and small letters elsewhere.
_DECORATION = re.compile(r"(?<=[A-Z0-9]{3})Gn?$")
_SMALL = re.compile(r"[nr]$")


@dataclass(frozen=True, slots=True)
class Listing:
    """A symbol in the text: its span without brackets, the instrument's id, whether it stands for a share, and `sure`.

    A symbol that is not `sure` is a bare bracket, "(AAPL)", which is a ticker only beside the name of a share.
    """

    start: int
    end: int
    id: str
    share: bool
    sure: bool


def find_listings(words: Words) -> Iterator[Listing]:
    """The symbols of the text in order. Linear in the text: every repetition in the pattern is bounded."""
    for found in _SYMBOL.finditer(words.text):
        kind = found.lastgroup or ""
        if kind in ("index", "quote"):
            id_, share = _quoted(found[kind]), False
        elif kind in ("code", "share"):
            id_, share = _listed(found["market"], found["code"]) if kind == "code" else _ric(found["share"]), True
        else:
            id_, share = _ticker(found[kind], cash=kind == "cash")
        if id_ is not None:
            yield Listing(*found.span(kind), id_, share, kind != "bare")


def _ticker(code: str, *, cash: bool) -> tuple[str | None, bool]:
    """The id of a bare ticker and whether it is a share's; "$SPX" is the index."""
    if code in word_set("abbreviations"):
        return None, True
    known = registry().by_symbol("page", f".{code}.US") if cash else None
    return (known.id, False) if known else (code, True)


@cache
def _quoted(symbol: str) -> str | None:
    known = registry().by_symbol("reuters", symbol)
    if known is None and re.fullmatch(r"CL[FGHJKMNQUVXZ]\d", symbol):
        return "WTI"
    return known.id if known else None


@cache
def _suffixes() -> dict[str, str]:
    return {suffix: market.mic for market in registry().markets.values() for suffix in market.ric}


@cache
def _exchanges() -> dict[str, str]:
    return {name.casefold(): market.mic for market in registry().markets.values() for name in market.exchanges}


@cache
def _ric(symbol: str) -> str | None:
    """The id that a Reuters code of a share gives: "BRKa.N" is BRK.A, "SIEGn.DE" XETR:SIE, "0700.HK" XHKG:0700."""
    code, _, suffix = symbol.partition(".")
    mic = _suffixes().get(suffix)
    if mic is None or (suffix == "I" and not code.isalpha()):
        return None
    if mic in ("XNYS", "XNAS", "OTCM"):
        lettered = _CLASS.fullmatch(code)
        bare = f"{lettered[1]}.{lettered[2].upper()}" if lettered else code
        return bare if re.fullmatch(r"[A-Z]{1,5}(?:\.[A-Z])?", bare) else None
    plain = _DECORATION.sub("", code) if mic == "XETR" else _SMALL.sub("", code)
    return f"{mic}:{_code(mic, plain)}"


def _code(mic: str, code: str) -> str:
    return code.lstrip("0").zfill(4) if mic == "XHKG" else code.upper()


@cache
def _listed(market: str, code: str) -> str | None:
    mic = _exchanges().get(market.strip().casefold())
    if mic is None:
        return None
    return code.rstrip(".") if mic in ("XNYS", "XNAS", "OTCM") else f"{mic}:{_code(mic, code.rstrip('.'))}"
