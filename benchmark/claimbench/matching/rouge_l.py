"""`rouge_l`: longest common subsequence of stemmed words (Lin 2004), by the `rouge-score` package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.metadata import version
from typing import Any

from claimbench.errors import MissingDependency
from claimbench.matching.base import Matcher, Pair


class RougeL(Matcher):
    """ROUGE-L F1; contains is its recall: the share of gold's words that stand in the prediction in order."""

    name = "rouge_l"
    threshold = 0.7
    containment_threshold = 0.9

    def equivalent(self, pairs: Sequence[Pair]) -> list[float]:
        return [round(float(self._score(p, g).fmeasure), 9) for p, g in pairs]

    def contains(self, pairs: Sequence[Pair]) -> list[float]:
        return [round(float(self._score(p, g).recall), 9) for p, g in pairs]

    def dependencies(self) -> Mapping[str, str]:
        return {"rouge-score": version("rouge-score")}

    @staticmethod
    def _score(p: str, g: str) -> Any:
        return _scorer().score(g, p)["rougeL"]


@lru_cache(maxsize=1)
def _scorer() -> Any:
    try:
        from rouge_score.rouge_scorer import RougeScorer
        from rouge_score.tokenizers import DefaultTokenizer
    except ModuleNotFoundError as error:
        raise MissingDependency("rouge-score", "matchers") from error
    scorer = RougeScorer(["rougeL"], tokenizer=_Cached(DefaultTokenizer(use_stemmer=True)))
    return scorer


class _Cached:
    """A tokenizer that stems each text once."""

    def __init__(self, tokenizer: Any) -> None:
        self.tokenize = lru_cache(maxsize=16384)(tokenizer.tokenize)
