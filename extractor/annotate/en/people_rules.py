"""Where a page names people: full names, surnames behind a title, surnames that market prose uses alone.

Evidence decides: a given name, the tagger's PERSON, a role beside the name, a verb of saying. What is an organisation
by firms.py, an instrument, a place or a headline word is no person. Bylines name authors, who are left out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from extractor.annotate.en.firms_tickers import ticker_behind
from extractor.annotate.en.firms_words import firm_words
from extractor.annotate.en.names_scan import Scan, merged, overlapping
from extractor.annotate.en.names_words import Word, not_names, word_list
from extractor.annotate.en.people_clues import human
from extractor.annotate.en.people_words import given_name, person_words, possible_given_name, public_figure
from extractor.annotate.en.roles import RoleReader, head_of, role_words


@dataclass(frozen=True, slots=True)
class Seen:
    """Word range of a person's name; `title` is the index of a title or role word right before it."""

    start: int
    end: int
    title: int | None = None


def person_spans(page: Scan, firms: list[tuple[int, int]]) -> list[Seen]:
    """Every mention of a person by name, in order. `firms` are the places of firms' names."""
    out = merged([*firms, *page.blocked, *page.bylines])
    reader = RoleReader(page, {}, frozenset())
    seen = []
    for start, end in _runs(page, out):
        for piece in _pieces(page, start, end):
            one = _person(page, reader, *piece)
            if one is not None:
                seen.append(one)
    return seen


