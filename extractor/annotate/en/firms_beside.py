"""Names that tell by what stands beside them: a role, a ticker, "shares of", other firms in a list."""

from __future__ import annotations

import re

from extractor.annotate.en.firms_endings import department, shouted
from extractor.annotate.en.firms_found import Found
from extractor.annotate.en.firms_tickers import CODE, fund_near, initials, symbol_of
from extractor.annotate.en.firms_words import firm_words
from extractor.annotate.en.names_scan import Scan
from extractor.annotate.en.names_words import not_names, word_list
from extractor.annotate.en.people_clues import names_office
from extractor.annotate.en.people_words import given_name, possible_given_name, public_figure
from extractor.annotate.en.roles import head_of, plural, role_words, titled

_SOURCE = re.compile(
    r"\b(?:according to|(?:data|figures|numbers|estimates|research|a report|a survey|a poll|a note)"
    r" (?:from|by|compiled by)) (?:data from )?(?:the )?$"
)
_SHARES_OF = re.compile(r"\b(?:[Ss]hares|[Ss]tocks?|parent) (?:of|in|such as|like) $")


def named_by_place(page: Scan, known: list[Found], runs: list[tuple[int, int]]) -> list[Found]:
    """Names behind "analyst at", before "analysts", beside a ticker, behind "shares of"."""
    used = {i for f in known for i in range(f.start, f.end)}
    found = []
    for start, end in runs:
        if not used.isdisjoint(range(start, end)):
            continue
        left, right = _past_openers(page, start, end)
        right = next((j for j in range(left + 1, right) if _ends_name(page, j, right)), right)
        if left >= right or page.words[right - 1].base in word_list("calendar"):
            continue
        clue = (
            _described(page, left, right)
            or _beside_role(page, left, right)
            or traded(page, left, right)
            or _between(page, left, right, used)
            or _rates(page, left, right)
        )
        if clue and _nameable(page, left, right) and not shouted(page, left, right - 1):
            found.append(Found(left, right))
    return found


def small_letters(page: Scan) -> list[Found]:
    """Firms of badly cased text behind a role: "head of rates at oakmere asset management"."""
    words, found = page.words, []
    for j in range(2, len(words)):
        if words[j].key not in firm_words("small") or words[j - 1].key not in firm_words("weak") | firm_words("strong"):
            continue
        k = next((k for k in range(j - 2, max(0, j - 6), -1) if words[k].key in ("at", "with", "from")), None)
        if k is None or any(w.capital or w.key in firm_words("plain") for w in words[k + 1 : j + 1]):
            continue
        described = j + 1 < len(words) and page.spaced(j) and words[j + 1].key in firm_words("kinds")
        if j - k > 2 and not described and all(page.spaced(i) for i in range(k, j)) and _ends_role(page, k, "at"):
            found.append(Found(k + 1, j + 1))
    return found


def _ends_name(page: Scan, j: int, right: int) -> bool:
    """Whether a role or a person's name begins here: "Goldman Chief", "Market Strategy David Russell"."""
    return titled(page.words[j].key) or (j + 1 < right and given_name(page.words[j].base))


def _described(page: Scan, start: int, end: int) -> bool:
    """Whether a noun for a kind of firm stands before the name: "oil broker PVM", "chipmaker Arm"."""
    if not start or not page.spaced(start - 1) or page.words[start - 1].key not in firm_words("describers"):
        return False
    return not page.named(start, end, "PERSON", "GPE", "NORP") and not given_name(page.words[start].base)


def _rates(page: Scan, start: int, end: int) -> bool:
    """Whether the words open a sentence and do what brokers do: "Barlow Hughes upgraded", "X Y cut its forecast"."""
    if end >= len(page.words) or not page.opens(start) or not page.spaced(end - 1) or end - start > 4:
        return False
    verb, behind = page.words[end].key, page.words[min(end + 1, len(page.words) - 1)].key
    does = verb in firm_words("rates") or (verb in firm_words("moves") and behind in ("its", "their"))
    alone = end - start == 1 and page.words[start].base in page.surnames
    return does and not alone and not given_name(page.words[start].base)


def _between(page: Scan, start: int, end: int, firms: set[int]) -> bool:
    """Whether it stands between two sure firms in a list: "Caterpillar, Coach, Boeing and Deere"."""
    before = start - 1 in firms and page.gap(start - 1).strip() == ","
    behind = (end in firms and page.gap(end - 1).strip() == ",") or (
        end + 1 in firms and page.words[min(end, len(page.words) - 1)].key == "and"
    )
    return before and behind and end - start < 4 and not page.named(start, end, "PERSON", "GPE", "NORP")


