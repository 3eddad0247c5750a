"""Furniture: predictions taken from text that is not the article, such as credits and teasers."""

from __future__ import annotations

from claimbench.matching.assignment import Matrix
from claimbench.scoring.judge import JudgedArticle
from claimbench.scoring.measures._base import Measure, Ratios, divide


class Furniture(Measure):
    """The share of predictions that come from furniture sentences."""

    name, order = "furniture", 17
    statistics = ("furniture", "predictions")

    def count(self, judged: JudgedArticle) -> Matrix:
        table = self.table(judged)
        for i, unit in enumerate(judged.prediction_unit):
            table[unit] += (judged.from_furniture[i], 1)
        return table

    def value(self, sums: Matrix) -> Ratios:
        return divide(sums[..., 0], sums[..., 1])


furniture = Furniture()
