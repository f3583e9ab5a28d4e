"""What stands around a call: its source, its condition, its horizon, and the target that the talk is of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.annotate.en.calls_draft import Draft
from extractor.annotate.en.calls_labels import Label
from extractor.records import Quote, Reading, Sentence

_HORIZON = re.compile(
    r"\b(?:(?:by|before|until|through|over|in|during|within|for|into|at|on)\s+(?:at\s+least\s+)?(?:sometime\s+)?(?:the\s+)?"
    r"(?:(?:end|start|rest|remainder|balance|(?:first|second|latter)\s+(?:half|quarter))\s+of\s+(?:the\s+|this\s+|next\s+)?"
    r"(?:year|quarter|month|20\d\d|week)|(?:next|coming|this)\s+(?:\w+\s+){0,3}?(?:year|quarter|month|week|summer|spring|fall|"
    r"winter|meeting|months|weeks|quarters|years|days)|(?:near|short|medium|long|longer|nearer)[\s-](?:term|run)|year[\s-]?end|"
    r"20\d\d|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b(?:\s+\d{1,2})?|"
    r"(?:\w+\s+){0,2}(?:six|three|twelve|12|6|3|two|few)\s+(?:months|weeks|quarters|years|days)|next\s+\w+(?:-\w+)?\s+meeting)|"
    r"(?:later\s+this|next|this)\s+(?:year|quarter|month|week)|near[\s-]term|anytime\s+soon|right\s+now|year-end)\b",
    re.IGNORECASE,
)
_WERE = re.compile(r"were\s+(?:the|a|an|this|[A-Z]\w+)\s+(?:[\w’'-]+\s+){0,5}?to\s", re.IGNORECASE)
_TOLD_YEAR = re.compile(
    r"[\s“\"]*(?:(?:Back\s+)?(?:In|in|During)\s+(?:\w+\s+)?(?P<year>(?:19|20)\d\d)\b|(?:Last|A)\s+year(?:['’]s|\s+(?:ago|earlier))\b)"
)
_CLAUSE_END = re.compile(r"[,;:][’']?\s|[”\"]|(?<=[a-z0-9%)])[.?!](?:\s|$)")


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of one sentence that one source speaks: a quote's part, or (None) what the writer says."""

    start: int
    end: int
    quote: Quote | None


def region_of(draft: Draft, sentence: Sentence, quotes: list[Quote]) -> Region:
    """The innermost quote that holds the draft's deciding word, else the sentence."""
    holding = [q for q in quotes if q.start <= draft.key < q.end]
    if not holding:
        return Region(sentence.start, sentence.end, None)
    best = min(holding, key=lambda q: (q.speaker is None, q.end - q.start))
    return Region(max(best.start, sentence.start), min(best.end, sentence.end), best)


def quotes_near(reading: Reading) -> Iterator[tuple[Sentence, list[Quote]]]:
    """Each sentence with the quotes that overlap it."""
    waiting = sorted(reading.quotes, key=lambda quote: quote.start)
    open_quotes: list[Quote] = []
    following = 0
    for sentence in reading.sentences:
        while following < len(waiting) and waiting[following].start < sentence.end:
            open_quotes.append(waiting[following])
            following += 1
        open_quotes = [quote for quote in open_quotes if quote.end > sentence.start]
        yield sentence, open_quotes


def conditions(text: str, sentence: Sentence, labels: list[Label]) -> list[tuple[int, int]]:
    """The clauses that a call may hang on ("if ...", "unless ...", "once ..."), as spans."""
    spans: list[tuple[int, int]] = []
    for label in labels:
        if label.kind == "break" and label.value == "condition" and _is_condition(text, sentence, label):
            end = _CLAUSE_END.search(text, label.end, sentence.end)
            spans.append((label.start, end.start() if end else sentence.end))
    return spans


def _is_condition(text: str, sentence: Sentence, label: Label) -> bool:
    """Whether the word opens a condition: "should", "when" and "were" do so only in some places."""
    word, before = text[label.start : label.end].lower(), text[max(sentence.start, label.start - 6) : label.start]
    if word == "were":
        return bool(_WERE.match(text, label.start))
    if word == "should":
        return not before.strip() or before.endswith(", ")
    return word != "when" or not before.strip(' “"') or before.endswith((", ", " that ", ", “", ', "'))


def horizon_of(text: str, start: int, end: int) -> str | None:
    """The words that say by when, or None."""
    match = _HORIZON.search(text, start, end)
    return match.group() if match else None


def is_past(text: str, sentence: Sentence, year: int | None) -> bool:
    """Whether the sentence tells of an earlier year: "In 2018 the bank forecast ...", "last year's list said ..."."""
    told = _TOLD_YEAR.match(text, sentence.start, sentence.end)
    if told is None:
        return False
    return told.group("year") is None or (year is not None and int(told.group("year")) < year)


def clause_around(text: str, region: Region, draft: Draft) -> tuple[int, int]:
    """The clause that holds the draft, without marks, outer space and the final stop."""
    start = region.start
    for earlier in _CLAUSE_END.finditer(text, max(region.start, draft.start - 300), draft.start):
        start = earlier.end()
    boundary = _CLAUSE_END.search(text, draft.end, region.end)
    end = boundary.start() if boundary else region.end
    while start < end and text[start] in " \n“”\"'‘’":
        start += 1
    while end > start and text[end - 1] in ' \n.,;:“”"':
        end -= 1
    return (start, end) if start <= draft.start else (draft.start, max(end, draft.end))
