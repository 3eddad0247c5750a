"""`combined`: what `alignment` and `cross_encoder` find, weighed together.

Alignment is asked first, about every pair; the encoder reads only the pairs that alignment does not take for
unrelated. The weights of the two (`_combined.json`) are a logistic fit by training/fit_combined.py. `contains` is that of
alignment.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from claimbench.jsonl import sha256
from claimbench.matching.alignment import Alignment
from claimbench.matching.base import Matcher, Pair, Reason
from claimbench.matching.cross_encoder import CrossEncoder
from claimbench.matching.text import normalise

FLOOR = 0.02
"""Pairs that alignment scores below this score 0 and are not read."""
_LEAST = 1e-4


class Combined(Matcher):
    """Score ``1 / (1 + e^-(b + v·logit(a) + w·logit(c)))`` of the scores a and c of both; the same text scores 1."""

    name = "combined"

    def __init__(self) -> None:
        self._alignment, self._encoder = Alignment(), CrossEncoder()
        table = _weights()
        self.threshold: float = table["threshold"]
        self.containment_threshold = self._alignment.containment_threshold
        self.calibrated_on: str = table["calibrated_on"]

    def equivalent(self, pairs: Sequence[Pair]) -> list[float]:
        near = dict(zip(pairs, self._alignment.equivalent(pairs), strict=True))
        open_pairs = [pair for pair, score in near.items() if score >= FLOOR and not _same(pair)]
        read = dict(zip(open_pairs, self._encoder.equivalent(open_pairs), strict=True))
        scores = {pair: weighed(near[pair], read[pair]) for pair in open_pairs}
        return [1.0 if _same(pair) else scores.get(pair, 0.0) for pair in pairs]

    def contains(self, pairs: Sequence[Pair]) -> list[float]:
        """What `alignment` says: most pairs are open there, and reading them costs more than it gains."""
        return self._alignment.contains(pairs)

    def explain(self, predicted: str, gold: str) -> tuple[Reason, ...]:
        return self._alignment.explain(predicted, gold) or self._encoder.explain(predicted, gold)

    def dependencies(self) -> Mapping[str, str]:
        own = {"_combined.json": sha256(_file())}
        return {**self._alignment.dependencies(), **self._encoder.dependencies(), **own}


def weighed(aligned: float, read: float) -> float:
    """The combined score from the scores of alignment and of the encoder."""
    table = _weights()
    total = table["bias"] + table["alignment"] * logit(aligned) + table["cross_encoder"] * logit(read)
    return round(1 / (1 + math.exp(-total)), 6)


def logit(score: float) -> float:
    """The log of the odds, of scores kept a little away from 0 and 1."""
    kept = min(max(score, _LEAST), 1 - _LEAST)
    return math.log(kept / (1 - kept))


def _same(pair: Pair) -> bool:
    return normalise(pair[0]) == normalise(pair[1])


def _file() -> str:
    return (files("claimbench.matching") / "_combined.json").read_text("utf-8")


@lru_cache(maxsize=1)
def _weights() -> Any:
    return json.loads(_file())
