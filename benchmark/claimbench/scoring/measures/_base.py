"""What a measure is: integer statistics a unit that add up, and a ratio of their sums.

Whatever is written as a measure gets totals, intervals and paired tests for nothing (the design of sacreBLEU's
`metrics/base.py`). The few figures that are no ratio of sums over articles are a :class:`CorpusFigure`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from claimbench.corpus import Gold
from claimbench.matching.assignment import Matrix
from claimbench.scoring.judge import JudgedArticle

Ratios = npt.NDArray[np.float64]


class Measure(ABC):
    """A figure computed from sums of integer statistics.

    `statistics` names the columns that :meth:`count` gives; `order` is the place in tables. `by_sentence` is False
    where the statistics belong to a whole article (they stand in its first unit): such a figure gets no interval
    over sentences.
    """

    name: str
    statistics: tuple[str, ...]
    order: int = 100
    by_sentence: ClassVar[bool] = True

    @abstractmethod
    def count(self, judged: JudgedArticle) -> Matrix:
        """Integer statistics, shape (units of the article, len(statistics))."""

    @abstractmethod
    def value(self, sums: Matrix) -> Ratios:
        """The figure from sums whose last axis is the statistics; NaN where it is undefined."""

    def table(self, judged: JudgedArticle) -> Matrix:
        """A table of zeros in the shape that :meth:`count` gives."""
        return np.zeros((judged.units, len(self.statistics)), np.int64)


class CorpusFigure(ABC):
    """A figure that does not add up over articles: it has a value and no interval."""

    name: str
    order: int = 200

    @abstractmethod
    def value(self, gold: Gold, articles: Sequence[JudgedArticle]) -> float | None:
        """The figure, None where it is undefined."""

    def counts(self, gold: Gold, articles: Sequence[JudgedArticle]) -> dict[str, int]:
        """The counts behind the figure, where there are any."""
        return {}


def divide(numerator: npt.ArrayLike, denominator: npt.ArrayLike) -> Ratios:
    """Elementwise ratio, NaN where the denominator is 0."""
    top, bottom = np.asarray(numerator, np.float64), np.asarray(denominator, np.float64)
    result: Ratios = np.divide(top, bottom, out=np.full(np.broadcast(top, bottom).shape, np.nan), where=bottom != 0)
    return result
