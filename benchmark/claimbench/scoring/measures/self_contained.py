"""Self-contained: whether predictions can be read without the article."""

from __future__ import annotations

from claimbench.matching.assignment import Matrix
from claimbench.scoring.judge import JudgedArticle
from claimbench.scoring.measures._base import Measure, Ratios, divide
from claimbench.scoring.measures._texts import stands_alone


class SelfContained(Measure):
    """The share of predictions without an unresolved pronoun or bare description, by rule."""

    name, order = "self_contained", 15
    statistics = ("alone", "predictions")

    def count(self, judged: JudgedArticle) -> Matrix:
        table = self.table(judged)
        for i, unit in enumerate(judged.prediction_unit):
            table[unit] += (stands_alone(judged.predictions[i].text, judged.article.text), 1)
        return table

    def value(self, sums: Matrix) -> Ratios:
        return divide(sums[..., 0], sums[..., 1])


self_contained = SelfContained()
