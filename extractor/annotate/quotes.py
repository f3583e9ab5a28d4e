"""Quotations and reported speech, each with who said it, how, by what means and when.

The marks are paired first (quotes_marks), then every cue is given its speaker (speech), then each quotation its cue
(quotes_owner); what a cue reports without marks becomes an indirect or mixed quote (quotes_indirect).
"""

from __future__ import annotations

from dataclasses import replace

from extractor.annotate.en.quotes_indirect import Clause, reported_clauses
from extractor.annotate.en.quotes_marks import Segment, find_segments
from extractor.annotate.en.quotes_owner import Owner, find_owners
from extractor.annotate.en.quotes_scare import is_speech
from extractor.annotate.en.speech import Scene, find_attributions
from extractor.annotate.en.speech_speaker import Voices
from extractor.calendar import Appeared
from extractor.records import Quote, Reading


def find_quotes(reading: Reading) -> Reading:
    """Add `quotes` in text order. Needs sentences, people and firms; a speaker that is not certain stays None."""
    text = reading.article.text
    scene = Scene(
        text=text,
        segments=find_segments(text, reading.sentences),
        voices=Voices.of(reading),
        appeared=Appeared.parse(reading.article.published_at),
    )
    attributions = find_attributions(reading, scene)
    owners = find_owners(scene, attributions, reading.sentences)
    direct = [(s, o) for s, o in zip(scene.segments, owners, strict=True) if is_speech(text, s, o)]
    quotes = [_direct(text, segment, owner) for segment, owner in direct]
    quotes += [_reported(text, clause) for clause in reported_clauses(scene, attributions)]
    return replace(reading, quotes=_numbered(quotes, direct))


def _direct(text: str, segment: Segment, owner: Owner) -> Quote:
    phrase = owner.attribution
    return Quote(
        id="",
        start=segment.start,
        end=segment.end,
        text=text[segment.start : segment.end],
        kind="direct",
        speaker=owner.speaker.id if owner.speaker else None,
        speaker_text=owner.speaker.text if owner.speaker else None,
        cue=phrase.cue if phrase else None,
        medium=phrase.medium if phrase else None,
        said_on=phrase.said_on if phrase else None,
    )


def _reported(text: str, clause: Clause) -> Quote:
    phrase = clause.attribution
    return Quote(
        id="",
        start=clause.start,
        end=clause.end,
        text=text[clause.start : clause.end],
        kind=clause.kind,
        speaker=phrase.speaker.id,
        speaker_text=phrase.speaker.text,
        cue=phrase.cue,
        medium=phrase.medium,
        said_on=phrase.said_on,
    )


def _numbered(quotes: list[Quote], direct: list[tuple[Segment, Owner]]) -> tuple[Quote, ...]:
    """In text order, the wider first, with ids q1, q2, ... and the links between the parts of one quotation."""
    ordered = sorted(quotes, key=lambda quote: (quote.start, -quote.end, quote.kind))
    ids = {(quote.start, quote.end): f"q{n}" for n, quote in enumerate(ordered, 1) if quote.kind == "direct"}
    links = {
        (segment.start, segment.end): ids.get((owner.continues.start, owner.continues.end))
        for segment, owner in direct
        if owner.continues is not None
    }
    return tuple(
        replace(quote, id=f"q{n}", continues=links.get((quote.start, quote.end)) if quote.kind == "direct" else None)
        for n, quote in enumerate(ordered, 1)
    )
