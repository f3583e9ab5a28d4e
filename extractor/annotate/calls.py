"""Directional calls: who sees what going which way, how firmly, on what condition and by when.

A sentence becomes labels (calls_labels), sequences of labels become drafts (calls_patterns, calls_ratings), and a
draft becomes a call where somebody stands behind it: a quoted speaker, a named forecaster, or a forecast of the
writer's. Bare modals, questions and reports of what happened are not calls.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extractor.annotate.en.calls_context import (
    clause_around,
    conditions,
    horizon_of,
    is_past,
    quotes_near,
    region_of,
)
from extractor.annotate.en.calls_draft import Draft
from extractor.annotate.en.calls_labels import Label, find_labels
from extractor.annotate.en.calls_levels import Levels, find_levels
from extractor.annotate.en.calls_line import Line
from extractor.annotate.en.calls_named import Named
from extractor.annotate.en.calls_patterns import find_drafts
from extractor.annotate.en.calls_policy import find_policy
from extractor.annotate.en.calls_ratings import find_ratings
from extractor.annotate.en.calls_source import source_of
from extractor.annotate.en.speech_speaker import Speaker, Voices
from extractor.calendar import Appeared
from extractor.records import Call, Quote, Reading, Sentence
from extractor.registry import registry

_NO_PRICE = frozenset({"it", "policy_rate", "treasury_yields", "inflation", "volatility"})
_NEAR, _SPOKEN_WORDS, _BESIDE = 250, 5, 24
_WE = re.compile(
    r"\b[Ww]e\s+(?:\w+\s+)?(?:see|expect|prefer|like|remain|favou?r|recommend|believe|think|forecast|look|would|stay|are|keep)\b"
)
_ANAPHOR = "it"
"""The target in calls.toml that stands for the share named last."""


@dataclass(slots=True)
class _Talk:
    """What the text spoke of last: the target that "more gains" or "a bad sign" in the next sentence means.

    A text that has named one target alone speaks of it all along.
    """

    target: str | None = None
    share: str | None = None
    paragraph: int = -1
    bank: int = -9
    heard: set[str] = field(default_factory=set)

    def hear(self, sentence: Sentence, labels: list[Label]) -> None:
        """Take in what one sentence names first."""
        shares = [label.value for label in labels if label.kind == "share"]
        self.share = shares[0] if shares else self.share
        if any(label.kind == "bank" or label.value == "policy_rate" for label in labels):
            self.bank = sentence.paragraph
        targets = [label.value for label in labels if label.kind == "target" and _has_price(label.value)]
        if targets:
            self.target, self.paragraph = targets[0], sentence.paragraph
            self.heard.update(targets)

    def meant(self, sentence: Sentence) -> str | None:
        """The target of the paragraph or the one before, or the only one."""
        return self.target if sentence.paragraph - self.paragraph <= 1 or len(self.heard) == 1 else None

    def of_rates(self, sentence: Sentence) -> bool:
        """Whether the paragraph or the one before speaks of a central bank."""
        return sentence.paragraph - self.bank <= 1


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence with its labels, the quotes that overlap it and what the text spoke of before."""

    text: str
    sentence: Sentence
    labels: list[Label]
    quotes: list[Quote]
    before: str | None
    share: str | None
    rates: bool
    year: int | None
    levels: Levels
    voices: Voices


def find_calls(reading: Reading) -> Reading:
    """Add `calls` in text order. Needs sentences, instruments, firms, people and quotes."""
    text, named, voices, talk = reading.article.text, Named.of(reading), Voices.of(reading), _Talk()
    levels, appeared = Levels.of(reading), Appeared.parse(reading.article.published_at)
    year = appeared.day.year if appeared else None
    calls: list[Call] = []
    for sentence, quotes in quotes_near(reading):
        labels = find_labels(text, sentence, named)
        before = talk.meant(sentence)
        talk.hear(sentence, labels)
        _hear_speakers(sentence, quotes, voices)
        place = _Place(
            text, sentence, labels, quotes, before, talk.share, talk.of_rates(sentence), year, levels, voices
        )
        if text[sentence.start : sentence.end].rstrip("\"”’'")[-1:] == "?":
            continue
        calls += _calls(place)
    ordered = sorted(calls, key=lambda call: (call.start, call.end, call.target))
    return replace(reading, calls=tuple(replace(call, id=f"k{n}") for n, call in enumerate(ordered, 1)))


