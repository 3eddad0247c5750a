"""`token_f1`: overlap of word multisets, as in SQuAD (Rajpurkar et al. 2016) without dropping articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from claimbench.matching.base import Matcher, Pair
from claimbench.matching.text import tokens


class TokenF1(Matcher):
    """F1 of the shared tokens; contains is the share of gold's tokens that the prediction has."""

    name = "token_f1"
    threshold = 0.7
    containment_threshold = 0.9

    def equivalent(self, pairs: Sequence[Pair]) -> list[float]:
        return [self._f1(tokens(p), tokens(g)) for p, g in pairs]

    def contains(self, pairs: Sequence[Pair]) -> list[float]:
        return [_shared(tokens(p), tokens(g)) / max(1, len(tokens(g))) for p, g in pairs]

    @staticmethod
    def _f1(p: tuple[str, ...], g: tuple[str, ...]) -> float:
        return 2 * _shared(p, g) / (len(p) + len(g)) if p and g else float(p == g)


def _shared(p: tuple[str, ...], g: tuple[str, ...]) -> int:
    return (Counter(p) & Counter(g)).total()
