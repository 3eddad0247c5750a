"""`combined`: what `alignment` and `cross_encoder` find, weighed together.

Alignment is asked about every pair; the encoder reads the pairs that alignment does not take for unrelated, and those
whose words are close. The weights of the two (`_combined.json`) are a logistic fit by training/fit_combined.py. `contains` is that of
alignment.
"""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from claimbench.jsonl import sha256
from claimbench.matching import _blocking
from claimbench.matching._alignment.order import fluency
from claimbench.matching.alignment import Alignment
from claimbench.matching.base import Matcher, Pair, Reason
from claimbench.matching.cross_encoder import CrossEncoder
from claimbench.matching.text import normalise, tokens

FLOOR, NEAR = 0.02, 0.42
"""Pairs that alignment scores below the first and whose words are less alike than the second score 0 unread.

Of the equal texts of held-out written claims, 4 % of the far ones and 1 % of the near ones are lost by that.
"""
NO_SENTENCE, IN_ORDER = -1.0, 0.5
"""A text whose words stand in no order of a sentence (`fluency` below the first) is read only beside one with which it
shares the second part of its neighbouring words. Of the forms of `gold/dev` 0.7 % lie below, of their shuffled words 86 %.
"""
_LEAST = 1e-4


class Combined(Matcher):
    """Score ``1 / (1 + e^-(b + v·logit(a) + w·logit(c)))`` of the scores a and c of both; the same text scores 1."""

    name = "combined"
    version = "2"

    def __init__(self) -> None:
        self._alignment, self._encoder = Alignment(), CrossEncoder()
        table = _weights()
        self.threshold: float = table["threshold"]
        self.containment_threshold = self._alignment.containment_threshold
        self.calibrated_on: str = table["calibrated_on"]

    def equivalent(self, pairs: Sequence[Pair]) -> list[float]:
        aligned = dict(zip(pairs, self._alignment.equivalent(pairs), strict=True))
        open_pairs = [pair for pair, score in aligned.items() if not _same(pair) and worth_reading(pair, score)]
        read = dict(zip(open_pairs, self._encoder.equivalent(open_pairs), strict=True))
        scores = {pair: weighed(aligned[pair], read[pair]) for pair in open_pairs}
        return [1.0 if _same(pair) else scores.get(pair, 0.0) for pair in pairs]

    def contains(self, pairs: Sequence[Pair]) -> list[float]:
        """What `alignment` says: it agrees better with readers than the encoder does, and than both together."""
        return self._alignment.contains(pairs)

    def explain(self, predicted: str, gold: str) -> tuple[Reason, ...]:
        return self._alignment.explain(predicted, gold) or self._encoder.explain(predicted, gold)

    def dependencies(self) -> Mapping[str, str]:
        own = {"_combined.json": sha256(_file())}
        return {**self._alignment.dependencies(), **self._encoder.dependencies(), **own}


def worth_reading(pair: Pair, aligned: float) -> bool:
    """Whether the two may be one claim: `aligned` is what alignment says."""
    a, b = map(normalise, pair)
    if min(map(fluency, pair)) < NO_SENTENCE and _neighbours(a, b) < IN_ORDER:
        return False
    return aligned >= FLOOR or _blocking.alike(a, b) >= NEAR


def weighed(aligned: float, read: float) -> float:
    """The combined score from the scores of alignment and of the encoder."""
    table = _weights()
    total = table["bias"] + table["alignment"] * logit(aligned) + table["cross_encoder"] * logit(read)
    return round(1 / (1 + math.exp(-total)), 6)


def logit(score: float) -> float:
    """The log of the odds, of scores kept a little away from 0 and 1."""
    kept = min(max(score, _LEAST), 1 - _LEAST)
    return math.log(kept / (1 - kept))


def _neighbours(a: str, b: str) -> float:
    """The share of the first text's neighbouring pairs of words that the second has too, or the other way round."""
    first, second = (set(itertools.pairwise(tokens(text))) for text in (a, b))
    return len(first & second) / max(1, min(len(first), len(second)))


def _same(pair: Pair) -> bool:
    return normalise(pair[0]) == normalise(pair[1])


def _file() -> str:
    return (files("claimbench.matching") / "_combined.json").read_text("utf-8")


@lru_cache(maxsize=1)
def _weights() -> Any:
    return json.loads(_file())
