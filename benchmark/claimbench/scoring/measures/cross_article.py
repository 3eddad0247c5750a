"""Cross-article recall: whether both sides of a pair of linked claims were found."""

from __future__ import annotations

from collections.abc import Sequence

from claimbench.corpus import Gold
from claimbench.scoring.judge import JudgedArticle
from claimbench.scoring.measures._base import CorpusFigure


class CrossArticle(CorpusFigure):
    """The share of pairs linked by a relation of which both sides are found, each in its own article."""

    def __init__(self, relation: str, order: int) -> None:
        self.name, self.order, self.relation = f"cross_article[{relation}]", order, relation

    def value(self, gold: Gold, articles: Sequence[JudgedArticle]) -> float | None:
        counts = self.counts(gold, articles)
        return counts["found"] / counts["pairs"] if counts["pairs"] else None

    def counts(self, gold: Gold, articles: Sequence[JudgedArticle]) -> dict[str, int]:
        """Pairs of which both sides are found, and all pairs."""
        found = {a.gold[j].id for a in articles for j in a.matched_by}
        pairs = [link for link in gold.links if link.relation == self.relation]
        return {"found": sum(link.a in found and link.b in found for link in pairs), "pairs": len(pairs)}


cross_article = (CrossArticle("same", 60), CrossArticle("conflict", 61))
