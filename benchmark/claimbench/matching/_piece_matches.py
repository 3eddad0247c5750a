"""How each word piece of a pair of texts is met by the other text: what a small encoder else has to learn first.

A piece gets one of `KINDS` numbers: 0 for special tokens; then, for a piece that the other text does not have, the
closest other piece's cosine in steps of `EDGES`; then "the same piece is there", and "the same piece is there after
the same piece as here". The encoder adds a learned vector for each kind to the piece's word vector.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Ids = NDArray[np.int64]

EDGES = np.array([0.15, 0.25, 0.35, 0.45, 0.55], dtype=np.float32)
SAME = 2 + len(EDGES)
SAME_AFTER_SAME = SAME + 1
KINDS = SAME_AFTER_SAME + 1
FIRST_WORD = 1996
"""BERT's vocabulary is sorted by frequency from this piece ("the") on."""
_COMMON = slice(FIRST_WORD, 20000)


def unit_vectors(words: Array) -> Array:
    """Word vectors (pieces, width) without their common direction, at length 1."""
    centred = words - words[_COMMON].mean(axis=0)
    result: Array = centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), np.float32(1e-6))
    return result


def kinds(ids: Ids, types: Ids, special: Ids, unit: Array) -> Ids:
    """The kind of each token of [CLS] a [SEP] b [SEP]; all arrays have shape (tokens,)."""
    found = np.zeros(len(ids), dtype=np.int64)
    a, b = (np.flatnonzero((types == side) & (special == 0)) for side in (0, 1))
    if not len(a) or not len(b):
        return found
    cosines = np.round(unit[ids[a]] @ unit[ids[b]].T, 4)
    found[a] = _of_side(ids[a], ids[b], cosines.max(axis=1))
    found[b] = _of_side(ids[b], ids[a], cosines.max(axis=0))
    return found


def _of_side(own: Ids, other: Ids, closest: Array) -> Ids:
    result = 1 + np.searchsorted(EDGES, closest, side="right")
    result[np.isin(own, other)] = SAME
    pairs = set(zip(other[:-1].tolist(), other[1:].tolist(), strict=True))
    after = [False, *((pair in pairs) for pair in zip(own[:-1].tolist(), own[1:].tolist(), strict=True))]
    result[after] = SAME_AFTER_SAME
    return result
