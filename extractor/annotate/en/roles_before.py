"""Role phrases before a name: "Y strategist X", "the head of Y, X", "its chairman, X", "Y's X"."""

from __future__ import annotations

from extractor.annotate.en.names_words import word_list
from extractor.annotate.en.roles import REACH, Role, RoleReader, head_of, plural, role_words

_KEPT = role_words("past") | {"vice", "deputy", "senior"}
"""Small-letter words that belong to a capitalised title; others are description: "embattled President X"."""


def role_before(reader: RoleReader, i: int) -> Role | None:
    """The role that ends right before word i, or "the head of Y," before it; None where none does."""
    gap, firm = reader.page.gap(i - 1), reader.firm_ending(i)
    if i > 0 and reader.page.spaced(i - 1) and (role := _adjoining(reader, i, firm)):
        return role
    if i > 0 and gap == ", " and (role := _owned(reader, i)):
        return role
    return _role_of(reader, firm, i) if firm and gap in (", ", " ") else None


def _adjoining(reader: RoleReader, i: int, firm: tuple[int, int] | None) -> Role | None:
    """ROLE NAME, ROLE Prince NAME, FIRM's NAME."""
    words, k = reader.page.words, i - 1
    if words[k].key in role_words("styles") and k > 0 and head_of(words[k - 1].key) and reader.page.spaced(k - 1):
        return _back(reader, k)
    if head_of(words[k].key) and not words[k].possessive:
        return _back(reader, i)
    return Role(None, firm, i) if firm and words[k].possessive and words[k].capital else None


def _owned(reader: RoleReader, i: int) -> Role | None:
    """The role of "its chairman, X" and "the bank's chief economist, X"."""
    head = _head_before(reader, i)
    if head is None or reader.page.words[head].capital:
        return None
    back = _back(reader, head + 1)
    role = Role((back.role[0], i), back.firm, i) if back.role else back
    start = role.role[0] - 1 if role.role else -1
    if start >= 0 and (
        reader.page.words[start].key in ("its", "their", "his", "her")
        or reader.page.words[start].possessive
        or role.firm
    ):
        return role
    return None


def _back(reader: RoleReader, i: int) -> Role:
    """Left from the head at i-1 over modifiers to the firm or the phrase's beginning."""
    words, k, firm = reader.page.words, i - 1, None
    while k > 0 and i - k < REACH and reader.page.spaced(k - 1):
        word = words[k - 1]
        if (firm := reader.firm_ending(k)) is not None:
            break
        if word.possessive or word.key in role_words("stops") or _edge(reader, k - 1):
            break
        k -= 1
    firm = firm or _bracketed(reader, k)
    start = k
    if firm and firm[0] > 0 and words[firm[0] - 1].key in role_words("past") and reader.page.spaced(firm[0] - 1):
        start = firm[0] - 1
    elif firm and i - k == 1 and words[k].key in ("secretary", "minister"):
        start = firm[0]
    while words[i - 1].capital and start < i - 1 and not words[start].capital and words[start].key not in _KEPT:
        start += 1
    return Role((start, i), firm, i)


def _bracketed(reader: RoleReader, k: int) -> tuple[int, int] | None:
    """The firm before brackets: "Morningstar Indexes (Morningstar Indexes) strategist"."""
    if k < 2 or reader.page.gap(k - 1).strip() != ")":
        return None
    for j in range(k - 1, max(0, k - 6), -1):
        if "(" in reader.page.gap(j - 1):
            return reader.firm_ending(j)
    return None


def _edge(reader: RoleReader, k: int) -> bool:
    """Whether the word cannot be a modifier of a role."""
    key = reader.page.words[k].key
    if key in role_words("past"):
        return False
    if (
        key in role_words("prepositions")
        or key in role_words("determiners")
        or key in role_words("verbs")
        or key in word_list("calendar")
    ):
        return True
    return k in reader.people_at or (reader.page.opens(k) and key in role_words("leaders"))


def _role_of(reader: RoleReader, firm: tuple[int, int], i: int) -> Role | None:
    """The role before the firm that stands before the name: "the chief economist at Natixis, Joe LaVorgna"."""
    words, k = reader.page.words, firm[0] - 1
    while k > 0 and not words[k].capital and words[k].key not in role_words("prepositions") and firm[0] - k < 6:
        k -= 1
    if k < 1 or words[k].key not in ("of", "at", "for", "with", "from"):
        return None
    j = _head_before(reader, k)
    if j is None:
        return Role(None, firm, i) if words[k].key in ("at", "from") and reader.page.gap(i - 1) == ", " else None
    back = _back(reader, j + 1)
    if back.role is None or plural(words[j].key):
        return None
    return Role((back.role[0], k), firm, i)


def _head_before(reader: RoleReader, k: int) -> int | None:
    """Index of the role noun whose phrase ends before word k: "head of U.S. strategy at"."""
    words = reader.page.words
    for j in range(k - 1, max(-1, k - 9), -1):
        apart = j < k - 1 and not reader.page.spaced(j)
        if apart or words[j].key in role_words("stops") or words[j].key in ("at", "with", "from"):
            return None
        if head_of(words[j].key):
            return j if j == k - 1 or words[j + 1].key in ("of", "for", "in") else None
    return None
