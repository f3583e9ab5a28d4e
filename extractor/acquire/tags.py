"""Ticker tags that pages set inside their text: `$S&P 500 Index (.SPX.US)$`, `$Tesla (TSLA.US)$`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from extractor.records import Tag
from extractor.registry import registry

_TAG = re.compile(r"\$([^$\n]{1,80}?)\s?[(（]([.\w^=&-]{1,15}\.[A-Z]{2})[)）]\$")
_TICKER = re.compile(r"[A-Z]{1,5}(?:\.[A-Z])?")
_CODE = re.compile(r"[A-Z0-9]{1,6}")
_TOML = files("extractor.acquire") / "tags.toml"
_MARKETS: dict[str, str] = tomllib.loads(_TOML.read_text(encoding="utf-8"))["markets"]


def find_tags(text: str) -> tuple[Tag, ...]:
    """Every ticker tag in `text`, in order; `Tag.text` is all of `$...$`, `symbol` what stands in its parentheses.

    `instrument` is the registry's id of the symbol, else the ticker of a US share, else MIC:CODE of another one, else
    None. Time is linear in the text: a name is at most 80 characters long.
    """
    return tuple(
        Tag(
            start=found.start(),
            end=found.end(),
            text=found.group(),
            name=found.group(1).strip(),
            symbol=found.group(2),
            instrument=instrument_of(found.group(2)),
        )
        for found in _TAG.finditer(text)
    )


def is_tag(text: str) -> bool:
    """Whether `text` is one ticker tag and nothing else but space."""
    return _TAG.fullmatch(text.strip()) is not None


@cache
def instrument_of(symbol: str) -> str | None:
    """The instrument id of a tag's symbol such as ".SPX.US", "AAPL.US" or "00700.HK", or None where it has none."""
    if known := registry().by_symbol("page", symbol):
        return known.id
    code, _, market = symbol.rpartition(".")
    if market == "US":
        return code if _TICKER.fullmatch(code) else None
    mic = _MARKETS.get(market)
    return f"{mic}:{code}" if mic and _CODE.fullmatch(code) else None
