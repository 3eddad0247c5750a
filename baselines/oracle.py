"""`oracle`: the gold claims themselves; a sanity system that must score 1."""

from __future__ import annotations

from claimbench.corpus import load_gold
from claimbench.extractor import Document, Extractor, PredictedClaim


class Oracle(Extractor):
    """Every gold claim, required and optional, `times` over. Knows the gold set, unlike any real extractor."""

    def __init__(self, gold: str = "news", times: int = 1) -> None:
        self._gold = load_gold(gold)
        self._times = times

    def extract(self, document: Document) -> list[PredictedClaim]:
        return [PredictedClaim(c.text, c.source) for c in self._gold.by_article[document.id]] * self._times

    def weights(self) -> str:
        return self._gold.sha256
