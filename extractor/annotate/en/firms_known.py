"""Names that the gazetteer knows, with what belongs to them in the text."""

from __future__ import annotations

from extractor.annotate.en.firms_found import Found
from extractor.annotate.en.firms_gazetteer import known_at
from extractor.annotate.en.firms_words import firm_words, legal_forms
from extractor.annotate.en.names_scan import Scan, overlapping
from extractor.annotate.en.people_words import given_name, possible_given_name
from extractor.annotate.en.roles import titled


def known_names(page: Scan) -> tuple[list[Found], list[Found], set[str]]:
    """Known spellings, grown by a legal form behind them; the weak ones; and those that are surnames here."""
    strong: list[Found] = []
    weak: list[Found] = []
    people: set[str] = set()
    i = 0
    while i < len(page.words):
        hit = known_at(page.words, i, page.text)
        if hit is None or overlapping(page.blocked, page.words[i].start, page.words[hit[1] - 1].end):
            i += 1
            continue
        alias, end = hit
        if i and page.words[i - 1].text == "&" and page.near(i - 1):  # the Fitch of Abercrombie & Fitch
            i = end
            continue
        if _personal(page, i, end):
            people.add(page.words[i].base)
            i = end
            continue
        whole = _grown(page, end)
        if whole > end and not _only_legal(page, end, whole):
            strong.append(Found(i, whole))
        elif alias.weak and whole == end:
            weak.append(Found(i, end, alias))
        else:
            strong.append(Found(i, whole, alias))
        i = whole
    return strong, weak, people


def _personal(page: Scan, i: int, end: int) -> bool:
    """Whether the one-word name is here somebody's surname: "Peter Oppenheimer"."""
    before = page.words[i - 1] if i and page.near(i - 1) else None
    if end - i != 1 or before is None or not before.capital or page.words[i].text.isupper():
        return False
    return given_name(before.base) or (possible_given_name(before.base) and page.named(i - 1, end, "PERSON"))


def _only_legal(page: Scan, start: int, end: int) -> bool:
    return all(page.words[j].base in legal_forms() for j in range(start, end))


def _grown(page: Scan, end: int) -> int:
    """Past a legal form, or to the telling ending of a longer name: "Prudential International Investment Advisors"."""
    if page.words[end - 1].possessive and page.words[end - 1].text[-2:] in ("'s", "’s"):
        return end
    j, best = end, end
    while j < len(page.words) and j - end < 5 and page.near(j - 1):
        word = page.words[j]
        if (word.text != "&" and not word.capital) or titled(word.key) or (word.text.isupper() and len(word.text) > 4):
            break
        if word.base in legal_forms() | firm_words("strong") | firm_words("weak") and word.text != "&":
            best = j + 1
        if word.possessive:
            break
        j += 1
    return best
