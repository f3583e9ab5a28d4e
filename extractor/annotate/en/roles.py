"""Role phrases beside a name: "X, chief strategist at Y", "Y strategist X", "X, who runs Z at Y", "the head of Y, X".

Each reading is a walk over words from the name outward. A role is the words as written, from its first modifier to the
last word that belongs to it; the firm is the organisation whose name the phrase holds.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extractor.annotate.en.firms_words import firm_words
from extractor.annotate.en.names_scan import Scan
from extractor.annotate.en.names_words import word_list

REACH = 10
"""Words that a role may run on each side of its head noun."""

FirmAt = Callable[[int], int | None]
"""Word index -> index after the firm whose name begins there, or None."""


@dataclass(frozen=True, slots=True)
class Role:
    """Word range of the role (empty where only the firm is told) and of the firm's name."""

    role: tuple[int, int] | None
    firm: tuple[int, int] | None
    end: int


@cache
def role_words(name: str) -> frozenset[str]:
    """One list of roles.toml."""
    rows = tomllib.loads((files("extractor.annotate.en") / "roles.toml").read_text(encoding="utf-8"))
    return frozenset(rows[name].split())


@cache
def corporate_roles() -> frozenset[str]:
    """Roles such as "chief executive" that belong to the company of the sentence."""
    rows = tomllib.loads((files("extractor.annotate.en") / "roles.toml").read_text(encoding="utf-8"))
    return frozenset(rows["corporate"].splitlines())


@cache
def _plurals() -> dict[str, str]:
    rows = {head + "s": head for head in role_words("heads")}
    rows |= {"spokesmen": "spokesman", "chairmen": "chairman", "secretaries": "secretary", "chiefs": "chief"}
    return rows | {"congressmen": "congressman", "attorneys": "attorney"}


def head_of(key: str) -> str | None:
    """The role noun (singular) that the word is, or None; "analyst", "analysts", "co-CIO" are, "analysis" is not."""
    if key in role_words("heads"):
        return key
    tail = key.rpartition("/")[2].rpartition("-")[2]
    return _plurals().get(key) or (tail if "-" in key and tail in role_words("heads") else None)


def titled(key: str) -> bool:
    """Whether the word of a run of capitals is a role and no part of a firm's name (Chief, but not Partners)."""
    if key in firm_words("inner") or (plural(key) and key in firm_words("strong") | firm_words("weak")):
        return False
    return head_of(key) is not None


def plural(key: str) -> bool:
    """Whether the word is the plural of a role noun."""
    return key not in role_words("heads") and key in _plurals()


