"""Three-way precision: what the predictions that gold does not list are, supported by the article or not."""

from __future__ import annotations

from claimbench.matching.assignment import Matrix
from claimbench.scoring.judge import JudgedArticle
from claimbench.scoring.measures._base import Measure, Ratios, divide


class _ThreeWay(Measure):
    """Shares of the predictions that count (tp + fp); with precision, the matched share, the three sum to 1."""

    statistics = ("matched", "supported", "unsupported")

    def count(self, judged: JudgedArticle) -> Matrix:
        table = self.table(judged)
        for i, unit in enumerate(judged.prediction_unit):
            if not judged.is_neutral(i):
                table[unit, 0 if judged.is_true_positive(i) else 1 if judged.supported[i] else 2] += 1
        return table


class Supported(_ThreeWay):
    """The share of predictions that match nothing and that the article supports."""

    name, order = "supported", 13

    def value(self, sums: Matrix) -> Ratios:
        return divide(sums[..., 1], sums.sum(axis=-1))


class Unsupported(_ThreeWay):
    """The share of predictions that match nothing and that the article does not support."""

    name, order = "unsupported", 14

    def value(self, sums: Matrix) -> Ratios:
        return divide(sums[..., 2], sums.sum(axis=-1))


supported, unsupported = Supported(), Unsupported()
