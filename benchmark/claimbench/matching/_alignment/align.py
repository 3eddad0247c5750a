"""Aligning the units of two claims one to one, and how well each unit is covered by the other claim."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from claimbench.matching._alignment import assign
from claimbench.matching._alignment.attribution import SAY
from claimbench.matching._alignment.definite import credit
from claimbench.matching._alignment.frames import likeness
from claimbench.matching._alignment.lexicon import CONVERSE, METONYM, SYNONYMS
from claimbench.matching._alignment.quantities import agree
from claimbench.matching._alignment.units import Claim, Unit
from claimbench.matching._alignment.words import lookup, relation

_SAME = 0.93


@dataclass(frozen=True)
class Alignment:
    """`pairs` maps units of p to units of g; `like` the strength of each pair;
    `cover_p`, `cover_g` in [0, 1] a unit.
    """

    p: Claim
    g: Claim
    pairs: dict[int, int]
    back: dict[int, int]
    like: dict[int, float]
    cover_p: tuple[float, ...]
    cover_g: tuple[float, ...]

    def same(self, unit: int) -> bool:
        """Whether a unit of p stands in g as the same word, name or value."""
        return self.like.get(unit, 0.0) >= _SAME


def align(p: Claim, g: Claim) -> Alignment:
    """Exact partners first, nearest in order; then the best assignment of what is left."""
    edges = _edges(p, g)
    pairs = _exact(p, g, edges)
    taken = set(pairs.values())
    rest = {
        edge: value for edge, value in edges.items() if edge[0] not in pairs and edge[1] not in taken and value < _SAME
    }
    pairs.update(assign.best(rest))
    like = {a: edges[a, b] for a, b in pairs.items()}
    back = {b: a for a, b in pairs.items()}
    cover_p = _cover(p, g, {a: like[a] for a in pairs}, edges, flip=False)
    cover_g = _cover(g, p, {b: like[a] for a, b in pairs.items()}, edges, flip=True)
    same = {a: b for a, b in pairs.items() if like[a] >= _SAME}
    cover_p, cover_g = (
        credit(p, g, same, cover_p, cover_g),
        credit(g, p, {b: a for a, b in same.items()}, cover_g, cover_p),
    )
    return Alignment(p, g, pairs, back, like, cover_p, cover_g)


def _edges(p: Claim, g: Claim) -> dict[tuple[int, int], float]:
    found = {}
    for i, one in enumerate(p.units):
        for j, two in enumerate(g.units):
            value = likeness_of(one, two)
            if value > 0:
                found[i, j] = value
    return found


def _exact(p: Claim, g: Claim, edges: dict[tuple[int, int], float]) -> dict[int, int]:
    """Same units, those with the same neighbour first, then in order."""
    ranked = sorted(
        ((edge for edge, value in edges.items() if value >= _SAME)),
        key=lambda edge: (-edges[edge], -_neighbours(p, g, *edge), abs(edge[0] - edge[1]), edge),
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for i, j in ranked:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _neighbours(p: Claim, g: Claim, i: int, j: int) -> int:
    left = i > 0 and j > 0 and p.units[i - 1].low == g.units[j - 1].low
    right = i + 1 < len(p.units) and j + 1 < len(g.units) and p.units[i + 1].low == g.units[j + 1].low
    return int(left) + int(right)


def likeness_of(one: Unit, two: Unit) -> float:
    """How far two units say the same, in [0, 1]."""
    if one.quantity is not None or two.quantity is not None:
        return agree(one.quantity, two.quantity) if one.quantity is not None and two.quantity is not None else 0.0
    if one.kind == "time" or two.kind == "time":
        return float(one.low == two.low)
    if one.low == two.low:
        return 1.0
    if one.kind == "name" and two.kind == "name":
        return _names(one, two)
    return _words(one.low, two.low, one.phrases, two.phrases)


def _names(one: Unit, two: Unit) -> float:
    if METONYM.get(one.low, one.low) == METONYM.get(two.low, two.low):
        return 0.95
    if any(key[0] == "@" and key in two.keys for key in one.keys):
        return 0.95
    short, long = sorted((one.low, two.low), key=len)
    if len(short) > 3 and long.startswith(short[: max(4, len(short) - 1)]) and len(long) - len(short) < 4:
        return 0.9
    kind, value = relation(one.low, two.low)
    return value if kind in ("same", "derived") else 0.85 if _group(one.low, two.low) else 0.0


@lru_cache(maxsize=262144)
def _words(one: str, two: str, phrases_one: tuple[str, ...], phrases_two: tuple[str, ...]) -> float:
    kind, value = relation(one, two)
    if kind == "same":
        return 1.0
    if frozenset((one, two)) in CONVERSE or any(
        frozenset((a, b)) in CONVERSE for a in lookup(one).bases for b in lookup(two).bases
    ):
        return 0.8
    if kind == "opposite":
        return 0.0
    if METONYM.get(one, one) == METONYM.get(two, two):
        return 0.95
    best = max(value, 0.88 if _group(one, two) else 0.0)
    for phrase in phrases_one:
        best = max(best, 0.95 * relation(phrase, two)[1])
    for phrase in phrases_two:
        best = max(
            best,
            0.95 * relation(one, phrase)[1],
            *(0.95 * relation(other, phrase)[1] for other in phrases_one),
            0.0,
        )
    return max(0.0, best)


def _group(one: str, two: str) -> bool:
    groups = {SYNONYMS[base] for base in lookup(one).bases if base in SYNONYMS}
    return any(SYNONYMS.get(base) in groups for base in lookup(two).bases if base in SYNONYMS)


def _cover(
    claim: Claim, other: Claim, matched: dict[int, float], edges: dict[tuple[int, int], float], *, flip: bool
) -> tuple[float, ...]:
    best: dict[int, float] = {}
    for edge, value in edges.items():
        unit = edge[1] if flip else edge[0]
        best[unit] = max(best.get(unit, 0.0), value)
    framed = _framed(claim, other)
    return tuple(
        max(
            matched.get(i, 0.0),
            0.6 * best.get(i, 0.0),
            framed.get(unit.at, 0.0),
            _beside(claim, i, matched),
            0.95 * _short_form(unit, other),
            _speech(unit, claim, other),
        )
        for i, unit in enumerate(claim.units)
    )


def _short_form(unit: Unit, other: Claim) -> bool:
    """Whether the other claim has the acronym that this name is part of."""
    return any(key[0] == "@" and key in other.all_keys for key in unit.keys)


def _framed(claim: Claim, other: Claim) -> dict[int, float]:
    """Credit for words that open a frame which the other claim has too."""
    credit: dict[int, float] = {}
    for dimension, classes in claim.frames.items():
        theirs = other.frames.get(dimension, {})
        for name, places in classes.items():
            value = 0.85 * max((likeness(name, second) for second in theirs), default=0.0)
            for at in places:
                credit[at] = max(credit.get(at, 0.0), value)
    return credit


def _beside(claim: Claim, unit: int, matched: dict[int, float]) -> float:
    """Credit for the other word of a compound whose partner stands for the whole ("power cut" – "blackout")."""
    phrases = set(claim.units[unit].phrases)
    near = (i for i in (unit - 1, unit + 1) if 0 <= i < len(claim.units) and phrases & set(claim.units[i].phrases))
    return max((0.8 * matched.get(i, 0.0) for i in near if matched.get(i, 0.0) < _SAME), default=0.0)


def _speech(unit: Unit, claim: Claim, other: Claim) -> float:
    """A verb of saying costs nothing where the other claim names a source too."""
    return 1.0 if other.source and claim.source and lookup(unit.low).bases & SAY else 0.0
