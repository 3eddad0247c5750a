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
from claimbench.matching import forms
from claimbench.matching.assignment import Matrix, assign, millionths
from claimbench.matching.base import Matcher
from claimbench.matching.text import normalise, tokens
from claimbench.records import Article, GoldClaim, PredictedClaim, Predictions
from claimbench.scoring.groups import equivalent_groups
from claimbench.scoring.support import from_furniture, support


@dataclass(frozen=True)
class JudgedArticle:
    """One article's predictions against its gold claims.

    `equivalence` has shape (predictions, gold claims) and holds integer millionths, from all forms of a gold claim
    (`claimbench.matching.forms`); `form` says which form gave it (0 is the claim's own text). `assigned` maps
    prediction index to gold index. Units are the article's sentences: `gold_unit` and `prediction_unit` give the
    sentence each belongs to.
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
        return _of_claims(forms.contains, self.matcher, self.predictions, self.gold)[0]

    @cached_property
    def groups(self) -> list[list[int]]:
        """The predictions in groups that say the same (linked by equivalence in both directions), by index."""
        return equivalent_groups([claim.text for claim in self.predictions], self.matcher)

    def representative(self, group: Sequence[int]) -> int:
        """The prediction that stands for a group: an assigned one before the others, then in canonical order."""
        return min(group, key=lambda i: (i not in self.assigned, prediction_key(self.predictions[i]), i))

    @cached_property
    def supported(self) -> list[bool]:
        """For each prediction, whether the article's own text supports it (`claimbench.scoring.support`)."""
        return support([claim.text for claim in self.predictions], self.article)

    @cached_property
    def from_furniture(self) -> list[bool]:
        """For each prediction, whether it is assigned to nothing and taken from text that is not the article."""
        return [
            i not in self.assigned and from_furniture(claim.text, self.article)
            for i, claim in enumerate(self.predictions)
        ]

    @property
    def threshold(self) -> int:
        """τ in millionths."""
        return int(millionths(self.matcher.threshold))

    @property
    def containment_threshold(self) -> int:
        """τ_c in millionths."""
        return int(millionths(self.matcher.containment_threshold))

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
    """Lay `predictions` against `gold`; every gold article is judged, one without predictions with an empty list.

    Articles come in the order of their ids, so that intervals do not depend on the order of a file.
    """
    return tuple(
        judge_article(article, gold.by_article[article.id], tuple(predictions.get(article.id, ())), matcher)
        for article in sorted(gold.articles, key=lambda article: article.id)
    )


def judge_article(
    article: Article, gold: tuple[GoldClaim, ...], predictions: tuple[PredictedClaim, ...], matcher: Matcher
) -> JudgedArticle:
    """Similarities and the one-to-one assignment of one article."""
    scores, form = _of_claims(forms.equivalent, matcher, predictions, gold)
    assigned = _assigned(scores, matcher, gold, predictions)
    return JudgedArticle(article, gold, predictions, matcher, scores, form, assigned)


def reassign(judged: JudgedArticle, gold: tuple[GoldClaim, ...], chosen: Sequence[int]) -> JudgedArticle:
    """The same article with other labels on its gold claims and some of its predictions, assigned anew.

    `gold` has the same claims in the same order and the same forms, so that no pair is scored again; `chosen` are the
    indices of the predictions to keep.
    """
    predictions = tuple(judged.predictions[i] for i in chosen)
    scores, form = judged.equivalence[list(chosen)], judged.form[list(chosen)]
    assigned = _assigned(scores, judged.matcher, gold, predictions)
    return JudgedArticle(judged.article, gold, predictions, judged.matcher, scores, form, assigned)


def _assigned(
    scores: Matrix, matcher: Matcher, gold: Sequence[GoldClaim], predictions: Sequence[PredictedClaim]
) -> dict[int, int]:
    return assign(
        scores,
        int(millionths(matcher.threshold)),
        [claim.required for claim in gold],
        [prediction_key(claim) for claim in predictions],
        [(normalise(claim.text), claim.text, claim.id) for claim in gold],
    )


def prediction_key(claim: PredictedClaim) -> tuple[str, str, str, str, float]:
    """The canonical order of predictions: by text, and between equal texts by everything else they carry."""
    confidence = -1.0 if claim.confidence is None else claim.confidence
    return normalise(claim.text), claim.text, claim.source or "", claim.evidence or "", -confidence


def _of_claims(
    question: Callable[[Matcher, Sequence[forms.Asked]], list[forms.Found]],
    matcher: Matcher,
    predictions: Sequence[PredictedClaim],
    gold: Sequence[GoldClaim],
) -> tuple[Matrix, Matrix]:
    """Of every prediction and gold claim the score in millionths, and the form that gave it; both (predictions, gold)."""
    shape = (len(predictions), len(gold))
    found = question(matcher, [(claim.text, target.forms) for claim in predictions for target in gold])
    scores = millionths([score for score, _ in found])
    return scores.reshape(shape), np.array([place for _, place in found], dtype=np.int64).reshape(shape)


def nearest_sentence(text: str, article: Article) -> int:
    """The sentence that shares most tokens with `text`, the first of equals; 0 without a sentence table."""
    words = Counter(tokens(text))
    overlaps = [(words & Counter(tokens(sentence.text))).total() for sentence in article.sentences]
    return overlaps.index(max(overlaps)) if overlaps else 0
