"""Recall by label: type, tier, checkable, and third of the article."""

from __future__ import annotations

from collections.abc import Callable

from claimbench.matching.assignment import Matrix
from claimbench.records import TIERS, TYPES
from claimbench.scoring.judge import JudgedArticle
from claimbench.scoring.measures._base import Measure, Ratios, divide

THIRDS = ("first", "middle", "last")


class Breakdown(Measure):
    """The share of the gold claims with a label that a prediction is assigned to.

    Required claims only, but for the tier `background`, whose claims are optional: there it says how many of them
    were found.
    """

    statistics = ("found", "claims")

    def __init__(self, kind: str, label: str, order: int, has: Callable[[JudgedArticle, int], bool]) -> None:
        self.name, self.order, self._has = f"recall[{kind}={label}]", order, has

    def count(self, judged: JudgedArticle) -> Matrix:
        table = self.table(judged)
        for j in range(len(judged.gold)):
            if self._has(judged, j):
                table[judged.gold_unit[j]] += (j in judged.matched_by, 1)
        return table

    def value(self, sums: Matrix) -> Ratios:
        return divide(sums[..., 0], sums[..., 1])


def third(judged: JudgedArticle, gold: int) -> str:
    """The third of the article's sentences in which a gold claim stands first."""
    return THIRDS[judged.gold_unit[gold] * len(THIRDS) // judged.units]


def _required(test: Callable[[JudgedArticle, int], bool]) -> Callable[[JudgedArticle, int], bool]:
    return lambda judged, j: judged.gold[j].required and test(judged, j)


def _by_type(label: str) -> Callable[[JudgedArticle, int], bool]:
    return _required(lambda judged, j: judged.gold[j].type == label)


def _by_tier(label: str) -> Callable[[JudgedArticle, int], bool]:
    return lambda judged, j: judged.gold[j].tier == label


def _by_checkable(label: bool) -> Callable[[JudgedArticle, int], bool]:
    return _required(lambda judged, j: judged.gold[j].checkable is label)


def _by_third(label: str) -> Callable[[JudgedArticle, int], bool]:
    return _required(lambda judged, j: third(judged, j) == label)


by_type = tuple(Breakdown("type", label, 40, _by_type(label)) for label in TYPES)
by_tier = tuple(Breakdown("tier", label, 41, _by_tier(label)) for label in TIERS)
by_checkable = tuple(Breakdown("checkable", str(flag).lower(), 42, _by_checkable(flag)) for flag in (True, False))
by_third = tuple(Breakdown("third", label, 43, _by_third(label)) for label in THIRDS)
