"""A place where a page names an organisation."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.annotate.en.firms_gazetteer import Alias


@dataclass(frozen=True, slots=True)
class Found:
    """Word range of an organisation's name, the known spelling it is (or None) and a ticker printed beside it."""

    start: int
    end: int
    alias: Alias | None = None
    ticker: str | None = None