def _hear_speakers(sentence: Sentence, quotes: list[Quote], voices: Voices) -> None:
    """Let the voices know who is quoted in a sentence, for "she expects" in the next."""
    for quote in quotes:
        if quote.speaker is not None:
            person = any(m.person and m.id == quote.speaker for m in voices.mentions)
            voices.say(
                Speaker(quote.speaker, quote.speaker_text or "", quote.start, min(quote.end, sentence.end), person)
            )


def _calls(place: _Place) -> Iterator[Call]:
    """The calls of one sentence: the first of each source and target stands."""
    line = Line(place.text, place.labels)
    found = [
        *find_drafts(line),
        *find_policy(line, talk=place.rates),
        *find_ratings(line),
        *find_levels(line, place.levels, place.before),
    ]
    drafts = sorted(found, key=lambda draft: (draft.key, draft.start))
    taken: set[tuple[str, str]] = set()
    hangs_on = conditions(place.text, place.sentence, place.labels)
    for draft in drafts:
        if any(start <= draft.key < end for start, end in hangs_on):
            continue
        call = _call(place, line, draft, hangs_on)
        if call is not None and (call.target, call.direction) not in taken:
            taken.add((call.target, call.direction))
            yield call


def _call(place: _Place, line: Line, draft: Draft, hangs_on: list[tuple[int, int]]) -> Call | None:
    region = region_of(draft, place.sentence, place.quotes)
    quote = region.quote if region.quote and _is_said(region.quote) else None
    by = quote.speaker if quote else source_of(draft, place.sentence, line, place.voices) or _only_voice(place)
    ours = bool(_WE.search(place.text, max(region.start, draft.key - _NEAR), draft.key))
    if (quote is None and by is None and not draft.forecast and not ours) or is_past(
        place.text, place.sentence, place.year
    ):
        return None
    target = draft.target or _by_level(place, draft) or _meant(place, draft) or ("equities" if quote else None)
    target = place.share if target == _ANAPHOR else target
    if target is None:
        return None
    start, end = clause_around(place.text, region, draft)
    return Call(
        id="",
        start=start,
        end=end,
        text=place.text[start:end],
        by=by,
        target=target,
        direction=draft.way,
        strength=draft.strength,
        condition=next((place.text[a:b].strip(" ,") for a, b in hangs_on), None),
        horizon=horizon_of(place.text, max(region.start, start - _NEAR), min(region.end, end + _NEAR)),
        quote=quote.id if quote else None,
    )


def _has_price(target: str) -> bool:
    """Whether "gains", "the price" can be of the target: not of a rate, a yield or inflation."""
    known = registry().get(target)
    return target not in _NO_PRICE and not (known is not None and known.is_yield)


def _is_said(quote: Quote) -> bool:
    """Whether somebody speaks: a speaker is named, or the words are too many for a term in marks."""
    return quote.speaker_text is not None or len(quote.text.split()) >= _SPOKEN_WORDS


def _only_voice(place: _Place) -> str | None:
    """The one speaker quoted in the sentence: a participle beside the quotation is that speaker's as well."""
    speakers = {quote.speaker for quote in place.quotes if quote.kind == "direct"}
    return next(iter(speakers)) if len(speakers) == 1 else None


def _by_level(place: _Place, draft: Draft) -> str | None:
    """The target that stands where a level behind the draft would move it: "lifting our forecast to $2,300"."""
    behind = [label for label in place.labels if label.kind == "level" and 0 <= label.start - draft.end < _BESIDE]
    return place.levels.like(place.levels.figures[behind[0].value]) if behind else None


def _meant(place: _Place, draft: Draft) -> str | None:
    """The target that a draft without one speaks of: the last before it in the sentence, else the talk's."""
    earlier = [
        label.value
        for label in place.labels
        if label.kind == "target" and label.end <= draft.start and _has_price(label.value)
    ]
    return earlier[-1] if earlier else place.before
