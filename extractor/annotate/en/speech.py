"""Speech reported in English: every cue with its speaker and what it reports.

A cue reports to its left ("..., Doe said."), to its right ("Doe said that ...", "Doe said: ...") or both.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.annotate.en.quotes_marks import MARKS, Segment, last_before, segment_at, within
from extractor.annotate.en.speech_medium import document_of, medium_of, said_on
from extractor.annotate.en.speech_rules import speech_rules
from extractor.annotate.en.speech_speaker import Speaker, Voices
from extractor.calendar import Appeared
from extractor.records import Reading, Sentence

_WORD = re.compile(r"[A-Za-z]+")
_THAT = re.compile(r"\bthat\s+(?!(?:day|same|time|week|month|year|night)\b)")
_COLON = re.compile(r":\s*")
_COMMA = re.compile(r",\s")
_BEFORE_NAME = re.compile(
    r"(?:,\s+|^[”\"’'\s]*|[—–]\s*)(?P<words>(?!and\b|but\b)(?:(?!that\b|which\b|who\b)[\w.&’'()-]+\s+){1,9})$"
)
_SOURCE_WORDS = re.compile(r"(?:(?!that\b|which\b)[\w’'.-]+\s+|\s+){1,14}")
_POLL = re.compile(r"[\w\s,’'-]{0,80}\b(?:polled|surveyed|poll|survey|respondents)\b")
_TO_DO = re.compile(r"\s+(?:(?:this|last|next)\s+\w+\s+|on\s+\w+\s+)?(?:not\s+)?to\s+[a-z]+")
_SUBORDINATE = re.compile(
    r"(?:were|should|had|even though|though|although|while|despite|because|if|as|in|at|with|after|since|for)\b",
    re.IGNORECASE,
)
_NO_SUBJECT = re.compile(r"(?:which|that|who|and|but|or|to|in|on|at|of|for|with|as|by)\b", re.IGNORECASE)
_SHORT_GAP, _MOST_WORDS = 4, 12
_TOLD = ("told", "tells", "telling")
_REACH, _LONGEST, _NEAR_QUOTE = 600, 1500, 90
_TAIL_START = re.compile(
    r"\s*,?\s*(?:in|on|at|to|during|via|by|from|after|late|early|earlier|last|this|[A-Z]\w+day|regarding|about)\b"
)
_TAIL = re.compile(
    r"(?:\s*(?:,\s+)?(?:(?:in|on|at|to|during|via|by|from|after|before|as|while|when|about|of|late|early|earlier|"
    r"(?:last|this)\s+(?:week|month|year|quarter|summer|spring|fall|winter|morning|afternoon|\w+day))\b|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|publicly|bluntly|flatly)[^.;:“”\"]{0,160})?\s*[.?!]*\s*"
)
_LISTENER = re.compile(
    r"\s+(?:the\s+|a\s+|an\s+|his\s+|her\s+|its\s+)?[\w’'.&-]+(?:\s+[A-Z][\w’'.]+){0,3}(?:\s+(?:committee|panel|conference|audience|television|program|meeting|reporters))?"
)
_LEAD = re.compile(
    r"(?:[A-Z][A-Z .,/]+(?:\s*\([A-Z][A-Za-z ]+\))?\s*[-–—]+\s+)?"
    r"(?:(?:But|And|However|Still|Meanwhile|Separately|Earlier),?\s+)?"
)


@dataclass(frozen=True, slots=True)
class Report:
    """What a cue reports: a stretch of text or None, on which side, introduced by "that" or a colon or not."""

    content: tuple[int, int] | None
    before: bool
    that: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue word or phrase where it stands, with its kind in speech.toml."""

    start: int
    end: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """One cue: its words, where its phrase lies, who speaks, by what means, on what day, and what is reported."""

    cue: str
    start: int
    end: int
    speaker: Speaker
    medium: str | None
    said_on: dt.date | None
    report: Report
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Scene:
    """What the rules look at: the text, its quotation marks, its named speakers and when it appeared."""

    text: str
    segments: list[Segment]
    voices: Voices
    appeared: Appeared | None


def find_attributions(reading: Reading, scene: Scene) -> list[Attribution]:
    """Every attribution of the text in order; the scene's `voices` learn who spoke."""
    found: list[Attribution] = []
    for sentence in reading.sentences:
        earlier: list[Attribution] = []
        for cue in _cues(scene.text, sentence, scene.segments):
            attribution = _attribution(scene, _near(sentence, cue), cue, earlier)
            if attribution is not None:
                scene.voices.say(attribution.speaker)
                earlier.append(attribution)
        found += earlier
    return found


