"""What "it", "the index" and "the yield" mean: the last instrument of the fitting kind that was spoken of."""

from __future__ import annotations

from extractor.registry import registry

_KINDS = {
    "index": ("equity_index", "sector", "volatility"),
    "gauge": ("equity_index", "volatility"),
    "benchmark": ("equity_index", "government_yield", "commodity"),
    "average": ("equity_index",),
    "barometer": ("equity_index",),
    "measure": ("equity_index",),
    "indicator": ("equity_index",),
    "yield": ("government_yield",),
    "yields": ("government_yield",),
    "rate": ("government_yield",),
    "note": ("government_yield",),
    "notes": ("government_yield",),
    "bond": ("government_yield",),
    "bonds": ("government_yield",),
    "currency": ("fx", "currency", "crypto"),
    "unit": ("fx", "currency"),
    "pair": ("fx", "currency"),
    "metal": ("commodity",),
    "bullion": ("commodity",),
    "contract": ("commodity",),
    "crude": ("commodity",),
    "prices": ("commodity",),
    "price": ("commodity",),
    "shares": ("share",),
    "stock": ("share",),
    "share": ("share",),
    "token": ("crypto",),
    "cryptocurrency": ("crypto",),
}
_ANY = frozenset({"it", "they", "which", "that"})


class Discourse:
    """The instruments spoken of so far, the latest last. One a document; nothing outlives it."""

    def __init__(self) -> None:
        self._seen: list[str] = []

    def see(self, ids: tuple[str, ...]) -> None:
        """Note the instruments that were just the subject of a verb."""
        for known in ids:
            if known in self._seen:
                self._seen.remove(known)
            self._seen.append(known)

    def meant(self, noun: str) -> str | None:
        """The instrument that a price noun or a pronoun stands for, or None where nothing fitting was spoken of."""
        if noun in _ANY:
            return self._seen[-1] if self._seen else None
        kinds = _KINDS.get(noun, ())
        return next((known for known in reversed(self._seen) if _asset_class(known) in kinds), None)


def _asset_class(instrument_id: str) -> str:
    known = registry().get(instrument_id)
    return known.asset_class if known else "share"
