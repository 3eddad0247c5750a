"""Coverage: what the predictions convey, however they cut it."""

from __future__ import annotations

import numpy as np

from claimbench.matching.assignment import Mask, Matrix
from claimbench.scoring.judge import JudgedArticle
from claimbench.scoring.measures._base import Measure, Ratios, divide


class Coverage(Measure):
    """The share of required claims that some prediction contains at τ_c, many-to-one."""

    name, order = "coverage", 10
    statistics = ("covered", "required")

    def count(self, judged: JudgedArticle) -> Matrix:
        table = self.table(judged)
        held: Mask = np.asarray((judged.containment >= judged.containment_threshold).any(axis=0))
        for j, claim in enumerate(judged.gold):
            table[judged.gold_unit[j]] += (claim.required and bool(held[j]), claim.required)
        return table

    def value(self, sums: Matrix) -> Ratios:
        return divide(sums[..., 0], sums[..., 1])


coverage = Coverage()
