"""`exact`: the same string after normalisation 1."""

from __future__ import annotations

from collections.abc import Sequence

from claimbench.matching.base import Matcher, Pair
from claimbench.matching.text import normalise, tokens


class Exact(Matcher):
    """1 when the normalised strings are equal, else 0; contains when gold's tokens stand in a row."""

    name = "exact"

    def equivalent(self, pairs: Sequence[Pair]) -> list[float]:
        return [float(normalise(p) == normalise(g)) for p, g in pairs]

    def contains(self, pairs: Sequence[Pair]) -> list[float]:
        return [float(f" {' '.join(tokens(g))} " in f" {' '.join(tokens(p))} ") for p, g in pairs]
