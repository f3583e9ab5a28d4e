"""Names that tell by their ending what they are: "Rockwell Global Capital", "Kaufman Bros", "Bank of Cyprus"."""

from __future__ import annotations

from extractor.annotate.en.firms_found import Found
from extractor.annotate.en.firms_words import firm_words, legal_forms
from extractor.annotate.en.names_scan import Scan
from extractor.annotate.en.names_words import not_names, word_list
from extractor.annotate.en.people_words import given_name, public_figure
from extractor.annotate.en.roles import titled


def named_by_ending(page: Scan, start: int, end: int) -> Found | None:
    """The firm that a run of capitals names by its last telling word, or None.

    "Rockwell Global Capital", "Kaufman Bros", "Bank of Cyprus", "Schaeffer's Investment Research".
    """
    words = page.words
    if words[start].key in firm_words("of_heads") and (named := _of_name(page, start, end)):
        return named
    telling = firm_words("strong") | firm_words("weak")
    last = next((j for j in range(end - 1, start, -1) if words[j].base in telling), None)
    if last is None:
        return None
    start = _past_roles(page, start, last)
    if start >= last:
        return None
    owner = _with_owner(page, start)
    if (owner == start and not _telling(page, start, last)) or shouted(page, start, last):
        return None
    if words[last].base not in firm_words("strong") and _doubtful(page, start, last, end):
        return None
    return Found(owner, _with_tail(page, last + 1, end))


def _doubtful(page: Scan, start: int, last: int, end: int) -> bool:
    """Whether a weak ending proves nothing: in a headline, in a person's name, in what someone heads inside a firm."""
    first = page.words[start]
    if page.in_heading(first.start) or first.base in word_list("common") or department(page, start, last + 1):
        return True
    return last - start == 1 and given_name(first.base) and page.named(start, end, "PERSON")


def _telling(page: Scan, start: int, last: int) -> bool:
    """Whether a word before the ending names something: any but an opener before Inc or Corp, else no plain word."""
    rest = [page.words[j].base for j in range(start, last)]
    if page.words[last].base in legal_forms() - {"group", "holding", "holdings"}:
        return any(base not in word_list("openers") for base in rest)
    return any(base not in not_names() and base not in firm_words("weak") for base in rest)


def shouted(page: Scan, start: int, last: int) -> bool:
    """Whether the run is part of a subheading in capitals: "FED STIMULUS SPECULATION Gold"."""
    loud = sum(page.words[j].text.isupper() and len(page.words[j].text) > 2 for j in range(start, last + 1))
    long = any(page.words[j].text.isupper() and len(page.words[j].text) > 5 for j in range(start, last + 1))
    return (loud > 1 or (long and page.words[last].base in firm_words("weak"))) and page.words[
        last
    ].base not in legal_forms()


def department(page: Scan, start: int, end: int) -> bool:
    """Whether it is what someone heads inside a firm: "head of G10 FX Research at Standard Chartered"."""
    behind = page.words[end].key if end < len(page.words) and page.spaced(end - 1) else ""
    near = [word.key for word in page.words[max(0, start - 3) : start]]
    return behind in ("at", "for", "with") and not {"of", "for", "and"}.isdisjoint(near)


def _with_tail(page: Scan, end: int, stop: int) -> int:
    """Past one or two words that end the run: "Macquarie Futures USA", "Brown Brothers Harriman"."""
    tail = page.words[end:stop]
    if 0 < len(tail) < 3 and not any(
        titled(w.key) or w.base in word_list("openers") | word_list("calendar") or given_name(w.base) for w in tail
    ):
        return stop
    return end


def _past_roles(page: Scan, start: int, last: int) -> int:
    """The beginning of the firm's own name behind openers and a capitalised role: "Chief Economist Oxford Advisors"."""
    words = page.words
    while start < last and (
        titled(words[start].key) or (words[start].base in word_list("openers") and page.opens(start))
    ):
        start += 1
    for j in range(last - 1, start, -1):
        if titled(words[j].key):
            return j + 1
    return start


def _with_owner(page: Scan, start: int) -> int:
    """A possessive that is part of the name: "Schaeffer's Investment Research", not "Germany's Commerce Bank"."""
    k = start - 1
    if k < 1 or not page.spaced(k) or not page.words[k].possessive or not page.words[k].capital:
        return start
    owner = page.words[k].base
    if owner in not_names() or page.words[k - 1].key not in ("at", "with", "of", "for", "from") or public_figure(owner):
        return start
    return k


def _of_name(page: Scan, start: int, end: int) -> Found | None:
    if end - start != 1 or end + 1 >= len(page.words) or page.words[end].key != "of" or not page.spaced(end - 1):
        return None
    stop = end + 1
    while (
        stop < len(page.words)
        and stop - end < 5
        and page.words[stop].capital
        and (stop == end + 1 or page.near(stop - 1))
    ):
        stop += 1
        if page.words[stop - 1].possessive or (stop < len(page.words) and titled(page.words[stop].key)):
            break
    while stop > end + 1 and (titled(page.words[stop - 1].key) or page.words[stop - 1].key in word_list("calendar")):
        stop -= 1
    return Found(start, stop) if stop > end + 1 else None
