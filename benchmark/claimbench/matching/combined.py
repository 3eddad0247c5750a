"""`combined`: what `alignment` and `cross_encoder` find, weighed together.

Alignment is asked first, about every pair; the encoder reads only the pairs that alignment does not take for
unrelated. The weights of the two (`_combined.json`) are a logistic fit by training/fit_combined.py.
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
LINES = 2
"""For `contains`, so many of the predicted claims are read beside a gold claim: those that alignment finds nearest."""
_LEAST = 1e-4


class Combined(Matcher):
    """Score ``1 / (1 + e^-(b + v·logit(a) + w·logit(c)))`` of the scores a and c of both; the same text scores 1."""

    name = "combined"

    def __init__(self) -> None:
        self._alignment, self._encoder = Alignment(), CrossEncoder()
        table = _weights()
        self.threshold: float = table["equivalent"]["threshold"]
        self.containment_threshold: float = table["contains"]["threshold"]
        self.calibrated_on: str = table["calibrated_on"]

    def equivalent(self, pairs: Sequence[Pair]) -> list[float]:
        near = dict(zip(pairs, self._alignment.equivalent(pairs), strict=True))
        open_pairs = [pair for pair, score in near.items() if score >= FLOOR and not _same(pair)]
        read = dict(zip(open_pairs, self._encoder.equivalent(open_pairs), strict=True))
        scores = {pair: weighed("equivalent", near[pair], read[pair]) for pair in open_pairs}
        return [1.0 if _same(pair) else scores.get(pair, 0.0) for pair in pairs]

    def contains(self, pairs: Sequence[Pair]) -> list[float]:
        asked = [[(p, line) for line in _lines(g)] for p, g in pairs]
        flat = list(dict.fromkeys(question for questions in asked for question in questions))
        near = dict(zip(flat, self._alignment.contains(flat), strict=True))
        open_questions = [question for question in flat if near[question] >= FLOOR]
        readings = [nearest(self._alignment, *question) for question in open_questions]
        read = dict(zip(open_questions, self._encoder.contains(readings), strict=True))
        scores = {question: weighed("contains", near[question], read[question]) for question in open_questions}
        return [min((scores.get(question, 0.0) for question in questions), default=1.0) for questions in asked]

    def explain(self, predicted: str, gold: str) -> tuple[Reason, ...]:
        return self._alignment.explain(predicted, gold) or self._encoder.explain(predicted, gold)

    def dependencies(self) -> Mapping[str, str]:
        own = {"_combined.json": sha256(_file())}
        return {**self._alignment.dependencies(), **self._encoder.dependencies(), **own}


def nearest(alignment: Matcher, p: str, wanted: str) -> Pair:
    """The predicted claims that alignment finds nearest to the wanted one, joined, and the wanted one."""
    lines = list(dict.fromkeys(_lines(p)))
    if len(lines) > LINES:
        near = alignment.contains([(line, wanted) for line in lines])
        ranked = sorted(zip(near, lines, strict=True), key=lambda found: (-found[0], found[1]))
        lines = [line for _, line in ranked[:LINES]]
    return "\n".join(lines), wanted


def weighed(kind: str, aligned: float, read: float) -> float:
    """The combined score of `equivalent` or `contains` from the scores of alignment and of the encoder."""
    table = _weights()[kind]
    total = table["bias"] + table["alignment"] * logit(aligned) + table["cross_encoder"] * logit(read)
    return round(1 / (1 + math.exp(-total)), 6)


def logit(score: float) -> float:
    """The log of the odds, of scores kept a little away from 0 and 1."""
    kept = min(max(score, _LEAST), 1 - _LEAST)
    return math.log(kept / (1 - kept))


def _same(pair: Pair) -> bool:
    return normalise(pair[0]) == normalise(pair[1])


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _file() -> str:
    return (files("claimbench.matching") / "_combined.json").read_text("utf-8")


@lru_cache(maxsize=1)
def _weights() -> Any:
    return json.loads(_file())
