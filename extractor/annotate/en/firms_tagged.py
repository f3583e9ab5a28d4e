"""Organisations that the tagger sees, as far as nothing speaks against them; weak names that something confirms."""

from __future__ import annotations

import re

from extractor.annotate.en.firms_beside import traded
from extractor.annotate.en.firms_endings import shouted
from extractor.annotate.en.firms_found import Found
from extractor.annotate.en.firms_words import firm_words
from extractor.annotate.en.names_scan import Scan, overlapping, trimmed
from extractor.annotate.en.names_words import not_names
from extractor.annotate.en.people_clues import human
from extractor.annotate.en.people_same import respelt
from extractor.annotate.en.people_words import given_name, person_words, public_figure
from extractor.annotate.en.roles import RoleReader, head_of

_MOVED = re.compile(
    r" (?:shares )?(?:rose|fell|gained|lost|climbed|dropped|jumped|slid|surged|sank|tumbled|soared|added|shed|advanced"
    r"|declined|rallied|slipped|popped|plunged) (?:by |more than |about |nearly |almost )?\d"
)


def named_by_tagger(page: Scan, known: list[Found]) -> list[Found]:
    """ORG names of two words or more, or of one word that the text treats as a firm, which no list speaks against."""
    used = {i for f in known for i in range(f.start, f.end)}
    found = []
    for name in page.names:
        if (
            name.label != "ORG"
            or overlapping(page.bylines, name.start, name.end)
            or overlapping(page.blocked, name.start, name.end)
            or page.in_heading(name.start)
        ):
            continue
        start, end = page.at(name.start), page.at(name.end - 1) + 1
        if not used.isdisjoint(range(start, end)):
            continue
        start, end = trimmed(page, start, end)
        if start < end and _trusted(page, start, end) and not _person_like(page, start, end):
            found.append(Found(start, end))
    return found


def _person_like(page: Scan, start: int, end: int) -> bool:
    """Whether it is the surname of someone on the page, in any spelling, or a role follows it behind a comma."""
    last = page.words[end - 1].base
    if end - start == 1 or page.words[start].base in person_words("particles"):
        return last in page.surnames or any(respelt(surname, last) for surname in page.surnames_like(last))
    if human(page, start, end):
        return True
    return page.gap(end - 1).strip() == "," and RoleReader(page, {}, frozenset()).after(end) is not None


def _trusted(page: Scan, start: int, end: int) -> bool:
    words = page.words[start:end]
    if not all(w.capital or w.key in ("of", "the", "and", "for", "&") for w in words) or any(
        head_of(w.base) for w in words
    ):
        return False
    if any(w.possessive for w in words[:-1]) or any("\n" in page.gap(j) for j in range(start, end - 1)):
        return False
    if (
        any(w.text.isupper() and len(w.text) > 5 for w in words)
        or shouted(page, start, end - 1)
        or words[-1].base in firm_words("never")
    ):
        return False
    if len(words) > 1:
        plain = sum(w.base in not_names() or w.base in firm_words("never") or w.text.isdigit() for w in words)
        return plain == 0 and not given_name(words[0].base) and not any(c.isdigit() for w in words for c in w.text)
    return not public_figure(words[0].base) and firm_like(page, start, end)


def firm_like(page: Scan, start: int, end: int) -> bool:
    """Whether the words behind treat a one-word name as a firm: "said", "shares", "reported"."""
    word = page.words[start]
    if word.base in firm_words("never") or word.base in not_names() or len(word.base) < 3:
        return False
    if end >= len(page.words) or not page.spaced(end - 1):
        return False
    behind = page.words[end].key
    return behind in firm_words("after") or (
        behind in firm_words("verbs") and not page.named(start, end, "PERSON", "GPE")
    )


def confirmed(page: Scan, known: list[Found], weak: list[Found]) -> list[Found]:
    """Weak names that something on the page confirms."""
    firm_words_at = {i for f in known for i in range(f.start, f.end)}
    names = {page.words[f.start].base for f in known if page.words[f.start].base not in not_names()}
    found: list[Found] = []
    for one in weak:
        first, last = page.words[one.start], page.words[one.end - 1]
        if first.base in names or _weak_clue(page, one) or _in_list(page, one, firm_words_at):
            found.append(one)
            names.add(first.base)
        elif page.named(one.start, one.end, "ORG") and last.base not in not_names() and not page.opens(one.start):
            found.append(one)
    return found


def _weak_clue(page: Scan, one: Found) -> bool:
    if page.in_heading(page.words[one.start].start):
        return False
    plain = page.words[one.end - 1].base in not_names()
    if not plain and (traded(page, one.start, one.end) or firm_like(page, one.start, one.end)):
        return True
    behind = page.words[one.end] if one.end < len(page.words) and page.spaced(one.end - 1) else None
    if behind and (
        behind.key in ("secretary", "secretaries", "official", "officials")
        or behind.key in firm_words("verbs") | {"auctioned", "auctions"}
    ):
        return True
    if (
        plain
        and page.words[one.start - 1].key == "the"
        and (page.words[one.end - 1].possessive or (behind and behind.key in firm_words("acts")))
    ):
        return True
    text = page.text[page.words[one.end - 1].end : page.words[one.end - 1].end + 40]
    return bool(_MOVED.match(text)) and not plain


def _in_list(page: Scan, one: Found, firms: set[int]) -> bool:
    """Whether a sure firm stands next to it in a list: "Caterpillar, Coach, Boeing"."""
    before = one.start - 1 in firms and page.gap(one.start - 1).strip() == ","
    behind = one.end in firms and page.gap(one.end - 1).strip() == ","
    return before or behind