class RoleReader:
    """Reads role phrases on one page; `firm_at` and `firm_before` know where its firms stand."""

    def __init__(self, page: Scan, firm_at: dict[int, int], people_at: frozenset[int]) -> None:
        self.page, self.firm_at, self.people_at = page, firm_at, people_at
        self.firm_to = {end: start for start, end in firm_at.items()}

    # -- forward: after the name -------------------------------------------------------------------------------

    def after(self, i: int) -> Role | None:
        """The role that begins at word i, which follows the name and its comma or dash; None where none does."""
        start, firm = self._skip(i)
        head = self._head(start)
        if head is None:
            return None
        if head in self.people_at or self._titles_someone(head):
            return None
        end, found = self._extend(head)
        if firm and head - start == 1 and self.page.words[start].key in ("secretary", "minister"):
            start = firm[0]
        inner = next(((j, self.firm_at[j]) for j in range(start, head) if j in self.firm_at), None)
        return Role((start, end), firm or found or inner, end)

    def _skip(self, i: int) -> tuple[int, tuple[int, int] | None]:
        """Past determiners and a firm in front ("Columbia Management senior strategist", "the bank's chief")."""
        words, firm = self.page.words, None
        for _ in range(4):
            if i >= len(words):
                break
            if i in self.firm_at and self._head(self.firm_at[i]) is not None:
                firm, i = (i, self.firm_at[i]), self.firm_at[i]
            elif (words[i].key in role_words("determiners") and self.page.spaced(i)) or (
                words[i].possessive and self.page.spaced(i) and not words[i].capital
            ):
                i += 1
            elif (behind := self._based(i)) is not None:
                i = behind
            else:
                break
        return i, firm

    def _based(self, i: int) -> int | None:
        """Past "Florham Park, New Jersey-based"."""
        words = self.page.words
        for j in range(i, min(i + 5, len(words))):
            if j > i and words[j].key == "based" and self.page.gap(j - 1).endswith("-"):  # Pa.-based
                return j + 1
            if not words[j].text[0].isupper() or (j > i and self.page.gap(j - 1) not in (" ", ", ")):
                return None
            if words[j].key.endswith("-based"):
                return j + 1
        return None

    def _head(self, i: int) -> int | None:
        """Index after the last head noun of the phrase that begins at i: "chief investment officer"."""
        words, last = self.page.words, None
        for j in range(i, min(i + REACH, len(words))):
            key = words[j].base
            if j > i and not self.page.spaced(j - 1) and self.page.gap(j - 1) not in ("/", " / "):
                break
            if (
                key in role_words("stops")
                or key in role_words("prepositions")
                or (key in ("and", "&") and last is not None)
            ):
                break
            if (j in self.firm_at and last is not None) or j in self.people_at:
                break
            if head_of(words[j].key):
                last = j + 1
        return last

    def _titles_someone(self, end: int) -> bool:
        """Whether the head belongs to the next name: "Powell, President Donald Trump"."""
        return end in self.people_at and self.page.spaced(end - 1)

    def _extend(self, end: int) -> tuple[int, tuple[int, int] | None]:
        """Past "of ...", "for ...", "and ..." up to the firm; returns the role's end and the firm."""
        for _ in range(6):
            step = self._comma(end) if not self.page.spaced(end - 1) else self._step(end)
            if step is None:
                return end, None
            end, firm, done = step
            if done:
                return end, firm
        return end, None

    def _step(self, end: int) -> tuple[int, tuple[int, int] | None, bool] | None:
        words = self.page.words
        key = words[end].key if end < len(words) else ""
        if key in ("and", "&"):
            head = self._head(end + 1)
            return (head, None, False) if head is not None else None
        if end in self.firm_at and end not in self.people_at:  # "chief economist Capital Economics"
            return end, (end, self.firm_at[end]), True
        return self._led_on(end) if key in role_words("prepositions") else None

    def _led_on(self, end: int) -> tuple[int, tuple[int, int] | None, bool] | None:
        """Behind the role noun a preposition: it leads to the firm, or to more of the role."""
        key, firm = self.page.words[end].key, self._firm_after(end + 1)
        if firm is not None:
            longer = self._runs_on(firm[1]) if key in ("of", "for", "in", "on") else None
            return (longer, None, False) if longer is not None else (end, firm, True)
        if key in ("at", "with", "from") or (key == "in" and self._place(end + 1)):
            longer = self._runs_on(end + 1) if key == "in" else None
            return None if longer is None else (longer, None, False)
        return self._phrase(end + 1)

    def _firm_after(self, i: int) -> tuple[int, int] | None:
        """The firm named at i, past "the", a description in small letters and "Denver-based"."""
        words = self.page.words
        i = self._based(i) or i
        for j in range(i, min(i + 7, len(words))):
            if j > i and not self.page.spaced(j - 1):
                return None
            if j in self.firm_at:
                return j, self.firm_at[j]
            key = words[j].base
            if key in role_words("stops") or key in role_words("prepositions") or key == "and":
                return None
            if words[j].capital and "based" not in key and key not in word_list("places"):
                return None
        return None

    def _runs_on(self, i: int) -> int | None:
        """Where "head of U.S. Treasury and TIPS investments at Y" goes on behind what looked like the firm."""
        words = self.page.words
        for j in range(i, min(i + 6, len(words))):
            if not self.page.spaced(j - 1) or words[j].key in role_words("stops"):
                return None
            if words[j].key in ("at", "with"):
                return j if self._firm_after(j + 1) else None
        return None

    def _place(self, i: int) -> bool:
        return i < len(self.page.words) and (self.page.words[i].capital or self.page.words[i].key == "the")

    def _phrase(self, i: int) -> tuple[int, tuple[int, int] | None, bool] | None:
        """The words of "of ..." up to the next preposition, stop or sign."""
        words, j = self.page.words, i
        while j < min(i + REACH, len(words)) and (j == i or self.page.spaced(j - 1)):
            if words[j].key in role_words("stops") or (words[j].key in role_words("prepositions") and j > i):
                break
            if j in self.people_at:
                return None
            j += 1
        while j > i and words[j - 1].key in role_words("determiners") | role_words("prepositions"):
            j -= 1
        return (j, None, False) if j > i else None

    def _comma(self, end: int) -> tuple[int, tuple[int, int] | None, bool] | None:
        """Behind a comma: the firm alone, a second role, or more of the role that a firm follows."""
        page = self.page
        if end >= len(page.words) or page.gap(end - 1).strip() not in (",", "-", "–", "—", "/"):
            return None
        firm = self._firm_after(end)
        if firm is not None and not self._acts(firm[1]):
            return end, firm, True
        head = self._head(end + 1 if page.words[end].key == "and" else end)
        if head is not None and head not in self.people_at and not self._titles_someone(head):
            return head, None, False
        for j in range(end, min(end + 7, len(page.words))):
            if page.words[j].key in role_words("stops") or (j > end and page.gap(j - 1).strip() not in ("", ",")):
                return None
            if page.words[j].key in ("at", "with", "for") and j > end:
                firm = self._firm_after(j + 1)
                return (j, firm, True) if firm else None
        return None

    def _acts(self, i: int) -> bool:
        """Whether the firm before word i is the subject of its own clause: ", Apple said"."""
        return i < len(self.page.words) and self.page.spaced(i - 1) and self.page.words[i].key in role_words("verbs")

    def related(self, i: int) -> Role | None:
        """The firm of "X of Y" and "X, at Y"; of "X, who runs the fund at Y" also the verb phrase, as role."""
        words = self.page.words
        if i + 1 >= len(words):
            return None
        if words[i].key in ("of", "at", "from", "with"):
            firm = self._firm_after(i + 1)
            return Role(None, firm, firm[1]) if firm else None
        if words[i].key in role_words("heading"):
            return self._relative(i)
        return self._relative(i + 1) if words[i].key == "who" else None

    def _relative(self, i: int) -> Role | None:
        """Behind "who": "is chief economist at Y", "runs the growth fund at Y", "now heads Y"."""
        words = self.page.words
        if words[i].key in ("is", "was"):
            return self.after(i + 1)
        verb = next((j for j in range(i, min(i + 2, len(words))) if words[j].key in role_words("runs")), None)
        if verb is None:
            return None
        if verb + 1 in self.firm_at:
            return Role(None, (verb + 1, self.firm_at[verb + 1]), self.firm_at[verb + 1])
        for j in range(verb + 1, min(verb + 12, len(words))):
            if not self.page.spaced(j - 1):
                return None
            if words[j].key in ("at", "for", "with", "of") and (firm := self._firm_after(j + 1)):
                return Role((verb, j) if j > verb + 1 else None, firm, firm[1])
        return None

    def firm_ending(self, i: int) -> tuple[int, int] | None:
        """The firm whose name ends right before word i."""
        start = self.firm_to.get(i)
        return (start, i) if start is not None else None
