"""Who does what to whom, by position: participants exchanged around a verb, units that changed places, local edits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from claimbench.matching._alignment import wordnet
from claimbench.matching._alignment.align import Alignment
from claimbench.matching._alignment.attribution import SAY
from claimbench.matching._alignment.lexicon import CONVERSE
from claimbench.matching._alignment.units import Claim
from claimbench.matching._alignment.words import lookup

_BE = frozenset(["be", "is", "are", "was", "were", "been", "being", "am", "get", "got", "gets"])
PREPOSITIONS = frozenset(
    [
        "of",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "without",
        "within",
        "into",
        "onto",
        "under",
        "over",
        "through",
        "during",
        "before",
        "after",
        "since",
        "until",
        "till",
        "as",
        "to",
        "about",
        "against",
        "amid",
        "near",
        "between",
        "among",
        "around",
        "across",
        "behind",
        "beyond",
        "toward",
        "towards",
        "upon",
        "despite",
        "because",
        "following",
        "than",
    ]
)
_NOUN_FOLLOWS = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "'s",
        "its",
        "their",
        "his",
        "her",
        "this",
        "that",
        "these",
        "those",
        "no",
        "any",
        "some",
        "each",
        "every",
    ]
)
_VERB_FOLLOWS = frozenset(
    [
        "to",
        "will",
        "would",
        "may",
        "might",
        "can",
        "could",
        "should",
        "must",
        "not",
        "n't",
        "did",
        "does",
        "do",
        "he",
        "she",
        "it",
        "they",
        "we",
        "who",
        "which",
    ]
)
_CLAUSE = frozenset(
    [
        ",",
        ";",
        ":",
        ".",
        "that",
        "which",
        "who",
        "because",
        "after",
        "before",
        "although",
        "though",
        "unless",
        "if",
        "while",
        "when",
        "and",
        "but",
    ]
)


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch between the same neighbours on both sides:
    ``other`` units, ``extra`` ones in p, or ``missing`` ones.
    """

    kind: str
    weight: float
    p: tuple[int, ...]
    g: tuple[int, ...]


def participants(claim: Claim, verb: int) -> tuple[frozenset[int], frozenset[int]]:
    """The heads before and after a verb in its clause, as doer and done-to; exchanged in the passive."""
    units, at = claim.units, claim.units[verb].at
    start = next(
        (i + 1 for i in range(at - 1, -1, -1) if claim.tokens[i] in _CLAUSE or lookup(claim.tokens[i]).bases & SAY),
        0,
    )
    before = _heads(claim, start, at)
    after = _heads(claim, at + 1, len(claim.tokens))
    passive = at > 0 and bool(_BE & set(claim.tokens[max(0, at - 3) : at])) and not claim.tokens[at].endswith("ing")
    by = next((i for i in range(at + 1, min(at + 8, len(claim.tokens))) if claim.tokens[i] == "by"), None)
    if by is not None and (passive or by == at + 1):
        return _heads(claim, by + 1, len(claim.tokens)), before | frozenset(i for i in after if units[i].at < by)
    return (frozenset(), before) if passive else (before, after)


def _heads(claim: Claim, start: int, end: int) -> frozenset[int]:
    """Units of the first phrase of a stretch: up to a preposition, a clause mark or the end."""
    stop = next((i for i in range(start, end) if claim.tokens[i] in _CLAUSE or claim.tokens[i] in PREPOSITIONS), end)
    return frozenset(i for i, u in enumerate(claim.units) if start <= u.at < stop and u.kind in ("word", "name"))


def _verbal(claim: Claim, at: int) -> bool:
    """Whether a word that can be a verb is likely to be one here."""
    token, before = claim.tokens[at], claim.tokens[at - 1] if at else ""
    if before in _NOUN_FOLLOWS:
        return False
    return before in _VERB_FOLLOWS or token.endswith(("ed", "ing")) or token not in wordnet.bases(token, "v")


def seats(alignment: Alignment) -> float:
    """Pairs of units that took each other's neighbour, on the left or on the right, up to 3; passives left out.

    Moving a stretch elsewhere changes neighbours in a cycle; only an exchange changes them in pairs.
    """
    if ("by" in alignment.p.tokens) != ("by" in alignment.g.tokens):
        return 0.0
    return min(3.0, float(sum(_exchanges(alignment, side) for side in (-1, 1))))


