"""`combined`: what `alignment` and `cross_encoder` find, weighed together.

Alignment is asked about every pair; the encoder reads the pairs that alignment does not take for unrelated, and those
whose words are close. `contains` weighs what alignment says of the lines with the share of the claim's tokens that they
have. All weights (`_combined.json`) are logistic fits by training/fit_combined.py.
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
from claimbench.matching.token_f1 import TokenF1

FLOOR, NEAR = 0.02, 0.42
"""Pairs that alignment scores below the first and whose words are less alike than the second score 0 unread.

Of the equal texts of held-out written claims, 4 % of the far ones and 1 % of the near ones are lost by that.
"""
NO_SENTENCE, IN_ORDER = -1.9, 0.5
"""A text whose words stand in no order of a sentence (`fluency` below the first) is read only beside one with which it
shares the second part of its neighbouring words. That holds for 0.3 % of a claim and an accepted form of it in
`gold/dev`, and for 89 % of a claim's shuffled words, the stop at the end, and all its forms.
"""
_LEAST = 1e-4


class Combined(Matcher):
    """Scores ``1 / (1 + e^-(b + v·logit(a) + w·x))`` of alignment's score a; x is the log-odds of the encoder's score for
    `equivalent` and the share of tokens for `contains`. The same text scores 1, and so does a line of the lines.
    """

    name = "combined"
    version = "3"

    def __init__(self) -> None:
        self._alignment, self._encoder, self._overlap = Alignment(), CrossEncoder(), TokenF1()
        table = _weights()
        self.threshold: float = table["equivalent"]["threshold"]
        self.containment_threshold: float = table["contains"]["threshold"]
        self.calibrated_on: str = table["calibrated_on"]

    def equivalent(self, pairs: Sequence[Pair]) -> list[float]:
        aligned = dict(zip(pairs, self._alignment.equivalent(pairs), strict=True))
        open_pairs = [pair for pair, score in aligned.items() if not _same(pair) and worth_reading(pair, score)]
        read = dict(zip(open_pairs, self._encoder.equivalent(open_pairs), strict=True))
        scores = {pair: weighed(aligned[pair], read[pair]) for pair in open_pairs}
        return [1.0 if _same(pair) else scores.get(pair, 0.0) for pair in pairs]

    def contains(self, pairs: Sequence[Pair]) -> list[float]:
        """The encoder is not asked: docs/matchers.md says what it was worth."""
        both = zip(self._alignment.contains(pairs), self._overlap.contains(pairs), strict=True)
        return [aligned if aligned in (0.0, 1.0) else carried(aligned, shared) for aligned, shared in both]

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
    return _logistic("equivalent", aligned, logit(read))


def carried(aligned: float, shared: float) -> float:
    """The containment score from that of alignment and the share of the claim's tokens."""
    return _logistic("contains", aligned, shared)


def _logistic(kind: str, aligned: float, other: float) -> float:
    table = _weights()[kind]
    total = table["bias"] + table["alignment"] * logit(aligned) + table["other"] * other
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
