"""What is left over and what conflicts between two aligned claims, as named numbers: all 0 for identical claims.

:func:`features` is stable: its length and order are those of :data:`NAMES`, for other matchers to build on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from claimbench.matching._alignment import roles
from claimbench.matching._alignment.align import Alignment, align
from claimbench.matching._alignment.diffs import Diff, diff, exchanged, losses
from claimbench.matching._alignment.frames import FRAMES, difference
from claimbench.matching._alignment.units import Claim, Unit, analyse
from claimbench.matching._alignment.words import relation

Measure = Callable[[Alignment, Diff], float]
KINDS = ("word", "name", "number", "time")
_SIDES = ("p", "g")
CONFLICTS = (
    "number",
    "opposite",
    "name",
    "time",
    "sibling",
    "role",
    "swap",
    "exchange",
    "seats",
    "source",
    "source missing",
    *(f"frame {dimension}" for dimension in FRAMES),
    "edit other",
    "edit extra",
    "edit missing",
    "grammar",
)
NAMES: tuple[str, ...] = (
    *(f"uncovered {side}" for side in _SIDES),
    *(f"not literal {side}" for side in _SIDES),
    *(f"left {kind} {side}" for kind in KINDS for side in _SIDES),
    "length",
    "order",
    "changed",
    "blocks",
    "apart",
    "far",
    "very far",
    *CONFLICTS,
    *(f"literal {name}" for name in CONFLICTS),
    *(f"literal uncovered {side}" for side in _SIDES),
)
"""Names of the features, in order."""


def features(predicted: str, gold: str) -> NDArray[np.float64]:
    """The feature vector of a pair, shape (len(NAMES),); every value ≥ 0, all of them 0 for equal texts."""
    return np.array(judge(predicted, gold), dtype=np.float64)


@lru_cache(maxsize=65536)
def judge(predicted: str, gold: str) -> tuple[float, ...]:
    """The values of :data:`NAMES`; remembered for pairs seen lately."""
    return measure(align(analyse(predicted), analyse(gold)))


def measure(alignment: Alignment) -> tuple[float, ...]:
    """The values of :data:`NAMES` for one alignment."""
    p, g, found = alignment.p, alignment.g, diff(alignment)
    uncovered = _share(p, [1 - c for c in alignment.cover_p]), _share(g, [1 - c for c in alignment.cover_g])
    free = (
        _share(p, [1.0 - alignment.same(i) for i in range(len(p.units))]),
        _share(
            g,
            [1.0 - (j in alignment.back and alignment.same(alignment.back[j])) for j in range(len(g.units))],
        ),
    )
    literal = found.context**4
    mean = sum(uncovered) / 2
    conflicts = conflicts_of(alignment, found)
    return (
        *uncovered,
        *free,
        *_left(alignment),
        abs(len(p.units) - len(g.units)) / max(1, len(p.units) + len(g.units)),
        roles.disorder(alignment),
        1 - found.literal,
        min(8, len(found.blocks)) / 8,
        max(0.0, mean - 0.2),
        max(0.0, mean - 0.35),
        max(0.0, mean - 0.5),
        *conflicts,
        *(literal * value for value in conflicts),
        *(literal * value for value in uncovered),
    )


def conflicts_of(alignment: Alignment, found: Diff) -> list[float]:
    """The values of :data:`CONFLICTS`."""
    return [float(_MEASURES[name](alignment, found)) for name in CONFLICTS]


def _share(claim: Claim, values: list[float]) -> float:
    return sum(u.weight * v for u, v in zip(claim.units, values, strict=True)) / claim.weight if claim.weight else 0.0


def _left(alignment: Alignment) -> Iterator[float]:
    """Weight of the units that nothing covers, by kind and side, in units of one content word, at most 4."""
    for kind in KINDS:
        for claim, cover in ((alignment.p, alignment.cover_p), (alignment.g, alignment.cover_g)):
            yield min(
                4.0,
                sum(u.weight * (1 - c) for u, c in zip(claim.units, cover, strict=True) if u.kind == kind),
            )


def left_units(alignment: Alignment, kind: str, side: int, below: float = 0.5) -> list[Unit]:
    """Units of one kind on one side (0 p, 1 g) that the other side covers by less than `below`."""
    claim, cover = ((alignment.p, alignment.cover_p), (alignment.g, alignment.cover_g))[side]
    return [u for u, c in zip(claim.units, cover, strict=True) if u.kind == kind and c < below]


def _both_left(kind: str) -> Measure:
    return lambda a, _: float(min(2, len(left_units(a, kind, 0)), len(left_units(a, kind, 1))))


def _number(alignment: Alignment, _: Diff | None = None) -> float:
    """Values against other values, and equal values whose bounds differ (at least – at most)."""
    bounds = sum(0.5 for i, value in alignment.like.items() if alignment.p.units[i].kind == "number" and value < 0.9)
    return float(min(2, len(left_units(alignment, "number", 0)), len(left_units(alignment, "number", 1)))) + bounds


def opposites(alignment: Alignment) -> list[tuple[Unit, Unit]]:
    """Left-over words of the two sides that are opposites."""
    ones = [u for u, c in zip(alignment.p.units, alignment.cover_p, strict=True) if u.kind == "word" and c < 0.93]
    twos = [u for u, c in zip(alignment.g.units, alignment.cover_g, strict=True) if u.kind == "word" and c < 0.93]
    return [(one, two) for one in ones for two in twos if _opposite(one, two)]


def _opposite(one: Unit, two: Unit) -> bool:
    return any(relation(a, b)[0] == "opposite" for a in (one.low, *one.phrases) for b in (two.low, *two.phrases))


def _source(alignment: Alignment, _: Diff | None = None) -> float:
    """How much of the two sources is not the same, when both claims name one."""
    p, g = alignment.p.source, alignment.g.source
    if p is None or g is None:
        return 0.0
    names_p = [i for i in p.units if alignment.p.units[i].weight > 0.5] or list(p.units)
    names_g = [j for j in g.units if alignment.g.units[j].weight > 0.5] or list(g.units)
    cover_p = max(alignment.cover_p[i] for i in names_p)
    cover_g = max(alignment.cover_g[j] for j in names_g)
    return 1.0 - min(cover_p, cover_g)


def _source_missing(alignment: Alignment, _: Diff | None = None) -> float:
    return float((alignment.p.source is None) != (alignment.g.source is None))


def _frame(dimension: str) -> Measure:
    return lambda a, _: min(3.0, difference(a.p.frames.get(dimension, {}), a.g.frames.get(dimension, {}))[0])


def _edits(kind: str) -> Measure:
    return lambda _, found: min(3.0, sum(loss for what, loss in losses(found) if what == kind))


def siblings(alignment: Alignment, found: Diff) -> list[tuple[Unit, Unit]]:
    """Words in one block that are two kinds of one thing."""
    pairs = (
        (alignment.p.units[i], alignment.g.units[j])
        for b in found.blocks
        for i in b.units_p
        for j in b.units_g
        if alignment.cover_p[i] < 0.6 and alignment.cover_g[j] < 0.6
    )
    return [(one, two) for one, two in pairs if relation(one.low, two.low)[0] == "sibling"]


def _seats(alignment: Alignment, _: Diff | None = None) -> float:
    """Exchanged neighbours, as far as the two claims consist of the same words."""
    return roles.seats(alignment) * _same_words(alignment)


def _role(alignment: Alignment, _: Diff | None = None) -> float:
    """Participants on the other end of a verb, as far as the two claims consist of the same words."""
    return roles.role_conflict(alignment) * _same_words(alignment)


def _same_words(alignment: Alignment) -> float:
    same = sum(alignment.p.units[i].weight for i in alignment.pairs if alignment.same(i))
    return float((2 * same / max(1e-9, alignment.p.weight + alignment.g.weight)) ** 4)


def _grammar(alignment: Alignment, found: Diff) -> float:
    """Blocks that differ in words without content only."""
    return min(3.0, sum(1.0 for block in found.blocks if block.loss <= 0.2 and not block.moved_p + block.moved_g))


_MEASURES: dict[str, Measure] = {
    "number": _number,
    "opposite": lambda a, _: float(min(2, len(opposites(a)))),
    "name": _both_left("name"),
    "time": _both_left("time"),
    "sibling": lambda a, found: float(min(2, len(siblings(a, found)))),
    "role": _role,
    "swap": lambda a, _: roles.swapped(a),
    "exchange": exchanged,
    "seats": _seats,
    "source": _source,
    "source missing": _source_missing,
    **{f"frame {dimension}": _frame(dimension) for dimension in FRAMES},
    **{f"edit {kind}": _edits(kind) for kind in ("other", "extra", "missing")},
    "grammar": _grammar,
}
