"""What a correction changed: the claims and verdicts of two versions of one article, set against each other."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Literal, NamedTuple

from extractor.records import Claim, Reading, Verdict


class Side(NamedTuple):
    """A claim and what was found of it."""

    claim: Claim
    verdict: Verdict


class Change(NamedTuple):
    """A claim that only the new version makes, only the old one made, or that was worded or judged anew."""

    kind: Literal["added", "removed", "changed"]
    old: Side | None
    new: Side | None


def _fact(claim: Claim) -> Hashable:
    return (_move(claim), claim.value, claim.high, claim.comparator)


def _move(claim: Claim) -> Hashable:
    days = (claim.period.start, claim.period.end) if claim.period else None
    return (claim.measure, claim.instrument, claim.versus, claim.unit, claim.direction, claim.span, claim.window, days)


def _dated_anew(claim: Claim) -> Hashable:
    return (claim.measure, claim.instrument, claim.versus, claim.unit, claim.value, claim.high)


def _named_anew(claim: Claim) -> Hashable:
    return (claim.measure, claim.unit, claim.value, claim.high, claim.period)


def _measured_anew(claim: Claim) -> Hashable:
    return (claim.instrument, claim.period, claim.measure in _MOVES and "move")


_MOVES = frozenset({"return", "change", "direction"})

SAME: tuple[Callable[[Claim], Hashable], ...] = (_fact, _move, _dated_anew, _named_anew, _measured_anew)
"""What makes two claims one, the strictest first: all of it; all but the value; all but the days, but the instrument;
the instrument and the days of a move whose unit was corrected."""


def changes(old: Reading, new: Reading) -> list[Change]:
    """The differences, in the order of the new text, what was removed at the place where it stood in the old one.

    A claim that stands in both with the same value and label is none, wherever it stands.
    """
    pairs = _pairs(old.claims, new.claims)
    before = {verdict.claim: verdict for verdict in old.verdicts}
    after = {verdict.claim: verdict for verdict in new.verdicts}
    found = [_change(one, other, before, after) for one, other in pairs]
    return sorted((change for change in found if change is not None), key=_place)


def _pairs(old: tuple[Claim, ...], new: tuple[Claim, ...]) -> Iterator[tuple[Claim | None, Claim | None]]:
    """Each claim with its counterpart, or alone."""
    left, right = list(old), list(new)
    for same in SAME:
        waiting: dict[Hashable, list[Claim]] = {}
        for claim in left:
            waiting.setdefault(same(claim), []).append(claim)
        for claim in list(right):
            if partners := waiting.get(same(claim)):
                partner = partners.pop(0)
                left.remove(partner)
                right.remove(claim)
                yield partner, claim
    yield from ((claim, None) for claim in left)
    yield from ((None, claim) for claim in right)


def _change(
    old: Claim | None, new: Claim | None, before: dict[str, Verdict], after: dict[str, Verdict]
) -> Change | None:
    was = Side(old, before[old.id]) if old else None
    now = Side(new, after[new.id]) if new else None
    if was is None or now is None:
        return Change("removed" if was else "added", was, now)
    same = _fact(was.claim) == _fact(now.claim) and was.verdict.label == now.verdict.label
    return None if same else Change("changed", was, now)


def _place(change: Change) -> tuple[int, str]:
    side = change.new or change.old
    return (side.claim.start if side else 0, change.kind)