def _near(sentence: Sentence, cue: Cue) -> Sentence:
    """The sentence, cut where it is too long to be one."""
    start, end = max(sentence.start, cue.start - _LONGEST), min(sentence.end, cue.end + _LONGEST)
    return Sentence(start=start, end=end, paragraph=sentence.paragraph)


def _cues(text: str, sentence: Sentence, segments: list[Segment]) -> Iterator[Cue]:
    table, reached = speech_rules().kind_of, sentence.start
    for word in _WORD.finditer(text, sentence.start, sentence.end):
        for cue, kind in table.get(word.group().lower() if word.start() == sentence.start else word.group(), ()):
            end = word.start() + len(cue)
            if word.start() < reached or text[word.start() : end].lower() != cue or text[end : end + 1].isalpha():
                continue
            if segment_at(word.start(), segments) is None:
                reached = end
                yield Cue(word.start(), end, cue, kind)
            break


def _attribution(scene: Scene, sentence: Sentence, cue: Cue, earlier: list[Attribution]) -> Attribution | None:
    text, segments = scene.text, scene.segments
    segment = last_before(cue.start, segments)
    floor = max(sentence.start, segment.right) if segment else sentence.start
    following = within(segments, cue.end, min(sentence.end, cue.end + _REACH))
    stop = following[0].left if following else sentence.end
    speaker, inverted = _speaker(scene, cue, (floor, stop), earlier)
    if speaker is None or (cue.kind == "weak" and not inverted and not _is_close(speaker, cue)):
        return None
    phrase = min(_phrase_start(text, floor, speaker), cue.start), max(cue.end, speaker.end)
    if cue.kind == "participles":
        phrase, report = (cue.start, cue.end), _right(text, sentence, cue)
    else:
        report = _content(scene, sentence, cue, phrase, inverted=inverted)
    if cue.kind == "that" and not (report.before or report.that or _holds(text, cue, segments)):
        return None
    after = text[cue.end : (report.content[0] if report.content and not report.before else sentence.end)][:200]
    before = "" if report.before else text[sentence.start : phrase[0]][:120]
    last = earlier[-1] if earlier and cue.kind == "participles" and earlier[-1].speaker.id == speaker.id else None
    return Attribution(
        cue=cue.text,
        start=phrase[0],
        end=phrase[1],
        speaker=speaker,
        medium=medium_of(after)
        or document_of(text[cue.end : phrase[1]] if inverted else speaker.text)
        or (last.medium if last else medium_of(before)),
        said_on=said_on(after, scene.appeared) or (last.said_on if last else None),
        report=report,
        sentence=sentence,
    )


def _is_close(speaker: Speaker, cue: Cue) -> bool:
    """Whether a name or pronoun stands right before a cue that may be a noun."""
    return speaker.end >= cue.start - 1 and (speaker.id is not None or " " not in speaker.text)


def _phrase_start(text: str, floor: int, speaker: Speaker) -> int:
    """Where the words before a name begin that belong to it ("White House spokesman", "Fitch's head of ratings")."""
    floor = max(floor, speaker.start - 120)
    lead = _BEFORE_NAME.search(text[floor : speaker.start])
    return floor + lead.start("words") if lead else speaker.start


def _holds(text: str, cue: Cue, segments: list[Segment]) -> bool:
    """Whether a quotation follows the cue closely: 'called the move "..."', 'shouted, "..."'."""
    following = within(segments, cue.end, cue.end + _NEAR_QUOTE)
    gap = text[cue.end : following[0].left] if following else ""
    return bool(following) and "." not in gap and ", " not in gap.rstrip(", ")


def _speaker(scene: Scene, cue: Cue, reach: tuple[int, int], earlier: list[Attribution]) -> tuple[Speaker | None, bool]:
    """The speaker and whether it follows its cue, looked for in `reach`."""
    (floor, stop), voices, text = reach, scene.voices, scene.text
    if cue.kind == "according":
        return _named_after(text, cue, stop, voices), True
    if cue.kind == "participles":
        near = voices.before(max(floor, cue.start - 80), cue.start) if text[cue.start - 2 : cue.start] != ", " else None
        return near or (earlier[-1].speaker if earlier else _subject(floor, cue, voices)), False
    left = text[floor : cue.start].rstrip()
    found = voices.before(floor, cue.start) if left.strip(" ,") else None
    if found is None and left.endswith((" and", " but")):
        found = earlier[-1].speaker if earlier else _subject(floor, cue, voices)
    unknown = text[max(0, floor - 1) : floor] in MARKS and bool(left.strip(" ,"))
    quoting = unknown or (text[stop : stop + 1] in MARKS and len(text[cue.end : stop]) < _SHORT_GAP)
    if found is None and quoting and not left.endswith((" and", " but")):
        found = _stranger(text, floor, left)
    if found is not None or unknown or (left.strip(" ,") and not left.endswith(",")):
        return found, False
    found = voices.after(cue.end, stop)
    return found, found is not None


