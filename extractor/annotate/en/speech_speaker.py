"""Who speaks: the noun phrase beside a cue, as a person's or firm's id, or None rather than a guess."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from extractor.annotate.en.people_words import other_sex
from extractor.annotate.en.speech_rules import speech_rules
from extractor.records import Reading

_APPOSITIVE = re.compile(
    r",\s+(?:who|whose|an?|the|co-|[a-z]|\w+(?:\s+\w+){0,4}\s+(?:at|of|for|with|in)\b|[A-Z]\w+\s+\w)"
)
_MEMBER = re.compile(r"[\s,]+(?:[\w.&’'-]+\s+){0,12}?(?:of|at|with|for|from)\s+(?:the\s+)?$")
_SMALL_WORDS = re.compile(r"\s*(?:[a-z][\w’'-]*\s+){0,7}$")
_PHRASE_END = re.compile(r",\s|[;:“”\"\n]")
_MEMBER_OF = re.compile(r"\s+(?:of|at|with|from)\s[^,]{2,60}")
_NAME_FOLLOWS = re.compile(r"(?:[’']s)?\s+(?:[a-z]\w+\s+){0,4}[A-Z]\w+\s+[A-Z]")
_SENTENCE_OPENS = re.compile(r"(?:[.!?”\"]\s+|\n|^)(?:(?:[A-Z][\w.’'&-]*|of|and|the|for)\s+){0,7}$")
_ASIDE = re.compile(r"\s*\([^()]{1,20}\),?$")
_HOUSE_BEFORE = re.compile(r"\b(?:[Aa]nalysts|[Ee]conomists|[Ss]trategists|[Rr]esearchers|[Tt]eam)\b[\w\s]*$")
_PEOPLE_OF = re.compile(r"(?P<s>[’']s?)?\s+(?P<words>(?:[\w-]+\s+){0,5}\w+)")
_POSSESSIVE = re.compile(r"[’']s?\s+(?:\w+\s+)?")
_NO_NAME = re.compile(r"(?:of|about|in|on|to|at|that|as|by|for|with|from|during|after|before|it|this|there)\b")
_OFFICE = re.compile(r"\bthe\s+(?:[\w-]+\s+){1,8}(?:of|at|for|with)\s+(?:the\s+)?$")
_NEARBY, _RECENT = 260, 700


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is quoted: `id` of a person or firm or None, and the words that say so at `start`..`end`.

    `house` marks a firm that speaks through its analysts; `known` is False for words that are no name and no common
    stand-in for one ("the judge").
    """

    id: str | None
    text: str
    start: int
    end: int
    person: bool = False
    house: bool = False
    known: bool = True


@dataclass(frozen=True, slots=True)
class Mention:
    """A person or firm named at `start`..`end`."""

    start: int
    end: int
    id: str
    person: bool


