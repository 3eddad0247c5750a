"""Precision, recall and F1 (SCORING.md, section 3)."""

from __future__ import annotations

from claimbench.matching.assignment import Matrix
from claimbench.scoring.judge import JudgedArticle
from claimbench.scoring.measures._base import Measure, Ratios, divide


class _Headline(Measure):
    statistics = ("tp", "fp", "fn", "neutral")

    def count(self, judged: JudgedArticle) -> Matrix:
        table = self.table(judged)
        for i, unit in enumerate(judged.prediction_unit):
            column = 0 if judged.is_true_positive(i) else 3 if judged.is_neutral(i) else 1
            table[unit, column] += 1
        for j, claim in enumerate(judged.gold):
            table[judged.gold_unit[j], 2] += claim.required and j not in judged.matched_by
        return table


class Precision(_Headline):
    """tp / (tp + fp); undefined without predictions that count."""

    name, order = "precision", 0

    def value(self, sums: Matrix) -> Ratios:
        return divide(sums[..., 0], sums[..., 0] + sums[..., 1])


class Recall(_Headline):
    """tp / (tp + fn); undefined without required claims."""

    name, order = "recall", 1

    def value(self, sums: Matrix) -> Ratios:
        return divide(sums[..., 0], sums[..., 0] + sums[..., 2])


class F1(_Headline):
    """2tp / (2tp + fp + fn); 0 when there is gold to find and nothing is found."""

    name, order = "f1", 2

    def value(self, sums: Matrix) -> Ratios:
        return divide(2 * sums[..., 0], 2 * sums[..., 0] + sums[..., 1] + sums[..., 2])


precision, recall, f1 = Precision(), Recall(), F1()
