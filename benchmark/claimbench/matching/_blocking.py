"""Which pairs of claims are so far apart in their words that the encoder need not be asked.

Every word piece of one text is laid beside the closest piece of the other (cosine of the packaged word vectors,
their common direction taken off), and the mean is taken over pieces, rarer ones counting more.
BERT's vocabulary is sorted by frequency, so a piece's number says how rare it is. Calibrated on the training claims
of training/contrasts: see MODEL_CARD.md for the share of paraphrases that fall below.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from claimbench.matching import _numpy_encoder as encoder
from claimbench.matching._piece_matches import FIRST_WORD, Array

FAR = 0.22


def far(wanted: str, within: str) -> bool:
    """Does too little of the first normalised text have something like it in the second?"""
    return likeness(wanted, within) < FAR


def likeness(wanted: str, within: str) -> float:
    """Weighted mean, over the pieces of `wanted`, of the best cosine with a piece of `within`; 0 for an empty text."""
    vectors, weights = _read(wanted)
    others, _ = _read(within)
    if not len(weights) or not len(others):
        return 0.0
    return round(float((vectors @ others.T).max(axis=1) @ weights / weights.sum()), 5)


def alike(a: str, b: str) -> float:
    """The lower likeness of both directions."""
    (first, own), (second, other) = _read(a), _read(b)
    if not len(own) or not len(other):
        return 0.0
    cosines = first @ second.T
    there, back = cosines.max(axis=1) @ own / own.sum(), cosines.max(axis=0) @ other / other.sum()
    return round(float(min(there, back)), 5)


@lru_cache(maxsize=16384)
def _read(text: str) -> tuple[Array, Array]:
    """Vectors (pieces, 384) and weights (pieces,) of a text."""
    ids = np.array(encoder.tokenizer().encode(text, add_special_tokens=False).ids, dtype=np.int64)
    weights = np.clip(np.log(np.maximum(ids, 1) / FIRST_WORD) + 0.05, 0.05, 3).astype(np.float32)
    return encoder.unit_vectors()[ids], weights