@dataclass(slots=True)
class Voices:
    """The named people and firms of one text, and who spoke so far (for "he said", "analysts said")."""

    text: str
    mentions: list[Mention]
    roles: dict[str, str]
    names: dict[str, str] = field(default_factory=dict)
    spoken: list[Speaker] = field(default_factory=list)

    @classmethod
    def of(cls, reading: Reading) -> Voices:
        """All mentions of people and firms, longest first where they overlap."""
        people = [Mention(a, b, person.id, True) for person in reading.people for a, b in person.mentions]
        firms = [Mention(a, b, firm.id, False) for firm in reading.firms for a, b in firm.mentions]
        kept: list[Mention] = []
        for mention in sorted(people + firms, key=lambda m: (m.start, -m.end, m.person)):
            if not kept or mention.start >= kept[-1].end:
                kept.append(mention)
        roles = {person.id: (person.role or "").casefold() for person in reading.people}
        return cls(reading.article.text, kept, roles, {person.id: person.name for person in reading.people})

    def between(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie wholly inside `start`..`end`."""
        first = bisect_left(self.mentions, start, key=lambda mention: mention.start)
        last = bisect_left(self.mentions, end, key=lambda mention: mention.start)
        return [mention for mention in self.mentions[first:last] if mention.end <= end]

    def say(self, speaker: Speaker) -> None:
        """Remember that `speaker` spoke."""
        if speaker.id is not None:
            self.spoken.append(speaker)

    def before(self, start: int, end: int) -> Speaker | None:
        """The speaker whose noun phrase ends at the cue (`end`) and begins no earlier than `start`."""
        start = max(start, end - _NEARBY)
        phrase = self.text[start:end].rstrip()
        phrase = _ASIDE.sub("", speech_rules().trailing.sub("", phrase))
        stop = start + len(phrase)
        named = self.between(start, stop)
        if phrase.endswith(","):
            return self._with_appositive(named, stop)
        if named and named[-1].end == stop:
            return self._ending(named, start)
        if named and not named[-1].person and _is_house(self.text[named[-1].end : stop]):
            return self.named(named[-1], house=True)
        match = speech_rules().nameless_end.search(phrase[-60:])
        if match is None:
            return None
        return self._nameless(match.group(), stop - len(match.group()), match.group("noun"))

    def pronoun(self, words: str, at: int) -> Speaker:
        """Whom "he" or "she" at `at` means."""
        return self._nameless(words, at, None)

    def owner(self, at: int) -> Speaker | None:
        """The name in the possessive right before `at`: "Doe's favorites"."""
        named = self.between(max(0, at - 60), at)
        if named and _POSSESSIVE.fullmatch(self.text, named[-1].end, at):
            return self.named(named[-1])
        return None

    def after(self, start: int, end: int) -> Speaker | None:
        """The speaker whose noun phrase begins right after the cue (`start`) and ends before `end`."""
        leading = speech_rules().leading.match(self.text, start, end)
        start = leading.end() if leading else start
        if _NO_NAME.match(self.text, start):
            return None
        comma = _PHRASE_END.search(self.text, start, min(end, start + _NEARBY))
        stop = comma.start() if comma else min(end, start + _NEARBY)
        named = self.between(start, stop)
        for mention in named:
            gap = self.text[start : mention.start]
            if mention.person and (not gap.strip() or self._describes(gap, named)):
                return self.named(mention)
        if named and _SMALL_WORDS.fullmatch(self.text, start, named[0].start):
            return self._firm_after(named[0], start, stop)
        return self._nameless_after(start, stop)

    def continuing(self, at: int, reach: int = _RECENT) -> Speaker | None:
        """The one who spoke last, if that was within `reach` characters before `at`."""
        last = self.spoken[-1] if self.spoken else None
        return last if last and 0 <= at - last.end < reach else None

    def _firm_after(self, firm: Mention, start: int, stop: int) -> Speaker | None:
        rest = self.text[firm.end : stop]
        if not firm.person and _NAME_FOLLOWS.match(rest):
            return None  # a name that is no known person follows: the firm is not the speaker
        house = bool(speech_rules().nameless_start.match(self.text, start, stop)) or _is_house(rest[:40])
        return self.named(firm, house=house)

    def _nameless_after(self, start: int, stop: int) -> Speaker | None:
        match = speech_rules().nameless_start.match(self.text, start, stop)
        if match is None:
            return None
        return self._nameless(match.group(), start, match.group("noun"))

    def _describes(self, gap: str, named: list[Mention]) -> bool:
        """Whether the words before a name can be its holder's firm and role ("said Acme's chief analyst Jo Doe")."""
        return len(gap.split()) <= 9 and " that " not in gap and (not named or len(gap) < 120)

    def _ending(self, named: list[Mention], start: int) -> Speaker:
        """A name right before the cue; a firm there may belong to a person before it ("Jo Doe of Acme said")."""
        last = named[-1]
        if last.person or len(named) < 2:
            officer = None if last.person else self._officer(last, start)
            if officer is not None:
                return officer
            return self.named(last, house=_has_house(self.text[start : last.start]))
        for holder in reversed(named[:-1]):
            if holder.person and _MEMBER.fullmatch(self.text, holder.end, last.start):
                return self.named(holder)
        return self._officer(last, start) or self.named(last, house=_has_house(self.text[start : last.start]))

    def _officer(self, firm: Mention, start: int) -> Speaker | None:
        """The person meant by "the chief economist of Acme", by that role, named before."""
        floor = max(start, firm.start - 90)
        words = self.text[floor : firm.start].casefold()
        office = _OFFICE.search(words)
        if office is None:
            return None
        near = reversed(self.between(max(0, start - 2 * _RECENT), start))
        holder = next((m.id for m in near if m.person and self.roles.get(m.id) and self.roles[m.id] in words), None)
        at = floor + office.start()
        return Speaker(holder, self.text[at : firm.end], at, firm.end, person=True) if holder else None

    def _with_appositive(self, named: list[Mention], stop: int) -> Speaker | None:
        """A name, a description between commas, the cue: "Jo Doe, chief economist at Acme, said"."""
        for people in (True, False):
            holders = [m for m in named if m.person == people and not self.text.endswith("led by ", 0, m.start)]
            for mention in reversed(holders):
                if mention.end < stop - 1 and self._opens_appositive(mention.end, stop):
                    return self.named(mention)
            if holders and holders[-1].end >= stop - 1:
                return self.named(holders[-1])
        return None

    def _opens_appositive(self, at: int, stop: int) -> bool:
        member = _MEMBER_OF.match(self.text, at, stop)
        return bool(_APPOSITIVE.match(self.text, member.end() if member else at, stop)) or (
            member is not None and member.end() >= stop - 1
        )

    def named(self, mention: Mention, *, house: bool = False) -> Speaker:
        """The speaker that a mention names; `house` where it stands for a firm's analysts."""
        text = self.text[mention.start : mention.end]
        return Speaker(mention.id, text, mention.start, mention.end, mention.person, house)

    def _nameless(self, words: str, start: int, noun: str | None) -> Speaker:
        """Resolve "he", "analysts", "the company", "the CFO", "the report" by what was said and named before."""
        found = self._meant((noun or words).casefold(), words.casefold(), start)
        if found is None:
            return Speaker(None, words, start, start + len(words))
        return Speaker(found.id, words, start, start + len(words), found.person, found.house)

    def _meant(self, key: str, words: str, at: int) -> Speaker | None:
        rules = speech_rules().lists
        if key in rules["pronouns"]:
            return self._he(at, key)
        if key in rules["plural_pronouns"] or (key in rules["house"] and len(words.split()) <= 2):
            return self._house(at)
        if key in rules["documents"] and not words.startswith(("a ", "an ")):
            return self.continuing(at, reach=_NEARBY)
        if (
            (key in rules["firm_nouns"] and not words.startswith(("a ", "an ")))
            or key == "it"
            or words.startswith("its ")
        ):
            return self._firm(at)
        return self._office(at, key) if key in rules["offices"] and words.startswith("the ") else None

    def _he(self, at: int, pronoun: str) -> Speaker | None:
        """The person last quoted, unless others were named since: then whoever was named last, if alone.

        Nobody counts whose given name the pronoun does not fit.
        """
        last = next((s for s in reversed(self.spoken[-20:]) if s.person and self._fits(pronoun, s.id)), None)
        since = last.end if last and at - last.end < _RECENT else max(0, at - _NEARBY)
        named = [m for m in self.between(since, at) if m.person and self._fits(pronoun, m.id)]
        others = [m for m in named if last is None or m.id != last.id]
        if not others:
            return last if last and at - last.end < _RECENT else None
        alone = len({m.id for m in others}) == 1
        if alone and (last is None or at - last.end >= _RECENT or self.opens(others[-1]) or self._sure(others[-1])):
            return self.named(others[-1])
        return last if last and last.end > others[-1].end - _NEARBY and not self.opens(others[-1]) else None

    def _fits(self, pronoun: str, person: str | None) -> bool:
        return not other_sex(pronoun, self.names.get(person or "", ""))

    def _sure(self, mention: Mention) -> bool:
        """Whether the mention is the only person of its sentence: "The skeptics include Jane Roe. She ..."."""
        floor = max(0, mention.start - _NEARBY)
        left = max(self.text.rfind(". ", floor, mention.start), self.text.rfind("\n", floor, mention.start), floor)
        return sum(m.person for m in self.between(left, mention.end + _NEARBY) if m.start < mention.end + 100) == 1

    def opens(self, mention: Mention) -> bool:
        """Whether a name opens its sentence, as a subject does, titles and firms before it allowed."""
        return bool(_SENTENCE_OPENS.search(self.text[max(0, mention.start - 80) : mention.start]))

    def _house(self, at: int) -> Speaker | None:
        last = self.continuing(at)
        return last if last and last.house else None

    def _firm(self, at: int) -> Speaker | None:
        """The one firm named shortly before, if it is alone there."""
        for reach in (_NEARBY // 2, _NEARBY):
            firms = [m for m in self.between(max(0, at - reach), at) if not m.person]
            if firms:
                alone = len({m.id for m in firms}) == 1 or self.opens(firms[-1])
                return self.named(firms[-1]) if alone else None
        return None

    def _office(self, at: int, office: str) -> Speaker | None:
        wanted = {"ceo": "chief executive", "cfo": "chief financial", "coo": "chief operating"}.get(office, office)
        for mention in reversed(self.between(max(0, at - 4 * _RECENT), at)):
            role = self.roles.get(mention.id, "")
            if mention.person and (wanted in role or office in role.split()):
                return self.named(mention)
        return None


def _is_house(words: str) -> bool:
    """Whether what follows a firm's name are its people: "Jefferies analysts", "Acme's head of research"."""
    people = _PEOPLE_OF.fullmatch(words.rstrip())
    if people is None:
        return False
    rules, spoken = speech_rules().lists, people.group("words").casefold().split()
    return spoken[-1] in rules["house"] or (not rules["posts"].isdisjoint(spoken) and len(spoken) < 7)


def _has_house(words: str) -> bool:
    return bool(_HOUSE_BEFORE.search(words[-50:]))
