"""Which language a text is in: by its script, by English function words, else by py3langid."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    ["the", "and", "of", "that", "with", "for", "from", "were", "its", "has", "said", "but", "this", "they", "which"]
).union(["after", "would", "their", "it"])
_ENOUGH_ENGLISH = 0.08
"""Least share of those words: English prose has 0.12 to 0.25, market briefs 0.09; Dutch, the nearest, below 0.04."""
_SAMPLE = 4000
_SURE = 0.8
"""Least probability at which py3langid is believed against the page's own word: headlines with tickers score below
0.7 for whatever language they are in, whole sentences above 0.9."""


def detect_language(text: str, hint: str | None = None) -> str:
    """The ISO 639-1 code of the text's language; `hint` is what its page or feed says ("en-US" counts as "en").

    Deterministic, offline; reads the first 4,000 characters and as many from the middle.
    """
    middle = len(text) // 2
    sample = text[:_SAMPLE] + (text[middle : middle + _SAMPLE] if middle > _SAMPLE else "")
    if script := _by_script(sample):
        return script
    found = [word.lower() for word in _WORD.findall(sample)]
    if not found:
        return primary(hint) or "en"
    if sum(word in _ENGLISH for word in found) >= _ENOUGH_ENGLISH * len(found):
        return "en"
    code, probability = _classifier().classify(sample)
    if probability >= _SURE:
        return str(code)
    return primary(hint) or ("en" if _LATIN.search(sample) else str(code))


def primary(tag: str | None) -> str | None:
    """The primary subtag of a language tag, lower case ("zh" of "zh-Hans-CN"), or None."""
    code = re.split(r"[-_]", tag.strip())[0].lower() if tag else ""
    return code if code.isalpha() and 2 <= len(code) <= 3 else None


def _by_script(sample: str) -> str | None:
    """zh, ja or ko where their letters outweigh the Latin ones (one of theirs says about as much as three)."""
    han, kana, hangul = (len(pattern.findall(sample)) for pattern in (_HAN, _KANA, _HANGUL))
    if 3 * (han + kana + hangul) <= len(_LATIN.findall(sample)):
        return None
    if hangul > han + kana:
        return "ko"
    return "ja" if kana * 10 > han + kana else "zh" if han else None


@cache
def _classifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
