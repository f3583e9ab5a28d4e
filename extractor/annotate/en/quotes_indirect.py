"""Reported clauses: speech without marks (indirect), or with a few words in marks (mixed)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from extractor.annotate.en.quotes_marks import last_before, within, word_count
from extractor.annotate.en.speech import Attribution, Scene
from extractor.annotate.en.speech_rules import speech_rules

_FEWEST_WORDS = 3
_VAGUE = frozenset({"he", "she", "it", "they", "we", "i"})
_NO_CLAUSE = re.compile(r"(?:of|with|in|on|at|to|about|for|by|from|than|as|between|into|[$€£]?\d[\d.,]*\s)\b")
_CONCEDES = re.compile(r"[\s“\"]*(?:While|Although|Though|Even\s+though|Whereas)\b")
_BESIDE = re.compile(r"(?:Asked|Speaking|Pressed|Questioned|Challenged)\b")
_PARTICIPLE_CUES = frozenset({"saying", "adding", "noting", "warning", "stating", "arguing", "commenting"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A reported clause `start`..`end` and the attribution that reports it."""

    start: int
    end: int
    kind: Literal["indirect", "mixed"]
    attribution: Attribution


def reported_clauses(scene: Scene, attributions: list[Attribution]) -> Iterator[Clause]:
    """Indirect and mixed speech, in text order of the cues."""
    for i, attribution in enumerate(attributions):
        content = attribution.report.content
        if content is None or not _is_statement(scene, attribution):
            continue
        following = attributions[i + 1] if i + 1 < len(attributions) else None
        start, end = _cut(scene.text, content, attribution, following)
        kind = _kind(scene, start, end)
        if attribution.report.before and _BESIDE.match(scene.text, start):
            continue
        if not attribution.report.before and not attribution.report.that and _NO_CLAUSE.match(scene.text, start):
            continue
        if kind is not None and word_count(scene.text[start:end]) >= _FEWEST_WORDS:
            yield Clause(start, end, kind, attribution)


def _is_statement(scene: Scene, attribution: Attribution) -> bool:
    """Not what stands "according to" data, and no participle that may describe something else."""
    if not attribution.speaker.known:
        return False
    if attribution.cue == "according to":
        rest = scene.text[attribution.speaker.start : attribution.sentence.end]
        words = re.findall(r"[A-Za-z]+", rest[:80].casefold())
        return attribution.speaker.id is not None and not speech_rules().lists["data_words"].intersection(words[:8])
    if attribution.cue in speech_rules().lists["participles"]:
        return attribution.report.that or attribution.cue in _PARTICIPLE_CUES
    if attribution.cue in speech_rules().lists["that"] and not (attribution.report.that or attribution.report.before):
        return False
    return attribution.speaker.id is not None or attribution.speaker.text.casefold() not in _VAGUE


def _cut(
    text: str, content: tuple[int, int], attribution: Attribution, following: Attribution | None
) -> tuple[int, int]:
    """The clause without a next speaker's part, outer space and the final stop."""
    start, end = content
    if following is not None and not attribution.report.before and start < following.start < end:
        other = following.speaker.id != attribution.speaker.id
        opener = text[attribution.sentence.start : attribution.speaker.start]
        if (other and not following.report.before) or _CONCEDES.match(opener):
            end = following.start
    end = start + len(re.sub(r"[\s,]+(?:but|and|while|as|with)?\s*$", "", text[start:end]))
    return start, end - (text[end - 1 : end] == "." and end > start)


def _kind(scene: Scene, start: int, end: int) -> Literal["indirect", "mixed"] | None:
    """Mixed where marks cover a part of the clause, None where they cover (nearly) all of it."""
    before = last_before(start, scene.segments)
    inside = [before] if before and before.right > start else []
    inside += within(scene.segments, start, end)
    covered = sum(min(s.right, end) - max(s.left, start) for s in inside)
    if covered > 0.85 * (end - start) or (
        inside and end <= inside[-1].right and _apart(scene.text, start, inside[0].left)
    ):
        return None
    return "mixed" if inside else "indirect"


def _apart(text: str, start: int, left: int) -> bool:
    """Whether the words before a final quotation are a clause of the writer's own, set off by a comma."""
    before = text[start:left].rstrip()
    return before.endswith(",") and len(before.split()) > _FEWEST_WORDS
