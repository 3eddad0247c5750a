"""Leave-one-form-out recall: how much the score depends on wording."""

from __future__ import annotations

from claimbench.matching import forms
from claimbench.matching.assignment import Matrix, millionths
from claimbench.scoring.judge import JudgedArticle
from claimbench.scoring.measures._base import Measure, Ratios, divide


class LeaveOneFormOut(Measure):
    """The share of the gold variants that still match their claim when they are no accepted form of it.

    Each variant is laid against the other forms of its claim, as a prediction would be. It depends on gold and matcher
    alone: a value well below 1 says that a system which words things its own way is found less often than it should.
    """

    name, order = "leave_one_form_out", 50
    statistics = ("found", "variants")

    def count(self, judged: JudgedArticle) -> Matrix:
        table = self.table(judged)
        variants = [(j, k) for j, claim in enumerate(judged.gold) for k in range(1, len(claim.forms))]
        all_forms = [claim.forms for claim in judged.gold]
        asked = [(all_forms[j][k], all_forms[j][:k] + all_forms[j][k + 1 :]) for j, k in variants]
        for (j, _), (score, _) in zip(variants, forms.equivalent(judged.matcher, asked), strict=True):
            table[judged.gold_unit[j]] += (int(millionths(score)) >= judged.threshold, 1)
        return table

    def value(self, sums: Matrix) -> Ratios:
        return divide(sums[..., 0], sums[..., 1])


leave_one_form_out = LeaveOneFormOut()