def _runs(page: Scan, out: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs of capitalised words and the small particles between them, none of them in `out`."""
    runs, i, n = [], 0, len(page.words)
    while i < n:
        if not _bearer(page, i, out):
            i += 1
            continue
        j = i + 1
        while j < n and page.near(j - 1) and not page.words[j - 1].possessive:
            if _bearer(page, j, out):
                j += 1
            elif page.words[j].key in person_words("particles") and (k := _past_particles(page, j, out)) is not None:
                j = k
            else:
                break
        runs.append((i, j))
        i = j
    return runs


def _past_particles(page: Scan, j: int, out: list[tuple[int, int]]) -> int | None:
    for k in range(j + 1, min(j + 3, len(page.words))):
        if not page.near(k - 1):
            return None
        if _bearer(page, k, out):
            return k + 1
        if page.words[k].key not in person_words("particles"):
            return None
    return None


def _bearer(page: Scan, i: int, out: list[tuple[int, int]]) -> bool:
    """Whether the word can be part of a person's name or the title before it."""
    word = page.words[i]
    capital = (word.capital and word.text[0].isupper()) or (word.key[:3] in ("al-", "el-") and word.text[3:4].isupper())
    return capital and not any(c.isdigit() for c in word.text) and not overlapping(out, word.start, word.end)


def _pieces(page: Scan, start: int, end: int) -> list[tuple[int, int]]:
    """The run cut at titles, role words and words of the calendar, each piece without openers in front."""
    pieces, first = [], start
    for j in range(start, end):
        if _parts(page.words[j]):
            if page.words[j].key != "day":  # Martin Luther King Jr. Day is nobody
                pieces.append((first, j))
            first = j + 1
    return [piece for piece in (_unopened(page, *p) for p in [*pieces, (first, end)]) if piece[0] < piece[1]]


def _parts(word: Word) -> bool:
    """Whether the word stands between names and belongs to none."""
    if head_of(word.key) or word.key in role_words("titles"):
        return True
    return word.key in word_list("calendar") and word.key not in person_words("given") | person_words("ambiguous")


def _unopened(page: Scan, start: int, end: int) -> tuple[int, int]:
    while start < end and page.words[start].base in word_list("openers") and not given_name(page.words[start].base):
        if not page.opens(start) and start + 2 >= end:
            break
        start += 1
    return start, end


def _person(page: Scan, reader: RoleReader, start: int, end: int) -> Seen | None:
    title = title_before(page, start)
    tagged = _tagged(page, start, end)
    if tagged is not None and end - start > 4:
        start, end = tagged
    if end - start > 5 or page.words[end - 1].base in firm_words("strong") or ticker_behind(page, end):
        return None
    if end < len(page.words) and page.words[end].key == "holiday":
        return None
    if end - start == 1:
        return Seen(start, end, title) if _surname(page, start, title, tagged=tagged is not None) else None
    if _full_name(page, reader, Seen(start, end, title), tagged):
        return Seen(start, end, title)
    return None


def title_before(page: Scan, start: int) -> int | None:
    """Index of the title right before the name, such as Mr, President or strategist."""
    k = start - 1
    if k < 0 or not page.spaced(k) or page.words[k].possessive:
        return None
    return k if head_of(page.words[k].key) or page.words[k].key in role_words("titles") else None


def _tagged(page: Scan, start: int, end: int) -> tuple[int, int] | None:
    """Word range that the tagger calls a person within start..end."""
    left, right = page.words[start].start, page.words[end - 1].end
    for name in page.names[max(0, bisect_right(page.name_starts, left) - 1) : bisect_left(page.name_starts, right)]:
        if name.label == "PERSON" and name.end > left:
            first, last = max(start, page.at(name.start)), min(end, page.at(name.end - 1) + 1)
            if last > first:
                return first, last
    return None


def _full_name(page: Scan, reader: RoleReader, one: Seen, tagged: tuple[int, int] | None) -> bool:
    """Whether two to five capitalised words are a person's name."""
    words = page.words[one.start : one.end]
    bases = [word.base for word in words]
    if _impossible(words) and not (given_name(bases[0]) and says(page, one.start, one.end)):
        return False
    if given_name(bases[0]) and bases[-1] not in word_list("openers") - person_words("surnames"):
        return not (page.in_heading(words[0].start) and tagged is None and bases[1] in not_names())
    if page.in_heading(words[0].start) and not possible_given_name(bases[0]):
        return False
    beside = (
        one.title is not None
        or says(page, one.start, one.end)
        or _followed_by_role(page, reader, one.end)
        or human(page, one.start, one.end)
    )
    if possible_given_name(bases[0]) or len(bases[0]) == 1 or "." in words[0].text:
        return (tagged is not None or beside) and not all(base in not_names() for base in bases[1:])
    if any(base in not_names() - person_words("surnames") for base in bases) or bases[-1] in firm_words("weak"):
        return False
    if tagged == (one.start, one.end):
        return beside or not page.in_heading(words[0].start)
    return beside and not page.named(one.start, one.end, "GPE", "NORP", "LOC", "FAC", "LAW")


def _impossible(words: list[Word]) -> bool:
    """Whether the words cannot be a name: an index or tax at the end, a shouted word, a market's word within."""
    last = words[-1].base
    if last in person_words("no_surnames") or len(last) < 2:
        return True
    if any(word.text.isupper() and len(word.text) > 3 and "." not in word.text for word in words):
        return True
    behind = words[1:] if possible_given_name(words[0].base) else words
    return any(word.base in word_list("common") - person_words("surnames") for word in behind)


def says(page: Scan, start: int, end: int) -> bool:
    """Whether a verb of saying stands right before or behind the words."""
    before = start > 0 and page.spaced(start - 1) and page.words[start - 1].key in person_words("said")
    behind = end < len(page.words) and page.spaced(end - 1) and page.words[end].key in person_words("said")
    return before or behind


def _followed_by_role(page: Scan, reader: RoleReader, end: int) -> bool:
    return page.gap(end - 1).strip() in (",", "-", "–", "—") and reader.after(end) is not None


def _surname(page: Scan, i: int, title: int | None, *, tagged: bool) -> bool:
    """Whether a single word is a person: behind a title, a public figure, or tagged and saying something."""
    word = page.words[i]
    if (
        len(word.base) < 2
        or word.base in not_names() - person_words("surnames")
        or (page.words[i].text.isupper() and len(word.text) > 2)
    ):
        return False
    if page.in_heading(word.start) and not public_figure(word.base):
        return False
    if title is not None and (page.words[title].capital or page.words[title].key in role_words("titles")):
        return (
            tagged or public_figure(word.base) or page.words[title].key in role_words("titles") or says(page, i, i + 1)
        )
    if public_figure(word.base) and not given_name(word.base):
        return tagged or (not page.opens(i) and not page.in_heading(word.start))
    return tagged and says(page, i, i + 1) and not possible_given_name(word.base)
