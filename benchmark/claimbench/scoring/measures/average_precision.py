"""The precision-recall curve of an extractor that gives a confidence, and the average precision under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimbench.corpus import Gold
from claimbench.scoring.judge import JudgedArticle, reassign
from claimbench.scoring.measures._base import CorpusFigure
from claimbench.scoring.measures.headline import f1


@dataclass(frozen=True)
class CurvePoint:
    """Counts when only the predictions with at least this confidence are kept, assigned anew."""

    confidence: float
    tp: int
    fp: int
    fn: int

    @property
    def precision(self) -> float | None:
        """tp / (tp + fp)."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else None

    @property
    def recall(self) -> float | None:
        """tp / (tp + fn)."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else None


class AveragePrecision(CorpusFigure):
    """Σ (R_k − R_{k−1}) · P_k over the points of the curve, from the highest confidence down.

    The step sum without interpolation, as in scikit-learn's `average_precision_score`. Undefined when a prediction
    has no confidence, when there are none, and without required claims.
    """

    name, order = "average_precision", 62

    def value(self, gold: Gold, articles: Sequence[JudgedArticle]) -> float | None:
        points = curve(articles)
        if not points or points[-1].recall is None:
            return None
        area, before = 0.0, 0.0
        for point in points:
            recall = point.recall or 0.0
            area += (recall - before) * (point.precision or 0.0)
            before = recall
        return area


def curve(articles: Sequence[JudgedArticle]) -> list[CurvePoint]:
    """A point for each distinct confidence, falling; empty unless every prediction has one."""
    given = [claim.confidence for article in articles for claim in article.predictions]
    levels = sorted({value for value in given if value is not None}, reverse=True)
    if None in given:
        return []
    counts = {article.article.id: _counts(article, []) for article in articles}
    points = []
    for level in levels:
        for article in articles:
            kept = [i for i, claim in enumerate(article.predictions) if (claim.confidence or 0.0) >= level]
            if any(article.predictions[i].confidence == level for i in kept):
                counts[article.article.id] = _counts(article, kept)
        points.append(CurvePoint(level, *(sum(column) for column in zip(*counts.values(), strict=True))))
    return points


def _counts(article: JudgedArticle, kept: Sequence[int]) -> tuple[int, int, int]:
    tp, fp, fn, _ = f1.count(reassign(article, article.gold, kept)).sum(axis=0).tolist()
    return tp, fp, fn


average_precision = AveragePrecision()
