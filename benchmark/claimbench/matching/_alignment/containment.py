"""What of a claim g one or several other claims leave out or contradict: the one-sided counterpart of features.py."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from claimbench.matching._alignment.align import Alignment, align
from claimbench.matching._alignment.diffs import Diff, diff
from claimbench.matching._alignment.features import CONFLICTS, KINDS, conflicts_of
from claimbench.matching._alignment.frames import FRAMES, likeness
from claimbench.matching._alignment.units import analyse

_ONE_SIDED = tuple(
    name for name in CONFLICTS if not name.startswith("frame") and name not in ("edit extra", "source missing")
)
_TESTS = (
    *_ONE_SIDED,
    "no source",
    *(f"lacks {dimension}" for dimension in FRAMES),
    *(f"adds {dimension}" for dimension in FRAMES),
)
NAMES: tuple[str, ...] = (
    "uncovered",
    "apart",
    "far",
    "very far",
    *(f"left {kind}" for kind in KINDS),
    *_TESTS,
    *(f"literal {name}" for name in _TESTS),
    *(f"verbatim {name}" for name in _TESTS),
    "literal uncovered",
    "verbatim uncovered",
)
"""Names of the measures, in order; all 0 when g is repeated."""


@lru_cache(maxsize=65536)
def judge(lines: tuple[str, ...], gold: str) -> tuple[tuple[float, ...], ...]:
    """One row of measures for each line of p that may carry g:
    coverage is over all lines, conflicts are that line's.
    """
    g = analyse(gold)
    alignments = [align(analyse(line), g) for line in lines]
    covered = [max(a.cover_g[j] for a in alignments) for j in range(len(g.units))]
    best = sorted(alignments, key=lambda a: -sum(u.weight * c for u, c in zip(g.units, a.cover_g, strict=True)))
    return tuple(_measure(a, covered) for a in best[:3])


def _measure(alignment: Alignment, covered: Sequence[float]) -> tuple[float, ...]:
    g, found = alignment.g, diff(alignment)
    loss = [u.weight * (1 - c) for u, c in zip(g.units, covered, strict=True)]
    share = sum(loss) / g.weight if g.weight else 0.0
    literal, verbatim = _context(found, alignment) ** 4, found.context**4
    left = (min(4.0, sum(x for u, x in zip(g.units, loss, strict=True) if u.kind == kind)) for kind in KINDS)
    tests = _tests(alignment, found)
    return (
        share,
        max(0.0, share - 0.2),
        max(0.0, share - 0.35),
        max(0.0, share - 0.5),
        *left,
        *tests,
        *(literal * x for x in tests),
        *(verbatim * x for x in tests),
        literal * share,
        verbatim * share,
    )


def _context(found: Diff, alignment: Alignment) -> float:
    """How literally g is repeated outside of the block that loses most of it."""
    total = max(1, len(alignment.g.tokens))
    heaviest = max(found.blocks, key=lambda block: (block.loss_g, len(block.tokens_g)), default=None)
    size = len(heaviest.tokens_g) if heaviest else 0
    changed = sum(len(block.tokens_g) for block in found.blocks)
    return 1 - (changed - size) / max(1, total - size)


def _tests(alignment: Alignment, found: Diff) -> list[float]:
    values = dict(zip(CONFLICTS, conflicts_of(alignment, found), strict=True))
    one_sided = [values[name] for name in _ONE_SIDED]
    no_source = float(alignment.g.source is not None and alignment.p.source is None)
    lacks = [_only(alignment.g.frames.get(d, {}), alignment.p.frames.get(d, {})) for d in FRAMES]
    adds = [_only(alignment.p.frames.get(d, {}), alignment.g.frames.get(d, {})) for d in FRAMES]
    return [*one_sided, no_source, *lacks, *adds]


def _only(mine: dict[str, tuple[int, ...]], others: dict[str, tuple[int, ...]]) -> float:
    """How many classes of one side nothing on the other side stands for, at most 3."""
    return min(
        3.0,
        sum(1.0 - max((likeness(name, other) for other in others), default=0.0) for name in mine if name not in others),
    )
