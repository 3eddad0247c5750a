"""`embedding`: cosine of two sentence vectors of all-MiniLM-L6-v2 (mean pooling)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claimbench.matching import _encoder
from claimbench.matching.base import Matcher, Pair
from claimbench.matching.text import normalise


class Embedding(Matcher):
    """Cosine, a negative one counted as 0.

    Contains takes gold whole and the prediction line by line and joined, and keeps the largest cosine: a
    vector
    has no parts, so this says how close the closest claim comes, not whether all of gold is conveyed.
    """

    name = "embedding"
    threshold = 0.85
    containment_threshold = 0.85

    def equivalent(self, pairs: Sequence[Pair]) -> list[float]:
        return self._cosines([((_clean(p),), _clean(g)) for p, g in pairs])

    def contains(self, pairs: Sequence[Pair]) -> list[float]:
        return self._cosines([(_parts(p), _clean(g)) for p, g in pairs])

    def dependencies(self) -> Mapping[str, str]:
        return _encoder.dependencies()

    @staticmethod
    def _cosines(pairs: Sequence[tuple[tuple[str, ...], str]]) -> list[float]:
        vectors = _encoder.encoder().sentences(text for parts, gold in pairs for text in (*parts, gold))
        best = [max(float(vectors[part] @ vectors[gold]) for part in parts) for parts, gold in pairs]
        return [round(min(1.0, max(0.0, value)), 6) for value in best]


def _clean(text: str) -> str:
    return normalise(text)


def _parts(text: str) -> tuple[str, ...]:
    lines = [normalise(line) for line in text.splitlines() if line.strip()]
    return tuple(dict.fromkeys([*lines, normalise(text)]))
