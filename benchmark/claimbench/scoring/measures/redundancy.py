"""Redundancy: how much the predictions repeat themselves."""

from __future__ import annotations

from claimbench.matching.assignment import Matrix
from claimbench.scoring.judge import JudgedArticle
from claimbench.scoring.measures._base import Measure, Ratios, divide


class Redundancy(Measure):
    """1 − groups of mutually equivalent predictions / predictions, counted by article.

    A group may span sentences, so the counts add up over articles and not over sentences.
    """

    name, order = "redundancy", 12
    statistics = ("groups", "predictions")
    by_sentence = False

    def count(self, judged: JudgedArticle) -> Matrix:
        table = self.table(judged)
        table[0] = (len(judged.groups), len(judged.predictions))
        return table

    def value(self, sums: Matrix) -> Ratios:
        result: Ratios = 1 - divide(sums[..., 0], sums[..., 1])
        return result


redundancy = Redundancy()
