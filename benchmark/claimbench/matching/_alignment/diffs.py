"""How literally one claim repeats the other: the word-by-word difference and what stands in its blocks.

Where all else is repeated word for word, the one thing that differs was meant to differ;
in a text that is reworded all over, an unknown word proves little. `context` says which of the two it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from claimbench.matching._alignment.align import Alignment
from claimbench.matching._alignment.units import Claim

_PASSED_OVER = frozenset(["a", "an", "the", "that", ",", ";", ":", ".", "(", ")", '"', "!", "?"])


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of words that differs: positions of tokens, indices of units and their uncovered weight, by side."""

    tokens_p: tuple[int, ...]
    tokens_g: tuple[int, ...]
    units_p: tuple[int, ...]
    units_g: tuple[int, ...]
    loss_p: float
    loss_g: float
    moved_p: int
    moved_g: int

    @property
    def size(self) -> int:
        """Number of words that differ, those that only moved left out."""
        return len(self.tokens_p) + len(self.tokens_g)

    @property
    def loss(self) -> float:
        """Weight of what no unit of the other side covers."""
        return self.loss_p + self.loss_g


@dataclass(frozen=True)
class Diff:
    """All blocks; `literal` is the share of words outside of them, `context` the same without the heaviest block."""

    blocks: tuple[Block, ...]
    literal: float
    context: float


def diff(alignment: Alignment) -> Diff:
    """The word-by-word difference of two aligned claims."""
    words_p, words_g = _words(alignment.p), _words(alignment.g)
    matcher = SequenceMatcher(None, [w for w, _ in words_p], [w for w, _ in words_g], autojunk=False)
    blocks = tuple(
        _block(alignment, tuple(at for _, at in words_p[a:b]), tuple(at for _, at in words_g[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    )
    total = max(1, len(words_p) + len(words_g))
    changed = sum(block.size for block in blocks)
    heaviest = max((block.size for block in blocks if block.loss == max(b.loss for b in blocks)), default=0)
    return Diff(blocks, 1 - changed / total, 1 - (changed - heaviest) / max(1, total - heaviest))


def _words(claim: Claim) -> list[tuple[str, int]]:
    return [(token, at) for at, token in enumerate(claim.tokens) if token not in _PASSED_OVER]


def _block(alignment: Alignment, tokens_p: tuple[int, ...], tokens_g: tuple[int, ...]) -> Block:
    units_p = tuple(i for i, u in enumerate(alignment.p.units) if u.at in tokens_p)
    units_g = tuple(j for j, u in enumerate(alignment.g.units) if u.at in tokens_g)
    loss_p = sum(alignment.p.units[i].weight * (1 - alignment.cover_p[i]) for i in units_p)
    loss_g = sum(alignment.g.units[j].weight * (1 - alignment.cover_g[j]) for j in units_g)
    moved_p = sum(alignment.same(i) for i in units_p)
    moved_g = sum(j in alignment.back and alignment.same(alignment.back[j]) for j in units_g)
    return Block(tokens_p, tokens_g, units_p, units_g, loss_p, loss_g, moved_p, moved_g)


def exchanged(alignment: Alignment, found: Diff) -> float:
    """Number of places, up to 3, where a unit stands in the place of another that stands elsewhere on its own side."""
    return min(3.0, sum(1.0 for block in found.blocks if _exchange(alignment, block)))


def _exchange(alignment: Alignment, block: Block) -> bool:
    away_p = [i for i in block.units_p if alignment.same(i) and alignment.pairs[i] not in block.units_g]
    away_g = [
        j
        for j in block.units_g
        if j in alignment.back and alignment.same(alignment.back[j]) and alignment.back[j] not in block.units_p
    ]
    return bool(away_p and away_g)


def losses(found: Diff) -> Iterator[tuple[str, float]]:
    """What each block costs: ``other``, ``extra`` or ``missing`` and the weight that is not covered."""
    for block in found.blocks:
        if block.loss_p > 0.2 and block.loss_g > 0.2:
            yield "other", (block.loss_p + block.loss_g) / 2
        elif block.loss_p > 0.2:
            yield "extra", block.loss_p
        elif block.loss_g > 0.2:
            yield "missing", block.loss_g
