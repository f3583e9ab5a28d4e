"""A role told apart from the name: "Jane Roe is patient. The founder of Acme sold early"."""

from __future__ import annotations

from extractor.annotate.en.names_scan import Scan
from extractor.annotate.en.people_rules import Seen
from extractor.annotate.en.roles import Role, RoleReader, plural

REACH = 70
"""Words behind the name in which the role must begin."""


def role_apart(page: Scan, reader: RoleReader, one: Seen) -> Role | None:
    """The role and firm of the first "the ROLE of FIRM" that stands as a subject before anybody else is named."""
    stop = min(one.end + REACH, len(page.words))
    for j in range(one.end, stop):
        if j in reader.people_at and page.words[j].base != page.words[one.end - 1].base:
            return None
        if page.words[j].key == "the" and _is_subject(page, j):
            role = reader.after(j)
            if role is not None and _tells(page, reader, role, j):
                return role
    return None


def _is_subject(page: Scan, j: int) -> bool:
    """Whether the word opens a sentence or follows a quotation."""
    gap = page.gap(j - 1).strip()
    return page.opens(j) or gap[-1:] in ("”", '"', "’", "'")


def _tells(page: Scan, reader: RoleReader, role: Role, j: int) -> bool:
    """Whether the phrase names a firm and belongs to nobody named right behind it."""
    if role.role is None or role.firm is None or role.role[0] > j + 4:
        return False
    if any(plural(page.words[k].key) for k in range(*role.role)):
        return False
    return not any(k in reader.people_at for k in range(role.end, min(role.end + 3, len(page.words))))