def _exchanges(alignment: Alignment, side: int) -> int:
    ends = {-1: (-1, -1), 1: (len(alignment.p.units), len(alignment.g.units))}[side]
    have, want = {}, {}
    for i, j in alignment.pairs.items():
        if alignment.same(i):
            have[i] = ends[1] if i + side == ends[0] else alignment.pairs.get(i + side)
            want[i] = j + side
    moved = [i for i in have if have[i] is not None and have[i] != want[i]]
    return sum(1 for n, i in enumerate(moved) for k in moved[n + 1 :] if have[i] == want[k] and have[k] == want[i])


def role_conflict(alignment: Alignment) -> float:
    """The largest number, up to 2, of participants that stand on the other end of an aligned verb."""
    worst = 0.0
    for i, j in alignment.pairs.items():
        one, two = alignment.p.units[i], alignment.g.units[j]
        if not (one.verb and two.verb and _verbal(alignment.p, one.at) and _verbal(alignment.g, two.at)):
            continue
        doers_p, things_p = participants(alignment.p, i)
        doers_g, things_g = participants(alignment.g, j)
        if _converse(one.low, two.low):
            doers_g, things_g = things_g, doers_g
        to_g = (
            {alignment.pairs[k] for k in doers_p if k in alignment.pairs},
            {alignment.pairs[k] for k in things_p if k in alignment.pairs},
        )
        straight = len(to_g[0] & doers_g) + len(to_g[1] & things_g)
        crossed = len(to_g[0] & things_g) + len(to_g[1] & doers_g)
        worst = max(worst, min(2.0, crossed - straight))
    return worst


@lru_cache(maxsize=65536)
def _converse(one: str, two: str) -> bool:
    return any(frozenset((a, b)) in CONVERSE for a in lookup(one).bases for b in lookup(two).bases)


def swapped(alignment: Alignment) -> float:
    """Pairs of units that took each other's place while their neighbours stayed: up to 2."""
    slots_p, slots_g = _slots(alignment.p), _slots(alignment.g)
    places = {slot: j for j, slot in slots_g.items()}
    moved = {
        i: places[slot]
        for i, slot in slots_p.items()
        if slot in places and alignment.pairs.get(i, places[slot]) != places[slot]
    }
    count = 0
    for i, seat in moved.items():
        owner = alignment.back.get(seat)
        if owner is not None and owner != i:
            count += 1 if moved.get(owner) == alignment.pairs[i] else 0
    return min(2.0, count / 2)


def _slots(claim: Claim) -> dict[int, tuple[str, str]]:
    """What stands right before and right after each unit."""
    around = ("^", *claim.tokens, "$")
    return {
        i: (around[u.at], around[min(u.at + 2, len(around) - 1)])
        for i, u in enumerate(claim.units)
        if u.quantity is None
    }


def disorder(alignment: Alignment) -> float:
    """Share of neighbouring aligned units of p that are not neighbours in this order in g."""
    row = [alignment.pairs[i] for i in sorted(alignment.pairs)]
    if len(row) < 2:
        return 0.0
    return sum(b < a for a, b in pairwise(row)) / (len(row) - 1)


def edits(alignment: Alignment) -> tuple[Edit, ...]:
    """The local edits: what changed between two units that stand beside each other on both sides."""
    return tuple(_edits(alignment))


def _edits(alignment: Alignment) -> Iterator[Edit]:
    anchors = [(-1, -1), *((i, alignment.pairs[i]) for i in sorted(alignment.pairs) if alignment.same(i))]
    anchors.append((len(alignment.p.units), len(alignment.g.units)))
    for (i, j), (k, m) in pairwise(anchors):
        if m <= j or m - j > 6 or k - i > 8:
            continue
        p = tuple(a for a in range(i + 1, k) if alignment.cover_p[a] < 0.8)
        g = tuple(b for b in range(j + 1, m) if alignment.cover_g[b] < 0.8)
        weight_p = sum(alignment.p.units[a].weight * (1 - alignment.cover_p[a]) for a in p)
        weight_g = sum(alignment.g.units[b].weight * (1 - alignment.cover_g[b]) for b in g)
        if p and g:
            yield Edit("other", (weight_p + weight_g) / 2, p, g)
        elif p or g:
            yield Edit("extra" if p else "missing", weight_p + weight_g, p, g)
