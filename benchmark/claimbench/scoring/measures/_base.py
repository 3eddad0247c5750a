"""What a measure is: integer statistics a unit that add up, and a ratio of their sums.

Whatever is written as a measure gets totals, intervals and paired tests for nothing (the design of sacreBLEU's
`metrics/base.py`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from claimbench.matching.assignment import Matrix
from claimbench.scoring.judge import JudgedArticle

Ratios = npt.NDArray[np.float64]


class Measure(ABC):
    """A figure computed from sums of integer statistics.

    `statistics` names the columns that :meth:`count` gives; `order` is the place in tables.
    """

    name: ClassVar[str]
    statistics: ClassVar[tuple[str, ...]]
    order: ClassVar[int] = 100

    @abstractmethod
    def count(self, judged: JudgedArticle) -> Matrix:
        """Integer statistics, shape (units of the article, len(statistics))."""

    @abstractmethod
    def value(self, sums: Matrix) -> Ratios:
        """The figure from sums whose last axis is the statistics; NaN where it is undefined."""

    def table(self, judged: JudgedArticle) -> Matrix:
        """A table of zeros in the shape that :meth:`count` gives."""
        return np.zeros((judged.units, len(self.statistics)), np.int64)


def divide(numerator: npt.ArrayLike, denominator: npt.ArrayLike) -> Ratios:
    """Elementwise ratio, NaN where the denominator is 0."""
    top, bottom = np.asarray(numerator, np.float64), np.asarray(denominator, np.float64)
    result: Ratios = np.divide(top, bottom, out=np.full(np.broadcast(top, bottom).shape, np.nan), where=bottom != 0)
    return result
