"""Predictions laid against gold, article by article: similarities, the assignment, and the unit each claim belongs to.

Everything that is counted later (`claimbench.scoring.measures`) reads a :class:`JudgedArticle` and nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from claimbench.corpus import Gold
from claimbench.matching.assignment import Matrix, assign, millionths
from claimbench.matching.base import Matcher, Pair
from claimbench.matching.text import normalise, tokens
from claimbench.records import Article, GoldClaim, PredictedClaim, Predictions


@dataclass(frozen=True)
class JudgedArticle:
    """One article's predictions against its gold claims.

    `equivalence` has shape (predictions, gold claims) and holds integer millionths, the maximum over the forms of
    a gold claim; `form` says which form gave it (0 is the claim's own text). `assigned` maps prediction index to
    gold index. Units are the article's sentences: `gold_unit` and `prediction_unit` give the sentence each belongs to.
    """

    article: Article
    gold: tuple[GoldClaim, ...]
    predictions: tuple[PredictedClaim, ...]
    matcher: Matcher
    equivalence: Matrix
    form: Matrix
    assigned: dict[int, int]

    @cached_property
    def matched_by(self) -> dict[int, int]:
        """Gold index → index of the prediction assigned to it."""
        return {gold: prediction for prediction, gold in self.assigned.items()}

    @cached_property
    def containment(self) -> Matrix:
        """Shape (predictions, gold claims), millionths: whether a prediction conveys all of a gold claim."""
        return _best_over_forms(self.matcher.contains, self.predictions, self.gold)[0]

    @property
    def units(self) -> int:
        """How many units (sentences) the article has."""
        return max(1, len(self.article.sentences))

    @cached_property
    def gold_unit(self) -> list[int]:
        """The unit of each gold claim: its first sentence."""
        return [min(claim.sentences, default=0) for claim in self.gold]

    @cached_property
    def prediction_unit(self) -> list[int]:
        """The unit of each prediction: that of its gold claim, else the sentence it shares most tokens with."""
        return [
            self.gold_unit[self.assigned[i]] if i in self.assigned else nearest_sentence(claim.text, self.article)
            for i, claim in enumerate(self.predictions)
        ]

    def is_true_positive(self, prediction: int) -> bool:
        """Whether the prediction is assigned to a required claim."""
        return prediction in self.assigned and self.gold[self.assigned[prediction]].required

    def is_neutral(self, prediction: int) -> bool:
        """Whether the prediction is assigned to an optional claim."""
        return prediction in self.assigned and not self.gold[self.assigned[prediction]].required


def judge(gold: Gold, predictions: Predictions, matcher: Matcher) -> tuple[JudgedArticle, ...]:
    """Lay `predictions` against `gold`; every gold article is judged, one without predictions with an empty list."""
    return tuple(
        judge_article(article, gold.by_article[article.id], tuple(predictions.get(article.id, ())), matcher)
        for article in gold.articles
    )


def judge_article(
    article: Article, gold: tuple[GoldClaim, ...], predictions: tuple[PredictedClaim, ...], matcher: Matcher
) -> JudgedArticle:
    """Similarities and the one-to-one assignment of one article."""
    scores, form = _best_over_forms(matcher.equivalent, predictions, gold)
    assigned = assign(
        scores,
        int(millionths(matcher.threshold)),
        [claim.required for claim in gold],
        [(normalise(claim.text), claim.text) for claim in predictions],
        [(normalise(claim.text), claim.text, claim.id) for claim in gold],
    )
    return JudgedArticle(article, gold, predictions, matcher, scores, form, assigned)


def _best_over_forms(
    scorer: Callable[[Sequence[Pair]], list[float]], predictions: Sequence[PredictedClaim], gold: Sequence[GoldClaim]
) -> tuple[Matrix, Matrix]:
    """The highest score over a gold claim's forms, and which form it was (the first of equals).

    Each distinct pair of strings is scored once.
    """
    shape = (len(predictions), len(gold))
    best, form = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    index: dict[Pair, int] = {}
    for claim in predictions:
        for target in gold:
            for text in target.forms:
                index.setdefault((claim.text, text), len(index))
    if not index:
        return best, form
    scores = millionths(scorer(list(index)))
    for i, claim in enumerate(predictions):
        for j, target in enumerate(gold):
            row = [int(scores[index[claim.text, text]]) for text in target.forms]
            best[i, j] = max(row)
            form[i, j] = row.index(best[i, j])
    return best, form


def nearest_sentence(text: str, article: Article) -> int:
    """The sentence that shares most tokens with `text`, the first of equals; 0 without a sentence table."""
    words = Counter(tokens(text))
    overlaps = [(words & Counter(tokens(sentence.text))).total() for sentence in article.sentences]
    return overlaps.index(max(overlaps)) if overlaps else 0
