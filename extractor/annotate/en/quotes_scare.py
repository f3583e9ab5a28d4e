"""Marks that hold no speech: scare quotes, terms, titles and signs for inches."""

from __future__ import annotations

import re

from extractor.annotate.en.quotes_marks import Segment, word_count
from extractor.annotate.en.quotes_owner import Owner
from extractor.annotate.en.speech_rules import speech_rules

_FEWEST_WORDS = 3
_WORD = re.compile(r"[A-Za-z][\w’'-]*")


def is_speech(text: str, segment: Segment, owner: Owner) -> bool:
    """Whether a segment is a quotation: words of speech, or a few words right beside a cue."""
    if not segment.opened and not owner.beside:
        return False
    words = text[segment.start : segment.end]
    if word_count(words) < _FEWEST_WORDS:
        return owner.beside and word_count(words) > 0 and (words[-1] in ",.?!" or not segment.single)
    return not _is_title(text, segment, words)


def _is_title(text: str, segment: Segment, words: str) -> bool:
    """A term or a title: "called" before it, or capitals throughout and no end of a sentence."""
    if speech_rules().naming.search(text[max(0, segment.left - 20) : segment.left]):
        return word_count(words) <= 6
    if words[-1] in ",.?!" and word_count(words) > 3:
        return False
    long_words = [word for word in _WORD.findall(words) if len(word) > 3]
    return len(words) < 80 and len(long_words) > 1 and all(word[0].isupper() for word in long_words)
