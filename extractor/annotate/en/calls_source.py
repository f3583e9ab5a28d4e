"""Whose call it is: the subject of the word that holds it, whoever it is "according to", the broker that rates."""

from __future__ import annotations

import re

from extractor.annotate.en.calls_draft import Draft
from extractor.annotate.en.calls_labels import Label
from extractor.annotate.en.calls_line import Line
from extractor.annotate.en.speech_speaker import Mention, Speaker, Voices
from extractor.records import Sentence

_SUBJECT_OF = frozenset({"holder", "viewer", "rating_verb", "target_verb", "favorite", "view"})
_STATES = frozenset({"is", "are", "remain", "remains", "has", "was", "were"})
_PASSIVE = re.compile(
    r"\s+(?:\w+ly\s+|also\s+|now\s+|still\s+)*(?:expected|likely|unlikely|seen|forecast|projected|set|poised|due|bound|certain|sure|"
    r"all\s+but|headed|heading|on\s+(?:track|course)|going|predicted|tipped|vulnerable|overdue)\b"
)
_SPEAKS = re.compile(
    r"signal|look|project|expect|forecast|see|predict|pledge|warn|sa(?:y|id)|told|believe|think|support|favor|penciled|foresee|want"
)
_AUXILIARY = re.compile(r"\s+(?:(?:do|does|did|will|would)(?:\s+not|n['’]t)?|no\s+longer|now)\s*$")
_DATA = re.compile(
    r"(?:[’']s)?\s+(?:\w+\s+){0,2}(?:tool|data|figures|poll|survey|gauge|index|calculations|estimates)\b|[’']s\s+FedWatch"
)
_AND = re.compile(r"(?:\band|\bbut|,)\s+(?:\w+ly\s+|now\s+|also\s+|still\s+)*$")
_BEHIND = re.compile(
    r"\b(?:according\s+to|in\s+the\s+(?:view|opinion|eyes|words)\s+of|(?:rated|rating|coverage|target|price|buy|sell|hold|neutral|"
    r"overweight|underweight|outperform|underperform|pick|[$€£]?\d[\d,.]*)\s+(?:at|by)|downgraded\s+by|upgraded\s+by)\s+"
)
_OWN_VIEW = re.compile(r"\b[Ii]n\s+(his|her)\s+(?:view|opinion)\b")
_SAYS = re.compile(
    r",?[”\"]?\s+(?:says|said|argues|argued|reckons|writes|wrote|warns|warned|predicts|predicted|thinks|believes|notes)\s+"
)
_HEADLINE = re.compile(r"\s*:\s")


def source_of(draft: Draft, sentence: Sentence, line: Line, voices: Voices) -> str | None:
    """The id of the person or firm that holds the call, or None for the writer's and for nameless people's."""
    holders = [b for b in line.labels if b.kind in _SUBJECT_OF and b.start <= draft.end and _can_hold(line, b, draft)]
    for label in sorted(holders, key=lambda b: (b.start > draft.key, -b.start if b.start <= draft.key else b.start)):
        auxiliary = _AUXILIARY.search(line.text, max(sentence.start, label.start - 24), label.start)
        stop = auxiliary.start() if auxiliary else label.start
        speaker = voices.before(sentence.start, stop) or voices.owner(label.start)
        if speaker is not None and speaker.id is not None and not _is_target(line, speaker, draft):
            return speaker.id
        joined = _joined(line, label, sentence, voices) or _body(line, label, voices)
        if joined is not None:
            return joined.id
    return _named_behind(draft, sentence, line, voices) or _headed(draft, sentence, voices)


def _is_target(line: Line, speaker: Speaker, draft: Draft) -> bool:
    """Whether the name is that of the share itself: "Acme was cut to sell at Corran Bank"."""
    return any(b.kind == "share" and b.start == speaker.start and b.value == draft.target for b in line.labels)


def _can_hold(line: Line, label: Label, draft: Draft) -> bool:
    """Not "is" before "expected to", and not a bank's own moves, which somebody else expects."""
    words = line.words(label)
    if words in _STATES and _PASSIVE.match(line.text, label.end):
        return False
    if label.kind == "view" and " " not in words:
        return False
    return draft.target != "policy_rate" or bool(_SPEAKS.search(words))


def _joined(line: Line, label: Label, sentence: Sentence, voices: Voices) -> Mention | None:
    """The name that opens the sentence, where the holder is its second verb: "Doe disagrees and expects"."""
    if not _AND.search(line.text[max(0, label.start - 40) : label.start]):
        return None
    named = voices.between(sentence.start, label.start)
    people = [m for m in named if m.person and line.text[m.end : m.end + 2] not in ("'s", "’s")] or named
    return people[0] if people and (people[0].person or voices.opens(people[0])) else None


def _body(line: Line, label: Label, voices: Voices) -> Mention | None:
    """The central bank whose officials project: "Fed officials now see two cuts"."""
    bank = line.before(label, "bank", 4)
    named = voices.between(bank.start, bank.end) if bank is not None else []
    return named[0] if named else None


def _named_behind(draft: Draft, sentence: Sentence, line: Line, voices: Voices) -> str | None:
    own = _OWN_VIEW.search(line.text, max(sentence.start, draft.start - 60), min(sentence.end, draft.end + 60))
    if own is not None:
        return voices.pronoun("he" if own.group(1).lower() == "his" else "she", own.start(1)).id
    for pattern in (_BEHIND, _SAYS):
        for match in pattern.finditer(line.text, draft.start, min(sentence.end, draft.end + 160)):
            speaker = voices.after(match.end(), sentence.end)
            if speaker is None or speaker.id is None:
                named = voices.between(match.end(), min(sentence.end, match.end() + 60))
                if not named or line.text[match.end() : named[0].start].strip(" '’s"):
                    continue
                return None if _DATA.match(line.text, named[0].end) else named[0].id
            return None if _DATA.match(line.text, speaker.end) else speaker.id
    return None


def _headed(draft: Draft, sentence: Sentence, voices: Voices) -> str | None:
    """'Acme Bank: bullish on copper'."""
    named = voices.between(sentence.start, draft.start)
    if named and named[0].start - sentence.start < 3 and _HEADLINE.match(voices.text, named[0].end):
        return named[0].id
    return None