def _stranger(text: str, floor: int, left: str) -> Speaker | None:
    """The few words before a cue beside a quotation, where they are nobody known: "the judge", "one man"."""
    words = left.strip(" ,\n")
    start = floor + len(left) - len(left.lstrip())
    if (
        not words
        or len(words.split()) > _MOST_WORDS
        or _NO_SUBJECT.match(words)
        or text[start : start + len(words)] != words
    ):
        return None
    return Speaker(None, words, start, start + len(words), known=False)


def _subject(floor: int, cue: Cue, voices: Voices) -> Speaker | None:
    """The first person named before the cue, if that name opens the sentence."""
    people = [m for m in voices.between(max(floor, cue.start - _REACH), cue.start) if m.person]
    return voices.named(people[0]) if people and voices.opens(people[0]) else None


def _named_after(text: str, cue: Cue, stop: int, voices: Voices) -> Speaker | None:
    """Whom "according to" names: at once, or behind "a report by", "data from"."""
    speaker = voices.after(cue.end, stop)
    if speaker is not None and speaker.id is not None:
        return speaker
    if _POLL.match(text, cue.end):
        return None
    named = voices.between(cue.end, min(stop, cue.end + 120))
    if named and _SOURCE_WORDS.fullmatch(text, cue.end, named[0].start):
        return voices.named(named[0])
    return speaker


def _content(scene: Scene, sentence: Sentence, cue: Cue, phrase: tuple[int, int], *, inverted: bool) -> Report:
    """What the cue reports: the stretch, whether it lies before the cue, and whether "that" introduces it."""
    text, segment = scene.text, last_before(cue.start, scene.segments)
    lead = _LEAD.match(text, sentence.start, sentence.end)
    start = lead.end() if lead else sentence.start
    left = text[start : phrase[0]].rstrip()
    if inverted and cue.kind == "according" and not left:
        comma = _COMMA.search(text, phrase[1], sentence.end)
        return Report((comma.end(), sentence.end) if comma else None, before=False)
    touching = segment is not None and not text[segment.right : phrase[0]].strip(" ,")
    closes = touching and segment is not None and (text[segment.end - 1] == "," or text[segment.right] == ",")
    if not closes and not inverted and _report_after(text, sentence, cue, left):
        return _right(text, sentence, cue)
    if closes or inverted or touching or left.endswith(",") or not left:
        return Report((start, start + len(left.rstrip(", "))) if left else None, before=True)
    return _right(text, sentence, cue)


def _report_after(text: str, sentence: Sentence, cue: Cue, left: str) -> bool:
    """Whether the cue is followed by what it reports, rather than by time, place, medium and the end."""
    that = _THAT.search(text, cue.end, min(sentence.end, cue.end + 160))
    if that and _is_tail(text[cue.end : that.start()], cue):
        return True
    if text[cue.end : cue.end + 1] == ",":
        return bool(_SUBORDINATE.match(left)) and left.count(",") == 1
    told = _LISTENER.match(text, cue.end, sentence.end) if cue.text in _TOLD else None
    return not _TAIL.fullmatch(text, told.end() if told else cue.end, sentence.end)


def _right(text: str, sentence: Sentence, cue: Cue) -> Report:
    """The clause after the cue: after "that", a colon or a comma, or at once."""
    reach = min(sentence.end, cue.end + 160)
    for opener in (_THAT, _COLON):
        match = opener.search(text, cue.end, reach)
        if match and _is_tail(text[cue.end : match.start()], cue):
            return Report((match.end(), sentence.end), before=False, that=True)
    start = cue.end
    if cue.text in _TOLD:
        listener = _LISTENER.match(text, start, sentence.end)
        start = listener.end() if listener else start
        if _TO_DO.match(text, start):
            return Report(None, before=False)
    while start < sentence.end and text[start] in " ,":
        start += 1
    return Report((start, sentence.end) if start < sentence.end else None, before=False)


def _is_tail(words: str, cue: Cue) -> bool:
    """Whether only time, place, medium and listener stand between a cue and "that"."""
    if not words.strip(" ,"):
        return True
    limit = 10 if cue.text.startswith(("tell", "told")) else 14
    return len(words.split()) <= limit and (limit == 10 or bool(_TAIL_START.match(words)))
