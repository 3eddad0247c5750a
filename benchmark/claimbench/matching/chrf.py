"""`chrf`: character n-gram F score (Popović 2015), by the `sacrebleu` package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.metadata import version
from typing import Any

from claimbench.errors import MissingDependency
from claimbench.matching.base import Matcher, Pair
from claimbench.matching.text import normalise

_RECALL_ONLY = 1000  # F with this weight of recall equals recall to six digits


class ChrF(Matcher):
    """chrF with beta 1, so that both sides count alike; contains is chrF's recall of gold."""

    name = "chrf"
    threshold = 0.7
    containment_threshold = 0.9

    def equivalent(self, pairs: Sequence[Pair]) -> list[float]:
        return [self._score(1, p, g) for p, g in pairs]

    def contains(self, pairs: Sequence[Pair]) -> list[float]:
        return [self._score(_RECALL_ONLY, p, g) for p, g in pairs]

    def dependencies(self) -> Mapping[str, str]:
        return {"sacrebleu": version("sacrebleu")}

    @staticmethod
    def _score(beta: int, p: str, g: str) -> float:
        hypothesis, reference = normalise(p), normalise(g)
        if hypothesis == reference:
            return 1.0
        score = float(_metric(beta).sentence_score(hypothesis, [reference]).score)
        return round(min(1.0, score / 100), 6)


@lru_cache(maxsize=2)
def _metric(beta: int) -> Any:
    try:
        from sacrebleu.metrics.chrf import CHRF
    except ModuleNotFoundError as error:
        raise MissingDependency("sacrebleu", "matchers") from error
    return CHRF(beta=beta)
