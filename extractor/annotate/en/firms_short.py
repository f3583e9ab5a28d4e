"""Short forms of a firm's name: what is left without its legal form, and where the text uses its beginning alone."""

from __future__ import annotations

from extractor.annotate.en.firms_words import firm_words, legal_forms
from extractor.annotate.en.names_scan import Scan, overlapping
from extractor.annotate.en.names_words import not_names
from extractor.annotate.en.people_words import possible_given_name, public_figure


def cores(bases: list[str]) -> tuple[str, ...]:
    """The words of a name that tell it from others: without "the" in front and legal forms behind."""
    start, end = 0, len(bases)
    while start < end - 1 and bases[start] == "the":
        start += 1
    while end - start > 1 and bases[end - 1] in legal_forms():
        end -= 1
    return tuple(bases[start:end])


def begins(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Whether `short` is the telling beginning of the longer name: "Sanyo" of "Sanyo Electric"."""
    if not 0 < len(short) < len(long) or long[: len(short)] != short:
        return False
    return len(short) > 1 or (short[0] not in not_names() and not possible_given_name(short[0]) and len(short[0]) > 2)


def short_forms(page: Scan, core: tuple[str, ...], *, longer: bool) -> list[tuple[str, ...]]:
    """The forms under which the text may name the firm again: the whole core, and the core without its telling ending.

    A single word counts only if it is no plain word, no place and no surname on this page; `longer` says that the
    text has the name with a legal form, or that no gazetteer knows it.
    """
    short = list(core)
    while len(short) > 1 and short[-1] in firm_words("strong") | firm_words("weak"):
        short.pop()
    forms = {tuple(short), core} if len(core) > 1 or longer else set()
    if longer and len(core[0]) > 4 and core[0] not in firm_words("strong") | firm_words("weak"):
        forms.add(core[:1])
    return sorted(form for form in forms if len(form) > 1 or _distinctive(page, form[0]))


def _distinctive(page: Scan, word: str) -> bool:
    if (
        word in not_names()
        or word in firm_words("plain")
        or possible_given_name(word)
        or public_figure(word)
        or len(word) < 3
    ):
        return False
    return word not in page.surnames


def places_of(
    page: Scan, forms: dict[str, list[tuple[str, ...]]], taken: list[tuple[int, int]]
) -> dict[tuple[str, ...], list[tuple[int, int]]]:
    """Where the forms (by their first word) stand free on the page, the longest at each place."""
    found: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for i, word in enumerate(page.words):
        if word.base not in forms or not word.capital or overlapping(taken, word.start, word.end):
            continue
        form = next((f for f in sorted(forms[word.base], key=len, reverse=True) if _matches(page, i, f)), None)
        if form is not None:
            span = (word.start, page.words[i + len(form) - 1].base_end)
            if not overlapping(taken, *span) and not overlapping(page.blocked, *span):
                found.setdefault(form, []).append(span)
    return found


def _matches(page: Scan, i: int, form: tuple[str, ...]) -> bool:
    if i + len(form) > len(page.words):
        return False
    last = i + len(form) - 1
    if any(page.words[i + k].base != word or (k and not page.near(i + k - 1)) for k, word in enumerate(form)):
        return False
    follows = last + 1 < len(page.words) and page.near(last) and page.words[last + 1].capital
    return not (follows and not page.words[last].possessive) and not (
        i and page.near(i - 1) and page.words[i - 1].capital
    )