def _past_openers(page: Scan, start: int, end: int) -> tuple[int, int]:
    while (
        start < end
        and page.words[start].base in word_list("openers")
        and (page.opens(start) or page.words[start].base in word_list("little"))
    ):
        start += 1
    return start, end


def _nameable(page: Scan, start: int, end: int) -> bool:
    bases = [page.words[j].base for j in range(start, end)]
    if len(bases) > 1 and bases[-1] in firm_words("strong") | firm_words("weak") and not page.opens(start):
        return not department(page, start, end) and bases[0] not in firm_words("never")
    if all(base in not_names() or base in firm_words("never") or head_of(base) for base in bases):
        return False
    return not (len(bases) == 1 and (len(bases[0]) < 2 or public_figure(bases[0])))


def _beside_role(page: Scan, start: int, end: int) -> bool:
    """Whether a role names it: "strategist at NAME", "CEO of NAME", "NAME analysts", "NAME strategist Jane Roe"."""
    return _behind_role(page, start, end) or _before_role(page, start, end)


def _behind_role(page: Scan, start: int, end: int) -> bool:
    """ROLE at|with|for|of, perhaps a description in small letters, NAME."""
    k = _past_description(page, start)
    preposition = page.words[k].key
    if k < 1 or preposition not in ("at", "with", "for", "of") or not page.spaced(k):
        return False
    if not _ends_role(page, k, preposition) or (preposition != "at" and page.named(start, end, "GPE")):
        return False
    if k < start - 1 or preposition not in ("of", "for") or not page.named(start, end, "PERSON"):
        return True
    return not given_name(page.words[start].base) and (end - start == 1 or names_office(page, start, end))


def _past_description(page: Scan, start: int) -> int:
    """Index of the word before "the", "Denver-based producer" and the like."""
    words, k = page.words, start - 1
    while k > 0 and page.spaced(k) and start - k < 6:
        described = (
            words[k].key == "the"
            or words[k].key in word_list("places")
            or (not words[k].capital and words[k].key not in role_words("hinges"))
        )
        if not described or words[k].key in role_words("stops"):
            break
        k -= 1
    return k


def _before_role(page: Scan, start: int, end: int) -> bool:
    """NAME analysts, NAME senior strategist Jane Roe."""
    words = page.words
    if end - start == 1 and page.opens(start) and not page.named(start, end, "ORG"):
        return False
    person = end - start > 1 and possible_given_name(words[start].base) and page.named(start, end, "PERSON")
    if person or page.named(start, end, "GPE", "NORP"):
        return False
    for j in range(end, min(end + 6, len(words))):
        if not page.spaced(j - 1) or words[j].key in role_words("stops") | role_words("hinges"):
            return False
        if j == end and head_of(words[j].key) and words[end - 1].possessive:
            return not page.named(start, end, "PERSON") and not public_figure(words[end - 1].base)
        if plural(words[j].key):
            return j == end and words[j].key in firm_words("after")
        leads = head_of(words[j].key) and j + 1 < len(words) and page.spaced(j) and words[j + 1].capital
        if leads or words[j].capital:
            return bool(leads) and not head_of(words[j + 1].key)
    return False


def _ends_role(page: Scan, k: int, preposition: str) -> bool:
    """Whether a role phrase ends right before word k."""
    words, reach = page.words, 1 if preposition == "of" else 9
    for j in range(k - 1, max(-1, k - 1 - reach), -1):
        if not page.spaced(j) and page.gap(j).strip() not in (",", "/"):
            return False
        if head_of(words[j].key):
            return True
        if words[j].key in role_words("stops"):
            return False
    return False


def traded(page: Scan, start: int, end: int) -> bool:
    """Whether a ticker stands behind the name, or "shares of" before or "shares" behind it."""
    text, first, last = page.text, page.words[start], page.words[end - 1]
    code = CODE.match(text, last.end)
    if code and not fund_near(page, start, end):
        return symbol_of(code) is not None and not initials(page, start, end, code.group().strip(" ()"))
    if page.named(start, end, "GPE", "NORP", "PERSON"):
        return False
    if _SOURCE.search(text, max(0, first.start - 30), first.start):
        return end - start > 1 or page.named(start, end, "ORG")
    if _SHARES_OF.search(text[max(0, first.start - 30) : first.start]):
        return not page.in_heading(first.start)
    behind = page.words[end] if end < len(page.words) and page.spaced(end - 1) else None
    return bool(behind and behind.key == "shares" and end - start < 4 and page.named(start, end, "ORG"))
