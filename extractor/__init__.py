"""tapecheck: reads market commentary and checks every cited number against the tape.

::

    acquire    a page, file, feed or archive  -> Article
    annotate   Article                        -> Reading (figures, people, quotes, calls, claims, ...)
    validate   Reading + market data          -> Verdicts
    write      Readings and Verdicts          -> JSON, tables

The names below are the public face; each is imported when it is first used, so that `import extractor` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.acquire.inputs import read_inputs
    from extractor.errors import TapecheckError
    from extractor.market import MarketData, open_market
    from extractor.pipeline import check, extract, verify
    from extractor.records import Article, Failure, Reading, dump, load

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Failure",
    "MarketData",
    "Reading",
    "TapecheckError",
    "check",
    "dump",
    "extract",
    "load",
    "open_market",
    "read_inputs",
    "verify",
]

_HOME = {
    "Article": "records",
    "Failure": "records",
    "MarketData": "market",
    "Reading": "records",
    "TapecheckError": "errors",
    "check": "pipeline",
    "dump": "records",
    "extract": "pipeline",
    "load": "records",
    "open_market": "market",
    "read_inputs": "acquire.inputs",
    "verify": "pipeline",
}


def __getattr__(name: str) -> Any:
    """The public name, from the module that defines it. Raises AttributeError for any other."""
    if name not in _HOME:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
