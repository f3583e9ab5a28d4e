"""Later mentions of people already named: surnames, pronouns and "the strategist", where they can only mean one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from extractor.annotate.en.names_scan import Scan, merged, overlapping
from extractor.annotate.en.names_words import not_names
from extractor.annotate.en.people_rules import Seen, says, title_before
from extractor.annotate.en.people_words import possible_given_name
from extractor.annotate.en.roles import head_of
from extractor.records import Person

_LATER = re.compile(
    r"\b(?P<pronoun>[Hh]e|[Ss]he)\b"
    r"|\b(?P<role>[Tt]he (?:analyst|strategist|economist|trader|investor|chairman|president|governor|minister|secretary"
    r"|fund manager|portfolio manager|CEO|chief executive))\b"
)
_SAID = re.compile(
    r",? (?:also )?(?:said|says|added|adds|told|wrote|writes|noted|notes|stated|warned|explained|argued|expects"
    r"|believes|thinks|sees|continued|mentioned|predicted|cautioned|pointed|commented|remarked|concluded|acknowledged|estimated"
    r"|reiterated)\b"
)
_SAID_BEFORE = re.compile(r"\b(?:said|says|added|adds|as|wrote|noted) $")
NEAR = 700
"""Characters back in which the one person meant must have been named."""


def surname_mentions(page: Scan, seen: list[Seen], firms: list[tuple[int, int]]) -> list[Seen]:
    """Surnames alone whose bearer the text names in full; as speakers, also spellings that may be one of theirs."""
    full = {page.words[one.end - 1].base for one in seen if one.end - one.start > 1}
    taken = merged([(page.words[one.start].start, page.words[one.end - 1].end) for one in seen] + firms + page.blocked)
    found = []
    for i, word in enumerate(page.words):
        if not word.text[0].isupper() or overlapping(taken, word.start, word.end):
            continue
        if _alone(page, i) and (word.base in full or _speaker(page, i, full)):
            title = title_before(page, i)
            found.append(Seen(i, i + 1, title))
    return found


def _alone(page: Scan, i: int) -> bool:
    """Whether the word is no part of a longer capitalised name."""
    word = page.words[i]
    if i + 1 < len(page.words) and page.near(i) and page.words[i + 1].capital and not word.possessive:
        return False
    if not i or not page.near(i - 1):
        return True
    before = page.words[i - 1]
    return not before.capital or before.possessive or head_of(before.key) is not None or before.base in not_names()


def _speaker(page: Scan, i: int, full: set[str]) -> bool:
    word = page.words[i].base
    if word in not_names() or possible_given_name(word) or not says(page, i, i + 1):
        return False
    return any(word[:3] == known[:3] and word != known for known in full)


def later_mentions(page: Scan, people: list[Person]) -> list[Person]:
    """The people with pronoun and role mentions added: by a verb of saying, where one alone was named near."""
    named = sorted((start, end, k) for k, person in enumerate(people) for start, end in person.mentions)
    starts = [start for start, _, _ in named]
    more: dict[int, list[tuple[int, int]]] = {}
    for found in _LATER.finditer(page.text):
        if not (
            _SAID.match(page.text, found.end())
            or _SAID_BEFORE.search(page.text, max(0, found.start() - 8), found.start())
        ):
            continue
        upto = bisect_right(starts, found.start())
        near = [k for start, _, k in named[max(0, upto - 6) : upto] if found.start() - start < NEAR]
        meant = _meant(people, near, found.group("role"))
        if meant is not None:
            more.setdefault(meant, []).append(found.span())
    return [replace(p, mentions=tuple(sorted({*p.mentions, *more.get(k, ())}))) for k, p in enumerate(people)]


def _meant(people: list[Person], near: Iterable[int], role: str | None) -> int | None:
    """The one person named near; for a role mention, the one whose role it is."""
    known = set(near)
    if role is not None:
        noun = role.lower().removeprefix("the ").replace("ceo", "chief executive")
        known = {k for k in known if noun in (people[k].role or "").lower().replace("ceo", "chief executive")}
    return known.pop() if len(known) == 1 else None
