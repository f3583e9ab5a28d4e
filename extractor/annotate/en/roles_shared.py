"""The role told beside a mention of a person, also one that several people share ("A and B, analysts at C")."""

from __future__ import annotations

import re

from extractor.annotate.en.names_scan import Scan
from extractor.annotate.en.people_rules import Seen
from extractor.annotate.en.roles import Role, RoleReader, head_of, plural, role_words
from extractor.annotate.en.roles_before import role_before


def role_beside(page: Scan, reader: RoleReader, one: Seen, seen: Order) -> Role | None:
    """The role after the name, before it, or shared with the names it is joined to; firm-only readings last."""
    ahead = _after(page, reader, one)
    if ahead is not None and ahead.role and (ahead.firm or not one.title):
        return ahead
    back = role_before(reader, one.start)
    owned = ahead.firm if ahead else _owned(page, reader, one)
    if back is not None and back.role and not _bare_title(page, back):
        return Role(back.role, back.firm or owned or _his(page, reader, one), back.end)
    shared = _shared(page, reader, one, seen)
    if shared is not None:
        return Role(shared.role, shared.firm or owned, shared.end)
    owned = owned or _his(page, reader, one) or _led(page, reader, one)
    return ahead or back or (Role(None, owned, one.end) if owned else None)


def _his(page: Scan, reader: RoleReader, one: Seen) -> tuple[int, int] | None:
    """The firm of "X said that his Pershing Square hedge fund"."""
    words = page.words
    for j in range(one.end, min(one.end + 12, len(words) - 1)):
        if page.opens(j) or j in reader.people_at:
            return None
        stop = reader.firm_at.get(j + 1)
        if words[j].key in ("his", "her") and stop is not None and stop < len(words):
            return (j + 1, stop) if words[stop].key in ("hedge", "fund", "firm", "company", "investment") else None
    return None


def _led(page: Scan, reader: RoleReader, one: Seen) -> tuple[int, int] | None:
    """The firm of "strategists at Acme, led by X"."""
    k = one.start - 2
    if k < 1 or page.words[k].key not in ("led", "headed", "run") or page.words[k + 1].key != "by":
        return None
    return reader.firm_ending(k) if page.gap(k - 1) == ", " else None


def _owned(page: Scan, reader: RoleReader, one: Seen) -> tuple[int, int] | None:
    """The firm of "Bill Ackman's Pershing Square", which is no stake in it."""
    end = one.end
    stop = reader.firm_at.get(end) if page.words[end - 1].possessive and page.spaced(end - 1) else None
    if stop is None or page.words[end].key in role_words("public") or page.words[stop - 1].key in role_words("public"):
        return None
    behind = page.words[stop].key if stop < len(page.words) and page.spaced(stop - 1) else ""
    return None if behind in role_words("holdings") else (end, stop)


def _bare_title(page: Scan, role: Role) -> bool:
    return role.role is not None and plural(page.words[role.role[1] - 1].key)


def _after(page: Scan, reader: RoleReader, one: Seen) -> Role | None:
    """Behind the name and a comma, dash or bracket; "is chief economist at"; "who runs"; "of the firm"."""
    words, end = page.words, one.end
    if end >= len(words) or words[end - 1].possessive:
        return None
    gap = page.gap(end - 1)
    if page.spaced(end - 1):
        if words[end].key == "as" or (words[end].key in ("is", "was") and _describes(page, end + 1)):
            return reader.after(end + 1)
        return reader.related(end)
    start = end + 1 if gap.startswith(",") and words[end].key == "however" else end
    if gap.strip() not in (",", "-", "–", "—", "(", ", ("):
        return None
    if words[start].text.isdigit() and page.gap(start).strip() == ",":
        start += 1
    return reader.after(start) or reader.related(start)


def _describes(page: Scan, i: int) -> bool:
    """Whether a description begins: "is a strategist", "was chief economist"."""
    return i < len(page.words) and page.words[i].key in ("a", "an", "the", "chief", "head", "senior", "managing")


def _shared(page: Scan, reader: RoleReader, one: Seen, seen: Order) -> Role | None:
    """The plural role of "A and B, analysts at C" for A, and of "strategists A and B at C" for both."""
    first, last = seen.group(page, one)
    role = _after(page, reader, seen.people[last])
    if role is not None and role.role and last > first and _plural_role(page, role):
        return role
    before = role_before(reader, seen.people[first].start)
    if before is None or not before.role or not _plural_role(page, before):
        return None
    return Role(before.role, before.firm or (role.firm if role else None), before.end)


class Order:
    """The mentions of people in the order of the text, and which of them a list joins ("A, B and C")."""

    def __init__(self, people: list[Seen]) -> None:
        self.people = people
        self.at = {one.start: k for k, one in enumerate(people)}

    def group(self, page: Scan, one: Seen) -> tuple[int, int]:
        """First and last of the mentions that are joined to this one, at most four each way."""
        first = last = self.at[one.start]
        while first > 0 and last - first < 4 and _linked(page, self.people[first - 1].end, self.people[first].start):
            first -= 1
        while (
            last + 1 < len(self.people)
            and last - first < 8
            and _linked(page, self.people[last].end, self.people[last + 1].start)
        ):
            last += 1
        return first, last


def _linked(page: Scan, end: int, start: int) -> bool:
    between = page.text[page.words[end - 1].end : page.words[start].start]
    return between.strip() in ("and", ", and", ",", "&")


def _plural_role(page: Scan, role: Role) -> bool:
    return role.role is not None and any(plural(page.words[j].key) for j in range(*role.role))


def role_text(page: Scan, role: Role) -> str | None:
    """The role as written, its plural noun made singular where several people share it."""
    if role.role is None:
        return None
    first, last = page.words[role.role[0]], page.words[role.role[1] - 1]
    text = page.text[first.start : last.base_end]
    for j in range(*role.role):
        if plural(page.words[j].key) and (head := head_of(page.words[j].key)):
            text = text.replace(page.words[j].text, head if page.words[j].text.islower() else head.capitalize(), 1)
    if first.key in role_words("titles") and first is last:
        return None
    return re.sub(r"\s+", " ", text)
