"""Whether two spellings mean one person."""

from __future__ import annotations

from difflib import SequenceMatcher

from extractor.annotate.en.people_words import nicknames


def same_person(fuller: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the words can name one person: "louis navellier" and "navellier", "joseph biden" and "joe biden".

    A surname alone fits; two given names fit if equal, short and long form, or initial and name. A given name alone
    does not.
    """
    if len(other) == 1 or len(fuller) == 1:
        short, long = (other, fuller) if len(other) == 1 else (fuller, other)
        return short[0] == long[-1] or (
            len(long) > 2 and short[0] == long[-2] and long[-1] in ("jr", "sr", "ii", "iii")
        )
    if other == fuller[-len(other) :] or fuller == other[-len(fuller) :]:
        return True
    if _surname(fuller) != _surname(other) and not _near(fuller, other):
        return False
    return _given(fuller[0], other[0])


def _surname(words: tuple[str, ...]) -> str:
    return words[-2] if words[-1] in ("jr", "sr", "ii", "iii") and len(words) > 2 else words[-1]


def _near(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """One given name and all but one spelling of the surname: "brent schutte", "brent schutt"."""
    return a[0] == b[0] and SequenceMatcher(None, _surname(a), _surname(b)).ratio() >= 0.8


def _given(a: str, b: str) -> bool:
    if a == b or (len(a) == 1 and b[0] == a) or (len(b) == 1 and a[0] == b):
        return True
    return nicknames().get(a, a) == nicknames().get(b, b)


def respelt(surname: str, other: str) -> bool:
    """Whether a translated text may spell one surname both ways: alike in three letters in front and most behind."""
    return surname[:3] == other[:3] and SequenceMatcher(None, surname, other).ratio() >= 0.6
