"""Quotation marks paired: where the text between marks begins and ends, whatever the marks and however damaged.

Pairing is local: it starts afresh at every paragraph, and a mark without a partner costs its own segment only.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractor.records import Sentence

_DOUBLE = re.compile(r"[\"“”„«»「」『』＂‟]|''|``")
_SINGLE = re.compile(r"(?<![\w'’])[‘’'](?=[A-Za-z$\[(])|(?<=[\w.,!?…%)\]])['’](?![\w'’])")
_OPENING, _CLOSING = "“„«「『‟", "”»」』"
MARKS = frozenset("\"“”„«»「」『』＂‟’'‘")
"""Every character that can open or close a quotation."""
_BEFORE_OPENING = " \t\n\u00a0\u3000([{—–-/:“‘'"
_AFTER_CLOSING = " \t\n\u00a0\u3000.,;:!?)]}—–-”’'…、。，"
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_ELISION = re.compile(r"['’](?:em|til|tis|twas|cause|bout|n)\b", re.IGNORECASE)
# The speaker after a quotation that lost its closing mark: ', Jo Doe said.'
_SAID_AFTER = re.compile(
    r",(?=\s+(?:(?:[\w.&’'-]+\s+){1,8}(?:said|says|added|wrote|told)\b|(?:said|says)\s)[^,“”\"]{0,80}$)"
)
_LONGEST_SINGLE = 400


@dataclass(frozen=True, slots=True)
class Segment:
    """Text inside one pair of marks: `start`..`end` without the marks and outer white space, `left`..`right` with them.

    `opened` and `closed` say which of the two marks really stands there; `block` counts paragraphs from 0.
    """

    start: int
    end: int
    left: int
    right: int
    block: int
    opened: bool = True
    closed: bool = True
    single: bool = False


def find_segments(text: str, sentences: tuple[Sentence, ...]) -> list[Segment]:
    """Every stretch between quotation marks, in text order; segments never overlap."""
    found: list[Segment] = []
    blocks = list(_blocks(sentences))
    for number, block in enumerate(blocks):
        marks = [
            _lean(text, mark.start(), mark.end()) for mark in _DOUBLE.finditer(text, block[0].start, block[-1].end)
        ]
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        doubles = list(_pair(text, number, block, marks, runs_on=_runs_on(text, following)))
        found += doubles
        found += _singles(text, number, block, doubles)
    return sorted((s for s in found if s.end > s.start), key=lambda segment: segment.left)


def within(segments: list[Segment], start: int, end: int) -> list[Segment]:
    """The segments that open inside `start`..`end`."""
    first = bisect_left(segments, start, key=lambda segment: segment.left)
    return segments[first : bisect_left(segments, end, key=lambda segment: segment.left)]


def segment_at(at: int, segments: list[Segment]) -> Segment | None:
    """The segment whose marks enclose `at`, or None."""
    segment = last_before(at + 1, segments)
    return segment if segment and at < segment.right else None


def last_before(at: int, segments: list[Segment]) -> Segment | None:
    """The last segment that opens before `at`."""
    i = bisect_left(segments, at, key=lambda segment: segment.left) - 1
    return segments[i] if i >= 0 else None


def _blocks(sentences: tuple[Sentence, ...]) -> Iterator[list[Sentence]]:
    block: list[Sentence] = []
    for sentence in sentences:
        if block and sentence.paragraph != block[-1].paragraph:
            yield block
            block = []
        block.append(sentence)
    if block:
        yield block


def _lean(text: str, start: int, end: int) -> tuple[int, int, int]:
    """The mark and whether it looks like an opening one (+1), a closing one (-1) or could be either (0)."""
    mark = text[start:end]
    opens = start == 0 or text[start - 1] in _BEFORE_OPENING
    closes = end >= len(text) or text[end] in _AFTER_CLOSING
    if mark == "``" or (mark in _OPENING and not (closes and not opens)):
        return start, end, 1
    if mark in _CLOSING and not (opens and not closes):
        return start, end, -1
    return start, end, int(opens) - int(closes)


def _runs_on(text: str, block: list[Sentence] | None) -> bool:
    """Whether the next paragraph goes on with a quotation: it opens with a mark, or its first mark is a closing one."""
    if block is None:
        return False
    first = _DOUBLE.search(text, block[0].start, block[-1].end)
    if first is None:
        return False
    return first.start() == block[0].start or _lean(text, first.start(), first.end())[2] < 0


def _pair(
    text: str, number: int, block: list[Sentence], marks: list[tuple[int, int, int]], *, runs_on: bool
) -> Iterator[Segment]:
    opened: tuple[int, int] | None = None
    nested = 0
    for i, (start, end, lean) in enumerate(marks):
        if nested and lean < 0:
            nested -= 1
        elif opened is None and lean < 0:
            yield _unopened(text, number, block, start, end)
        elif opened is None:
            opened = (start, end)
        elif lean <= 0:
            yield _segment(text, (opened[1], start), (opened[0], end), number)
            opened = None
        elif _is_nested(text, opened[0], start, marks[i + 1 : i + 3]):
            nested = 1
        else:
            yield _unclosed(text, number, block, opened, start)
            opened = (start, end)
    if opened is not None:
        yield _unclosed(text, number, block, opened, None if runs_on else block[-1].end)


def _is_nested(text: str, outer: int, inner: int, following: list[tuple[int, int, int]]) -> bool:
    """Whether a second opening mark opens a quotation in a quotation: both close, or the marks are of another kind."""
    if [mark[2] for mark in following] == [-1, -1]:
        return True
    curly = text[inner] in _OPENING
    closes = bool(following) and following[0][2] < 0 and (text[following[0][0]] in _CLOSING) == curly
    return closes and curly != (text[outer] in _OPENING)


def _segment(text: str, inner: tuple[int, int], outer: tuple[int, int], block: int) -> Segment:
    (start, end), (left, right) = inner, outer
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Segment(start, end, left, right, block)


def _unopened(text: str, number: int, block: list[Sentence], start: int, end: int) -> Segment:
    """A closing mark alone: its quotation begins with the sentence (or it is a sign for inches: the cue decides)."""
    first = block[max(0, bisect_left(block, start, key=lambda sentence: sentence.start) - 1)].start
    return replace(_segment(text, (first, start), (first, end), number), opened=False)


def _unclosed(text: str, number: int, block: list[Sentence], opened: tuple[int, int], before: int | None) -> Segment:
    """An opening mark alone: its quotation ends with the sentence and `before`, or (None) the paragraph."""
    i = min(bisect_right(block, opened[1], key=lambda sentence: sentence.end), len(block) - 1)
    last = block[-1].end if before is None else min(block[i].end, before)
    said = _SAID_AFTER.search(text[max(opened[1], last - 200) : last])
    if said:
        last = max(opened[1], last - 200) + said.end()
    return replace(_segment(text, (opened[1], last), (opened[0], last), number), closed=False)


def _singles(text: str, number: int, block: list[Sentence], doubles: list[Segment]) -> Iterator[Segment]:
    """Segments between single marks outside the double ones; an apostrophe is not a mark."""
    covered = 0
    found = _SINGLE.finditer(text, block[0].start, block[-1].end)
    marks = [mark for mark in found if segment_at(mark.start(), doubles) is None]
    for i, mark in enumerate(marks):
        if mark.start() < covered or not _opens(text, mark.start()):
            continue
        close = _closing(text, mark.end(), [m.start() for m in marks[i + 1 : i + 9]])
        if close is None or within(doubles, mark.start(), close):
            continue
        covered = close + 1
        yield replace(_segment(text, (mark.end(), close), (mark.start(), covered), number), single=True)


def _opens(text: str, at: int) -> bool:
    return (at == 0 or text[at - 1] in _BEFORE_OPENING) and not _ELISION.match(text, at)


def _closing(text: str, start: int, candidates: list[int]) -> int | None:
    """The mark that closes: the first after punctuation, else the first that cannot be a plural's apostrophe."""
    fallback: int | None = None
    for at in candidates:
        if at - start > _LONGEST_SINGLE or _opens(text, at):
            break
        if text[at - 1] in ".,!?…":
            return at
        if fallback is None or text[fallback - 1] == "s":
            fallback = at
    return fallback


def word_count(text: str) -> int:
    """Words of a segment; two CJK characters count as one word."""
    return len(re.findall(r"[A-Za-z0-9$%]\S*", text)) + len(_CJK.findall(text)) // 2
