"""The company that a bare role means: "Acme cut its outlook. Chief Executive Jane Roe blamed the weather"."""

from __future__ import annotations

from bisect import bisect_left

from extractor.annotate.en.names_scan import Scan
from extractor.annotate.en.people_rules import Seen
from extractor.annotate.en.roles import Role, corporate_roles, role_words

REACH = 70
"""Words back in which the company must be named."""


def company_meant(
    page: Scan, role: Role, one: Seen, firms: list[tuple[int, int]], ids: dict[tuple[int, int], str]
) -> tuple[int, int] | None:
    """The one firm named earlier in the sentence, else of the nearest of five before that; None for several.

    Only for roles that name no firm but must have one: a company's officers, a central bank's governor, and "its
    chairman", "the bank's economist". `firms` are the places of firms in order, `ids` the firms there.
    """
    wanted = _wanted(page, role)
    if wanted is None:
        return None
    stop = one.start
    for _ in range(6):
        start = _sentence_start(page, stop)
        named = [
            k for k in range(bisect_left(firms, (start, 0)), bisect_left(firms, (stop, 0))) if _party(page, firms[k])
        ]
        fit = [k for k in named if wanted != "bank" or _bank(page, firms[k])]
        if wanted == "by":
            fit = [k for k in fit if page.words[firms[k][0] - 1].key in ("by", "at", "from")][-1:]
        if wanted == "last":
            fit = [k for k in fit if not _official(page, firms[k])][-1:]
        if fit:
            return firms[fit[-1]] if wanted == "bank" or len({ids[firms[k]] for k in fit}) == 1 else None
        stop = start
    return None


def _wanted(page: Scan, role: Role) -> str | None:
    """The firm that the role must have: "any" company, the "last" one ("the bank's economist"), a "bank", or None."""
    if role.role is None:
        return None
    first, last = page.words[role.role[0]], page.words[role.role[1] - 1]
    words = page.text[first.start : last.end].lower()
    before = page.words[role.role[0] - 1] if role.role[0] else None
    if words in corporate_roles() or (before is not None and before.key in ("its", "their")):
        return "any"
    if before is not None and before.possessive and not before.capital:
        return "last"
    if words == "analyst" and page.opens(role.role[0]):
        return "by"
    return (
        "bank" if words in ("governor", "deputy governor", "chair", "vice chair", "chairman", "vice chairman") else None
    )


def _sentence_start(page: Scan, k: int) -> int:
    """Index of the first word of the sentence that ends before word k."""
    start = max(0, k - 1)
    while start > 0 and k - start < REACH and not (page.opens(start) and ":" not in page.gap(start - 1)):
        start -= 1
    return start


def _party(page: Scan, firm: tuple[int, int]) -> bool:
    """Whether the firm is no exchange or news agency that is only named beside."""
    return page.words[firm[0]].key not in role_words("bystanders")


def _official(page: Scan, firm: tuple[int, int]) -> bool:
    """Whether it is a public body, whose economist nobody calls "the bank's"."""
    bodies = role_words("public") | role_words("central_banks") - {"bank"}
    return not bodies.isdisjoint(word.base for word in page.words[firm[0] : firm[1]])


def _bank(page: Scan, firm: tuple[int, int]) -> bool:
    return not role_words("central_banks").isdisjoint(word.base for word in page.words[firm[0] : firm[1]])
