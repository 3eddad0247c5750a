"""`bertscore`: greedy alignment of token vectors (Zhang et al. 2020), last layer of all-MiniLM-L6-v2, no
idf.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from claimbench.matching import _encoder
from claimbench.matching.base import Matcher, Pair
from claimbench.matching.text import normalise


class BertScore(Matcher):
    """F1 of the greedy alignment; contains is its recall: how well gold's tokens are found in the
    prediction.
    """

    name = "bertscore"
    threshold = 0.85
    containment_threshold = 0.85

    def equivalent(self, pairs: Sequence[Pair]) -> list[float]:
        return [_rounded(2 * p * r / (p + r) if p + r else 0.0) for p, r in self._greedy(pairs)]

    def contains(self, pairs: Sequence[Pair]) -> list[float]:
        return [_rounded(recall) for _, recall in self._greedy(pairs)]

    def dependencies(self) -> Mapping[str, str]:
        return _encoder.dependencies()

    @staticmethod
    def _greedy(pairs: Sequence[Pair]) -> list[tuple[float, float]]:
        """Precision and recall of each pair: the mean over tokens of the best cosine on the other side."""
        texts = [(normalise(p), normalise(g)) for p, g in pairs]
        units = {
            text: _rows(vectors)
            for text, vectors in _encoder.encoder().tokens(t for pair in texts for t in pair).items()
        }
        scores = []
        for p, g in texts:
            cosines = np.clip(units[p] @ units[g].T, 0.0, 1.0)
            scores.append((float(cosines.max(axis=1).mean()), float(cosines.max(axis=0).mean())))
        return scores


def _rows(vectors: _encoder.Array) -> _encoder.Array:
    """Unit rows of the word pieces, without [CLS] and [SEP]; of those two when there is nothing else."""
    inner = vectors[1:-1] if len(vectors) > 2 else vectors
    return np.asarray(inner / np.maximum(np.linalg.norm(inner, axis=1, keepdims=True), 1e-12), dtype=np.float32)


def _rounded(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 6)
