"""Which attribution a quotation belongs to: after it, before it, around it, or carried from the one before."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from extractor.annotate.en.quotes_marks import Segment, last_before
from extractor.annotate.en.speech import Attribution, Scene
from extractor.annotate.en.speech_speaker import Speaker
from extractor.records import Sentence

_NAME_VERB = re.compile(r"(?:\s+\(\w[\w-]*\))?(?:,?\s+(?:[a-z]+ly\s+)?[a-z]+(?:ed|s))?[:,]\s*")
_VERB = re.compile(r"\s+(?:[a-z]+ly\s+)?[a-z]+(?:ed|s)\b")
_VERB_NAME = re.compile(r"\s+[a-z]+(?:ed|s)\s+(?:[\w.’'-]+\s+){0,4}")
_ROLE_NAME = re.compile(r"\s+(?:[\w.’'-]+\s+){0,4}")
_PRONOUN_VERB = re.compile(r"\s+([Hh]e|[Ss]he)\s+(?:[a-z]+ly\s+)?[a-z]+(?:ed|s)\b")
_PRONOUN_BEFORE = re.compile(
    r"(?:^|[.,;”\"]\s+|\n|and\s+|but\s+)([Hh]e|[Ss]he)\s+(?:[a-z]+ly\s+)?[a-z]+(?:ed|s)[:,]\s*$"
)
_WORDS_FOLLOW = re.compile(r"[ \t]+\w")
_FAR = 600


@dataclass(frozen=True, slots=True)
class Owner:
    """Who a segment belongs to: its attribution or a carried speaker; `continues` is the segment it goes on from.

    `beside` says that the cue's phrase touches the segment, which makes even one word a quotation.
    """

    speaker: Speaker | None
    attribution: Attribution | None = None
    continues: Segment | None = None
    beside: bool = False


def find_owners(scene: Scene, attributions: list[Attribution], sentences: tuple[Sentence, ...]) -> list[Owner]:
    """One Owner for each segment of the scene, in order."""
    finder = _Finder(scene, attributions, sentences)
    owners: list[Owner] = []
    for i, segment in enumerate(scene.segments):
        previous = (scene.segments[i - 1], owners[i - 1]) if i else None
        owner = finder.own(segment) or finder.carried(segment, previous) or Owner(None)
        if previous and owner.attribution and owner.attribution is previous[1].attribution and owner.continues is None:
            owner = replace(owner, continues=finder.resumed(previous[0], owner.attribution))
        owners.append(owner)
    return owners


@dataclass(slots=True)
class _Finder:
    scene: Scene
    attributions: list[Attribution]
    sentences: tuple[Sentence, ...]

    def own(self, segment: Segment) -> Owner | None:
        """The attribution beside or around the segment, or a name beside it without a known cue."""
        return self._after(segment) or self._around(segment) or self._bare(segment) or self._colon_name(segment)

    def _sentence(self, at: int) -> Sentence | None:
        i = bisect_right(self.sentences, at, key=lambda sentence: sentence.start) - 1
        return self.sentences[i] if i >= 0 else None

    def _after(self, segment: Segment) -> Owner | None:
        """'"...," Doe said' and '"...," said Doe'."""
        i = bisect_left(self.attributions, segment.right, key=lambda attribution: attribution.start)
        for attribution in self.attributions[i : i + 1]:
            gap = self.scene.text[segment.right : attribution.start]
            if attribution.report.before and not gap.strip(" ,") and len(gap) < 4:
                return Owner(attribution.speaker, attribution, beside=True)
        return None

    def _around(self, segment: Segment) -> Owner | None:
        """'Doe said: "..."', 'Doe called it "..."', 'it was "...", Doe said'."""
        sentence = self._sentence(segment.left)
        if sentence is None:
            return None
        first = bisect_left(
            self.attributions, max(sentence.start, segment.left - 2 * _FAR), key=lambda attribution: attribution.start
        )
        left: Attribution | None = None
        for attribution in self.attributions[first:]:
            if attribution.start >= min(sentence.end, segment.right + _FAR):
                break
            content = attribution.report.content
            if (
                attribution.report.before
                and content
                and content[0] - 2 <= segment.left
                and segment.right <= content[1] + 3
            ):
                return Owner(attribution.speaker, attribution)
            if attribution.end <= segment.left:
                left = attribution
        left = left or self._colon(sentence, segment)
        if left is None:
            return None
        gap = self.scene.text[left.end : segment.left].strip()
        return Owner(left.speaker, left, beside=not gap or gap[-1] in ",:")

    def _colon(self, sentence: Sentence, segment: Segment) -> Attribution | None:
        """An attribution that ends the sentence before with a colon."""
        i = bisect_left(self.attributions, segment.left, key=lambda attribution: attribution.start) - 1
        if i < 0 or segment.left > sentence.start + 1:
            return None
        gap = self.scene.text[self.attributions[i].end : segment.left].rstrip()
        return self.attributions[i] if gap.endswith(":") and len(gap) < 160 else None

    def _bare(self, segment: Segment) -> Owner | None:
        """A name or pronoun right after the quotation, with a description or a verb that is no cue: 'Doe beamed'."""
        text, voices = self.scene.text, self.scene.voices
        if text[segment.end - 1] not in ",?!":
            return None
        pronoun = _PRONOUN_VERB.match(text, segment.right)
        if pronoun:
            return Owner(voices.pronoun(pronoun.group(1), pronoun.start(1)), beside=True)
        for mention in voices.between(segment.right, segment.right + 60)[:1]:
            gap = text[segment.right : mention.start]
            plain = not gap.strip() and (
                _VERB.match(text, mention.end) or (mention.person and text[mention.end] == ",")
            )
            described = mention.person and text[mention.end : mention.end + 1] == "," and _ROLE_NAME.fullmatch(gap)
            if plain or described or _VERB_NAME.fullmatch(gap):
                return Owner(voices.named(mention), beside=True)
        return None

    def _colon_name(self, segment: Segment) -> Owner | None:
        """A name right before the quotation: 'Doe: "..."', 'Doe retorted, "..."', 'He jokes, "..."'."""
        text, voices = self.scene.text, self.scene.voices
        floor = max(0, segment.left - 80)
        pronoun = _PRONOUN_BEFORE.search(text[floor : segment.left])
        if pronoun:
            return Owner(voices.pronoun(pronoun.group(1), floor + pronoun.start(1)), beside=True)
        named = voices.between(floor, segment.left)
        if not named or not _NAME_VERB.fullmatch(text, named[-1].end, segment.left):
            return None
        return Owner(voices.named(named[-1]), beside=True)

    def resumed(self, before: Segment, attribution: Attribution) -> Segment | None:
        """The segment before, where its own attribution interrupts: '"We sold," Doe said, "and then bought."'."""
        return before if attribution.report.before and before.right <= attribution.start else None

    def carried(self, segment: Segment, previous: tuple[Segment, Owner] | None) -> Owner | None:
        """The speaker of what stands right before, where the segment is a sentence of its own."""
        if not self._whole(segment) or self._unknown(segment):
            return None
        if previous is not None and previous[1].speaker is not None:
            before, owner = previous
            if segment.left - before.right < _FAR and self._only_attribution(before, owner, segment):
                return Owner(owner.speaker, continues=before)
        return self._carried_report(segment)

    def _whole(self, segment: Segment) -> bool:
        """Whether a quotation begins a sentence, or goes on after "he said,"."""
        before = self.scene.text[max(0, segment.left - 2) : segment.left].rstrip()
        return not before or before[-1] in '.!?,;:—–-\n”"’' or segment.left == 0

    def _unknown(self, segment: Segment) -> bool:
        """Whether words that must name the speaker follow ('"...," the judge exclaimed'), though nobody known."""
        text = self.scene.text
        return text[segment.end - 1] == "," and bool(_WORDS_FOLLOW.match(text, segment.right))

    def _only_attribution(self, before: Segment, owner: Owner, segment: Segment) -> bool:
        """Whether nothing but the attribution stands between two segments."""
        gap = self.scene.text[before.right : segment.left]
        if not gap.strip(" ,.\n"):
            return segment.block - before.block <= 1
        if segment.block != before.block and self.scene.text[segment.left - 1 : segment.left] != "\n":
            return False
        phrase = owner.attribution
        if phrase is None or phrase.start < before.left:
            return not gap.strip()
        tail = self.scene.text[phrase.end : segment.left]
        return phrase.start - before.right < 4 and not re.search(r"[.!?]\s+[A-Z][^“\"]{25,}", tail)

    def _carried_report(self, segment: Segment) -> Owner | None:
        """'Doe said the market is calm. "..."': the sentence before reports the same speaker."""
        sentence = self._sentence(segment.left)
        i = bisect_left(self.attributions, segment.left, key=lambda attribution: attribution.start) - 1
        if sentence is None or i < 0 or segment.left > sentence.start + 1:
            return None
        last = self.attributions[i]
        gap = self.scene.text[last.sentence.end : segment.left]
        if gap.strip() or last.speaker.id is None or last.cue == "according to":
            return None
        if last_before(segment.left, self.scene.segments) and "\n" in gap and last.speaker.house:
            return None
        return Owner(last.speaker)
