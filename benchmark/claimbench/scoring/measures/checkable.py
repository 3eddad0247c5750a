"""Precision, recall and F1 with the claims marked not checkable treated as optional, assigned anew."""

from __future__ import annotations

from dataclasses import replace

from claimbench.matching.assignment import Matrix
from claimbench.scoring.judge import JudgedArticle, reassign
from claimbench.scoring.measures._base import Measure, Ratios
from claimbench.scoring.measures.headline import f1, precision, recall


class Checkable(Measure):
    """A headline figure for a fact-checker, who has no use for opinions and predictions."""

    def __init__(self, headline: Measure, order: int) -> None:
        self.name, self.order, self._headline = f"{headline.name}[checkable]", order, headline
        self.statistics = headline.statistics

    def count(self, judged: JudgedArticle) -> Matrix:
        gold = tuple(c if c.checkable else replace(c, tier="background") for c in judged.gold)
        return self._headline.count(reassign(judged, gold, range(len(judged.predictions))))

    def value(self, sums: Matrix) -> Ratios:
        return self._headline.value(sums)


checkable = (Checkable(precision, 30), Checkable(recall, 31), Checkable(f1, 32))
