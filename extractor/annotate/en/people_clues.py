"""What stands beside a run of capitals and shows that a human being is meant, whatever the tagger says."""

from __future__ import annotations

from extractor.annotate.en.firms_words import firm_words
from extractor.annotate.en.names_scan import Scan
from extractor.annotate.en.names_words import not_names
from extractor.annotate.en.people_words import person_words
from extractor.annotate.en.roles import head_of, plural, role_words


def human(page: Scan, start: int, end: int) -> bool:
    """Whether two or three plain capitalised words are a person's: "adviser X Y", "his partner, X Y", "X Y, who"."""
    words = page.words[start:end]
    if not 2 <= len(words) <= 3 or any(_corporate(word.base) for word in words):
        return False
    return _behind_role(page, start) or _told_of(page, end) or _acts_alone(page, words[-1].base)


def _corporate(word: str) -> bool:
    return word in firm_words("strong") | firm_words("weak") | firm_words("legal") | not_names()


def _behind_role(page: Scan, start: int) -> bool:
    """A role in the singular right before, or "his partner," and the like."""
    if not start:
        return False
    before, gap = page.words[start - 1], page.gap(start - 1).strip()
    if not head_of(before.key) or plural(before.key) or before.possessive or before.capital or gap not in ("", ","):
        return False
    return gap == "" or (start > 1 and page.words[start - 2].key in ("his", "her", "its", "their"))


def _told_of(page: Scan, end: int) -> bool:
    """A comma and "who", an age, or "herself"."""
    if end + 1 >= len(page.words):
        return False
    behind, gap = page.words[end], page.gap(end - 1).strip()
    aged = behind.text.isdigit() and 17 < int(behind.text[:3]) < 100 and page.gap(end).strip() == ","
    return gap == "," and (behind.key in ("who", "whose") or aged)


def _acts_alone(page: Scan, surname: str) -> bool:
    """Whether the last word stands alone elsewhere and says something, as surnames do: "Stroud said"."""
    return surname in page.lone_speakers


def names_office(page: Scan, start: int, end: int) -> bool:
    """Whether a preposition behind a role leads to the words, which are then its firm: "co-founder of X Y"."""
    k = start - 1
    if k < 1 or page.words[k].key not in ("of", "at") or not page.spaced(k) or not page.spaced(k - 1):
        return False
    before = page.words[k - 1]
    offices = role_words("heads") - {"member", "fellow", "author", "historian", "deputy", "adviser", "advisor"}
    return before.key in offices and not any(w.base in person_words("particles") for w in page.words[start:end])
