"""Every error that tapecheck raises on purpose; one tree, one root.

::

    TapecheckError                     anything below; `except TapecheckError` catches all of it
    |-- InputError                     an input that cannot become an Article
    |   |-- UnreadableInput            missing, empty, binary, too large, too deep, broken JSON
    |   |-- NoArticle                  readable, but holds no article text
    |   `-- FetchError                 a URL that did not answer with a page
    |-- SettingError                   an option or argument with an unusable value
    |-- RegistryError                  the instrument registry is inconsistent
    `-- MarketDataError                a market store that cannot be read or has the wrong columns

Messages are one line and say what is wrong, where, and what to do. Raising code passes the three parts to
the constructor; nothing else in the program composes error text.
"""

from __future__ import annotations


class TapecheckError(Exception):
    """Root of the tree.

    Args:
        what: what is wrong, without a full stop.
        where: the file, URL, field or option it concerns, or None.
        todo: what the user can do about it, or None.
    """

    def __init__(self, what: str, *, where: str | None = None, todo: str | None = None) -> None:
        self.what, self.where, self.todo = what, where, todo
        super().__init__(": ".join(part for part in (where, what) if part) + (f" ({todo})" if todo else ""))


class InputError(TapecheckError):
    """An input that cannot become an Article."""


class UnreadableInput(InputError):
    """The bytes are missing, empty, binary, too large, too deeply nested or not the format they claim to be."""


class NoArticle(InputError):
    """The input was read but holds no article text."""


class FetchError(InputError):
    """A URL did not answer with a page."""


class SettingError(TapecheckError):
    """An option or argument has a value that cannot be used."""


class RegistryError(TapecheckError):
    """The instrument registry contradicts itself."""


class MarketDataError(TapecheckError):
    """A market store cannot be read or lacks what a series needs."""
