"""Attribution: whether a prediction says whose words they are."""

from __future__ import annotations

from claimbench.matching.assignment import Matrix
from claimbench.records import PredictedClaim
from claimbench.scoring.judge import JudgedArticle
from claimbench.scoring.measures._base import Measure, Ratios, divide
from claimbench.scoring.words import names, stems

SHARE = 0.5
"""The least share of the source's content words that a prediction must have."""


class Attribution(Measure):
    """Of the matched claims with a gold `source`, the share whose prediction names it, in `source` or in its text."""

    name, order = "attribution", 16
    statistics = ("named", "with_source")

    def count(self, judged: JudgedArticle) -> Matrix:
        table = self.table(judged)
        for i, j in judged.assigned.items():
            source = judged.gold[j].source
            if source:
                table[judged.gold_unit[j]] += (names_source(judged.predictions[i], source), 1)
        return table

    def value(self, sums: Matrix) -> Ratios:
        return divide(sums[..., 0], sums[..., 1])


def names_source(claim: PredictedClaim, source: str) -> bool:
    """Whether the prediction has at least half of the source's content words, or all the names in it."""
    said = set(stems(f"{claim.text} {claim.source or ''}"))
    words, named = set(stems(source)), names(f"- {source}")
    if named and named <= said:
        return True
    return len(words & said) >= SHARE * max(1, len(words)) if words else False


attribution = Attribution()
